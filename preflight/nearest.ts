import { didYouMean, nearestName } from "../policy-pack/helpers/did-you-mean";

export { didYouMean, nearestName as nearest };

/** The end of a sentence about a mistyped name: {@link didYouMean}, or a full stop. */
export function endWithGuess(typed: string, names: Iterable<string>): string {
  return didYouMean(typed, names) || ".";
}
