import { sgNoOpenIngress } from "../../../policy-pack/rules/vpc/sg-no-open-ingress";
import { component, interpolate, ref, resource, testRule, unknown } from "../../support";

const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const DEFAULT = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";
const RULE = "aws:ec2/securityGroupRule:SecurityGroupRule";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const LIST = "aws:ec2/managedPrefixList:ManagedPrefixList";
const ENTRY = "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry";

const everybody = { cidrBlocks: ["0.0.0.0/0"] };
const tcp = (from: unknown, to: unknown = from) => ({ protocol: "tcp", fromPort: from, toPort: to });
const group = (...ingress: readonly unknown[]) => resource(GROUP, "web", { ingress });
const bare = resource(GROUP, "web", { description: "Web" });
const rule = (name: string, more: Readonly<Record<string, unknown>>) =>
  resource(RULE, name, { type: "ingress", securityGroupId: ref("web"), ...more });
const ingress = (name: string, more: Readonly<Record<string, unknown>>) =>
  resource(INGRESS, name, { securityGroupId: ref("web"), ...more });
const ipTcp = (port: unknown) => ({ ipProtocol: "tcp", fromPort: port, toPort: port });

testRule(sgNoOpenIngress, {
  valid: [
    {
      name: "HTTP and HTTPS",
      resources: [group({ ...tcp(80), ...everybody }, { ...tcp(443), ipv6CidrBlocks: ["::/0"] })],
    },
    { name: "HTTP/3", resources: [group({ protocol: "17", fromPort: 443, toPort: 443, ...everybody })] },
    { name: "SSH from one network", resources: [group({ ...tcp(22), cidrBlocks: ["203.0.113.0/24"] })] },
    { name: "SSH from half of a private network", resources: [group({ ...tcp(22), cidrBlocks: ["10.0.0.0/9"] })] },
    {
      name: "a database from another group",
      resources: [resource(GROUP, "app"), group({ ...tcp(5432), securityGroups: [ref("app")] })],
    },
    { name: "everything from itself", resources: [group({ protocol: "-1", fromPort: 0, toPort: 0, self: true })] },
    { name: "ping", resources: [group({ protocol: "icmp", fromPort: 8, toPort: 0, ...everybody })] },
    { name: "the tunnel of a VPN", resources: [group({ protocol: "50", fromPort: 0, toPort: 0, ...everybody })] },
    {
      name: "everything out",
      resources: [
        resource(GROUP, "web", { egress: [{ protocol: "-1", fromPort: 0, toPort: 0, ...everybody }] }),
        resource(RULE, "out", {
          type: "egress",
          securityGroupId: ref("web"),
          protocol: "all",
          fromPort: 0,
          toPort: 0,
          ...everybody,
        }),
        resource(EGRESS, "all", { securityGroupId: ref("web"), ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" }),
      ],
    },
    {
      name: "half of the internet on two ports",
      resources: [group({ ...tcp(22), cidrBlocks: ["0.0.0.0/4"] }, { ...tcp(23), cidrBlocks: ["128.0.0.0/4"] })],
    },
    {
      name: "a port that is public by configuration",
      resources: [group({ ...tcp(8443), ...everybody })],
      settings: { publicPorts: [443, 8443] },
    },
    {
      name: "a range of public ports",
      resources: [group({ ...tcp(80, 81), ...everybody })],
      settings: { publicPorts: [80, 81] },
    },
    {
      name: "an address nobody knows yet",
      resources: [
        resource("aws:ec2/eip:Eip", "office"),
        bare,
        rule("ssh", { ...tcp(22), cidrBlocks: [interpolate`${ref("office", "publicIp")}/32`] }),
      ],
      undecided: ["preview"],
    },
    {
      name: "a list nobody knows",
      resources: [resource(GROUP, "web", { ingress: unknown })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a port nobody knows",
      resources: [group({ ...tcp(unknown), ...everybody })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a prefix list of one network",
      resources: [
        resource(LIST, "office", {
          name: "office",
          addressFamily: "IPv4",
          maxEntries: 1,
          entries: [{ cidr: "203.0.113.0/24" }],
        }),
        bare,
        ingress("ssh", { ...ipTcp(22), prefixListId: ref("office") }),
      ],
    },
    {
      name: "a prefix list of somebody else's",
      resources: [bare, ingress("ssh", { ...ipTcp(22), prefixListId: "pl-63a5400a" })],
    },
  ],
  invalid: [
    {
      name: "SSH, inline",
      resources: [
        component("network"),
        resource(
          GROUP,
          "web",
          {
            ingress: [
              { ...tcp(443), ...everybody },
              { ...tcp(22), ...everybody },
            ],
          },
          { parent: "network" },
        ),
      ],
      findings: [
        {
          resource: "web",
          property: "ingress[1]",
          message: "The whole internet (`0.0.0.0/0`) reaches port 22 (SSH).",
          severity: "critical",
        },
      ],
    },
    {
      name: "a database, in a rule of its own, while the group's id is unknown",
      resources: [bare, rule("database", { ...tcp(5432), ipv6CidrBlocks: ["::/0"] })],
      findings: [
        {
          resource: "database",
          property: "ipv6CidrBlocks",
          message: "`::/0`) reaches port 5432 (PostgreSQL)",
          severity: "critical",
        },
      ],
    },
    {
      name: "RDP, in the newer form, on a group of another stack",
      resources: [
        resource(INGRESS, "rdp", { securityGroupId: "sg-0123456789abcdef0", ...ipTcp(3389), cidrIpv4: "0.0.0.0/0" }),
      ],
      findings: [{ resource: "rdp", property: "cidrIpv4", message: "3389 (RDP)", severity: "critical" }],
    },
    {
      name: "an application's port",
      resources: [bare, ingress("app", { ...ipTcp(8080), cidrIpv6: "0::/0" })],
      findings: [{ resource: "app", property: "cidrIpv6", message: "reaches port 8080", severity: "high" }],
    },
    {
      name: "all protocols",
      resources: [group({ protocol: -1, fromPort: 0, toPort: 0, ...everybody })],
      findings: [{ resource: "web", message: "every port, among them 22 (SSH)", severity: "critical" }],
    },
    {
      name: "a range around the public ports",
      resources: [group({ ...tcp(80, 443), ...everybody })],
      findings: [{ resource: "web", message: "ports 81 to 442", severity: "critical" }],
    },
    {
      name: "the default group of a VPC",
      resources: [
        resource(DEFAULT, "default", {
          vpcId: "vpc-1",
          ingress: [{ protocol: "6", fromPort: 23, toPort: 23, ...everybody }],
        }),
      ],
      findings: [{ resource: "default", message: "23 (Telnet)" }],
    },
    {
      name: "halves of the internet in one rule",
      resources: [group({ ...tcp(22), cidrBlocks: ["0.0.0.0/1", "128.0.0.0/1"] })],
      findings: [{ resource: "web", property: "ingress[0]", message: "port 22" }],
    },
    {
      name: "quarters over several rules, inline and separate",
      resources: [
        bare,
        rule("first", { ...tcp(22, 22), cidrBlocks: ["0.0.0.0/4", "16.0.0.0/4"] }),
        rule("second", { ...tcp(20, 30), cidrBlocks: ["32.0.0.0/4", "48.0.0.0/4"] }),
      ],
      findings: [{ resource: "first", message: "reaches port 22 (SSH)", severity: "critical" }],
    },
    {
      name: "the internet in a prefix list",
      resources: [
        resource(LIST, "any", { name: "any", addressFamily: "IPv4", maxEntries: 1 }),
        resource(ENTRY, "all", { prefixListId: ref("any"), cidr: "0.0.0.0/0" }),
        bare,
        ingress("ssh", { ...ipTcp(22), prefixListId: ref("any") }),
      ],
      findings: [{ resource: "ssh", property: "prefixListId", message: "`0.0.0.0/0`" }],
    },
    {
      name: "HTTP, where it is not public by configuration",
      resources: [group({ ...tcp(80), ...everybody })],
      settings: { publicPorts: [443] },
      findings: [{ resource: "web", message: "port 80", severity: "high" }],
    },
  ],
});
