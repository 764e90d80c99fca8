import { kinds } from "../../engine/kinds";
import { defineRule, finding, notApplicable, undecided } from "../../engine/rule";
import { aclsOf, adoptsDefaultAcl, subnetsWith } from "../../helpers/network-acls";
import { subnetsOf } from "../../helpers/network";
import { quotedNames } from "../../helpers/words";

export const vpcNetworkAcls = defineRule({
  id: "vpc-network-acls",
  title: "Subnets have a network ACL of their own",
  rationale:
    "The default network ACL allows everything. One of the subnets' own is the second line behind security groups, and the " +
    "only one that can deny.",
  remediation:
    "Create `aws.ec2.NetworkAcl` for each tier with its `subnetIds`, or take the default one over with `aws.ec2.DefaultNetworkAcl`.",
  severity: "low",
  enforcement: "advisory",
  family: "guard",
  frameworks: [],
  seeds: ["S1-8", "S3-6"],
  scope: "stack",
  targets: kinds.vpc,
  *check(vpc, { stack }) {
    const subnets = subnetsOf(stack, vpc).all;
    if (subnets.length === 0) {
      yield notApplicable("the stack has no subnet in this VPC");
      return;
    }
    const adopted = adoptsDefaultAcl(stack, vpc);
    if (adopted === "yes") {
      return;
    }
    const acls = stack.ofKind(kinds.networkAcl).map((acl) => subnetsWith(stack, acl));
    const covered = new Set(acls.flatMap((acl) => acl.subnets));
    const left = subnets.filter((subnet) => !covered.has(subnet));
    if (left.length === 0) {
      return;
    }
    if (adopted === "unknown" || acls.some(({ open }) => open) || aclsOf(stack, vpc).open) {
      yield undecided("", "which subnets the network ACLs of the stack apply to is not known yet");
      return;
    }
    const names = quotedNames(
      left.map(({ name }) => name),
      5,
    );
    yield finding(
      "",
      `${left.length === subnets.length ? "The subnets" : "Some subnets"} of VPC "${vpc.name}" are left to its default network ACL, which ` +
        `allows everything: ${names}.`,
    );
  },
});
