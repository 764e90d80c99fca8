/** Small parts that several reports are written with. */
import type { Severity } from "../../policy-pack/engine/rule";
import type { Failure } from "../result";

/** Worst first. */
export const SEVERITIES: readonly Severity[] = ["critical", "high", "medium", "low"];

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** What became of a check that came to no verdict. */
export function headline({ kind }: Pick<Failure, "kind">): string {
  switch (kind) {
    case "input":
      return "cannot check";
    case "program":
      return "the program failed";
    case "timeout":
      return "the program did not end";
    case "internal":
      return "the check failed";
  }
}

/** Not to be seen, turning the direction of what follows, half a character, or none: XML has no way to write most of them. */
const UNSEEN = /(?![\t\n\r])[\p{Cc}\p{Cs}\u200B-\u200F\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]/gu;

/** A text with a replacement character for each that has no place in a report. Line breaks and tabs stay. */
export function printable(text: string): string {
  return text.replace(UNSEEN, "\uFFFD");
}
