/**
 * Secrets in source text: string literals that are given to something with a sensitive name (`password: "…"`,
 * `const apiToken = "…"`). They matter before a program has run, when nothing is known of its values: a compiler quotes
 * the very line that is wrong.
 */
import { readdirSync, readFileSync, statSync, type Dirent } from "node:fs";
import path from "node:path";
import type { Redactor } from "../../policy-pack/engine/redact";
import { addText } from "./collect";
import { holdsSecret } from "./names";

const SOURCE_FILE = /\.(?:[cm]?[jt]s|[jt]sx)$/;
const MOST_FILES = 500;
const LARGEST_FILE = 512 * 1024;

/**
 * A sensitive name, what gives it a value, and string literals with `+` between them. Parentheses and calls in between
 * (`pulumi.secret("…")`) belong to the value.
 */
const ASSIGNMENT =
  /(?<![\w$])["'`]?([\w$.-]+)["'`]?\]?\s*(?::\s*string\s*)?[:=]\s*(?:await\s+)?((?:[\w$.]+\(\s*)*)((?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)(?:\s*\+\s*(?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`))*)/g;
const LITERAL = /"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`/g;

/** Calls whose argument is the name of a value, and not the value: `config.requireSecret("dbPassword")`. */
const LOOK_UP = /\b(?:require|get)\w*\(\s*$/i;

/** Adds the sensitive literals of every source file in a directory; files of packages are not the user's. */
export function addSourceSecrets(redactor: Redactor, directory: string): void {
  for (const file of sourceFiles(directory)) {
    for (const secret of secretsIn(readText(file))) {
      addText(redactor, secret);
    }
  }
}

/** The literals a source text gives to sensitive names: each by itself, and joined as the program would. */
export function secretsIn(source: string): readonly string[] {
  const found = new Set<string>();
  for (const [, name = "", calls = "", value = ""] of source.matchAll(ASSIGNMENT)) {
    if (holdsSecret(name) && !LOOK_UP.test(calls)) {
      const parts = [...value.matchAll(LITERAL)].map(([, a, b, c]) => unescape(a ?? b ?? c ?? ""));
      [...parts, parts.join("")].filter((part) => part.length > 0).forEach((part) => found.add(part));
    }
  }
  return [...found];
}

function unescape(literal: string): string {
  return literal.replace(/\\(?:(n)|(t)|(r)|(.))/gs, (_, n?: string, t?: string, r?: string, other?: string) =>
    n !== undefined ? "\n" : t !== undefined ? "\t" : r !== undefined ? "\r" : (other ?? ""),
  );
}

/** The source files of a directory, at any depth; those of packages and of hidden directories left out. */
export function sourceFiles(directory: string): readonly string[] {
  const files: string[] = [];
  const open = [directory];
  for (let current = open.pop(); current !== undefined && files.length < MOST_FILES; current = open.pop()) {
    for (const entry of entriesOf(current)) {
      const full = path.join(current, entry.name);
      if (entry.isDirectory() && entry.name !== "node_modules" && !entry.name.startsWith(".")) {
        open.push(full);
      } else if (entry.isFile() && SOURCE_FILE.test(entry.name)) {
        files.push(full);
      }
    }
  }
  return files.slice(0, MOST_FILES);
}

function entriesOf(directory: string): readonly Dirent[] {
  try {
    return readdirSync(directory, { withFileTypes: true });
  } catch {
    return []; // Not ours to read; the program cannot have quoted it either.
  }
}

function readText(file: string): string {
  try {
    return statSync(file).size > LARGEST_FILE ? "" : readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
