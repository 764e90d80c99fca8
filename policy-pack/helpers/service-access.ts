/** Whether resource policies let an AWS service do something. */
import { allOf, anyOf, type Answer } from "../iam/answer";
import type { Resource } from "../engine/resource";
import type { Value } from "../engine/value";
import { readDocument } from "../iam/document";
import type { Statement } from "../iam/statement";
import { matches } from "../iam/wildcard";

/**
 * Whether policy documents, taken together, let a service principal take all of some actions on the resource they are
 * attached to. Conditions on a statement for the service are taken to hold, and `Deny` is not looked at: this tells what
 * nobody allowed.
 *
 * A statement for everybody admits services, too, also when it is narrowed to an account's own; with any other condition it
 * may.
 *
 * @param service `cloudwatch.amazonaws.com`, or the ARN of a service-linked role; `*` in it stands for any text
 *   (`logs.*.amazonaws.com`), and of several one is enough.
 * @param account what it means for the service when a statement is for the account (`arn:aws:iam::123456789012:root`).
 * @param applies whether a statement's condition holds for the use in question; taken to, unless this says otherwise.
 */
export function admitsService(
  policies: readonly Value[],
  service: string | readonly string[],
  actions: readonly string[],
  account: Answer = "no",
  applies: (statement: Statement) => Answer = () => "yes",
): Answer {
  const documents = policies.flatMap((policy) => readDocument(policy) ?? []);
  const allowing = documents.flatMap(({ statements }) => statements).filter(({ effect }) => effect === "Allow");
  const answers = actions.map((action) => {
    const here = allowing.map((statement) =>
      allOf([principalIs(statement, [service].flat(), account), coversAction(statement, action), applies(statement)]),
    );
    return anyOf(here);
  });
  if (!answers.includes("no") && !answers.includes("unknown")) {
    return "yes";
  }
  const open = documents.some((document) => document.open.length > 0);
  return open || !answers.includes("no") ? "unknown" : "no";
}

/** Whether a role lets a service assume it. */
export function trustsService(role: Resource, service: string): Answer {
  return admitsService([role.at("assumeRolePolicy")], service, ["sts:AssumeRole"]);
}

/** Conditions that hold for what services do on behalf of the account they name. */
const SOURCE_KEYS = ["aws:sourceaccount", "aws:sourcearn", "aws:sourceorgid", "aws:sourceorgpaths", "aws:sourceowner"];
const ROOT = /^\d{12}$|^arn:[^:]+:iam::[^:]*:root$/;

function principalIs({ principal, condition, value }: Statement, wanted: readonly string[], account: Answer): Answer {
  if (principal.unknown || !value.at("NotPrincipal").absent) {
    return "unknown";
  }
  const services = principal.at("Service");
  const isWanted = ({ string: text = "" }: Value) => wanted.some((service) => matches(service, text));
  if (services.items.some((each) => each.string === "*" || isWanted(each))) {
    return "yes";
  }
  const accounts = principal.at("AWS");
  if (accounts.items.some(isWanted)) {
    return "yes";
  }
  if ([principal, ...accounts.items].some((each) => each.string === "*")) {
    const keys = condition.entries.flatMap(([, tests]) => tests.entries.map(([key]) => key.toLowerCase()));
    return !condition.unknown && keys.every((key) => SOURCE_KEYS.includes(key)) ? "yes" : "unknown";
  }
  if (services.unknown || services.items.some((each) => each.halfKnown) || accounts.unknown) {
    return "unknown";
  }
  if (accounts.items.some((each) => each.unknown) && wanted.some((service) => service.startsWith("arn:"))) {
    return "unknown";
  }
  return accounts.items.some((each) => each.unknown || ROOT.test(each.string ?? "")) ? account : "no";
}

function coversAction({ actions, notActions }: Statement, action: string): Answer {
  if (notActions.present) {
    return "unknown";
  }
  if (actions.known.some(({ text }) => matches(text, action))) {
    return "yes";
  }
  return actions.open.length > 0 ? "unknown" : "no";
}
