/** In which region a resource, a zone or an ARN is, for a rule that compares them. */
import { isHalfKnown } from "../engine/made-up";
import type { Resource } from "../engine/resource";
import { namesRegion } from "./region";

/**
 * The region a resource is created in: its own `region` (provider 7) or that of its provider. Unlike `region.ts`, which
 * says what to assume, this says only what is certain.
 *
 * @returns `undefined` when nobody knows: a default provider takes it from the environment.
 */
export function certainRegion(resource: Resource): string | undefined {
  const own = resource.at("region");
  const inherited = known(resource.provider?.props.at("region").string);
  if (namesRegion(resource)) {
    return known(own.string);
  }
  // Without a stated region, an output repeats one that came from the environment, or that a recorded stack made up.
  return inherited;
}

/** Whether two resources are in one region; `undefined` when nobody knows. */
export function inOneRegion(one: Resource, other: Resource): boolean | undefined {
  if (!namesRegion(one) && !namesRegion(other) && one.provider?.urn === other.provider?.urn) {
    const [first, second] = [one.at("region").string, other.at("region").string];
    if (first === undefined || second === undefined || first === second) {
      return true; // Whichever it is.
    }
  }
  const [first, second] = [certainRegion(one), certainRegion(other)];
  return first === undefined || second === undefined ? undefined : first === second;
}

function known(region: string | undefined): string | undefined {
  return region === undefined || region === "" || isHalfKnown(region) ? undefined : region;
}

interface RegionData {
  readonly partitions: Readonly<Record<string, { readonly regions: readonly string[] }>>;
}

let loaded: ReadonlySet<string> | undefined;

function regions(): ReadonlySet<string> {
  if (loaded === undefined) {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { partitions } = require("../data/regions.json") as RegionData;
    loaded = new Set(Object.values(partitions).flatMap((each) => each.regions));
  }
  return loaded;
}

/** `us-east-1a`, a zone; `us-west-2-lax-1a` and `us-east-1-wl1-bos-wlz-1`, zones near a city. */
const ZONE = /^([a-z]{2,4}(?:-[a-z]+)+-\d+)(?:[a-z]|-[a-z0-9]+(?:-[a-z0-9]+)+)$/;

/**
 * The region of an availability zone, a local zone or a Wavelength zone, by its name.
 *
 * Source: https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html
 *
 * @returns `undefined` when this is no such name, or of a region nobody has heard of.
 */
export function regionOfZone(zone: string): string | undefined {
  const region = ZONE.exec(zone)?.[1];
  return region !== undefined && regions().has(region) ? region : undefined;
}

const ARN = /^arn:[a-z-]+:([a-z0-9-]+):([a-z0-9-]+):/;
/** `123456789012.dkr.ecr.us-east-1.amazonaws.com/app:1`: how an image is addressed. */
const IMAGE = /^\d{12}\.dkr\.(ecr)(?:-fips)?\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\//;

/**
 * Service and region of a regional resource's ARN, or of an image in a registry.
 *
 * @returns `undefined` for any other text, and where a part of it is unknown or made up.
 */
export function placeOfReference(text: string): { readonly service: string; readonly region: string } | undefined {
  const [, service, region] = ARN.exec(text) ?? IMAGE.exec(text) ?? [];
  return service !== undefined && region !== undefined && regions().has(region) && !isHalfKnown(text)
    ? { service, region }
    : undefined;
}
