/** Which Lambda function a property means, and what invokes one. */
import { kinds, type Kind } from "../engine/kinds";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import { isDeclared } from "./declared";
import { segmentsOf, valuesAt } from "./values-at";

/** What can be invoked: a function, or an alias of one. */
export const FUNCTIONS: Kind = [...kinds.lambdaFunction, ...kinds.lambdaAlias];

/** Whether a resource is a function itself, not an alias. */
export function isFunction({ type }: Resource): boolean {
  return kinds.lambdaFunction.some((each) => each === type);
}

/** The function a property surely means, by itself or through an alias. */
export function functionOf(stack: Stack, resource: Resource, path: readonly (string | number)[]): Resource | undefined {
  const { targets, certain } = stack.link(resource, path, FUNCTIONS);
  const [target] = targets;
  return certain && target !== undefined ? functionBehind(stack, target) : undefined;
}

/** The function an alias is of; a function is its own. */
export function functionBehind(stack: Stack, target: Resource): Resource | undefined {
  return isFunction(target) ? target : functionOf(stack, target, ["functionName"]);
}

/** Whether each deployment of a function publishes a version. Without one, its `version` is `$LATEST`. */
export function publishes(stack: Stack, fn: Resource): boolean | undefined {
  const publish = fn.at("publish");
  return isDeclared(stack, fn, "publish") ? (publish.unknown ? undefined : publish.boolean === true) : false;
}

/** A property whose resource invokes a function and does not wait for the answer. */
interface AsynchronousSource {
  readonly kind: Kind;
  /** What it is, for messages. */
  readonly what: string;
  readonly path: string;
  /** Where it holds only with a value of another property. */
  readonly if?: { readonly property: string; readonly value: string };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-services.html, services that invoke asynchronously. */
const ASYNCHRONOUS: readonly AsynchronousSource[] = [
  { kind: kinds.bucketNotification, what: "bucket notification", path: "lambdaFunctions[].lambdaFunctionArn" },
  {
    kind: kinds.topicSubscription,
    what: "topic subscription",
    path: "endpoint",
    if: { property: "protocol", value: "lambda" },
  },
  { kind: kinds.eventTarget, what: "event rule's target", path: "arn" },
  { kind: kinds.schedule, what: "schedule", path: "target.arn" },
  { kind: kinds.logSubscriptionFilter, what: "log subscription", path: "destinationArn" },
  { kind: ["aws:iot/topicRule:TopicRule"], what: "IoT rule", path: "lambdas[].functionArn" },
  { kind: ["aws:cfg/rule:Rule"], what: "Config rule", path: "source.sourceIdentifier" },
];

/** Something that invokes a function asynchronously. */
export interface Invoker {
  readonly resource: Resource;
  readonly what: string;
}

/** Everything in the stack that surely invokes a function without waiting for the answer, by function. */
export function asynchronousInvokers(stack: Stack): ReadonlyMap<Resource, readonly Invoker[]> {
  return stack.derive(findInvokers);
}

function findInvokers(stack: Stack): ReadonlyMap<Resource, readonly Invoker[]> {
  const found = new Map<Resource, Invoker[]>();
  for (const { kind, what, path, if: condition } of ASYNCHRONOUS) {
    for (const resource of stack.ofKind(kind)) {
      if (condition !== undefined && resource.at(condition.property).string !== condition.value) {
        continue;
      }
      const functions = valuesAt(resource.props, path).flatMap((value) => {
        const { targets, exhaustive, certain } = stack.link(resource, segmentsOf(value), FUNCTIONS);
        // While all ARNs are unknown an entry of a list may be any of those the list depends on; all of them are in it.
        return certain || (exhaustive && path.includes("[]")) ? targets : [];
      });
      for (const fn of new Set(functions.flatMap((target) => functionBehind(stack, target) ?? []))) {
        found.set(fn, [...(found.get(fn) ?? []), { resource, what }]);
      }
    }
  }
  return found;
}
