import { rdsReachable } from "../../../policy-pack/rules/rds/rds-reachable";
import { interpolate, ref, resource, testRule, unknown } from "../../support";

const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const RULE = "aws:ec2/securityGroupRule:SecurityGroupRule";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const INSTANCE = "aws:rds/instance:Instance";
const CLUSTER = "aws:rds/cluster:Cluster";
const STACK = "pulumi:pulumi:Stack";

const group = (name: string, ...ingress: readonly unknown[]) =>
  resource(GROUP, name, ingress.length === 0 ? {} : { ingress });
const tcp = (port: number) => ({ protocol: "tcp", fromPort: port, toPort: port });
const from = (port: number, name = "app") => ({ ...tcp(port), securityGroups: [ref(name)] });
const database = (more: Readonly<Record<string, unknown>> = {}, type = INSTANCE) =>
  resource(type, "database", { engine: "postgres", vpcSecurityGroupIds: [ref("db")], ...more });
const fn = resource("aws:lambda/function:Function", "fn", {
  vpcConfig: { subnetIds: ["subnet-1"], securityGroupIds: [ref("app")] },
});
const rule = (more: Readonly<Record<string, unknown>>) =>
  resource(INGRESS, "rule", { securityGroupId: ref("db"), ipProtocol: "tcp", fromPort: 5432, toPort: 5432, ...more });

