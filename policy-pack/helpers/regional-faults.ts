/** What keeps AWS from finding, in the region of a call, what the call names. */
import type { Kind } from "../engine/kinds";
import type { Resource } from "../engine/resource";
import { finding, notApplicable, undecided, type StackRuleContext, type Yield } from "../engine/rule";
import type { Stack } from "../engine/stack";
import type { Value } from "../engine/value";
import { isDeclared } from "./declared";
import { certainRegion, inventedRegion, namesRegion, placeOfReference, regionOfZone, sameRegion } from "./place";
import {
  OTHER_REGION_PROPERTIES,
  REFERENCE_PROPERTIES,
  ZONE_PROPERTIES,
  type ReferenceProperty,
  type ZoneProperty,
} from "./regional-properties";
import { valuesAt } from "./values-at";
import { namesOf, quotedNames } from "./words";

const MOST_NAMED = 5;

// Thousands of resources ask for their rows.
const ZONES = byType(ZONE_PROPERTIES);
const REFERENCES = byType(REFERENCE_PROPERTIES);
const OTHER_REGIONS = byType(OTHER_REGION_PROPERTIES);

/** Types with a property that is judged. */
export const REGIONAL_TYPES: Kind = [...new Set([...ZONES.keys(), ...REFERENCES.keys(), ...OTHER_REGIONS.keys()])];

/** Everything about a resource that its region contradicts, and what nobody can tell yet. */
export function* regionalFaults(resource: Resource, context: StackRuleContext): Iterable<Yield> {
  yield* checkZones(resource, context);
  for (const row of REFERENCES.get(resource.type) ?? []) {
    yield* checkReference(resource, row, context);
  }
  yield* checkOtherRegions(resource, context);
}

function* checkZones(resource: Resource, context: StackRuleContext): Iterable<Yield> {
  const region = certainRegion(resource);
  for (const [zonesRegion, zone] of zonesOf(resource, context.stack)) {
    if (zonesRegion === region) {
      continue;
    }
    if (region === undefined || zonesRegion === inventedRegion(context)) {
      yield undecided(zone, "the region of the resource, or of the zone, is not known here");
      continue;
    }
    // One wrong data source, or one wrong provider, is behind all of them.
    const [first, ...others] = context.stack.derive(sameZones).get(keyOf(resource, zonesRegion)) ?? [];
    if (first === resource) {
      const also = others.length === 0 ? "" : ` So it is with ${quotedNames(namesOf(others), MOST_NAMED)}.`;
      yield finding(zone, `${zone.show()} is a zone of ${zonesRegion}, but ${whereabouts(resource, region)}.${also}`, {
        about: [first, ...others],
      });
    } else if (first !== undefined) {
      yield notApplicable(`reported with "${first.name}", which has a zone of the same region`);
    }
  }
}

/** The zones the program names, the first of each region. One it does not name is AWS's own choice. */
function zonesOf(resource: Resource, stack: Stack): ReadonlyMap<string, Value> {
  const found = new Map<string, Value>();
  for (const { path } of ZONES.get(resource.type) ?? []) {
    for (const zone of isNamed(resource, path, stack) ? valuesAt(resource.props, path) : []) {
      for (const each of zone.items) {
        const region = regionOfZone(each.string ?? "");
        if (region !== undefined && !found.has(region)) {
          found.set(region, each);
        }
      }
    }
  }
  return found;
}

/** Resources of one type, made with the same provider for the same region, that name zones of one region. */
function sameZones(stack: Stack): ReadonlyMap<string, readonly Resource[]> {
  const groups = new Map<string, Resource[]>();
  for (const resource of stack.ofKind([...ZONES.keys()])) {
    for (const region of zonesOf(resource, stack).keys()) {
      const key = keyOf(resource, region);
      groups.set(key, [...(groups.get(key) ?? []), resource]);
    }
  }
  return groups;
}

function keyOf(resource: Resource, zonesRegion: string): string {
  const own = namesRegion(resource) ? resource.at("region").string : undefined;
  return [resource.type, resource.provider?.urn, own, zonesRegion].join("\u0000");
}

