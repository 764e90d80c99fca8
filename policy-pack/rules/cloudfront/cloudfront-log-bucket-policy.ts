import { kinds } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, notApplicable, undecided } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import type { Value } from "../../engine/value";
import { ownPolicy } from "../../helpers/attached-policies";
import { bucketAt } from "../../helpers/bucket-links";
import { companionsOf, hasAcls, isWritableByCloudFront } from "../../helpers/buckets";
import { isSet, logSourcesOf } from "../../helpers/distributions";
import { admitsService } from "../../helpers/service-access";
import type { Answer } from "../../iam/answer";
import { reportedOnce, type Verdict } from "../../helpers/shared-fault";

/** Who delivers standard logs (v2), and who a policy for the older ones is usually written for. */
const DELIVERY = "delivery.logs.amazonaws.com";
const CLOUDFRONT = "cloudfront.amazonaws.com";

const STATEMENT =
  '`{ Effect: "Allow", Principal: { Service: "delivery.logs.amazonaws.com" }, Action: "s3:PutObject", Resource: "arn:aws:s3:::BUCKET/*", ' +
  'Condition: { StringEquals: { "aws:SourceAccount": accountId } } }`';

export const cloudfrontLogBucketPolicy = defineRule({
  id: "cloudfront-log-bucket-policy",
  title: "Policies of buckets for CloudFront logs let the logs in",
  rationale:
    "A bucket policy of the program replaces the one AWS writes for log delivery, so one without the delivery service's statement stops the logs, silently.",
  remediation: `Add to the bucket's policy: ${STATEMENT}.`,
  severity: "high",
  enforcement: "mandatory",
  family: "guard",
  frameworks: [],
  seeds: ["S0-4"],
  scope: "stack",
  targets: kinds.distribution,
  check: reportedOnce(kinds.distribution, judge),
});

function* judge(stack: Stack, distribution: Resource): Iterable<Verdict> {
  const legacy = distribution.at("loggingConfig", "bucket");
  const { sources } = logSourcesOf(distribution, stack);
  if (!isSet(legacy) && sources.length === 0) {
    yield notApplicable("the distribution has no standard logging");
  }
  if (isSet(legacy)) {
    yield* judgeBucket(stack, legacy, stack.link(distribution, ["loggingConfig", "bucket"], kinds.bucket), "legacy");
  }
  for (const destination of sources.flatMap((source) => destinationsOf(source, stack))) {
    const place = destination.at("deliveryDestinationConfiguration", "destinationResourceArn");
    yield* judgeBucket(stack, place, bucketAt(stack, destination, place), "v2");
  }
}

/** Where the deliveries of a source go to. */
function destinationsOf(source: Resource, stack: Stack): readonly Resource[] {
  return stack
    .companions(source, kinds.logDeliverySource, kinds.logDelivery, "deliverySourceName")
    .flatMap((delivery) => {
      const { targets } = stack.link(delivery, ["deliveryDestinationArn"], kinds.logDeliveryDestination);
      return targets.length === 1 ? targets : [];
    });
}

function* judgeBucket(
  stack: Stack,
  name: Value,
  { targets, certain, exhaustive }: ReturnType<Stack["link"]>,
  version: "legacy" | "v2",
): Iterable<Verdict> {
  const [bucket] = targets;
  if (bucket === undefined && exhaustive) {
    yield notApplicable(`${name.show()} is no bucket of this stack`);
    return;
  }
  if (bucket === undefined || !certain) {
    yield undecided(name, "which bucket the logs go to is not known yet");
    return;
  }
  const { sure, possible } = companionsOf(stack, bucket, kinds.bucketPolicy);
  const policies =
    sure.length > 0 ? sure.map((resource) => ({ resource, value: resource.at("policy") })) : ownPolicy(bucket, stack);
  const [first] = policies;
  const byAcl = version === "legacy" ? letsInByAcl(stack, bucket) : "no";
  if (first === undefined || byAcl === "yes") {
    return; // Without a policy, AWS writes its own for v2, and the ACL alone decides for legacy logs.
  }
  const values = policies.map(({ value }) => value);
  const services = version === "legacy" ? [CLOUDFRONT, DELIVERY] : [DELIVERY];
  const answers = services.map((service) => admitsService(values, service, ["s3:PutObject"]));
  if (answers.includes("yes")) {
    return;
  }
  if (answers.includes("unknown") || byAcl === "unknown" || possible.length > 0) {
    yield undecided(name, `whether the policy of the bucket "${bucket.name}" lets the logs in is not known yet`);
    return;
  }
  yield {
    outcome: "fault",
    at: first.resource,
    property: first.value,
    via: name,
    message: (users) =>
      version === "v2"
        ? `This policy of bucket "${bucket.name}" replaces the one AWS writes for log delivery and does not let \`${DELIVERY}\` put objects, so the standard logs (v2) of distribution ${users} do not arrive.`
        : `Nothing lets CloudFront write the standard logs of distribution ${users} into bucket "${bucket.name}": this policy admits neither \`${CLOUDFRONT}\` nor \`${DELIVERY}\`, and the bucket has no ACLs.`,
    ...(version === "legacy" && {
      remediation:
        `Move to standard logs (v2) and add to the policy: ${STATEMENT}. To stay with \`loggingConfig.bucket\`, which AWS ` +
        "delivers by way of the ACL, enable ACLs as `cloudfront-log-bucket-acl` says.",
    }),
  };
}

function letsInByAcl(stack: Stack, bucket: Resource): Answer {
  const { holds } = hasAcls(stack, bucket);
  return isWritableByCloudFront(stack, bucket) || holds === true ? "yes" : holds === undefined ? "unknown" : "no";
}
