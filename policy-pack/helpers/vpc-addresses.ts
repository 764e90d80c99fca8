/** The address ranges a VPC has: its own, and those added to it. */
import { kinds, type Kind } from "../engine/kinds";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import type { Value } from "../engine/value";
import { parseCidr, type Cidr } from "./cidr";
import { isDeclared } from "./declared";
import { membersOf } from "./network";

/** One range, and where it is written. */
export interface Block {
  readonly resource: Resource;
  readonly value: Value;
  readonly cidr: Cidr;
}

/** The ranges of a VPC in one version of IP. */
export interface Blocks {
  readonly blocks: readonly Block[];
  /** Whether it may have more, or others, because something is not known yet. */
  readonly open: boolean;
}

/** Property that holds a range of addresses, by version. The same on VPCs, subnets and associations. */
export const RANGE = { 4: "cidrBlock", 6: "ipv6CidrBlock" } as const;

const ASSOCIATIONS: Readonly<Record<4 | 6, Kind>> = {
  4: kinds.vpcIpv4CidrBlockAssociation,
  6: kinds.vpcIpv6CidrBlockAssociation,
};

/** All ranges of a VPC of the stack. A range that AWS chooses (from an IPAM pool, Amazon's IPv6) leaves the list open. */
export function blocksOf(stack: Stack, vpc: Resource, version: 4 | 6): Blocks {
  const added = membersOf(stack, vpc, ASSOCIATIONS[version]);
  const ranges = [vpc, ...added.all].map((resource) => rangeOf(stack, resource, version));
  const generated = vpc.at("assignGeneratedIpv6CidrBlock");
  // A VPC always has a range of IPv4; one of IPv6 only if it asks for it.
  const chosenByAws =
    version === 4
      ? ranges[0] === undefined
      : generated.unknown || generated.boolean === true || isDeclared(stack, vpc, "ipv6NetmaskLength");
  return {
    blocks: ranges.filter((range) => range !== undefined && range !== "unknown"),
    open: added.open || chosenByAws || ranges.slice(1).includes(undefined) || ranges.includes("unknown"),
  };
}

/** The range a resource declares; `undefined` when it declares none. */
export function rangeOf(stack: Stack, resource: Resource, version: 4 | 6): Block | "unknown" | undefined {
  const value = resource.at(RANGE[version]);
  if (!isDeclared(stack, resource, RANGE[version]) || value.raw === "") {
    return undefined;
  }
  const cidr = value.halfKnown ? undefined : parseCidr(value.string ?? "");
  return cidr?.version === version ? { resource, value, cidr } : "unknown";
}
