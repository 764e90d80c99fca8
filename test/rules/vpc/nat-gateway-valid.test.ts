import { natGatewayValid } from "../../../policy-pack/rules/vpc/nat-gateway-valid";
import { ref, resource, testRule, unknown } from "../../support";

const vpc = resource("aws:ec2/vpc:Vpc", "vpc", { cidrBlock: "10.0.0.0/16" });
const internet = resource("aws:ec2/internetGateway:InternetGateway", "internet", { vpcId: ref("vpc") });
const eip = resource("aws:ec2/eip:Eip", "eip", { domain: "vpc" });
const subnet = resource("aws:ec2/subnet:Subnet", "subnet", { vpcId: ref("vpc"), cidrBlock: "10.0.0.0/24" });
const table = (...routes: readonly Record<string, unknown>[]) =>
  resource("aws:ec2/routeTable:RouteTable", "table", { vpcId: ref("vpc"), routes });
const association = resource("aws:ec2/routeTableAssociation:RouteTableAssociation", "association", {
  subnetId: ref("subnet"),
  routeTableId: ref("table"),
});
const toInternet = { cidrBlock: "0.0.0.0/0", gatewayId: ref("internet") };
const open = [vpc, internet, eip, subnet, table(toInternet), association];
const nat = (props: Record<string, unknown> = {}) =>
  resource("aws:ec2/natGateway:NatGateway", "nat", { allocationId: ref("eip"), subnetId: ref("subnet"), ...props });
const without = (props: Record<string, unknown>) => resource("aws:ec2/natGateway:NatGateway", "nat", props);

testRule(natGatewayValid, {
  invalid: [
    {
      name: "no address",
      resources: [...open, without({ subnetId: ref("subnet") })],
      findings: [
        { resource: "nat", property: "allocationId", message: "needs an Elastic IP address", severity: "high" },
      ],
    },
    {
      name: "a private one with an address",
      resources: [...open, nat({ connectivityType: "private" })],
      findings: [{ resource: "nat", property: "allocationId", message: "cannot have an Elastic IP address" }],
    },
    {
      name: "no subnet",
      resources: [eip, without({ allocationId: ref("eip") })],
      findings: [{ resource: "nat", property: "subnetId", message: "needs a subnet" }],
    },
    {
      name: "a subnet on no table, in a VPC whose main table leads nowhere",
      resources: [vpc, internet, eip, subnet, table(toInternet), nat()],
      findings: [
        { resource: "nat", property: "subnetId", message: 'Subnet "subnet" has no route to an internet gateway' },
      ],
    },
    {
      name: "a subnet whose table leads to itself",
      resources: [
        vpc,
        eip,
        subnet,
        resource("aws:ec2/routeTable:RouteTable", "table", { vpcId: ref("vpc") }),
        resource("aws:ec2/route:Route", "route", {
          routeTableId: ref("table"),
          destinationCidrBlock: "0.0.0.0/0",
          natGatewayId: ref("nat"),
        }),
        association,
        nat(),
      ],
      findings: [{ resource: "nat", property: "subnetId", message: "forwards nothing" }],
    },
  ],
  valid: [
    { name: "in a public subnet, with an address", resources: [...open, nat()] },
    { name: "spelled out", resources: [...open, nat({ connectivityType: "public", availabilityMode: "zonal" })] },
    {
      name: "a private one in a private subnet",
      resources: [vpc, subnet, without({ subnetId: ref("subnet"), connectivityType: "private" })],
    },
    { name: "a regional one", resources: [vpc, without({ availabilityMode: "regional", vpcId: ref("vpc") })] },
    { name: "a subnet outside the stack", resources: [eip, nat({ subnetId: "subnet-1" })] },
    {
      name: "an address of another stack, in a public subnet",
      resources: [...open, nat({ allocationId: "eipalloc-1" })],
    },
    {
      name: "a kind nobody knows",
      resources: [...open, without({ subnetId: ref("subnet"), connectivityType: unknown })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a subnet nobody knows",
      resources: [eip, nat({ subnetId: unknown })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a gateway nobody knows",
      resources: [vpc, eip, subnet, table({ cidrBlock: "0.0.0.0/0", gatewayId: unknown }), association, nat()],
      undecided: ["preview", "up", "offline"],
    },
  ],
});
