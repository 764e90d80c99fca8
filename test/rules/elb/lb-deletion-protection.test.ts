import { UNKNOWN_PROGRAM } from "../../../policy-pack/engine/context";
import { lbDeletionProtection } from "../../../policy-pack/rules/elb/lb-deletion-protection";
import { ref, resource, testRule, unknown } from "../../support";

type Props = Readonly<Record<string, unknown>>;
const ALB = "aws:lb/loadBalancer:LoadBalancer";
const program = { ...UNKNOWN_PROGRAM, project: "flight", stack: "prod" };
const one = (props: Props = {}, type = ALB) => resource(type, "web", props);
const found = (value: string) => [
  {
    resource: "web",
    property: "enableDeletionProtection",
    message: `\`enableDeletionProtection\` is ${value} in a protected environment`,
    severity: "medium" as const,
  },
];

testRule(lbDeletionProtection, {
  invalid: [
    { name: "nothing said", resources: [one()], program, findings: found("not set") },
    {
      name: "switched off, its group unknown in a first preview",
      resources: [
        resource("aws:ec2/securityGroup:SecurityGroup", "open", {}),
        one({ enableDeletionProtection: false, securityGroups: [ref("open")] }),
      ],
      program,
      findings: found("false"),
    },
    {
      name: "a Network Load Balancer, production by tag",
      resources: [one({ loadBalancerType: "network", tags: { Environment: "production" } })],
      findings: found("not set"),
    },
    {
      name: "another spelling of the type",
      resources: [one({ enableDeletionProtection: "false" }, "aws:alb/loadBalancer:LoadBalancer")],
      program,
      findings: found('"false"'),
    },
  ],
  valid: [
    { name: "protected", resources: [one({ enableDeletionProtection: true })], program },
    { name: "protected, as text", resources: [one({ enableDeletionProtection: "true" })], program },
    { name: "not production", resources: [one()], outcome: "notApplicable" },
    {
      name: "before production",
      resources: [one({ enableDeletionProtection: false, tags: { Environment: "pre-prod" } })],
      outcome: "notApplicable",
    },
    {
      name: "a Classic Load Balancer, which knows no protection",
      resources: [one({}, "aws:elb/loadBalancer:LoadBalancer")],
      program,
      outcome: "none",
    },
    {
      name: "other words for production",
      resources: [one()],
      program,
      settings: { protectedEnvironments: ["customer"] },
      outcome: "notApplicable",
    },
    {
      name: "a switch from elsewhere",
      resources: [one({ enableDeletionProtection: unknown })],
      program,
      undecided: ["preview", "up", "offline"],
    },
  ],
  remediates: [
    { name: "production", resource: one(), program, becomes: { enableDeletionProtection: true } },
    {
      name: "switched off in production",
      resource: one({ enableDeletionProtection: false }),
      program,
      becomes: { enableDeletionProtection: true },
    },
    { name: "elsewhere", resource: one(), becomes: {} },
    { name: "a switch from elsewhere", resource: one({ enableDeletionProtection: unknown }), program, becomes: {} },
  ],
  remediated: [
    "nothing said",
    "switched off, its group unknown in a first preview",
    "a Network Load Balancer, production by tag",
    "another spelling of the type",
  ],
});
