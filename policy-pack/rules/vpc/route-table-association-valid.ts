import { kinds } from "../../engine/kinds";
import { defineRule, finding, undecided } from "../../engine/rule";
import { associationsOf, SUBNETS, vpcOf } from "../../helpers/network";

export const routeTableAssociationValid = defineRule({
  id: "route-table-association-valid",
  title: "A subnet is associated with one route table, of its own VPC",
  rationale: "EC2 refuses a second association of a subnet, and a table of another VPC.",
  remediation: "Associate each subnet once, with a route table of its VPC.",
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["F"],
  scope: "stack",
  targets: kinds.routeTableAssociation,
  *check(association, { stack }) {
    const { targets, certain, exhaustive } = stack.link(association, ["subnetId"], SUBNETS);
    const [subnet] = certain ? targets : [];
    if (subnet === undefined) {
      if (!exhaustive || targets.length > 1) {
        yield undecided("subnetId", "which subnet is meant is not known yet");
      }
      return;
    }
    const all = associationsOf(stack, subnet).all;
    const [first] = all;
    if (first !== undefined && first !== association) {
      yield finding(
        "subnetId",
        `Subnet "${subnet.name}" has its route table by "${first.name}" already; a subnet has one, and EC2 answers "Resource.AlreadyAssociated".`,
        { remediation: "Remove one of the two associations." },
      );
    }
    const tables = stack.link(association, ["routeTableId"], kinds.routeTable);
    const [table] = tables.certain ? tables.targets : [];
    const from = vpcOf(stack, subnet);
    const to = table === undefined ? undefined : vpcOf(stack, table);
    if (from !== undefined && to !== undefined && from !== to) {
      yield finding(
        "routeTableId",
        `Subnet "${subnet.name}" is in VPC "${from.name}", table "${table?.name ?? ""}" in "${to.name}": EC2 refuses to join them.`,
        { remediation: "Associate the subnet with a table of its own VPC." },
      );
    }
  },
});
