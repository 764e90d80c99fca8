import { kinds } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, notApplicable, undecided } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import { checkedBy } from "../../frameworks/references";
import { companionsOf, declaredSettings, usesKms } from "../../helpers/buckets";
import { isDeclared } from "../../helpers/declared";
import type { Answer } from "../../iam/answer";
import { logUseOf } from "../../helpers/log-buckets";

const INLINE = ["serverSideEncryptionConfiguration", "serverSideEncryptionConfigurations"];
const LINE =
  "`new aws.s3.BucketServerSideEncryptionConfiguration(name, { bucket: bucket.id, rules: [{ " +
  'applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.arn }, bucketKeyEnabled: true }] });`';

export const s3Encryption = defineRule({
  id: "s3-encryption",
  title: "Buckets say how their objects are encrypted",
  rationale:
    "S3 encrypts every object since January 2023, with its own keys. Only a configuration shows that somebody chose that, and " +
    "only a key of your own lets you see who decrypts, and stop it.",
  remediation: `${LINE} For S3's own keys, \`sseAlgorithm: "AES256"\` without the key.`,
  severity: "low",
  enforcement: "advisory",
  family: "guard",
  frameworks: checkedBy(
    "Prowler s3_bucket_default_encryption",
    "Powerpipe s3_bucket_default_encryption_enabled",
    "text of SEC08-BP02",
  ),
  seeds: ["S1-5"],
  settings: {
    requireKms: {
      type: "string",
      description:
        "Which buckets must use a KMS key: `none`; `data`, those that take no logs; `all`, log buckets too. Buckets that load balancers log to are never asked: they cannot.",
      default: "none",
      pattern: "^(none|data|all)$",
    },
  },
  scope: "stack",
  targets: kinds.bucket,
  *check(bucket, { stack, settings }) {
    const needsKms = mustUseKms(stack, bucket, settings.requireKms);
    const { holds, settings: made } = usesKms(stack, bucket);
    if (needsKms !== "no" && holds !== true) {
      const [setting] = declaredSettings(stack, made);
      if (holds === undefined || needsKms === "unknown") {
        yield undecided("", "whether the bucket must use KMS, and does, is not known yet");
      } else {
        const how = setting === undefined ? "S3's own keys" : `${setting.value.show()}, which is no KMS key`;
        yield finding(
          setting?.value ?? "",
          `Bucket "${bucket.name}" is encrypted with ${how}; this pack is configured to ask for KMS here.`,
          { severity: "medium", resource: setting?.resource, remediation: LINE },
        );
      }
      return;
    }
    const { sure, possible } = companionsOf(stack, bucket, kinds.bucketEncryption);
    if (sure.length > 0 || INLINE.some((name) => isDeclared(stack, bucket, name))) {
      return;
    }
    if (possible.length > 0) {
      yield undecided("", "whether an encryption configuration belongs to this bucket is not known yet");
    } else if (logUseOf(stack, bucket).pure === "yes") {
      yield notApplicable("log buckets are right with what S3 does by itself");
    } else {
      yield finding("", `Bucket "${bucket.name}" leaves its encryption to S3's default (SSE-S3).`);
    }
  },
});

function mustUseKms(stack: Stack, bucket: Resource, required: unknown): Answer {
  if (required === "none" || stack.derive(loadBalancerLogs).has(bucket)) {
    return "no";
  }
  const { receives } = logUseOf(stack, bucket);
  return required === "all" || receives === "no" ? "yes" : receives === "yes" ? "no" : "unknown";
}

/** Buckets a load balancer may log to: Application and Classic ones cannot use KMS (`alb-log-bucket-no-kms`). */
function loadBalancerLogs(stack: Stack): ReadonlySet<Resource> {
  const found = new Set<Resource>();
  for (const balancer of stack.ofKind([...kinds.loadBalancer, ...kinds.classicLoadBalancer])) {
    for (const logs of ["accessLogs", "connectionLogs", "healthCheckLogs"]) {
      stack.link(balancer, [logs, "bucket"], kinds.bucket).targets.forEach((bucket) => found.add(bucket));
    }
  }
  return found;
}
