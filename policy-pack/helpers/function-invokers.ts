/** Which Lambda permissions let an AWS service invoke a function on behalf of one resource. */
import { kinds, type Kind } from "../engine/kinds";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import { matches } from "../iam/wildcard";
import type { Answer } from "../iam/answer";
import { FUNCTIONS, isFunction } from "./functions";

const RESOURCE_POLICY: Kind = ["aws:lambda/resourcePolicy:ResourcePolicy"];

export interface Invokers {
  /** Permissions that let the service in, surely or as far as one knows. */
  readonly permissions: readonly Resource[];
  /** Whether one of them surely does, none, or nobody knows. */
  readonly admits: Answer;
}

/**
 * Finds the permissions of a function, or of an alias of one, that let a service in.
 *
 * @param service `events.amazonaws.com`.
 * @param isSource whether the `sourceArn` of a permission, where it has one, is meant for the resource that invokes.
 */
export function invokersOf(
  stack: Stack,
  fn: Resource,
  service: string,
  isSource: (permission: Resource) => Answer,
): Invokers {
  const base = isFunction(fn) ? [] : stack.link(fn, ["functionName"], kinds.lambdaFunction).targets;
  const judged = [fn, ...base]
    .flatMap((each) => stack.companions(each, FUNCTIONS, kinds.lambdaPermission, "function"))
    .map((permission) => ({ permission, answer: admits(permission, service, isSource) }))
    .filter(({ answer }) => answer !== "no");
  const open =
    stack.strays(FUNCTIONS, kinds.lambdaPermission, "function").length + stack.ofKind(RESOURCE_POLICY).length;
  return {
    permissions: judged.map(({ permission }) => permission),
    admits: judged.some(({ answer }) => answer === "yes") ? "yes" : judged.length + open > 0 ? "unknown" : "no",
  };
}

function admits(permission: Resource, service: string, isSource: (permission: Resource) => Answer): Answer {
  const principal = permission.at("principal");
  const action = permission.at("action");
  if (principal.unknown || action.unknown) {
    return "unknown";
  }
  const isFor = principal.string === service || principal.string === "*";
  if (!isFor || !matches(action.string ?? "", "lambda:InvokeFunction")) {
    return "no";
  }
  return permission.at("sourceArn").absent ? "yes" : isSource(permission);
}

/**
 * Whether the `sourceArn` of a permission may be that of the resource another property names.
 *
 * @returns `false` where both are known and differ.
 */
export function mayBeSource(
  stack: Stack,
  permission: Resource,
  kind: Kind,
  invoker: Resource,
  property: string,
): boolean {
  const source = stack.link(permission, ["sourceArn"], kind);
  const meant = stack.link(invoker, [property], kind);
  const [one, other] = [source, meant].map(({ targets, certain }) => (certain ? targets[0] : undefined));
  return one === undefined || other === undefined || one === other;
}
