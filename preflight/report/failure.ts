/** Turns the end of a failed program into what its author needs: the error, and where in the own files it happened. */
import { existsSync } from "node:fs";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { isInside, isPackaged, type Position } from "../model/location";
import type { LogEntry } from "../run/engine";
import type { RunEnd } from "../run/run-program";
import { messageLines, positionsIn, withoutHeading } from "./error-text";
import { findSyntaxError } from "./syntax-error";

/** A program's error before it is made fit to be printed. */
export interface ProgramError {
  readonly message: string;
  readonly hint: string | undefined;
  /** The user's own frames, innermost first. */
  readonly positions: readonly Position[];
}

/** What the error's texts have to be read with. */
export interface ErrorContext {
  /** The project's directory. */
  readonly root: string;
  /** The program's working directory. */
  readonly pwd: string;
  /** The project's name, to name a configuration key as its author writes it. */
  readonly project: string;
  /** How the program's packages are installed. */
  readonly install: string;
}

const MOST_ERRORS = 3;
const MOST_FRAMES = 8;

/** The error a program ended with, or `undefined` when it ended well. */
export function programError(end: RunEnd, log: readonly LogEntry[], context: ErrorContext): ProgramError | undefined {
  if (end.code === 0) {
    return undefined;
  }
  const texts = errorTexts(end, log);
  const messages = texts.slice(0, MOST_ERRORS).map((text) => messageIn(text, context.root));
  if (texts.length > MOST_ERRORS) {
    messages.push(`… and ${texts.length - MOST_ERRORS} more errors.`);
  }
  const all = texts.join("\n");
  return {
    message: messages.length === 0 ? silentEnd(end) : messages.join("\n\n"),
    hint: hintFor(all, context),
    positions: ownPositions(texts, context),
  };
}

/** Whether the program told its error to the engine; otherwise what it printed is all there is. */
export function hasLoggedError(log: readonly LogEntry[]): boolean {
  return log.some(({ severity }) => severity === "error");
}

function errorTexts({ stderr }: RunEnd, log: readonly LogEntry[]): readonly string[] {
  const logged = log.filter(({ severity }) => severity === "error").map(({ message }) => message);
  const texts = logged.length > 0 ? logged : [stderr];
  return [...new Set(texts.map((text) => withoutHeading(stripVTControlCharacters(text)).trim()))].filter(
    (text) => text !== "",
  );
}

function silentEnd({ code, signal }: RunEnd): string {
  return signal === null
    ? `The program ended with exit code ${String(code)}, without saying why.`
    : `The program was ended by signal ${signal}.`;
}

function messageIn(text: string, root: string): string {
  return messageLines(text).join("\n").replaceAll(`file://${root}${path.sep}`, "").replaceAll(`${root}${path.sep}`, "");
}

function ownPositions(texts: readonly string[], { root, pwd }: ErrorContext): readonly Position[] {
  const seen = new Set<string>();
  const own = texts
    .flatMap((text) => positionsIn(text, pwd))
    .filter(({ file, line, column }) => {
      const key = `${file}:${line}:${column}`;
      const isOwn = !isPackaged(file) && isInside(file, root) && existsSync(file);
      return isOwn && !seen.has(key) && seen.add(key);
    });
  if (own.length > 0) {
    return own.slice(0, MOST_FRAMES);
  }
  // Node does not say in which file of an ES module program the syntax is wrong.
  const found = texts.some((text) => text.startsWith("SyntaxError:")) ? findSyntaxError(root) : undefined;
  return found === undefined ? [] : [found];
}

function hintFor(text: string, { project, install }: ErrorContext): string | undefined {
  const missing = /Missing required configuration variable '([^']+)'/.exec(text)?.[1];
  if (missing !== undefined) {
    const key = missing.startsWith(`${project}:`) ? missing.slice(project.length + 1) : missing;
    return `Give it on the command line: --config ${key}=VALUE.`;
  }
  const absent = /Cannot find (?:module|package) '([^']+)'/.exec(text)?.[1];
  if (absent !== undefined && !/^[./]/.test(absent)) {
    return `The package ${absent} is not installed: run \`${install}\`.`;
  }
  if (text.includes("We failed to locate the entry point")) {
    return "Say in Pulumi.yaml what to run (`main: index.ts`), or build the program first.";
  }
  if (/promises? (?:was|were) still active/.test(text)) {
    return "Something never came to an end: a promise that does not settle, or process.exit before all was registered.";
  }
  if (text.includes("heap out of memory")) {
    return "Give the program more memory: `nodeargs: --max-old-space-size=4096` in Pulumi.yaml's runtime options.";
  }
  return undefined;
}
