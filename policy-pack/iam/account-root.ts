import { maskUnknown } from "../engine/made-up";
import type { Value } from "../engine/value";
import { isNoText } from "./validity/texts";

const ROOT_ARN = /^arn:[^:]+:iam::[^:*?]+:root$/;
const ACCOUNT_ID = /^\d{12}$/;

/**
 * Whether a `Principal` names nothing but account roots: `arn:aws:iam::123456789012:root`, or the bare account id, in any
 * partition. Which account it is does not matter, and may be unknown. In a resource policy the root stands for the whole
 * account (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-accounts).
 */
export function isAccountRoot(principal: Value): "yes" | "no" | "unknown" {
  if (principal.unknown) {
    return "unknown";
  }
  const kinds = principal.entries;
  if (kinds.length === 0 || kinds.some(([kind]) => kind !== "AWS")) {
    return "no";
  }
  const accounts = principal.at("AWS");
  if (accounts.unknown) {
    return "unknown";
  }
  const answers = accounts.items.map(rootOrNot);
  if (answers.length === 0 || answers.includes("no")) {
    return "no";
  }
  return answers.includes("unknown") ? "unknown" : "yes";
}

function rootOrNot(value: Value): "yes" | "no" | "unknown" {
  const text = value.string;
  if (text === undefined) {
    return value.unknown ? "unknown" : "no";
  }
  if (isNoText({ value, text })) {
    // An account's Output, put into a text: whose it is nobody can tell. `iam-valid-document` reports it.
    return "unknown";
  }
  return ACCOUNT_ID.test(text) || ROOT_ARN.test(maskUnknown(text)) ? "yes" : "no";
}
