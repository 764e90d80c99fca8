import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** How many zones the stack spreads over: it survives the loss of one and still has two to balance between. */
export const ZONE_COUNT = 3;

/**
 * The zones to use out of those a region offers: the first three by name, so that the answer does not depend on the
 * order AWS lists them in.
 *
 * @throws RunError when the region offers fewer.
 */
export function pickZones(available: readonly string[], region: string): string[] {
  const names = [...new Set(available)].sort();
  if (names.length < ZONE_COUNT) {
    const offer = names.length === 0 ? "none" : names.join(", ");
    throw new pulumi.RunError(
      `The stack needs ${ZONE_COUNT} availability zones, and ${region} offers this account ${names.length} (${offer}). ` +
        `Choose another region with "pulumi config set region".`,
    );
  }
  return names.slice(0, ZONE_COUNT);
}

/** The zones a region offers this account without opting in: no Local Zones, which have neither NAT nor RDS. */
export async function availableZones(region: string, options: pulumi.InvokeOptions): Promise<string[]> {
  const { names } = await aws.getAvailabilityZones(
    { state: "available", filters: [{ name: "opt-in-status", values: ["opt-in-not-required"] }] },
    options,
  );
  return pickZones(names, region);
}
