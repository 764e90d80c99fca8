import { cloudtrailDelivers } from "../../../policy-pack/rules/cloudtrail/cloudtrail-delivers";
import { component, interpolate, json, ref, resource, testRule, unknown } from "../../support";

const TRAIL = "aws:cloudtrail/trail:Trail";
const BUCKET = "aws:s3/bucket:Bucket";
const POLICY = "aws:s3/bucketPolicy:BucketPolicy";

const bucket = (more: Readonly<Record<string, unknown>> = {}, type = BUCKET) => resource(type, "logs", more);
const trail = (more: Readonly<Record<string, unknown>> = {}, options = {}) =>
  resource(TRAIL, "trail", { s3BucketName: ref("logs", "id"), ...more }, options);
const after = { dependsOn: ["policy"] };
const statement = (Action: unknown, Principal: unknown = { Service: "cloudtrail.amazonaws.com" }) => ({
  Effect: "Allow",
  Principal,
  Action,
  Resource: "*",
});
const document = (...Statement: readonly unknown[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const right = document(statement("s3:GetBucketAcl"), statement("s3:PutObject"));
const policy = (text: unknown = right, name: unknown = ref("logs", "id")) =>
  resource(POLICY, "policy", { bucket: name, policy: text });
const elsewhere = { s3BucketName: "logs-of-another-stack" };

testRule(cloudtrailDelivers, {
  valid: [
    { name: "a policy and dependsOn", resources: [bucket(), policy(), trail({}, after)] },
    {
      name: "the bucket's name taken from the policy",
      resources: [bucket({ bucket: "logs" }), policy(), trail({ s3BucketName: ref("policy", "bucket") })],
    },
    {
      name: "one statement for both actions, a bucket of provider 6",
      resources: [
        bucket({}, "aws:s3/bucketV2:BucketV2"),
        policy(document(statement(["s3:GetBucket*", "s3:PutObject"]))),
        trail({}, after),
      ],
    },
    { name: "an inline policy, which comes with the bucket", resources: [bucket({ policy: right }), trail()] },
    { name: "a bucket of another stack", resources: [trail(elsewhere)] },
    {
      name: "a policy built from the bucket's ARN, unknown as a whole before it is there",
      resources: [
        bucket(),
        policy(
          json({
            Version: "2012-10-17",
            Statement: [
              statement(["s3:GetBucketAcl", "s3:PutObject"]),
              { ...statement("s3:ListBucket"), Resource: ref("logs", "arn") },
            ],
          }),
        ),
        trail({}, after),
      ],
      undecided: ["preview"],
    },
    {
      name: "a policy of a bucket nobody knows",
      resources: [bucket(), policy(right, unknown), trail({}, after)],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a log group's ARN with its end, and a role",
      resources: [
        resource("aws:cloudwatch/logGroup:LogGroup", "audit", { name: "audit" }),
        resource("aws:iam/role:Role", "writer"),
        trail({
          ...elsewhere,
          cloudWatchLogsGroupArn: interpolate`${ref("audit", "arn")}:*`,
          cloudWatchLogsRoleArn: ref("writer", "arn"),
        }),
      ],
      undecided: ["preview"],
    },
    {
      name: "all regions with global events, one region without",
      resources: [
        trail({ ...elsewhere, isMultiRegionTrail: true, includeGlobalServiceEvents: true }),
        resource(TRAIL, "second", { ...elsewhere, isMultiRegionTrail: false, includeGlobalServiceEvents: false }),
      ],
    },
  ],
  invalid: [
    {
      name: "a bucket without a policy, found in a first preview",
      resources: [component("audit"), bucket(), trail({}, { parent: "audit" })],
      findings: [
        { resource: "trail", property: "s3BucketName", message: '"logs" has no policy in the stack', severity: "high" },
      ],
    },
    {
      name: "a policy that only denies plain HTTP",
      resources: [
        bucket(),
        policy(
          document({
            Effect: "Deny",
            Principal: "*",
            Action: "s3:*",
            Resource: "*",
            Condition: { Bool: { "aws:SecureTransport": "false" } },
          }),
        ),
        trail({}, after),
      ],
      findings: [
        { resource: "trail", property: "s3BucketName", message: "does not let `cloudtrail.amazonaws.com` in" },
      ],
    },
    {
      name: "a policy without the bucket's ACL, inline in provider 6",
      resources: [bucket({ policy: document(statement("s3:PutObject")) }, "aws:s3/bucketV2:BucketV2"), trail()],
      findings: [{ resource: "trail", property: "s3BucketName", message: "does not let" }],
    },
    {
      name: "a policy for another service, the bucket by its literal name",
      resources: [
        bucket({ bucket: "audit-logs" }),
        policy(document(statement("s3:*", { Service: "config.amazonaws.com" })), "audit-logs"),
        trail({ s3BucketName: "audit-logs" }, after),
      ],
      findings: [{ resource: "trail", property: "s3BucketName", message: "does not let" }],
    },
    {
      name: "a policy the trail is not ordered after, in every mode",
      resources: [bucket(), policy(), trail()],
      findings: [{ resource: "trail", property: "", message: 'after the bucket\'s policy "policy"' }],
    },
    {
      name: "a log group's ARN without its end",
      resources: [
        resource("aws:cloudwatch/logGroup:LogGroup", "audit", { name: "audit" }),
        trail({
          ...elsewhere,
          cloudWatchLogsGroupArn: ref("audit", "arn"),
          cloudWatchLogsRoleArn: "arn:aws:iam::210987654321:role/trail",
        }),
      ],
      modes: ["up", "offline"],
      findings: [{ resource: "trail", property: "cloudWatchLogsGroupArn", message: "does not end in `:*`" }],
    },
    {
      name: "a log group without a role, its ARN unknown",
      resources: [trail({ ...elsewhere, cloudWatchLogsGroupArn: unknown })],
      findings: [{ resource: "trail", property: "cloudWatchLogsRoleArn", message: "no role to write to it" }],
    },
    {
      name: "all regions without global events",
      resources: [trail({ ...elsewhere, isMultiRegionTrail: true, includeGlobalServiceEvents: false })],
      findings: [
        { resource: "trail", property: "includeGlobalServiceEvents", message: "must include global service events" },
      ],
    },
  ],
});
