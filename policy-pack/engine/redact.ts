import type { ProgramContext } from "./context";

const SHORTEST = 4;
const REPLACEMENT = "[secret]";

/**
 * Removes secret values from text that is about to be printed: a last line of defence behind rules that do not print
 * them in the first place.
 */
export class Redactor {
  readonly #values = new Set<string>();
  #pattern: RegExp | undefined;

  constructor(values: Iterable<string> = []) {
    for (const value of values) {
      this.add(value);
    }
  }

  /**
   * Adds a secret, with the spellings in which it may turn up in output: JSON-escaped, base64, and line by line.
   * Texts of fewer than four characters are not replaced everywhere (they would blank ordinary words), only in quotes.
   */
  add(value: string): void {
    const forms = [
      value,
      JSON.stringify(value).slice(1, -1),
      Buffer.from(value).toString("base64"),
      encodeURIComponent(value),
      ...(value.includes("\n") ? value.split(/\r?\n/).filter((line) => line.trim().length >= 8) : []),
    ];
    for (const form of forms) {
      if (form.length >= SHORTEST) {
        this.#values.add(form);
      }
    }
    if (value.length > 0 && value.length < SHORTEST) {
      for (const quote of [`"`, `'`, "`"]) {
        this.#values.add(`${quote}${value}${quote}`);
      }
    }
    this.#pattern = undefined;
  }

  /** The text without any of the secrets. */
  apply(text: string): string {
    if (this.#values.size === 0) {
      return text;
    }
    // Longest first, so that a secret that contains another one is replaced whole.
    this.#pattern ??= new RegExp(
      [...this.#values]
        .sort((a, b) => b.length - a.length)
        .map((value) => value.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
        .join("|"),
      "g",
    );
    return text.replace(this.#pattern, REPLACEMENT);
  }
}

/** Names of configuration keys and properties that usually hold a secret. */
export const SENSITIVE_NAME = /pass(?:word|wd|phrase)?|pwd|secret|token|private.?key|access.?key|credential/i;

/**
 * A redactor for everything a program's configuration keeps secret. Where nobody says which values are encrypted, the
 * key's name decides.
 */
export function redactorFor(program: ProgramContext): Redactor {
  const values = [...(program.config ?? [])];
  return new Redactor(
    values.filter(([key, each]) => each.secret ?? SENSITIVE_NAME.test(key)).map(([, each]) => each.value),
  );
}
