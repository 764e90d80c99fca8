/**
 * Conditions with operators that do not exist, and wildcards where they are letters.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
import { MASK, maskUnknown } from "../../engine/made-up";
import type { Value } from "../../engine/value";
import { nearest } from "../../helpers/nearest";
import { conditionOperators } from "../condition-operators";
import { testsOf, type ConditionTest } from "../conditions";
import { REFUSED, type DocumentFault } from "./fault";

const OPERATORS = [...conditionOperators.map(({ name }) => name), "Null"];
const KNOWN = new Set(OPERATORS.map((each) => each.toLowerCase()));
/** Operators that compare letter by letter, and those that take wildcards in their place. */
const LITERAL = new Map([
  ["stringequals", "StringLike"],
  ["stringequalsignorecase", "StringLike"],
  ["stringnotequals", "StringNotLike"],
  ["stringnotequalsignorecase", "StringNotLike"],
]);
const SHARE = 0.35;

/** What is wrong with a `Condition`. */
export function* conditionFaults(condition: Value): Generator<DocumentFault> {
  const wrong = new Set<string>();
  for (const test of testsOf(condition).tests) {
    if (!KNOWN.has(test.operator) && !test.operator.includes(MASK.toLowerCase())) {
      if (!wrong.has(test.operator)) {
        wrong.add(test.operator);
        yield unknownOperator(condition, test);
      }
    } else {
      yield* literalWildcards(test);
    }
  }
}

function unknownOperator(condition: Value, { operator, value }: ConditionTest): DocumentFault {
  const near = nearest(operator, OPERATORS, (each) => each.toLowerCase(), SHARE);
  return {
    at: value,
    message: `\`${condition.path}\` has the operator \`${value.secret ? "(secret)" : operator}\`, which does not exist. ${REFUSED}.`,
    remediation: near === undefined ? `The operators are ${OPERATORS.join(", ")}.` : `The nearest one is \`${near}\`.`,
  };
}

function* literalWildcards({ operator, value }: ConditionTest): Generator<DocumentFault> {
  const like = LITERAL.get(operator);
  if (like === undefined) {
    return;
  }
  for (const each of value.items) {
    // `${*}` is how a policy writes the letter itself.
    if (
      maskUnknown(each.string ?? "")
        .replace(/\$\{[^}]*\}/g, "")
        .includes("*")
    ) {
      yield {
        at: each,
        message: `The operator compares letter by letter, and ${each.show()} has a \`*\`: no value equals that.`,
        remediation: `Use \`${like}\`, which takes wildcards.`,
      };
    }
  }
}
