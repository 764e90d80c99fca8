import { kinds } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, notApplicable, undecided } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import type { Value } from "../../engine/value";
import { companionsOf, hasAcls, inlineAcls, isWritableByCloudFront } from "../../helpers/buckets";
import { reportedOnce, type Verdict } from "../../helpers/shared-fault";

/** Canned ACLs that S3 accepts while a bucket is created, though its ACLs are disabled then: they let in nobody else. */
const ACCEPTED_INLINE = ["private", "bucket-owner-full-control"];

const OWNERSHIP_LINE =
  '`const ownership = new aws.s3.BucketOwnershipControls("log-ownership", ' +
  '{ bucket: bucket.id, rule: { objectOwnership: "BucketOwnerPreferred" } });`';
const ACL_LINE =
  '`new aws.s3.BucketAcl("log-acl", { bucket: bucket.id, acl: "private" }, { dependsOn: [ownership] });`';

export const cloudfrontLogBucketAcl = defineRule({
  id: "cloudfront-log-bucket-acl",
  title: "Buckets for CloudFront standard logs have ACLs enabled, and then an ACL",
  rationale:
    "CloudFront delivers standard logs (legacy) by way of the bucket's ACL. New buckets have ACLs disabled since April " +
    "2023: AWS then refuses the ACL, or the distribution, after half the stack exists.",
  remediation: `Add both, in this order: ${OWNERSHIP_LINE} ${ACL_LINE} CloudFront adds its own grant to the ACL.`,
  severity: "critical",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["S0-5", "F"],
  scope: "stack",
  targets: kinds.distribution,
  check: reportedOnce(kinds.distribution, judge),
});

function* judge(stack: Stack, distribution: Resource): Iterable<Verdict> {
  const name = distribution.at("loggingConfig", "bucket");
  if (name.absent || name.string === "") {
    yield notApplicable("the distribution has no standard logging (legacy)");
    return;
  }
  const { targets, exhaustive } = stack.link(distribution, ["loggingConfig", "bucket"], kinds.bucket);
  if (!exhaustive) {
    yield undecided(name, "which bucket the logs go to is not known yet");
  } else if (targets.length === 0) {
    yield notApplicable(`the log bucket ${name.show()} is not part of this stack`);
  } else {
    const verdicts = targets.map((bucket) => [...judgeBucket(stack, bucket, name)]);
    if (targets.length === 1 || verdicts.every((each) => each.some(({ outcome }) => outcome === "fault"))) {
      yield* verdicts.flat();
    } else if (verdicts.flat().length > 0) {
      // One of several candidates is enough to doubt: the logs may go to the right one.
      yield undecided(name, "which of several buckets the logs go to is not known yet");
    }
  }
}

function* judgeBucket(stack: Stack, bucket: Resource, name: Value): Iterable<Verdict> {
  if (isWritableByCloudFront(stack, bucket)) {
    return;
  }
  const fault = (at: Resource, property: Value | string, what: string, remediation: string): Verdict => ({
    outcome: "fault",
    at,
    property,
    via: name,
    message: (users) => `${what} The standard logs of distribution ${users} go to bucket "${bucket.name}".`,
    remediation,
  });

  const enabled = hasAcls(stack, bucket);
  const controls = companionsOf(stack, bucket, kinds.bucketOwnershipControls).sure;
  if (enabled.holds === undefined) {
    yield undecided(name, "whether the log bucket has ACLs enabled is not known yet");
  } else if (!enabled.holds && enabled.settings.length === 0) {
    const what =
      `Bucket "${bucket.name}" has no ownership controls, so its ACLs are disabled, and CloudFront refuses it ` +
      `("The S3 bucket that you specified for CloudFront logs does not enable ACL access").`;
    yield fault(bucket, "", what, `${OWNERSHIP_LINE} Let the bucket's ACL depend on it.`);
  } else if (!enabled.holds) {
    for (const { resource, value } of enabled.settings) {
      const what = `${value.show()} disables the ACLs of bucket "${bucket.name}", and CloudFront refuses it without.`;
      yield fault(resource, value, what, 'Set `objectOwnership: "BucketOwnerPreferred"` for this bucket.');
    }
  }

  const inline = inlineAcls(stack, bucket);
  for (const acl of inline.filter((each) => !ACCEPTED_INLINE.includes(each.string ?? ""))) {
    // The provider sends an inline ACL when it creates the bucket, before ownership controls can exist.
    const what = `${acl.show()} is applied while the bucket is created and its ACLs are disabled, so S3 refuses it.`;
    const remediation = `Remove \`${acl.path}\` from the bucket and set the ACL after the ownership controls: ${ACL_LINE}`;
    yield acl.unknown || (acl.string !== undefined && acl.halfKnown)
      ? undecided(name, "the inline ACL of the log bucket is not known yet")
      : fault(bucket, acl, what, remediation);
  }

  const acls = companionsOf(stack, bucket, kinds.bucketAcl);
  if (acls.sure.length === 0 && acls.possible.length > 0) {
    yield undecided(name, "whether the log bucket has an ACL is not known yet");
  } else if (acls.sure.length === 0 && inline.length === 0) {
    const what =
      `Bucket "${bucket.name}" has no ACL. CloudFront then changes the bucket's ACL by itself when the distribution is ` +
      `created, which takes s3:PutBucketAcl, and fails unless the distribution waits until ACLs are enabled.`;
    yield fault(bucket, "", what, ACL_LINE);
  }
  for (const acl of acls.sure) {
    const [first] = controls;
    if (first !== undefined && !controls.some((each) => stack.isOrderedAfter(acl, each))) {
      const what =
        `ACL "${acl.name}" does not depend on ownership controls "${first.name}", so both are created at the same ` +
        `time, and S3 refuses an ACL that comes first (AccessControlListNotSupported).`;
      yield fault(
        acl,
        "",
        what,
        `Pass \`{ dependsOn: [ownership] }\`, with "${first.name}" for \`ownership\`, to the ACL.`,
      );
    }
  }
}
