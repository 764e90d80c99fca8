import { asgHealthCheck } from "../../../policy-pack/rules/autoscaling/asg-health-check";
import { ref, resource, testRule, unknown } from "../../support";

const target = resource("aws:lb/targetGroup:TargetGroup", "target", { port: 80 });
const group = (more: Record<string, unknown> = {}) =>
  resource("aws:autoscaling/group:Group", "workers", { minSize: 2, maxSize: 4, ...more });
const behind = { targetGroupArns: [ref("target", "arn")] };
const attachment = (name: unknown = ref("workers", "name")) =>
  resource("aws:autoscaling/attachment:Attachment", "attachment", {
    autoscalingGroupName: name,
    lbTargetGroupArn: ref("target", "arn"),
  });
const MACHINE = 'the group "workers" looks at the machine only';

testRule(asgHealthCheck, {
  invalid: [
    {
      name: "nothing about health",
      resources: [target, group(behind)],
      findings: [
        {
          resource: "workers",
          property: "healthCheckType",
          message: `Without \`healthCheckType\` ${MACHINE}`,
          severity: "medium",
        },
      ],
    },
    {
      name: "EC2",
      resources: [target, group({ ...behind, healthCheckType: "EC2" })],
      findings: [{ resource: "workers", message: `With "EC2" ${MACHINE}` }],
    },
    {
      name: "attached by a resource of its own",
      resources: [target, group(), attachment()],
      findings: [{ resource: "workers", message: MACHINE }],
    },
    {
      name: "a traffic source",
      resources: [target, group({ trafficSources: [{ identifier: ref("target", "arn"), type: "elbv2" }] })],
      findings: [{ resource: "workers", message: MACHINE }],
    },
    {
      name: "a Classic Load Balancer",
      resources: [group({ loadBalancers: ["old"] })],
      findings: [{ resource: "workers", message: MACHINE }],
    },
    {
      name: "no grace period",
      resources: [target, group({ ...behind, healthCheckType: "ELB", healthCheckGracePeriod: 0 })],
      findings: [
        {
          resource: "workers",
          property: "healthCheckGracePeriod",
          message: "replaces instances that are still starting",
        },
      ],
    },
  ],
  valid: [
    { name: "ELB, the grace period by default", resources: [target, group({ ...behind, healthCheckType: "ELB" })] },
    {
      name: "ELB and a grace period",
      resources: [target, group({ healthCheckType: "ELB", healthCheckGracePeriod: 90 }), attachment()],
    },
    { name: "several kinds", resources: [target, group({ ...behind, healthCheckType: "EC2,ELB" })] },
    {
      name: "behind VPC Lattice, attached by a resource of its own",
      resources: [
        group(),
        resource("aws:autoscaling/trafficSourceAttachment:TrafficSourceAttachment", "source", {
          autoscalingGroupName: ref("workers", "name"),
          trafficSource: {
            identifier: "arn:aws:vpc-lattice:eu-west-1:111122223333:targetgroup/tg-1",
            type: "vpc-lattice",
          },
        }),
      ],
      outcome: "notApplicable",
    },
    { name: "behind nothing", resources: [group()], outcome: "notApplicable" },
    {
      name: "behind VPC Lattice",
      resources: [
        group({
          trafficSources: [
            { identifier: "arn:aws:vpc-lattice:eu-west-1:111122223333:targetgroup/tg-1", type: "vpc-lattice" },
          ],
        }),
      ],
      outcome: "notApplicable",
    },
    {
      name: "another group is attached",
      resources: [
        target,
        group(),
        resource("aws:autoscaling/group:Group", "other", { minSize: 1, maxSize: 1, healthCheckType: "ELB" }),
        attachment(ref("other", "name")),
      ],
    },
    {
      name: "an attachment of a group nobody knows yet",
      resources: [target, group(), attachment(unknown)],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a kind of check nobody knows",
      resources: [target, group({ ...behind, healthCheckType: unknown })],
      undecided: ["preview", "up", "offline"],
    },
  ],
});
