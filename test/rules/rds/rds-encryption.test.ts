import { rdsEncryption } from "../../../policy-pack/rules/rds/rds-encryption";
import { ref, resource, testRule, unknown } from "../../support";

type Props = Readonly<Record<string, unknown>>;
const instance = (props: Props = {}) => resource("aws:rds/instance:Instance", "db", { engine: "mysql", ...props });
const cluster = (props: Props, type = "aws:rds/cluster:Cluster") => resource(type, "db", props);
const FOUND = { resource: "db", property: "storageEncrypted", message: "are not encrypted", severity: "high" } as const;
const key = resource("aws:kms/key:Key", "key", {});

testRule(rdsEncryption, {
  invalid: [
    { name: "an instance that says nothing", resources: [instance()], findings: [FOUND] },
    { name: "an instance that says no", resources: [instance({ storageEncrypted: false })], findings: [FOUND] },
    {
      name: "an instance with a key alone",
      resources: [key, instance({ kmsKeyId: ref("key", "arn") })],
      findings: [{ ...FOUND, message: "The key that `kmsKeyId` names changes nothing by itself" }],
    },
    { name: "a Multi-AZ cluster", resources: [cluster({ engine: "postgres" })], findings: [FOUND] },
    { name: "a DocumentDB cluster", resources: [cluster({}, "aws:docdb/cluster:Cluster")], findings: [FOUND] },
    { name: "a Neptune cluster", resources: [cluster({}, "aws:neptune/cluster:Cluster")], findings: [FOUND] },
  ],
  valid: [
    { name: "an encrypted instance", resources: [instance({ storageEncrypted: true })] },
    { name: "a text that says yes", resources: [instance({ storageEncrypted: "true" })] },
    {
      name: "an encrypted DocumentDB cluster",
      resources: [cluster({ storageEncrypted: true }, "aws:docdb/cluster:Cluster")],
    },
    { name: "Aurora", resources: [cluster({ engine: "aurora-postgresql" })], outcome: "notApplicable" },
    {
      name: "a replica",
      resources: [resource("aws:rds/instance:Instance", "db", { replicateSourceDb: unknown })],
      outcome: "notApplicable",
    },
    {
      name: "restored from a snapshot",
      resources: [instance({ snapshotIdentifier: "before" })],
      outcome: "notApplicable",
    },
    {
      name: "in a global Neptune cluster",
      resources: [cluster({ globalClusterIdentifier: "world" }, "aws:neptune/cluster:Cluster")],
      outcome: "notApplicable",
    },
    {
      name: "a switch from elsewhere",
      resources: [instance({ storageEncrypted: unknown })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "an engine from elsewhere",
      resources: [cluster({ engine: unknown })],
      undecided: ["preview", "up", "offline"],
    },
  ],
});
