/** Whether the subnets a property names span two availability zones. */
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import type { Value } from "../engine/value";
import { declaredAt } from "./declared";
import { SUBNETS } from "./network";

/**
 * What a list of subnets has instead of two zones: `one subnet`, `subnets of one zone, eu-west-1a`.
 *
 * @param ids the list; its subnets are those of the stack that the top-level property depends on.
 * @returns `undefined` when it has two, or nobody knows.
 */
export function lackOfZones(stack: Stack, resource: Resource, ids: Value): string | undefined {
  if (ids.unknown || ids.absent) {
    return undefined;
  }
  const count = ids.items.length;
  if (count < 2) {
    return `${count === 0 ? "no" : "one"} subnet`;
  }
  const [property = ""] = ids.path.split(".", 1);
  const subnets = stack.dependenciesOf(resource, property, SUBNETS);
  const zones = subnets.map((subnet) => declaredAt(stack, subnet, "availabilityZone"));
  const [first] = zones;
  const inOneZone = zones.every(
    (zone) => !zone.halfKnown && zone.string !== undefined && zone.string === first?.string,
  );
  return subnets.length === count && inOneZone ? `subnets of one zone, ${first?.string ?? ""}` : undefined;
}
