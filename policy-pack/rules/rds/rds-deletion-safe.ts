import { kinds, type Kind } from "../../engine/kinds";
import { set } from "../../engine/remediation";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, undecided, type RuleContext, type Yield } from "../../engine/rule";
import { checkedBy } from "../../frameworks/references";
import { environmentSettings, isProtectedEnvironment } from "../../helpers/settings";

const WITH_SNAPSHOT: Kind = [
  ...kinds.rdsInstance,
  ...kinds.rdsCluster,
  ...kinds.documentCluster,
  ...kinds.neptuneCluster,
];

export const rdsDeletionSafe = defineRule({
  id: "rds-deletion-safe",
  title: "Production databases cannot be deleted by mistake, and a deletion leaves a snapshot",
  rationale:
    "A rename, a replacement or `pulumi destroy` on the wrong stack deletes the database. Deletion protection makes RDS refuse, " +
    "and a final snapshot is what is left when nothing did. A database that asks for a snapshot without naming it cannot be deleted at all.",
  remediation:
    "In production: `deletionProtection: true` and `finalSnapshotIdentifier`, without `skipFinalSnapshot`. Elsewhere: `skipFinalSnapshot: true`.",
  severity: "high",
  enforcement: "mandatory",
  family: "guard",
  frameworks: checkedBy(
    "Security Hub RDS.7",
    "Security Hub RDS.8",
    "Security Hub DocumentDB.5",
    "Security Hub Neptune.4",
  ),
  seeds: ["S2-5"],
  settings: environmentSettings,
  scope: "resource",
  targets: [...WITH_SNAPSHOT, ...kinds.rdsGlobalCluster],
  remediate: {
    does:
      "In a protected environment, sets `deletionProtection: true`, and `skipFinalSnapshot: false` where the snapshot has a name. " +
      "Never thinks up a name.",
    *edits(database, context) {
      if (!database.at("replicateSourceDb").absent || isProtectedEnvironment(database, context) !== "yes") {
        return;
      }
      yield set("deletionProtection", true);
      if (
        database.at("skipFinalSnapshot").boolean === true &&
        (database.at("finalSnapshotIdentifier").string ?? "") !== ""
      ) {
        yield set("skipFinalSnapshot", false);
      }
    },
  },
  *check(database, context) {
    const isReplica = !database.at("replicateSourceDb").absent;
    if (WITH_SNAPSHOT.includes(database.type)) {
      yield* snapshot(database, isReplica, context);
    }
    if (!isReplica) {
      yield* protection(database, context);
    }
  },
});

function* protection(database: Resource, context: RuleContext): Generator<Yield> {
  const isProtected = database.at("deletionProtection");
  if (isProtected.boolean === true) {
    return;
  }
  const inProduction = isProtectedEnvironment(database, context);
  if (inProduction === "unknown" || (inProduction === "yes" && isProtected.unknown)) {
    yield undecided(isProtected, "whether it is protected, in a protected environment, is not known yet");
  } else if (inProduction === "yes") {
    yield finding(
      isProtected,
      `\`deletionProtection\` is ${isProtected.absent ? "not set" : isProtected.show()} in a protected environment: whatever deletes the database succeeds.`,
      { remediation: "Set `deletionProtection: true`." },
    );
  }
}

function* snapshot(database: Resource, isReplica: boolean, context: RuleContext): Generator<Yield> {
  const skip = database.at("skipFinalSnapshot");
  const name = database.at("finalSnapshotIdentifier");
  if (skip.unknown) {
    yield undecided(skip, "whether a deletion takes a snapshot is not known yet");
  } else if (skip.boolean === true) {
    if (!isReplica) {
      yield* skipped(database, context);
    }
  } else if (isReplica) {
    // https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBInstance.html
    yield finding(
      skip,
      "A read replica cannot leave a final snapshot, so RDS deletes it only with `skipFinalSnapshot: true`: `pulumi destroy`, or a replacement, would fail.",
      { remediation: "Set `skipFinalSnapshot: true` on the replica.", severity: "medium" },
    );
  } else if (name.absent || name.raw === "") {
    // https://github.com/pulumi/pulumi-aws/issues/2020
    yield finding(
      "finalSnapshotIdentifier",
      "A deletion is to take a final snapshot (`skipFinalSnapshot` is not true), and nothing names it. `pulumi destroy`, or a replacement, fails: `FinalSnapshotIdentifier is required when a final snapshot is required`.",
      {
        remediation: "Set `finalSnapshotIdentifier`, or, where the data is worth nothing, `skipFinalSnapshot: true`.",
        severity: "medium",
      },
    );
  }
}

function* skipped(database: Resource, context: RuleContext): Generator<Yield> {
  const inProduction = isProtectedEnvironment(database, context);
  const skip = database.at("skipFinalSnapshot");
  if (inProduction === "unknown") {
    yield undecided(skip, "whether the environment is a protected one is not known yet");
  } else if (inProduction === "yes") {
    yield finding(
      skip,
      "With `skipFinalSnapshot: true`, in a protected environment, a deletion leaves nothing behind.",
      {
        remediation: "Leave it out, and set `finalSnapshotIdentifier`.",
      },
    );
  }
}
