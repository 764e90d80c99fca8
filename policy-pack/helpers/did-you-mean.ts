import { editDistance } from "./nearest";

/**
 * The name a mistyped one was probably meant to be.
 *
 * @returns the nearest of `names`, or `undefined` when none is near: more than a third of the letters differ.
 */
export function nearestName(typed: string, names: Iterable<string>): string | undefined {
  let best: string | undefined;
  let distance = Math.max(2, Math.floor(typed.length / 3)) + 1;
  for (const name of [...names].sort()) {
    const candidate = editDistance(typed.toLowerCase(), name.toLowerCase());
    if (candidate < distance) {
      best = name;
      distance = candidate;
    }
  }
  return best;
}

/** `; did you mean "x"?`, or nothing. */
export function didYouMean(typed: string, names: Iterable<string>): string {
  const name = nearestName(typed, names);
  return name === undefined ? "" : `; did you mean "${name}"?`;
}
