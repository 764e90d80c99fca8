import { namesNoTimestamps } from "../../../policy-pack/rules/program/names-no-timestamps";
import { component, interpolate, ref, resource, secret, testRule, unknown } from "../../support";

const ROLE = "aws:iam/role:Role";
const QUEUE = "aws:sqs/queue:Queue";
const DATABASE = "aws:rds/instance:Instance";
const CLUSTER = "aws:rds/cluster:Cluster";
const API = "aws:apigateway/restApi:RestApi";

testRule(namesNoTimestamps, {
  valid: [
    { name: "a name of words", resources: [resource(QUEUE, "q", { name: "shop-orders-dev" })] },
    { name: "no name: Pulumi's own", resources: [resource(QUEUE, "orders")] },
    { name: "a name with an account id", resources: [resource(ROLE, "r", { name: "deploy-210987654321" })] },
    {
      name: "an account id that reads as a date and a time",
      resources: [resource(ROLE, "r", { name: "d-202411031015" })],
    },
    { name: "a version number", resources: [resource(API, "a", { name: "shop-v1-2-3" })] },
    { name: "a year and a month", resources: [resource(QUEUE, "q", { name: "orders-2024-11" })] },
    {
      name: "a bucket, which has its own rule",
      resources: [
        resource("aws:s3/bucket:Bucket", "b", { bucket: "logs-1700000000000" }),
        resource("aws:lightsail/bucket:Bucket", "c", { name: "logs-1700000000000", bundleId: "small_1_0" }),
      ],
      outcome: "none",
    },
    {
      name: "an image of a machine",
      resources: [resource("aws:ec2/amiFromInstance:AmiFromInstance", "i", { name: "web-2024-11-03" })],
      outcome: "none",
    },
    {
      name: "a time in a tag and in a description",
      resources: [resource(ROLE, "r", { name: "deploy", description: "since 2024-11-03", tags: { at: "2024-11-03" } })],
    },
    {
      name: "a name of words, and a resource's own name with a time",
      resources: [resource(QUEUE, "orders-20241103", { name: "orders" })],
    },
    {
      name: "a random suffix kept in the stack",
      resources: [
        resource("random:index/randomId:RandomId", "suffix", { byteLength: 4, hex: "9f86d081" }),
        resource(QUEUE, "q", { name: interpolate`orders-${ref("suffix", "hex")}` }),
      ],
    },
    {
      name: "a final snapshot of words",
      resources: [resource(DATABASE, "d", { finalSnapshotIdentifier: "orders-final" })],
    },
    {
      name: "a component whose name has a time",
      resources: [component("site-1700000000000", { name: "site-1700000000000" })],
      outcome: "none",
    },
    {
      name: "a name nobody knows",
      resources: [resource(QUEUE, "q", { name: unknown })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a name with a part nobody knows",
      resources: [resource(QUEUE, "q", { name: `orders-${String(unknown)}` })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a cluster that Terraform names, unknown in a first preview",
      resources: [resource(CLUSTER, "c", { engine: "aurora-postgresql" })],
    },
  ],
  invalid: [
    {
      name: "milliseconds",
      resources: [resource(ROLE, "r", { name: "deploy-1700000000000" })],
      findings: [
        {
          resource: "r",
          property: "name",
          message:
            'In the name "deploy-1700000000000", `1700000000000` is an epoch in milliseconds (2023-11-14). If the clock put it there, every `pulumi up` gives it another name',
          severity: "high",
        },
      ],
    },
    {
      name: "a date",
      resources: [resource(QUEUE, "q", { name: "orders-2024-11-03" })],
      findings: [{ resource: "q", message: "every `pulumi up` on another day" }],
    },
    {
      name: "one clock in many names: one finding",
      resources: [
        ...["a", "b", "c", "d", "e", "f"].map((name, index) =>
          resource(QUEUE, name, { name: `${name}-170000000000${index}` }),
        ),
        resource(API, "api", { name: "shop-1700000000123" }),
      ],
      findings: [{ resource: "api", message: /^7 resources: "api", "a", "b", "c", "d" and 2 more\. In the name/ }],
    },
    {
      name: "dates of two days are two things",
      resources: [
        resource(QUEUE, "a", { name: "orders-2024-11-03" }),
        resource(QUEUE, "b", { name: "orders-2023-11-03" }),
      ],
      findings: [
        { resource: "a", message: "2024-11-03" },
        { resource: "b", message: "2023-11-03" },
      ],
    },
    {
      name: "a name that need not be unique",
      resources: [resource(API, "a", { name: "shop-20241103101500" })],
      findings: [{ resource: "a", property: "name", message: "date and time" }],
    },
    {
      name: "an identifier and a final snapshot",
      resources: [
        resource(DATABASE, "d", {
          identifier: "orders-1700000000000",
          finalSnapshotIdentifier: "orders-final-1700000000000",
        }),
      ],
      findings: [
        { resource: "d", property: "identifier", message: "`1700000000000`" },
        {
          resource: "d",
          property: "finalSnapshotIdentifier",
          message: "changes the setting, and nothing else",
          severity: "medium",
        },
      ],
    },
    {
      name: "final snapshots of a cluster and an instance",
      resources: [
        resource(DATABASE, "d", { finalSnapshotIdentifier: "d-2024-11-03" }),
        resource(CLUSTER, "c", { finalSnapshotIdentifier: "c-2024-11-03" }),
      ],
      findings: [{ resource: "c", message: '2 resources: "c" and "d". In "c-2024-11-03"' }],
    },
    {
      name: "a prefix",
      resources: [resource(ROLE, "r", { namePrefix: "deploy-20241103-" })],
      findings: [{ resource: "r", property: "namePrefix", message: "20241103" }],
    },
    {
      name: "no name, and a resource's own name with a time",
      resources: [resource(QUEUE, "orders-1700000000")],
      findings: [
        {
          resource: "orders-1700000000",
          property: "name",
          message: "Pulumi derives the physical name from the resource's own",
        },
      ],
    },
    {
      name: "a time before a part unknown in a first preview",
      resources: [
        resource("aws:ec2/vpc:Vpc", "main", { cidrBlock: "10.0.0.0/16" }),
        resource(QUEUE, "q", { name: interpolate`q-2024-11-03-${ref("main")}` }),
      ],
      undecided: ["preview"],
      findings: [{ resource: "q", message: "2024-11-03" }],
    },
    {
      name: "in a component, a secret",
      resources: [
        component("site"),
        resource(QUEUE, "q", { name: secret("orders-1700000000000") }, { parent: "site" }),
      ],
      needsSecretKeys: true,
      modes: ["offline"],
      findings: [{ resource: "q", message: "the name is secret and holds an epoch" }],
    },
    {
      name: "a time in a name, beside a key that is still to come",
      resources: [
        resource("aws:kms/key:Key", "key", { description: "Jobs" }),
        resource(QUEUE, "q", { name: "orders-1700000000000", kmsMasterKeyId: ref("key") }),
      ],
      findings: [{ resource: "q", property: "name", message: "`1700000000000` is an epoch in milliseconds" }],
    },
  ],
});
