/** Where the events go that a Lambda function could not handle. */
import { kinds } from "../engine/kinds";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import { FUNCTIONS, functionOf } from "./functions";
import { segmentsOf, valuesAt } from "./values-at";

/** A place a function's role must be able to write to. */
export interface Destination {
  /** The resource that names it, and where. */
  readonly holder: Resource;
  readonly property: string;
  readonly path: readonly (string | number)[];
}

/** The settings of a function's asynchronous invocations; `possible` when some may be for another function. */
export function eventInvokeConfigsOf(
  stack: Stack,
  fn: Resource,
): { readonly sure: readonly Resource[]; readonly possible: boolean } {
  const configs = stack.ofKind(kinds.eventInvokeConfig);
  const sure = configs.filter((config) => functionOf(stack, config, ["functionName"]) === fn);
  const possible = configs.some((config) => {
    const { targets, exhaustive, certain } = stack.link(config, ["functionName"], FUNCTIONS);
    return (!certain && targets.length > 0) || !exhaustive;
  });
  return { sure, possible };
}

/** All destinations of a function: its dead-letter queue, and what asynchronous invocations name. */
export function destinationsOf(stack: Stack, fn: Resource): readonly Destination[] {
  return [
    ...placesIn(fn, "deadLetterConfig.targetArn"),
    ...eventInvokeConfigsOf(stack, fn).sure.flatMap((config) => [
      ...placesIn(config, "destinationConfig.onFailure.destination"),
      ...placesIn(config, "destinationConfig.onSuccess.destination"),
    ]),
  ];
}

/** Whether a function's failures go somewhere. */
export function hasFailurePath(stack: Stack, fn: Resource): boolean {
  return (
    placesIn(fn, "deadLetterConfig.targetArn").length > 0 ||
    eventInvokeConfigsOf(stack, fn).sure.some(
      (config) => placesIn(config, "destinationConfig.onFailure.destination").length > 0,
    )
  );
}

function placesIn(holder: Resource, path: string): readonly Destination[] {
  return valuesAt(holder.props, path)
    .filter(({ string }) => string !== "")
    .map((value) => ({ holder, property: value.path, path: segmentsOf(value) }));
}
