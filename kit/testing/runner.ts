/** What a table needs of the test runner. Jest and vitest have it as globals, or for import. */

/** `describe`, `test` and `expect` of jest or vitest. */
export interface TestRunner {
  readonly describe: (name: string, tests: () => void) => unknown;
  readonly test: (name: string, run: () => void | Promise<void>) => unknown;
  readonly expect: Expect;
}

/** The part of `expect` that both runners have, as far as tables use it. */
export interface Expect {
  (actual: unknown): Expectation & { readonly not: Expectation };
  any(constructor: unknown): unknown;
  stringContaining(text: string): unknown;
  stringMatching(pattern: string | RegExp): unknown;
}

interface Expectation {
  toBe(expected: unknown): void;
  toContain(item: unknown): void;
  toEqual(expected: unknown): void;
}

/**
 * The runner whose globals are there.
 * @throws when there are none.
 */
export function globalRunner(): TestRunner {
  const { describe, test, expect } = globalThis as unknown as Partial<TestRunner>;
  if (describe === undefined || test === undefined || expect === undefined) {
    throw new Error(
      "there is no global describe, test and expect: run this under jest, set `globals: true` in vitest's " +
        "configuration, or hand them over: testRule(rule, table, { describe, test, expect })",
    );
  }
  return { describe, test, expect };
}
