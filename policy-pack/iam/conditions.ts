import { MASK, maskUnknown } from "../engine/made-up";
import type { Value } from "../engine/value";
import { matches } from "./wildcard";

/**
 * One line of a `Condition`: operator, key, values
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html).
 */
export interface ConditionTest {
  /** In lower case, without `ForAnyValue:`, `ForAllValues:` and `IfExists`: `stringlike`. */
  readonly operator: string;
  /** `foranyvalue` or `forallvalues`, if any. */
  readonly qualifier: string | undefined;
  /** Whether the test holds when the request has no such key. */
  readonly ifExists: boolean;
  /** In lower case, unknown parts masked: `aws:sourcearn`. */
  readonly key: string;
  /** One value or a list of them; unknown as a whole or in part. */
  readonly value: Value;
}

/** A `Condition` as far as it can be read. */
export interface ConditionTests {
  readonly tests: readonly ConditionTest[];
  /** Whether there may be tests that nobody knows yet. */
  readonly open: boolean;
}

const OPERATOR = /^(?:(ForAnyValue|ForAllValues):)?(.+?)(IfExists)?$/i;

/** Reads a `Condition`. What is not of its form is left out; `iam-valid-document` reports it. */
export function testsOf(condition: Value): ConditionTests {
  const tests: ConditionTest[] = [];
  let open = condition.unknown;
  for (const [spelled, keys] of condition.entries) {
    const [, qualifier, operator = "", ifExists] = OPERATOR.exec(spelled) ?? [];
    open ||= keys.unknown;
    for (const [key, value] of keys.entries) {
      tests.push({
        operator: operator.toLowerCase(),
        qualifier: qualifier?.toLowerCase(),
        ifExists: ifExists !== undefined,
        key: maskUnknown(key).toLowerCase(),
        value,
      });
    }
  }
  return { tests, open };
}

/**
 * Operators that hold only when the key has one of the named values. Without a key that is there they hold only with
 * `…IfExists` and `ForAllValues:`, which is why those do not demand anything.
 */
const DEMANDING = new Set([
  "arnequals",
  "arnlike",
  "binaryequals",
  "bool",
  "ipaddress",
  "numericequals",
  "stringequals",
  "stringequalsignorecase",
  "stringlike",
]);

/** Whether a test holds only for a request that has the key, with one of the test's values. */
export function isDemanding({ operator, qualifier, ifExists }: ConditionTest): boolean {
  return DEMANDING.has(operator) && !ifExists && qualifier !== "forallvalues";
}

/** Keys, with wildcards (`aws:PrincipalTag/*`), and whether a value of one of them narrows; unknown parts are masked. */
export type Narrowing = readonly (readonly [key: string, narrows: (text: string) => boolean])[];

/**
 * Whether a `Condition` narrows by one of the keys. All tests of a condition must hold, so one that narrows is enough; all
 * values of a test are alternatives, so each must narrow. Values that are unknown narrow: the program wrote the test,
 * only what it compares with is not known yet.
 *
 * @returns `unknown` when nothing known narrows, and something unknown might.
 */
export function narrowedBy(condition: Value, narrowing: Narrowing): "yes" | "no" | "unknown" {
  const { tests, open } = testsOf(condition);
  let unknown = open;
  for (const test of tests.filter(isDemanding)) {
    if (narrows(test, narrowing)) {
      return "yes";
    }
    unknown ||= test.key.includes(MASK);
  }
  return unknown ? "unknown" : "no";
}

/** Whether each value of a test narrows. */
export function narrows({ key, value }: ConditionTest, narrowing: Narrowing): boolean {
  const accepts = narrowing.find(([pattern]) => matches(pattern, key))?.[1];
  if (accepts === undefined) {
    return false;
  }
  return value.unknown || value.items.every((each) => each.unknown || accepts(maskUnknown(textOf(each))));
}

/** A value of a condition: policies spell booleans and numbers both as JSON and as text. */
export function textOf(value: Value): string {
  return value.string ?? (value.raw === undefined || value.raw === null ? "" : JSON.stringify(value.raw));
}
