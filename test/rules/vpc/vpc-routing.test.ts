import { vpcRouting } from "../../../policy-pack/rules/vpc/vpc-routing";
import { ref, resource, testRule, unknown } from "../../support";

const TABLE = "aws:ec2/routeTable:RouteTable";
const DEFAULT_TABLE = "aws:ec2/defaultRouteTable:DefaultRouteTable";

const vpc = (name = "vpc") => resource("aws:ec2/vpc:Vpc", name, { cidrBlock: "10.0.0.0/16" });
const internet = resource("aws:ec2/internetGateway:InternetGateway", "internet", { vpcId: ref("vpc") });
const nat = resource("aws:ec2/natGateway:NatGateway", "nat", { subnetId: "subnet-1", allocationId: "eipalloc-1" });
const peering = resource("aws:ec2/vpcPeeringConnection:VpcPeeringConnection", "peering", {
  vpcId: ref("vpc"),
  peerVpcId: "vpc-2",
});
const table = (routes?: readonly Record<string, unknown>[], name = "table", type = TABLE, more = {}) =>
  resource(type, name, { vpcId: ref("vpc"), ...(routes === undefined ? {} : { routes }), ...more });
const route = (props: Record<string, unknown>, name = "route") =>
  resource("aws:ec2/route:Route", name, { routeTableId: ref("table"), ...props });
const subnet = (name: string, more: Record<string, unknown> = {}) =>
  resource("aws:ec2/subnet:Subnet", name, { vpcId: ref("vpc"), cidrBlock: "10.0.0.0/24", ...more });
const association = (of: string) =>
  resource("aws:ec2/routeTableAssociation:RouteTableAssociation", `${of}-table`, {
    subnetId: ref(of),
    routeTableId: ref("table"),
  });

const ALL = { destinationCidrBlock: "0.0.0.0/0" };
const toInternet = { gatewayId: ref("internet") };
const toNat = { natGatewayId: ref("nat") };
const base = [vpc(), internet, nat, peering];

