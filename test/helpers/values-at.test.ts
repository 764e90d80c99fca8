import { Value } from "../../policy-pack/engine/value";
import { UNKNOWN } from "../../policy-pack/engine/wire";
import { segmentsOf, valuesAt } from "../../policy-pack/helpers/values-at";

test.each<[string, unknown, string, string[]]>([
  ["a plain path", { a: { b: 1 } }, "a.b", ["a.b"]],
  ["every element of a list", { a: [{ b: 1 }, {}, { b: 2 }] }, "a[].b", ["a[0].b", "a[2].b"]],
  ["a single block as a list of one", { a: { b: 1 } }, "a[].b", ["a.b"]],
  [
    "lists within lists",
    { a: [{ b: [{ c: 1 }] }, { b: [{ c: 2 }, { c: 3 }] }] },
    "a[].b[].c",
    ["a[0].b[0].c", "a[1].b[0].c", "a[1].b[1].c"],
  ],
  ["a list itself", { a: ["x", "y"] }, "a[]", ["a[0]", "a[1]"]],
  ["one unknown for all elements of an unknown list", { a: UNKNOWN }, "a[].b", ["a.b"]],
  ["nothing that is absent", { a: [] }, "a[].b", []],
])("finds %s", (_, raw, path, expected) => {
  expect(valuesAt(new Value(raw, ""), path).map((value) => value.path)).toEqual(expected);
});

test("the way to a value leads back to it", () => {
  const holder = new Value({ rules: [{ destination: { bucket: "b" } }] }, "");
  const [value] = valuesAt(holder, "rules[].destination.bucket");
  expect(value && segmentsOf(value)).toEqual(["rules", 0, "destination", "bucket"]);
  expect(value && holder.at(...segmentsOf(value)).string).toBe("b");
});

test.each<[string, string, readonly (readonly [string, unknown])[]]>([
  [
    "a list on the way, unmarked",
    "rules.filter.prefix",
    [
      ["rules[0].filter.prefix", "p"],
      ["rules[2].filter.prefix", UNKNOWN],
    ],
  ],
  ["a list at the end, unmarked, as itself", "one.b", [["one.b", ["c"]]]],
  ["nothing inside a scalar", "a.b.c", []],
])("finds %s", (_, path, expected) => {
  const holder = new Value(
    { a: "x", rules: [{ filter: { prefix: "p" } }, { id: "none" }, UNKNOWN], one: { b: ["c"] } },
    "",
  );
  expect(valuesAt(holder, path).map((value) => [value.path, value.raw])).toEqual(expected);
});