testRule(rdsReachable, {
  valid: [
    {
      name: "the application's group, which a function has",
      resources: [group("app"), fn, group("db", from(5432)), database()],
    },
    {
      name: "the same in a rule of its own",
      resources: [group("app"), fn, group("db"), rule({ referencedSecurityGroupId: ref("app") }), database()],
    },
    { name: "the network", resources: [group("db", { ...tcp(5432), cidrBlocks: ["10.0.0.0/16"] }), database()] },
    { name: "a prefix list", resources: [group("db", { ...tcp(5432), prefixListIds: ["pl-1"] }), database()] },
    {
      name: "a group of another stack",
      resources: [group("db", { ...tcp(5432), securityGroups: ["sg-0123456789abcdef0"] }), database()],
    },
    {
      name: "all protocols",
      resources: [group("db", { protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["10.0.0.0/16"] }), database()],
    },
    {
      name: "itself, and something else has the group",
      resources: [
        group("db", { ...tcp(5432), self: true }),
        database(),
        resource("aws:lambda/function:Function", "fn", {
          vpcConfig: { subnetIds: ["subnet-1"], securityGroupIds: [ref("db")] },
        }),
      ],
    },
    {
      name: "one of two groups is enough",
      resources: [
        group("db"),
        group("open", { ...tcp(5432), cidrBlocks: ["10.0.0.0/16"] }),
        database({ vpcSecurityGroupIds: [ref("db"), ref("open")] }),
      ],
      modes: ["up", "offline"],
    },
    {
      name: "a port of its own",
      resources: [group("db", { ...tcp(6000), cidrBlocks: ["10.0.0.0/16"] }), database({ port: 6000 })],
    },
    {
      name: "no groups: the VPC's default one",
      resources: [resource(INSTANCE, "database", { engine: "mysql" })],
      outcome: "notApplicable",
    },
    {
      name: "a replica of another database",
      resources: [group("db"), database({ replicateSourceDb: "primary" })],
      outcome: "notApplicable",
    },
    {
      name: "the secondary cluster of a global one",
      resources: [group("db"), database({ engine: "aurora-mysql", globalClusterIdentifier: "orders" }, CLUSTER)],
      outcome: "notApplicable",
    },
    { name: "an empty list of groups", resources: [database({ vpcSecurityGroupIds: [] })], outcome: "notApplicable" },
    {
      name: "perhaps the Data API",
      resources: [group("db"), database({ engine: "aurora-postgresql", enableHttpEndpoint: unknown }, CLUSTER)],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "the Data API",
      resources: [group("db"), database({ engine: "aurora-postgresql", enableHttpEndpoint: true }, CLUSTER)],
      outcome: "notApplicable",
    },
    {
      name: "a group of another stack on the database",
      resources: [database({ vpcSecurityGroupIds: ["sg-0123456789abcdef0"] })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "groups nobody knows",
      resources: [database({ vpcSecurityGroupIds: unknown })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "rules nobody knows",
      resources: [resource(GROUP, "db", { ingress: unknown }), database()],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a rule of a group nobody knows",
      resources: [group("db"), rule({ securityGroupId: unknown, cidrIpv4: "10.0.0.0/16" }), database()],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "an engine nobody knows",
      resources: [group("db"), database({ engine: unknown })],
      undecided: ["preview"],
      modes: ["preview"],
    },
    {
      name: "a port nobody knows yet",
      resources: [group("db"), database({ port: unknown })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "the database's group is handed to other stacks",
      resources: [group("db"), database(), resource(STACK, "outputs", { dbSecurityGroupId: ref("db") })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "the application's group is handed to other stacks",
      resources: [
        group("app"),
        group("db", from(5432)),
        database(),
        resource(STACK, "outputs", { network: { appSecurityGroup: ref("app") } }),
      ],
      undecided: ["preview"],
    },
    {
      name: "one of two groups as source, unknown which",
      resources: [
        group("app"),
        group("web"),
        group("db"),
        rule({ referencedSecurityGroupId: interpolate`${ref("app")}${ref("web")}` }),
        database(),
      ],
      undecided: ["preview"],
      modes: ["preview"],
    },
  ],
  invalid: [
    {
      name: "a group without rules, while every id is unknown",
      resources: [group("db"), database()],
      findings: [
        {
          resource: "database",
          property: "vpcSecurityGroupIds",
          message: 'The group "db" lets nothing in on port 5432: nobody can connect.',
          severity: "high",
        },
      ],
    },
    {
      name: "another engine's port",
      resources: [group("app"), fn, group("db", from(3306)), database()],
      findings: [{ resource: "database", message: "nothing in on port 5432" }],
    },
    {
      name: "UDP",
      resources: [
        group("db", { protocol: "udp", fromPort: 5432, toPort: 5432, cidrBlocks: ["10.0.0.0/16"] }),
        database(),
      ],
      findings: [{ resource: "database", message: "nothing in on port 5432" }],
    },
    {
      name: "a group that nothing has",
      resources: [group("app"), group("db", from(5432)), database()],
      findings: [
        { resource: "database", message: 'lets only "app" in on port 5432, and nothing in the stack has that group' },
      ],
    },
    {
      name: "a group that nothing has, in the older separate rule, with unrelated outputs",
      resources: [
        group("app"),
        group("db"),
        resource(RULE, "rule", {
          type: "ingress",
          securityGroupId: ref("db"),
          ...tcp(3306),
          sourceSecurityGroupId: ref("app"),
        }),
        database({ engine: "aurora-mysql" }, CLUSTER),
        resource(STACK, "outputs", { endpoint: ref("database", "endpoint") }),
      ],
      findings: [{ resource: "database", message: 'lets only "app" in on port 3306' }],
    },
    {
      name: "the primary cluster of a global one, with two groups",
      resources: [
        group("db"),
        group("other"),
        database(
          {
            engine: "aurora-mysql",
            globalClusterIdentifier: "orders",
            masterUsername: "orders",
            vpcSecurityGroupIds: [ref("db"), ref("other")],
          },
          CLUSTER,
        ),
      ],
      modes: ["up", "offline"],
      findings: [{ resource: "database", message: 'The groups "db" and "other" let nothing in on port 3306' }],
    },
    {
      name: "itself alone",
      resources: [group("db", { ...tcp(5432), self: true }), database()],
      findings: [{ resource: "database", message: "lets only itself in" }],
    },
    ...(
      [
        ["aws:docdb/cluster:Cluster", "vpcSecurityGroupIds", {}, 27_017],
        ["aws:neptune/cluster:Cluster", "vpcSecurityGroupIds", {}, 8182],
        ["aws:redshift/cluster:Cluster", "vpcSecurityGroupIds", {}, 5439],
        ["aws:elasticache/replicationGroup:ReplicationGroup", "securityGroupIds", {}, 6379],
        ["aws:elasticache/cluster:Cluster", "securityGroupIds", { engine: "memcached" }, 11_211],
      ] as const
    ).map(([type, property, more, port]) => ({
      name: `${type} on its own port`,
      resources: [
        group("db", { ...tcp(5432), cidrBlocks: ["10.0.0.0/16"] }),
        resource(type, "database", { [property]: [ref("db")], ...more }),
      ],
      findings: [{ resource: "database", property, message: `on port ${port}` }],
    })),
  ],
});
