import { MASK } from "../../policy-pack/engine/made-up";
import type { Answer } from "../../policy-pack/iam/answer";
import { admitsEverything, hasWildcard, matches, matchesExactly, mayMatch } from "../../policy-pack/iam/wildcard";

test.each([
  ["*", "", true],
  ["*", "s3:GetObject", true],
  ["s3:Get*", "s3:GetObject", true],
  ["s3:Get*", "s3:Get", true],
  ["s3:Get*", "s3:PutObject", false],
  ["S3:GETOBJECT", "s3:GetObject", true],
  ["s3:*Object", "s3:GetObject", true],
  ["s3:*Object", "s3:GetObjectAcl", false],
  ["s3:*Object*Acl", "s3:PutObjectVersionAcl", true],
  ["s3:Get?bject", "s3:GetObject", true],
  ["s3:Get?bject", "s3:Getbject", false],
  ["s3:GetObject?", "s3:GetObject", false],
  ["s3:GetObject?*", "s3:GetObject", false],
  ["s3:GetObject?*", "s3:GetObjectAcl", true],
  ["s3:GetObject", "s3:GetObjectAcl", false],
  ["s3:G.tObject", "s3:GetObject", false],
  ["", "", true],
  ["", "a", false],
])("%j matches %j: %s", (pattern, text, expected) => {
  expect(matches(pattern, text)).toBe(expected);
});

test("a hostile pattern does not take exponential time", () => {
  const started = Date.now();
  expect(matches(`${"*a".repeat(40)}b`, "a".repeat(2_000))).toBe(false);
  expect(Date.now() - started).toBeLessThan(1_000);
});

test.each([
  ["*", true],
  ["**", true],
  ["?*", true],
  ["?", false],
  ["", false],
  ["a*", false],
])("%j admits everything: %s", (text, expected) => {
  expect(admitsEverything(text)).toBe(expected);
});

test.each([
  ["s3:Get*", true],
  ["s3:Get?bject", true],
  ["s3:GetObject", false],
])("%j has a wildcard: %s", (text, expected) => {
  expect(hasWildcard(text)).toBe(expected);
});

test.each([
  ["arn:aws:s3:::Logs", "arn:aws:s3:::Logs", true],
  ["arn:aws:s3:::Logs", "arn:aws:s3:::logs", false],
  ["arn:aws:s3:::logs/*", "arn:aws:s3:::logs/A/b", true],
])("with case, %j matches %j: %s", (pattern, text, expected) => {
  expect(matchesExactly(pattern, text)).toBe(expected);
});

test.each<[pattern: string, text: string, Answer]>([
  ["*", "#", "yes"],
  ["arn:aws:sqs:*:*:jobs", "arn:aws:sqs:eu-west-1:#:jobs", "yes"],
  ["arn:aws:sqs:eu-west-1:1:jobs", "arn:aws:sqs:eu-west-1:#:jobs", "unknown"],
  ["arn:aws:sqs:eu-west-1:#:jobs", "arn:aws:sqs:eu-west-1:1:jobs", "unknown"],
  ["arn:aws:sqs:eu-west-1:#:jobs", "arn:aws:sqs:eu-west-1:#:jobs", "unknown"],
  ["arn:aws:sqs:eu-west-1:#:jobs", "arn:aws:sqs:us-east-1:1:jobs", "no"],
  ["arn:aws:sqs:eu-west-1:#:jobs", "arn:aws:sqs:eu-west-1:#:mail", "no"],
  ["a?c", "a#c", "unknown"],
  ["a?c", "abc", "yes"],
  ["#", "anything", "unknown"],
  ["", "", "yes"],
  ["", "#", "unknown"],
  ["b#*", "a", "no"],
])("with unknown parts (#), %j matches %j: %s", (pattern, text, expected) => {
  expect(mayMatch(pattern.replaceAll("#", MASK), text.replaceAll("#", MASK))).toBe(expected);
});
