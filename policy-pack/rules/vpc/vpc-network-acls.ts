import { kinds } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, notApplicable, undecided, type Yield } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import { aclsOf, adoptsDefaultAcl, subnetsWith } from "../../helpers/network-acls";
import { subnetsOf } from "../../helpers/network";
import { namesOf, quotedNames } from "../../helpers/words";

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
    const own = stack.derive(verdicts).get(vpc);
    if (own === undefined || own === "none") {
      yield notApplicable("the stack has no subnet in this VPC");
    } else if (own === "unknown") {
      yield undecided("", "which subnets the network ACLs of the stack apply to is not known yet");
    } else if (own.length > 0) {
      yield* report(vpc, stack);
    }
  },
});

/** The subnets of a VPC that are left to its default ACL; `none` when the stack has none in it. */
type Verdict = readonly Resource[] | "none" | "unknown";

function verdicts(stack: Stack): ReadonlyMap<Resource, Verdict> {
  return new Map(stack.ofKind(kinds.vpc).map((vpc) => [vpc, verdictOf(vpc, stack)] as const));
}

function verdictOf(vpc: Resource, stack: Stack): Verdict {
  const subnets = subnetsOf(stack, vpc).all;
  if (subnets.length === 0) {
    return "none";
  }
  const adopted = adoptsDefaultAcl(stack, vpc);
  if (adopted === "yes") {
    return [];
  }
  const acls = stack.ofKind(kinds.networkAcl).map((acl) => subnetsWith(stack, acl));
  const covered = new Set(acls.flatMap((acl) => acl.subnets));
  const left = subnets.filter((subnet) => !covered.has(subnet));
  const isOpen = adopted === "unknown" || acls.some(({ open }) => open) || aclsOf(stack, vpc).open;
  return left.length > 0 && isOpen ? "unknown" : left;
}

/** Once for the stack: whoever gives the subnets of one VPC an ACL does it in the others too, or in none. */
function* report(vpc: Resource, stack: Stack): Generator<Yield> {
  const all = [...stack.derive(verdicts)].flatMap(
    ([each, left]): readonly (readonly [Resource, readonly Resource[]])[] =>
      Array.isArray(left) && left.length > 0 ? [[each, left as readonly Resource[]]] : [],
  );
  const first = all[0]?.[0];
  if (first !== undefined && first !== vpc) {
    yield notApplicable(`reported with VPC "${first.name}"`);
    return;
  }
  const left = all.flatMap(([, subnets]) => subnets);
  const isWhole = all.every(([each, subnets]) => subnets.length === subnetsOf(stack, each).all.length);
  const vpcs = all.map(([each]) => each.name);
  yield finding(
    "",
    `${isWhole ? "The subnets" : "Some subnets"} of VPC ${quotedNames(vpcs, 3)} are left to ${vpcs.length === 1 ? "its default network ACL, which allows" : "the default network ACLs, which allow"} everything: ` +
      `${quotedNames(namesOf(left), 5)}.`,
    { about: all.map(([each]) => each) },
  );
}
