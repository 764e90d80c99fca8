import { kinds } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, notApplicable, undecided, type Yield } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import { isDeclared } from "../../helpers/declared";
import { isPublic, membersOf, vpcOf } from "../../helpers/network";
import { placementOf, zoneOf, type Placement } from "../../helpers/placement";

/** Local Zones and Wavelength Zones have a name of their own inside the region's: `us-west-2-lax-1a`. */
const OTHER_ZONE = /-\d+-/;

export const albSubnets = defineRule({
  id: "alb-subnets",
  title: "Load balancers are placed in subnets that can carry them",
  rationale:
    "Elastic Load Balancing refuses an Application Load Balancer in fewer than two zones, and any load balancer with two " +
    "subnets in one zone. One that faces the internet from a subnet without a route to it answers nobody.",
  remediation: "Name two or more public subnets (private ones with `internal: true`), each in a zone of its own.",
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["S4-2", "F"],
  scope: "stack",
  targets: kinds.loadBalancer,
  *check(loadBalancer, { stack }) {
    const type = loadBalancer.at("loadBalancerType");
    if (type.unknown && isDeclared(stack, loadBalancer, "loadBalancerType")) {
      yield undecided(type, "the type of the load balancer is not known yet");
      return;
    }
    const placement = ["subnets", "subnetMappings"]
      .map((list) => placementOf(stack, loadBalancer, list, list === "subnets" ? undefined : "subnetId"))
      .reduce((first, second) => (first.at.absent ? second : first));
    const isApplication = type.unknown || type.absent || type.string === "application";
    if (isApplication && placement.count !== undefined && placement.count < 2) {
      yield* checkCount(stack, loadBalancer, placement);
      return;
    }
    yield* checkZones(stack, placement);
    if (type.string === "gateway") {
      yield notApplicable("a Gateway Load Balancer never faces the internet");
    } else {
      yield* checkInternet(stack, loadBalancer, placement);
    }
  },
});

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html, `Subnets`. */
function* checkCount(stack: Stack, loadBalancer: Resource, { subnets, count, at }: Placement): Generator<Yield> {
  const isElsewhere = subnets.some(
    (subnet) => !subnet.at("outpostArn").absent && isDeclared(stack, subnet, "outpostArn"),
  );
  if (
    count === 1 &&
    (isElsewhere ||
      isDeclared(stack, loadBalancer, "customerOwnedIpv4Pool") ||
      subnets.some((subnet) => OTHER_ZONE.test(zoneOf(stack, subnet) ?? "")))
  ) {
    yield notApplicable("on an Outpost or in a Local Zone one subnet is enough");
    return;
  }
  yield finding(
    at.absent ? "subnets" : at,
    `An Application Load Balancer needs subnets in at least two zones; this one has ${count === 1 ? "one subnet" : "none"}. ` +
      'Elastic Load Balancing answers "At least two subnets in two different Availability Zones must be specified".',
  );
}

function* checkZones(stack: Stack, { subnets, exact, count, at }: Placement): Generator<Yield> {
  const byZone = new Map<string, Resource[]>();
  for (const subnet of subnets) {
    const zone = zoneOf(stack, subnet);
    if (zone !== undefined) {
      byZone.set(zone, [...(byZone.get(zone) ?? []), subnet]);
    }
  }
  const crowded = [...byZone].filter(([, inside]) => inside.length > 1);
  for (const [zone, inside] of crowded) {
    const names = inside.map(({ name }) => `"${name}"`).join(" and ");
    yield finding(
      at,
      `Subnets ${names} are both in zone ${zone}. A load balancer takes one subnet of a zone: Elastic Load Balancing ` +
        'answers "A load balancer cannot be attached to multiple subnets in the same Availability Zone".',
      { remediation: "Give the load balancer one subnet of each zone." },
    );
  }
  if (crowded.length === 0 && count !== 1 && (!exact || byZone.size < subnets.length)) {
    yield undecided(at, "which zones the subnets are in is not known yet");
  }
}

function* checkInternet(stack: Stack, loadBalancer: Resource, placement: Placement): Generator<Yield> {
  const { subnets, possible, exact, confined, at } = placement;
  const internal = loadBalancer.at("internal");
  const isSet = isDeclared(stack, loadBalancer, "internal");
  if (isSet && internal.boolean === true) {
    return;
  }
  const answers = subnets.map((subnet) => ({ subnet, answer: isPublic(stack, subnet) }));
  const allClosed = confined && possible.every((subnet) => isPublic(stack, subnet) === "no");
  const closed = allClosed ? possible : answers.filter(({ answer }) => answer === "no").map(({ subnet }) => subnet);
  if (isSet && internal.unknown) {
    yield undecided(internal, "whether the load balancer faces the internet is not known yet");
  } else if (closed.length > 0) {
    const names = closed.map(({ name }) => `"${name}"`).join(", ");
    const some = answers.some(({ answer }) => answer === "yes") ? ", while others are public" : "";
    yield finding(
      at,
      `The load balancer faces the internet (\`internal\` is ${internal.boolean === false && isSet ? "false" : "not set"}), and ` +
        `${closed.length === 1 ? "subnet" : "subnets"} ${names} ${closed.length === 1 ? "has" : "have"} no route to an internet gateway${some}. ` +
        (hasNoGateway(stack, closed)
          ? 'Without an internet gateway in the VPC, Elastic Load Balancing answers "InvalidSubnet".'
          : "Clients that reach its address there get no answer."),
      { remediation: "Name public subnets only, or set `internal: true`." },
    );
  } else if (!exact || answers.some(({ answer }) => answer === "unknown")) {
    yield undecided(at, "whether all subnets have a route to an internet gateway is not known yet");
  }
}

/** Whether no gateway of the stack is, or may be, attached to the VPC of these subnets. */
function hasNoGateway(stack: Stack, subnets: readonly Resource[]): boolean {
  return subnets.every((subnet) => {
    const vpc = vpcOf(stack, subnet);
    return (
      vpc !== undefined &&
      [kinds.internetGateway, kinds.internetGatewayAttachment].every((kind) => {
        const { all, open } = membersOf(stack, vpc, kind);
        return all.length === 0 && !open;
      })
    );
  });
}
