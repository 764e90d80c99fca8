import { rdsEngineVersion } from "../../../policy-pack/rules/rds/rds-engine-version";
import { ref, resource, testRule, unknown } from "../../support";

const instance = (props: Readonly<Record<string, unknown>>, name = "db") =>
  resource("aws:rds/instance:Instance", name, { engine: "postgres", ...props });
const cluster = (props: Readonly<Record<string, unknown>>, name = "db") =>
  resource("aws:rds/cluster:Cluster", name, { engine: "aurora-postgresql", ...props });
const member = (props: Readonly<Record<string, unknown>>, name = "one") =>
  resource("aws:rds/clusterInstance:ClusterInstance", name, { clusterIdentifier: ref("db"), ...props });
const FOUND = { resource: "db", property: "engineVersion", severity: "high" } as const;

testRule(rdsEngineVersion, {
  invalid: [
    {
      name: "a retired minor version of PostgreSQL",
      resources: [instance({ engineVersion: "15.3" })],
      findings: [{ ...FOUND, message: 'RDS no longer creates postgres "15.3" (list of 2026' }],
    },
    {
      name: "a minor version that never was",
      resources: [instance({ engine: "mysql", engineVersion: "8.0.1" })],
      findings: [{ ...FOUND, message: 'RDS has never had mysql "8.0.1"' }],
    },
    {
      name: "a version of another engine",
      resources: [cluster({ engine: "aurora-mysql", engineVersion: "8.0.35" })],
      findings: [{ ...FOUND, message: 'RDS has never had aurora-mysql "8.0.35"' }],
    },
    {
      name: "a major version that is gone",
      resources: [instance({ engine: "mysql", engineVersion: "5.6" })],
      findings: [{ ...FOUND, message: "no longer creates" }],
    },
    {
      name: "a cluster and its instances: one constant, one finding",
      resources: [
        cluster({ engineVersion: "15.4" }),
        member({ engineVersion: "15.4" }),
        member({ engine: "aurora-postgresql", engineVersion: ref("db", "engineVersion") }, "two"),
      ],
      findings: [{ ...FOUND, message: '"db" (`engineVersion`), "one" (`engineVersion`) and "two" (`engineVersion`)' }],
    },
    {
      name: "two versions: two findings",
      resources: [instance({ engineVersion: "15.3" }), instance({ engineVersion: "14.9" }, "second")],
      findings: [
        { ...FOUND, message: "15.3" },
        { ...FOUND, resource: "second", message: "14.9" },
      ],
    },
    {
      name: "a global cluster and its first member",
      resources: [
        resource("aws:rds/globalCluster:GlobalCluster", "world", {
          globalClusterIdentifier: "world",
          engine: "aurora-postgresql",
          engineVersion: "15.4",
        }),
        cluster({ engineVersion: "15.4", globalClusterIdentifier: ref("world") }),
      ],
      findings: [{ ...FOUND, message: '"db" (`engineVersion`) and "world" (`engineVersion`)' }],
    },
    {
      name: "a Multi-AZ cluster of PostgreSQL",
      resources: [cluster({ engine: "postgres", engineVersion: "15.3" })],
      findings: [{ ...FOUND, message: "no longer creates postgres" }],
    },
    {
      name: "Aurora MySQL 1",
      resources: [cluster({ engine: "aurora", engineVersion: "5.6.10a" })],
      findings: [{ ...FOUND, message: 'no longer creates aurora "5.6.10a"' }],
    },
  ],
  valid: [
    { name: "an offered minor version", resources: [instance({ engineVersion: "16.10" })] },
    { name: "a major version", resources: [instance({ engineVersion: "15" })] },
    { name: "MySQL's major version", resources: [instance({ engine: "mysql", engineVersion: "8.0" })] },
    { name: "a long-term support version of Aurora", resources: [cluster({ engineVersion: "14.6" })] },
    {
      name: "Aurora MySQL",
      resources: [cluster({ engine: "aurora-mysql", engineVersion: "8.0.mysql_aurora.3.04.0" })],
    },
    { name: "no version", resources: [instance({})], outcome: "notApplicable" },
    {
      name: "an engine without data",
      resources: [instance({ engine: "oracle-se2", engineVersion: "19" })],
      outcome: "notApplicable",
    },
    {
      name: "restored from a snapshot",
      resources: [instance({ engineVersion: "15.3", snapshotIdentifier: "before" })],
      outcome: "notApplicable",
    },
    {
      name: "a replica of a database elsewhere",
      resources: [instance({ engineVersion: "15.3", replicateSourceDb: unknown })],
      outcome: "notApplicable",
    },
    {
      name: "newer than the data",
      resources: [instance({ engineVersion: "16.99" })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a version from elsewhere",
      resources: [instance({ engineVersion: unknown })],
      undecided: ["preview", "up", "offline"],
    },
  ],
});
