import { isEverybody, principalsOf } from "./principals";
import type { Statement } from "./statement";

/**
 * Whether a statement's principals are everyone: `"*"`, `{ "AWS": "*" }`, or everyone but some (`NotPrincipal`)
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-anonymous).
 */
export function namesEveryone({ value, principal }: Statement): "yes" | "no" | "unknown" {
  const { known, open } = principalsOf(principal);
  if (!value.at("NotPrincipal").absent || known.some(isEverybody)) {
    return "yes";
  }
  return open.some(({ kind }) => kind === "unknown") ? "unknown" : "no";
}
