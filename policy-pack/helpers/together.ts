/** For habits: programs make resources in loops, and one finding is enough for what all of them lack. */
import type { Resource } from "../engine/resource";
import { notApplicable, type Yield } from "../engine/rule";
import { quotedNames } from "./words";

const MOST_NAMED = 5;

/**
 * What a rule says of a resource that lacks something, once for all that lack it: the first reports, naming the others.
 * Who is exempt, is one by one.
 *
 * @param all those that lack it, in the order of URNs.
 * @param report makes the finding, given their names, `"a", "b" and 3 more`.
 */
export function* togetherOnce(
  resource: Resource,
  all: readonly Resource[],
  report: (names: string) => Yield,
): Generator<Yield> {
  const [first] = all;
  if (first !== undefined && first !== resource) {
    yield notApplicable(`reported with "${first.name}", which lacks the same`);
  } else {
    const names = all.map(({ name }) => name);
    const item = report(quotedNames(names, MOST_NAMED));
    yield item.outcome === "finding" ? { ...item, about: all } : item;
  }
}
