/**
 * Wildcards of the policy language: `*` stands for any text, `?` for one character
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html).
 */

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
  const wanted = pattern.toLowerCase();
  const given = text.toLowerCase();
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
