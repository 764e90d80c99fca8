import type { ProgramContext } from "../../engine/context";
import { kinds } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, notApplicable, undecided, type Yield } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import type { Value } from "../../engine/value";
import { companionsOf, hasAcls, inlineAcls } from "../../helpers/buckets";

/** What S3 takes while a bucket is created, though its ACLs are disabled then: it lets in nobody else. */
const ACCEPTED_INLINE = ["private", "bucket-owner-full-control"];
const OWNERSHIP =
  '`const ownership = new aws.s3.BucketOwnershipControls(name, { bucket: bucket.id, rule: { objectOwnership: "BucketOwnerPreferred" } });`';

export const s3AclEnabled = defineRule({
  id: "s3-acl-enabled",
  title: "Only buckets with ACLs enabled get one",
  rationale:
    "Since April 2023 a new bucket has its ACLs disabled until ownership controls say otherwise. S3 refuses an ACL before that, " +
    "after half the stack exists.",
  remediation: `Leave the ACL out: a bucket is private without one, and a bucket policy lets others in. If it must be, ${OWNERSHIP}, and pass \`{ dependsOn: [ownership] }\` to the ACL.`,
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["F"],
  scope: "stack",
  targets: [...kinds.bucketAcl, ...kinds.bucket],
  *check(resource, { stack, program }) {
    if (exists(resource, program)) {
      return; // S3 has accepted it.
    }
    if (resource.is(kinds.bucket)) {
      yield* checkInline(stack, resource);
    } else {
      yield* checkSeparate(stack, resource, program);
    }
  },
});

/** The provider sends it with the request that creates the bucket, before ownership controls can exist. */
function* checkInline(stack: Stack, bucket: Resource): Generator<Yield> {
  if (isLogBucketOfCloudFront(stack, bucket)) {
    return;
  }
  for (const acl of inlineAcls(stack, bucket).filter((each: Value) => !ACCEPTED_INLINE.includes(each.string ?? ""))) {
    if (acl.halfKnown) {
      yield undecided(acl, "the ACL is not known yet");
    } else {
      yield finding(
        acl,
        acl.path === "acl"
          ? `${acl.show()} is sent with the request that creates the bucket, whose ACLs are disabled then. S3 answers \`InvalidBucketAclWithObjectOwnership\`.`
          : "The grants are an ACL, set as soon as the bucket is created, and its ACLs are disabled then. S3 answers `AccessControlListNotSupported`.",
      );
    }
  }
}

function* checkSeparate(stack: Stack, acl: Resource, program: ProgramContext): Generator<Yield> {
  const { targets, certain } = stack.link(acl, ["bucket"], kinds.bucket);
  const [bucket] = targets;
  if (bucket === undefined || !certain) {
    yield notApplicable("the bucket is not one of this stack");
    return;
  }
  if (isLogBucketOfCloudFront(stack, bucket)) {
    yield notApplicable("cloudfront-log-bucket-acl looks at the bucket CloudFront's logs go to");
    return;
  }
  const { holds } = hasAcls(stack, bucket);
  const controls = companionsOf(stack, bucket, kinds.bucketOwnershipControls).sure;
  if (holds === undefined || (controls.length === 0 && exists(bucket, program))) {
    yield undecided("bucket", "whether the bucket has ACLs enabled is not known yet");
  } else if (!holds) {
    const why = controls.length === 0 ? "has no ownership controls" : "has ownership controls that disable ACLs";
    yield finding(
      "bucket",
      `Bucket "${bucket.name}" ${why}, so its ACLs are disabled. S3 answers \`AccessControlListNotSupported: The bucket does not allow ACLs\`.`,
    );
  } else if (!controls.some((each) => stack.isOrderedAfter(acl, each))) {
    yield finding(
      "bucket",
      `The ACL does not depend on the ownership controls "${controls[0]?.name ?? ""}", so both are made at the same time, and S3 refuses an ACL that comes first (\`AccessControlListNotSupported\`).`,
      { remediation: "Pass `{ dependsOn: [ownership] }`, with the ownership controls, to the ACL." },
    );
  }
}

/**
 * Whether it was there before: the engine knows its id. The offline check, which sees no state, knows the id of a bucket that the
 * program names, and of its ACL, as it makes them up of that name.
 */
function exists(resource: Resource, { marksDataSources = false }: ProgramContext): boolean {
  const id = resource.at("id");
  return !marksDataSources && id.string !== undefined && !id.halfKnown;
}

function isLogBucketOfCloudFront(stack: Stack, bucket: Resource): boolean {
  return stack.companions(bucket, kinds.bucket, kinds.distribution, "loggingConfig", "bucket").length > 0;
}
