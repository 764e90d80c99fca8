import { sgNoMixedRules } from "../../../policy-pack/rules/vpc/sg-no-mixed-rules";
import { interpolate, ref, resource, testRule, unknown } from "../../support";

const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const DEFAULT = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";
const RULE = "aws:ec2/securityGroupRule:SecurityGroupRule";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

const https = { protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] };
const group = (more: Readonly<Record<string, unknown>> = {}, name = "web") => resource(GROUP, name, more);
const rule = (type: unknown, to: unknown = ref("web")) =>
  resource(RULE, "rule", {
    type,
    securityGroupId: to,
    protocol: "tcp",
    fromPort: 80,
    toPort: 80,
    cidrBlocks: ["10.0.0.0/8"],
  });
const ingress = (to: unknown = ref("web")) =>
  resource(INGRESS, "in", { securityGroupId: to, ipProtocol: "tcp", fromPort: 80, toPort: 80, cidrIpv4: "10.0.0.0/8" });

testRule(sgNoMixedRules, {
  valid: [
    { name: "inline rules alone", resources: [group({ ingress: [https], egress: [https] })] },
    { name: "separate rules alone", resources: [group(), rule("ingress"), ingress()] },
    {
      name: "inline egress beside separate ingress",
      resources: [group({ egress: [https] }), rule("ingress"), ingress()],
    },
    { name: "inline ingress beside separate egress", resources: [group({ ingress: [https] }), rule("egress")] },
    {
      name: "separate rules of another group",
      resources: [group({ ingress: [https] }), group({}, "app"), ingress(ref("app"))],
    },
    {
      name: "separate rules of a group of another stack",
      resources: [group({ ingress: [https] }), ingress("sg-0123456789abcdef0")],
    },
    { name: "an empty list", resources: [group({ ingress: [] }), ingress()] },
    {
      name: "a rule of a group nobody knows",
      resources: [group({ ingress: [https] }), ingress(unknown)],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a rule of one of two groups",
      resources: [group({ ingress: [https] }), group({}, "app"), ingress(interpolate`${ref("web")}${ref("app")}`)],
      undecided: ["preview"],
      modes: ["preview"],
    },
    {
      name: "inline rules nobody knows",
      resources: [group({ ingress: unknown }), ingress()],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a rule of an unknown direction",
      resources: [group({ ingress: [https] }), rule(unknown)],
      undecided: ["preview", "up", "offline"],
    },
  ],
  invalid: [
    {
      name: "inline and separate ingress, while all ids are unknown",
      resources: [group({ ingress: [https] }), ingress()],
      findings: [
        {
          resource: "web",
          property: "ingress",
          message: 'inline `ingress` rules, and "in" adds to the same list',
          severity: "high",
        },
      ],
    },
    {
      name: "both older and newer separate rules",
      resources: [group({ ingress: [https] }), ingress(), rule("ingress")],
      findings: [{ resource: "web", message: '"rule" and "in" add to the same list' }],
    },
    {
      name: "inline and separate egress",
      resources: [
        group({ egress: [https] }),
        resource(EGRESS, "out", { securityGroupId: ref("web"), ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" }),
      ],
      findings: [{ resource: "web", property: "egress", message: '"out"' }],
    },
    {
      name: "the default group, found by its literal id",
      resources: [
        resource(DEFAULT, "default", { vpcId: "vpc-1", egress: [https] }),
        resource(RULE, "rule", {
          type: "egress",
          securityGroupId: ref("default"),
          protocol: "tcp",
          fromPort: 80,
          toPort: 80,
        }),
      ],
      findings: [{ resource: "default", property: "egress", message: "undoes what the other does" }],
    },
  ],
});
