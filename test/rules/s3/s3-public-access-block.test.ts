import { s3PublicAccessBlock } from "../../../policy-pack/rules/s3/s3-public-access-block";
import { component, interpolate, ref, resource, secret, testRule, unknown } from "../../support";

const BUCKET = "aws:s3/bucket:Bucket";
const BUCKET_V2 = "aws:s3/bucketV2:BucketV2";
const BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
const ACCOUNT = "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock";

const ALL = { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true };
const data = resource(BUCKET, "data");
const block = (switches: Readonly<Record<string, unknown>> = ALL, bucket: unknown = ref("data")) =>
  resource(BLOCK, "block", { bucket, ...switches });
const EU = { name: "eu", props: { region: "eu-west-1" } };

testRule(s3PublicAccessBlock, {
  judgedByCompanions: [BUCKET, BUCKET_V2],
  invalid: [
    {
      name: "a bucket without a block, as in the seeds",
      resources: [data],
      findings: [{ resource: "data", property: "", message: 'public access to bucket "data"', severity: "medium" }],
    },
    {
      name: "a BucketV2 without a block",
      resources: [resource(BUCKET_V2, "data", { bucket: "acme-data" })],
      findings: [{ resource: "data", message: "Nothing in the stack blocks public access" }],
    },
    {
      name: "a bucket whose name is not known before a random suffix is",
      resources: [
        resource("random:index/randomId:RandomId", "suffix", { byteLength: 4 }),
        resource(BUCKET, "data", { bucket: interpolate`acme-${ref("suffix", "hex")}` }),
      ],
      findings: [{ resource: "data", property: "", message: "Nothing in the stack" }],
    },
    {
      name: "a block on the bucket beside it",
      resources: [data, resource(BUCKET, "other"), block(ALL, ref("other"))],
      findings: [{ resource: "data", property: "", message: "Nothing in the stack" }],
    },
    {
      name: "one switch off",
      resources: [data, block({ ...ALL, blockPublicPolicy: false })],
      findings: [
        {
          resource: "block",
          property: "blockPublicPolicy",
          message: /^`blockPublicPolicy` is off: a public bucket policy can be set\.$/,
          severity: "high",
        },
      ],
    },
    {
      name: "all switches off, as for a public site",
      resources: [data, block(Object.fromEntries(Object.keys(ALL).map((name) => [name, false])))],
      findings: [{ resource: "block", property: "blockPublicAcls", message: "`restrictPublicBuckets` is off" }],
    },
    {
      name: "a switch left out, which the provider takes for false",
      resources: [data, block({ blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: "true" })],
      findings: [{ resource: "block", property: "restrictPublicBuckets", message: "left out, and so off" }],
    },
    {
      name: "a block of a bucket outside the stack",
      resources: [block({ ...ALL, ignorePublicAcls: false }, "elsewhere")],
      findings: [{ resource: "block", property: "ignorePublicAcls", message: "public ACLs that exist take effect" }],
    },
    {
      name: "an account block with a switch off does not help",
      resources: [data, resource(ACCOUNT, "account", { ...ALL, restrictPublicBuckets: false })],
      findings: [
        { resource: "account", property: "restrictPublicBuckets", message: "lets everyone in" },
        { resource: "data", property: "", message: "Nothing in the stack" },
      ],
    },
    {
      name: "two buckets of a component, one of them open",
      resources: [
        component("site"),
        resource(BUCKET, "site-open", {}, { parent: "site" }),
        resource(BUCKET, "site-closed", {}, { parent: "site" }),
        resource(BLOCK, "site-block", { bucket: ref("site-closed", "bucket"), ...ALL }, { parent: "site" }),
      ],
      findings: [{ resource: "site-open", message: "Nothing in the stack" }],
    },
  ],
  valid: [
    { name: "all four switches", resources: [data, block()] },
    { name: "the bucket by its name", resources: [data, block(ALL, ref("data", "bucket"))] },
    {
      name: "the bucket by a literal name",
      resources: [resource(BUCKET_V2, "data", { bucket: "acme-data" }), block(ALL, "acme-data")],
    },
    {
      name: "switches as texts and secrets",
      resources: [data, block({ ...ALL, blockPublicAcls: "true", ignorePublicAcls: secret(true) })],
    },
    {
      name: "a block for the whole account",
      resources: [data, resource(ACCOUNT, "account", ALL)],
    },
    {
      name: "a stricter block for the whole account over a looser one",
      resources: [data, block({ ...ALL, blockPublicPolicy: false }), resource(ACCOUNT, "account", ALL)],
    },
    {
      name: "a block for the account, made in another region",
      resources: [data, resource(ACCOUNT, "account", ALL, { provider: EU })],
    },
    {
      name: "a block for the account of other credentials, perhaps another account",
      resources: [data, resource(ACCOUNT, "account", ALL, { provider: { name: "ops", props: { profile: "ops" } } })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a directory bucket, which has no public access",
      resources: [resource("aws:s3/directoryBucket:DirectoryBucket", "fast", { bucket: "fast--use1-az4--x-s3" })],
      outcome: "none",
    },
    {
      name: "a switch nobody knows yet",
      resources: [data, block({ ...ALL, blockPublicAcls: unknown })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a block of a bucket nobody knows yet",
      resources: [data, block(ALL, unknown)],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a block of one of two buckets, until the name is known",
      resources: [
        data,
        resource(BUCKET, "other"),
        block(ALL, interpolate`${ref("data")}${ref("other")}`),
        resource(BLOCK, "second", { bucket: ref("other"), ...ALL }),
      ],
      modes: ["preview"],
      undecided: ["preview"],
    },
  ],
  remediates: [
    {
      name: "switches that are off",
      resource: block({ ...ALL, blockPublicAcls: false, ignorePublicAcls: "false" }, "data"),
      becomes: ALL,
    },
    { name: "switches that are left out", resource: block({}, unknown), becomes: ALL },
    {
      name: "a switch nobody knows yet, beside one that is off",
      resource: block({ ...ALL, blockPublicAcls: unknown, blockPublicPolicy: false }, "data"),
      becomes: { blockPublicPolicy: true },
    },
    { name: "all on", resource: block(ALL, "data"), becomes: {} },
    { name: "a bucket, which takes no switches", resource: data, becomes: {} },
    {
      name: "a block for the whole account",
      resource: resource(ACCOUNT, "account", { ...ALL, blockPublicAcls: false }),
      becomes: {},
    },
  ],
  remediated: [
    "one switch off",
    "all switches off, as for a public site",
    "a switch left out, which the provider takes for false",
    "a block of a bucket outside the stack",
  ],
});
