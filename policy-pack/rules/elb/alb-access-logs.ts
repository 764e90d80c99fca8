import { kinds } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, notApplicable, undecided } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import { checkedBy } from "../../frameworks/references";
import type { Answer } from "../../iam/answer";
import { isDelivered, loadBalancerType } from "../../helpers/load-balancers";

export const albAccessLogs = defineRule({
  id: "alb-access-logs",
  title: "Load balancers log the requests they take",
  rationale:
    "Without access logs nobody can tell afterwards who asked for what, and which target answered how; they cannot be had for the past.",
  remediation:
    "`accessLogs: { bucket: logs.bucket, enabled: true }`, with a bucket whose policy lets " +
    "`logdelivery.elasticloadbalancing.amazonaws.com` write.",
  severity: "low",
  enforcement: "advisory",
  family: "guard",
  frameworks: checkedBy("Security Hub ELB.5", "Prowler elbv2_logging_enabled"),
  seeds: ["S2-7"],
  scope: "stack",
  targets: [...kinds.loadBalancer, ...kinds.classicLoadBalancer],
  *check(loadBalancer, { stack }) {
    const type = loadBalancerType(loadBalancer);
    if (type === "gateway") {
      yield notApplicable("a Gateway Load Balancer has no access logs");
      return;
    }
    const log = loadBalancer.at("accessLogs");
    const isOn = isDelivered(log, loadBalancer);
    if (isOn === true) {
      return;
    }
    if (type === "network" && hasTls(stack, loadBalancer) === "no") {
      // https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-access-logs.html
      yield notApplicable("a Network Load Balancer logs TLS requests only, and it has no TLS listener");
    } else if (hasDeliverySource(stack, loadBalancer) === "yes") {
      return;
    } else if (
      isOn === undefined ||
      type === undefined ||
      (type === "network" && hasTls(stack, loadBalancer) === "unknown") ||
      hasDeliverySource(stack, loadBalancer) === "unknown"
    ) {
      yield undecided(log, "whether it writes access logs is not known yet");
    } else {
      yield finding(
        log,
        `Load balancer "${loadBalancer.name}" writes no access logs${log.absent ? "" : ` (\`enabled\` is ${log.at("enabled").show()})`}. ` +
          "When something goes wrong, nobody can tell which requests came in and what became of them.",
      );
    }
  },
});

function hasTls(stack: Stack, loadBalancer: Resource): Answer {
  const listeners = stack.companions(loadBalancer, kinds.loadBalancer, kinds.listener, "loadBalancerArn");
  const protocols = listeners.map((each) => each.at("protocol"));
  if (protocols.some(({ string }) => string === "TLS")) {
    return "yes";
  }
  const open = protocols.some(({ unknown }) => unknown);
  return open || stack.strays(kinds.loadBalancer, kinds.listener, "loadBalancerArn").length > 0 ? "unknown" : "no";
}

/** Logs through CloudWatch's vended log delivery, the newer way. */
function hasDeliverySource(stack: Stack, loadBalancer: Resource): Answer {
  const sources = stack.companions(loadBalancer, kinds.loadBalancer, kinds.logDeliverySource, "resourceArn");
  if (sources.length > 0) {
    return "yes";
  }
  return stack.strays(kinds.loadBalancer, kinds.logDeliverySource, "resourceArn").length > 0 ? "unknown" : "no";
}
