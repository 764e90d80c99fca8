import { sgNarrowRules } from "../../../policy-pack/rules/vpc/sg-narrow-rules";
import { ref, resource, testRule, unknown } from "../../support";

const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const RULE = "aws:ec2/securityGroupRule:SecurityGroupRule";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

const description = "Queries from the application";
const tcp = (from: unknown, to: unknown = from) => ({ protocol: "tcp", fromPort: from, toPort: to, description });
const bareTcp = (port: number) => ({ protocol: "tcp", fromPort: port, toPort: port });
const all = { protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"], description: "Out" };
const group = (more: Readonly<Record<string, unknown>>, name = "db") => resource(GROUP, name, more);
const bare = group({ description: "Database" });

testRule(sgNarrowRules, {
  valid: [
    {
      name: "a group as source",
      resources: [resource(GROUP, "app"), group({ ingress: [{ ...tcp(5432), securityGroups: [ref("app")] }] })],
    },
    {
      name: "one subnet",
      resources: [group({ ingress: [{ ...tcp(5432), cidrBlocks: ["10.0.1.0/24", "10.0.2.0/24"] }] })],
    },
    { name: "one address", resources: [group({ ingress: [{ ...tcp(22), cidrBlocks: ["203.0.113.7/32"] }] })] },
    {
      name: "an application's port for the network",
      resources: [group({ ingress: [{ ...tcp(8080), cidrBlocks: ["10.0.0.0/16"] }] })],
    },
    {
      name: "the whole internet, which sg-no-open-ingress tells",
      resources: [group({ ingress: [{ ...tcp(22), cidrBlocks: ["0.0.0.0/0"] }] })],
    },
    {
      name: "a network that is narrow by configuration",
      resources: [group({ ingress: [{ ...tcp(5432), cidrBlocks: ["10.0.0.0/16"] }] })],
      settings: { widestIpv4: 16 },
    },
    { name: "an IPv6 subnet", resources: [group({ ingress: [{ ...tcp(5432), ipv6CidrBlocks: ["2001:db8::/64"] }] })] },
    { name: "HTTPS out", resources: [group({ egress: [{ ...tcp(443), cidrBlocks: ["0.0.0.0/0"] }] })] },
    {
      name: "everything out to the network",
      resources: [group({ egress: [{ ...all, cidrBlocks: ["10.0.0.0/16"] }] })],
    },
    {
      name: "everything out, where nobody asks",
      resources: [group({ egress: [all] })],
      settings: { openEgress: false },
    },
    {
      name: "no description, where nobody asks",
      resources: [group({ egress: [{ ...bareTcp(443), self: true }] })],
      settings: { descriptions: false },
    },
    { name: "no egress at all", resources: [bare] },
    {
      name: "a range nobody knows",
      resources: [group({ ingress: [{ ...tcp(5432), cidrBlocks: [unknown] }] })],
      undecided: ["preview", "up", "offline"],
    },
    { name: "rules nobody knows", resources: [group({ ingress: unknown })], undecided: ["preview", "up", "offline"] },
    {
      name: "a protocol nobody knows",
      resources: [group({ ingress: [{ ...tcp(5432), protocol: unknown, cidrBlocks: ["10.0.1.0/24"] }] })],
      undecided: ["preview", "up", "offline"],
    },
  ],
  invalid: [
    {
      name: "a database for the whole network",
      resources: [group({ ingress: [{ ...tcp(5432), cidrBlocks: ["10.0.0.0/16"] }] })],
      findings: [
        {
          resource: "db",
          property: "ingress[0]",
          message: "All of `10.0.0.0/16` reaches port 5432 (PostgreSQL).",
          severity: "medium",
        },
      ],
    },
    {
      name: "SSH for a provider's network, in a rule of its own",
      resources: [
        bare,
        resource(RULE, "ssh", {
          type: "ingress",
          securityGroupId: ref("db"),
          ...tcp(22),
          cidrBlocks: ["203.0.0.0/16"],
        }),
      ],
      findings: [{ resource: "ssh", property: "cidrBlocks", message: "port 22 (SSH)" }],
    },
    {
      name: "every port for the network, in the newer form",
      resources: [
        bare,
        resource(INGRESS, "any", { securityGroupId: ref("db"), ipProtocol: "-1", cidrIpv4: "10.0.0.0/8", description }),
      ],
      findings: [{ resource: "any", property: "cidrIpv4", message: "every port, among them 22 (SSH)" }],
    },
    {
      name: "an IPv6 network",
      resources: [group({ ingress: [{ ...tcp(6379), ipv6CidrBlocks: ["2001:db8::/56"] }] })],
      findings: [{ resource: "db", message: "6379 (Redis)" }],
    },
    {
      name: "everything out to everywhere, told once",
      resources: [
        group({ egress: [all] }, "app"),
        group({ egress: [{ ...all, protocol: "tcp", toPort: 65_535 }] }, "db"),
        group({}, "web"),
        resource(EGRESS, "out", {
          securityGroupId: ref("web"),
          ipProtocol: "-1",
          cidrIpv6: "::/0",
          description: "Out",
        }),
      ],
      findings: [
        {
          resource: "app",
          property: "egress[0]",
          message: 'Everything may leave for everywhere: "app", "db" and "out".',
          severity: "low",
        },
      ],
    },
    {
      name: "no descriptions, told once",
      resources: [
        group(
          {
            ingress: [{ ...tcp(8080), description: "", self: true }],
            egress: [{ ...bareTcp(443), self: true }],
          },
          "app",
        ),
        group({ ingress: [{ ...bareTcp(80), self: true }] }, "db"),
      ],
      findings: [
        {
          resource: "app",
          property: "ingress[0]",
          message: '3 rules have no description that says what for: "app" and "db".',
          severity: "low",
        },
      ],
    },
  ],
});
