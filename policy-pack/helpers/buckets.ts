/**
 * What effectively holds for an S3 bucket, wherever a program says it: as an inline argument of the bucket (provider 6 and
 * before, deprecated in 7) or in a resource of its own that refers to the bucket.
 */
import { kinds, type Kind } from "../engine/kinds";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import type { Value } from "../engine/value";
import { isDeclared } from "./declared";

/** Resources of one kind beside a bucket (its ACLs, its ownership controls, …). */
export interface BucketCompanions {
  /** Those that surely belong to the bucket. */
  readonly sure: readonly Resource[];
  /** Those that may: their `bucket` is not known yet, and this bucket is one of several it may be. */
  readonly possible: readonly Resource[];
}

/** The resources of a kind whose `bucket` refers to this bucket. */
export function companionsOf(stack: Stack, bucket: Resource, kind: Kind): BucketCompanions {
  const sure: Resource[] = [];
  const possible = [...stack.strays(kinds.bucket, kind, "bucket")];
  for (const companion of stack.companions(bucket, kinds.bucket, kind, "bucket")) {
    (stack.link(companion, ["bucket"], kinds.bucket).certain ? sure : possible).push(companion);
  }
  return { sure, possible };
}

/** A value that decides something about a bucket, and the resource that carries it. */
export interface BucketSetting {
  readonly resource: Resource;
  readonly value: Value;
}

/** Whether something holds for a bucket. */
export interface BucketAnswer {
  /** `undefined` while it cannot be told, and when two settings contradict each other: the last writer wins. */
  readonly holds: boolean | undefined;
  /** The settings that decide it; none when it is the default. */
  readonly settings: readonly BucketSetting[];
}

const ENCRYPTION_RULES = [
  ["rule", "rules"],
  ["applyServerSideEncryptionByDefault", "applyServerSideEncryptionByDefaults"],
  ["sseAlgorithm"],
];

/**
 * Whether new objects of a bucket are by default encrypted with a KMS key (`aws:kms`, `aws:kms:dsse`).
 *
 * A separate encryption configuration is created after the bucket, so it overrides what the bucket says inline. Without
 * either, S3 encrypts with its own keys (https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html).
 */
export function usesKms(stack: Stack, bucket: Resource): BucketAnswer {
  const { sure, possible } = companionsOf(stack, bucket, kinds.bucketEncryption);
  const separate = (resource: Resource) => settingsAt(resource, resource.props, ENCRYPTION_RULES);
  const own = inline(stack, bucket, "serverSideEncryptionConfiguration", "serverSideEncryptionConfigurations");
  return decide(
    sure.length > 0 ? sure.flatMap(separate) : own.flatMap((each) => settingsAt(bucket, each, ENCRYPTION_RULES)),
    possible.flatMap(separate),
    (algorithm) => algorithm.startsWith("aws:kms"),
  );
}

/** Object ownership settings with which a bucket has ACLs; the third, `BucketOwnerEnforced`, is the default. */
const WITH_ACLS = ["BucketOwnerPreferred", "ObjectWriter"];

/**
 * Whether a bucket has ACLs. Since April 2023 a new bucket has none until its ownership controls say otherwise
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html); it has no inline argument for them.
 */
export function hasAcls(stack: Stack, bucket: Resource): BucketAnswer {
  const { sure, possible } = companionsOf(stack, bucket, kinds.bucketOwnershipControls);
  const ownership = (resource: Resource) => settingsAt(resource, resource.props, [["rule"], ["objectOwnership"]]);
  if (sure.length > 0 && sure.flatMap(ownership).length === 0) {
    return { holds: undefined, settings: [] }; // Controls without a rule: the provider will say what is wrong with them.
  }
  return decide(sure.flatMap(ownership), possible.flatMap(ownership), (value) => WITH_ACLS.includes(value));
}

/** The bucket's own `acl` and `grants`, as far as the program sets them. */
export function inlineAcls(stack: Stack, bucket: Resource): readonly Value[] {
  const isEmpty = ({ raw }: Value) => raw === "" || (Array.isArray(raw) && raw.length === 0);
  return inline(stack, bucket, "acl", "grants").filter(
    (value) => isDeclared(stack, bucket, value.path) && !isEmpty(value),
  );
}

/**
 * The accounts CloudFront delivers standard logs from, in the AWS and the China partition: what
 * `aws.cloudfront.getLogDeliveryCanonicalUserId` answers
 * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging-legacy-s3.html).
 */
const LOG_DELIVERY_ACCOUNTS = [
  "c4c1ede66af53448b93c283ce9448c4ba468c9432aa01d700d3878632f77d2d0",
  "a52cb28745c0c06e84ec548334e44bfa7fc2a85c54af20cd59e4969344b7af56",
];

/**
 * Whether the provider read from AWS that the bucket's ACL lets CloudFront deliver logs. That proves that the bucket has
 * ACLs enabled, whatever the program says: it was created before April 2023, or is not managed here.
 */
export function isWritableByCloudFront(stack: Stack, bucket: Resource): boolean {
  return (
    !isDeclared(stack, bucket, "grants") &&
    bucket.at("grants").items.some((grant) => LOG_DELIVERY_ACCOUNTS.includes(grant.at("id").string ?? ""))
  );
}

/**
 * Weighs the settings of a bucket.
 *
 * @param sure those that surely apply; without one, the default does, for which the question is answered no.
 * @param possible those that may apply instead.
 */
function decide(
  sure: readonly BucketSetting[],
  possible: readonly BucketSetting[],
  holdsFor: (text: string) => boolean,
): BucketAnswer {
  const settings = [...sure, ...possible];
  const verdicts = new Set(
    settings.map(({ value }) => (value.halfKnown ? undefined : value.string !== undefined && holdsFor(value.string))),
  );
  if (sure.length === 0) {
    verdicts.add(false);
  }
  return { holds: verdicts.size === 1 ? [...verdicts][0] : undefined, settings };
}

/**
 * Inline arguments of a bucket. A known one counts even when the provider read it from AWS, because it is what holds; one
 * that is unknown or made up, only if the program set it.
 */
function inline(stack: Stack, bucket: Resource, ...properties: readonly string[]): readonly Value[] {
  return properties
    .map((property) => bucket.at(property))
    .filter((value) => !value.absent && (!value.halfKnown || isDeclared(stack, bucket, value.path)));
}

/** The values at the end of a path each step of which may have several names, and hold one block or a list of them. */
function settingsAt(resource: Resource, from: Value, path: readonly (readonly string[])[]): readonly BucketSetting[] {
  const [names, ...rest] = path;
  if (from.unknown || (names === undefined && !from.absent)) {
    return [{ resource, value: from }];
  }
  return from.items.flatMap((item) => (names ?? []).flatMap((name) => settingsAt(resource, item.at(name), rest)));
}
