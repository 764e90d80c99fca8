import { albLogBucketNoKms } from "../../../policy-pack/rules/elb/alb-log-bucket-no-kms";
import { component, derived, interpolate, ref, resource, secret, testRule, unknown } from "../../support";

const LB = "aws:lb/loadBalancer:LoadBalancer";
const ALB = "aws:alb/loadBalancer:LoadBalancer";
const CLASSIC = "aws:elb/loadBalancer:LoadBalancer";
const BUCKET = "aws:s3/bucket:Bucket";
const BUCKET_V2 = "aws:s3/bucketV2:BucketV2";
const ENCRYPTION = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
const ENCRYPTION_V2 = "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2";
const POLICY = "aws:s3/bucketPolicy:BucketPolicy";
const ALGORITHM = "rules[0].applyServerSideEncryptionByDefault.sseAlgorithm";
const INLINE = "serverSideEncryptionConfiguration.rule.applyServerSideEncryptionByDefault.sseAlgorithm";

const key = resource("aws:kms/key:Key", "key", { enableKeyRotation: true });
const logs = resource(BUCKET, "logs", {});
const rules = (sseAlgorithm: unknown, more = {}) => [
  { applyServerSideEncryptionByDefault: { sseAlgorithm, ...more }, bucketKeyEnabled: true },
];
const encryption = (sseAlgorithm: unknown, bucket: unknown = ref("logs"), name = "encryption") =>
  resource(ENCRYPTION, name, { bucket, rules: rules(sseAlgorithm) });
const kms = resource(ENCRYPTION, "encryption", {
  bucket: ref("logs"),
  rules: rules("aws:kms", { kmsMasterKeyId: ref("key", "arn") }),
});
const inline = (sseAlgorithm: unknown) => ({
  serverSideEncryptionConfiguration: { rule: { applyServerSideEncryptionByDefault: { sseAlgorithm } } },
});
/** A load balancer that delivers access logs. */
const web = (bucket: unknown, more: Record<string, unknown> = {}, type = LB) =>
  resource(type, "web", { subnets: ["subnet-1", "subnet-2"], accessLogs: { bucket, enabled: true }, ...more });

const US = { name: "us", props: { region: "us-east-1" } };
const CN = { name: "cn", props: { region: "cn-north-1" } };

