/** Which buckets of a stack take logs: what a service delivers there, and what their policy or ACL is made for. */
import { kinds } from "../engine/kinds";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import type { Value } from "../engine/value";
import { readDocument } from "../iam/document";
import type { Statement } from "../iam/statement";
import { matches } from "../iam/wildcard";
import type { Answer } from "../iam/answer";
import { bucketAt } from "./bucket-links";
import { companionsOf } from "./buckets";
import { isDeclared } from "./declared";
import { segmentsOf, valuesAt } from "./values-at";

type Row = readonly [types: readonly string[], ...paths: string[]];

/**
 * Every property that names a bucket for logs. Reports, inventories and data streams (Firehose) are data and not here.
 * Held against the installed SDK by `test/helpers/log-buckets.test.ts`.
 */
export const LOG_DESTINATIONS: readonly Row[] = [
  [kinds.loadBalancer, "accessLogs.bucket", "connectionLogs.bucket", "healthCheckLogs.bucket"],
  [kinds.classicLoadBalancer, "accessLogs.bucket"],
  [kinds.distribution, "loggingConfig.bucket"],
  [kinds.trail, "s3BucketName"],
  [kinds.bucketLogging, "targetBucket"],
  [kinds.bucket, "logging.targetBucket", "loggings[].targetBucket"],
  [kinds.flowLog, "logDestination"],
  [["aws:cfg/deliveryChannel:DeliveryChannel"], "s3BucketName"],
  [["aws:route53/resolverQueryLogConfig:ResolverQueryLogConfig"], "destinationArn"],
  [["aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration"], "logDestinationConfigs[]"],
  [
    ["aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination"],
    "deliveryDestinationConfiguration.destinationResourceArn",
  ],
  [["aws:globalaccelerator/accelerator:Accelerator"], "attributes.flowLogsS3Bucket"],
  [["aws:redshift/logging:Logging"], "bucketName"],
  [["aws:msk/cluster:Cluster"], "loggingInfo.brokerLogs.s3.bucket"],
];

/** Services that write their logs under their own name, as the principals of bucket policies name them. */
const LOG_WRITERS = [
  "delivery.logs.amazonaws.com",
  "logdelivery.elasticloadbalancing.amazonaws.com",
  "logging.s3.amazonaws.com",
  "cloudtrail.amazonaws.com",
  "config.amazonaws.com",
];

const LOG_DELIVERY_GROUP = "http://acs.amazonaws.com/groups/s3/LogDelivery";

/** What a bucket is there for, as far as logs go. */
export interface LogUse {
  /** Whether logs are delivered into it; those it writes about itself do not count. */
  readonly receives: Answer;
  /** Whether it is there for nothing else: the program puts no objects into it and serves none from it. */
  readonly pure: Answer;
}

/** Works out what a bucket of the stack is there for. */
export function logUseOf(stack: Stack, bucket: Resource): LogUse {
  const { sure, possible, strays } = stack.derive(deliveries);
  const delivered = sure.has(bucket) ? "yes" : madeForLogs(stack, bucket);
  const receives = delivered === "no" && (strays || possible.has(bucket)) ? "unknown" : delivered;
  if (receives === "no") {
    return { receives, pure: "no" };
  }
  return { receives, pure: stack.derive(dataBuckets).has(bucket) ? "no" : receives };
}

interface Deliveries {
  readonly sure: ReadonlySet<Resource>;
  readonly possible: ReadonlySet<Resource>;
  /** Whether something delivers logs to a bucket nobody knows yet. */
  readonly strays: boolean;
}

function deliveries(stack: Stack): Deliveries {
  const sure = new Set<Resource>();
  const possible = new Set<Resource>();
  let strays = false;
  for (const [types, ...paths] of LOG_DESTINATIONS) {
    for (const source of stack.ofKind(types)) {
      for (const value of paths.flatMap((path) => valuesAt(source.props, path))) {
        if (!isDestination(stack, source, value)) {
          continue;
        }
        const { targets, certain, exhaustive } = bucketAt(stack, source, value);
        targets
          .filter((target) => !isOwn(stack, source, target))
          .forEach((target) => (certain ? sure : possible).add(target));
        strays ||= targets.length === 0 && !exhaustive && !isOtherDestination(stack, source, value);
      }
    }
  }
  return { sure, possible, strays };
}

