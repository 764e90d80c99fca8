import { MASK } from "../engine/made-up";
import type { Answer } from "./answer";
import { matches } from "./wildcard";

const RESOURCE_PART = 5;
/** A name nobody has. A pattern that matches it names nothing; long, so that `?` alone does not. */
const ANY_NAME = "\u0001".repeat(64);

/** Things of a kind, as their ARNs begin. */
export interface Family {
  /** The service part: `iam`. */
  readonly service: string;
  /** What stands before the name: `role/`, `function:`. */
  readonly prefix: string;
}

const ROLES: Family = { service: "iam", prefix: "role/" };

/**
 * Whether an entry of `Resource` covers every role of an account: `*`, `arn:aws:iam::*:role/*`,
 * `arn:aws:iam::123456789012:*`. A path or a part of a name (`role/app/*`, `role/app-*`) names some.
 *
 * @param text an entry as {@link Element.text} holds it, unknown parts masked. The account may be unknown.
 * @returns `unknown` when the whole resource part is.
 */
export function coversEveryRole(text: string): Answer {
  return coversEvery(text, ROLES);
}

/** The same of a family: every user, every function. */
export function coversEvery(text: string, { service: wanted, prefix }: Family): Answer {
  const any = `${prefix}${ANY_NAME}`;
  if (!text.startsWith("arn:")) {
    return matches(text, `arn:aws:${wanted}::123456789012:${any}`) ? "yes" : "no";
  }
  const parts = text.split(":");
  const service = parts[2] ?? "*";
  if (parts.length <= RESOURCE_PART) {
    // A `*` at the end of a part reaches beyond the colon.
    return text.endsWith("*") && matches(service, wanted) ? "yes" : "no";
  }
  const named = parts.slice(RESOURCE_PART).join(":");
  if (!matches(service, wanted)) {
    return "no";
  }
  return named === MASK ? "unknown" : matches(named, any) ? "yes" : "no";
}
