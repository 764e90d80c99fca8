import { kinds, type Kind } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, undecided, type Yield } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import { parseCidr } from "../../helpers/cidr";
import { SUBNETS, vpcOf } from "../../helpers/network";
import { gatewayOf, inlineRoutes, isDefault, routesOf, separateRoute, TABLES, type Route } from "../../helpers/routes";
import { segmentsOf } from "../../helpers/values-at";
import { quotedNames } from "../../helpers/words";

const OWN_TABLES: Kind = [...kinds.routeTable, ...kinds.defaultRouteTable];

/** Tags by which programs say what a subnet or table is for. */
const TAGS = ["Name", "Type", "Tier", "Role", "Purpose"];

export const vpcRouting = defineRule({
  id: "vpc-routing",
  title: "Every route has one destination and one target that can carry it",
  rationale: "EC2 refuses such a route, or takes it and the traffic goes where nobody meant it to.",
  remediation: "Give each destination of a table one route, with one target in the table's VPC.",
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["F"],
  scope: "stack",
  targets: [...kinds.route, ...OWN_TABLES],
  *check(resource, { stack }) {
    if (resource.is(OWN_TABLES)) {
      const { routes, open } = inlineRoutes(stack, resource);
      for (const route of routes) {
        yield* checkRoute(stack, route, resource);
      }
      if (open) {
        yield undecided("routes", "the routes are not all known yet");
      }
      yield* checkMixed(stack, resource, routes);
    } else {
      const { targets, certain, exhaustive } = stack.link(resource, ["routeTableId"], TABLES);
      yield* checkRoute(stack, separateRoute(stack, resource), certain ? targets[0] : undefined);
      if (!exhaustive || targets.length > 1) {
        yield undecided("routeTableId", "which table the route is in is not known yet");
      }
    }
  },
});

function* checkRoute(stack: Stack, route: Route, table: Resource | undefined): Generator<Yield> {
  const { destinations, targets } = route;
  for (const [what, values] of [["destination", destinations] as const, ["target", targets] as const]) {
    if (values.length !== 1) {
      const names = values.map((value) => `\`${value.path}\``).join(" and ");
      yield finding(
        values[1] ?? route.at,
        `The route has ${values.length === 0 ? `no ${what}` : `${values.length} ${what}s, ${names}`}; EC2 takes exactly one.`,
        { remediation: values.length === 0 ? `Set its ${what}.` : `Keep one of ${names}.` },
      );
    }
  }
  const [destination] = destinations;
  if (destination === undefined || destinations.length > 1 || targets.length !== 1) {
    return;
  }
  const isRange = !destination.path.endsWith("PrefixListId");
  const text = destination.halfKnown ? undefined : destination.string;
  const cidr = parseCidr(text ?? "");
  if (isRange && text !== undefined && cidr === undefined) {
    yield finding(destination, `The destination ${destination.show()} is no range in CIDR notation.`, {
      remediation: "Write a range, for example 0.0.0.0/0.",
    });
  } else if (table !== undefined) {
    if (text === undefined) {
      yield undecided(destination, "the destination is not known yet");
    } else {
      yield* checkDuplicate(stack, route, table, cidr?.text ?? text);
    }
    yield* checkInternet(stack, route, table);
  }
}

/** One table has one route for a destination. Of two, the one that comes later is told. */
function* checkDuplicate(stack: Stack, route: Route, table: Resource, text: string): Generator<Yield> {
  const { routes } = routesOf(stack, table);
  const own = routes.findIndex((each) => each.resource === route.resource && each.at.path === route.at.path);
  const earlier = routes.slice(0, Math.max(own, 0)).find(({ resource, destinations: [destination] }) => {
    const other = destination === undefined || destination.halfKnown ? undefined : destination.string;
    // A route beside those inside the table is another fault, told at the table.
    return other !== undefined && resource.type === route.resource.type && (parseCidr(other)?.text ?? other) === text;
  });
  if (earlier !== undefined) {
    const name = earlier.resource === route.resource ? `\`${earlier.at.path}\`` : `"${earlier.resource.name}"`;
    yield finding(
      route.destinations[0] ?? route.at,
      `${name} is a route for ${text} in the same table "${table.name}": EC2 answers "RouteAlreadyExists".`,
      { remediation: "Remove one of the two, or put it into another table." },
    );
  }
}

