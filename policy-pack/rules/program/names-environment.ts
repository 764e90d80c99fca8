import { kinds } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { STACK_TYPE } from "../../engine/resource";
import { defineRule, finding, undecided } from "../../engine/rule";
import { lastSegment } from "../../engine/identity";
import { environmentWordSettings, judgeName } from "../../helpers/environment-names";
import { NAMED_TYPES, namingOf, physicalName, wholeName, type PhysicalName } from "../../helpers/physical-names";

const MOST_NAMED = 8;

/** What stands in one list with everything else of the account. A security group or a service is told apart by its network. */
const SHARED = NAMED_TYPES.filter(
  (type) => namingOf(type)?.within === undefined && !(kinds.bucket as readonly string[]).includes(type),
);

export const namesEnvironment = defineRule({
  id: "names-environment",
  title: "Names tell the environments apart",
  rationale:
    "Where a name is the same in every stack, the second stack in an account and region fails on it, or overwrites what the " +
    "first one made.",
  remediation:
    "Put the environment into the names, in one place: a helper that puts `pulumi.getStack()` into every name; or leave " +
    "the names out, and Pulumi makes them unique.",
  severity: "medium",
  enforcement: "advisory",
  family: "convention",
  frameworks: [],
  seeds: ["S0-1", "S2-9", "S4-8", "F"],
  settings: environmentWordSettings,
  scope: "stack",
  targets: [STACK_TYPE],
  *check(_, context) {
    const { stack } = context;
    const names = stack.ofKind(SHARED).flatMap((resource) => physicalName(resource) ?? []);
    const all = names.map((name) => ({ name, verdict: judgeName(stack, name, context) }));
    const found = all.filter(({ verdict }) => verdict === "static").map(({ name }) => name);
    const telling = found.filter((name) => !repeats(name, names));
    const [first] = telling;
    if (first !== undefined) {
      // Once for the stack: names are built in one place, or should be.
      yield finding(first.value, message(telling), {
        resource: first.resource,
        about: telling.map(({ resource }) => resource),
      });
      return;
    }
    const open = all.find(({ verdict }) => verdict === "unknown");
    if (open !== undefined) {
      yield undecided("", `the name of "${open.name.resource.name}" is not known yet`);
    }
  },
});

/** The log group of a function is called after it; who changes the function's name changes that too. */
function repeats({ resource, value }: PhysicalName, names: readonly PhysicalName[]): boolean {
  const last = lastSegment(value.string ?? "");
  return (
    (kinds.logGroup as readonly string[]).includes(resource.type) &&
    last !== value.string &&
    names.some((other) => other.resource !== resource && !isLogGroup(other.resource) && wholeName(other) === last)
  );
}

function isLogGroup({ type }: Resource): boolean {
  return (kinds.logGroup as readonly string[]).includes(type);
}

function message(names: readonly PhysicalName[]): string {
  const shown = names
    .slice(0, MOST_NAMED)
    .map(({ naming, value, resource }) => `${value.show()} (${naming.noun} "${resource.name}")`);
  const more = names.length > MOST_NAMED ? `, and ${names.length - MOST_NAMED} more` : "";
  const [subject, object] = names.length === 1 ? ["1 name holds", "it"] : [`${names.length} names hold`, "them"];
  return (
    `${subject} neither the stack's name nor another word for the environment: ${shown.join(", ")}${more}. A second stack ` +
    `of this program in the same account and region collides with ${object}.`
  );
}
