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
