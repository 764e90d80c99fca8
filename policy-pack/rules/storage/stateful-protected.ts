import { kinds, type Kind } from "../../engine/kinds";
import { set } from "../../engine/remediation";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, notApplicable, undecided } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import { checkedBy } from "../../frameworks/references";
import type { Answer } from "../../iam/answer";
import { isBackedUp } from "../../helpers/backup-selections";
import { environmentSettings, isProtectedEnvironment } from "../../helpers/settings";

interface Row {
  readonly types: Kind;
  readonly label: string;
  /** Whether the resource is safe without AWS Backup. */
  readonly isSafe: (stack: Stack, resource: Resource) => Answer;
  readonly fix: string;
}

const USER_POOL: Kind = ["aws:cognito/userPool:UserPool"];
const BACKUP_POLICY: Kind = ["aws:efs/backupPolicy:BackupPolicy"];
const LIFECYCLE_POLICY: Kind = ["aws:dlm/lifecyclePolicy:LifecyclePolicy"];

/** Stores whose own rules do not ask for protection and backups already. */
const ROWS: readonly Row[] = [
  {
    types: USER_POOL,
    label: "user pool",
    isSafe: (_, pool) => {
      const protection = pool.at("deletionProtection");
      return protection.unknown ? "unknown" : protection.string === "ACTIVE" ? "yes" : "no";
    },
    fix: 'Set `deletionProtection: "ACTIVE"`: users and passwords cannot be exported.',
  },
  {
    types: kinds.fileSystem,
    label: "file system",
    isSafe: (stack, fileSystem) =>
      answerOf(
        stack.companions(fileSystem, kinds.fileSystem, BACKUP_POLICY, "fileSystemId"),
        stack.strays(kinds.fileSystem, BACKUP_POLICY, "fileSystemId"),
        (policy) => policy.at("backupPolicy", "status").string !== "DISABLED",
      ),
    fix: '`new aws.efs.BackupPolicy(name, { fileSystemId: fileSystem.id, backupPolicy: { status: "ENABLED" } })`.',
  },
  {
    types: ["aws:ebs/volume:Volume"],
    label: "volume",
    // Lifecycle policies choose volumes by tag; one in the stack is taken to mean this one, perhaps.
    isSafe: (stack) => (stack.ofKind(LIFECYCLE_POLICY).length > 0 ? "unknown" : "no"),
    fix: "Take it into an `aws.backup.Selection`, or into an `aws.dlm.LifecyclePolicy`.",
  },
];

export const statefulProtected = defineRule({
  id: "stateful-protected",
  title: "Production data is protected or backed up, and backup plans back something up",
  rationale:
    "A rename, a replacement or `pulumi destroy` on the wrong stack takes the data along. What is neither protected from deletion " +
    "nor backed up is then gone. A backup plan without a selection looks like a backup and is none.",
  remediation: "Protect the resource from deletion, or take it into an `aws.backup.Selection`.",
  severity: "medium",
  enforcement: "advisory",
  family: "guard",
  frameworks: checkedBy(
    "Security Hub EC2.28",
    "Security Hub EFS.2",
    "Security Hub EFS.7",
    "Prowler backup_plans_exist",
    "Prowler efs_have_backup_enabled",
    "text of REL09-BP03",
  ),
  seeds: ["S3-3", "F"],
  settings: environmentSettings,
  scope: "stack",
  targets: [...ROWS.flatMap(({ types }) => types), ...kinds.backupPlan],
  remediate: {
    does: 'Sets `deletionProtection: "ACTIVE"` on Cognito user pools in a protected environment.',
    targets: () => USER_POOL,
    *edits(pool, context) {
      if (isProtectedEnvironment(pool, context) === "yes") {
        yield set("deletionProtection", "ACTIVE");
      }
    },
  },
  *check(resource, context) {
    const { stack } = context;
    if (kinds.backupPlan.some((type) => type === resource.type)) {
      const hasSelection = stack.companions(resource, kinds.backupPlan, kinds.backupSelection, "planId").length > 0;
      if (!hasSelection && stack.strays(kinds.backupPlan, kinds.backupSelection, "planId").length > 0) {
        yield undecided("", "which plan a selection of the stack belongs to is not known yet");
      } else if (!hasSelection) {
        yield finding("", "No selection of the stack belongs to this backup plan: it backs nothing up.", {
          remediation:
            "`new aws.backup.Selection(name, { planId: plan.id, iamRoleArn: role.arn, resources: [table.arn] })`.",
        });
      }
      return;
    }
    const row = ROWS.find(({ types }) => types.includes(resource.type));
    const inProduction = isProtectedEnvironment(resource, context);
    if (row === undefined || inProduction === "no") {
      yield notApplicable("the environment is not a protected one");
      return;
    }
    const safe = either(row.isSafe(stack, resource), isBackedUp(stack, resource));
    if (safe === "yes") {
      return;
    }
    if (safe === "unknown" || inProduction === "unknown") {
      yield undecided(
        "",
        `whether the ${row.label} is protected or backed up, in a protected environment, is not known yet`,
      );
    } else {
      yield finding(
        "",
        `The ${row.label} is neither protected from deletion nor backed up in this stack, in a protected environment.`,
        { remediation: row.fix },
      );
    }
  },
});

function either(a: Answer, b: Answer): Answer {
  return a === "yes" || b === "yes" ? "yes" : a === "unknown" || b === "unknown" ? "unknown" : "no";
}

function answerOf(
  companions: readonly Resource[],
  strays: readonly Resource[],
  serves: (companion: Resource) => boolean,
): Answer {
  return companions.some(serves) ? "yes" : strays.length > 0 ? "unknown" : "no";
}
