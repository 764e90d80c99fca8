import { kinds } from "../../engine/kinds";
import { defineRule, finding, notApplicable, undecided } from "../../engine/rule";
import { checkedBy } from "../../frameworks/references";
import { isLoadBalanced } from "../../helpers/auto-scaling";
import { isDeclared } from "../../helpers/declared";

export const asgHealthCheck = defineRule({
  id: "asg-health-check",
  title: "Auto Scaling groups behind a load balancer replace what its health check fails",
  rationale:
    "With the default, EC2 status checks, a group keeps an instance whose application has died: the machine still runs. " +
    "Without a grace period it kills instances that are still starting.",
  remediation:
    '`healthCheckType: "ELB"`, with `healthCheckGracePeriod` as long as an instance takes to start, in seconds.',
  severity: "medium",
  enforcement: "advisory",
  family: "guard",
  frameworks: checkedBy("Security Hub AutoScaling.1", "text of REL11-BP03"),
  seeds: ["S1-7"],
  scope: "stack",
  targets: kinds.autoScalingGroup,
  *check(group, { stack }) {
    const behind = isLoadBalanced(stack, group);
    if (behind !== "yes") {
      yield behind === "no"
        ? notApplicable("no load balancer sends it requests")
        : undecided("targetGroupArns", "whether a load balancer sends it requests is not known yet");
      return;
    }
    const type = group.at("healthCheckType");
    const isSet = isDeclared(stack, group, "healthCheckType");
    const grace = group.at("healthCheckGracePeriod");
    if (isSet && type.string === undefined) {
      yield undecided(type, "the kind of health check is not known yet");
    } else if (type.string?.includes("ELB") !== true) {
      const what = isSet ? `With ${type.show()}` : "Without `healthCheckType`";
      yield finding(
        type,
        `${what} the group "${group.name}" looks at the machine only. An instance that fails the load balancer's health check ` +
          "gets no more requests, and is never replaced.",
      );
    } else if (grace.number === 0) {
      yield finding(
        grace,
        `Without a grace period the group "${group.name}" replaces instances that are still starting, again and again.`,
        { remediation: "Set `healthCheckGracePeriod` to the seconds an instance takes to start; the default is 300." },
      );
    } else if (grace.unknown) {
      yield undecided(grace, "the grace period is not known yet");
    }
  },
});
