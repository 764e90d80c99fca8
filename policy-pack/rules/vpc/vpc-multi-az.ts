import { kinds } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, notApplicable, undecided } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import { checkedBy } from "../../frameworks/references";
import { isDeclared } from "../../helpers/declared";
import { isPublic, subnetsOf, SUBNETS } from "../../helpers/network";
import { zoneOf } from "../../helpers/placement";
import { environmentSettings, isProtectedEnvironment } from "../../helpers/settings";
import { quotedNames } from "../../helpers/words";

export const vpcMultiAz = defineRule({
  id: "vpc-multi-az",
  title: "Public and private subnets of a production VPC are in two zones or more",
  rationale: "A zone fails as a whole. What has subnets in one zone only goes down with it, and cannot be moved.",
  remediation: "Give each tier a subnet in a second zone, with its own `availabilityZone`.",
  severity: "medium",
  enforcement: "advisory",
  family: "guard",
  frameworks: checkedBy("Prowler vpc_subnet_different_az", "text of REL10-BP01"),
  seeds: ["S3-9", "S3-10", "S4-2"],
  settings: environmentSettings,
  scope: "stack",
  targets: kinds.vpc,
  *check(vpc, context) {
    const { stack } = context;
    const { all, open } = subnetsOf(stack, vpc);
    if (all.length === 0) {
      yield notApplicable("the stack has no subnet in this VPC");
      return;
    }
    const inProduction = isProtectedEnvironment(vpc, context);
    if (inProduction === "no") {
      yield notApplicable("the environment is not a protected one");
      return;
    }
    const isNamed = (subnet: Resource) => zoneOf(stack, subnet) !== undefined;
    const isOpen = (subnet: Resource) =>
      !isNamed(subnet) && ["availabilityZone", "availabilityZoneId"].some((name) => isDeclared(stack, subnet, name));
    const tiers = [
      ["public", all.filter((subnet) => isPublic(stack, subnet) === "yes")] as const,
      ["private", all.filter((subnet) => isPublic(stack, subnet) === "no")] as const,
    ];
    for (const [tier, subnets] of tiers) {
      const zones = [...new Set(subnets.flatMap((subnet) => zoneOf(stack, subnet) ?? []))];
      // Public subnets that hold nothing but NAT gateways are `vpc-nat-per-zone`'s question.
      if (subnets.length === 0 || zones.length > 1 || subnets.every((subnet) => isForNat(stack, subnet))) {
        continue;
      }
      const names = quotedNames(
        subnets.map(({ name }) => name),
        5,
      );
      if (
        inProduction === "unknown" ||
        open ||
        subnets.some(isOpen) ||
        all.some((each) => isPublic(stack, each) === "unknown")
      ) {
        yield undecided("", `which zones the ${tier} subnets are in is not known yet`);
      } else if (subnets.length > 1 && !subnets.every(isNamed)) {
        yield finding(
          "",
          `VPC "${vpc.name}" leaves the zones of its ${tier} subnets, ${names}, to AWS, which may put them all into one.`,
          { remediation: "Give each an `availabilityZone` of its own." },
        );
      } else {
        const where = zones.length === 1 ? `zone ${zones.join("")}` : "one zone";
        yield finding("", `The ${tier} subnets of VPC "${vpc.name}", ${names}, are in ${where} only.`);
      }
    }
  },
});

/** Whether a subnet holds a NAT gateway. */
function isForNat(stack: Stack, subnet: Resource): boolean {
  return stack.companions(subnet, SUBNETS, kinds.natGateway, "subnetId").length > 0;
}