/** Whether a value is the program's own, and may name a bucket at all: most flow logs go to CloudWatch. */
function isDestination(stack: Stack, source: Resource, value: Value): boolean {
  const [property = ""] = value.path.split(/[.[]/, 1);
  if (source.is(kinds.flowLog)) {
    const type = source.at("logDestinationType");
    return isDeclared(stack, source, property) && (type.unknown || type.string === "s3");
  }
  return isDeclared(stack, source, property);
}

/** Whether a value surely means a log group or stream of the stack, where a property takes those and buckets alike. */
function isOtherDestination(stack: Stack, source: Resource, value: Value): boolean {
  const { targets, certain } = stack.link(source, segmentsOf(value), [...kinds.logGroup, ...kinds.firehose]);
  return certain && targets.length > 0;
}

/** Whether a bucket's logging writes into the bucket itself. */
function isOwn(stack: Stack, source: Resource, target: Resource): boolean {
  return (
    source === target ||
    (source.is(kinds.bucketLogging) && stack.link(source, ["bucket"], kinds.bucket).targets.includes(target))
  );
}

/** Whether the bucket's policy or ACL lets a service deliver logs: perhaps one of another stack. */
function madeForLogs(stack: Stack, bucket: Resource): Answer {
  const acls = companionsOf(stack, bucket, kinds.bucketAcl);
  const policies = companionsOf(stack, bucket, kinds.bucketPolicy);
  const own = (property: string) => (isDeclared(stack, bucket, property) ? [bucket.at(property)] : []);
  const answers = [
    ...[...own("acl"), ...acls.sure.map((acl) => acl.at("acl"))].map(isDeliveryAcl),
    ...[
      ...acls.sure.flatMap((acl) => valuesAt(acl.props, "accessControlPolicy.grants[].grantee.uri")),
      ...own("grants").flatMap((grants) => (grants.unknown ? [] : grants.items.map((grant) => grant.at("uri")))),
    ].map((uri) => (uri.string === LOG_DELIVERY_GROUP ? "yes" : "no")),
    ...[...own("policy"), ...policies.sure.map((policy) => policy.at("policy"))].map(admitsLogWriter),
    ...policies.possible.map(() => "unknown" as const),
  ];
  return answers.includes("yes") ? "yes" : answers.includes("unknown") ? "unknown" : "no";
}

function isDeliveryAcl(acl: Value): Answer {
  return acl.unknown ? "unknown" : acl.string === "log-delivery-write" ? "yes" : "no";
}

function admitsLogWriter(policy: Value): Answer {
  const document = readDocument(policy);
  if (document?.statements.some(letsLogsIn)) {
    return "yes";
  }
  return document?.open.some(({ kind }) => kind === "unknown") ? "unknown" : "no";
}

function letsLogsIn({ effect, actions, principal }: Statement): boolean {
  return (
    effect === "Allow" &&
    principal.at("Service").items.some(({ string }) => LOG_WRITERS.includes(string ?? "")) &&
    actions.known.some(({ text }) => matches(text, "s3:PutObject"))
  );
}

/** Buckets the program puts objects into, or serves objects from. */
function dataBuckets(stack: Stack): ReadonlySet<Resource> {
  const found = new Set<Resource>();
  const add = (resource: Resource, path: string) => {
    for (const value of valuesAt(resource.props, path)) {
      bucketAt(stack, resource, value).targets.forEach((bucket) => found.add(bucket));
    }
  };
  stack.ofKind([...kinds.bucketObject, ...kinds.bucketWebsite]).forEach((each) => {
    add(each, "bucket");
  });
  stack.ofKind(kinds.distribution).forEach((each) => {
    add(each, "origins[].domainName");
  });
  return found;
}