testRule(albLogBucketNoKms, {
  invalid: [
    {
      name: "the seed's: a separate configuration with a customer key",
      resources: [key, logs, kms, web(ref("logs"))],
      findings: [
        {
          resource: "encryption",
          property: ALGORITHM,
          message:
            'Bucket "logs" is encrypted with KMS ("aws:kms") and takes the logs of load balancer "web" (`accessLogs.bucket`)',
          severity: "critical",
        },
      ],
    },
    {
      name: "dual-layer encryption, the bucket by its name output",
      resources: [logs, encryption("aws:kms:dsse"), web(ref("logs", "bucket"), { loadBalancerType: "application" })],
      findings: [{ resource: "encryption", property: ALGORITHM, message: '"aws:kms:dsse"' }],
    },
    {
      name: "inline on the bucket",
      resources: [resource(BUCKET, "logs", inline("aws:kms")), web(ref("logs"), {}, ALB)],
      findings: [{ resource: "logs", property: INLINE, message: 'Bucket "logs" is encrypted with KMS' }],
    },
    {
      name: "inline on a BucketV2 of provider 6, where every block is a list",
      resources: [
        resource(BUCKET_V2, "logs", {
          serverSideEncryptionConfigurations: [
            { rules: [{ applyServerSideEncryptionByDefaults: [{ sseAlgorithm: "aws:kms" }] }] },
          ],
        }),
        web(ref("logs")),
      ],
      findings: [
        {
          resource: "logs",
          property:
            "serverSideEncryptionConfigurations[0].rules[0].applyServerSideEncryptionByDefaults[0].sseAlgorithm",
          message: "aws:kms",
        },
      ],
    },
    {
      name: "the V2 spellings of provider 6",
      resources: [
        resource(BUCKET_V2, "logs", {}),
        resource(ENCRYPTION_V2, "encryption", { bucket: ref("logs", "bucket"), rules: rules("aws:kms") }),
        web(ref("logs"), {}, ALB),
      ],
      findings: [{ resource: "encryption", property: ALGORITHM, message: "aws:kms" }],
    },
    {
      name: "spellings of load balancers that only old providers had",
      resources: [
        logs,
        encryption("aws:kms"),
        web(ref("logs"), {}, "aws:applicationloadbalancing/loadBalancer:LoadBalancer"),
      ],
      findings: [{ resource: "encryption", message: '"web"' }],
    },
    {
      name: "a Classic Load Balancer, whose logs are on without `enabled`",
      resources: [
        logs,
        encryption("aws:kms"),
        resource(CLASSIC, "classic", { accessLogs: { bucket: ref("logs"), interval: 5 } }),
      ],
      findings: [{ resource: "encryption", message: '"classic" (`accessLogs.bucket`)' }],
    },
    {
      name: "connection logs",
      resources: [
        logs,
        encryption("aws:kms"),
        resource(LB, "web", { connectionLogs: { bucket: ref("logs"), enabled: true } }),
      ],
      findings: [{ resource: "encryption", message: "`connectionLogs.bucket`" }],
    },
    {
      name: "health check logs, beside access logs that are off",
      resources: [
        logs,
        encryption("aws:kms"),
        resource(LB, "web", {
          accessLogs: { bucket: ref("logs"), enabled: false },
          healthCheckLogs: { bucket: ref("logs"), enabled: "true" },
        }),
      ],
      findings: [{ resource: "encryption", message: 'load balancer "web" (`healthCheckLogs.bucket`).' }],
    },
    {
      name: "three kinds of log and two load balancers in one bucket: one finding",
      resources: [
        logs,
        encryption("aws:kms"),
        resource(LB, "api", { accessLogs: { bucket: ref("logs"), enabled: true } }),
        web(ref("logs", "bucket"), { connectionLogs: { bucket: ref("logs"), enabled: true } }),
      ],
      findings: [
        {
          resource: "encryption",
          message: '"api" (`accessLogs.bucket`) and "web" (`accessLogs.bucket`, `connectionLogs.bucket`)',
        },
      ],
    },
    {
      name: "two wrong buckets of one load balancer: two findings",
      resources: [
        logs,
        encryption("aws:kms"),
        resource(BUCKET, "connections", inline("aws:kms")),
        web(ref("logs"), { connectionLogs: { bucket: ref("connections"), enabled: true } }),
      ],
      findings: [
        { resource: "encryption", property: ALGORITHM, message: "`accessLogs.bucket`" },
        { resource: "connections", property: INLINE, message: "`connectionLogs.bucket`" },
      ],
    },
    {
      name: "everything by literal name",
      resources: [
        resource(BUCKET, "logs", { bucket: "acme-alb-logs" }),
        encryption("aws:kms", "acme-alb-logs"),
        web("acme-alb-logs"),
      ],
      findings: [{ resource: "encryption", message: 'Bucket "logs"' }],
    },
    {
      name: "the bucket by way of its policy, which orders the load balancer after it",
      resources: [
        logs,
        resource(POLICY, "policy", { bucket: ref("logs"), policy: "{}" }),
        encryption("aws:kms"),
        web(ref("policy", "bucket")),
      ],
      findings: [{ resource: "encryption", message: 'Bucket "logs"' }],
    },
    {
      name: "a name that is known, in an `apply` over the policy",
      resources: [
        resource(BUCKET, "logs", { bucket: "acme-alb-logs" }),
        resource(POLICY, "policy", { bucket: ref("logs"), policy: "{}" }),
        encryption("aws:kms"),
        web(derived("acme-alb-logs", "policy")),
      ],
      findings: [{ resource: "encryption", message: 'Bucket "logs"' }],
    },
    {
      name: "a name from an output, and secret",
      resources: [
        resource("random:index/randomId:RandomId", "suffix", { byteLength: 4 }),
        resource(BUCKET, "logs", { bucket: interpolate`logs-${ref("suffix", "hex")}` }),
        encryption("aws:kms", secret(ref("logs"))),
        web(secret(ref("logs", "bucket"))),
      ],
      findings: [{ resource: "encryption", message: /^Bucket "logs" is encrypted with KMS/ }],
    },
    {
      name: "in components, each with its own bucket of the same inner structure",
      resources: [
        component("edge"),
        component("storage"),
        resource(BUCKET, "logs", {}, { parent: "storage" }),
        resource(
          ENCRYPTION,
          "encryption",
          { bucket: ref("logs"), rules: rules("aws:kms") },
          { parent: "logs", dependsOn: ["storage"] },
        ),
        resource(LB, "web", { accessLogs: { bucket: ref("logs"), enabled: true } }, { parent: "edge" }),
      ],
      findings: [{ resource: "encryption", message: '"web"' }],
    },
    {
      name: "one of two buckets, and both use KMS",
      resources: [
        logs,
        encryption("aws:kms"),
        resource(BUCKET, "spare", inline("aws:kms")),
        web(interpolate`${ref("logs")}${ref("spare")}`),
      ],
      // Once the names are known, the text is neither bucket's.
      modes: ["preview"],
      findings: [
        { resource: "encryption", message: 'Bucket "logs" is encrypted with KMS ("aws:kms") and is one of those' },
        { resource: "spare", message: 'Bucket "spare"' },
      ],
    },
    {
      name: "two buckets of one name in two partitions: the one where the load balancer is",
      resources: [
        resource(BUCKET, "chinese", { bucket: "acme-logs" }, { provider: CN }),
        resource(BUCKET, "logs", { bucket: "acme-logs", ...inline("aws:kms") }, { provider: US }),
        resource(LB, "web", { accessLogs: { bucket: "acme-logs", enabled: true } }, { provider: US }),
      ],
      findings: [{ resource: "logs", message: "aws:kms" }],
    },
    {
      name: "a Network Load Balancer shares the bucket with an application one",
      resources: [
        logs,
        encryption("aws:kms"),
        web(ref("logs")),
        resource(LB, "tcp", { loadBalancerType: "network", accessLogs: { bucket: ref("logs"), enabled: true } }),
      ],
      findings: [{ resource: "encryption", message: 'load balancer "web" (`accessLogs.bucket`).' }],
    },
  ],

  valid: [
    {
      name: "a bucket that says nothing about encryption",
      resources: [key, logs, web(ref("logs"))],
    },
    {
      name: "SSE-S3 in a separate configuration",
      resources: [logs, encryption("AES256"), web(ref("logs"))],
    },
    {
      name: "SSE-S3 inline",
      resources: [resource(BUCKET, "logs", inline("AES256")), web(ref("logs"))],
    },
    {
      name: "SSE-S3 in the V2 spellings",
      resources: [
        resource(BUCKET_V2, "logs", {}),
        resource(ENCRYPTION_V2, "encryption", { bucket: ref("logs"), rules: rules("AES256") }),
        web(ref("logs")),
      ],
    },
    {
      name: "a separate SSE-S3 configuration overrides inline KMS",
      resources: [resource(BUCKET, "logs", inline("aws:kms")), encryption("AES256"), web(ref("logs"))],
    },
    {
      name: "a Network Load Balancer",
      resources: [logs, encryption("aws:kms"), web(ref("logs"), { loadBalancerType: "network" })],
      outcome: "notApplicable",
    },
    {
      name: "a Gateway Load Balancer",
      resources: [logs, encryption("aws:kms"), web(ref("logs"), { loadBalancerType: "gateway" })],
      outcome: "notApplicable",
    },
    {
      name: "access logs switched off",
      resources: [
        logs,
        encryption("aws:kms"),
        resource(LB, "web", { accessLogs: { bucket: ref("logs"), enabled: false } }),
      ],
      outcome: "notApplicable",
    },
    {
      name: "access logs that nobody switched on: off by default, except for a Classic Load Balancer",
      resources: [logs, encryption("aws:kms"), resource(LB, "web", { accessLogs: { bucket: ref("logs") } })],
      outcome: "notApplicable",
    },
    {
      name: "a Classic Load Balancer with logs off",
      resources: [
        logs,
        encryption("aws:kms"),
        resource(CLASSIC, "classic", { accessLogs: { bucket: ref("logs"), enabled: "false" } }),
      ],
      outcome: "notApplicable",
    },
    {
      name: "a Classic Load Balancer has no connection logs",
      resources: [
        logs,
        encryption("aws:kms"),
        resource(CLASSIC, "classic", { connectionLogs: { enabled: true }, accessLogs: {} }),
      ],
      outcome: "notApplicable",
    },
    {
      name: "no logs at all",
      resources: [logs, encryption("aws:kms"), resource(LB, "web", { internal: true })],
      outcome: "notApplicable",
    },
    {
      name: "KMS on another bucket of the stack",
      resources: [
        logs,
        resource(BUCKET, "data", {}),
        resource(ENCRYPTION, "encryption", { bucket: ref("data"), rules: rules("aws:kms") }),
        web(ref("logs")),
      ],
    },
    {
      name: "KMS on a bucket whose name only begins like the log bucket's",
      resources: [
        resource(BUCKET, "logs", { bucket: "acme-logs" }),
        resource(BUCKET, "archive", { bucket: "acme-logs-archive", ...inline("aws:kms") }),
        web("acme-logs"),
      ],
    },
    {
      name: "a bucket outside the stack, by name",
      resources: [logs, encryption("aws:kms"), web("central-alb-logs")],
      outcome: "notApplicable",
    },
    {
      name: "a prefix made from another bucket's name",
      resources: [
        resource(BUCKET, "data", { bucket: "acme-data", ...inline("aws:kms") }),
        resource(LB, "web", {
          accessLogs: { bucket: "central-alb-logs", enabled: true, prefix: derived("acme-data", "data") },
        }),
      ],
      outcome: "notApplicable",
    },
    {
      name: "a replication target named after the log bucket",
      resources: [
        resource(BUCKET, "logs", { bucket: "acme-logs", ...inline("aws:kms") }),
        web(derived("acme-logs-copy", "logs")),
      ],
      outcome: "notApplicable",
    },
    {
      name: "a bucket nobody knows",
      resources: [logs, encryption("aws:kms"), web(unknown)],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "an algorithm nobody knows",
      resources: [logs, encryption(unknown), web(ref("logs"))],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "an inline algorithm nobody knows",
      resources: [resource(BUCKET, "logs", inline(unknown)), web(ref("logs"))],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "rules nobody knows",
      resources: [logs, resource(ENCRYPTION, "encryption", { bucket: ref("logs"), rules: unknown }), web(ref("logs"))],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "whether logs are on, nobody knows",
      resources: [
        logs,
        encryption("aws:kms"),
        resource(LB, "web", { accessLogs: { bucket: ref("logs"), enabled: unknown } }),
      ],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "log settings nobody knows",
      resources: [logs, encryption("aws:kms"), resource(LB, "web", { accessLogs: unknown })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a type of load balancer nobody knows",
      resources: [logs, encryption("aws:kms"), web(ref("logs"), { loadBalancerType: unknown })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "KMS for a bucket nobody knows: it may be the log bucket",
      resources: [logs, encryption("aws:kms", unknown), web(ref("logs"))],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "one of two buckets, and only one uses KMS",
      resources: [
        logs,
        encryption("aws:kms"),
        resource(BUCKET, "spare", inline("AES256")),
        web(interpolate`${ref("logs")}${ref("spare")}`),
      ],
      modes: ["preview"],
      undecided: ["preview"],
    },
    {
      name: "a name made from that of a bucket with KMS, while that is made up",
      resources: [logs, encryption("aws:kms"), web(interpolate`${ref("logs")}-copy`)],
      modes: ["offline"],
      undecided: ["offline"],
    },
    {
      name: "two configurations of one bucket that contradict each other",
      resources: [logs, encryption("aws:kms"), encryption("AES256", ref("logs"), "second"), web(ref("logs"))],
      undecided: ["preview", "up", "offline"],
    },
  ],
});
