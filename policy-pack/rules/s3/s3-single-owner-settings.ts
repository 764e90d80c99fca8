import { kinds, type Kind } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, type Yield } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import { companionsOf } from "../../helpers/buckets";
import { isDeclared } from "../../helpers/declared";
import { quotedNames } from "../../helpers/words";

interface Setting {
  /** What the resource holds the whole of, in words. */
  readonly what: string;
  readonly kind: Kind;
  /** The bucket's own arguments that write the same. */
  readonly inline: readonly string[];
}

/**
 * Settings that S3 keeps one of per bucket, so that each `Put…` call replaces what another wrote
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html). Settings with an id
 * of their own (inventories, metrics, analytics, Intelligent-Tiering) and objects are not among them.
 */
const SETTINGS: readonly Setting[] = [
  { what: "notifications", kind: kinds.bucketNotification, inline: [] },
  { what: "policy", kind: kinds.bucketPolicy, inline: ["policy"] },
  { what: "lifecycle rules", kind: kinds.bucketLifecycle, inline: ["lifecycleRules"] },
  { what: "public access block", kind: kinds.bucketPublicAccessBlock, inline: [] },
  { what: "versioning", kind: kinds.bucketVersioning, inline: ["versioning", "versionings"] },
  {
    what: "default encryption",
    kind: kinds.bucketEncryption,
    inline: ["serverSideEncryptionConfiguration", "serverSideEncryptionConfigurations"],
  },
  { what: "access logging", kind: kinds.bucketLogging, inline: ["logging", "loggings"] },
  { what: "ownership controls", kind: kinds.bucketOwnershipControls, inline: [] },
  { what: "ACL", kind: kinds.bucketAcl, inline: ["acl", "grants"] },
  {
    what: "replication rules",
    kind: kinds.bucketReplication,
    inline: ["replicationConfiguration", "replicationConfigurations"],
  },
  { what: "website", kind: kinds.bucketWebsite, inline: ["website", "websites"] },
  { what: "CORS rules", kind: kinds.bucketCors, inline: ["corsRules"] },
];

const MOST_NAMED = 4;

export const s3SingleOwnerSettings = defineRule({
  id: "s3-single-owner-settings",
  title: "Each setting of a bucket is written by one resource",
  rationale:
    "S3 keeps one policy, one set of notifications, one lifecycle configuration per bucket. Two resources that write it " +
    "replace each other's, in an order nobody chose: what the loser asked for is silently not there.",
  remediation: "Put everything into one resource: a policy with all statements, a notification with all its targets.",
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["F"],
  scope: "stack",
  targets: kinds.bucket,
  *check(bucket, { stack }) {
    for (const setting of SETTINGS) {
      yield* judge(stack, bucket, setting);
    }
  },
});

function* judge(stack: Stack, bucket: Resource, { what, kind, inline }: Setting): Iterable<Yield> {
  const [first, ...others] = companionsOf(stack, bucket, kind).sure;
  if (first === undefined) {
    return;
  }
  const own = inline.find((property) => isDeclared(stack, bucket, property));
  if (others.length > 0) {
    const names = quotedNames(
      others.map((each) => each.name),
      MOST_NAMED,
    );
    yield finding(
      "",
      `Both "${first.name}" and ${names} write the whole ${what} of bucket "${bucket.name}". The last writer wins.`,
      {
        resource: first,
        about: [first, ...others],
      },
    );
  } else if (own !== undefined) {
    yield finding(
      own,
      `Both \`${own}\` of bucket "${bucket.name}" and "${first.name}" write its whole ${what}. The last writer wins.`,
      {
        remediation: `Leave \`${own}\` out; "${first.name}" is the form current providers want.`,
      },
    );
  }
}
