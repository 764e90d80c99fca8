import { asgTargetTracking } from "../../../policy-pack/rules/autoscaling/asg-target-tracking";
import { ref, resource, testRule, unknown } from "../../support";

const group = (more: Record<string, unknown> = {}) =>
  resource("aws:autoscaling/group:Group", "workers", { minSize: 2, maxSize: 4, ...more });
const policy = (name: string, more: Record<string, unknown> = {}, to: unknown = ref("workers", "name")) =>
  resource("aws:autoscaling/policy:Policy", name, { autoscalingGroupName: to, ...more });
const simple = { scalingAdjustment: 1, adjustmentType: "ChangeInCapacity", cooldown: 300 };

testRule(asgTargetTracking, {
  invalid: [
    {
      name: "no policy at all",
      resources: [group()],
      findings: [
        {
          resource: "workers",
          property: "",
          message: 'Nothing scales the group "workers" between 2 and 4 instances',
          severity: "low",
        },
      ],
    },
    {
      name: "two simple policies: one finding",
      resources: [group(), policy("up", simple), policy("down", { ...simple, scalingAdjustment: -1 })],
      findings: [{ resource: "workers", message: 'scales by simple policies alone ("down" and "up")' }],
    },
    {
      name: "a simple policy by its type",
      resources: [group(), policy("up", { ...simple, policyType: "SimpleScaling" })],
      findings: [{ resource: "workers", message: "simple policies" }],
    },
    {
      name: "the policy is another group's",
      resources: [
        group(),
        resource("aws:autoscaling/group:Group", "other", { minSize: 1, maxSize: 1 }),
        policy("up", { policyType: "TargetTrackingScaling" }, ref("other", "name")),
      ],
      findings: [{ resource: "workers", message: "Nothing scales" }],
    },
    {
      name: "no policy at all, in subnets that are still to come",
      resources: [
        resource("aws:ec2/subnet:Subnet", "subnet", { vpcId: "vpc-1", cidrBlock: "10.0.0.0/24" }),
        group({ vpcZoneIdentifiers: [ref("subnet")] }),
      ],
      findings: [{ resource: "workers", message: "Nothing scales" }],
    },
  ],
  valid: [
    { name: "target tracking", resources: [group(), policy("cpu", { policyType: "TargetTrackingScaling" })] },
    { name: "step scaling", resources: [group(), policy("steps", { policyType: "StepScaling" })] },
    {
      name: "target tracking beside a simple policy",
      resources: [group(), policy("cpu", { policyType: "TargetTrackingScaling" }), policy("up", simple)],
    },
    { name: "a fixed size", resources: [group({ minSize: 3, maxSize: 3 })], outcome: "notApplicable" },
    {
      name: "a schedule",
      resources: [
        group(),
        resource("aws:autoscaling/schedule:Schedule", "night", {
          autoscalingGroupName: ref("workers", "name"),
          scheduledActionName: "night",
        }),
      ],
      outcome: "notApplicable",
    },
    {
      name: "an ECS capacity provider",
      resources: [
        group(),
        resource("aws:ecs/capacityProvider:CapacityProvider", "provider", {
          autoScalingGroupProvider: { autoScalingGroupArn: ref("workers", "arn") },
        }),
      ],
      outcome: "notApplicable",
    },
    {
      name: "the cluster autoscaler",
      resources: [
        group({ tags: [{ key: "k8s.io/cluster-autoscaler/enabled", value: "true", propagateAtLaunch: true }] }),
      ],
      outcome: "notApplicable",
    },
    {
      name: "a policy of a group nobody knows",
      resources: [group(), policy("cpu", {}, unknown)],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a type nobody knows",
      resources: [group(), policy("cpu", { policyType: unknown })],
      undecided: ["preview", "up", "offline"],
    },
  ],
});
