import { editDistance } from "../policy-pack/helpers/nearest";

/**
 * The name a mistyped one was probably meant to be.
 *
 * @returns the nearest of `names`, or `undefined` when none is near: more than a third of the letters differ.
 */
export function nearest(typed: string, names: Iterable<string>): string | undefined {
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
  const name = nearest(typed, names);
  return name === undefined ? "" : `; did you mean "${name}"?`;
}

/** The end of a sentence about a mistyped name: {@link didYouMean}, or a full stop. */
export function endWithGuess(typed: string, names: Iterable<string>): string {
  return didYouMean(typed, names) || ".";
}
