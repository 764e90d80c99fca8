import { didYouMean, editDistance, endWithGuess, nearest, nearestName } from "../../policy-pack/helpers/nearest";

test.each([
  ["", "", 0],
  ["", "abc", 3],
  ["abc", "", 3],
  ["kitten", "sitting", 3],
  ["role", "roles", 1],
  ["GetObjekt", "GetObject", 1],
  ["same", "same", 0],
])("%s and %s differ by %d", (a, b, distance) => {
  expect(editDistance(a, b)).toBe(distance);
  expect(editDistance(b, a)).toBe(distance);
});

const lower = (text: string) => text.toLowerCase();

test.each([
  ["getobjekt", ["PutObject", "GetObject", "GetObjects"], 0.25, "GetObject"],
  ["getobject", ["GetObject"], 0, "GetObject"],
  ["getobjekt", ["GetObject"], 0, undefined],
  ["ab", ["ax", "ay"], 0.5, "ax"],
  ["abcd", ["wxyz", "abcdefgh"], 0.25, undefined],
  ["abcd", [], 1, undefined],
])("nearest to %s among %j, up to %d", (text, candidates, share, expected) => {
  expect(nearest(text, candidates, lower, share)).toBe(expected);
});

test.each([
  ["maindatory", ["advisory", "mandatory"], "mandatory"],
  ["MANDATORY", ["advisory", "mandatory"], "mandatory"],
  ["b", ["bb", "ba"], "ba"],
  ["something-else", ["advisory", "mandatory"], undefined],
  ["x", [], undefined],
])("the name nearest to %s of %j is %s", (typed, names, expected) => {
  expect(nearestName(typed, names)).toBe(expected);
});

test("in words", () => {
  expect(didYouMean("chek", ["check"])).toBe('; did you mean "check"?');
  expect(didYouMean("zzzzzz", ["check"])).toBe("");
  expect(endWithGuess("chek", ["check"])).toBe('; did you mean "check"?');
  expect(endWithGuess("zzzzzz", ["check"])).toBe(".");
});
