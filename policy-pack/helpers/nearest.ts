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
 * @returns `undefined` when none is near.
 */
export function nearest(
  text: string,
  candidates: Iterable<string>,
  form: (text: string) => string,
  share: number,
): string | undefined {
  const wanted = form(text);
  let best: string | undefined;
  let least = Math.floor(wanted.length * share) + 1;
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
