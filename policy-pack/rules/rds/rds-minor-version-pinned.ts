import { kinds } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, notApplicable, undecided } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import { declaredAt, isDeclared } from "../../helpers/declared";
import { replicaOf } from "../../helpers/rds/engine";
import { isExactVersion } from "../../helpers/rds/engine-versions";
import { reportedOnce, type Verdict } from "../../helpers/shared-fault";

const TARGETS = kinds.rdsInstance;

export const rdsMinorVersionPinned = defineRule({
  id: "rds-minor-version-pinned",
  title: "A database that RDS upgrades by itself names only its major version",
  rationale:
    "RDS upgrades minor versions in the maintenance window unless `autoMinorVersionUpgrade` is off. A program that names the " +
    "old minor version then asks for a downgrade, which RDS refuses, and once RDS retires that version no new stack can be made from it.",
  remediation: "Name the major version (`15`, `8.0`), or set `autoMinorVersionUpgrade: false` and upgrade by hand.",
  severity: "low",
  enforcement: "advisory",
  family: "convention",
  frameworks: [],
  seeds: ["F"],
  scope: "stack",
  targets: TARGETS,
  check: reportedOnce(TARGETS, judge),
});

function* judge(stack: Stack, database: Resource): Generator<Verdict> {
  const [engine, version, automatic] = ["engine", "engineVersion", "autoMinorVersionUpgrade"].map((property) =>
    declaredAt(stack, database, property),
  );
  if (automatic?.boolean === false || replicaOf(stack, database) !== undefined) {
    yield notApplicable("its version changes only when the program's, or its source's, does");
  } else if (automatic?.unknown === true || version?.unknown === true) {
    yield undecided("engineVersion", "the version, or whether RDS upgrades it, is not known yet");
  } else if (isExactVersion("instance", engine?.string ?? "", version?.string ?? "")) {
    yield {
      outcome: "fault",
      at: stack.derive(firstPinned) ?? database,
      property: "engineVersion",
      via: database.at("engineVersion"),
      message: (users) =>
        `${users}: the version is exact, to the minor one, and RDS upgrades it by itself. The next deployment after that asks for a downgrade.`,
    };
  }
}

/** The first database with an exact version: the finding is one for the whole stack. */
function firstPinned(stack: Stack): Resource | undefined {
  return stack
    .ofKind(TARGETS)
    .find(
      (each) =>
        isDeclared(stack, each, "engineVersion") &&
        replicaOf(stack, each) === undefined &&
        declaredAt(stack, each, "autoMinorVersionUpgrade").boolean !== false &&
        isExactVersion("instance", each.at("engine").string ?? "", each.at("engineVersion").string ?? ""),
    );
}
