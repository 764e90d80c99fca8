/**
 * Wildcards of the policy language: `*` stands for any text, `?` for one character
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html).
 */

import { MASK } from "../engine/made-up";
import type { Answer } from "./answer";

/** Whether a text holds a wildcard at all. */
export function hasWildcard(text: string): boolean {
  return /[*?]/.test(text);
}

/** Whether a text admits everything: nothing but wildcards, at least one of them `*`. */
export function admitsEverything(text: string): boolean {
  return /^[*?]*\*[*?]*$/.test(text);
}

/**
 * Whether a text matches a pattern, from its first character to its last. Upper and lower case are the same, as in
 * action names. Linear in practice: it steps back only to the last `*`.
 */
export function matches(pattern: string, text: string): boolean {
  return matchesExactly(pattern.toLowerCase(), text.toLowerCase());
}

/** The same where case counts, as in ARNs and in `StringLike`. */
export function matchesExactly(wanted: string, given: string): boolean {
  let at = 0;
  let star = -1;
  let resume = 0;
  let position = 0;
  while (position < given.length) {
    if (wanted[at] === "*") {
      star = at++;
      resume = position;
    } else if (at < wanted.length && (wanted[at] === "?" || wanted[at] === given[position])) {
      at++;
      position++;
    } else if (star >= 0) {
      at = star + 1;
      position = ++resume;
    } else {
      return false;
    }
  }
  return /^\**$/.test(wanted.slice(at));
}

/**
 * Whether a text matches a pattern when parts of either, masked, are not known yet: `yes` whatever they are, `no` if they
 * can be nothing that would make it match. Case counts.
 */
export function mayMatch(pattern: string, text: string): Answer {
  const sure = !pattern.includes(MASK) && !(pattern.includes("?") && text.includes(MASK));
  if (sure && matchesExactly(pattern, text)) {
    return "yes";
  }
  return (pattern.includes(MASK) || text.includes(MASK)) && overlap(pattern, text) ? "unknown" : "no";
}

/** Whether there is a text that both describe: `*` and the mask stand for any text, `?` of the pattern for a character. */
function overlap(pattern: string, text: string): boolean {
  const isAny = (letter: string | undefined) => letter === "*" || letter === MASK;
  // What of the text can be left over, one row of the usual table after the other, from the end.
  let below = rowOfEnd(text, isAny);
  for (let at = pattern.length - 1; at >= 0; at--) {
    const letter = pattern[at];
    const row: boolean[] = [];
    for (let position = text.length; position >= 0; position--) {
      const given = text[position];
      row[position] = isAny(letter)
        ? (below[position] ?? false) || (row[position + 1] ?? false)
        : isAny(given)
          ? (row[position + 1] ?? false) || (below[position] ?? false)
          : position < text.length && (letter === "?" || letter === given) && (below[position + 1] ?? false);
    }
    below = row;
  }
  return below[0] ?? false;
}

function rowOfEnd(text: string, isAny: (letter: string | undefined) => boolean): readonly boolean[] {
  const row: boolean[] = [];
  row[text.length] = true;
  for (let position = text.length - 1; position >= 0; position--) {
    row[position] = isAny(text[position]) && (row[position + 1] ?? false);
  }
  return row;
}
