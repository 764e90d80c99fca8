import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { LOG_DESTINATIONS, logUseOf, type LogUse } from "../../policy-pack/helpers/log-buckets";
import {
  component,
  interpolate,
  json,
  type Mode,
  ref,
  resource,
  type ResourceLiteral,
  stackOf,
  unknown,
} from "../support";

const BUCKET = "aws:s3/bucket:Bucket";
const BUCKET_V2 = "aws:s3/bucketV2:BucketV2";
const POLICY = "aws:s3/bucketPolicy:BucketPolicy";
const ACL = "aws:s3/bucketAcl:BucketAcl";
const MODES: readonly Mode[] = ["preview", "up", "offline"];

const logs = resource(BUCKET, "logs", { forceDestroy: false });
const data = resource(BUCKET, "data", { forceDestroy: false });
const ARN = ref("logs", "arn");
const NO: LogUse = { receives: "no", pure: "no" };
const PURE: LogUse = { receives: "yes", pure: "yes" };
const MIXED: LogUse = { receives: "yes", pure: "no" };
const PERHAPS: LogUse = { receives: "unknown", pure: "unknown" };

function use(mode: Mode, literals: readonly ResourceLiteral[]): LogUse {
  const { stack, find } = stackOf(mode, ...literals);
  return logUseOf(stack, find("logs"));
}
const letIn = (service: unknown, action: unknown = "s3:PutObject") => ({
  Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: action, Resource: "arn:aws:s3:::acme/*" }],
});
const policy = (text: unknown, bucket: unknown = ref("logs")) => resource(POLICY, "policy", { bucket, policy: text });

describe("a bucket takes logs", () => {
  test.each<[string, string, Readonly<Record<string, unknown>>]>([
    ["of a load balancer", "aws:lb/loadBalancer:LoadBalancer", { accessLogs: { bucket: ref("logs"), enabled: true } }],
    ["of connections", "aws:alb/loadBalancer:LoadBalancer", { connectionLogs: { bucket: ref("logs", "bucket") } }],
    ["of a Classic Load Balancer", "aws:elb/loadBalancer:LoadBalancer", { accessLogs: { bucket: ref("logs") } }],
    [
      "of a distribution",
      "aws:cloudfront/distribution:Distribution",
      { loggingConfig: { bucket: ref("logs", "bucketDomainName") } },
    ],
    ["of a trail", "aws:cloudtrail/trail:Trail", { s3BucketName: ref("logs") }],
    [
      "of another bucket",
      "aws:s3/bucketLogging:BucketLogging",
      { bucket: "acme-data", targetBucket: ref("logs"), targetPrefix: "" },
    ],
    ["of another bucket, inline", BUCKET, { logging: { targetBucket: ref("logs") } }],
    ["of another bucket, inline in a list", BUCKET_V2, { loggings: [{ targetBucket: ref("logs") }] }],
    ["of a VPC", "aws:ec2/flowLog:FlowLog", { logDestinationType: "s3", logDestination: ARN }],
    [
      "of a VPC, under a prefix",
      "aws:ec2/flowLog:FlowLog",
      { logDestinationType: "s3", logDestination: interpolate`${ARN}/vpc/` },
    ],
    ["of AWS Config", "aws:cfg/deliveryChannel:DeliveryChannel", { s3BucketName: ref("logs") }],
    ["of DNS queries", "aws:route53/resolverQueryLogConfig:ResolverQueryLogConfig", { destinationArn: ARN }],
    [
      "of a firewall",
      "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
      { logDestinationConfigs: [ARN] },
    ],
    [
      "of brokers",
      "aws:msk/cluster:Cluster",
      { loggingInfo: { brokerLogs: { s3: { bucket: ref("logs"), enabled: true } } } },
    ],
  ])("%s", (_, type, props) => {
    expect(MODES.map((mode) => use(mode, [logs, resource(type, "source", props)]))).toEqual(MODES.map(() => PURE));
  });

  test("by its policy, once that is known", () => {
    const stack = [logs, policy(json(letIn(["delivery.logs.amazonaws.com", ARN]))), data];
    expect(MODES.map((mode) => use(mode, stack))).toEqual([PERHAPS, PURE, PURE]);
  });

  test.each<[string, ResourceLiteral[]]>([
    ["a canned ACL", [logs, resource(ACL, "acl", { bucket: ref("logs"), acl: "log-delivery-write" })]],
    ["an inline ACL", [resource(BUCKET, "logs", { acl: "log-delivery-write" })]],
    [
      "an inline grant",
      [
        resource(BUCKET_V2, "logs", {
          grants: [{ type: "Group", uri: "http://acs.amazonaws.com/groups/s3/LogDelivery", permissions: ["WRITE"] }],
        }),
      ],
    ],
    [
      "an inline policy",
      [resource(BUCKET, "logs", { policy: JSON.stringify(letIn("cloudtrail.amazonaws.com", "s3:*")) })],
    ],
  ])("by %s", (_, literals) => {
    expect(MODES.map((mode) => use(mode, literals))).toEqual(MODES.map(() => PURE));
  });
});