function* checkReference(resource: Resource, row: ReferenceProperty, context: StackRuleContext): Iterable<Yield> {
  const home = homeOf(resource, row, context.stack);
  const region = certainRegion(home);
  const used = usedBy(resource, row.path, row.refersTo, context.stack);
  const near = used.map((each) => sameRegion(each, home));
  const [first] = used;
  if (first !== undefined && region !== undefined && near.every((each) => each === "no")) {
    const other = certainRegion(first) ?? "another region";
    yield finding(row.path, `It refers to "${first.name}" in ${other}, but ${whereabouts(home, region)}.`);
    return;
  }
  const wrong = placesAt(resource, row.path).find(
    ({ place }) => region !== undefined && place.region !== region && row.arnsOf.includes(place.service),
  );
  if (wrong !== undefined && region !== undefined) {
    yield finding(wrong.value, `${wrong.value.show()} is in ${wrong.place.region}, but ${whereabouts(home, region)}.`);
  } else if (first !== undefined && !near.includes("yes")) {
    // Of several, a program may pick the one of the right region.
    yield undecided(row.path, "the region of the resource, or of what it refers to, is not known here");
  }
}

/** Whose region counts: that of the bucket, for a bucket's setting. */
function homeOf(resource: Resource, { partOf }: ReferenceProperty, stack: Stack): Resource {
  const [owner, ...more] = partOf === undefined ? [] : stack.dependenciesOf(resource, partOf.path, partOf.kind);
  return owner !== undefined && more.length === 0 ? owner : resource;
}

function* checkOtherRegions(resource: Resource, context: StackRuleContext): Iterable<Yield> {
  const region = certainRegion(resource);
  for (const row of OTHER_REGIONS.get(resource.type) ?? []) {
    const named = valuesAt(resource.props, row.path).filter((value) => value.string === region);
    const literal = placesAt(resource, row.path).filter(({ place }) => place.region === region);
    const [value] = [...named, ...literal.map((each) => each.value)];
    const used = row.refersTo === undefined ? [] : usedBy(resource, row.path, row.refersTo, context.stack);
    const [first] = used;
    if (first !== undefined && used.every((each) => sameRegion(each, resource) === "yes")) {
      yield finding(row.path, `"${first.name}" is in the region of its own replica, which AWS refuses.`);
    } else if (value !== undefined && region !== undefined) {
      yield finding(value, `${value.show()} is the region of the resource itself, which AWS refuses as a replica's.`);
    } else if (region === undefined && valuesAt(resource.props, row.path).length > 0) {
      yield undecided(row.path, "the region of the resource is not known here");
    }
  }
}

/** Where the literal ARNs of a property are. */
function placesAt(resource: Resource, path: string) {
  return valuesAt(resource.props, path)
    .flatMap((each) => each.items)
    .flatMap((value) => {
      const place = placeOfReference(value.string ?? "");
      return place === undefined ? [] : [{ value, place }];
    });
}

/** What a property's value comes from, among resources of a kind. */
function usedBy(resource: Resource, path: string, kind: Kind, stack: Stack): readonly Resource[] {
  return stack.dependenciesOf(resource, path.split(".", 1)[0] ?? "", kind);
}

/** Whether the program set the property a path begins with. */
function isNamed(resource: Resource, path: string, stack: Stack): boolean {
  return isDeclared(stack, resource, path.split(".", 1)[0] ?? "");
}

function whereabouts(resource: Resource, region: string): string {
  const { name, provider } = resource;
  const because = namesRegion(resource) || provider === undefined ? "its `region`" : `provider "${provider.name}"`;
  return `"${name}" is created in ${region} (${because})`;
}

function byType<R extends ZoneProperty>(rows: readonly R[]): ReadonlyMap<string, readonly R[]> {
  const found = new Map<string, R[]>();
  for (const row of rows) {
    row.types.forEach((type) => found.set(type, [...(found.get(type) ?? []), row]));
  }
  return found;
}
