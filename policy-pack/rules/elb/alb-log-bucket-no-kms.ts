import { kinds, type Kind } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, notApplicable, undecided } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import type { Value } from "../../engine/value";
import { usesKms } from "../../helpers/buckets";
import { deliveredLogs, isDelivered } from "../../helpers/load-balancers";
import { reportedOnce, type Verdict } from "../../helpers/shared-fault";

const TARGETS: Kind = [...kinds.loadBalancer, ...kinds.classicLoadBalancer];

export const albLogBucketNoKms = defineRule({
  id: "alb-log-bucket-no-kms",
  title: "Buckets for Application and Classic Load Balancer logs are encrypted with SSE-S3, not with KMS",
  rationale:
    "Elastic Load Balancing writes these logs with S3-managed keys only. With KMS on the bucket AWS refuses to switch " +
    'them on ("Access Denied for bucket"), after half the stack exists.',
  remediation:
    'Set `sseAlgorithm: "AES256"` without `kmsMasterKeyId`, or remove the encryption configuration: S3 encrypts with its ' +
    "own keys by default. Other buckets can keep KMS.",
  severity: "critical",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["S0-2"],
  scope: "stack",
  targets: TARGETS,
  check: reportedOnce(TARGETS, judge),
});

function* judge(stack: Stack, loadBalancer: Resource): Iterable<Verdict> {
  const type = loadBalancer.at("loadBalancerType");
  if (type.string !== undefined && type.string !== "application") {
    yield notApplicable(`a ${type.string} load balancer can use KMS for its log bucket, or has no logs in S3`);
    return;
  }
  const logs = deliveredLogs(loadBalancer);
  if (logs.length === 0) {
    yield notApplicable("no logs are delivered to S3");
  }
  for (const log of logs) {
    if (type.unknown) {
      yield undecided(type, "the type of the load balancer is not known yet");
    } else if (isDelivered(log, loadBalancer) === undefined) {
      yield undecided(log.at("enabled"), "whether the logs are on is not known yet");
    } else {
      yield* judgeBucket(stack, loadBalancer, log.at("bucket"));
    }
  }
}

function* judgeBucket(stack: Stack, loadBalancer: Resource, name: Value): Iterable<Verdict> {
  const { targets, exhaustive } = stack.link(loadBalancer, name.path.split("."), kinds.bucket);
  if (!exhaustive) {
    yield undecided(name, "which bucket the logs go to is not known yet");
    return;
  }
  if (targets.length === 0) {
    yield notApplicable(`the log bucket ${name.show()} is not part of this stack`);
    return;
  }
  const answers = targets.map((bucket) => ({ bucket, ...usesKms(stack, bucket) }));
  if (answers.some(({ holds }) => holds !== true)) {
    // One of several candidates is enough to doubt: the logs may go to the right one.
    if (answers.some(({ holds }) => holds !== false)) {
      yield undecided(name, "whether the log bucket is encrypted with KMS is not known yet");
    }
    return;
  }
  const takes = targets.length === 1 ? "takes" : "is one of those that may take";
  for (const { bucket, settings } of answers) {
    for (const { resource, value } of settings) {
      yield {
        outcome: "fault",
        at: resource,
        property: value,
        via: name,
        message: (users) =>
          `Bucket "${bucket.name}" is encrypted with KMS (${value.show()}) and ${takes} the logs of load balancer ${users}. ` +
          `Elastic Load Balancing supports only S3-managed keys (SSE-S3) there: AWS refuses to switch these logs on, ` +
          `with "Access Denied for bucket".`,
      };
    }
  }
}
