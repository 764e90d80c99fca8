/** CloudWatch log groups and the functions that write to them. */
import { kinds } from "../engine/kinds";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";

/** What `policy-pack/data/log-retention.json` holds. */
interface RetentionData {
  readonly source: string;
  readonly date: string;
  readonly days: readonly number[];
}

let loaded: RetentionData | undefined;

/** The numbers of days a log group can be told to keep its events, and where the list comes from. */
export function offeredRetention(): RetentionData {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return (loaded ??= require("../data/log-retention.json") as RetentionData);
}

/** The number nearest to a wanted one; above it when two are as near, so that nothing is lost too early. */
export function nearestRetention(wanted: number): number {
  return offeredRetention().days.reduce((best, each) =>
    Math.abs(each - wanted) <= Math.abs(best - wanted) ? each : best,
  );
}

/** The smallest number there is that is not below a wanted one; the largest there is, where all are. */
export function retentionOfAtLeast(wanted: number): number {
  const { days } = offeredRetention();
  const enough = days.filter((each) => each >= wanted);
  return enough.length > 0 ? Math.min(...enough) : Math.max(...days);
}

/**
 * Whether somebody manages the log group a function writes to: the one it names itself, or a log group of the stack with
 * the name Lambda gives it, `/aws/lambda/<function>`, which Lambda creates without retention if it is not there
 * (https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-loggroups.html).
 */
export function hasManagedLogGroup(lambdaFunction: Resource, stack: Stack): "yes" | "no" | "unknown" {
  const [config] = lambdaFunction.at("loggingConfig").items;
  const chosen = config?.at("logGroup");
  if (lambdaFunction.at("loggingConfig").unknown) {
    return "unknown";
  }
  const own = defaultGroupName(lambdaFunction);
  // Once the function exists, the provider shows the default here as well.
  const chosenName = chosen?.string ?? "";
  if (chosen?.unknown === true || (chosenName !== "" && chosenName !== own)) {
    return "yes";
  }
  let open = lambdaFunction.at("name").unknown;
  for (const group of stack.ofKind(kinds.logGroup)) {
    const name = group.at("name");
    const sources = stack.dependenciesOf(group, "name", kinds.lambdaFunction);
    const comparable = own !== undefined && name.string !== undefined;
    if (comparable ? name.string === own : sources.includes(lambdaFunction)) {
      return "yes";
    }
    open ||= name.unknown && sources.length === 0 && mayBeAnything(group);
  }
  return open ? "unknown" : "no";
}

/** Whether a property of another resource, a metric filter's `logGroupName`, means the log group a function writes to. */
export function writesTo(lambdaFunction: Resource, other: Resource, property: string, stack: Stack): boolean {
  const own = defaultGroupName(lambdaFunction);
  const chosen = lambdaFunction.at("loggingConfig").items[0]?.at("logGroup").string;
  const names = [own, chosen].filter((name) => name !== undefined);
  const chosenGroups = stack.dependenciesOf(lambdaFunction, "loggingConfig", kinds.logGroup);
  return (
    names.includes(other.at(property).string ?? "") ||
    (other.propertyDependencies[property] ?? []).includes(lambdaFunction.urn) ||
    stack
      .link(other, [property], kinds.logGroup)
      .targets.some(
        (group) =>
          names.includes(group.at("name").string ?? "") ||
          chosenGroups.includes(group) ||
          stack.dependenciesOf(group, "name", kinds.lambdaFunction).includes(lambdaFunction),
      )
  );
}

/**
 * The log group of the stack that was meant for a function and misses it: Pulumi named the function, so that its name ends
 * in random digits, and the log group bears the logical name.
 */
export function nearMissGroup(lambdaFunction: Resource, stack: Stack): Resource | undefined {
  const name = lambdaFunction.at("name").string ?? "";
  return lambdaFunction.isAutoNamed(name)
    ? stack.ofKind(kinds.logGroup).find((group) => group.at("name").string === `/aws/lambda/${lambdaFunction.name}`)
    : undefined;
}

function defaultGroupName(lambdaFunction: Resource): string | undefined {
  const name = lambdaFunction.at("name").string;
  return name === undefined ? undefined : `/aws/lambda/${name}`;
}

/** A name made from a prefix has a random end, so it is no function's. */
function mayBeAnything(group: Resource): boolean {
  return group.at("namePrefix").absent;
}
