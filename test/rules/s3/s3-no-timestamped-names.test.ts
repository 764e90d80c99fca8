import { s3NoTimestampedNames } from "../../../policy-pack/rules/s3/s3-no-timestamped-names";
import { component, derived, interpolate, ref, resource, secret, testRule, unknown } from "../../support";

const BUCKET = "aws:s3/bucket:Bucket";
const BUCKET_6 = "aws:s3/bucketV2:BucketV2";
const DIRECTORY_BUCKET = "aws:s3/directoryBucket:DirectoryBucket";
const TABLE_BUCKET = "aws:s3tables/tableBucket:TableBucket";
const VECTOR_BUCKET = "aws:s3/vectorsVectorBucket:VectorsVectorBucket";
const OUTPOSTS_BUCKET = "aws:s3control/bucket:Bucket";
const LIGHTSAIL_BUCKET = "aws:lightsail/bucket:Bucket";

/** A bucket with an explicit name. */
const named = (bucket: unknown, type = BUCKET) => resource(type, "logs", { bucket });

testRule(s3NoTimestampedNames, {
  valid: [
    { name: "a name of words", resources: [named("shop-alb-logs-dev")] },
    { name: "no name: Pulumi's own", resources: [resource(BUCKET, "logs")] },
    { name: "no name, provider 6", resources: [resource(BUCKET_6, "logs")] },
    { name: "no name, and a logical name with an account id", resources: [resource(BUCKET, "logs-123456789012")] },
    {
      name: "an auto-name whose random suffix is all digits",
      resources: [resource(BUCKET, "l", { bucket: "l-1234567" })],
    },
    {
      name: "an auto-name whose suffix would complete a date",
      resources: [resource(BUCKET, "logs-2024-11", { bucket: "logs-2024-11-0300000" })],
    },
    { name: "a 12-digit account id", resources: [named("logs-210987654321")] },
    { name: "an account id that reads as a date and a time", resources: [named("logs-202411031015")] },
    { name: "an account id and a region", resources: [named("logs-210987654321-us-east-1")] },
    { name: "a version number", resources: [named("artifacts-v1-2-3")] },
    { name: "a dotted version number", resources: [named("artifacts-1.2.20")] },
    { name: "a year alone", resources: [named("reports-2024")] },
    { name: "a year and a month", resources: [named("reports-2024-11")] },
    { name: "a number like a port", resources: [named("proxy-8080-cache")] },
    { name: "a ten-digit number that is no time of our days", resources: [named("customer-1234567890")] },
    { name: "eight digits that are no date", resources: [named("project-20241399")] },
    { name: "a hexadecimal suffix with many digits in it", resources: [named("logs-a1b2c31700000000ff")] },
    { name: "a UUID whose first group reads as a date", resources: [named("20241103-e29b-41d4-a716-446655440000")] },
    { name: "a base-36 time, left to names-deterministic", resources: [named("logs-m3h5k9x2")] },
    { name: "a prefix of words", resources: [resource(BUCKET, "logs", { bucketPrefix: "shop-logs-" })] },
    {
      name: "a prefix of words, and a logical name with a time, which then names nothing",
      resources: [resource(BUCKET, "logs-1700000000000", { bucketPrefix: "shop-logs-" })],
    },
    {
      name: "a name of words, and a logical name with a time",
      resources: [resource(BUCKET, "logs-20241103", { bucket: "shop-logs" })],
    },
    { name: "a time in a tag", resources: [resource(BUCKET, "logs", { bucket: "shop", tags: { at: "2024-11-03" } })] },
    { name: "a directory bucket", resources: [named("shop-cache--use1-az4--x-s3", DIRECTORY_BUCKET)] },
    { name: "a table bucket without a name", resources: [resource(TABLE_BUCKET, "tables")] },
    {
      name: "a vector bucket, whose name Pulumi does not make",
      resources: [resource(VECTOR_BUCKET, "vectors-20241103", { vectorBucketName: "shop-vectors" })],
    },
    {
      name: "a vector bucket without a name, which AWS refuses",
      resources: [resource(VECTOR_BUCKET, "vectors-20241103", {})],
    },
    {
      name: "a name with a part nobody knows",
      resources: [named(`logs-${String(unknown)}`)],
      undecided: ["preview", "up", "offline"],
    },
    { name: "a made-up id that would complete a date", resources: [named("logs-2024-11-0facade")] },
    {
      name: "an object with a time in its key",
      resources: [resource("aws:s3/bucketObject:BucketObject", "report", { bucket: "shop", key: "2024-11-03.csv" })],
      outcome: "none",
    },
    {
      name: "a random suffix kept in the stack",
      resources: [
        resource("random:index/randomId:RandomId", "suffix", { byteLength: 4, hex: "9f86d081" }),
        named(interpolate`shop-logs-${ref("suffix", "hex")}`),
      ],
    },
    {
      name: "a name built from an unknown id",
      resources: [resource("aws:ec2/vpc:Vpc", "vpc"), named(interpolate`logs-${ref("vpc")}`)],
      undecided: ["preview"],
    },
    {
      name: "a name nobody knows yet",
      resources: [named(unknown)],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a prefix nobody knows yet",
      resources: [resource(BUCKET, "logs", { bucketPrefix: unknown })],
      undecided: ["preview", "up", "offline"],
    },
  ],
  invalid: [
    {
      name: "an epoch in milliseconds (seed S0-3)",
      resources: [named("shop-alb-logs-1700000000000")],
      findings: [
        {
          resource: "logs",
          property: "bucket",
          message:
            'In the name "shop-alb-logs-1700000000000", `1700000000000` is an epoch in milliseconds (2023-11-14). ' +
            "If the clock put it there, every `pulumi up` replaces the bucket",
          severity: "high",
        },
      ],
    },
    {
      name: "an epoch in seconds, provider 6",
      resources: [named("shop-logs-1700000000", BUCKET_6)],
      findings: [{ resource: "logs", property: "bucket", message: "`1700000000` is an epoch in seconds (2023-11-14)" }],
    },
    {
      name: "an epoch without a separator",
      resources: [named("shoplogs1700000000000")],
      findings: [{ resource: "logs", property: "bucket", message: "`1700000000000` is an epoch" }],
    },
    {
      name: "a prefix with an epoch",
      resources: [resource(BUCKET, "logs", { bucketPrefix: "logs-1700000000000-" })],
      findings: [
        { resource: "logs", property: "bucketPrefix", message: "`1700000000000` is an epoch in milliseconds" },
      ],
    },
    {
      name: "a compact date",
      resources: [named("shop-logs-20241103")],
      findings: [
        {
          resource: "logs",
          property: "bucket",
          message: "`20241103` is a date (2024-11-03). If the clock put it there, every `pulumi up` on another day",
        },
      ],
    },
    {
      name: "a compact date and time",
      resources: [named("shop-logs-20241103101500")],
      findings: [{ resource: "logs", property: "bucket", message: "`20241103101500` is a date and time" }],
    },
    {
      name: "an ISO date that may be a label",
      resources: [named("archive-2024-11-03")],
      findings: [{ resource: "logs", property: "bucket", message: "`2024-11-03` is a date (2024-11-03)" }],
    },
    {
      name: "an ISO date and time, made fit for a bucket's name",
      resources: [named("logs-2024-11-03t10-15-00-482z-dev")],
      findings: [{ resource: "logs", property: "bucket", message: "`2024-11-03t10-15-00-482z` is a date and time" }],
    },
    {
      name: "a time beside an account id",
      resources: [named("logs-210987654321-1700000000000")],
      findings: [{ resource: "logs", property: "bucket", message: "`1700000000000` is an epoch in milliseconds" }],
    },
    {
      name: "a time behind an id",
      resources: [resource("aws:ec2/vpc:Vpc", "vpc"), named(interpolate`logs-${ref("vpc")}-1700000000000`)],
      undecided: ["preview"],
      findings: [{ resource: "logs", property: "bucket", message: "`1700000000000` is an epoch in milliseconds" }],
    },
    {
      name: "a time before an id",
      resources: [resource("aws:ec2/vpc:Vpc", "vpc"), named(interpolate`logs-1700000000000-${ref("vpc")}`)],
      undecided: ["preview"],
      findings: [{ resource: "logs", property: "bucket", message: "`1700000000000` is an epoch in milliseconds" }],
    },
    {
      name: "a time in the logical name, which the auto-name repeats",
      resources: [resource(BUCKET, "logs-1700000000000")],
      findings: [
        {
          resource: "logs-1700000000000",
          property: "bucket",
          message: /no name of its own.*"logs-1700000000000".*`1700000000000` is an epoch in milliseconds/,
        },
      ],
    },
    {
      name: "the same, where the auto-name is not filled in",
      resources: [
        resource(TABLE_BUCKET, "tables-20241103"),
        resource(LIGHTSAIL_BUCKET, "light-20241103", { name: "" }),
      ],
      findings: [
        { resource: "tables-20241103", property: "name", message: '"tables-20241103". There, `20241103` is a date' },
        { resource: "light-20241103", property: "name", message: '"light-20241103". There, `20241103` is a date' },
      ],
    },
    {
      name: "an auto-name without suffix, as the stack's own autonaming pattern makes it",
      resources: [resource(BUCKET, "logs-20241103", { bucket: "logs-20241103" })],
      findings: [{ resource: "logs-20241103", property: "bucket", message: "`20241103` is a date" }],
    },
    {
      name: "a directory bucket with a date",
      resources: [named("shop-20241103--use1-az4--x-s3", DIRECTORY_BUCKET)],
      findings: [{ resource: "logs", property: "bucket", message: "`20241103` is a date" }],
    },
    {
      name: "buckets of other kinds",
      resources: [
        resource(TABLE_BUCKET, "tables", { name: "tables-1700000000" }),
        resource(VECTOR_BUCKET, "vectors", { vectorBucketName: "vectors-1700000000" }),
        resource(OUTPOSTS_BUCKET, "outpost", { bucket: "outpost-1700000000", outpostId: "op-01ac5d28a6a232904" }),
        resource(LIGHTSAIL_BUCKET, "light", { name: "light-1700000000" }),
      ],
      findings: [
        { resource: "tables", property: "name", message: "`1700000000` is an epoch in seconds" },
        { resource: "vectors", property: "vectorBucketName", message: "`1700000000` is an epoch in seconds" },
        { resource: "outpost", property: "bucket", message: "`1700000000` is an epoch in seconds" },
        { resource: "light", property: "name", message: "`1700000000` is an epoch in seconds" },
      ],
    },
    {
      name: "a bucket inside a component",
      resources: [component("site"), resource(BUCKET, "site-logs", { bucket: "site-20241103" }, { parent: "site" })],
      findings: [{ resource: "site-logs", property: "bucket", message: "`20241103` is a date" }],
    },
    {
      name: "a known name that depends on another resource",
      resources: [resource("aws:ec2/vpc:Vpc", "vpc"), named(derived("logs-20241103", "vpc"))],
      findings: [{ resource: "logs", property: "bucket", message: "`20241103` is a date" }],
    },
    {
      // The engine unwraps secrets for policies; where the mark is seen, neither the name nor its part is printed.
      name: "a secret name",
      resources: [named(secret("logs-1700000000000"))],
      needsSecretKeys: true,
      findings: [
        { resource: "logs", property: "bucket", message: /^In the name \(secret\), it holds an epoch in [^0-9]*$/ },
      ],
    },
    {
      name: "a prefix with a time, beside a tag that is still to come",
      resources: [
        resource("aws:iam/role:Role", "owner", { assumeRolePolicy: "{}" }),
        resource(BUCKET, "logs", {
          bucketPrefix: "logs-1700000000000-",
          tags: { owner: ref("owner", "arn") },
        }),
      ],
      findings: [
        { resource: "logs", property: "bucketPrefix", message: "`1700000000000` is an epoch in milliseconds" },
      ],
    },
  ],
});
