/**
 * Whether a statement is about an action, a resource, a principal: `Action` and `NotAction`, `Resource` and
 * `NotResource`, `Principal` and `NotPrincipal`
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html).
 */
import { MASK } from "../engine/made-up";
import { anyOf, negate, type Answer } from "./answer";
import { isEverybody, principalsOf, type PrincipalEntry } from "./principals";
import type { Element, Elements, Statement } from "./statement";
import { mayMatch } from "./wildcard";

/**
 * Whether a statement is about an action.
 *
 * @param action one action, `sqs:SendMessage`; case does not matter.
 */
export function coversAction({ actions, notActions }: Statement, action: string): Answer {
  const wanted = action.toLowerCase();
  const matching = ({ text }: Element) => mayMatch(wholeIfStar(text.toLowerCase()), wanted);
  return notActions.present ? negate(anyMatches(notActions, matching)) : anyMatches(actions, matching);
}

/** `*` and `*:*` are the same. */
function wholeIfStar(text: string): string {
  return text === "*:*" ? "*" : text;
}

/**
 * Whether a statement is about a resource.
 *
 * @param matching whether an entry of `Resource` or `NotResource` names it.
 * @param unknownEntry what an entry may mean that is not known at all yet.
 */
export function coversResource(
  { resources, notResources }: Statement,
  matching: (element: Element) => Answer,
  unknownEntry: Answer = "unknown",
): Answer {
  if (notResources.present) {
    return negate(anyMatches(notResources, matching, unknownEntry));
  }
  return resources.present ? anyMatches(resources, matching, unknownEntry) : "unknown";
}

function anyMatches(
  elements: Elements,
  matching: (element: Element) => Answer,
  unknownEntry: Answer = "unknown",
): Answer {
  return anyOf([...elements.known.map(matching), ...elements.open.map(() => unknownEntry)]);
}

/** Who asks, as a policy names it. */
export interface Caller {
  readonly kind: "AWS" | "Service" | "Federated" | "CanonicalUser";
  /** `lambda.amazonaws.com`, the ARN of a role; unknown parts masked. */
  readonly name: string;
}

/**
 * Whether a statement is about a principal. An account's root stands for its identity policies, which decide then, so of a
 * role or user of that account it answers `unknown`
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-accounts).
 */
export function coversPrincipal({ value, principal }: Statement, caller: Caller): Answer {
  const others = value.at("NotPrincipal");
  const { known, open } = principalsOf(others.absent ? principal : others);
  const found = anyOf([...known.map((entry) => isCaller(entry, caller)), ...open.map(() => "unknown" as const)]);
  return others.absent ? found : negate(found);
}

function isCaller(entry: PrincipalEntry, { kind, name }: Caller): Answer {
  if (isEverybody(entry)) {
    return "yes";
  }
  if (entry.kind !== kind) {
    return "no";
  }
  if (kind === "AWS") {
    const account = /^(?:arn:[^:]*:iam::)?([^:]*?)(?::root)?$/.exec(entry.text)?.[1];
    const own = name.split(":")[4] ?? MASK;
    const isAccount = /^\d{12}$|:root$/.test(entry.text);
    return isAccount
      ? mayMatch(account ?? MASK, own) === "no"
        ? "no"
        : "unknown"
      : /^A[A-Z]{3}[A-Z0-9]{12,}/.test(entry.text)
        ? "unknown"
        : exactly(entry.text, name);
  }
  return exactly(entry.text, name);
}

function exactly(a: string, b: string): Answer {
  return a === b && !a.includes(MASK) ? "yes" : mayMatch(a, b) === "no" ? "no" : "unknown";
}
