import { routeTableAssociationValid } from "../../../policy-pack/rules/vpc/route-table-association-valid";
import { ref, resource, testRule, unknown } from "../../support";

const vpc = (name = "vpc") => resource("aws:ec2/vpc:Vpc", name, { cidrBlock: "10.0.0.0/16" });
const subnet = (name = "subnet", of: unknown = ref("vpc")) =>
  resource("aws:ec2/subnet:Subnet", name, { vpcId: of, cidrBlock: "10.0.0.0/24" });
const table = (name = "table", of: unknown = ref("vpc")) =>
  resource("aws:ec2/routeTable:RouteTable", name, { vpcId: of });
const association = (name: string, subnetId: unknown, routeTableId: unknown = ref("table")) =>
  resource("aws:ec2/routeTableAssociation:RouteTableAssociation", name, { subnetId, routeTableId });

testRule(routeTableAssociationValid, {
  invalid: [
    {
      name: "a subnet with two tables",
      resources: [
        vpc(),
        subnet(),
        table(),
        table("other"),
        association("a", ref("subnet")),
        association("b", ref("subnet"), ref("other")),
      ],
      findings: [
        {
          resource: "b",
          property: "subnetId",
          message: 'Subnet "subnet" has its route table by "a" already',
          severity: "high",
        },
      ],
    },
    {
      name: "a subnet with one table twice",
      resources: [vpc(), subnet(), table(), association("a", ref("subnet")), association("b", ref("subnet"))],
      findings: [{ resource: "b", message: "Resource.AlreadyAssociated" }],
    },
    {
      name: "tables outside the stack",
      resources: [vpc(), subnet(), association("a", ref("subnet"), "rtb-1"), association("b", ref("subnet"), "rtb-2")],
      findings: [{ resource: "b", message: "Resource.AlreadyAssociated" }],
    },
    {
      name: "a table of another VPC",
      resources: [vpc(), vpc("other"), subnet(), table("table", ref("other")), association("a", ref("subnet"))],
      findings: [{ resource: "a", property: "routeTableId", message: 'is in VPC "vpc", table "table" in "other"' }],
    },
  ],
  valid: [
    {
      name: "two subnets share a table",
      resources: [
        vpc(),
        subnet(),
        subnet("other"),
        table(),
        association("a", ref("subnet")),
        association("b", ref("other")),
      ],
    },
    {
      name: "a gateway's table",
      resources: [
        vpc(),
        table(),
        resource("aws:ec2/routeTableAssociation:RouteTableAssociation", "edge", {
          gatewayId: "igw-1",
          routeTableId: ref("table"),
        }),
      ],
    },
    {
      name: "a subnet outside the stack, twice",
      resources: [association("a", "subnet-1", "rtb-1"), association("b", "subnet-1", "rtb-2")],
    },
    {
      name: "a subnet nobody knows",
      resources: [vpc(), subnet(), table(), association("a", ref("subnet")), association("b", unknown)],
      undecided: ["preview", "up", "offline"],
    },
  ],
});
