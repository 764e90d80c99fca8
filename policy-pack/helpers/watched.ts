/** Which resources of a stack its metric alarms watch. */
import { identityOf } from "../engine/identity";
import { kinds, type Kind } from "../engine/kinds";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import type { Value } from "../engine/value";
import { expressionsOf, metricsOf, type AlarmMetric } from "./alarm-metrics";
import { isDeclared } from "./declared";
import { writesTo } from "./log-groups";

/** What to look for when asking whether a resource is watched. */
export interface Watchable {
  readonly types: Kind;
  /** Namespaces AWS publishes its metrics in. */
  readonly namespaces: readonly string[];
  /** The property that holds its physical name. */
  readonly name: string;
  /** Properties beside its name, `id` and `arn` that a dimension may hold. */
  readonly names?: readonly string[];
  /** Resources whose metrics stand for it, by the property that refers to it. */
  readonly members?: { readonly types: Kind; readonly property: string };
}

/**
 * Whether some metric alarm of the stack watches a resource: a dimension depends on it or holds one of its names, a metric
 * without dimensions or a query covers its whole namespace, or a metric made from its logs has an alarm.
 */
export function isWatched(resource: Resource, what: Watchable, stack: Stack): "yes" | "no" | "unknown" {
  // A name the program took from somewhere else; one AWS will choose is no other alarm's.
  if (resource.at(what.name).unknown && isDeclared(stack, resource, what.name)) {
    return "unknown";
  }
  const answers = stack.ofKind(kinds.metricAlarm).map((alarm) => watches(alarm, resource, what, stack));
  return answers.includes("yes") ? "yes" : answers.includes("unknown") ? "unknown" : "no";
}

function watches(alarm: Resource, resource: Resource, what: Watchable, stack: Stack): "yes" | "no" | "unknown" {
  const targets = [resource, ...membersOf(resource, what, stack)];
  const sources = [
    ...(alarm.propertyDependencies.dimensions ?? []),
    ...(alarm.propertyDependencies.metricQueries ?? []),
  ];
  if (targets.some((target) => sources.includes(target.urn)) || coversNamespace(alarm, what)) {
    return "yes";
  }
  const metrics = metricsOf(alarm);
  const names = targets.flatMap((target) => namesOf(target, what));
  if (metrics.some((metric) => namesOne(metric, names, what) || isFromLogsOf(metric, resource, stack))) {
    return "yes";
  }
  // What comes from resources of the stack comes from those, and this one is not among them.
  const elsewhere = sources.length > 0 && sources.every((urn) => stack.get(urn)?.type.includes("/") === true);
  const open = alarm.at("metricQueries").unknown || metrics.some((metric) => mayMeanAny(metric, what));
  return open && !elsewhere ? "unknown" : "no";
}

function membersOf(resource: Resource, { members, types }: Watchable, stack: Stack): readonly Resource[] {
  return members === undefined ? [] : stack.companions(resource, types, members.types, members.property);
}

function namesOf(resource: Resource, { names = [] }: Watchable): readonly string[] {
  return [...identityOf(resource).texts, ...names.flatMap((name) => resource.at(name).string ?? [])];
}

/** A metric without dimensions is that of a whole account and region; a query names the namespaces it looks through. */
function coversNamespace(alarm: Resource, { namespaces }: Watchable): boolean {
  const whole = ({ namespace, dimensions }: AlarmMetric) =>
    namespaces.includes(namespace.string ?? "") && !dimensions.unknown && valuesOf(dimensions).length === 0;
  const mentions = (expression: Value) =>
    namespaces.some((each) => new RegExp(`["'{]${each}["',}]`).test(expression.string ?? ""));
  return metricsOf(alarm).some(whole) || expressionsOf(alarm).some(mentions);
}

function namesOne(metric: AlarmMetric, names: readonly string[], what: Watchable): boolean {
  return (
    isOf(metric.namespace, what) &&
    valuesOf(metric.dimensions).some((value) => names.includes(value.string ?? "\u0000"))
  );
}

function mayMeanAny({ namespace, dimensions }: AlarmMetric, what: Watchable): boolean {
  const open = dimensions.unknown || valuesOf(dimensions).some((value) => value.unknown);
  return open && (namespace.unknown || what.namespaces.includes(namespace.string ?? ""));
}

/** AWS publishes a resource's metrics in known namespaces; the program may publish its own about it. */
function isOf(namespace: Value, { namespaces }: Watchable): boolean {
  const text = namespace.string ?? "AWS/";
  return namespaces.includes(text) || !text.startsWith("AWS/");
}

/** Whether a metric filter on the function's log group makes this metric. */
function isFromLogsOf({ namespace, metricName }: AlarmMetric, resource: Resource, stack: Stack): boolean {
  return (
    kinds.lambdaFunction.some((type) => type === resource.type) &&
    stack.ofKind(kinds.logMetricFilter).some((filter) => {
      const made = filter.at("metricTransformation");
      const same = made.at("namespace").string === namespace.string && made.at("name").string === metricName.string;
      return same && metricName.string !== undefined && writesTo(resource, filter, "logGroupName", stack);
    })
  );
}

function valuesOf(dimensions: Value): readonly Value[] {
  return dimensions.entries.map(([, value]) => value).filter((value) => !value.absent);
}
