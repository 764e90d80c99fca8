import { s3SingleOwnerSettings } from "../../../policy-pack/rules/s3/s3-single-owner-settings";
import { interpolate, json, ref, resource, testRule, unknown } from "../../support";

const BUCKET = "aws:s3/bucket:Bucket";
const BUCKET_V2 = "aws:s3/bucketV2:BucketV2";
const POLICY = "aws:s3/bucketPolicy:BucketPolicy";
const NOTIFICATION = "aws:s3/bucketNotification:BucketNotification";
const LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
const LIFECYCLE_V2 = "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2";
const BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
const INVENTORY = "aws:s3/inventory:Inventory";

// Lists `forceDestroy`, so that the stack has a property without dependencies, as every program has.
const data = resource(BUCKET, "data", { forceDestroy: false });
const policy = (name: string, bucket: unknown = ref("data")) =>
  resource(POLICY, name, { bucket, policy: json({ Statement: [{ Resource: interpolate`${ref("data", "arn")}/*` }] }) });

testRule(s3SingleOwnerSettings, {
  judgedByCompanions: [BUCKET, BUCKET_V2],
  invalid: [
    {
      name: "two policies, one for TLS and one for the log delivery",
      resources: [data, policy("tls"), policy("delivery")],
      findings: [
        {
          resource: "delivery",
          property: "",
          message: 'Both "delivery" and "tls" write the whole policy of bucket "data"',
          severity: "high",
        },
      ],
    },
    {
      name: "three notifications are one finding",
      resources: [data, ...["a", "b", "c"].map((name) => resource(NOTIFICATION, name, { bucket: ref("data") }))],
      findings: [{ resource: "a", message: '"a" and "b" and "c" write the whole notifications' }],
    },
    {
      name: "the same setting in two spellings",
      resources: [
        data,
        resource(LIFECYCLE, "expiry", { bucket: ref("data"), rules: [] }),
        resource(LIFECYCLE_V2, "tiers", { bucket: ref("data", "bucket"), rules: [] }),
      ],
      findings: [{ resource: "expiry", message: "whole lifecycle rules" }],
    },
    {
      name: "one by the bucket's literal name",
      resources: [
        resource(BUCKET, "data", { bucket: "acme-data" }),
        resource(BLOCK, "first", { bucket: ref("data"), blockPublicAcls: true }),
        resource(BLOCK, "second", { bucket: "acme-data", blockPublicAcls: false }),
      ],
      findings: [{ resource: "first", message: "whole public access block" }],
    },
    {
      name: "inline and separate",
      resources: [resource(BUCKET, "data", { policy: json({ Statement: [] }) }), policy("tls")],
      findings: [{ resource: "data", property: "policy", message: 'Both `policy` of bucket "data" and "tls"' }],
    },
    {
      name: "inline versioning of a BucketV2 beside a separate one",
      resources: [
        resource(BUCKET_V2, "data", { versionings: [{ enabled: true }] }),
        resource("aws:s3/bucketVersioningV2:BucketVersioningV2", "versioning", {
          bucket: ref("data"),
          versioningConfiguration: { status: "Enabled" },
        }),
      ],
      findings: [{ resource: "data", property: "versionings", message: "whole versioning" }],
    },
  ],
  valid: [
    { name: "one of each", resources: [data, policy("tls"), resource(NOTIFICATION, "n", { bucket: ref("data") })] },
    {
      name: "two buckets with a policy each",
      resources: [
        data,
        resource(BUCKET, "other", { forceDestroy: false }),
        policy("tls"),
        policy("more", ref("other")),
      ],
    },
    {
      name: "settings with an id of their own",
      resources: [
        data,
        ...["daily", "weekly"].map((name) => resource(INVENTORY, name, { bucket: ref("data"), name, destination: {} })),
      ],
    },
    {
      name: "a second policy of a bucket nobody knows yet",
      resources: [data, policy("tls"), resource(POLICY, "elsewhere", { bucket: unknown, policy: "{}" })],
    },
    {
      name: "inline arguments alone",
      resources: [resource(BUCKET, "data", { policy: json({ Statement: [] }), versioning: { enabled: true } })],
    },
    {
      name: "ACL and ownership controls are two settings",
      resources: [
        data,
        resource("aws:s3/bucketAcl:BucketAcl", "acl", { bucket: ref("data"), acl: "private" }),
        resource("aws:s3/bucketOwnershipControls:BucketOwnershipControls", "controls", {
          bucket: ref("data"),
          rule: { objectOwnership: "ObjectWriter" },
        }),
      ],
    },
  ],
});
