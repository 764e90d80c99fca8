/**
 * For rules whose fault lies in another resource than the one they look at: a bucket is encrypted wrongly, and three load
 * balancers write to it. The fault is fixed once, so it is reported once, where it is, naming all three.
 */
import type { Kind } from "../engine/kinds";
import type { Resource } from "../engine/resource";
import {
  finding,
  notApplicable,
  type NotApplicableYield,
  type Severity,
  type StackRuleContext,
  type UndecidedYield,
  type Yield,
} from "../engine/rule";
import type { Stack } from "../engine/stack";
import { shorten, type Value } from "../engine/value";

/** Something wrong with another resource. */
export interface SharedFault {
  readonly outcome: "fault";
  /** The resource whose change fixes it. */
  readonly at: Resource;
  /** The wrong property; empty when something is missing altogether. */
  readonly property: Value | string;
  /** The property through which the resource that is looked at meets the fault. */
  readonly via: Value;
  /** @param users everything that meets the fault, as in `"web" (accessLogs.bucket) and "api" (accessLogs.bucket)`. */
  readonly message: (users: string) => string;
  /** The change that fixes this very fault, where it differs from the rule's general `remediation`. */
  readonly remediation?: string;
  /** Where it differs from the rule's. */
  readonly severity?: Severity;
}

/** What a rule says of one resource it looks at; nothing at all when it complies. */
export type Verdict = SharedFault | UndecidedYield | NotApplicableYield;

interface Report {
  readonly fault: SharedFault;
  readonly users: Map<Resource, string[]>;
}

/**
 * The `check` of such a rule. Each fault is reported with the first resource, in the order of URNs, that meets it; for
 * the others the rule is not applicable, for their share is told there.
 *
 * @param targets the rule's targets.
 * @param judge what the rule says of one resource; called once per resource and stack. Faults at the same property of
 *   the same resource are the same fault.
 */
export function reportedOnce(
  targets: Kind,
  judge: (stack: Stack, resource: Resource) => Iterable<Verdict>,
): (resource: Resource, context: Pick<StackRuleContext, "stack">) => Iterable<Yield> {
  const verdicts = (stack: Stack) =>
    new Map(stack.ofKind(targets).map((resource) => [resource, [...judge(stack, resource)]]));
  const reports = (stack: Stack) => {
    const byPlace = new Map<string, Report>();
    for (const [resource, all] of stack.derive(verdicts)) {
      for (const fault of all.filter((each) => each.outcome === "fault")) {
        const report = byPlace.get(placeOf(fault)) ?? { fault, users: new Map<Resource, string[]>() };
        report.users.set(resource, [...(report.users.get(resource) ?? []), fault.via.path]);
        byPlace.set(placeOf(fault), report);
      }
    }
    return byPlace;
  };
  return function* (resource, { stack }) {
    for (const place of placesOf(stack.derive(verdicts).get(resource) ?? [])) {
      const report = stack.derive(reports).get(place);
      const first = report?.users.keys().next().value;
      if (report !== undefined && first === resource) {
        const { property, message, at, remediation, severity } = report.fault;
        yield finding(property, message(nameAll(report.users)), { resource: at, remediation, severity });
      } else if (first !== undefined) {
        yield notApplicable(`reported with "${first.name}", which shares the fault`);
      }
    }
    for (const verdict of stack.derive(verdicts).get(resource) ?? []) {
      if (verdict.outcome !== "fault") {
        yield verdict;
      }
    }
  };
}

function placesOf(verdicts: readonly Verdict[]): ReadonlySet<string> {
  return new Set(verdicts.flatMap((each) => (each.outcome === "fault" ? [placeOf(each)] : [])));
}

function placeOf({ at, property, message }: SharedFault): string {
  // Several things can be missing from one resource, all at no property: then the text tells them apart.
  const path = typeof property === "string" ? property : property.path;
  return [at.urn, path, path === "" ? message("") : ""].join("\u0000");
}

const MOST_NAMED = 10;

function nameAll(users: ReadonlyMap<Resource, readonly string[]>): string {
  const names = [...users].map(
    ([resource, paths]) =>
      `"${shorten(resource.name)}" (${[...new Set(paths)].map((path) => `\`${path}\``).join(", ")})`,
  );
  const named = names.slice(0, MOST_NAMED);
  if (names.length > MOST_NAMED) {
    named.push(`${names.length - MOST_NAMED} more`);
  }
  return named.length === 1 ? (named[0] ?? "") : `${named.slice(0, -1).join(", ")} and ${named.at(-1) ?? ""}`;
}
