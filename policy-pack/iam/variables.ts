/**
 * Policy variables: `${aws:username}`, with a default `${aws:PrincipalTag/team, 'none'}`, and the letters `${*}`, `${?}`
 * and `${$}` (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html). They work in `Resource`,
 * `NotResource` and in conditions on texts and ARNs, in documents of version 2012-10-17.
 */
import { MASK } from "../engine/made-up";
import type { RequestContext } from "./request";

const VARIABLE = /\$\{([^}]*)\}/g;
const WITH_DEFAULT = /^\s*([^,]+?)\s*,\s*'(.*)'\s*$/s;
/** A `*` and a `?` that are letters, not wildcards. */
const LETTERS: Readonly<Record<string, string>> = { "*": "\uE000", "?": "\uE001", $: "$" };

/** A text of a request, its `*` and `?` marked as the letters they are, to be compared with a filled-in pattern. */
export function asLetters(text: string): string {
  return text.replace(/[*?]/g, (letter) => LETTERS[letter] ?? letter);
}

/**
 * A pattern with its variables replaced by what the request has for them; masked where nobody knows.
 *
 * @returns `undefined` when the request has no value for one that has no default: then the pattern matches nothing.
 */
export function fillIn(text: string, context: RequestContext): string | undefined {
  const missing: string[] = [];
  const filled = text.replace(VARIABLE, (whole, inside: string) => {
    const letter = LETTERS[inside];
    if (letter !== undefined) {
      return letter;
    }
    const [, key = inside, otherwise] = WITH_DEFAULT.exec(inside) ?? [];
    const values = context.get(key.trim().toLowerCase());
    if (values === undefined) {
      return MASK;
    }
    const value = values[0] ?? otherwise;
    if (value === undefined) {
      missing.push(whole);
    }
    return asLetters(value ?? "");
  });
  return missing.length > 0 ? undefined : filled;
}
