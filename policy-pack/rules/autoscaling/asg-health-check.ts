import { kinds } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, notApplicable, undecided } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import type { Value } from "../../engine/value";
import { checkedBy } from "../../frameworks/references";
import { isDeclared } from "../../helpers/declared";
import type { Answer } from "../../iam/answer";

const INLINE = ["targetGroupArns", "loadBalancers", "trafficSources"];
const SEPARATE = [kinds.autoScalingAttachment, kinds.autoScalingTrafficSource];

/** VPC Lattice checks the health of its targets in another way (`VPC_LATTICE`). */
const LATTICE = "vpc-lattice";

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

/** Whether a load balancer sends requests to the instances of a group. */
function isLoadBalanced(stack: Stack, group: Resource): Answer {
  const inline = INLINE.filter((name) => isDeclared(stack, group, name)).map((name) => group.at(name));
  const attached = SEPARATE.flatMap((kind) =>
    stack.companions(group, kinds.autoScalingGroup, kind, "autoscalingGroupName"),
  );
  if (inline.some((list) => list.items.some(isLoadBalancer)) || attached.some(attachesLoadBalancer)) {
    return "yes";
  }
  const strays = SEPARATE.some((kind) => stack.strays(kinds.autoScalingGroup, kind, "autoscalingGroupName").length > 0);
  return strays || inline.some((list) => list.unknown) ? "unknown" : "no";
}

function isLoadBalancer(source: Value): boolean {
  return source.at("type").string !== LATTICE;
}

function attachesLoadBalancer(attachment: Resource): boolean {
  return attachment.at("trafficSource", "type").string !== LATTICE;
}
