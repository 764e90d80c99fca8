import { networkAclValid } from "../../../policy-pack/rules/vpc/network-acl-valid";
import { ref, resource, testRule, unknown } from "../../support";

const vpc = resource("aws:ec2/vpc:Vpc", "vpc", { cidrBlock: "10.0.0.0/16" });
const subnet = resource("aws:ec2/subnet:Subnet", "subnet", { vpcId: ref("vpc"), cidrBlock: "10.0.0.0/24" });
const base = [vpc, subnet];
const acl = (props: Record<string, unknown> = {}) =>
  resource("aws:ec2/networkAcl:NetworkAcl", "acl", { vpcId: ref("vpc"), subnetIds: [ref("subnet")], ...props });
const block = (fromPort: number, toPort = fromPort, more: Record<string, unknown> = {}) => ({
  ruleNo: 100,
  action: "allow",
  protocol: "tcp",
  cidrBlock: "0.0.0.0/0",
  fromPort,
  toPort,
  ...more,
});
const ALL = block(0, 0, { protocol: "-1" });
const rule = (name: string, egress: unknown, fromPort: number, toPort: number, more: Record<string, unknown> = {}) =>
  resource("aws:ec2/networkAclRule:NetworkAclRule", name, {
    networkAclId: ref("acl"),
    ruleNumber: 100,
    ruleAction: "allow",
    protocol: "tcp",
    cidrBlock: "0.0.0.0/0",
    ...(egress === undefined ? {} : { egress }),
    fromPort,
    toPort,
    ...more,
  });

testRule(networkAclValid, {
  judgedByCompanions: ["aws:ec2/networkAcl:NetworkAcl"],
  invalid: [
    {
      name: "no rules",
      resources: [...base, acl()],
      findings: [{ resource: "acl", property: "", message: "allows nothing", severity: "high" }],
    },
    {
      name: "only rules that deny",
      resources: [...base, acl({ ingress: [block(22, 22, { action: "deny" })] })],
      findings: [{ resource: "acl", message: "allows nothing" }],
    },
    {
      name: "no rules, by an association",
      resources: [
        ...base,
        resource("aws:ec2/networkAcl:NetworkAcl", "acl", { vpcId: ref("vpc") }),
        resource("aws:ec2/networkAclAssociation:NetworkAclAssociation", "join", {
          networkAclId: ref("acl"),
          subnetId: ref("subnet"),
        }),
      ],
      findings: [{ resource: "acl", message: "allows nothing" }],
    },
    {
      name: "answers that cannot leave",
      resources: [...base, acl({ ingress: [block(443), block(1024, 65535)], egress: [block(443)] })],
      findings: [
        {
          resource: "acl",
          property: "egress",
          message: "Connections to TCP 443 may come in, and their answers cannot leave",
        },
      ],
    },
    {
      name: "answers that cannot come back",
      resources: [...base, acl({ ingress: [block(80, 443)], egress: [block(443), block(1024, 65535)] })],
      findings: [
        {
          resource: "acl",
          property: "ingress",
          message: "Connections to TCP 443 may go out, and their answers cannot come back",
        },
      ],
    },
    {
      name: "no way out at all",
      resources: [...base, acl({ ingress: [block(8080)] })],
      findings: [{ resource: "acl", property: "egress", message: "TCP 8080 may come in" }],
    },
    {
      name: "rules of their own, the same ports both ways",
      resources: [...base, acl(), rule("in", false, 443, 443), rule("out", true, 443, 443)],
      findings: [
        { resource: "acl", property: "egress", message: "may come in" },
        { resource: "acl", property: "ingress", message: "may go out" },
      ],
    },
    {
      name: "rules inside and beside the ACL",
      resources: [...base, acl({ ingress: [ALL], egress: [ALL] }), rule("ssh", false, 22, 22)],
      findings: [{ resource: "acl", property: "", message: 'in resources of their own, "ssh"' }],
    },
  ],
  valid: [
    { name: "everything", resources: [...base, acl({ ingress: [ALL], egress: [ALL] })] },
    {
      name: "a service and the answers",
      resources: [
        ...base,
        acl({ ingress: [block(443), block(1024, 65535)], egress: [block(443), block(1024, 65535)] }),
      ],
    },
    { name: "a service in, everything out", resources: [...base, acl({ ingress: [block(443)], egress: [ALL] })] },
    {
      name: "rules of their own",
      resources: [...base, acl(), rule("in", undefined, 443, 443), rule("out", true, 32768, 65535)],
    },
    {
      name: "one-way UDP",
      resources: [...base, acl({ ingress: [block(514, 514, { protocol: "udp" })] })],
    },
    {
      name: "no rules, no subnet",
      resources: [vpc, resource("aws:ec2/networkAcl:NetworkAcl", "acl", { vpcId: ref("vpc") })],
      outcome: "notApplicable",
    },
    {
      name: "rules nobody knows",
      resources: [...base, acl({ ingress: unknown })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a rule of an ACL nobody knows",
      resources: [...base, acl(), rule("in", false, 443, 443, { networkAclId: unknown })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a direction nobody knows",
      resources: [...base, acl(), rule("in", unknown, 443, 443)],
      undecided: ["preview", "up", "offline"],
    },
  ],
});
