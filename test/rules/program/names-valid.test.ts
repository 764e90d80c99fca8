import { namesValid } from "../../../policy-pack/rules/program/names-valid";
import { component, interpolate, ref, resource, secret, testRule, unknown } from "../../support";

const BUCKET = "aws:s3/bucket:Bucket";
const TARGET_GROUP = "aws:lb/targetGroup:TargetGroup";
const LOAD_BALANCER = "aws:lb/loadBalancer:LoadBalancer";
const QUEUE = "aws:sqs/queue:Queue";
const TOPIC = "aws:sns/topic:Topic";
const DATABASE = "aws:rds/instance:Instance";
const ROLE = "aws:iam/role:Role";
const GROUP = "aws:ec2/securityGroup:SecurityGroup";

const config = new Map([["pulumi:autonaming", { value: "{}", secret: false }]]);

testRule(namesValid, {
  valid: [
    { name: "a bucket of words", resources: [resource(BUCKET, "b", { bucket: "shop-logs-dev" })] },
    { name: "a bucket for a website", resources: [resource(BUCKET, "b", { bucket: "www.example.org" })] },
    { name: "a bucket named by Pulumi, in lower case", resources: [resource(BUCKET, "Logs")] },
    { name: "a bucket with a prefix", resources: [resource(BUCKET, "My_Logs", { bucketPrefix: "logs-" })] },
    { name: "an empty name, which is none", resources: [resource(BUCKET, "b", { bucket: "" })] },
    { name: "32 characters", resources: [resource(TARGET_GROUP, "t", { name: "a".repeat(32) })] },
    {
      name: "an auto-name of 32 characters, suffix included",
      resources: [resource(TARGET_GROUP, "a".repeat(24))],
    },
    { name: "a target group that may begin so", resources: [resource(TARGET_GROUP, "t", { name: "internal-web" })] },
    {
      name: "a load balancer with the word in it",
      resources: [resource(LOAD_BALANCER, "l", { name: "web-internal-1" })],
    },
    { name: "a security group with the letters further on", resources: [resource(GROUP, "g", { name: "web-sg-1" })] },
    { name: "a FIFO queue", resources: [resource(QUEUE, "q", { name: "jobs.fifo", fifoQueue: true })] },
    { name: "a FIFO queue named by Pulumi", resources: [resource(QUEUE, "q", { fifoQueue: true })] },
    { name: "a FIFO topic", resources: [resource(TOPIC, "t", { name: "jobs.fifo", fifoTopic: true })] },
    {
      name: "a queue that may be FIFO",
      resources: [resource(QUEUE, "q", { name: "jobs.fifo", fifoQueue: unknown })],
    },
    {
      name: "a database",
      resources: [resource(DATABASE, "d", { identifier: "orders-1", finalSnapshotIdentifier: "Orders-final" })],
    },
    { name: "a cluster whose name Terraform makes", resources: [resource("aws:rds/cluster:Cluster", "Main", {})] },
    {
      name: "a role named after another resource",
      resources: [
        resource("aws:ecs/cluster:Cluster", "web", { name: "web" }),
        resource(ROLE, "r", { name: interpolate`${ref("web", "arn")}` }),
      ],
      modes: ["preview"],
      undecided: ["preview"],
    },
    {
      name: "a name nobody knows",
      resources: [resource(BUCKET, "b", { bucket: unknown })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a name with a part nobody knows",
      resources: [resource(BUCKET, "b", { bucket: `logs-${String(unknown)}` })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a stack that names differently",
      resources: [resource("aws:memorydb/acl:Acl", "x"), resource(TARGET_GROUP, "t", { name: "short" })],
      program: { project: "shop", stack: "dev", config, environment: {} },
    },
    {
      name: "an Output's text, which is another mistake",
      resources: [resource(QUEUE, "q", { name: "jobs-Calling [toString] on an [Output<T>] is not supported." })],
      outcome: "notApplicable",
    },
    {
      name: "types without a rule, and components",
      resources: [resource("aws:ec2/vpc:Vpc", "My Vpc", { cidrBlock: "10.0.0.0/16" }), component("x", { name: "A B" })],
      outcome: "none",
    },
  ],
  invalid: [
    {
      name: "a bucket in upper case",
      resources: [resource(BUCKET, "b", { bucket: "Shop-Logs" })],
      findings: [
        {
          resource: "b",
          property: "bucket",
          message: /^"Shop-Logs" cannot be the `bucket` of a bucket: AWS wants "lowercase letters/,
          severity: "high",
        },
      ],
    },
    {
      name: "a bucket with an underscore, of provider 6",
      resources: [resource("aws:s3/bucketV2:BucketV2", "b", { bucket: "shop_logs" })],
      findings: [{ resource: "b", message: '"shop_logs"' }],
    },
    {
      name: "a load balancer that begins with internal-",
      resources: [resource(LOAD_BALANCER, "l", { name: "internal-web" })],
      findings: [{ resource: "l", property: "name", message: 'must not begin with "internal-"' }],
    },
    {
      name: "a target group of 33 characters, every spelling",
      resources: [
        resource(TARGET_GROUP, "a", { name: "a".repeat(33) }),
        resource("aws:alb/targetGroup:TargetGroup", "b", { name: "b".repeat(33) }),
        resource("aws:elasticloadbalancingv2/targetGroup:TargetGroup", "c", { name: "c".repeat(33) }),
      ],
      findings: ["a", "b", "c"].map((name) => ({
        resource: name,
        message: "it has 33 characters, and 32 is the most",
      })),
    },
    {
      name: "an auto-name of 33 characters, suffix included",
      resources: [resource(TARGET_GROUP, "a".repeat(25))],
      findings: [
        {
          resource: "a".repeat(25),
          property: "name",
          message: "the resource's own name",
        },
      ],
    },
    {
      name: "a security group that looks like an id",
      resources: [resource(GROUP, "g", { name: "sg-web" })],
      findings: [{ resource: "g", message: "Can't start with sg-" }],
    },
    {
      name: "FIFO without the ending, and the ending without FIFO",
      resources: [
        resource(QUEUE, "a", { name: "jobs", fifoQueue: true }),
        resource(QUEUE, "b", { name: "jobs.fifo" }),
        resource(TOPIC, "c", { name: "jobs.fifo", fifoTopic: false }),
      ],
      findings: [
        { resource: "a", message: "`fifoQueue` is true, and so it has to end in `.fifo`" },
        { resource: "b", message: "it ends in `.fifo`, and `fifoQueue` is not true" },
        { resource: "c", message: "it ends in `.fifo`, and `fifoTopic` is not true" },
      ],
    },
    {
      name: "identifiers and final snapshots of databases",
      resources: [
        resource(DATABASE, "a", { identifier: "orders--1", finalSnapshotIdentifier: "orders_final" }),
        resource("aws:rds/cluster:Cluster", "b", { clusterIdentifier: "1orders" }),
      ],
      findings: [
        { resource: "b", property: "clusterIdentifier", message: "First character must be a letter" },
        { resource: "a", property: "identifier", message: "two consecutive hyphens" },
        { resource: "a", property: "finalSnapshotIdentifier", message: "`finalSnapshotIdentifier` of a DB instance" },
      ],
    },
    {
      name: "a role's name that is too long",
      resources: [resource(ROLE, "r", { name: "a".repeat(65) })],
      findings: [{ resource: "r", message: "it has 65 characters, and 64 is the most" }],
    },
    {
      name: "wrong whatever the unknown part is",
      resources: [
        resource("aws:ec2/vpc:Vpc", "main", { cidrBlock: "10.0.0.0/16" }),
        resource(BUCKET, "b", { bucket: interpolate`Logs-${ref("main")}` }),
      ],
      modes: ["up", "offline"],
      findings: [{ resource: "b", message: "cannot be the `bucket`" }],
    },
    {
      name: "a secret name is not shown",
      resources: [resource(QUEUE, "q", { name: secret("jobs here") })],
      modes: ["offline"],
      needsSecretKeys: true,
      findings: [{ resource: "q", message: /^\(secret\) cannot be the `name` of a queue/ }],
    },
    {
      name: "a target group with too long a name, in a VPC that is still to come",
      resources: [
        resource("aws:ec2/vpc:Vpc", "vpc", { cidrBlock: "10.0.0.0/16" }),
        resource(TARGET_GROUP, "t", { name: "a".repeat(33), vpcId: ref("vpc") }),
      ],
      findings: [{ resource: "t", property: "name", message: "32" }],
    },
  ],
});
