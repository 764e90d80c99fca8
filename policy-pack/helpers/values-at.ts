/** Values by a path that may run through lists, such as `rules[].destination.bucket`. */
import type { Value } from "../engine/value";

/**
 * Every value at the end of a path. A list on the way stands for each of its elements (or the one block a program spells
 * without one), whether the path marks it with `[]` or not; a list at the end only with `[]`. Of an unknown list, every
 * element is unknown, and one unknown value stands for them all. Values that are absent are left out.
 */
export function valuesAt(from: Value, path: string): readonly Value[] {
  return walk(from, path.split(".")).filter((value) => !value.absent);
}

function walk(holder: Value, [first, ...rest]: readonly string[]): readonly Value[] {
  if (first === undefined) {
    return [holder];
  }
  const inside = holder.at(first.replace("[]", ""));
  return (first.endsWith("[]") || rest.length > 0) && !inside.unknown
    ? inside.items.flatMap((item) => walk(item, rest))
    : walk(inside, rest);
}

/**
 * The way to a value, as `Stack.link` takes it: `["rules", 0, "destination", "bucket"]`. For names of properties only,
 * not for keys of maps.
 */
export function segmentsOf(value: Value): readonly (string | number)[] {
  return (value.path.match(/[^.[\]]+/g) ?? []).map((segment) => (/^\d+$/.test(segment) ? Number(segment) : segment));
}
