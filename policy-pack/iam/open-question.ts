import { undecided, type UndecidedYield } from "../engine/rule";
import type { Value } from "../engine/value";

/** A part of a document that cannot be judged. */
export interface OpenQuestion {
  /** Not known before the deployment, or nothing AWS would accept (which `iam-valid-document` reports). */
  readonly kind: "unknown" | "malformed";
  readonly property: string;
  /** Where and why, for people; holds no value. */
  readonly reason: string;
}

export function notKnown(value: Value): OpenQuestion {
  return { kind: "unknown", property: value.path, reason: `\`${value.path}\` is not known yet` };
}

export function partlyKnown(value: Value): OpenQuestion {
  return { kind: "unknown", property: value.path, reason: `\`${value.path}\` is only partly known yet` };
}

/** @param what completes the sentence that begins with the property path: `is missing`. */
export function malformed(value: Value, what: string): OpenQuestion {
  return {
    kind: "malformed",
    property: value.path,
    reason: `the policy document is malformed: \`${value.path}\` ${what}`,
  };
}

/** An action that the service authorization reference does not list: too new for the data, or a mistake. */
export function undocumented(value: Value): OpenQuestion {
  return {
    kind: "unknown",
    property: value.path,
    reason: `\`${value.path}\` names an action that AWS's service authorization reference does not list`,
  };
}

/** The outcomes a rule yields for parts it could not judge. */
export function* undecidedFor(questions: Iterable<OpenQuestion>): Generator<UndecidedYield> {
  for (const question of questions) {
    yield undecided(question.property, question.reason);
  }
}
