import { kinds, type Kind } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, notApplicable, undecided } from "../../engine/rule";
import { checkedBy } from "../../frameworks/references";

const TARGETS: Kind = [...kinds.rdsInstance, ...kinds.rdsCluster, ...kinds.documentCluster, ...kinds.neptuneCluster];
/** Properties by which a database takes over the encryption of another: a replica, restored, or in a global cluster. */
const SOURCES = [
  "replicateSourceDb",
  "replicationSourceIdentifier",
  "snapshotIdentifier",
  "restoreToPointInTime",
  "globalClusterIdentifier",
];

export const rdsEncryption = defineRule({
  id: "rds-encryption",
  title: "Databases are encrypted at rest",
  rationale:
    "RDS, DocumentDB and Neptune leave the storage, snapshots and backups of a database in the clear unless they are told " +
    "otherwise, and the choice is final: an unencrypted database can only be copied into an encrypted one.",
  remediation:
    "Set `storageEncrypted: true`; `kmsKeyId` names a key of your own. On an existing database this replaces it.",
  severity: "high",
  enforcement: "mandatory",
  family: "guard",
  frameworks: checkedBy(
    "Security Hub RDS.3",
    "Security Hub RDS.27",
    "Security Hub DocumentDB.1",
    "Security Hub Neptune.1",
    "Prowler rds_instance_storage_encrypted",
    "Powerpipe rds_db_instance_encryption_at_rest_enabled",
  ),
  seeds: ["F"],
  scope: "resource",
  targets: TARGETS,
  *check(database) {
    const encrypted = database.at("storageEncrypted");
    const source = SOURCES.map((property) => database.at(property)).find((value) => !value.absent && value.raw !== "");
    const aurora = encryptsItself(database);
    if (encrypted.boolean === true) {
      return;
    }
    if (source !== undefined) {
      yield notApplicable(`it is encrypted as what \`${source.path}\` names`);
    } else if (aurora === "yes") {
      yield notApplicable("Aurora encrypts every new cluster");
    } else if (encrypted.unknown || aurora === "unknown") {
      yield undecided(encrypted, "whether the database is encrypted is not known yet");
    } else {
      const key = database.at("kmsKeyId");
      const unused = key.absent ? "" : " The key that `kmsKeyId` names changes nothing by itself.";
      yield finding(
        encrypted.absent ? "storageEncrypted" : encrypted,
        `The storage of the database, its snapshots and its backups are not encrypted (\`storageEncrypted\` is ${encrypted.absent ? "not set, which means no" : encrypted.show()}).${unused}`,
      );
    }
  },
});

/**
 * Whether it is an Aurora cluster: since February 2026 those are encrypted whatever the program says
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html). An instance of `aws.rds.Instance`
 * with an Aurora engine belongs to a cluster that decides.
 */
function encryptsItself(database: Resource): "yes" | "no" | "unknown" {
  const engine = database.at("engine");
  const isOther = database.is([...kinds.documentCluster, ...kinds.neptuneCluster]);
  return isOther ? "no" : engine.halfKnown ? "unknown" : (engine.string ?? "").startsWith("aurora") ? "yes" : "no";
}
