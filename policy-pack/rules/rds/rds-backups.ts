import { kinds, type Kind } from "../../engine/kinds";
import { defineRule, finding, notApplicable, undecided } from "../../engine/rule";
import { checkedBy } from "../../frameworks/references";
import { isBackedUp } from "../../helpers/backup-selections";
import { declaredAt } from "../../helpers/declared";
import { copiedBy, replicaOf } from "../../helpers/rds/engine";
import { environmentSettings, isProtectedEnvironment } from "../../helpers/settings";

const TARGETS: Kind = [...kinds.rdsInstance, ...kinds.rdsCluster, ...kinds.documentCluster, ...kinds.neptuneCluster];

export const rdsBackups = defineRule({
  id: "rds-backups",
  title: "Databases keep automated backups, and production ones for a week",
  rationale:
    "Without automated backups there is no way back to the minute before a wrong `DELETE`. An `aws.rds.Instance` has none " +
    "unless it is told to, and one day is over before anybody has noticed.",
  remediation: "Set `backupRetentionPeriod: 7` or more.",
  severity: "medium",
  enforcement: "advisory",
  family: "guard",
  frameworks: checkedBy(
    "Security Hub RDS.11",
    "Security Hub DocumentDB.2",
    "Security Hub Neptune.5",
    "Prowler rds_instance_backup_enabled",
    "text of A.8.13",
  ),
  seeds: ["F"],
  settings: {
    ...environmentSettings,
    minimumDays: {
      type: "integer",
      minimum: 1,
      maximum: 35,
      default: 7,
      description: "For how many days a production database keeps its backups at least.",
    },
  },
  scope: "stack",
  targets: TARGETS,
  *check(database, context) {
    const { stack, settings } = context;
    if (replicaOf(stack, database) !== undefined) {
      yield notApplicable("it is a replica, and its source has the backups");
      return;
    }
    const days = declaredAt(stack, database, "backupRetentionPeriod");
    if (days.unknown) {
      yield undecided(days, "for how long backups are kept is not known yet");
      return;
    }
    if (days.absent && copiedBy(stack, database) !== undefined) {
      yield undecided(days, "a restored database keeps backups as RDS decides");
      return;
    }
    // What the provider asks for when the program says nothing.
    const kept = days.absent ? (database.is(kinds.rdsInstance) ? 0 : 1) : (days.number ?? 0);
    const least = settings.minimumDays as number;
    if (kept >= least) {
      return;
    }
    const inProduction = isProtectedEnvironment(database, context);
    if (kept > 0 && inProduction === "no") {
      return;
    }
    const elsewhere = isBackedUp(stack, database);
    if (elsewhere === "yes") {
      yield notApplicable("AWS Backup backs it up");
    } else if (elsewhere === "unknown") {
      yield undecided(days, "whether AWS Backup backs it up is not known yet");
    } else if (kept === 0) {
      yield finding(
        "backupRetentionPeriod",
        `The database keeps no automated backups: \`backupRetentionPeriod\` is ${days.absent ? "not set, which is 0" : "0"}. What is deleted or damaged in it cannot be brought back.`,
      );
    } else if (inProduction === "unknown") {
      yield undecided(days, "whether the environment is a protected one is not known yet");
    } else {
      yield finding(
        "backupRetentionPeriod",
        `The database keeps its backups for ${kept === 1 ? "one day" : `${kept} days`}${days.absent ? ", the default" : ""}, in a protected environment: damage that is noticed later cannot be undone.`,
        { remediation: `Set \`backupRetentionPeriod: ${least}\` or more.` },
      );
    }
  },
});
