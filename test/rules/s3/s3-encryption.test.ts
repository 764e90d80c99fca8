import { s3Encryption } from "../../../policy-pack/rules/s3/s3-encryption";
import { ref, resource, testRule, unknown } from "../../support";

const BUCKET = "aws:s3/bucket:Bucket";
const BUCKET_V2 = "aws:s3/bucketV2:BucketV2";
const ENCRYPTION = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
const ENCRYPTION_V2 = "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2";

const data = resource(BUCKET, "data", { forceDestroy: false });
const rules = (sseAlgorithm: unknown) => [{ applyServerSideEncryptionByDefault: { sseAlgorithm } }];
const encryption = (sseAlgorithm: unknown, bucket: unknown = ref("data"), type = ENCRYPTION) =>
  resource(type, "encryption", { bucket, rules: rules(sseAlgorithm) });
const trail = resource("aws:cloudtrail/trail:Trail", "trail", { s3BucketName: ref("data") });
const balancer = resource("aws:lb/loadBalancer:LoadBalancer", "web", {
  accessLogs: { bucket: ref("data"), enabled: true },
});
const KMS = { requireKms: "data" };
const DEFAULT = {
  resource: "data",
  property: "",
  message: "leaves its encryption to S3's default",
  severity: "low" as const,
};
const AT = "rules[0].applyServerSideEncryptionByDefault.sseAlgorithm";

testRule(s3Encryption, {
  judgedByCompanions: [BUCKET, BUCKET_V2],
  invalid: [
    { name: "nothing about encryption", resources: [data], findings: [DEFAULT] },
    { name: "a BucketV2", resources: [resource(BUCKET_V2, "data", { forceDestroy: false })], findings: [DEFAULT] },
    {
      name: "another bucket's configuration",
      resources: [data, resource(BUCKET, "other", { forceDestroy: false }), encryption("aws:kms", ref("other"))],
      findings: [DEFAULT],
    },
    {
      name: "a log bucket that also holds the program's files",
      resources: [data, trail, resource("aws:s3/bucketObject:BucketObject", "file", { bucket: ref("data") })],
      findings: [DEFAULT],
    },
    {
      name: "SSE-S3 where the settings ask for KMS",
      resources: [data, encryption("AES256")],
      settings: KMS,
      findings: [
        { resource: "encryption", property: AT, message: '"AES256", which is no KMS key', severity: "medium" },
      ],
    },
    {
      name: "nothing where the settings ask for KMS",
      resources: [data],
      settings: KMS,
      findings: [{ resource: "data", property: "", message: "S3's own keys; this pack is configured" }],
    },
    {
      name: "SSE-S3 inline where the settings ask for KMS",
      resources: [resource(BUCKET, "data", { serverSideEncryptionConfiguration: { rule: rules("AES256")[0] } })],
      settings: KMS,
      findings: [
        {
          resource: "data",
          property: "serverSideEncryptionConfiguration.rule.applyServerSideEncryptionByDefault.sseAlgorithm",
          message: "AES256",
        },
      ],
    },
    {
      name: "a log bucket where the settings ask for KMS everywhere",
      resources: [data, trail, encryption("AES256")],
      settings: { requireKms: "all" },
      findings: [{ resource: "encryption", message: "AES256" }],
    },
  ],
  valid: [
    { name: "SSE-S3, said", resources: [data, encryption("AES256")] },
    { name: "KMS, in the V2 spelling", resources: [data, encryption("aws:kms", ref("data", "bucket"), ENCRYPTION_V2)] },
    { name: "KMS in two layers, as the settings ask", resources: [data, encryption("aws:kms:dsse")], settings: KMS },
    {
      name: "inline",
      resources: [resource(BUCKET, "data", { serverSideEncryptionConfiguration: { rule: rules("AES256")[0] } })],
    },
    {
      name: "inline in lists",
      resources: [
        resource(BUCKET_V2, "data", {
          serverSideEncryptionConfigurations: [
            { rules: [{ applyServerSideEncryptionByDefaults: [{ sseAlgorithm: "AES256" }] }] },
          ],
        }),
      ],
    },
    { name: "a configuration nobody knows yet, which is one all the same", resources: [data, encryption(unknown)] },
    { name: "a pure log bucket", resources: [data, trail], outcome: "notApplicable" },
    {
      name: "a log bucket where the settings ask for KMS for data",
      resources: [data, trail, encryption("AES256")],
      settings: KMS,
    },
    {
      name: "a load balancer's log bucket, whatever the settings ask",
      resources: [data, balancer, encryption("AES256")],
      settings: { requireKms: "all" },
    },
    {
      name: "an algorithm nobody knows yet, where the settings ask for KMS",
      resources: [data, encryption(unknown)],
      settings: KMS,
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "the configuration of a bucket nobody knows yet",
      resources: [data, encryption("AES256", unknown)],
      undecided: ["preview", "up", "offline"],
    },
  ],
});
