import { kinds, type Kind } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, notApplicable, undecided } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import type { Value } from "../../engine/value";
import { ownPolicy } from "../../helpers/attached-policies";
import { companionsOf } from "../../helpers/buckets";
import { deliveredLogs, isDelivered, loadBalancerType } from "../../helpers/load-balancers";
import { admitsLogs } from "../../helpers/log-delivery";
import { certainRegion } from "../../helpers/place";
import { reportedOnce, type Verdict } from "../../helpers/shared-fault";

const TARGETS: Kind = [...kinds.loadBalancer, ...kinds.classicLoadBalancer];

/**
 * Who writes the logs
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html,
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/enable-access-logs.html,
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/network/enable-access-logs.html).
 */
const WRITERS: Readonly<Record<string, { readonly service: string; readonly accounts: boolean }>> = {
  application: { service: "logdelivery.elasticloadbalancing.amazonaws.com", accounts: true },
  classic: { service: "logdelivery.elasticloadbalancing.amazonaws.com", accounts: true },
  network: { service: "delivery.logs.amazonaws.com", accounts: false },
};
const REFUSED = 'AWS refuses to switch the logs on ("Access Denied for bucket")';

export const albLogBucketPolicy = defineRule({
  id: "alb-log-bucket-policy",
  title: "Buckets for load balancer logs let the load balancer write, before it tries",
  rationale:
    "Elastic Load Balancing writes a test object when logs are switched on. Without a bucket policy that allows it, AWS " +
    'refuses ("Access Denied for bucket"), after half the stack exists.',
  remediation:
    'Give the bucket a policy with `{ Effect: "Allow", Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" }, ' +
    'Action: "s3:PutObject", Resource: pulumi.interpolate`${bucket.arn}/AWSLogs/${accountId}/*` }` (the prefix of the logs, ' +
    "if any, before `AWSLogs`; `delivery.logs.amazonaws.com` for a Network Load Balancer).",
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["S0-2"],
  scope: "stack",
  targets: TARGETS,
  check: reportedOnce(TARGETS, judge),
});

function* judge(stack: Stack, loadBalancer: Resource): Iterable<Verdict> {
  const type = loadBalancerType(loadBalancer);
  const writer = WRITERS[type ?? ""];
  if (type !== undefined && writer === undefined) {
    yield notApplicable(`a ${type} load balancer has no logs in S3`);
    return;
  }
  const logs = deliveredLogs(loadBalancer);
  if (logs.length === 0) {
    yield notApplicable("no logs are delivered to S3");
  }
  for (const log of logs) {
    if (writer === undefined) {
      yield undecided("loadBalancerType", "the type of the load balancer is not known yet");
    } else if (isDelivered(log, loadBalancer) === undefined) {
      yield undecided(log.at("enabled"), "whether the logs are on is not known yet");
    } else {
      yield* judgeLog(stack, loadBalancer, log, writer);
    }
  }
}

function* judgeLog(
  stack: Stack,
  loadBalancer: Resource,
  log: Value,
  writer: { readonly service: string; readonly accounts: boolean },
): Iterable<Verdict> {
  const via = log.at("bucket");
  const { targets, certain } = stack.link(loadBalancer, [log.path, "bucket"], kinds.bucket);
  const [bucket] = targets;
  if (!certain || bucket === undefined) {
    yield certain
      ? notApplicable(`the log bucket ${via.show()} is not part of this stack`)
      : undecided(via, "which bucket the logs go to is not known yet");
    return;
  }
  const { sure, possible } = companionsOf(stack, bucket, kinds.bucketPolicy);
  const own = ownPolicy(bucket, stack).map(({ value }) => value);
  const policies = sure.length > 0 ? sure.map((each) => each.at("policy")) : own;
  const { admits, elsewhere } = admitsLogs(policies, {
    ...writer,
    region: certainRegion(loadBalancer),
    prefix: log.at("prefix"),
  });
  const [policy] = sure;
  const fix = `Let \`${writer.service}\` \`s3:PutObject\` at \`${folderOf(log)}AWSLogs/<account>/*\` in this bucket.`;
  if (admits === "no" && possible.length === 0) {
    const which =
      policies.length === 0
        ? "has no policy in this stack"
        : elsewhere === undefined
          ? `has a policy that does not let \`${writer.service}\`${writer.accounts ? ", or the region's account of Elastic Load Balancing," : ""} put objects`
          : `has a policy that lets the load balancer write to ${elsewhere.show()}, not to \`${folderOf(log)}AWSLogs/<account>/*\``;
    yield {
      outcome: "fault",
      at: policy ?? bucket,
      property: policies.length === 0 ? "" : "policy",
      via,
      message: (users) => `Bucket "${bucket.name}" takes the logs of load balancer ${users} and ${which}. ${REFUSED}.`,
      remediation: fix,
    };
    return;
  }
  if (admits !== "yes") {
    yield undecided(via, `whether the policy of "${bucket.name}" lets the load balancer write is not known yet`);
  }
  if (policy !== undefined && !sure.some((each) => stack.isOrderedAfter(loadBalancer, each))) {
    yield {
      outcome: "fault",
      severity: "medium",
      at: loadBalancer,
      property: "",
      via,
      message: () =>
        `Load balancer "${loadBalancer.name}" does not depend on "${policy.name}", the policy that lets it write its logs to ` +
        `"${bucket.name}", so nothing says which is there first. Without the policy, ${REFUSED}.`,
      remediation: `Pass \`{ dependsOn: [policy] }\`, with "${policy.name}" for \`policy\`, to the load balancer.`,
    };
  }
}

function folderOf(log: Value): string {
  const prefix = log.at("prefix").string ?? "";
  return prefix === "" ? "" : `${prefix.replace(/^\/+|\/+$/g, "")}/`;
}
