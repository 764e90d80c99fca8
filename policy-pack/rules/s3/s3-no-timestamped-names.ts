import { kinds } from "../../engine/kinds";
import { maskUnknown } from "../../engine/made-up";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, undecided, type Yield } from "../../engine/rule";
import type { Value } from "../../engine/value";
import { SENTINEL_PATTERN } from "../../engine/wire";
import { findTimestamp, type Timestamp } from "../../helpers/timestamps";

/** The property that holds a bucket's name, by type. Pulumi fills those in `autoNamed` when the program does not. */
const NAME = new Map<string, { readonly property: string; readonly autoNamed: boolean }>([
  ...kinds.bucket.map((type) => [type, { property: "bucket", autoNamed: true }] as const),
  ...kinds.directoryBucket.map((type) => [type, { property: "bucket", autoNamed: false }] as const),
  ...kinds.outpostsBucket.map((type) => [type, { property: "bucket", autoNamed: false }] as const),
  ...kinds.tableBucket.map((type) => [type, { property: "name", autoNamed: true }] as const),
  ...kinds.vectorBucket.map((type) => [type, { property: "vectorBucketName", autoNamed: false }] as const),
  ...kinds.lightsailBucket.map((type) => [type, { property: "name", autoNamed: true }] as const),
]);

export const s3NoTimestampedNames = defineRule({
  id: "s3-no-timestamped-names",
  title: "Bucket names hold no timestamp",
  rationale:
    "A bucket cannot be renamed: when the name changes with the clock, every update creates another bucket and deletes " +
    "the one with the data, which S3 refuses as long as it holds objects.",
  remediation:
    "Build the name from what stays the same, such as `pulumi.getStack()` and the account id; or leave it out, and " +
    "Pulumi appends a random suffix once; or keep the suffix in a `random.RandomId`.",
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["S0-3", "F"],
  scope: "resource",
  targets: [...NAME.keys()],
  *check(bucket) {
    const { property, autoNamed } = NAME.get(bucket.type) ?? { property: "bucket", autoNamed: false };
    const name = bucket.at(property);
    const prefix = bucket.at("bucketPrefix");
    const derived = isSet(name) ? bucket.isAutoNamed(name.string ?? "") : autoNamed && !isSet(prefix);
    yield* derived ? judgeLogicalName(bucket, property) : judge(name);
    yield* judge(prefix);
  },
});

/** Providers take an empty text for none. */
function isSet(value: Value): boolean {
  return !value.absent && value.string !== "";
}

function* judge(value: Value): Generator<Yield> {
  const text = value.string ?? "";
  const found = findTimestamp(maskUnknown(text));
  if (found !== undefined) {
    const part = value.secret ? `it holds ${article(found)}` : `\`${found.text}\` is ${article(found)} (${found.day})`;
    yield finding(value, `In the name ${value.show()}, ${part}. ${consequence(found)}`);
  } else if (value.unknown || text.search(SENTINEL_PATTERN) >= 0) {
    yield undecided(value, "the name is not known yet");
  }
}

/** A bucket without a name gets the resource's own, with a random suffix; so a time in the one is a time in the other. */
function* judgeLogicalName(bucket: Resource, property: string): Generator<Yield> {
  const found = findTimestamp(bucket.name);
  if (found !== undefined) {
    yield finding(
      property,
      `The bucket has no name of its own, so Pulumi derives one from the resource's name "${bucket.name}". ` +
        `There, \`${found.text}\` is ${article(found)} (${found.day}). ${consequence(found)}`,
      {
        remediation:
          "Take the time out of the resource's name, the constructor's first argument. It also is the identity " +
          "under which Pulumi keeps the bucket, and Pulumi makes the bucket's name unique by itself.",
      },
    );
  }
}

function article({ form }: Timestamp): string {
  return form.startsWith("epoch") ? `an ${form}` : `a ${form}`;
}

function consequence({ form }: Timestamp): string {
  const often = form === "date" ? "every `pulumi up` on another day" : "every `pulumi up`";
  return `If the clock put it there, ${often} replaces the bucket: creates a new, empty one and deletes the old one.`;
}