testRule(vpcRouting, {
  judgedByCompanions: ["aws:ec2/route:Route"],
  invalid: [
    {
      name: "no target",
      resources: [...base, table(), route(ALL)],
      findings: [
        {
          resource: "route",
          property: "",
          message: "The route has no target; EC2 takes exactly one",
          severity: "high",
        },
      ],
    },
    {
      name: "two targets",
      resources: [...base, table(), route({ ...ALL, ...toInternet, ...toNat })],
      findings: [{ resource: "route", property: "natGatewayId", message: "2 targets, `gatewayId` and `natGatewayId`" }],
    },
    {
      name: "no destination",
      resources: [...base, table(), route(toInternet)],
      findings: [{ resource: "route", message: "no destination" }],
    },
    {
      name: "two destinations",
      resources: [...base, table(), route({ ...ALL, destinationIpv6CidrBlock: "::/0", ...toInternet })],
      findings: [{ resource: "route", property: "destinationIpv6CidrBlock", message: "2 destinations" }],
    },
    {
      name: "inside a table: no target, and none but an empty one",
      resources: [...base, table([{ cidrBlock: "0.0.0.0/0" }, { cidrBlock: "10.1.0.0/16", gatewayId: "" }])],
      findings: [
        { resource: "table", property: "routes[0]", message: "no target" },
        { resource: "table", property: "routes[1]", message: "no target" },
      ],
    },
    {
      name: "inside the main table: two targets",
      resources: [
        ...base,
        table([{ cidrBlock: "0.0.0.0/0", ...toInternet, transitGatewayId: "tgw-1" }], "table", DEFAULT_TABLE, {
          vpcId: "",
          defaultRouteTableId: ref("vpc", "defaultRouteTableId"),
        }),
      ],
      findings: [{ resource: "table", property: "routes[0].transitGatewayId", message: "2 targets" }],
    },
    {
      name: "a destination that is no range",
      resources: [...base, table(), route({ destinationCidrBlock: "0.0.0.0", ...toInternet })],
      findings: [{ resource: "route", property: "destinationCidrBlock", message: '"0.0.0.0" is no range' }],
    },
    {
      name: "two routes for one destination",
      resources: [...base, table(), route({ ...ALL, ...toInternet }, "a"), route({ ...ALL, ...toNat }, "b")],
      findings: [
        {
          resource: "b",
          property: "destinationCidrBlock",
          message: '"a" is a route for 0.0.0.0/0 in the same table "table"',
        },
      ],
    },
    {
      name: "two routes for one destination inside a table",
      resources: [
        ...base,
        table([
          { cidrBlock: "10.1.0.0/16", vpcPeeringConnectionId: ref("peering") },
          { cidrBlock: "10.1.0.0/16", transitGatewayId: "tgw-1" },
        ]),
      ],
      findings: [
        { resource: "table", property: "routes[1].cidrBlock", message: "`routes[0]` is a route for 10.1.0.0/16" },
      ],
    },
    {
      name: "routes inside and beside a table",
      resources: [
        ...base,
        table([{ cidrBlock: "0.0.0.0/0", ...toInternet }]),
        route({ destinationCidrBlock: "10.1.0.0/16", vpcPeeringConnectionId: ref("peering") }),
      ],
      findings: [{ resource: "table", property: "routes", message: 'in resources of their own, "route"' }],
    },
    {
      name: "an internet gateway of another VPC",
      resources: [
        ...base,
        vpc("other"),
        table(undefined, "table", TABLE, { vpcId: ref("other") }),
        route({ ...ALL, ...toInternet }),
      ],
      findings: [
        { resource: "route", property: "gatewayId", message: 'belongs to VPC "vpc", table "table" to "other"' },
      ],
    },
    {
      name: "a private subnet sent to the internet gateway",
      resources: [
        ...base,
        table(),
        route({ ...ALL, ...toInternet }),
        subnet("private-a"),
        association("private-a"),
        subnet("b", { tags: { Name: "acme-Private-b" }, mapPublicIpOnLaunch: false }),
        association("b"),
      ],
      findings: [
        { resource: "route", property: "gatewayId", message: 'subnets called private use it: "b" and "private-a"' },
      ],
    },
    {
      name: "a private subnet sent to the internet gateway by a route inside its table",
      resources: [
        ...base,
        table([{ cidrBlock: "0.0.0.0/0", ...toInternet }]),
        subnet("privateSubnet"),
        association("privateSubnet"),
      ],
      findings: [{ resource: "table", property: "routes[0].gatewayId", message: '"privateSubnet"' }],
    },
  ],
  valid: [
    { name: "a route to the internet gateway", resources: [...base, table(), route({ ...ALL, ...toInternet })] },
    {
      name: "two routes, IPv4 and IPv6",
      resources: [
        ...base,
        table(),
        route({ ...ALL, ...toInternet }, "a"),
        route({ destinationIpv6CidrBlock: "::/0", ...toInternet }, "b"),
      ],
    },
    {
      name: "the same destination in two tables",
      resources: [
        ...base,
        table(),
        table(undefined, "other"),
        route({ ...ALL, ...toInternet }, "a"),
        route({ ...ALL, ...toNat, routeTableId: ref("other") }, "b"),
      ],
    },
    {
      name: "routes inside a table",
      resources: [
        ...base,
        table([
          { cidrBlock: "0.0.0.0/0", ...toInternet },
          { cidrBlock: "10.1.0.0/16", vpcPeeringConnectionId: ref("peering") },
          { destinationPrefixListId: "pl-1", transitGatewayId: "tgw-1" },
        ]),
      ],
    },
    {
      name: "a table without routes of its own, and a route beside it",
      resources: [...base, table([]), route({ ...ALL, ...toInternet })],
    },
    {
      name: "a NAT gateway in gatewayId: EC2 takes it",
      resources: [...base, table(), route({ ...ALL, gatewayId: ref("nat") })],
    },
    {
      name: "private subnets sent to a NAT gateway",
      resources: [...base, table(), route({ ...ALL, ...toNat }), subnet("private-a"), association("private-a")],
    },
    {
      name: "private subnets with a route to the internet gateway for one office",
      resources: [
        ...base,
        table(),
        route({ destinationCidrBlock: "203.0.113.0/24", ...toInternet }),
        subnet("private-a"),
        association("private-a"),
      ],
    },
    {
      name: "a subnet called private that gives public addresses",
      resources: [
        ...base,
        table(),
        route({ ...ALL, ...toInternet }),
        subnet("private-a", { mapPublicIpOnLaunch: true }),
        association("private-a"),
      ],
    },
    {
      name: "a public subnet of a private project",
      resources: [
        ...base,
        table(),
        route({ ...ALL, ...toInternet }),
        subnet("private-cloud-public-a"),
        association("private-cloud-public-a"),
      ],
    },
    {
      name: "subnets that a longer word, or a tag that does not describe them, calls private",
      resources: [
        ...base,
        table(),
        route({ ...ALL, ...toInternet }),
        subnet("privateer"),
        association("privateer"),
        subnet("b", { tags: { Owner: "private", Name: unknown } }),
        association("b"),
      ],
    },
    {
      name: "a table nobody knows",
      resources: [...base, route({ ...ALL, ...toInternet, routeTableId: unknown })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "routes nobody knows",
      resources: [...base, resource(TABLE, "table", { vpcId: ref("vpc"), routes: unknown })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a destination nobody knows",
      resources: [...base, table(), route({ destinationCidrBlock: unknown, ...toInternet })],
      undecided: ["preview", "up", "offline"],
    },
  ],
});
