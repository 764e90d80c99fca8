/**
 * What other scanners report of the reference stack, and why it stays: everything they report, and nothing they do not.
 * `npx tsx bench/scanners.ts` and `test/e2e/reference-stack.test.ts` hold it against the scanners; from it `npm run generate`
 * writes docs/reference-stack-scanners.md.
 */

/** One check of one scanner that the stack does not pass. */
export interface Reported {
  /** The check's id. */
  readonly check: string;
  /** What it asks for, in a few words. */
  readonly asks: string;
  /** Logical names of the resources of `prod` it is reported at. Those of the second region begin with `standby-`. */
  readonly resources: readonly string[];
  /** The same in words, for the page. */
  readonly where: string;
  readonly why: string;
  /** Whether the stack does what the check asks for, and the check does not see it. */
  readonly mistaken?: true;
}

/** Check and resource of all of them, one text each, in order. */
export function reportedAt(reported: readonly Reported[]): readonly string[] {
  return reported.flatMap(({ check, resources }) => resources.map((resource) => `${check} ${resource}`)).sort();
}
