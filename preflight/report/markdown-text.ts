/** Texts of a program's in Markdown, so that none of them becomes markup. */
import type { LinkTo } from "./source-links";
import { printable } from "./text";

/** The longest name of a resource, file or property in a report. */
export const LONGEST_NAME = 120;

/** A place in the source as a link. */
export function placeLink({ file, line }: { readonly file: string; readonly line: number }, linkTo: LinkTo): string {
  return `[${inline(short(`${file}:${line}`, LONGEST_NAME))}](${linkTo(file, line)})`;
}

/** `aws:s3/bucketPolicy:BucketPolicy` is `aws.s3.BucketPolicy` to whoever writes a program. */
export function shortType(type: string): string {
  const [pkg = "", module = "", name = ""] = type.split(":");
  const [service = ""] = module.split("/");
  return name === "" ? type : [pkg, ...(service === "index" || service === "" ? [] : [service]), name].join(".");
}

/** A text cut at a length, never in the middle of a character. */
export function short(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest).replace(/[\uD800-\uDBFF]$/, "")}…` : text;
}

/**
 * A text with code in backticks, as rules write it, on one line. Anything else in it is shown as it stands: a program's
 * value makes no link, no image, no mention and no cell.
 */
export function inline(text: string): string {
  return oneLine(text)
    .split(/(`[^`]+`)/)
    .map((part, index) => (index % 2 === 1 ? code(part.slice(1, -1)) : plain(part)))
    .join("");
}

function plain(text: string): string {
  return (
    html(text)
      .replace(/[\\`*_[\]|~#!]/g, "\\$&")
      // GitHub looks for mentions and numbers of issues in what is shown: no escape stops it, a comment does.
      .replace(/@/g, "@<!-- -->")
      .replace(/#(?=\d)/g, "#<!-- -->")
      // Nor does a bare address become a link.
      .replace(/:\/\//g, "&#58;//")
      .replace(/\bwww\./g, "www&#46;")
  );
}

/** In a table, a bar ends the cell even in code. */
export function code(text: string): string {
  const shown = oneLine(text).replace(/\|/g, "\\|");
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  const space = shown.startsWith("`") || shown.endsWith("`") ? " " : "";
  return shown === "" ? "" : `${fence}${space}${shown}${space}${fence}`;
}

/** A text in HTML. */
export function html(text: string): string {
  return printable(text).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

function oneLine(text: string): string {
  return printable(text).replace(/\s+/g, " ").trim();
}
