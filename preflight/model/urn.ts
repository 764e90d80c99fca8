import { STACK_TYPE } from "../../policy-pack/engine/resource";

/**
 * The URN the engine gives a resource: its type is qualified by those of its parents, except the stack's own
 * (https://www.pulumi.com/docs/iac/concepts/resources/names/#urns).
 *
 * @param parent URN of the parent; empty for none.
 */
export function urnOf(stack: string, project: string, parent: string, type: string, name: string): string {
  const above = parent === "" ? "" : qualifiedTypeOf(parent);
  const qualified = above === "" || above === STACK_TYPE ? type : `${above}$${type}`;
  return `urn:pulumi:${stack}::${project}::${qualified}::${name}`;
}

function qualifiedTypeOf(urn: string): string {
  return urn.split("::")[2] ?? "";
}

/** URN and id of a provider reference `urn::id`, as resources carry it. */
export function parseProviderReference(reference: string): string | undefined {
  const split = reference.lastIndexOf("::");
  return split <= 0 ? undefined : reference.slice(0, split);
}

/** The package of a type token: `aws` of `aws:s3/bucket:Bucket` and of `pulumi:providers:aws`. */
export function packageOf(type: string): string {
  return type.startsWith(PROVIDER_PREFIX) ? type.slice(PROVIDER_PREFIX.length) : (type.split(":")[0] ?? "");
}

/** Type tokens of providers start with this. */
export const PROVIDER_PREFIX = "pulumi:providers:";
