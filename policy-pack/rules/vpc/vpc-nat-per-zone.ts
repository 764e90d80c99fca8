import { kinds } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, notApplicable, undecided } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import { checkedBy } from "../../frameworks/references";
import { SUBNETS, routesFrom } from "../../helpers/network";
import { zoneOf } from "../../helpers/placement";
import { gatewayOf } from "../../helpers/routes";
import { environmentSettings, isProtectedEnvironment } from "../../helpers/settings";
import { segmentsOf } from "../../helpers/values-at";

export const vpcNatPerZone = defineRule({
  id: "vpc-nat-per-zone",
  title: "Production subnets use a NAT gateway of their own zone",
  rationale:
    "A zonal NAT gateway fails with its zone. Subnets of other zones that share it lose the internet although they run, and " +
    "pay for traffic between zones meanwhile.",
  remediation:
    'Make a NAT gateway and a private route table for each zone, or one with `availabilityMode: "regional"`.',
  severity: "medium",
  enforcement: "advisory",
  family: "guard",
  frameworks: checkedBy("text of REL10-BP01"),
  seeds: ["S3-10", "F"],
  settings: environmentSettings,
  scope: "stack",
  targets: kinds.natGateway,
  *check(gateway, context) {
    const { stack } = context;
    const inProduction = isProtectedEnvironment(gateway, context);
    if (inProduction === "no") {
      yield notApplicable("the environment is not a protected one");
      return;
    }
    if (gateway.at("availabilityMode").string === "regional") {
      yield notApplicable("a regional NAT gateway works in every zone");
      return;
    }
    const { users, open } = stack.derive(usersOf).get(gateway) ?? { users: [], open: false };
    const zones = [...new Set(users.flatMap((subnet) => zoneOf(stack, subnet) ?? []))].sort();
    if (zones.length > 1 && inProduction === "yes") {
      yield finding(
        "subnetId",
        `Subnets in zones ${zones.join(", ")} share NAT gateway "${gateway.name}": when its zone fails, none of them reaches the internet.`,
      );
    } else if (zones.length > 1 || open || users.some((subnet) => zoneOf(stack, subnet) === undefined)) {
      yield undecided("subnetId", "the zones of the subnets that use it, or the environment, are not known yet");
    }
  },
});

interface Users {
  readonly users: Resource[];
  open: boolean;
}

/** The subnets whose routes lead to each NAT gateway. */
function usersOf(stack: Stack): ReadonlyMap<Resource, Users> {
  const found = new Map(
    stack.ofKind(kinds.natGateway).map((nat): [Resource, Users] => [nat, { users: [], open: false }]),
  );
  for (const subnet of stack.ofKind(SUBNETS)) {
    for (const route of routesFrom(stack, subnet).routes.filter((each) => gatewayOf(stack, each) === "nat")) {
      const [target] = route.targets;
      const link = target && stack.link(route.resource, segmentsOf(target), kinds.natGateway);
      for (const nat of link?.targets ?? []) {
        const entry = found.get(nat);
        if (link?.certain === true) {
          entry?.users.push(subnet);
        } else if (entry !== undefined) {
          entry.open = true;
        }
      }
    }
  }
  return found;
}
