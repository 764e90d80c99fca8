import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { isMap, LineCounter, parseDocument, visit, type Document } from "yaml";
import { InputError, reasonOf } from "../errors";

/** Pulumi reads each of its files under any of these extensions, in this order. */
const EXTENSIONS = ["yaml", "yml", "json"] as const;

/** The file of that base name a directory holds (`Pulumi` → `Pulumi.yaml`), or `undefined`. */
export function findYamlFile(directory: string, base: string): string | undefined {
  return EXTENSIONS.map((extension) => path.join(directory, `${base}.${extension}`)).find((file) => existsSync(file));
}

/**
 * Reads a YAML (or JSON) file that holds a mapping. An empty file is an empty mapping.
 *
 * @param shown how to call the file in messages.
 * @throws InputError with line and column when it is no YAML. The text itself is never quoted: the file may hold a
 * secret, and a secret often is what broke the YAML.
 */
export function readYamlFile(file: string, shown: string): Document {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new InputError(`${shown} cannot be read: ${reasonOf(error)}.`);
  }
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { prettyErrors: false, lineCounter, merge: true });
  const mistake = mistakeIn(document);
  if (mistake !== undefined) {
    const { line, col } = lineCounter.linePos(mistake.offset);
    throw new InputError(
      `${shown}:${line}:${col} is not valid YAML: ${mistake.what}.`,
      "Correct the line; indentation, a missing quote or a tab are the usual reasons.",
    );
  }
  if (document.contents === null) {
    return parseDocument("{}");
  }
  if (!isMap(document.contents)) {
    throw new InputError(`${shown} must hold a mapping of keys to values.`);
  }
  return document;
}

function mistakeIn(document: Document): { readonly offset: number; readonly what: string } | undefined {
  const [error] = document.errors;
  if (error !== undefined) {
    return { offset: error.pos[0], what: error.code.toLowerCase().replaceAll("_", " ") };
  }
  // A text that begins with an asterisk and is not quoted; found only when somebody reads the value.
  let offset: number | undefined;
  visit(document, {
    Alias: (_, alias) => {
      offset ??= alias.resolve(document) === undefined ? alias.range?.[0] : undefined;
    },
  });
  return offset === undefined ? undefined : { offset, what: "an alias without an anchor" };
}

/** Whether a value is a plain object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
