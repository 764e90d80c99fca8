import { kinds, type Kind } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, notApplicable, undecided } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import { checkedBy } from "../../frameworks/references";
import { isDeclared } from "../../helpers/declared";
import { quotedNames } from "../../helpers/words";

const POLICIES: Kind = ["aws:autoscaling/policy:Policy"];
const NAME = "autoscalingGroupName";
const SIMPLE = "SimpleScaling";
const MOST_NAMED = 4;

export const asgTargetTracking = defineRule({
  id: "asg-target-tracking",
  title: "Auto Scaling groups follow a target, not single alarms",
  rationale:
    "A simple policy changes the group by a fixed step, waits out its cooldown and looks no further; AWS recommends target " +
    "tracking or step scaling instead. A group without any policy never scales.",
  remediation:
    '`new aws.autoscaling.Policy(name, { autoscalingGroupName: group.name, policyType: "TargetTrackingScaling", ' +
    'targetTrackingConfiguration: { predefinedMetricSpecification: { predefinedMetricType: "ASGAverageCPUUtilization" }, targetValue: 50 } })`.',
  severity: "low",
  enforcement: "advisory",
  family: "convention",
  frameworks: checkedBy("text of REL07-BP01"),
  seeds: ["S2-11"],
  scope: "stack",
  targets: kinds.autoScalingGroup,
  *check(group, { stack }) {
    const policies = stack.companions(group, kinds.autoScalingGroup, POLICIES, NAME);
    const simple = policies.filter((policy) => typeOf(stack, policy) === SIMPLE);
    if (simple.length > 0 && simple.length === policies.length) {
      const names = quotedNames(
        simple.map(({ name }) => name),
        MOST_NAMED,
      );
      yield finding(
        "",
        `The group "${group.name}" scales by simple policies alone (${names}): a fixed step, then a cooldown in which nothing is done, whatever the load.`,
      );
      return;
    }
    if (policies.length > 0) {
      if (policies.every((policy) => typeOf(stack, policy) === undefined)) {
        yield undecided("", "the types of its scaling policies are not known yet");
      }
      return;
    }
    const [least, most] = [group.at("minSize"), group.at("maxSize")];
    if (least.number !== undefined && least.number === most.number) {
      yield notApplicable(`its size is fixed at ${least.number}`);
    } else if (stack.companions(group, kinds.autoScalingGroup, kinds.autoScalingSchedule, NAME).length > 0) {
      yield notApplicable("it scales by a schedule");
    } else if (isScaledElsewhere(stack, group)) {
      yield notApplicable("an ECS capacity provider or the cluster autoscaler scales it");
    } else if (least.unknown || most.unknown || hasStrays(stack)) {
      yield undecided("", "whether something scales it is not known yet");
    } else {
      yield finding(
        "",
        `Nothing scales the group "${group.name}" between ${least.show()} and ${most.show()} instances: it has no scaling policy.`,
      );
    }
  },
});

/** @returns `undefined` while nobody knows. The provider's default is simple scaling. */
function typeOf(stack: Stack, policy: Resource): string | undefined {
  const type = policy.at("policyType");
  return isDeclared(stack, policy, "policyType") ? type.string : (type.string ?? SIMPLE);
}

/** Tags by which the Kubernetes cluster autoscaler finds its groups. */
const CLUSTER_AUTOSCALER = "k8s.io/cluster-autoscaler/";

function isScaledElsewhere(stack: Stack, group: Resource): boolean {
  const providers = stack.companions(
    group,
    kinds.autoScalingGroup,
    kinds.ecsCapacityProvider,
    "autoScalingGroupProvider",
    "autoScalingGroupArn",
  );
  const keys = group.at("tags").items.map((tag) => tag.at("key").string);
  return providers.length > 0 || keys.some((key) => key?.startsWith(CLUSTER_AUTOSCALER) === true);
}

function hasStrays(stack: Stack): boolean {
  return (
    [POLICIES, kinds.autoScalingSchedule].some((kind) => stack.strays(kinds.autoScalingGroup, kind, NAME).length > 0) ||
    stack.strays(kinds.autoScalingGroup, kinds.ecsCapacityProvider, "autoScalingGroupProvider", "autoScalingGroupArn")
      .length > 0
  );
}
