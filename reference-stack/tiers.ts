import { formatCidr, parseCidr, subnetOf } from "./cidr";

/** The tiers of the network, in the order of their address ranges. */
const TIERS = ["public", "private", "data"] as const;
/** One of them. */
export type Tier = (typeof TIERS)[number];

/**
 * The range of one subnet. Each tier takes a quarter of the VPC and each zone a quarter of that, so that a tier is one
 * range in a firewall rule, and a fourth tier and a fourth zone still fit.
 */
export function subnetCidr(vpcCidr: string, tier: Tier, zoneIndex: number): string {
  const vpc = parseCidr(vpcCidr);
  if (vpc === undefined) {
    throw new RangeError(`${vpcCidr} is not an IPv4 network`);
  }
  return formatCidr(subnetOf(subnetOf(vpc, 2, TIERS.indexOf(tier)), 2, zoneIndex));
}
