import { UNKNOWN_PROGRAM } from "../../../policy-pack/engine/context";
import { rdsDeletionSafe } from "../../../policy-pack/rules/rds/rds-deletion-safe";
import { ref, resource, testRule, unknown } from "../../support";

type Props = Readonly<Record<string, unknown>>;
const PROD = { ...UNKNOWN_PROGRAM, project: "flight", stack: "prod" };
const instance = (props: Props = {}, name = "db") => resource("aws:rds/instance:Instance", name, props);
const SAFE = { deletionProtection: true, finalSnapshotIdentifier: "orders-final" };
const UNPROTECTED = {
  resource: "db",
  property: "deletionProtection",
  message: "deletes the database succeeds",
  severity: "high",
} as const;
const SKIPPED = {
  resource: "db",
  property: "skipFinalSnapshot",
  message: "leaves nothing behind",
  severity: "high",
} as const;
const UNNAMED = {
  resource: "db",
  property: "finalSnapshotIdentifier",
  message: "FinalSnapshotIdentifier is required when",
  severity: "medium",
} as const;

testRule(rdsDeletionSafe, {
  invalid: [
    {
      name: "production, nothing said",
      resources: [instance()],
      program: PROD,
      findings: [UNNAMED, UNPROTECTED],
      stillReported: [UNNAMED],
    },
    {
      name: "production, the snapshot skipped",
      resources: [instance({ deletionProtection: true, skipFinalSnapshot: true })],
      program: PROD,
      findings: [SKIPPED],
    },
    {
      name: "production, unprotected",
      resources: [instance({ ...SAFE, deletionProtection: false })],
      program: PROD,
      findings: [UNPROTECTED],
    },
    {
      name: "production by a tag, an Aurora cluster",
      resources: [
        resource("aws:rds/cluster:Cluster", "db", { skipFinalSnapshot: true, tags: { Environment: "production" } }),
      ],
      findings: [SKIPPED, UNPROTECTED],
      stillReported: [SKIPPED],
    },
    {
      name: "production, a DocumentDB cluster and a global cluster",
      resources: [
        resource("aws:docdb/cluster:Cluster", "db", { finalSnapshotIdentifier: "final" }),
        resource("aws:rds/globalCluster:GlobalCluster", "world", { globalClusterIdentifier: "world" }),
      ],
      program: PROD,
      findings: [UNPROTECTED, { ...UNPROTECTED, resource: "world" }],
    },
    { name: "anywhere, a snapshot without a name", resources: [instance()], findings: [UNNAMED] },
    {
      name: "anywhere, a Neptune cluster likewise",
      resources: [resource("aws:neptune/cluster:Cluster", "db", { skipFinalSnapshot: false })],
      findings: [UNNAMED],
    },
    {
      name: "anywhere, a replica that is to leave a snapshot",
      resources: [
        instance({ ...SAFE, identifier: "source" }, "source"),
        instance({ replicateSourceDb: ref("source", "identifier"), finalSnapshotIdentifier: "replica" }),
      ],
      findings: [
        { resource: "db", property: "skipFinalSnapshot", message: "A read replica cannot leave", severity: "medium" },
      ],
    },
    {
      name: "production, unprotected, under a key and in groups that are still to come",
      resources: [
        resource("aws:kms/key:Key", "key", { description: "Orders" }),
        resource("aws:ec2/securityGroup:SecurityGroup", "group", { description: "Orders" }),
        instance({
          ...SAFE,
          deletionProtection: false,
          kmsKeyId: ref("key", "arn"),
          vpcSecurityGroupIds: [ref("group")],
        }),
      ],
      program: PROD,
      findings: [UNPROTECTED],
    },
  ],
  valid: [
    { name: "production, safe", resources: [instance(SAFE)], program: PROD },
    { name: "elsewhere, the snapshot skipped, unprotected", resources: [instance({ skipFinalSnapshot: true })] },
    { name: "elsewhere, a named snapshot", resources: [instance({ finalSnapshotIdentifier: "orders-final" })] },
    {
      name: "production, a replica",
      resources: [instance({ replicateSourceDb: "orders", skipFinalSnapshot: true })],
      program: PROD,
    },
    {
      name: "production, a name that is not known yet",
      resources: [instance({ ...SAFE, finalSnapshotIdentifier: unknown })],
      program: PROD,
    },
    {
      name: "production, a switch from elsewhere",
      resources: [instance({ ...SAFE, deletionProtection: unknown })],
      program: PROD,
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a snapshot switch from elsewhere",
      resources: [instance({ skipFinalSnapshot: unknown })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "an environment that is not known yet",
      resources: [instance({ skipFinalSnapshot: true, tags: { Environment: unknown } })],
      undecided: ["preview", "up", "offline"],
    },
  ],
  remediates: [
    {
      name: "unprotected in production, the named snapshot skipped",
      resource: instance({ finalSnapshotIdentifier: "orders-final", skipFinalSnapshot: true }),
      program: PROD,
      becomes: { deletionProtection: true, skipFinalSnapshot: false },
    },
    {
      name: "no name for the snapshot",
      resource: instance({ skipFinalSnapshot: true }),
      program: PROD,
      becomes: { deletionProtection: true },
    },
    { name: "safe", resource: instance(SAFE), program: PROD, becomes: {} },
    { name: "elsewhere", resource: instance({ deletionProtection: false }), becomes: {} },
    { name: "a replica", resource: instance({ replicateSourceDb: "orders" }), program: PROD, becomes: {} },
    {
      name: "a switch from elsewhere",
      resource: instance({ ...SAFE, deletionProtection: unknown }),
      program: PROD,
      becomes: {},
    },
    {
      name: "a snapshot whose name is not known yet",
      resource: instance({ ...SAFE, finalSnapshotIdentifier: unknown, skipFinalSnapshot: true }),
      program: PROD,
      becomes: {},
    },
  ],
  remediated: [
    "production, unprotected",
    "production, a DocumentDB cluster and a global cluster",
    "production, unprotected, under a key and in groups that are still to come",
  ],
});
