/** The lines of source around a position, with a caret under it. */
import { readFileSync, statSync } from "node:fs";
import type { Redactor } from "../../policy-pack/engine/redact";
import type { Position } from "../model/location";
import { maskLines } from "../secrets/mask-line";

/** One line of a frame. */
export interface FrameLine {
  readonly number: number;
  readonly text: string;
  /** Only in the line of the position: how many characters of `text` stand before it. */
  readonly caret?: number;
}

const BEFORE = 1;
const AFTER = 2;
/** How far above the frame masking starts: a template text or a key may have begun there. */
const LOOK_BACK = 60;
const LARGEST_FILE = 2 * 1024 * 1024;
const LONGEST_LINE = 160;
/** How much of a long line is shown before the caret. */
const LEAD = 60;
/** Stands at the position while secrets are masked, because masking moves it. No source holds this character. */
const MARKER = "\u{E000}";

/** The frame of a position; empty when its file cannot be read any more, or has no such line. */
export function codeFrame({ file, line, column }: Position, redactor: Redactor): readonly FrameLine[] {
  const lines = read(file)?.split(/\r?\n/);
  const target = lines?.[line - 1];
  if (lines === undefined || target === undefined) {
    return [];
  }
  const first = Math.max(1, line - BEFORE);
  const last = Math.min(lines.length, line + AFTER);
  const from = Math.max(1, first - LOOK_BACK);
  lines[line - 1] = target.slice(0, column - 1) + MARKER + target.slice(column - 1);
  const masked = maskLines(lines.slice(from - 1, last)).slice(first - from);
  // As one text, because a secret may stretch over lines.
  const shown = redactor.apply(masked.join("\n")).split("\n");
  return shown.map((text, index) => frameLine(first + index, text, first + index === line));
}

function frameLine(number: number, text: string, isTarget: boolean): FrameLine {
  const tidy = text.replace(/\t/g, " ").trimEnd();
  if (!isTarget) {
    return { number, text: shortened(tidy) };
  }
  const marker = tidy.indexOf(MARKER);
  const visible = tidy.replace(MARKER, "");
  const caret = marker < 0 ? visible.length - visible.trimStart().length : marker;
  const skipped = visible.length > LONGEST_LINE && caret > LONGEST_LINE - LEAD ? caret - LEAD : 0;
  return skipped === 0
    ? { number, text: shortened(visible), caret }
    : { number, text: shortened(`…${visible.slice(skipped)}`), caret: caret - skipped + 1 };
}

function shortened(text: string): string {
  return text.length > LONGEST_LINE ? `${text.slice(0, LONGEST_LINE - 1)}…` : text;
}

function read(file: string): string | undefined {
  try {
    return statSync(file).size > LARGEST_FILE ? undefined : readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
