import { kinds } from "../../engine/kinds";
import { defineRule, finding, undecided } from "../../engine/rule";
import { checkedBy } from "../../frameworks/references";
import type { Answer } from "../../iam/answer";
import { isVersioned } from "../../helpers/buckets";
import { lifecycleOf } from "../../helpers/lifecycle";
import { logUseOf } from "../../helpers/log-buckets";

interface Gap {
  readonly missing: string;
  readonly grows: string;
  readonly line: string;
}

const OLD_VERSIONS: Gap = {
  missing: "versions that are no longer current never expire",
  grows: "every overwritten or deleted object is stored, and paid for, for ever",
  line: "`noncurrentVersionExpiration: { noncurrentDays: 90 }`",
};
const LOGS: Gap = {
  missing: "the logs it takes never expire",
  grows: "they grow without end",
  line: "`expiration: { days: 365 }`",
};
const UPLOADS: Gap = {
  missing: "uploads that were never completed stay",
  grows: "their parts are in no listing, and paid for",
  line: "`abortIncompleteMultipartUpload: { daysAfterInitiation: 7 }`",
};

export const s3Lifecycle = defineRule({
  id: "s3-lifecycle",
  title: "Buckets let go of old versions, old logs and incomplete uploads",
  rationale:
    "S3 keeps them, and bills them, until somebody says otherwise. Nobody sees them in a listing of the bucket.",
  remediation:
    "Add an `aws.s3.BucketLifecycleConfiguration` with one enabled rule for the whole bucket, `filter: {}`, that expires " +
    "them and aborts incomplete uploads.",
  severity: "medium",
  enforcement: "advisory",
  family: "convention",
  frameworks: checkedBy("Security Hub S3.13", "Prowler s3_bucket_lifecycle_enabled", "text of SUS04-BP03"),
  seeds: ["S3-3"],
  scope: "stack",
  targets: kinds.bucket,
  *check(bucket, { stack }) {
    const does = lifecycleOf(stack, bucket);
    const { holds } = isVersioned(stack, bucket);
    const versioned: Answer = holds === undefined ? "unknown" : holds ? "yes" : "no";
    const verdicts: readonly (readonly [Gap, Answer])[] = [
      [OLD_VERSIONS, isGap(versioned, does.expiresOld)],
      [LOGS, isGap(does.expires === "yes" ? "no" : logUseOf(stack, bucket).receives, does.expires)],
      [UPLOADS, isGap("yes", does.abortsUploads)],
    ];
    const gaps = verdicts.flatMap(([gap, answer]) => (answer === "yes" ? [gap] : []));
    if (gaps.length > 0) {
      const told = gaps.map(({ missing, grows }) => `${missing} (${grows})`).join("; ");
      yield finding("", `In bucket "${bucket.name}", ${told}.`, {
        ...(gaps.every((gap) => gap === UPLOADS) ? { severity: "low" as const } : {}),
        remediation:
          'In an `aws.s3.BucketLifecycleConfiguration` of the bucket, a rule with `status: "Enabled"`, `filter: {}` and ' +
          `${gaps.map(({ line }) => line).join(", ")}.`,
      });
    } else if (verdicts.some(([, answer]) => answer === "unknown")) {
      yield undecided("", "whether the bucket lets go of what is old is not known yet");
    }
  },
});

/** Whether something is needed and not done. */
function isGap(needed: Answer, done: Answer): Answer {
  if (needed === "no" || done === "yes") {
    return "no";
  }
  return needed === "yes" && done === "no" ? "yes" : "unknown";
}
