import { kinds } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, notApplicable, undecided, type Yield } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import type { Value } from "../../engine/value";
import { checkedBy } from "../../frameworks/references";
import { isDeclared } from "../../helpers/declared";
import { SUBNETS } from "../../helpers/network";
import { LAUNCHING, launchLabel, templateOf } from "../../helpers/launching";

const EXPOSED = "Everybody can reach it as far as its security groups let them";

export const ec2NoPublicIp = defineRule({
  id: "ec2-no-public-ip",
  title: "Instances have no public address",
  rationale: `${EXPOSED}, and one rule too wide is enough. A load balancer or Session Manager needs no public address on the instance.`,
  remediation:
    "`associatePublicIpAddress: false`, in a private subnet. Let a load balancer take the requests, and log in through Session Manager.",
  severity: "medium",
  enforcement: "advisory",
  family: "guard",
  frameworks: checkedBy(
    "Security Hub EC2.9",
    "Security Hub EC2.25",
    "Security Hub AutoScaling.5",
    "Prowler ec2_instance_public_ip",
    "text of SEC05-BP01",
  ),
  seeds: ["F"],
  scope: "stack",
  targets: LAUNCHING,
  *check(resource, { stack }) {
    const switches = switchesOf(stack, resource);
    const on = switches.find((each) => each.boolean === true);
    if (on !== undefined) {
      yield finding(on, `${launchLabel(resource)} gets a public address. ${EXPOSED}.`);
    } else if (switches.some((each) => each.unknown)) {
      yield undecided(switches[0] ?? "", "whether it gets a public address is not known yet");
    } else if (switches.length === 0 && resource.is(kinds.ec2Instance)) {
      yield* checkSubnet(stack, resource);
    }
  },
});

function switchesOf(stack: Stack, resource: Resource): readonly Value[] {
  const own = isDeclared(stack, resource, "associatePublicIpAddress") ? [resource.at("associatePublicIpAddress")] : [];
  const interfaces = resource.is(kinds.launchTemplate)
    ? resource.at("networkInterfaces").items.map((each) => each.at("associatePublicIpAddress"))
    : [];
  return [...own, ...interfaces].filter((each) => !each.absent && each.string !== "");
}

/** Without a word of the instance, its subnet decides. */
function* checkSubnet(stack: Stack, instance: Resource): Generator<Yield> {
  if (!isDeclared(stack, instance, "subnetId")) {
    yield notApplicable("it names no subnet; its launch template, its interfaces or the default subnet decide");
    return;
  }
  const template = templateOf(stack, instance);
  if (template?.targets.some((each) => each.at("networkInterfaces").items.length > 0) === true) {
    yield notApplicable("its launch template decides");
    return;
  }
  const { targets, exhaustive } = stack.link(instance, ["subnetId"], SUBNETS);
  if (!exhaustive || template?.targets.length === 0) {
    yield undecided("subnetId", "whether its subnet gives public addresses is not known yet");
  } else if (targets.length === 0) {
    yield notApplicable("its subnet is not part of this stack");
  } else {
    const given = targets.map((subnet) => subnet.at("mapPublicIpOnLaunch"));
    if (given.every((each) => each.boolean === true)) {
      yield finding(
        "subnetId",
        `Instance "${instance.name}" lies in subnet "${targets[0]?.name ?? ""}", which gives every instance a public address. ${EXPOSED}.`,
      );
    } else if (given.some((each) => each.unknown || each.boolean === true)) {
      yield undecided("subnetId", "whether its subnet gives public addresses is not known yet");
    }
  }
}
