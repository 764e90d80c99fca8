/** In which subnets something is placed, and in which zones those are. */
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import type { Value } from "../engine/value";
import { isDeclared } from "./declared";
import { SUBNETS } from "./network";
import { segmentsOf, valuesAt } from "./values-at";

export interface Placement {
  /** Subnets of the stack that are surely listed. */
  readonly subnets: readonly Resource[];
  /** Whether those are all of them, each listed once; otherwise there are, or may be, others. */
  readonly exact: boolean;
  /** Subnets of the stack that may be listed. */
  readonly possible: readonly Resource[];
  /** Whether every one listed is one of `possible`, though perhaps not each of them is listed. */
  readonly confined: boolean;
  /** How many are listed, where that is known. */
  readonly count: number | undefined;
  /** The property that lists them; absent when the program sets none. */
  readonly at: Value;
}

/**
 * What a list of subnet ids means.
 *
 * @param list the property with the list: `subnets`, `vpcConfig.subnetIds`, `subnetMappings`.
 * @param id where in an element of the list the id stands, if the element is not the id itself.
 */
export function placementOf(stack: Stack, resource: Resource, list: string, id?: string): Placement {
  const path = list.split(".");
  const at = resource.at(...path);
  if (at.absent || !isDeclared(stack, resource, path[0] ?? list)) {
    return { subnets: [], possible: [], exact: true, confined: true, count: 0, at: resource.at("") };
  }
  if (at.unknown) {
    const { targets, exhaustive } = stack.link(resource, path, SUBNETS);
    // One subnet, and surely nothing else, leaves no choice; of several it may take some.
    const subnets = exhaustive && targets.length === 1 ? targets : [];
    return { subnets, possible: targets, exact: false, confined: exhaustive, count: undefined, at };
  }
  const items = at.items.filter((item) => !item.absent);
  const values = items.flatMap((item) => (id === undefined ? [item] : valuesAt(item, id)));
  const links = values.map((value) => stack.link(resource, segmentsOf(value), SUBNETS));
  const subnets = new Set(links.flatMap(({ targets }) => targets));
  // While ids are unknown each may be any subnet the list depends on. As many ids as subnets: each is listed once.
  const isOpen = links.some(({ targets, exhaustive }) => targets.length === 0 || !exhaustive);
  const all = [...subnets];
  const listed = all.length <= links.length ? all : all.filter((each) => links.some((link) => isOnly(link, each)));
  // More unknown ids than subnets: one of them may come from elsewhere.
  const isAmple = all.length >= links.length || values.every((value) => !value.unknown);
  const confined = !isOpen && isAmple && values.length === items.length;
  return {
    subnets: listed,
    possible: all,
    exact: confined && all.length === links.length,
    confined,
    count: items.length,
    at,
  };
}

function isOnly({ targets, certain }: { targets: readonly Resource[]; certain: boolean }, subnet: Resource): boolean {
  return certain && targets[0] === subnet;
}

/** The zone a subnet is put into, by name or id, where the program says so; `undefined` when AWS or nobody knows. */
export function zoneOf(stack: Stack, subnet: Resource): string | undefined {
  return ["availabilityZone", "availabilityZoneId"]
    .filter((name) => isDeclared(stack, subnet, name))
    .map((name) => subnet.at(name))
    .map((zone) => (zone.halfKnown ? undefined : zone.string))
    .find((zone) => zone !== undefined && zone !== "");
}

/**
 * What a list of subnets has instead of two zones: `one subnet`, `subnets of one zone, eu-west-1a`.
 *
 * @param list the property with the list of ids: `subnetIds`, `vpcConfig.subnetIds`.
 * @returns `undefined` when it has two, when there is no list, or nobody knows.
 */
export function lackOfZones(stack: Stack, resource: Resource, list: string): string | undefined {
  const { subnets, exact, count, at } = placementOf(stack, resource, list);
  if (at.absent || count === undefined) {
    return undefined;
  }
  if (count < 2) {
    return `${count === 0 ? "no" : "one"} subnet`;
  }
  const zones = new Set(subnets.map((subnet) => zoneOf(stack, subnet)));
  const [zone] = zones;
  return exact && zones.size === 1 && zone !== undefined ? `subnets of one zone, ${zone}` : undefined;
}
