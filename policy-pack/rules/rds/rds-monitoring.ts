import { kinds, type Kind } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, notApplicable, undecided } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import { checkedBy } from "../../frameworks/references";
import type { Answer } from "../../iam/answer";
import { declaredAt } from "../../helpers/declared";
import { environmentSettings, isProtectedEnvironment } from "../../helpers/settings";
import { quotedNames } from "../../helpers/words";

const TARGETS: Kind = [...kinds.rdsInstance, ...kinds.rdsClusterInstance];
const MOST_NAMED = 5;

export const rdsMonitoring = defineRule({
  id: "rds-monitoring",
  title: "Production databases have Enhanced Monitoring",
  rationale:
    "CloudWatch sees a database's processor from the outside. Which process eats memory or waits for the disk is seen only with " +
    "Enhanced Monitoring, and only while it was on before the trouble began.",
  remediation:
    "Set `monitoringInterval: 60` and `monitoringRoleArn`, a role that `monitoring.rds.amazonaws.com` may assume with the policy AmazonRDSEnhancedMonitoringRole.",
  severity: "low",
  enforcement: "advisory",
  family: "guard",
  frameworks: checkedBy("Security Hub RDS.6", "Prowler rds_instance_enhanced_monitoring_enabled"),
  seeds: ["S4-7"],
  settings: environmentSettings,
  scope: "stack",
  targets: TARGETS,
  *check(database, context) {
    const { stack } = context;
    const inProduction = isProtectedEnvironment(database, context);
    if (inProduction === "no") {
      yield notApplicable("the environment is not a protected one");
      return;
    }
    const monitored = isMonitored(stack, database);
    if (monitored === "yes") {
      return;
    }
    if (monitored === "unknown" || inProduction === "unknown") {
      yield undecided(
        "monitoringInterval",
        "whether Enhanced Monitoring is on, in a protected environment, is not known yet",
      );
      return;
    }
    // One role and one interval serve them all, so it is one finding.
    const [first, ...others] = stack
      .ofKind(TARGETS)
      .filter((each) => isMonitored(stack, each) === "no" && isProtectedEnvironment(each, context) === "yes");
    if (first !== database) {
      yield notApplicable(`reported with "${first?.name ?? ""}"`);
      return;
    }
    const also =
      others.length === 0
        ? ""
        : `, nor have ${quotedNames(
            others.map(({ name }) => name),
            MOST_NAMED,
          )}`;
    yield finding("monitoringInterval", `The database has no Enhanced Monitoring in a protected environment${also}.`, {
      about: [first, ...others],
    });
  },
});

/** By its own interval, or by that of the cluster it belongs to. */
function isMonitored(stack: Stack, database: Resource): Answer {
  const { targets } = stack.link(database, ["clusterIdentifier"], kinds.rdsCluster);
  const intervals = [database, ...targets].map((each) => declaredAt(stack, each, "monitoringInterval"));
  return intervals.some(({ number = 0 }) => number > 0)
    ? "yes"
    : intervals.some((interval) => interval.unknown)
      ? "unknown"
      : "no";
}
