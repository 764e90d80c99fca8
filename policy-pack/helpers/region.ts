import { isHalfKnown } from "../engine/made-up";
import type { Resource } from "../engine/resource";

/**
 * The region a resource is created in: its own `region` (provider 7) or that of its provider.
 *
 * @returns `undefined` when nobody knows: a default provider takes it from the environment.
 */
export function regionOf(resource: Resource): string | undefined {
  const own = resource.at("region");
  const inherited = resource.provider?.props.at("region").string;
  // An output the program did not give repeats the provider's, as far as it is known.
  const region = namesRegion(resource)
    ? own.string
    : isListed(resource)
      ? (inherited ?? own.string)
      : (own.string ?? inherited);
  return region === undefined || region === "" || isHalfKnown(region) ? undefined : region;
}

/** Whether the program gave the resource a region of its own. */
export function namesRegion(resource: Resource): boolean {
  return !resource.at("region").absent && Object.hasOwn(resource.propertyDependencies, "region");
}

/** Whether the frontend says which properties the program gave. */
function isListed(resource: Resource): boolean {
  return Object.keys(resource.propertyDependencies).length > 0;
}
