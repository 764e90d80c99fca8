import { hasRouteTo, isPublic, mainTableOf, subnetsOf, tablesOf, vpcOf } from "../../policy-pack/helpers/network";
import { derived, MODES, namesOf, ref, resource, type ResourceLiteral, stackOf, unknown } from "../support";

const vpc = resource("aws:ec2/vpc:Vpc", "vpc", { cidrBlock: "10.0.0.0/16" });
const subnet = resource("aws:ec2/subnet:Subnet", "subnet", { vpcId: ref("vpc"), cidrBlock: "10.0.0.0/24" });
const internet = resource("aws:ec2/internetGateway:InternetGateway", "internet", { vpcId: ref("vpc") });
const nat = resource("aws:ec2/natGateway:NatGateway", "nat", { subnetId: "subnet-1", allocationId: "eipalloc-1" });
const vpn = resource("aws:ec2/vpnGateway:VpnGateway", "vpn", { vpcId: ref("vpc") });
const table = (props: Record<string, unknown> = {}) =>
  resource("aws:ec2/routeTable:RouteTable", "table", { vpcId: ref("vpc"), ...props });
const route = (props: Record<string, unknown>, name = "route") =>
  resource("aws:ec2/route:Route", name, {
    routeTableId: ref("table"),
    destinationCidrBlock: "0.0.0.0/0",
    ...props,
  });
const association = (subnetId: unknown = ref("subnet"), routeTableId: unknown = ref("table")) =>
  resource("aws:ec2/routeTableAssociation:RouteTableAssociation", "association", { subnetId, routeTableId });
const inline = (...routes: readonly Record<string, unknown>[]) => ({
  routes: routes.map((each) => ({ cidrBlock: "0.0.0.0/0", ...each })),
});
const defaultTable = (props: Record<string, unknown> = {}) =>
  resource("aws:ec2/defaultRouteTable:DefaultRouteTable", "main", {
    defaultRouteTableId: ref("vpc", "defaultRouteTableId"),
    ...props,
  });
const toInternet = { gatewayId: ref("internet") };

const PUBLIC: readonly (readonly [string, readonly ResourceLiteral[]])[] = [
  ["a route of its table", [internet, table(), route(toInternet), association()]],
  ["a route inside its table", [internet, table(inline(toInternet)), association()]],
  ["one of two routes inside", [internet, nat, table(inline(toInternet, { natGatewayId: ref("nat") })), association()]],
  [
    "IPv6 only",
    [internet, table(inline({ cidrBlock: undefined, ipv6CidrBlock: "::/0", ...toInternet })), association()],
  ],
  ["a gateway of another stack", [table(), route({ gatewayId: "igw-0123456789abcdef0" }), association()]],
  ["the main table, adopted", [internet, defaultTable(inline(toInternet))]],
  [
    "a route into the adopted main table",
    [internet, defaultTable(), route({ ...toInternet, routeTableId: ref("main") })],
  ],
  [
    "a route into the adopted main table, named by the VPC",
    [internet, defaultTable(), route({ ...toInternet, routeTableId: ref("vpc", "mainRouteTableId") })],
  ],
  ["the main table, not adopted", [internet, route({ ...toInternet, routeTableId: ref("vpc", "mainRouteTableId") })]],
  [
    "the table that was made the main one",
    [
      internet,
      table(inline(toInternet)),
      resource("aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation", "association", {
        vpcId: ref("vpc"),
        routeTableId: ref("table"),
      }),
    ],
  ],
];

const PRIVATE: readonly (readonly [string, readonly ResourceLiteral[]])[] = [
  ["nothing beside it", []],
  ["a table without routes", [internet, table(), association()]],
  ["a route to a NAT gateway", [internet, nat, table(), route({ natGatewayId: ref("nat") }), association()]],
  ["a NAT gateway in gatewayId", [internet, nat, table(), route({ gatewayId: ref("nat") }), association()]],
  ["a route to a VPN gateway", [internet, vpn, table(inline({ gatewayId: ref("vpn") })), association()]],
  ["a public main table, but a table of its own", [internet, defaultTable(inline(toInternet)), table(), association()]],
  ["a public table of another subnet", [internet, table(inline(toInternet)), association("subnet-elsewhere")]],
  ["local traffic", [table(inline({ cidrBlock: "10.0.0.0/16", gatewayId: "local" })), association()]],
];

const OPEN: readonly (readonly [string, readonly ResourceLiteral[]])[] = [
  ["an association nobody knows", [internet, table(inline(toInternet)), association(unknown)]],
  ["a table nobody knows", [association(ref("subnet"), unknown)]],
  ["a table of another stack", [association(ref("subnet"), "rtb-1")]],
  ["routes nobody knows", [internet, table({ routes: unknown }), association()]],
  ["a gateway nobody knows", [internet, table(), route({ gatewayId: unknown }), association()]],
  [
    "a route into a table nobody knows",
    [internet, table(), association(), route({ ...toInternet, routeTableId: unknown })],
  ],
  ["a main table nobody knows", [internet, defaultTable({ defaultRouteTableId: unknown })]],
  [
    "the other AWS provider at work",
    [internet, table(), association(), resource("aws-native:ec2:Route", "native", {})],
  ],
];

describe.each(MODES)("%s", (mode) => {
  test.each(PUBLIC)("public by %s", (_, literals) => {
    const { stack, find } = stackOf(mode, vpc, subnet, ...literals);
    expect(isPublic(stack, find("subnet"))).toBe("yes");
  });
  test.each(PRIVATE)("private: %s", (_, literals) => {
    const { stack, find } = stackOf(mode, vpc, subnet, ...literals);
    expect(isPublic(stack, find("subnet"))).toBe("no");
  });
  test.each(OPEN)("unknown: %s", (_, literals) => {
    const { stack, find } = stackOf(mode, vpc, subnet, ...literals);
    expect(isPublic(stack, find("subnet"))).toBe("unknown");
  });

  test("a subnet of a VPC outside the stack may use any main table", () => {
    const outside = resource("aws:ec2/subnet:Subnet", "subnet", { vpcId: "vpc-1", cidrBlock: "10.0.0.0/24" });
    const { stack, find } = stackOf(mode, vpc, outside);
    expect(vpcOf(stack, find("subnet"))).toBeUndefined();
    expect(tablesOf(stack, find("subnet"))).toEqual({ all: [], open: true });
  });

  test("a default subnet has the default VPC's routes", () => {
    const { stack, find } = stackOf(mode, resource("aws:ec2/defaultSubnet:DefaultSubnet", "subnet", {}));
    expect(isPublic(stack, find("subnet"))).toBe("unknown");
  });

  test("a route to NAT is found beside others", () => {
    const { stack, find } = stackOf(mode, vpc, subnet, nat, table(inline({ natGatewayId: ref("nat") })), association());
    expect(hasRouteTo(stack, find("subnet"), "nat")).toBe("yes");
    expect(namesOf(mainTableOf(stack, find("vpc")).all)).toEqual(["vpc"]);
  });

  test("subnets of a VPC, by any resource that repeats its id", () => {
    const second = resource("aws:ec2/subnet:Subnet", "second", { vpcId: ref("internet", "vpcId") });
    const other = resource("aws:ec2/subnet:Subnet", "other", { vpcId: derived("vpc-1", "subnet") });
    const { stack, find } = stackOf(mode, vpc, subnet, internet, second, other);
    const { all, open } = subnetsOf(stack, find("vpc"));
    expect([namesOf(all), open]).toEqual([["second", "subnet"], false]);
  });
});
