/** Reads the texts that Node, TypeScript and the SDK make of an error. */
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Position } from "../model/location";
import { FRAME_POSITION } from "../run/preload";

const HEADING = /^Running program '.*' failed with an unhandled exception:\n/;
const STACK_LINE = /^\s+at .+/;
/** `index.ts(3,5): error TS1005: …`, as a compiler reports. */
const COMPILER_POSITION = /^(?<file>[^\s(][^(\n]*)\((?<line>\d+),(?<column>\d+)\): error TS\d+/gm;
/** `/dir/index.js:3`, the first line of Node's own report of a syntax error; the caret gives the column. */
const NODE_POSITION =
  /^(?<file>(?:file:\/\/)?\/[^\n]*|[A-Za-z]:\\[^\n]*):(?<line>\d+)\n(?:[^\n]*\n(?<indent>[^\S\n]*)\^)?/;
/** Properties that Node prints after the stack and that say something of the error itself. */
const CAUSE = /^\s*\[(?:cause|errors)\]:/;

/** The excerpt that follows it. The report shows its own, in which secrets are masked. */
const EXCERPT = /^.*:\d+\n.*\n\s*\^+\s*?\n\n?/gm;

/** The text without the SDK's heading. */
export function withoutHeading(text: string): string {
  // Node marks an error that refers to itself, which every error of a Pulumi program does.
  return text.replace(HEADING, "").replace(/^<ref \*\d+> /, "");
}

/**
 * The message in an error's text: without stack lines, and without the properties Node prints after them. Those can be
 * anything the program put on the error, whole requests with their credentials included.
 */
export function messageLines(text: string): readonly string[] {
  const kept: string[] = [];
  let skipping = false;
  for (const line of text.replace(EXCERPT, "").split("\n")) {
    if (STACK_LINE.test(line)) {
      skipping ||= line.endsWith(" {");
    } else if (/^\s*Require stack:$/.test(line)) {
      skipping = true;
    } else if (CAUSE.test(line)) {
      skipping = false;
      kept.push(line);
    } else if (!skipping) {
      kept.push(line);
    }
  }
  while (kept.at(-1)?.trim() === "" || kept.at(-1) === "}") {
    kept.pop();
  }
  return kept;
}

/** Every position in an error's text, in its order: innermost first. */
export function positionsIn(text: string, pwd: string): readonly Position[] {
  const positions: Position[] = [];
  for (const { groups = {} } of text.matchAll(COMPILER_POSITION)) {
    positions.push(position(pwd, groups.file, groups.line, groups.column));
  }
  const node = nodePosition(text, pwd);
  if (node !== undefined) {
    positions.push(node);
  }
  for (const line of text.split("\n")) {
    // An error with properties ends its last frame with the brace that opens them.
    const groups = STACK_LINE.test(line) ? FRAME_POSITION.exec(line.replace(/ \{$/, ""))?.groups : undefined;
    if (groups !== undefined) {
      positions.push(position(pwd, groups.file, groups.line, groups.column));
    }
  }
  return positions;
}

/** The position Node puts in front of a syntax error. */
export function nodePosition(text: string, pwd: string): Position | undefined {
  const groups = NODE_POSITION.exec(text)?.groups;
  return groups && position(pwd, groups.file, groups.line, String((groups.indent ?? "").length + 1));
}

function position(pwd: string, file = "", line = "1", column = "1"): Position {
  return {
    file: file.startsWith("file://") ? fileURLToPath(file) : path.resolve(pwd, file),
    line: Number(line),
    column: Number(column),
  };
}
