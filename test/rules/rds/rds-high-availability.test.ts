import { UNKNOWN_PROGRAM } from "../../../policy-pack/engine/context";
import { rdsHighAvailability } from "../../../policy-pack/rules/rds/rds-high-availability";
import { ref, resource, testRule, unknown } from "../../support";

type Props = Readonly<Record<string, unknown>>;
const program = { ...UNKNOWN_PROGRAM, project: "flight", stack: "prod" };
const instance = (props: Props = {}) => resource("aws:rds/instance:Instance", "db", { engine: "mysql", ...props });
const cluster = (props: Props = {}) => resource("aws:rds/cluster:Cluster", "db", { engine: "aurora-mysql", ...props });
const member = (name: string, props: Props = {}) =>
  resource("aws:rds/clusterInstance:ClusterInstance", name, { clusterIdentifier: ref("db"), ...props });
const ALONE = {
  resource: "db",
  property: "multiAz",
  message: "no standby in another zone",
  severity: "medium",
} as const;

testRule(rdsHighAvailability, {
  judgedByCompanions: ["aws:rds/cluster:Cluster", "aws:docdb/cluster:Cluster", "aws:neptune/cluster:Cluster"],
  invalid: [
    { name: "nothing said", resources: [instance()], program, findings: [ALONE] },
    { name: "no on purpose", resources: [instance({ multiAz: false })], program, findings: [ALONE] },
    {
      name: "production by tag",
      resources: [instance({ tags: { Environment: "prod" } })],
      findings: [ALONE],
    },
    {
      name: "a cluster of one",
      resources: [cluster(), member("one")],
      program,
      findings: [{ resource: "db", property: "", message: 'one instance, "one"' }],
    },
    {
      name: "a cluster of none",
      resources: [cluster()],
      program,
      findings: [{ resource: "db", message: "no instance in this stack" }],
    },
    {
      name: "a cluster in one zone",
      resources: [
        cluster(),
        member("one", { availabilityZone: "eu-west-1a" }),
        member("two", { availabilityZone: "eu-west-1a" }),
      ],
      program,
      findings: [{ resource: "db", message: "All 2 instances of the cluster are in eu-west-1a" }],
    },
    {
      name: "a DocumentDB cluster of one",
      resources: [
        resource("aws:docdb/cluster:Cluster", "db", {}),
        resource("aws:docdb/clusterInstance:ClusterInstance", "one", { clusterIdentifier: ref("db") }),
      ],
      program,
      findings: [{ resource: "db", message: 'one instance, "one"' }],
    },
  ],
  valid: [
    { name: "a standby", resources: [instance({ multiAz: true })], program },
    { name: "not production", resources: [instance()], outcome: "notApplicable" },
    { name: "a replica", resources: [instance({ replicateSourceDb: "orders" })], program, outcome: "notApplicable" },
    {
      name: "SQL Server Express",
      resources: [instance({ engine: "sqlserver-ex" })],
      program,
      outcome: "notApplicable",
    },
    { name: "a cluster of two", resources: [cluster(), member("one"), member("two")], program },
    {
      name: "a cluster of two in two zones",
      resources: [
        cluster(),
        member("one", { availabilityZone: "eu-west-1a" }),
        member("two", { availabilityZone: "eu-west-1b" }),
      ],
      program,
    },
    { name: "a Multi-AZ cluster", resources: [cluster({ engine: "mysql" })], program },
    {
      name: "a secondary of a global cluster",
      resources: [cluster({ globalClusterIdentifier: "world" })],
      program,
      outcome: "notApplicable",
    },
    {
      name: "a switch from elsewhere",
      resources: [instance({ multiAz: unknown })],
      program,
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "an instance of nobody knows which cluster",
      resources: [cluster(), member("one", { clusterIdentifier: unknown })],
      program,
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "an environment from elsewhere",
      resources: [instance({ tags: { Environment: unknown } })],
      undecided: ["preview", "up", "offline"],
    },
  ],
});