/** A route to an internet gateway: of its own VPC, and not for subnets that are meant to be private. */
function* checkInternet(stack: Stack, route: Route, table: Resource): Generator<Yield> {
  const [target] = route.targets;
  if (target === undefined || gatewayOf(stack, route) !== "internet") {
    return;
  }
  const path = segmentsOf(target);
  const gateways = stack.link(route.resource, path, kinds.internetGateway);
  const [gateway] = gateways.certain ? gateways.targets : [];
  const from = table.is(kinds.routeTable) ? vpcOf(stack, table) : undefined;
  const attached = gateway === undefined ? undefined : vpcOf(stack, gateway);
  if (gateway !== undefined && from !== undefined && attached !== undefined && from !== attached) {
    yield finding(
      target,
      `Internet gateway "${gateway.name}" belongs to VPC "${attached.name}", table "${table.name}" to "${from.name}": EC2 refuses the route.`,
      { remediation: `Use the internet gateway of VPC "${from.name}".` },
    );
    return;
  }
  const subnets = stack
    .companions(table, TABLES, kinds.routeTableAssociation, "routeTableId")
    .filter((each) => stack.link(each, ["routeTableId"], TABLES).certain)
    .map((each) => stack.link(each, ["subnetId"], SUBNETS))
    .flatMap(({ targets, certain }) => (certain ? targets : []));
  const exposed = subnets.filter(isMeantPrivate);
  if (exposed.length > 0 && isDefault(route) === true) {
    yield finding(
      target,
      `Table "${table.name}" sends everything to an internet gateway, and subnets called private use it: ` +
        `${quotedNames(
          exposed.map(({ name }) => name),
          5,
        )}. That makes them public; what has no public address in them reaches nothing.`,
      { remediation: "Route 0.0.0.0/0 of private subnets to a NAT gateway (`natGatewayId`), or nowhere." },
    );
  }
}

/** Called private, nowhere public, and giving no public addresses to what is launched there. */
function isMeantPrivate(subnet: Resource): boolean {
  const launch = subnet.at("mapPublicIpOnLaunch");
  return isCalled(subnet, "private") && !isCalled(subnet, "public") && launch.boolean !== true && !launch.unknown;
}

/** Whether the word stands by itself in a resource's name or in a tag: `acme-private-1`, `privateSubnet`. */
function isCalled(resource: Resource, word: string): boolean {
  const tags = resource
    .at("tags")
    .entries.filter(([key]) => TAGS.some((each) => each.toLowerCase() === key.toLowerCase()))
    .map(([, value]) => value.string ?? "");
  return [resource.name, ...tags].some((text) => wordsOf(text).includes(word));
}

/** The words of a name, in lower case; what is no letter, and a capital after a small letter, parts two words. */
function wordsOf(text: string): readonly string[] {
  return text
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z]+/);
}

/** The provider keeps the routes inside a table exactly as written, and removes others at the next update. */
function* checkMixed(stack: Stack, table: Resource, inline: readonly Route[]): Generator<Yield> {
  const separate = stack
    .companions(table, TABLES, kinds.route, "routeTableId")
    .filter((each) => stack.link(each, ["routeTableId"], TABLES).certain);
  if (inline.length > 0 && separate.length > 0) {
    const names = quotedNames(
      separate.map(({ name }) => name),
      5,
    );
    yield finding(
      "routes",
      `The table has routes inside it and in resources of their own, ${names}. It takes the latter for strangers: each ` +
        "removes what the other made.",
      { remediation: "Write all routes of the table in one way: inside it, or each as `aws.ec2.Route`." },
    );
  }
}
