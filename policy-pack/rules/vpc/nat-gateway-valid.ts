import { kinds } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, undecided, type Yield } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import { isDeclared } from "../../helpers/declared";
import { isPublic, SUBNETS } from "../../helpers/network";

export const natGatewayValid = defineRule({
  id: "nat-gateway-valid",
  title: "A public NAT gateway has an address and stands in a public subnet",
  rationale:
    "EC2 refuses a public NAT gateway without Elastic IP address. One in a subnet without a route to an internet gateway " +
    "forwards nothing: whatever is routed to it waits until it times out.",
  remediation:
    "Set `allocationId` to an `aws.ec2.Eip`'s, and `subnetId` to a subnet with a route to an internet gateway.",
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["F"],
  scope: "stack",
  targets: kinds.natGateway,
  *check(gateway, { stack }) {
    const connectivity = settingOf(stack, gateway, "connectivityType", "public");
    const mode = settingOf(stack, gateway, "availabilityMode", "zonal");
    if (connectivity === undefined || mode === undefined) {
      yield undecided("connectivityType", "what kind of NAT gateway it is is not known yet");
      return;
    }
    // A regional one finds its addresses and zones by itself.
    if (mode !== "regional") {
      yield* checkAddress(stack, gateway, connectivity);
      yield* checkSubnet(stack, gateway, connectivity);
    }
  },
});

function* checkAddress(stack: Stack, gateway: Resource, connectivity: string): Generator<Yield> {
  const hasAddress = isSet(stack, gateway, "allocationId");
  if (connectivity === "public" && !hasAddress) {
    yield finding(
      "allocationId",
      "A public NAT gateway needs an Elastic IP address, and `allocationId` is not set: EC2 refuses it.",
      { remediation: 'Set `allocationId` to that of an `aws.ec2.Eip`, or `connectivityType: "private"`.' },
    );
  } else if (connectivity === "private" && hasAddress) {
    yield finding("allocationId", "A private NAT gateway cannot have an Elastic IP address: EC2 refuses it.", {
      remediation: "Remove `allocationId`, or `connectivityType`.",
    });
  }
}

function* checkSubnet(stack: Stack, gateway: Resource, connectivity: string): Generator<Yield> {
  if (!isSet(stack, gateway, "subnetId")) {
    yield finding("subnetId", "A zonal NAT gateway needs a subnet, and `subnetId` is not set: EC2 refuses it.");
    return;
  }
  if (connectivity !== "public") {
    return;
  }
  const { targets, exhaustive } = stack.link(gateway, ["subnetId"], SUBNETS);
  if (targets.length === 0) {
    if (!exhaustive) {
      yield undecided("subnetId", "which subnet it stands in is not known yet");
    }
    return;
  }
  const answers = targets.map((subnet) => isPublic(stack, subnet));
  if (exhaustive && answers.every((answer) => answer === "no")) {
    yield finding(
      "subnetId",
      `Subnet ${targets.map(({ name }) => `"${name}"`).join(", ")} has no route to an internet gateway: this NAT gateway forwards nothing.`,
      { remediation: "Place it in a public subnet, or give the subnet's route table a route to an internet gateway." },
    );
  } else if (answers.some((answer) => answer !== "yes")) {
    yield undecided("subnetId", "whether the subnet has a route to an internet gateway is not known yet");
  }
}

function isSet(stack: Stack, gateway: Resource, property: string): boolean {
  return isDeclared(stack, gateway, property) && gateway.at(property).raw !== "";
}

/** A setting, or its default; `undefined` when it is not known yet. */
function settingOf(stack: Stack, gateway: Resource, property: string, byDefault: string): string | undefined {
  return isSet(stack, gateway, property) ? gateway.at(property).string : byDefault;
}
