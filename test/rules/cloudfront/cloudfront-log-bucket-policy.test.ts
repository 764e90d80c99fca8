import { cloudfrontLogBucketPolicy } from "../../../policy-pack/rules/cloudfront/cloudfront-log-bucket-policy";
import { interpolate, json, ref, resource, testRule } from "../../support";

const CDN = "aws:cloudfront/distribution:Distribution";
const logs = (type = "aws:s3/bucket:Bucket", more: Readonly<Record<string, unknown>> = {}) =>
  resource(type, "logs", { bucket: "acme-cdn-logs", ...more });
const legacy = (name = "cdn") => resource(CDN, name, { loggingConfig: { bucket: ref("logs", "bucketDomainName") } });
const v2 = (destination: unknown = ref("logs", "arn")) => [
  resource(CDN, "cdn"),
  resource("aws:cloudwatch/logDeliverySource:LogDeliverySource", "source", {
    name: "cdn",
    logType: "ACCESS_LOGS",
    resourceArn: ref("cdn", "arn"),
  }),
  resource("aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination", "destination", {
    name: "s3",
    deliveryDestinationConfiguration: { destinationResourceArn: destination },
  }),
  resource("aws:cloudwatch/logDelivery:LogDelivery", "delivery", {
    deliverySourceName: ref("source", "name"),
    deliveryDestinationArn: ref("destination", "arn"),
  }),
];
const ownership = (objectOwnership: string) =>
  resource("aws:s3/bucketOwnershipControls:BucketOwnershipControls", "ownership", {
    bucket: ref("logs"),
    rule: { objectOwnership },
  });
const document = (...Statement: readonly unknown[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const policy = (text: unknown) =>
  resource("aws:s3/bucketPolicy:BucketPolicy", "policy", { bucket: ref("logs"), policy: text });
const tlsOnly = {
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: "arn:aws:s3:::acme-cdn-logs/*",
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};
const allow = (Service: string, Action = "s3:PutObject") => ({
  Effect: "Allow",
  Principal: { Service },
  Action,
  Resource: "arn:aws:s3:::acme-cdn-logs/*",
  Condition: { StringEquals: { "aws:SourceAccount": "210987654321" } },
});

testRule(cloudfrontLogBucketPolicy, {
  judgedByCompanions: [CDN],
  valid: [
    {
      name: "v2, and the delivery service is let in",
      resources: [logs(), policy(document(tlsOnly, allow("delivery.logs.amazonaws.com"))), ...v2()],
    },
    {
      name: "v2, with a prefix behind the bucket",
      resources: [
        logs(),
        policy(document(allow("delivery.logs.amazonaws.com"))),
        ...v2(interpolate`${ref("logs", "arn")}/cdn`),
      ],
    },
    { name: "v2, and no policy: AWS writes its own", resources: [logs(), ...v2()] },
    {
      name: "legacy, by way of the ACL, beside a policy about something else",
      resources: [logs(), ownership("BucketOwnerPreferred"), policy(document(tlsOnly)), legacy()],
    },
    {
      name: "legacy, and cloudfront.amazonaws.com is let in",
      resources: [logs(), policy(document(tlsOnly, allow("cloudfront.amazonaws.com"))), legacy()],
    },
    { name: "legacy, and no policy: a matter of the ACL", resources: [logs(), legacy()] },
    { name: "no logging", resources: [resource(CDN, "cdn")], outcome: "notApplicable" },
    {
      name: "a bucket of another stack",
      resources: [resource(CDN, "cdn", { loggingConfig: { bucket: "elsewhere.s3.amazonaws.com" } })],
      outcome: "notApplicable",
    },
    {
      name: "a policy built from the bucket's ARN, unknown as a whole before it is there",
      resources: [
        logs(),
        policy(
          json({
            Version: "2012-10-17",
            Statement: [{ ...allow("delivery.logs.amazonaws.com"), Resource: interpolate`${ref("logs", "arn")}/*` }],
          }),
        ),
        ...v2(),
      ],
      undecided: ["preview"],
    },
  ],
  invalid: [
    {
      name: "v2, and the policy only demands TLS",
      resources: [logs(), policy(document(tlsOnly)), ...v2()],
      findings: [{ resource: "policy", property: "policy", message: "replaces the one AWS writes", severity: "high" }],
    },
    {
      name: "v2, and the policy lets another service in",
      resources: [logs(), policy(document(allow("cloudfront.amazonaws.com"))), ...v2()],
      findings: [{ resource: "policy", property: "policy", message: "delivery.logs.amazonaws.com" }],
    },
    {
      name: "v2, and the delivery service may only read",
      resources: [logs(), policy(document(allow("delivery.logs.amazonaws.com", "s3:GetBucketAcl"))), ...v2()],
      findings: [{ resource: "policy", message: "do not arrive" }],
    },
    {
      name: "legacy, no ACLs, and the policy only demands TLS",
      resources: [logs(), policy(document(tlsOnly)), legacy()],
      findings: [{ resource: "policy", property: "policy", message: "Nothing lets CloudFront write" }],
    },
    {
      name: "legacy, ACLs disabled by the ownership controls, an older bucket",
      resources: [
        logs("aws:s3/bucketV2:BucketV2"),
        ownership("BucketOwnerEnforced"),
        policy(document(tlsOnly)),
        legacy(),
      ],
      findings: [{ resource: "policy", message: "the bucket has no ACLs" }],
    },
    {
      name: "an inline policy, told once for two distributions",
      resources: [logs("aws:s3/bucket:Bucket", { policy: document(tlsOnly) }), legacy(), legacy("other")],
      findings: [{ resource: "logs", property: "policy", message: '"cdn" (`loggingConfig.bucket`) and "other"' }],
    },
  ],
});
