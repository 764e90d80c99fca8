import { albHealthCheck } from "../../../policy-pack/rules/elb/alb-health-check";
import { ref, resource, testRule, unknown } from "../../support";

const GROUP = "aws:lb/targetGroup:TargetGroup";
const group = (name: string, more: Record<string, unknown> = {}, type = GROUP) =>
  resource(type, name, { port: 80, protocol: "HTTP", ...more });
const check = { healthCheck: { path: "/health" } };
const NONE = "no health check of its own";

testRule(albHealthCheck, {
  judgedByCompanions: ["aws:alb/targetGroup:TargetGroup"],
  invalid: [
    {
      name: "nothing about health",
      resources: [group("web")],
      findings: [
        { resource: "web", property: "healthCheck", message: `Target group "web" has ${NONE}`, severity: "medium" },
      ],
    },
    {
      name: "an empty block",
      resources: [group("web", { healthCheck: {} })],
      findings: [{ resource: "web", message: NONE }],
    },
    {
      name: "another spelling",
      resources: [group("web", {}, "aws:alb/targetGroup:TargetGroup")],
      findings: [{ resource: "web", message: NONE }],
    },
    {
      name: "its VPC not known yet",
      resources: [resource("aws:ec2/vpc:Vpc", "vpc", {}), group("web", { vpcId: ref("vpc"), targetType: "ip" })],
      findings: [{ resource: "web", message: NONE }],
    },
    {
      name: "three of four: one finding",
      resources: [group("a"), group("b"), group("c", check), group("d")],
      findings: [{ resource: "a", message: 'Target groups "a", "b" and "d" have no health check of their own' }],
    },
  ],
  valid: [
    { name: "a path", resources: [group("web", check)] },
    { name: "TCP, said so", resources: [group("web", { protocol: "TCP", healthCheck: { protocol: "TCP" } })] },
    { name: "a health check that is not known yet", resources: [group("web", { healthCheck: unknown })] },
    { name: "a function", resources: [resource(GROUP, "web", { targetType: "lambda" })], outcome: "notApplicable" },
    {
      name: "targets nobody knows",
      resources: [group("web", { targetType: unknown })],
      undecided: ["preview", "up", "offline"],
    },
  ],
});
