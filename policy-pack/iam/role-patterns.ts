import { MASK } from "../engine/made-up";
import { matches } from "./wildcard";

const RESOURCE_PART = 5;
/** A role's name nobody has. A pattern that matches it names no role; long, so that `?` alone does not. */
const ANY_ROLE = `role/${"\u0001".repeat(64)}`;

/**
 * Whether an entry of `Resource` covers every role of an account: `*`, `arn:aws:iam::*:role/*`,
 * `arn:aws:iam::123456789012:*`. A path or a part of a name (`role/app/*`, `role/app-*`) names some.
 *
 * @param text an entry as {@link Element.text} holds it, unknown parts masked. The account may be unknown.
 * @returns `unknown` when the whole resource part is.
 */
export function coversEveryRole(text: string): "yes" | "no" | "unknown" {
  if (!text.startsWith("arn:")) {
    return matches(text, `arn:aws:iam::123456789012:${ANY_ROLE}`) ? "yes" : "no";
  }
  const parts = text.split(":");
  const service = parts[2] ?? "*";
  if (parts.length <= RESOURCE_PART) {
    // A `*` at the end of a part reaches beyond the colon.
    return text.endsWith("*") && matches(service, "iam") ? "yes" : "no";
  }
  const named = parts.slice(RESOURCE_PART).join(":");
  if (!matches(service, "iam")) {
    return "no";
  }
  return named === MASK ? "unknown" : matches(named, ANY_ROLE) ? "yes" : "no";
}
