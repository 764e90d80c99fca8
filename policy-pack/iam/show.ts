import { MASK } from "../engine/made-up";
import { shorten } from "../engine/value";
import { resolveAction } from "./actions";
import { isBareWildcard } from "./resource-patterns";
import type { Element } from "./statement";

const SECRET = "(secret)";

/**
 * An entry of a policy document as a message prints it. Unknown and made-up parts read `<unknown>`. Of a document that is
 * secret as a whole, only words of AWS's own vocabulary are printed.
 */
export function showElement({ value, text }: Element): string {
  if (value.secret && !isBareWildcard(text) && !isVocabulary(text)) {
    return SECRET;
  }
  return `\`${shorten(text.replaceAll(MASK, "<unknown>"))}\``;
}

function isVocabulary(text: string): boolean {
  const pattern = resolveAction(text);
  return pattern.kind === "all" || (pattern.kind !== "unknown" && pattern.actions.length > 0);
}

/** `a, b and 3 more`. */
export function listSome(items: readonly string[], most: number): string {
  const rest = items.length - most;
  return rest > 0 ? `${items.slice(0, most).join(", ")} and ${rest} more` : joinAll(items);
}

function joinAll(items: readonly string[]): string {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1) ?? ""}`;
}
