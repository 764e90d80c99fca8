import { gatewayOf, inlineRoutes, isDefault, routesOf, separateRoute } from "../../policy-pack/helpers/routes";
import { MODES, ref, resource, stackOf, unknown } from "../support";

const internet = resource("aws:ec2/internetGateway:InternetGateway", "internet", {});
const nat = resource("aws:ec2/natGateway:NatGateway", "nat", { subnetId: "subnet-1", allocationId: "eipalloc-1" });
const vpn = resource("aws:ec2/vpnGateway:VpnGateway", "vpn", {});
const table = (props: Record<string, unknown> = {}) =>
  resource("aws:ec2/routeTable:RouteTable", "table", { vpcId: "vpc-1", ...props });
const route = (props: Record<string, unknown>) =>
  resource("aws:ec2/route:Route", "route", { routeTableId: ref("table"), ...props });

describe.each(MODES)("%s", (mode) => {
  test.each([
    ["internet", { gatewayId: ref("internet") }],
    ["internet", { gatewayId: "igw-1" }],
    ["nat", { natGatewayId: ref("nat") }],
    ["nat", { natGatewayId: unknown }],
    ["nat", { gatewayId: ref("nat") }],
    ["other", { gatewayId: ref("vpn") }],
    ["other", { gatewayId: "local" }],
    ["other", { transitGatewayId: "tgw-1" }],
    ["other", { vpcPeeringConnectionId: unknown }],
    ["unknown", { gatewayId: unknown }],
    ["unknown", { natGatewayId: ref("internet") }],
    ["unknown", { natGatewayId: ref("nat"), gatewayId: ref("internet") }],
    ["unknown", {}],
  ])("leads to %s: %j", (gateway, target) => {
    const { stack, find } = stackOf(mode, internet, nat, vpn, table(), route(target));
    const isWrongKind = "natGatewayId" in target && Object.keys(target).length === 1 && gateway === "unknown";
    // Once its id is known, an internet gateway under the wrong name is just an id.
    expect(gatewayOf(stack, separateRoute(stack, find("route")))).toBe(
      isWrongKind && mode !== "preview" ? "nat" : gateway,
    );
  });

  test.each([
    [{ destinationCidrBlock: "0.0.0.0/0" }, true],
    [{ destinationIpv6CidrBlock: "::/0" }, true],
    [{ destinationCidrBlock: "128.0.0.0/1" }, true],
    [{ destinationCidrBlock: "10.0.0.0/8" }, false],
    [{ destinationPrefixListId: "pl-1" }, false],
    [{ destinationCidrBlock: unknown }, undefined],
    [{}, undefined],
  ])("%j is for all addresses: %s", (destination, expected) => {
    const { stack, find } = stackOf(mode, table(), route(destination));
    expect(isDefault(separateRoute(stack, find("route")))).toBe(expected);
  });

  test("routes inside and beside a table", () => {
    const inside = [{ cidrBlock: "0.0.0.0/0", gatewayId: ref("internet"), natGatewayId: "" }];
    const { stack, find } = stackOf(
      mode,
      internet,
      table({ routes: inside }),
      route({ destinationCidrBlock: "10.1.0.0/16", transitGatewayId: "tgw-1" }),
    );
    const { routes, open } = routesOf(stack, find("table"));
    expect(open).toBe(false);
    expect(routes.map(({ targets }) => targets.map(({ path }) => path))).toEqual([
      ["routes[0].gatewayId"],
      ["transitGatewayId"],
    ]);
  });

  test("what may be missing", () => {
    const { stack, find } = stackOf(mode, table({ routes: unknown }));
    expect(inlineRoutes(stack, find("table"))).toEqual({ routes: [], open: true });
    const other = stackOf(mode, table(), route({ routeTableId: unknown }));
    expect(routesOf(other.stack, other.find("table"))).toEqual({ routes: [], open: true });
  });
});
