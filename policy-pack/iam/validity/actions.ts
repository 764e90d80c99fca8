/** Entries of `Action` and `NotAction` that AWS refuses, or that mean nothing. */
import { MASK } from "../../engine/made-up";
import { nearest } from "../../helpers/nearest";
import { resolveAction } from "../actions";
import { actionsOf, services } from "../authorization";
import { showElement } from "../show";
import type { Element } from "../statement";
import { isServiceUsedByAws, isUsedByAws } from "../undocumented-actions";
import { admitsEverything, hasWildcard, matches } from "../wildcard";
import { REFUSED, type DocumentFault } from "./fault";

const REFERENCE =
  "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html";
/** How much of a name may differ from the one that was meant. */
const SHARE = 0.25;

/**
 * What is wrong with one action.
 *
 * @param additional actions to be taken for real, with wildcards.
 */
export function* actionFaults(element: Element, additional: readonly string[]): Generator<DocumentFault> {
  const { text, value } = element;
  const colon = text.indexOf(":");
  const service = text.slice(0, Math.max(colon, 0));
  const shown = showElement(element);
  if (admitsEverything(text) || additional.some((pattern) => matches(pattern, text))) {
    return;
  }
  if (colon < 0) {
    if (!text.includes(MASK)) {
      yield {
        at: value,
        message: `${shown} names no service: an action reads \`service:Action\`. ${REFUSED}.`,
        remediation: "Put the service in front, as in `s3:GetObject`.",
      };
    }
  } else if (hasWildcard(service) && !admitsEverything(text.replace(":", ""))) {
    yield {
      at: value,
      message: `${shown} has a wildcard in the name of the service. ${REFUSED}.`,
      remediation: "Name each service, as in `s3:Get*`.",
    };
  } else if (!text.includes(MASK) && !hasWildcard(service)) {
    yield* meaningless(element, service.toLowerCase(), text.slice(colon + 1), shown);
  }
}

/** In a trust policy: actions that are not about assuming the role. */
export function* trustActionFaults(element: Element): Generator<DocumentFault> {
  const [service = ""] = element.text.split(":");
  if (service !== "" && !service.includes(MASK) && !matches(service, "sts")) {
    yield {
      at: element.value,
      message: `${showElement(element)} stands in a trust policy, which says only who may assume the role. ${REFUSED}.`,
      remediation:
        "Put `sts:AssumeRole` here, and permissions of the role into a policy of their own (`aws.iam.RolePolicy`).",
    };
  }
}

/** Actions and services that do not exist: AWS may take the document, and the statement does nothing. */
function* meaningless(element: Element, service: string, name: string, shown: string): Generator<DocumentFault> {
  const { value, text } = element;
  // Without the data nothing can be said.
  if (services().length === 0) {
    return;
  }
  const offer = (real: string | undefined) =>
    real === undefined || value.secret ? `Look the action up: ${REFERENCE}` : `The nearest one is \`${real}\`.`;
  if (!services().includes(service)) {
    if (isServiceUsedByAws(service)) {
      return;
    }
    const near = nearest(service, services(), (each) => each, SHARE);
    yield {
      at: value,
      message: `${shown}: no service of AWS has the prefix \`${value.secret ? "(secret)" : service}\`. The statement does nothing, or is refused.`,
      remediation: offer(near === undefined ? undefined : `${near}:${name}`),
    };
    return;
  }
  const pattern = resolveAction(text);
  if (
    (pattern.kind === "exact" || pattern.kind === "pattern") &&
    pattern.actions.length === 0 &&
    name !== "" &&
    !isUsedByAws(text)
  ) {
    const names = [...actionsOf(service).values()].map((action) => action.name);
    yield {
      at: value,
      message: `${shown} ${pattern.kind === "exact" ? "is no action of" : "matches no action of"} its service, as AWS documents it. The statement does nothing, or is refused.`,
      remediation: offer(nearest(text, names, (each) => each.toLowerCase(), SHARE)),
    };
  }
}
