/** Which resources of a stack its metric alarms watch. */
import { identityOf } from "../engine/identity";
import { kinds, type Kind } from "../engine/kinds";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import type { Value } from "../engine/value";
import { expressionsOf, metricsOf } from "./alarm-metrics";
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
  const alarms = stack.derive(indexAlarms);
  const targets = [resource, ...membersOf(resource, what, stack)];
  const isNamed = (target: Resource) =>
    namesOf(target, what).some((name) => alarms.byValue.get(name)?.some((namespace) => isOf(namespace, what)));
  if (
    targets.some((target) => alarms.sources.has(target.urn) || isNamed(target)) ||
    coversNamespace(alarms, what) ||
    isWatchedThroughLogs(alarms, resource, stack)
  ) {
    return "yes";
  }
  return alarms.open.some((namespace) => namespace?.string === undefined || what.namespaces.includes(namespace.string))
    ? "unknown"
    : "no";
}

/** What all alarms of a stack say together: every resource is held against it. */
interface Alarms {
  /** URNs their dimensions and queries are made from. */
  readonly sources: ReadonlySet<string>;
  /** The namespaces of metrics, by the values of their dimensions. */
  readonly byValue: ReadonlyMap<string, readonly Value[]>;
  /** Namespaces of which a metric without dimensions is watched: that of a whole account and region. */
  readonly wholes: ReadonlySet<string>;
  readonly expressions: readonly string[];
  /** Namespaces of metrics that may be of anything in them; of an alarm whose queries are unknown, none. */
  readonly open: readonly (Value | undefined)[];
  /** `namespace name` of every metric. */
  readonly metrics: ReadonlySet<string>;
}

function indexAlarms(stack: Stack): Alarms {
  const sources = new Set<string>();
  const byValue = new Map<string, Value[]>();
  const wholes = new Set<string>();
  const expressions: string[] = [];
  const open: (Value | undefined)[] = [];
  const all = new Set<string>();
  for (const alarm of stack.ofKind(kinds.metricAlarm)) {
    const own = ["dimensions", "metricQueries"].flatMap((name) => alarm.propertyDependencies[name] ?? []);
    own.forEach((urn) => sources.add(urn));
    // What comes from resources of the stack comes from those, and from nothing else.
    const elsewhere = own.length > 0 && own.every((urn) => stack.get(urn)?.type.includes("/") === true);
    expressions.push(...expressionsOf(alarm).flatMap(({ string }) => string ?? []));
    if (alarm.at("metricQueries").unknown && !elsewhere) {
      open.push(undefined);
    }
    for (const { namespace, metricName, dimensions } of metricsOf(alarm)) {
      const values = valuesOf(dimensions);
      for (const text of new Set(values.flatMap(({ string }) => string ?? []))) {
        byValue.set(text, [...(byValue.get(text) ?? []), namespace]);
      }
      if (!dimensions.unknown && values.length === 0) {
        wholes.add(namespace.string ?? "");
      }
      if ((dimensions.unknown || values.some((value) => value.unknown)) && !elsewhere) {
        open.push(namespace);
      }
      all.add(metricKey(namespace, metricName));
    }
  }
  return { sources, byValue, wholes, expressions, open, metrics: all };
}

function metricKey(namespace: Value, name: Value): string {
  return `${namespace.string ?? ""} ${name.string ?? ""}`;
}

function membersOf(resource: Resource, { members, types }: Watchable, stack: Stack): readonly Resource[] {
  return members === undefined ? [] : stack.companions(resource, types, members.types, members.property);
}

function namesOf(resource: Resource, { names = [] }: Watchable): readonly string[] {
  return [...identityOf(resource).texts, ...names.flatMap((name) => resource.at(name).string ?? [])];
}

/** A metric without dimensions covers everything in its namespace; a query names the namespaces it looks through. */
function coversNamespace({ wholes, expressions }: Alarms, { namespaces }: Watchable): boolean {
  const mentions = (expression: string) =>
    namespaces.some((each) => expression.includes(each) && new RegExp(`["'{]${each}["',}]`).test(expression));
  return namespaces.some((each) => wholes.has(each)) || expressions.some(mentions);
}

/** AWS publishes a resource's metrics in known namespaces; the program may publish its own about it. */
function isOf(namespace: Value, { namespaces }: Watchable): boolean {
  const text = namespace.string ?? "AWS/";
  return namespaces.includes(text) || !text.startsWith("AWS/");
}

/** Whether a metric filter on a function's log group makes a metric that is watched. */
function isWatchedThroughLogs({ metrics }: Alarms, resource: Resource, stack: Stack): boolean {
  return (
    resource.is(kinds.lambdaFunction) &&
    stack.ofKind(kinds.logMetricFilter).some((filter) => {
      const made = filter.at("metricTransformation");
      const name = made.at("name");
      return (
        name.string !== undefined &&
        metrics.has(metricKey(made.at("namespace"), name)) &&
        writesTo(resource, filter, "logGroupName", stack)
      );
    })
  );
}

function valuesOf(dimensions: Value): readonly Value[] {
  return dimensions.entries.map(([, value]) => value).filter((value) => !value.absent);
}
