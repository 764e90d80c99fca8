import { kinds } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, notApplicable, undecided } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import type { Value } from "../../engine/value";
import { checkedBy } from "../../frameworks/references";
import { bucketAt } from "../../helpers/bucket-links";
import { companionsOf } from "../../helpers/buckets";
import { isDeclared } from "../../helpers/declared";
import { logUseOf } from "../../helpers/log-buckets";
import { valuesAt } from "../../helpers/values-at";

const INLINE = ["logging", "loggings[]"];

export const s3AccessLogging = defineRule({
  id: "s3-access-logging",
  title: "Buckets log who reads and writes them, into another bucket",
  rationale:
    "Without access logs nobody can say, after an incident, which objects were read and by whom. A bucket that logs into " +
    "itself writes a log about every log, without end.",
  remediation:
    '`new aws.s3.BucketLogging(name, { bucket: bucket.id, targetBucket: logs.id, targetPrefix: "data/" });` with another ' +
    "bucket for the logs, whose policy lets `logging.s3.amazonaws.com` put objects.",
  severity: "low",
  enforcement: "advisory",
  family: "guard",
  frameworks: checkedBy("Security Hub S3.9", "Prowler s3_bucket_server_access_logging_enabled"),
  seeds: ["F"],
  scope: "stack",
  targets: kinds.bucket,
  *check(bucket, { stack }) {
    const { sure, possible } = companionsOf(stack, bucket, kinds.bucketLogging);
    const separate = sure.map((resource) => ({ resource, target: resource.at("targetBucket") }));
    const inline = INLINE.filter((path) => isDeclared(stack, bucket, path.replace("[]", ""))).flatMap((path) =>
      valuesAt(bucket.props, path).map((block) => ({ resource: bucket, target: block.at("targetBucket") })),
    );
    const all = separate.length > 0 ? separate : inline;
    for (const { resource, target } of all) {
      if (isItself(stack, bucket, resource, target)) {
        yield finding(target, `Bucket "${bucket.name}" logs into itself, so every log it writes is logged, too.`, {
          resource,
          remediation: "Give another bucket as `targetBucket`.",
        });
      }
    }
    if (all.length > 0) {
      return;
    }
    const { receives } = logUseOf(stack, bucket);
    if (receives === "yes") {
      yield notApplicable("it takes logs itself");
    } else if (possible.length > 0 || receives === "unknown") {
      yield undecided("", "whether the bucket has logs, or takes them, is not known yet");
    } else {
      yield finding("", `Nothing logs who reads and writes bucket "${bucket.name}".`);
    }
  },
});

function isItself(stack: Stack, bucket: Resource, resource: Resource, target: Value): boolean {
  const { targets, certain } = bucketAt(stack, resource, target);
  return certain && targets[0] === bucket;
}
