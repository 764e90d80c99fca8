import { kinds } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, notApplicable, undecided } from "../../engine/rule";
import { checkedBy } from "../../frameworks/references";
import type { BucketSetting } from "../../helpers/buckets";
import { declaredSettings, isVersioned } from "../../helpers/buckets";
import { logUseOf } from "../../helpers/log-buckets";

export const s3Versioning = defineRule({
  id: "s3-versioning",
  title: "Buckets keep old versions of their objects",
  rationale: "Without versions, what is overwritten or deleted, by mistake or by an intruder, is gone.",
  remediation:
    '`new aws.s3.BucketVersioning(name, { bucket: bucket.id, versioningConfiguration: { status: "Enabled" } });` ' +
    "Let a lifecycle rule expire the old versions.",
  severity: "medium",
  enforcement: "advisory",
  family: "guard",
  frameworks: checkedBy("Security Hub S3.14", "Prowler s3_bucket_object_versioning"),
  seeds: ["S3-3", "S4-7"],
  scope: "stack",
  targets: kinds.bucket,
  *check(bucket, { stack }) {
    const { holds, settings } = isVersioned(stack, bucket);
    if (holds === true) {
      return;
    }
    const { pure } = logUseOf(stack, bucket);
    if (pure === "yes") {
      yield notApplicable("it holds nothing but logs, which their services write once");
    } else if (holds === undefined) {
      yield undecided("", "whether the bucket is versioned is not known yet");
    } else if (pure === "unknown") {
      yield undecided("", "whether the bucket holds nothing but logs is not known yet");
    } else {
      yield offence(bucket, declaredSettings(stack, settings)[0]);
    }
  },
});

const CONSEQUENCE = "An object that is overwritten or deleted cannot be brought back.";

function offence(bucket: Resource, setting: BucketSetting | undefined) {
  if (setting === undefined) {
    return finding("", `Bucket "${bucket.name}" is not versioned. ${CONSEQUENCE}`);
  }
  const { resource, value } = setting;
  return finding(value, `With ${value.show()} bucket "${bucket.name}" is not versioned. ${CONSEQUENCE}`, {
    resource,
    remediation: typeof value.raw === "boolean" ? "Set it to `true`." : 'Set it to `"Enabled"`.',
  });
}