describe("a bucket takes no logs", () => {
  test.each<[string, ResourceLiteral[]]>([
    ["alone", [logs]],
    [
      "when a web ACL logs to a log group",
      [
        logs,
        resource("aws:cloudwatch/logGroup:LogGroup", "group", { name: "aws-waf-logs-shop" }),
        resource("aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration", "logging", {
          resourceArn: "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/shop/1",
          logDestinationConfigs: [ref("group", "arn")],
        }),
      ],
    ],
    ["when another does", [logs, data, resource("aws:cloudtrail/trail:Trail", "trail", { s3BucketName: ref("data") })]],
    [
      "when it only logs into itself",
      [
        logs,
        resource("aws:s3/bucketLogging:BucketLogging", "own", {
          bucket: ref("logs"),
          targetBucket: ref("logs"),
          targetPrefix: "",
        }),
      ],
    ],
    [
      "when it only logs into itself, inline",
      [resource(BUCKET, "logs", { bucket: "acme", logging: { targetBucket: "acme" } })],
    ],
    [
      "when flow logs go to CloudWatch",
      [logs, resource("aws:ec2/flowLog:FlowLog", "flow", { logDestination: unknown, trafficType: "ALL" })],
    ],
    [
      "when its policy lets in readers",
      [logs, policy(JSON.stringify(letIn("cloudfront.amazonaws.com", "s3:GetObject")))],
    ],
    [
      "when its policy lets a log service read",
      [logs, policy(JSON.stringify(letIn("cloudtrail.amazonaws.com", "s3:GetBucketAcl")))],
    ],
    [
      "when the policy is another bucket's",
      [logs, data, policy(JSON.stringify(letIn("cloudtrail.amazonaws.com")), ref("data"))],
    ],
  ])("%s", (_, literals) => {
    expect(MODES.map((mode) => use(mode, literals))).toEqual(MODES.map(() => NO));
  });
});

describe("a bucket takes logs, and more,", () => {
  const trail = resource("aws:cloudtrail/trail:Trail", "trail", { s3BucketName: ref("logs") });
  test.each<[string, ResourceLiteral]>([
    [
      "when the program puts an object into it",
      resource("aws:s3/bucketObjectv2:BucketObjectv2", "file", { bucket: ref("logs"), key: "a" }),
    ],
    [
      "when it serves a website",
      resource("aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration", "site", { bucket: ref("logs") }),
    ],
    [
      "when a distribution serves it",
      resource("aws:cloudfront/distribution:Distribution", "cdn", {
        origins: [{ originId: "a", domainName: ref("logs", "bucketRegionalDomainName") }],
      }),
    ],
  ])("%s", (_, literal) => {
    expect(MODES.map((mode) => use(mode, [logs, trail, literal]))).toEqual(MODES.map(() => MIXED));
  });
});

describe("nobody knows whether a bucket takes logs", () => {
  test.each<[string, ResourceLiteral[]]>([
    [
      "while a trail's bucket is unknown",
      [logs, resource("aws:cloudtrail/trail:Trail", "trail", { s3BucketName: unknown })],
    ],
    ["while its policy is unknown", [logs, policy(unknown)]],
    ["while a policy's bucket is unknown", [logs, policy("{}", unknown)]],
    ["while its ACL is unknown", [logs, resource(ACL, "acl", { bucket: ref("logs"), acl: unknown })]],
  ])("%s", (_, literals) => {
    expect(MODES.map((mode) => use(mode, literals))).toEqual(MODES.map(() => PERHAPS));
  });

  test("while it is one of two", () => {
    const trail = resource("aws:cloudtrail/trail:Trail", "trail", {
      s3BucketName: interpolate`${ref("logs")}${ref("data")}`,
    });
    expect(use("preview", [logs, data, component("ballast", { a: 1 }), trail])).toEqual(PERHAPS);
  });
});

const SDK = path.dirname(createRequire(__filename).resolve("@pulumi/aws/package.json"));
const rows = LOG_DESTINATIONS.flatMap(([types, ...paths]) =>
  types.flatMap((type) => paths.map((one) => ({ type, one }))),
);

test.each(rows)("$type has $one, or only provider 6 has the type or the argument", ({ type, one }) => {
  const [, module = "", name = ""] = /^aws:(\w+)\/(\w+):/.exec(type) ?? [];
  const file = path.join(SDK, module, `${name}.d.ts`);
  if (existsSync(file)) {
    const [property = ""] = one.split(/[.[]/, 1);
    const others = type.startsWith("aws:s3/bucket") ? ["logging", "loggings"] : [];
    expect(
      [property, ...others].some((each) => new RegExp(`readonly ${each}: `).test(readFileSync(file, "utf8"))),
    ).toBe(true);
  } else {
    expect(type).toMatch(/^aws:(applicationloadbalancing|elasticloadbalancing|elasticloadbalancingv2)\//);
  }
});
