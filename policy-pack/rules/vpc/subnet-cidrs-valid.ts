import { kinds, type Kind } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, undecided, type Yield } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import { contains, overlaps, parseCidr } from "../../helpers/cidr";
import { isDeclared } from "../../helpers/declared";
import { subnetsOf, vpcOf, VPCS } from "../../helpers/network";
import { blocksOf, RANGE, rangeOf, type Block } from "../../helpers/vpc-addresses";

const PEERING: Kind = kinds.vpcPeeringConnection;
const ADDED: Kind = kinds.vpcIpv4CidrBlockAssociation;

/**
 * Sizes EC2 takes, as prefix lengths
 * (https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html,
 * https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html).
 */
const SIZES = {
  4: { largest: 16, smallest: 28, step: 1, text: "between /16 and /28" },
  6: { largest: 44, smallest: 64, step: 4, text: "between /44 and /64 in steps of four" },
} as const;

export const subnetCidrsValid = defineRule({
  id: "subnet-cidrs-valid",
  title: "Address ranges are valid, lie inside their VPC and do not overlap",
  rationale: "EC2 refuses such a range, after the VPC and half of its subnets exist.",
  remediation:
    "Give every subnet a range of its own inside its VPC's, for example 10.0.0.0/24, 10.0.1.0/24 in 10.0.0.0/16.",
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["F"],
  scope: "stack",
  targets: [...kinds.vpc, ...ADDED, ...kinds.subnet, ...PEERING],
  *check(resource, { stack }) {
    if (resource.is(PEERING)) {
      yield* checkPeering(stack, resource);
      return;
    }
    for (const version of [4, 6] as const) {
      const block = yield* checkForm(stack, resource, version);
      if (block !== undefined && resource.is(kinds.subnet)) {
        yield* checkPlace(stack, block, version);
      } else if (block !== undefined && resource.is(ADDED)) {
        yield* checkAdded(stack, block);
      }
    }
  },
});

/** What is wrong with the text alone. Returns the range when nothing is. */
function* checkForm(stack: Stack, resource: Resource, version: 4 | 6): Generator<Yield, Block | undefined> {
  const value = resource.at(RANGE[version]);
  if (!isDeclared(stack, resource, RANGE[version]) || value.raw === "") {
    return undefined;
  }
  if (value.halfKnown) {
    yield undecided(value, "the range is not known yet");
    return undefined;
  }
  const cidr = parseCidr(value.string ?? "");
  const { largest, smallest, step, text } = SIZES[version];
  if (cidr?.version !== version) {
    yield finding(value, `${value.show()} is no IPv${version} range in CIDR notation.`, {
      remediation: `Write it like ${version === 4 ? "10.0.0.0/16" : "2001:db8::/56"}.`,
    });
  } else if (cidr.hasHostBits) {
    yield finding(
      value,
      `${value.show()} names an address inside the range, not the range: its first address is that of ${cidr.text}.`,
      { remediation: `Write ${cidr.text}, or another range if a different one was meant.` },
    );
  } else if (cidr.prefix < largest || cidr.prefix > smallest || (cidr.prefix - largest) % step !== 0) {
    yield finding(value, `The range ${value.show()} is not of a size that EC2 takes: ${text}.`, {
      remediation: `Choose a size ${text}.`,
    });
  } else {
    return { resource, value, cidr };
  }
  return undefined;
}

/** Whether a subnet lies inside its VPC, clear of its siblings. */
function* checkPlace(stack: Stack, { resource, value, cidr }: Block, version: 4 | 6): Generator<Yield> {
  const vpc = vpcOf(stack, resource);
  if (vpc === undefined) {
    return;
  }
  const { blocks, open } = blocksOf(stack, vpc, version);
  if (!blocks.some((block) => contains(block.cidr, cidr))) {
    if (open) {
      yield undecided(value, `the ranges of VPC "${vpc.name}" are not all known yet`);
    } else if (blocks.length > 0) {
      const ranges = blocks.map((block) => block.cidr.text).join(", ");
      yield finding(value, `${value.show()} does not lie inside VPC "${vpc.name}", which has ${ranges}.`, {
        remediation: `Choose a range inside ${ranges}, or add one to the VPC with \`aws.ec2.VpcIpv4CidrBlockAssociation\`.`,
      });
    }
  }
  const siblings = subnetsOf(stack, vpc).all;
  // Of two that overlap, the one that comes later is told.
  const earlier = siblings.slice(0, siblings.indexOf(resource)).flatMap((each) => knownRange(stack, each, version));
  const hit = earlier.filter((each) => overlaps(each.cidr, cidr));
  if (hit.length > 0) {
    const names = hit.map((each) => `"${each.resource.name}" (${each.cidr.text})`).join(", ");
    yield finding(value, `${value.show()} overlaps the range of subnet ${names} in VPC "${vpc.name}".`);
  }
}

/** Whether a range added to a VPC is clear of the others it has. */
function* checkAdded(stack: Stack, { resource, value, cidr }: Block): Generator<Yield> {
  const vpc = vpcOf(stack, resource);
  const { blocks } = vpc === undefined ? { blocks: [] } : blocksOf(stack, vpc, 4);
  const own = blocks.findIndex((block) => block.resource === resource);
  const hit = blocks.slice(0, Math.max(own, 0)).find((block) => overlaps(block.cidr, cidr));
  if (hit !== undefined) {
    yield finding(value, `${value.show()} overlaps ${hit.cidr.text}, which VPC "${vpc?.name ?? ""}" has already.`, {
      remediation: "Add a range that the VPC does not have.",
    });
  }
}

/** https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html#vpc-peering-limitations */
function* checkPeering(stack: Stack, peering: Resource): Generator<Yield> {
  const ends = ["vpcId", "peerVpcId"].map((property) => stack.link(peering, [property], VPCS));
  const [own, peer] = ends.map(({ targets, certain }) => (certain ? targets[0] : undefined));
  if (own === undefined || peer === undefined) {
    if (ends.some(({ exhaustive, targets }) => !exhaustive || targets.length > 1)) {
      yield undecided("peerVpcId", "which VPCs are peered is not known yet");
    }
    return;
  }
  const ours = blocksOf(stack, own, 4);
  const theirs = blocksOf(stack, peer, 4);
  for (const block of ours.blocks) {
    const hit = theirs.blocks.find((each) => overlaps(each.cidr, block.cidr));
    if (hit !== undefined) {
      yield finding(
        "peerVpcId",
        own === peer
          ? `VPC "${own.name}" is peered with itself.`
          : `VPC "${own.name}" (${block.cidr.text}) and VPC "${peer.name}" (${hit.cidr.text}) overlap: the peering fails.`,
        { remediation: "Give the two VPCs ranges that do not overlap." },
      );
      return;
    }
  }
  if (ours.open || theirs.open) {
    yield undecided("peerVpcId", "the ranges of the peered VPCs are not all known yet");
  }
}

function knownRange(stack: Stack, resource: Resource, version: 4 | 6): readonly Block[] {
  const range = rangeOf(stack, resource, version);
  return range === undefined || range === "unknown" ? [] : [range];
}
