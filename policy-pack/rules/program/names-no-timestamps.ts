import { kinds } from "../../engine/kinds";
import { maskUnknown } from "../../engine/made-up";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, notApplicable, undecided, type FindingYield } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import type { Value } from "../../engine/value";
import { SENTINEL_PATTERN } from "../../engine/wire";
import { autoNamedProperty, typesWithAutoName } from "../../helpers/auto-names";
import { isAutoNamed, NAMED_TYPES, namingOf } from "../../helpers/physical-names";
import { findTimestamp, type Timestamp } from "../../helpers/timestamps";
import { quotedNames } from "../../helpers/words";

const MOST_NAMED = 5;

/** What a last snapshot will be called, where a program says it long before. */
const FINAL_SNAPSHOT = "finalSnapshotIdentifier";
const WITH_FINAL_SNAPSHOT: readonly string[] = [
  ...kinds.rdsInstance,
  ...kinds.rdsCluster,
  ...kinds.documentCluster,
  ...kinds.neptuneCluster,
  "aws:redshift/cluster:Cluster",
  "aws:elasticache/cluster:Cluster",
  "aws:elasticache/replicationGroup:ReplicationGroup",
];

/** Buckets of every kind have a rule of their own, and the image of a machine is one of a moment: a date belongs there. */
const LEFT_OUT = new Set<string>([
  ...kinds.bucket,
  ...kinds.directoryBucket,
  ...kinds.outpostsBucket,
  ...kinds.tableBucket,
  ...kinds.vectorBucket,
  ...kinds.lightsailBucket,
  "aws:ec2/ami:Ami",
  "aws:ec2/amiCopy:AmiCopy",
  "aws:ec2/amiFromInstance:AmiFromInstance",
]);

export const namesNoTimestamps = defineRule({
  id: "names-no-timestamps",
  title: "Names hold no timestamp",
  rationale:
    "A name that changes with the clock makes every `pulumi up` replace the resource, or change it for nothing: data is " +
    "lost, connections break, and no preview is ever empty.",
  remediation:
    "Build the name from what stays the same, such as `pulumi.getStack()`; or leave it out, and Pulumi appends a random " +
    "suffix once; or keep the suffix in a `random.RandomId`.",
  severity: "high",
  enforcement: "advisory",
  family: "convention",
  frameworks: [],
  seeds: ["S0-3", "F"],
  scope: "stack",
  get targets() {
    return [...new Set([...typesWithAutoName(), ...NAMED_TYPES, ...WITH_FINAL_SNAPSHOT])].filter(
      (type) => !LEFT_OUT.has(type),
    );
  },
  *check(resource, { stack }) {
    for (const place of stack.derive(places).get(resource) ?? []) {
      if (place.timestamp === undefined) {
        yield undecided(place.value, "the name is not known yet");
        continue;
      }
      const group = stack.derive(groups).get(keyOf(place, place.timestamp)) ?? [];
      const first = group[0];
      if (first !== undefined && first !== place) {
        yield notApplicable(`reported with "${first.resource.name}", which has the time of the same clock in it`);
      } else {
        const about = [...new Set(group.map((each) => each.resource))];
        yield { ...report(group, place, place.timestamp), about };
      }
    }
  },
});

interface Place {
  readonly resource: Resource;
  readonly value: Value;
  /** `logical` where Pulumi makes the name of the resource's own. */
  readonly what: "name" | "logical" | "final snapshot";
  /** `undefined` while nobody knows. */
  readonly timestamp: Timestamp | undefined;
}

/** A program reads the clock once, or a few times within a moment: what is read lies on one day and is written one way. */
function keyOf({ what }: Place, { form, day }: Timestamp): string {
  return [what, form, day].join("\u0000");
}

/** By resource, every name that holds a time, or may. */
function places(stack: Stack): ReadonlyMap<Resource, readonly Place[]> {
  return new Map(stack.resources.map((resource) => [resource, placesOf(resource)]));
}

function groups(stack: Stack): ReadonlyMap<string, readonly Place[]> {
  const found = new Map<string, Place[]>();
  for (const place of [...stack.derive(places).values()].flat()) {
    if (place.timestamp !== undefined) {
      const key = keyOf(place, place.timestamp);
      found.set(key, [...(found.get(key) ?? []), place]);
    }
  }
  return found;
}

function placesOf(resource: Resource): readonly Place[] {
  if (!resource.type.startsWith("aws:") || LEFT_OUT.has(resource.type)) {
    return [];
  }
  const property = namingOf(resource.type)?.types[resource.type] ?? autoNamedProperty(resource.type);
  const prefix = resource.at(`${property ?? ""}Prefix`);
  // With a prefix, the name is an output that repeats it.
  const names = property === undefined ? [] : [prefix.absent || prefix.string === "" ? resource.at(property) : prefix];
  const snapshot = resource.is(WITH_FINAL_SNAPSHOT) ? [resource.at(FINAL_SNAPSHOT)] : [];
  return [
    ...names.flatMap((value) =>
      isAutoNamed(resource, value)
        ? judge(resource, value, "logical", resource.name)
        : judge(resource, value, "name", value.string),
    ),
    ...snapshot.flatMap((value) => judge(resource, value, "final snapshot", value.string)),
  ];
}

function judge(resource: Resource, value: Value, what: Place["what"], text = ""): readonly Place[] {
  const timestamp = findTimestamp(maskUnknown(text));
  // An output of a name that the program does not give is unknown in a first preview, whatever makes it.
  const isOpen = value.unknown ? Object.hasOwn(resource.propertyDependencies, value.path) : hasSentinel(text);
  return timestamp !== undefined || isOpen ? [{ resource, value, what, timestamp }] : [];
}

function hasSentinel(text: string): boolean {
  return text.search(SENTINEL_PATTERN) >= 0;
}

function report(group: readonly Place[], { value, what, resource }: Place, timestamp: Timestamp): FindingYield {
  const { form, text, day } = timestamp;
  const holders = quotedNames(
    group.map((each) => each.resource.name),
    MOST_NAMED,
  );
  const many = group.length > 1;
  const kind = `${form.startsWith("epoch") ? "an" : "a"} ${form}`;
  const shown = value.secret ? `the name is secret and holds ${kind}` : `\`${text}\` is ${kind} (${day})`;
  const often = `every \`pulumi up\`${form === "date" ? " on another day" : ""}`;
  const scale = many ? `${group.length} resources: ${holders}. ` : "";
  if (what === "final snapshot") {
    return finding(
      value,
      `${scale}In ${value.show()}, ${shown}. If the clock put it there, ${often} changes the setting, and nothing else.`,
      { severity: "medium", remediation: "Name the snapshot after the database and the stack, without a time." },
    );
  }
  if (what === "logical") {
    return finding(
      value,
      `${scale}Pulumi derives the physical name from the resource's own, "${resource.name}", and there ${shown}. If the ` +
        `clock put it there, ${often} creates another resource and deletes the one before.`,
      {
        remediation:
          "Take the time out of the resource's name, the constructor's first argument: Pulumi knows the resource by it, " +
          "and makes the physical name unique by itself.",
      },
    );
  }
  return finding(
    value,
    `${scale}In the name ${value.show()}, ${shown}. If the clock put it there, ${often} gives ` +
      `${many ? "them other names, and replaces most of them" : "it another name, which replaces most resources"}.`,
  );
}
