/** The parts of AWS Config in a stack: one recorder and one delivery channel a region. */
import type { Kind } from "../engine/kinds";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import { isDeclared } from "./declared";

/** Resources of a kind in the same account and region, as far as one knows: same provider, same `region` of their own. */
export function besides(stack: Stack, resource: Resource, kind: Kind): readonly Resource[] {
  const place = placeOf(stack, resource);
  return place === undefined ? [] : stack.ofKind(kind).filter((each) => placeOf(stack, each) === place);
}

function placeOf(stack: Stack, resource: Resource): string | undefined {
  const region = isDeclared(stack, resource, "region") ? resource.at("region") : undefined;
  return region?.halfKnown === true ? undefined : `${resource.provider?.urn ?? ""} ${region?.string ?? ""}`;
}
