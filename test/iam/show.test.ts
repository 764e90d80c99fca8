import { MASK } from "../../policy-pack/engine/made-up";
import { Value } from "../../policy-pack/engine/value";
import { listSome, showElement } from "../../policy-pack/iam/show";

const show = (text: string, secret = false) => showElement({ value: new Value(text, "A", secret), text });

test.each([
  ["s3:*", "`s3:*`"],
  ["arn:aws:s3:::*", "`arn:aws:s3:::*`"],
  [`arn:aws:logs:us-east-1:${MASK}:*`, "`arn:aws:logs:us-east-1:<unknown>:*`"],
])("%j reads %s", (text, expected) => {
  expect(show(text)).toBe(expected);
});

test.each([
  ["*", "`*`"],
  ["*/*", "`*/*`"],
  ["s3:*", "`s3:*`"],
  ["S3:GetObject", "`S3:GetObject`"],
  ["hunter2*", "(secret)"],
  ["hunter2:*", "(secret)"],
  ["arn:aws:s3:::hunter2/*", "(secret)"],
  ["arn:aws:logs:us-east-1:123456789012:*", "(secret)"],
])("of a secret document %j reads %s", (text, expected) => {
  expect(show(text, true)).toBe(expected);
});

test("is shortened", () => {
  expect(show("x".repeat(500)).length).toBeLessThan(130);
});

test.each<[readonly string[], string]>([
  [[], ""],
  [["a"], "a"],
  [["a", "b"], "a and b"],
  [["a", "b", "c"], "a, b and c"],
  [["a", "b", "c", "d"], "a, b, c and 1 more"],
  [["a", "b", "c", "d", "e"], "a, b, c and 2 more"],
])("%j reads %j", (items, expected) => {
  expect(listSome(items, 3)).toBe(expected);
});
