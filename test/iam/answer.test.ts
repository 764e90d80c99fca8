import { allOf, anyOf, negate, type Answer } from "../../policy-pack/iam/answer";

test.each<[answers: Answer[], any: Answer, all: Answer]>([
  [[], "no", "yes"],
  [["yes", "no"], "yes", "no"],
  [["yes", "unknown"], "yes", "unknown"],
  [["no", "unknown"], "unknown", "no"],
  [["yes", "yes"], "yes", "yes"],
  [["no", "no"], "no", "no"],
])("of %j any is %s, all are %s", (answers, any, all) => {
  expect(anyOf(answers)).toBe(any);
  expect(allOf(answers)).toBe(all);
});

test("the opposite of unknown is unknown", () => {
  expect((["yes", "no", "unknown"] as const).map(negate)).toEqual(["no", "yes", "unknown"]);
});
