import type { Value } from "../engine/value";

/**
 * Every value at a path such as `rules.filter.prefix`, each element of a list on the way in its own right. What is absent
 * is left out; what lies in an unknown is unknown.
 */
export function valuesAt(root: Value, path: string): readonly Value[] {
  return path
    .split(".")
    .reduce<readonly Value[]>(
      (values, key) => values.flatMap((value) => (value.unknown ? [value] : value.items)).map((value) => value.at(key)),
      [root],
    )
    .filter((value) => !value.absent);
}
