import { UNKNOWN_PROGRAM } from "../../../policy-pack/engine/context";
import { rdsBackups } from "../../../policy-pack/rules/rds/rds-backups";
import { ref, resource, testRule, unknown } from "../../support";

type Props = Readonly<Record<string, unknown>>;
const PROD = { ...UNKNOWN_PROGRAM, project: "flight", stack: "prod" };
const instance = (props: Props = {}, name = "db") => resource("aws:rds/instance:Instance", name, props);
const cluster = (props: Props = {}, type = "aws:rds/cluster:Cluster") => resource(type, "db", props);
const selection = (props: Props) =>
  resource("aws:backup/selection:Selection", "backup", { planId: "plan", iamRoleArn: "role", ...props });
const FOUND = { resource: "db", property: "backupRetentionPeriod", severity: "medium" } as const;

testRule(rdsBackups, {
  invalid: [
    {
      name: "an instance that says nothing",
      resources: [instance()],
      findings: [{ ...FOUND, message: "not set, which is 0" }],
    },
    {
      name: "no backups on purpose",
      resources: [instance({ backupRetentionPeriod: 0 })],
      findings: [{ ...FOUND, message: "keeps no automated backups: `backupRetentionPeriod` is 0" }],
    },
    {
      name: "production, one day",
      resources: [instance({ backupRetentionPeriod: 1 })],
      program: PROD,
      findings: [{ ...FOUND, message: "for one day, in a protected environment" }],
    },
    {
      name: "production, the cluster's default",
      resources: [cluster()],
      program: PROD,
      findings: [{ ...FOUND, message: "for one day, the default" }],
    },
    {
      name: "production by tag, DocumentDB, three days",
      resources: [cluster({ backupRetentionPeriod: 3, tags: { Environment: "prod" } }, "aws:docdb/cluster:Cluster")],
      findings: [{ ...FOUND, message: "for 3 days" }],
    },
    {
      name: "production, less than is configured",
      resources: [instance({ backupRetentionPeriod: 14 })],
      program: PROD,
      settings: { minimumDays: 30 },
      findings: [{ ...FOUND, message: "for 14 days" }],
    },
    {
      name: "AWS Backup takes another database in",
      resources: [
        instance(),
        instance({ backupRetentionPeriod: 7 }, "other"),
        selection({ resources: [ref("other", "arn")] }),
      ],
      findings: [{ ...FOUND, message: "not set" }],
    },
  ],
  valid: [
    { name: "a week", resources: [instance({ backupRetentionPeriod: 7 })], program: PROD },
    { name: "elsewhere, one day", resources: [instance({ backupRetentionPeriod: 1 })] },
    { name: "elsewhere, the cluster's default", resources: [cluster()] },
    {
      name: "AWS Backup",
      resources: [instance(), selection({ resources: [ref("db", "arn")] })],
      outcome: "notApplicable",
    },
    {
      name: "AWS Backup by tag",
      resources: [
        instance({ tags: { backup: "daily" } }),
        selection({ selectionTags: [{ type: "STRINGEQUALS", key: "backup", value: "daily" }] }),
      ],
      outcome: "notApplicable",
    },
    {
      name: "a replica",
      resources: [
        instance({ identifier: "source", backupRetentionPeriod: 7 }, "source"),
        instance({ replicateSourceDb: ref("source", "identifier") }),
      ],
      outcome: "notApplicable",
    },
    {
      name: "restored, as RDS decides",
      resources: [instance({ snapshotIdentifier: "before" })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a number from elsewhere",
      resources: [instance({ backupRetentionPeriod: unknown })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "AWS Backup takes in something of another stack",
      resources: [instance(), selection({ resources: [unknown] })],
      undecided: ["preview", "up", "offline"],
    },
  ],
});
