/** What a person most likely meant. */

/**
 * How many single letters must be put in, left out or changed to make one text of another (Levenshtein).
 */
export function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const change = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(change, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}

/**
 * The candidate a person most likely meant; the first among equals.
 *
 * @param form what is compared of a candidate and of the text, such as its lower case.
 * @param share how much of the text may differ, as a part of its length.
 * @param letters how many letters may differ in any case.
 * @returns `undefined` when none is near.
 */
export function nearest(
  text: string,
  candidates: Iterable<string>,
  form: (text: string) => string,
  share: number,
  letters = 0,
): string | undefined {
  const wanted = form(text);
  let best: string | undefined;
  let least = Math.max(letters, Math.floor(wanted.length * share)) + 1;
  for (const candidate of candidates) {
    const given = form(candidate);
    // The difference in length is the least it can be, and spares most of the work.
    if (Math.abs(given.length - wanted.length) >= least) {
      continue;
    }
    const distance = editDistance(wanted, given);
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

/** Of the letters of a short name, a third may be wrong, and two in any case. */
const SHARE_OF_NAMES = 1 / 3;
const LETTERS_OF_NAMES = 2;

/** The name a mistyped one was probably meant to be, whatever its case; `undefined` when none is near. */
export function nearestName(typed: string, names: Iterable<string>): string | undefined {
  return nearest(typed, [...names].sort(), (name) => name.toLowerCase(), SHARE_OF_NAMES, LETTERS_OF_NAMES);
}

/** `; did you mean "x"?`, or nothing. */
export function didYouMean(typed: string, names: Iterable<string>): string {
  const name = nearestName(typed, names);
  return name === undefined ? "" : `; did you mean "${name}"?`;
}

/** The end of a sentence about a mistyped name: {@link didYouMean}, or a full stop. */
export function endWithGuess(typed: string, names: Iterable<string>): string {
  return didYouMean(typed, names) || ".";
}
