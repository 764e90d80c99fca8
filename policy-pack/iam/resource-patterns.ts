import { MASK } from "../engine/made-up";
import type { ServiceAction } from "./authorization";
import { admitsEverything, hasWildcard, matches } from "./wildcard";

/**
 * What an entry of `Resource` covers.
 *
 * - `all`: `*`, or an ARN whose whole resource part is a wildcard, `service` being its service part;
 * - `some`: anything that names something, a type (`table/*`) or a name, known or not;
 * - `unknown`: all or some, depending on a part nobody knows yet.
 */
export type Coverage =
  { readonly kind: "all"; readonly service: string } | { readonly kind: "some" } | { readonly kind: "unknown" };

/** IAM's own variables, `${aws:username}`, hold colons; each stands for one text AWS fills in. */
const VARIABLE = /\$\{[^}]*\}/g;
const RESOURCE_PART = 5;

/**
 * Tells a resource that names something from one that does not. Unknown and made-up parts, and IAM's policy variables,
 * name something.
 *
 * @param text an entry as {@link Element.text} holds it, unknown parts masked.
 */
export function coverageOf(text: string): Coverage {
  const plain = text.replace(VARIABLE, MASK);
  if (admitsEverything(plain)) {
    return { kind: "all", service: "*" };
  }
  const parts = plain.split(":");
  if (parts[0] !== "arn" && !admitsEverything(parts[0] ?? "")) {
    return { kind: "some" };
  }
  const service = parts[2] ?? "*";
  if (parts.length <= RESOURCE_PART) {
    // A `*` at the end of a part reaches beyond the colon
    // (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html).
    if (!plain.endsWith("*")) {
      return { kind: "some" };
    }
    return plain.includes(MASK) ? { kind: "unknown" } : { kind: "all", service };
  }
  const named = parts.slice(RESOURCE_PART).join("").replaceAll("/", "");
  if (!admitsEverything(named)) {
    return { kind: "some" };
  }
  return service.includes(MASK) ? { kind: "unknown" } : { kind: "all", service };
}

/** Whether an action takes resources whose ARNs have this service part, which may be a wildcard. */
export function reaches(service: string, action: ServiceAction): boolean {
  if (admitsEverything(service)) {
    return action.arnFormats.length > 0;
  }
  return action.arnFormats.some((format) => {
    const part = format.split(":")[2] ?? "";
    // `arn:${Partition}:${Vendor}:…`: the resources of any service.
    return part.includes("$") || matches(service, part);
  });
}

/** Whether a text is a wildcard and nothing else, so that printing it gives nothing away. */
export function isBareWildcard(text: string): boolean {
  return hasWildcard(text) && /^[*?:/]*$/.test(text);
}
