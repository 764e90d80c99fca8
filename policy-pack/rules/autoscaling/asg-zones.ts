import { kinds } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, notApplicable, undecided, type Yield } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import type { Value } from "../../engine/value";
import { checkedBy } from "../../frameworks/references";
import { isDeclared } from "../../helpers/declared";
import { placementOf, zoneOf } from "../../helpers/placement";

const DIES = "When that zone fails, so do all instances, and the group cannot start others elsewhere";

export const asgZones = defineRule({
  id: "asg-zones",
  title: "Auto Scaling groups span at least two zones",
  rationale: `In one availability zone a group is as available as that zone. ${DIES}.`,
  remediation: "List subnets of at least two availability zones in `vpcZoneIdentifiers`.",
  severity: "medium",
  enforcement: "advisory",
  family: "guard",
  frameworks: checkedBy("Security Hub AutoScaling.2", "Prowler autoscaling_group_multiple_az", "text of REL10-BP01"),
  seeds: ["S3-10"],
  scope: "stack",
  targets: kinds.autoScalingGroup,
  *check(group, { stack }) {
    if (hasSibling(stack, group)) {
      yield notApplicable(
        "a group of its own in each zone: others launch the same, or serve the same target group, elsewhere",
      );
    } else if (isDeclared(stack, group, "vpcZoneIdentifiers")) {
      yield* checkSubnets(stack, group, group.at("vpcZoneIdentifiers"));
    } else if (isDeclared(stack, group, "availabilityZones")) {
      yield* checkZones(group, group.at("availabilityZones"));
    } else {
      yield notApplicable("it names neither subnets nor zones");
    }
  },
});

/** What groups that stand for one another share: what they launch, or whose requests they serve. */
const SHARED = ["launchTemplate", "mixedInstancesPolicy", "launchConfiguration", "targetGroupArns"];

/** Whether another group shares one of these and lies in other subnets. */
function hasSibling(stack: Stack, group: Resource): boolean {
  const sharedBy = (each: Resource) => SHARED.flatMap((name) => each.propertyDependencies[name] ?? []);
  const placeOf = (each: Resource) => each.propertyDependencies.vpcZoneIdentifiers ?? [];
  const own = { shared: new Set(sharedBy(group)), place: new Set(placeOf(group)) };
  return stack
    .ofKind(kinds.autoScalingGroup)
    .some(
      (other) =>
        other !== group &&
        sharedBy(other).some((urn) => own.shared.has(urn)) &&
        placeOf(other).length > 0 &&
        placeOf(other).every((urn) => !own.place.has(urn)),
    );
}

function* checkZones(group: Resource, zones: Value): Generator<Yield> {
  const names = new Set(zones.items.map(({ raw }) => raw));
  const isOpen = zones.items.length > 1 && zones.items.some(({ unknown }) => unknown);
  if (zones.unknown || (names.size < 2 && isOpen)) {
    yield undecided(zones, "the zones are not known yet");
  } else if (names.size === 1) {
    const which = zones.items[0]?.string;
    yield finding(zones, `The group "${group.name}" has one zone${which === undefined ? "" : `, ${which}`}. ${DIES}.`);
  }
}

function* checkSubnets(stack: Stack, group: Resource, subnets: Value): Generator<Yield> {
  if (subnets.unknown || subnets.items.length === 0) {
    if (subnets.unknown) {
      yield undecided(subnets, "the subnets are not known yet");
    }
    return;
  }
  if (subnets.items.length === 1) {
    yield finding(subnets, `The group "${group.name}" has one subnet, and so one zone. ${DIES}.`);
    return;
  }
  const { possible, confined } = placementOf(stack, group, subnets.path);
  const zones = possible.map((subnet) => zoneOf(stack, subnet));
  const known = new Set(zones.filter((zone) => zone !== undefined));
  if (known.size < 2 && (!confined || zones.includes(undefined))) {
    yield undecided(subnets, "which zones the subnets are in is not known yet");
  } else if (known.size === 1) {
    yield finding(
      subnets,
      `The ${subnets.items.length} subnets of the group "${group.name}" all lie in ${[...known][0] ?? ""}. ${DIES}.`,
    );
  }
}
