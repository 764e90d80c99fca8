import { awsNoDeprecatedResources } from "../../../policy-pack/rules/program/aws-no-deprecated-resources";
import { component, ref, resource, secret, testRule, unknown, type ResourceOptions } from "../../support";

const BUCKET = "aws:s3/bucket:Bucket";
const BUCKET_V2 = "aws:s3/bucketV2:BucketV2";
const VERSIONING_V2 = "aws:s3/bucketVersioningV2:BucketVersioningV2";
const VERSIONING = "aws:s3/bucketVersioning:BucketVersioning";
const TABLE = "aws:dynamodb/table:Table";

const on = (version: string): ResourceOptions => ({
  provider: { name: "aws", props: { region: "eu-west-1", version } },
});
const on7 = on("7.48.0");
const on6 = on("6.83.4");
const byDefault7: ResourceOptions = { provider: { name: "default_7_48_0", props: {} } };
const byDefault6: ResourceOptions = { provider: { name: "default_6_66_1", props: {} } };
const enabled = { versioningConfiguration: { status: "Enabled" } };

testRule(awsNoDeprecatedResources, {
  valid: [
    { name: "a bucket of its own, provider 7", resources: [resource(BUCKET, "b", { tags: { a: "b" } }, on7)] },
    {
      name: "separate resources, provider 7",
      resources: [
        resource(BUCKET, "b", {}, on7),
        resource("aws:s3/bucketAcl:BucketAcl", "acl", { bucket: ref("b"), acl: "private" }, on7),
      ],
    },
    {
      name: "types without anything deprecated",
      resources: [resource(BUCKET, "b", {}, on7), resource("aws:sqs/queue:Queue", "q", {}, on7)],
    },
    { name: "V2 types on provider 6, where they are the right ones", resources: [resource(BUCKET_V2, "b", {}, on6)] },
    {
      name: "separate V2 resources on the default provider 6",
      resources: [
        resource(BUCKET_V2, "b", {}, byDefault6),
        resource(VERSIONING_V2, "v", { bucket: ref("b"), ...enabled }, byDefault6),
      ],
      outcome: "complies",
    },
    { name: "the legacy bucket of provider 6 without inline settings", resources: [resource(BUCKET, "b", {}, on6)] },
    {
      name: "the ACL that provider 6 fills in itself",
      resources: [resource(BUCKET, "b", { acl: "private", forceDestroy: false }, on6)],
    },
    {
      name: "what became deprecated after provider 6",
      resources: [
        resource(
          TABLE,
          "t",
          { globalSecondaryIndexes: [{ name: "by-user", hashKey: "user", projectionType: "ALL" }] },
          on6,
        ),
      ],
    },
    {
      name: "what was deprecated in provider 6 only",
      resources: [
        resource("aws:redshift/cluster:Cluster", "c", { clusterIdentifier: "dw", logging: { enable: true } }, on7),
      ],
    },
    {
      name: "a neighbour of a deprecated field",
      resources: [
        resource(
          "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
          "l",
          { bucket: "b", rules: [{ id: "old", status: "Enabled", filter: { prefix: "logs/" } }] },
          on7,
        ),
      ],
    },
    {
      name: "a region the provider filled in where the argument meant another",
      resources: [resource("aws:cfg/aggregateAuthorization:AggregateAuthorization", "a", { region: "eu-west-1" }, on7)],
      outcome: "none",
    },
    {
      name: "a V2 type while nobody knows the provider's version",
      resources: [resource(BUCKET_V2, "b")],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "an inline setting nobody knows",
      resources: [resource(BUCKET, "b", { versioning: unknown }, on7)],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "rules of a list nobody knows",
      resources: [
        resource(
          "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
          "l",
          { bucket: "b", rules: unknown },
          on7,
        ),
      ],
      undecided: ["preview", "up", "offline"],
    },
  ],
  invalid: [
    {
      name: "BucketV2, explicit provider 7",
      resources: [resource(BUCKET_V2, "b", {}, on7)],
      findings: [
        { resource: "b", property: "", message: "`aws.s3.BucketV2`: Use aws.s3.Bucket instead.", severity: "medium" },
      ],
    },
    {
      name: "BucketVersioningV2, default provider 7, the bucket unknown in a preview",
      resources: [
        resource(BUCKET, "b", {}, byDefault7),
        resource(VERSIONING_V2, "v", { bucket: ref("b"), ...enabled }, byDefault7),
      ],
      findings: [{ resource: "v", message: "`aws.s3.BucketVersioningV2`: Use aws.s3.BucketVersioning instead." }],
    },
    {
      name: "every V2 type of a program, each once",
      resources: [
        resource(BUCKET_V2, "b", {}, on7),
        resource("aws:s3/bucketAclV2:BucketAclV2", "a", { bucket: ref("b"), acl: "private" }, on7),
        resource(
          "aws:s3/bucketLoggingV2:BucketLoggingV2",
          "l",
          { bucket: ref("b"), targetBucket: "x", targetPrefix: "" },
          on7,
        ),
        resource(VERSIONING, "v", { bucket: ref("b"), ...enabled }, on7),
      ],
      findings: [
        { resource: "b", message: "Use aws.s3.Bucket instead." },
        { resource: "a", message: "Use aws.s3.BucketAcl instead." },
        { resource: "l", message: "Use aws.s3.BucketLogging instead." },
      ],
    },
    {
      name: "an inline argument, provider 7",
      resources: [resource(BUCKET, "b", { versioning: { enabled: true } }, on7)],
      findings: [
        {
          resource: "b",
          property: "versioning",
          message: "`versioning`: Use the aws.s3.BucketVersioning resource instead.",
        },
      ],
    },
    {
      name: "several inline arguments, one finding, the same advice once",
      resources: [resource(BUCKET, "b", { acl: "private", grants: [], lifecycleRules: [{ enabled: true }] }, on7)],
      findings: [
        {
          resource: "b",
          property: "",
          message:
            /`acl` and `grants`: Use the aws\.s3\.BucketAcl resource instead\. `lifecycleRules`: Use the aws\.s3\.BucketLifecycle/,
        },
      ],
    },
    {
      name: "the inline arguments of the legacy bucket, provider 6",
      resources: [
        resource(
          BUCKET,
          "b",
          { versioning: { enabled: true }, loggings: [{ targetBucket: "x" }], acl: "private" },
          on6,
        ),
      ],
      findings: [
        {
          resource: "b",
          message: /as of @pulumi\/aws 6.*`loggings`: Use the aws\.s3\.BucketLoggingV2.*`versioning`: Use the aws/,
        },
      ],
    },
    {
      name: "an ACL that provider 6 does not fill in",
      resources: [resource(BUCKET, "b", { acl: "log-delivery-write" }, byDefault6)],
      findings: [{ resource: "b", property: "acl", message: "Use the aws.s3.BucketAclV2 resource instead." }],
    },
    {
      name: "inline arguments deprecated in either version, nobody knows which it is",
      resources: [resource(BUCKET, "b", { serverSideEncryptionConfiguration: secret({ rule: {} }), website: unknown })],
      findings: [
        {
          resource: "b",
          property: "serverSideEncryptionConfiguration",
          message: "`serverSideEncryptionConfiguration`: Use",
        },
      ],
    },
    {
      name: "type and argument at once",
      resources: [resource(BUCKET_V2, "b", { versionings: [{ enabled: true }] }, on7)],
      findings: [{ resource: "b", message: /`aws\.s3\.BucketV2`: Use aws\.s3\.Bucket instead\. `versionings`: Use/ }],
    },
    {
      name: "a field inside a list",
      resources: [
        resource(
          TABLE,
          "t",
          {
            globalSecondaryIndexes: [
              { name: "i", hashKey: "user" },
              { name: "j", hashKey: "day" },
            ],
          },
          on7,
        ),
      ],
      findings: [
        {
          resource: "t",
          property: "globalSecondaryIndexes.hashKey",
          message: "`globalSecondaryIndexes.hashKey`: Use keySchema instead.",
        },
      ],
    },
    {
      name: "one element known, another not",
      resources: [
        resource(
          "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
          "l",
          { bucket: "b", rules: [unknown, { id: "old", status: "Enabled", prefix: "logs/" }] },
          on7,
        ),
      ],
      findings: [{ resource: "l", property: "rules.prefix", message: "Specify a prefix using 'filter' instead." }],
    },
    {
      name: "what provider 6 drops in 7",
      resources: [resource("aws:ec2/eip:Eip", "ip", { vpc: true }, on6)],
      findings: [{ resource: "ip", property: "vpc", message: "`vpc`: Use domain instead." }],
    },
    {
      name: "a version older than 6 is read as 6, a prerelease of 7 as 7",
      resources: [
        resource("aws:ec2/eip:Eip", "ip", { vpc: true }, on("5.43.0")),
        resource(BUCKET_V2, "b", {}, { provider: { name: "default_7_0_0_beta_1", props: {} } }),
      ],
      findings: [
        { resource: "ip", message: "Use domain instead." },
        { resource: "b", message: "Use aws.s3.Bucket instead." },
      ],
    },
    {
      name: "in a component",
      resources: [component("site"), resource(BUCKET_V2, "b", {}, { ...on7, parent: "site" })],
      findings: [{ resource: "b", message: "`aws.s3.BucketV2`" }],
    },
  ],
});
