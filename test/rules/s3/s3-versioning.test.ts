import { s3Versioning } from "../../../policy-pack/rules/s3/s3-versioning";
import { interpolate, json, ref, resource, testRule, unknown } from "../../support";

const BUCKET = "aws:s3/bucket:Bucket";
const BUCKET_V2 = "aws:s3/bucketV2:BucketV2";
const VERSIONING = "aws:s3/bucketVersioning:BucketVersioning";
const VERSIONING_V2 = "aws:s3/bucketVersioningV2:BucketVersioningV2";
const POLICY = "aws:s3/bucketPolicy:BucketPolicy";

// Lists `forceDestroy`, so that the stack has a property without dependencies, as every program has.
const data = resource(BUCKET, "data", { forceDestroy: false });
const versioning = (status: unknown, bucket: unknown = ref("data"), type = VERSIONING) =>
  resource(type, "versioning", { bucket, versioningConfiguration: { status } });
const trail = resource("aws:cloudtrail/trail:Trail", "trail", { s3BucketName: ref("data") });
const GONE = "cannot be brought back";

testRule(s3Versioning, {
  judgedByCompanions: [BUCKET, BUCKET_V2],
  invalid: [
    {
      name: "nothing about versions",
      resources: [data],
      findings: [{ resource: "data", property: "", message: GONE, severity: "medium" }],
    },
    {
      name: "a BucketV2",
      resources: [resource(BUCKET_V2, "data", { forceDestroy: false })],
      findings: [{ resource: "data", property: "", message: GONE }],
    },
    {
      name: "suspended",
      resources: [data, versioning("Suspended")],
      findings: [
        {
          resource: "versioning",
          property: "versioningConfiguration.status",
          message: 'With "Suspended" bucket "data"',
        },
      ],
    },
    {
      name: "disabled, in the V2 spelling",
      resources: [data, versioning("Disabled", ref("data", "bucket"), VERSIONING_V2)],
      findings: [{ resource: "versioning", message: '"Disabled"' }],
    },
    {
      name: "off inline",
      resources: [resource(BUCKET, "data", { versioning: { enabled: false } })],
      findings: [{ resource: "data", property: "versioning.enabled", message: "With false bucket" }],
    },
    {
      name: "off inline in a list",
      resources: [resource(BUCKET_V2, "data", { versionings: [{ enabled: false }] })],
      findings: [{ resource: "data", property: "versionings[0].enabled", message: GONE }],
    },
    {
      name: "another bucket is versioned",
      resources: [data, resource(BUCKET, "other", { forceDestroy: false }), versioning("Enabled", ref("other"))],
      findings: [{ resource: "data", property: "", message: GONE }],
    },
    {
      name: "logs and the program's own files in one bucket",
      resources: [
        data,
        trail,
        resource("aws:s3/bucketObjectv2:BucketObjectv2", "file", { bucket: ref("data"), key: "a" }),
      ],
      findings: [{ resource: "data", property: "", message: GONE }],
    },
    {
      name: "a bucket that only logs into itself",
      resources: [
        data,
        resource("aws:s3/bucketLogging:BucketLogging", "logging", {
          bucket: ref("data"),
          targetBucket: ref("data"),
          targetPrefix: "log/",
        }),
      ],
      findings: [{ resource: "data", property: "", message: GONE }],
    },
  ],
  valid: [
    { name: "enabled", resources: [data, versioning("Enabled")] },
    {
      name: "enabled, in the V2 spelling",
      resources: [data, versioning("Enabled", ref("data", "bucket"), VERSIONING_V2)],
    },
    { name: "enabled inline", resources: [resource(BUCKET, "data", { versioning: { enabled: true } })] },
    {
      name: "enabled inline in a list",
      resources: [resource(BUCKET_V2, "data", { versionings: [{ enabled: true }] })],
    },
    {
      name: "a separate resource over the inline argument",
      resources: [resource(BUCKET, "data", { versioning: { enabled: false } }), versioning("Enabled")],
    },
    {
      name: "Object Lock, which switches versions on",
      resources: [resource(BUCKET, "data", { objectLockEnabled: true })],
    },
    { name: "a pure log bucket", resources: [data, trail], outcome: "notApplicable" },
    {
      name: "a log bucket for services of other stacks, by its policy",
      resources: [
        data,
        resource(POLICY, "policy", {
          bucket: ref("data"),
          policy: json({
            Statement: [
              {
                Effect: "Allow",
                Principal: { Service: "delivery.logs.amazonaws.com" },
                Action: "s3:PutObject",
                Resource: interpolate`${ref("data", "arn")}/*`,
              },
            ],
          }),
        }),
      ],
      undecided: ["preview"],
      outcome: "notApplicable",
    },
    {
      name: "a status nobody knows yet",
      resources: [data, versioning(unknown)],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "the versions of a bucket nobody knows yet",
      resources: [data, versioning("Enabled", unknown)],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "Object Lock, perhaps",
      resources: [resource(BUCKET, "data", { objectLockEnabled: unknown })],
      undecided: ["preview", "up", "offline"],
    },
  ],
});
