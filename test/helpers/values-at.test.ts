import { Value } from "../../policy-pack/engine/value";
import { UNKNOWN } from "../../policy-pack/engine/wire";
import { valuesAt } from "../../policy-pack/helpers/values-at";

const root = new Value(
  { a: "x", rules: [{ filter: { prefix: "p" } }, { id: "no filter" }, UNKNOWN], one: { b: ["c"] } },
  "",
);
const at = (path: string) => valuesAt(root, path).map((value) => [value.path, value.raw]);

test("walks objects, lists and single blocks alike", () => {
  expect(at("a")).toEqual([["a", "x"]]);
  expect(at("one.b")).toEqual([["one.b", ["c"]]]);
  expect(at("rules.filter.prefix")).toEqual([
    ["rules[0].filter.prefix", "p"],
    ["rules[2].filter.prefix", UNKNOWN],
  ]);
});

test("finds nothing where nothing is", () => {
  expect(at("z")).toEqual([]);
  expect(at("a.b.c")).toEqual([]);
  expect(valuesAt(new Value(undefined, ""), "a")).toEqual([]);
});

test("of an unknown, everything is unknown", () => {
  expect(valuesAt(new Value(UNKNOWN, "r"), "a.b").map((value) => value.unknown)).toEqual([true]);
});
