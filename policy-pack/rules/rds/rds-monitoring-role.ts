import { kinds, type Kind } from "../../engine/kinds";
import { defineRule, finding, undecided } from "../../engine/rule";
import { declaredAt } from "../../helpers/declared";
import { trustsService } from "../../helpers/service-access";

const SERVICE = "monitoring.rds.amazonaws.com";
const TARGETS: Kind = [...kinds.rdsInstance, ...kinds.rdsClusterInstance, ...kinds.rdsCluster];
const FIX =
  `A role that \`${SERVICE}\` may assume, with the policy ` +
  "`arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole`, as `monitoringRoleArn`.";

export const rdsMonitoringRole = defineRule({
  id: "rds-monitoring-role",
  title: "Enhanced Monitoring has a role that RDS may assume",
  rationale:
    "Enhanced Monitoring writes to CloudWatch Logs with a role of yours. Without one, or with one that does not trust RDS's " +
    "monitoring service, RDS refuses to create the database.",
  remediation: FIX,
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["S4-7"],
  scope: "stack",
  targets: TARGETS,
  *check(database, { stack }) {
    const interval = declaredAt(stack, database, "monitoringInterval");
    const role = declaredAt(stack, database, "monitoringRoleArn");
    const isOn = (interval.number ?? 0) > 0;
    if (interval.unknown) {
      yield undecided(interval, "whether Enhanced Monitoring is on is not known yet");
    } else if (isOn && (role.absent || role.raw === "")) {
      yield finding(
        "monitoringRoleArn",
        `\`monitoringInterval: ${interval.show()}\` and no \`monitoringRoleArn\`. RDS answers \`A MonitoringRoleARN value is required if you specify a MonitoringInterval value other than 0\`.`,
      );
    } else if (!isOn && !role.absent && role.raw !== "") {
      yield finding(
        "monitoringInterval",
        `\`monitoringRoleArn\` is set and \`monitoringInterval\` is ${interval.absent ? "not" : "0"}. RDS takes a role only together with an interval.`,
        { remediation: "Set `monitoringInterval: 60`, or leave the role out." },
      );
    } else if (isOn) {
      const { targets, certain } = stack.link(database, ["monitoringRoleArn"], kinds.role);
      const [target] = targets;
      const admitted = target === undefined ? "unknown" : trustsService(target, SERVICE);
      if (target !== undefined && certain && admitted === "no") {
        yield finding(
          "assumeRolePolicy",
          `The role is the \`monitoringRoleArn\` of "${database.name}", and its trust policy does not let \`${SERVICE}\` assume it.`,
          {
            resource: target,
            remediation: `Make \`${SERVICE}\` the principal of the trust policy (not \`rds.amazonaws.com\`).`,
          },
        );
      } else if (targets.length > 0 && admitted === "unknown") {
        yield undecided(role, "whether the role trusts RDS's monitoring service is not known yet");
      }
    }
  },
});
