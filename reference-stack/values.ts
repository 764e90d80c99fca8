/** A kind of configuration value: how it is read, and what to tell somebody whose value is not one. */
export interface ValueKind<T> {
  /** What is expected, to follow "expected": "a whole number from 1 to 35". */
  readonly expectation: string;
  /** Reads the text of the stack's configuration; `undefined` when it is not of this kind. */
  readonly parse: (text: string) => T | undefined;
}

/** Text of a given form. */
export function text(pattern: RegExp, expectation: string): ValueKind<string> {
  return { expectation, parse: (value) => (pattern.test(value) ? value : undefined) };
}

/** One of a few words. */
export function oneOf<T extends string>(...words: readonly T[]): ValueKind<T> {
  return { expectation: `one of ${words.join(", ")}`, parse: (value) => words.find((word) => word === value) };
}

/** A whole number between two others, both included. */
export function integer(lowest: number, highest: number): ValueKind<number> {
  return {
    expectation: `a whole number from ${lowest} to ${highest}`,
    parse: (value) => inRange(value, (number) => number >= lowest && number <= highest),
  };
}

/** One of the numbers a service accepts. */
export function numberIn(numbers: readonly number[]): ValueKind<number> {
  return {
    expectation: `one of ${numbers.join(", ")}`,
    parse: (value) => inRange(value, (number) => numbers.includes(number)),
  };
}

/** `true` or `false`. */
export const flag: ValueKind<boolean> = {
  expectation: "true or false",
  parse: (value) => (value === "true" ? true : value === "false" ? false : undefined),
};

/** A list of so many different values, the way `pulumi config set --path key[0]` stores one. */
export function listOf<T>(count: number, kind: ValueKind<T>, what: string): ValueKind<T[]> {
  return {
    expectation: `a list of ${count} different ${what}`,
    parse: (value) => {
      const items = parseJson(value);
      if (!Array.isArray(items) || items.length !== count || new Set(items).size !== count) {
        return undefined;
      }
      const parsed = items.map((item: unknown) => (typeof item === "string" ? kind.parse(item) : undefined));
      return parsed.some((item) => item === undefined) ? undefined : (parsed as T[]);
    },
  };
}

function inRange(value: string, accept: (number: number) => boolean): number | undefined {
  const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
  return accept(number) ? number : undefined;
}

function parseJson(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
