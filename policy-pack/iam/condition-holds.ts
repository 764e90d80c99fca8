import { MASK, maskUnknown } from "../engine/made-up";
import type { Value } from "../engine/value";
import { allOf, anyOf, negate, type Answer } from "./answer";
import { operatorOf, type ConditionOperator } from "./condition-operators";
import { testsOf, textOf, type ConditionTest } from "./conditions";
import type { RequestContext } from "./request";
import { fillIn } from "./variables";

/**
 * Whether a `Condition` holds for a request: all its tests must
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html).
 * A statement without a condition holds for every request.
 */
export function conditionHolds(condition: Value, context: RequestContext): Answer {
  const { tests, open } = testsOf(condition);
  return allOf([...tests.map((test) => testHolds(test, context)), ...(open ? ["unknown" as const] : [])]);
}

function testHolds(test: ConditionTest, context: RequestContext): Answer {
  const given = context.get(test.key);
  if (given === undefined || test.key.includes(MASK)) {
    return "unknown";
  }
  if (test.operator === "null") {
    const wanted = test.value.boolean;
    return wanted === undefined ? "unknown" : wanted === (given.length === 0) ? "yes" : "no";
  }
  const operator = operatorOf(test.operator);
  if (operator === undefined) {
    return "unknown";
  }
  return given.length === 0 ? withoutKey(test, operator) : withValues(test, operator, given, context);
}

/** What a test says when the request has no such key: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html */
function withoutKey({ ifExists, qualifier }: ConditionTest, { negated }: ConditionOperator): Answer {
  return ifExists || qualifier === "forallvalues" || (negated && qualifier === undefined) ? "yes" : "no";
}

function withValues(
  { qualifier, value }: ConditionTest,
  { compare, negated }: ConditionOperator,
  given: readonly string[],
  context: RequestContext,
): Answer {
  const wanted = value.unknown ? [MASK] : value.items.map((each) => (each.unknown ? MASK : maskUnknown(textOf(each))));
  const one = (text: string): Answer => {
    const found = anyOf(
      wanted.map((each) => {
        const filled = fillIn(each, context);
        return filled === undefined ? "no" : compare(filled, text);
      }),
    );
    return negated ? negate(found) : found;
  };
  const answers = given.map(one);
  return qualifier === "forallvalues" || (negated && qualifier === undefined) ? allOf(answers) : anyOf(answers);
}
