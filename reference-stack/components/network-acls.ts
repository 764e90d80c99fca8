import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { resourceName, type Naming } from "../naming";
import type { Tier } from "../tiers";

/** Arguments of {@link NetworkAcls}. */
export interface NetworkAclsArgs {
  readonly naming: Naming;
  readonly vpcId: pulumi.Input<string>;
  readonly vpcCidr: string;
  /** The subnets of each tier, by the letter of their zone. */
  readonly subnetIds: Readonly<Record<Tier, Readonly<Record<string, pulumi.Input<string>>>>>;
}

/** One rule: what passes, or does not, between the subnets and a range of addresses. */
interface AclRule {
  readonly action: "allow" | "deny";
  readonly protocol: "tcp" | "-1";
  readonly fromPort: number;
  readonly toPort: number;
  readonly cidrBlock: string;
}

const EVERYWHERE = "0.0.0.0/0";
const tcp = (fromPort: number, toPort = fromPort): AclRule => ({
  action: "allow",
  protocol: "tcp",
  fromPort,
  toPort,
  cidrBlock: EVERYWHERE,
});
const within = (cidrBlock: string): AclRule => ({ action: "allow", protocol: "-1", fromPort: 0, toPort: 0, cidrBlock });
/** Answers come back to the port the question was asked from: an ACL keeps no state, so they need a rule of their own. */
const ANSWERS = tcp(1024, 65535);
/**
 * Nobody logs in from outside, whatever a security group says. This port lies among those of the answers: one connection in
 * 64,000 happens to be asked from it, and is tried again from another.
 */
const NO_REMOTE_DESKTOP: AclRule = { ...tcp(3389), action: "deny" };
const WEB = [tcp(80), tcp(443)];

/** What may enter and leave the subnets of each tier: the second line behind the security groups. */
export function aclRules(vpcCidr: string): Readonly<Record<Tier, { ingress: AclRule[]; egress: AclRule[] }>> {
  const inside = within(vpcCidr);
  return {
    public: { ingress: [inside, NO_REMOTE_DESKTOP, ...WEB, ANSWERS], egress: [inside, ...WEB, ANSWERS] },
    private: { ingress: [inside, NO_REMOTE_DESKTOP, ANSWERS], egress: [inside, ...WEB] },
    data: { ingress: [inside], egress: [inside] },
  };
}

/** A network ACL for each tier, with its rules, in force on every subnet of the tier. */
export class NetworkAcls extends pulumi.ComponentResource {
  constructor(name: string, args: NetworkAclsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("preflight:reference:NetworkAcls", name, {}, opts);
    const tiers = Object.entries(aclRules(args.vpcCidr)) as [Tier, { ingress: AclRule[]; egress: AclRule[] }][];
    for (const [tier, { ingress, egress }] of tiers) {
      const acl = new aws.ec2.NetworkAcl(
        `${name}-${tier}`,
        { vpcId: args.vpcId, tags: { Name: resourceName(args.naming, tier) } },
        { parent: this },
      );
      const rules = [
        ...ingress.map((rule, index) => ({ ...rule, index, egress: false })),
        ...egress.map((rule, index) => ({ ...rule, index, egress: true })),
      ];
      const made = rules.map(
        ({ action, index, ...rule }) =>
          new aws.ec2.NetworkAclRule(
            `${name}-${tier}-${rule.egress ? "out" : "in"}-${index}`,
            { networkAclId: acl.id, ruleNumber: 100 + index * 10, ruleAction: action, ...rule },
            { parent: this },
          ),
      );
      for (const [zone, subnetId] of Object.entries(args.subnetIds[tier])) {
        new aws.ec2.NetworkAclAssociation(
          `${name}-${tier}-${zone}`,
          { networkAclId: acl.id, subnetId },
          // An ACL without rules cuts its subnets off.
          { parent: this, dependsOn: made },
        );
      }
    }
    this.registerOutputs({});
  }
}
