import { kinds } from "../../engine/kinds";
import { set } from "../../engine/remediation";
import { defineRule, finding, undecided } from "../../engine/rule";
import { checkedBy } from "../../frameworks/references";

/** What each type that takes `publiclyAccessible` is called. */
const TARGETS = new Map<string, string>([
  ...kinds.rdsInstance.map((type) => [type, "database"] as const),
  ...kinds.rdsClusterInstance.map((type) => [type, "instance of the database cluster"] as const),
  ...kinds.neptuneClusterInstance.map((type) => [type, "instance of the database cluster"] as const),
  ...kinds.redshiftCluster.map((type) => [type, "data warehouse"] as const),
  ["aws:redshiftserverless/workgroup:Workgroup", "data warehouse"],
  ["aws:dms/replicationInstance:ReplicationInstance", "replication instance"],
  ["aws:lightsail/database:Database", "database"],
]);

export const rdsNotPublic = defineRule({
  id: "rds-not-public",
  title: "Databases have no public address",
  rationale:
    "With a public address, one wrong rule in a security group is enough to open the database to everybody; scanners find it " +
    "within minutes.",
  remediation:
    "Leave `publiclyAccessible` out, or set it to `false`, and put the database into private subnets. Administrators come in " +
    "through Session Manager, a VPN or EC2 Instance Connect.",
  severity: "high",
  enforcement: "mandatory",
  family: "guard",
  frameworks: checkedBy(
    "Security Hub RDS.2",
    "Security Hub DMS.1",
    "Security Hub Redshift.1",
    "Security Hub RedshiftServerless.3",
    "Prowler rds_instance_no_public_access",
    "Powerpipe rds_db_instance_prohibit_public_access",
  ),
  seeds: ["F"],
  scope: "resource",
  targets: [...TARGETS.keys()],
  remediate: {
    does: "Sets `publiclyAccessible: false` on databases and clusters of RDS and Redshift; others would be replaced, or may be.",
    // https://github.com/hashicorp/terraform-provider-aws/issues/2381 and https://github.com/hashicorp/terraform/pull/5721
    targets: () => [...kinds.rdsInstance, ...kinds.rdsClusterInstance, ...kinds.redshiftCluster],
    *edits() {
      yield set("publiclyAccessible", false);
    },
  },
  *check(database) {
    const open = database.at("publiclyAccessible");
    if (open.unknown) {
      yield undecided(open, "whether it has a public address is not known yet");
    } else if (open.boolean === true) {
      const what = TARGETS.get(database.type) ?? "database";
      yield finding(open, `With \`${open.path}: true\` the ${what} has a public IP address.`);
    }
  },
});
