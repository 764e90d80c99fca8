/** Routes in all their spellings: `Route` resources, and the `routes` inside a route table. */
import { kinds, type Kind } from "../engine/kinds";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import type { Value } from "../engine/value";
import { parseCidr } from "./cidr";
import { isDeclared } from "./declared";
import { segmentsOf } from "./values-at";

/**
 * What routes are put into: a route table, a VPC's own (main) table adopted as a resource, or, where nothing adopts it,
 * the VPC that has it.
 */
export const TABLES: Kind = [...kinds.routeTable, ...kinds.defaultRouteTable, ...kinds.vpc, ...kinds.defaultVpc];

/** One route. */
export interface Route {
  /** The `Route`, or the table that holds it. */
  readonly resource: Resource;
  /** The properties set: where the traffic wants to go, and where it is sent. An unknown one counts as set. */
  readonly destinations: readonly Value[];
  readonly targets: readonly Value[];
  /** The route itself: the whole resource, or `routes[0]` of the table. */
  readonly at: Value;
}

/** The routes of a table. */
export interface Routes {
  readonly routes: readonly Route[];
  /** Whether it may have more, because something is not known yet. */
  readonly open: boolean;
}

const SEPARATE_DESTINATIONS = ["destinationCidrBlock", "destinationIpv6CidrBlock", "destinationPrefixListId"];
const INLINE_DESTINATIONS = ["cidrBlock", "ipv6CidrBlock", "destinationPrefixListId"];
/** `instanceId` is an output by now, and an input of provider 5 and before. */
const TARGETS = [
  "carrierGatewayId",
  "coreNetworkArn",
  "egressOnlyGatewayId",
  "gatewayId",
  "instanceId",
  "localGatewayId",
  "natGatewayId",
  "networkInterfaceId",
  "odbNetworkArn",
  "transitGatewayId",
  "vpcEndpointId",
  "vpcPeeringConnectionId",
];

/** All routes into a table, see {@link TABLES}. */
export function routesOf(stack: Stack, table: Resource): Routes {
  const inline = inlineRoutes(stack, table);
  const separate = stack.companions(table, TABLES, kinds.route, "routeTableId");
  const certain = separate.filter((route) => stack.link(route, ["routeTableId"], TABLES).certain);
  return {
    routes: [...inline.routes, ...certain.map((route) => separateRoute(stack, route))],
    open:
      inline.open || certain.length < separate.length || stack.strays(TABLES, kinds.route, "routeTableId").length > 0,
  };
}

/** The routes that stand inside a table. */
export function inlineRoutes(stack: Stack, table: Resource): Routes {
  if (!isDeclared(stack, table, "routes")) {
    return { routes: [], open: false };
  }
  const routes = table.at("routes");
  const items = routes.items.filter((item) => !item.absent);
  return {
    routes: items
      .filter((item) => !item.unknown)
      .map((at) => ({
        resource: table,
        destinations: INLINE_DESTINATIONS.map((name) => at.at(name)).filter(isSet),
        targets: TARGETS.map((name) => at.at(name)).filter(isSet),
        at,
      })),
    open: routes.unknown || items.some((item) => item.unknown),
  };
}

/** A `Route` resource as a route. */
export function separateRoute(stack: Stack, route: Resource): Route {
  // What the provider computes (a NAT gateway's network interface) is no target of the program's.
  const declared = (names: readonly string[]) =>
    names
      .filter((name) => isDeclared(stack, route, name))
      .map((name) => route.at(name))
      .filter(isSet);
  return {
    resource: route,
    destinations: declared(SEPARATE_DESTINATIONS),
    targets: declared(TARGETS),
    at: route.props,
  };
}

/** Where a route leads, as far as it matters to who can reach whom. */
export type Gateway = "internet" | "nat" | "other" | "unknown";

const GATEWAYS: Kind = [...kinds.internetGateway, ...kinds.vpnGateway, ...kinds.vpcEndpoint];

/**
 * Where a route leads. `gatewayId` means several things; EC2 and the provider also take a NAT gateway there
 * (https://www.pulumi.com/registry/packages/aws/api-docs/ec2/route/, "very forgiving").
 */
export function gatewayOf(stack: Stack, route: Route): Gateway {
  const [target, ...more] = route.targets;
  if (target === undefined || more.length > 0) {
    return "unknown";
  }
  const name = segmentsOf(target).at(-1);
  if (name !== "gatewayId" && name !== "natGatewayId") {
    return "other";
  }
  const path = segmentsOf(target);
  const gateways = stack.link(route.resource, path, GATEWAYS).targets;
  const nats = stack.link(route.resource, path, kinds.natGateway).targets;
  if (name === "natGatewayId") {
    return nats.length === 0 && gateways.length > 0 && target.unknown && path.length === 1 ? "unknown" : "nat";
  }
  const isInternet = (gateway: Resource) => gateway.is(kinds.internetGateway);
  if (gateways.length > 0) {
    return gateways.every(isInternet) ? "internet" : gateways.some(isInternet) ? "unknown" : "other";
  }
  if (nats.length > 0) {
    return "nat";
  }
  return target.string === undefined ? "unknown" : byPrefix(target.string);
}

/** Forms of ids: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html */
function byPrefix(id: string): Gateway {
  return id.startsWith("igw-") ? "internet" : id.startsWith("nat-") ? "nat" : "other";
}

/** Whether a route is for all addresses (or one half of them); `undefined` while nobody knows. */
export function isDefault(route: Route): boolean | undefined {
  const [destination] = route.destinations;
  if (destination === undefined || destination.halfKnown) {
    return undefined;
  }
  const cidr = parseCidr(destination.string ?? "");
  return cidr !== undefined && cidr.prefix <= 1;
}

function isSet(value: Value): boolean {
  return !value.absent && value.raw !== "";
}
