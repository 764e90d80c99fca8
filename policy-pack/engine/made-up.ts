/**
 * Made-up values: what the offline check hands out for ids, ARNs and endpoints that only AWS could know.
 *
 * They have the right form, so that programs and policy documents built from them read in full, and they are
 * recognisable, so that no rule judges them: every made-up token contains {@link MADE_UP_TOKEN}, and the made-up account
 * is {@link MADE_UP_ACCOUNT}. The token is seven hexadecimal digits on purpose: it also serves as the random suffix of
 * an auto-name (`logs-0facade`).
 */
import { SENTINEL_PATTERN } from "./wire";

/** Seven hexadecimal digits inside every made-up id. */
export const MADE_UP_TOKEN = "0facade";

/** The account id handed out where none is known. AWS assigns no such account. */
export const MADE_UP_ACCOUNT = "000000000000";

/** Placeholder for an encrypted configuration value: digits only, so that it also parses as a number or as JSON. */
export const SECRET_PLACEHOLDER_PREFIX = "424242424242";

// Dashes belong to a made-up part only inside a whole UUID: behind any other id they begin what the program appended.
const MADE_UP_PATTERN = new RegExp(
  `${MADE_UP_TOKEN}(?:[0-9a-f](?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]*)` +
    `|\\b${MADE_UP_ACCOUNT}\\b|${SECRET_PLACEHOLDER_PREFIX}[0-9]{3}`,
  // AWS writes some ids in capitals: those of distributions, hosted zones, roles.
  "gi",
);

/** The character that stands for text nobody knows yet, in what {@link maskUnknown} returns. */
export const MASK = "\u{FFFD}";

/**
 * Replaces every made-up part and every unknown sentinel of a text by {@link MASK}. What remains was written by the
 * program, and may be judged.
 */
export function maskUnknown(text: string): string {
  return text.replace(SENTINEL_PATTERN, MASK).replace(MADE_UP_PATTERN, MASK);
}

/** Whether a text holds a made-up part or an unknown sentinel. */
export function isHalfKnown(text: string): boolean {
  return maskUnknown(text) !== text;
}

/** Whether a text consists of nothing but made-up or unknown parts and punctuation. */
export function isMadeUp(text: string): boolean {
  return isHalfKnown(text) && !/[A-Za-z0-9]/.test(maskUnknown(text));
}
