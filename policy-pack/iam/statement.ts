import { maskUnknown } from "../engine/made-up";
import type { Value } from "../engine/value";
import { malformed, notKnown, type OpenQuestion } from "./open-question";

/** One entry of `Action`, `Resource` and the like. */
export interface Element {
  readonly value: Value;
  /** The text, every unknown or made-up part of it replaced by the engine's `MASK`. */
  readonly text: string;
}

/** `Action`, `NotAction`, `Resource` or `NotResource`: one text or a list of them. */
export interface Elements {
  readonly value: Value;
  /** Whether the statement has this part at all, known or not. */
  readonly present: boolean;
  readonly known: readonly Element[];
  readonly open: readonly OpenQuestion[];
}

/** A statement of a policy document, its parts still where they stood. */
export interface Statement {
  readonly value: Value;
  readonly effect: "Allow" | "Deny";
  readonly actions: Elements;
  readonly notActions: Elements;
  readonly resources: Elements;
  readonly notResources: Elements;
  readonly principal: Value;
  readonly condition: Value;
}

/**
 * Reads one statement
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_statement.html).
 *
 * @returns an open question when it is no statement AWS would take, or nobody knows yet whether it allows or denies.
 */
export function statementFrom(value: Value): Statement | OpenQuestion {
  if (value.unknown) {
    return notKnown(value);
  }
  if (value.object === undefined) {
    return malformed(value, "is not a statement");
  }
  const effect = value.at("Effect");
  if (effect.unknown) {
    return notKnown(effect);
  }
  if (effect.string !== "Allow" && effect.string !== "Deny") {
    // Effects are case-sensitive (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_effect.html).
    return malformed(effect, effect.absent ? "is missing" : "is neither `Allow` nor `Deny`");
  }
  const actions = elementsFrom(value.at("Action"));
  const notActions = elementsFrom(value.at("NotAction"));
  if (!actions.present && !notActions.present) {
    return malformed(value, "has neither `Action` nor `NotAction`");
  }
  return {
    value,
    effect: effect.string,
    actions,
    notActions,
    resources: elementsFrom(value.at("Resource")),
    notResources: elementsFrom(value.at("NotResource")),
    principal: value.at("Principal"),
    condition: value.at("Condition"),
  };
}

function elementsFrom(value: Value): Elements {
  const known: Element[] = [];
  const open: OpenQuestion[] = value.unknown ? [notKnown(value)] : [];
  for (const each of value.items) {
    const text = each.string;
    if (text !== undefined) {
      known.push({ value: each, text: maskUnknown(text) });
    } else {
      open.push(each.unknown ? notKnown(each) : malformed(each, "is not a text"));
    }
  }
  return { value, present: !value.absent, known, open };
}
