import { kinds } from "../../engine/kinds";
import { defineRule, finding, notApplicable, undecided } from "../../engine/rule";
import { checkedBy } from "../../frameworks/references";
import { isBackedUp } from "../../helpers/backup-selections";

export const dynamodbResilience = defineRule({
  id: "dynamodb-resilience",
  title: "DynamoDB tables can be restored to any second of the last weeks",
  rationale:
    "A wrong deployment or a script overwrites items in place, and DynamoDB keeps no old versions. Point-in-time recovery is one " +
    "switch, and costs by the size of the table.",
  remediation: "Set `pointInTimeRecovery: { enabled: true }`.",
  severity: "medium",
  enforcement: "advisory",
  family: "guard",
  frameworks: checkedBy(
    "Security Hub DynamoDB.2",
    "Security Hub DynamoDB.4",
    "Prowler dynamodb_tables_pitr_enabled",
    "text of A.8.13",
  ),
  seeds: ["F"],
  scope: "stack",
  targets: kinds.dynamodbTable,
  *check(table, { stack }) {
    const recovery = table.at("pointInTimeRecovery");
    const on = recovery.items.map((block) => block.at("enabled"));
    if (on.some((value) => value.boolean === true)) {
      return;
    }
    const backup = isBackedUp(stack, table);
    // The provider shows the block of a table without one; unknown in a preview, unless the program wrote it.
    const isWritten = (table.propertyDependencies.pointInTimeRecovery ?? []).length > 0;
    if (backup === "yes") {
      yield notApplicable("AWS Backup backs it up");
    } else if (on.some((value) => value.unknown) || (recovery.unknown && isWritten)) {
      yield undecided(recovery, "whether point-in-time recovery is on is not known yet");
    } else if (backup === "unknown") {
      yield undecided("", "whether AWS Backup backs it up is not known yet");
    } else {
      yield finding(
        on[0] ?? "pointInTimeRecovery",
        "The table has neither point-in-time recovery nor a backup in this stack: what is overwritten or deleted in it is gone.",
      );
    }
  },
});
