import { didYouMean, endWithGuess, nearest } from "../../preflight/nearest";

test.each([
  ["maindatory", ["advisory", "mandatory"], "mandatory"],
  ["MANDATORY", ["advisory", "mandatory"], "mandatory"],
  ["b", ["bb", "ba"], "ba"],
  ["something-else", ["advisory", "mandatory"], undefined],
  ["x", [], undefined],
])("the name nearest to %s of %j is %s", (typed, names, expected) => {
  expect(nearest(typed, names)).toBe(expected);
});

test("in words", () => {
  expect(didYouMean("chek", ["check"])).toBe('; did you mean "check"?');
  expect(didYouMean("zzzzzz", ["check"])).toBe("");
  expect(endWithGuess("zzzzzz", ["check"])).toBe(".");
});
