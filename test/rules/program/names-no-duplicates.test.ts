import { namesNoDuplicates } from "../../../policy-pack/rules/program/names-no-duplicates";
import { component, derived, interpolate, ref, resource, testRule, unknown, type ResourceOptions } from "../../support";

const ROLE = "aws:iam/role:Role";
const QUEUE = "aws:sqs/queue:Queue";
const BUCKET = "aws:s3/bucket:Bucket";
const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const RULE = "aws:cloudwatch/eventRule:EventRule";
const VPC = "aws:ec2/vpc:Vpc";
const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
const vpc = (name: string) => resource(VPC, name, { cidrBlock: "10.0.0.0/16" });

const by = (name: string, props: Readonly<Record<string, unknown>>): ResourceOptions => ({ provider: { name, props } });
const ireland = by("ireland", { region: "eu-west-1" });
const frankfurt = by("frankfurt", { region: "eu-central-1" });

testRule(namesNoDuplicates, {
  valid: [
    {
      name: "different names",
      resources: [resource(QUEUE, "a", { name: "orders" }), resource(QUEUE, "b", { name: "orders-failed" })],
    },
    { name: "names Pulumi makes", resources: [resource(QUEUE, "a"), resource(QUEUE, "b")] },
    {
      name: "one name for things of two kinds",
      resources: [resource(QUEUE, "a", { name: "orders" }), resource(ROLE, "b", { name: "orders" })],
    },
    {
      name: "one queue a region, by provider",
      resources: [
        resource(QUEUE, "a", { name: "orders" }, ireland),
        resource(QUEUE, "b", { name: "orders" }, frankfurt),
      ],
    },
    {
      name: "one queue a region, by its own `region`",
      resources: [
        resource(QUEUE, "a", { name: "orders", region: "eu-west-1" }),
        resource(QUEUE, "b", { name: "orders", region: "eu-central-1" }),
      ],
    },
    {
      name: "a queue in a region and one in that of the environment, whichever it is",
      resources: [
        resource(QUEUE, "a", { name: "orders" }),
        resource(QUEUE, "b", { name: "orders" }, by("virginia", { region: "us-east-1" })),
      ],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "queues whose names differ by case",
      resources: [resource(QUEUE, "a", { name: "orders" }), resource(QUEUE, "b", { name: "Orders" })],
    },
    {
      name: "rules of two buses",
      resources: [
        resource(RULE, "a", { name: "nightly", eventBusName: "shop" }),
        resource(RULE, "b", { name: "weekly", eventBusName: "shop" }),
      ],
    },
    {
      name: "security groups of one name in two networks",
      resources: [
        vpc("one"),
        vpc("two"),
        resource(GROUP, "a", { name: "web", vpcId: ref("one") }),
        resource(GROUP, "b", { name: "web", vpcId: ref("two") }),
      ],
    },
    {
      name: "inline policies of one name of two roles",
      resources: [
        resource(ROLE, "one", { name: "shop-dev" }),
        resource(ROLE, "two", { name: "shop-eu-dev" }),
        resource("aws:iam/rolePolicy:RolePolicy", "a", { name: "run", role: ref("one"), policy: "{}" }),
        resource("aws:iam/rolePolicy:RolePolicy", "b", { name: "run", role: ref("two"), policy: "{}" }),
      ],
    },
    {
      name: "security groups in a network and in one whose id is written down",
      resources: [
        vpc("one"),
        resource(GROUP, "a", { name: "web", vpcId: ref("one") }),
        resource(GROUP, "b", { name: "web", vpcId: "vpc-0a1b2c3d4e5f60718" }),
      ],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "networks of another stack, not known yet",
      resources: [
        resource("pulumi:pulumi:StackReference", "net", { name: "org/net/dev" }),
        resource(GROUP, "a", { name: "web", vpcId: derived(unknown, "net") }),
        resource(GROUP, "b", { name: "web", vpcId: derived(unknown, "net") }),
      ],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "two accounts, as far as one can tell",
      resources: [
        resource(ROLE, "a", { name: "deploy" }, by("one", { region: "eu-west-1", profile: "one" })),
        resource(ROLE, "b", { name: "deploy" }, by("two", { region: "eu-west-1", profile: "two" })),
      ],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "two accounts, by roles to assume",
      resources: [
        resource(
          QUEUE,
          "a",
          { name: "jobs" },
          by("one", { region: "eu-west-1", assumeRoles: '[{"roleArn":"arn:1"}]' }),
        ),
        resource(
          QUEUE,
          "b",
          { name: "jobs" },
          by("two", { region: "eu-west-1", assumeRoles: '[{"roleArn":"arn:2"}]' }),
        ),
      ],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a region nobody knows",
      resources: [
        resource(QUEUE, "a", { name: "jobs" }, by("default_7_48_0", {})),
        resource(QUEUE, "b", { name: "jobs" }, ireland),
      ],
      modes: ["preview"],
      undecided: ["preview"],
    },
    {
      name: "names that may turn out equal",
      resources: [
        resource(ROLE, "r", { name: "one" }),
        resource(QUEUE, "a", { name: interpolate`${ref("r", "arn")}-jobs` }),
        resource(QUEUE, "b", { name: unknown }),
      ],
    },
    {
      name: "REST APIs and components may share names",
      resources: [
        resource("aws:apigateway/restApi:RestApi", "a", { name: "shop" }),
        resource("aws:apigateway/restApi:RestApi", "b", { name: "shop" }),
        component("c", { name: "shop" }),
      ],
      outcome: "none",
    },
  ],
  invalid: [
    {
      name: "two roles",
      resources: [resource(ROLE, "a", { name: "deploy" }), resource(ROLE, "b", { name: "deploy" })],
      findings: [
        {
          resource: "b",
          property: "name",
          message:
            '"a" and "b" have the same name, "deploy", and the name of an IAM role has to be unique in the account.',
          severity: "high",
        },
      ],
    },
    {
      name: "one role a region, though IAM is global and ignores case",
      resources: [resource(ROLE, "a", { name: "Deploy" }, ireland), resource(ROLE, "b", { name: "deploy" }, frankfurt)],
      findings: [{ resource: "b", message: "has to be unique in the account. AWS refuses" }],
    },
    {
      name: "one bucket a region, whoever owns it",
      resources: [
        resource(BUCKET, "a", { bucket: "shop-assets-dev" }, by("one", { region: "eu-west-1", profile: "one" })),
        resource("aws:s3/bucketV2:BucketV2", "b", { bucket: "shop-assets-dev" }, by("two", { region: "eu-central-1" })),
      ],
      findings: [{ resource: "b", property: "bucket", message: "unique in all of AWS" }],
    },
    {
      name: "three queues, one finding",
      resources: ["a", "b", "c"].map((name) => resource(QUEUE, name, { name: "orders" })),
      findings: [{ resource: "b", message: '"a", "b" and "c" have the same name, "orders", and the name of a queue' }],
    },
    {
      name: "two load balancers in two spellings",
      resources: [
        resource("aws:lb/loadBalancer:LoadBalancer", "a", { name: "web" }, ireland),
        resource("aws:alb/loadBalancer:LoadBalancer", "b", { name: "web" }, ireland),
      ],
      findings: [{ resource: "a", message: "in the account and region" }],
    },
    {
      name: "an Aurora instance and a database, whose identifiers AWS stores in lower case",
      resources: [
        resource("aws:rds/instance:Instance", "a", { identifier: "orders" }),
        resource("aws:rds/clusterInstance:ClusterInstance", "b", { identifier: "Orders", clusterIdentifier: "x" }),
      ],
      findings: [{ resource: "a", property: "identifier", message: '"b" and "a" have the same name, "orders"' }],
    },
    {
      name: "alarms of both kinds: the second overwrites the first",
      resources: [
        resource("aws:cloudwatch/metricAlarm:MetricAlarm", "a", { name: "errors" }),
        resource("aws:cloudwatch/compositeAlarm:CompositeAlarm", "b", { alarmName: "errors", alarmRule: "TRUE" }),
      ],
      findings: [{ resource: "a", property: "name", message: "overwrites the one before" }],
    },
    {
      name: "security groups in one network whose id is unknown",
      resources: [
        vpc("net"),
        resource(GROUP, "a", { name: "web", vpcId: ref("net") }),
        resource(GROUP, "b", { name: "web", vpcId: ref("net") }),
      ],
      findings: [{ resource: "b", message: "has to be unique within its `vpcId`" }],
    },
    {
      name: "rules of the default bus",
      resources: [resource(RULE, "a", { name: "nightly" }), resource(RULE, "b", { name: "nightly" })],
      findings: [{ resource: "b", message: "within its `eventBusName`" }],
    },
    {
      name: "in components, by default providers of two versions",
      resources: [
        component("x"),
        component("y"),
        resource(LOG_GROUP, "a", { name: "/shop/web" }, { ...by("default_7_48_0", {}), parent: "x" }),
        resource(LOG_GROUP, "b", { name: "/shop/web" }, { ...by("default_7_40_0", {}), parent: "y" }),
      ],
      findings: [{ resource: "b", message: '"a" and "b" have the same name, "/shop/web"' }],
    },
  ],
});
