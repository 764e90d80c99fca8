import { SENSITIVE_NAME } from "../../policy-pack/engine/redact";

/**
 * Endings of names that speak of a secret without holding one: `secretId`, `kmsKeyArn`, `authTokenUpdateStrategy`,
 * `passwordLength`, `httpTokens` (whose values are `required` and `optional`).
 */
const DESCRIPTIVE =
  /(?:ids?|arns?|names?|types?|status|strategy|polic(?:y|ies)|length|units?|validity|versions?|modes?|regions?|endpoints?|urls?|age|period|days|seconds|enabled|disabled|required|rotations?|rules?|settings?|config(?:uration)?s?|httptokens|paths?|files?|dir|directory|lambda|sources?|formats?|algorithm|parameters?|provider|reset|behaviou?r)$/i;

/** Words that only contain a sensitive one. */
const HARMLESS = /by.?pass|pass.?through|compass|pass.?role/gi;
/** IAM actions: `secretsmanager:GetSecretValue`. */
const ACTION = /\b[a-z0-9-]+:[A-Z*][A-Za-z*]+/g;

/** Whether a property, variable or key of this name usually holds a secret. */
export function holdsSecret(name: string): boolean {
  return speaksOfSecret(name) && !DESCRIPTIVE.test(name);
}

/** Whether a text, for example a line of source, has anything to do with a secret. */
export function speaksOfSecret(text: string): boolean {
  return SENSITIVE_NAME.test(text.replace(ACTION, "").replace(HARMLESS, ""));
}
