import { MASK } from "../../policy-pack/engine/made-up";
import { coversEvery, coversEveryRole } from "../../policy-pack/iam/role-patterns";

test.each<[string, "yes" | "no" | "unknown"]>([
  ["*", "yes"],
  ["**", "yes"],
  ["arn:*", "yes"],
  ["arn:aws:iam::*", "yes"],
  ["arn:aws:iam::*:role/*", "yes"],
  ["arn:aws:iam::123456789012:role/*", "yes"],
  ["arn:aws:iam::123456789012:role*", "yes"],
  ["arn:aws:iam::123456789012:*", "yes"],
  ["arn:*:iam::*:role/*", "yes"],
  ["arn:aws:*:*:*:*", "yes"],
  [`arn:aws:iam::${MASK}:role/*`, "yes"],
  ["arn:aws:iam::*:role/app", "no"],
  ["arn:aws:iam::123456789012:role/app-*", "no"],
  ["arn:aws:iam::123456789012:role/service-role/*", "no"],
  ["arn:aws:iam::123456789012:role/*-task", "no"],
  ["arn:aws:iam::123456789012:role/????", "no"],
  ["arn:aws:iam::123456789012:user/*", "no"],
  ["arn:aws:s3:::*", "no"],
  ["arn:aws:s3*", "no"],
  ["arn:aws:iam", "no"],
  [`arn:aws:iam::123456789012:role/${MASK}`, "no"],
  [`arn:aws:iam::123456789012:${MASK}`, "unknown"],
  [MASK, "no"],
  ["", "no"],
])("%s covers every role: %s", (text, expected) => {
  expect(coversEveryRole(text)).toBe(expected);
});

test.each([
  ["*", "lambda", "function:", "yes"],
  ["arn:aws:lambda:*:*:function:*", "lambda", "function:", "yes"],
  ["arn:aws:lambda:eu-west-1:210987654321:*", "lambda", "function:", "yes"],
  ["arn:aws:lambda:*:*:function:app-*", "lambda", "function:", "no"],
  ["arn:aws:iam::*:user/*", "iam", "user/", "yes"],
  ["arn:aws:iam::*:user/${aws:username}", "iam", "user/", "no"],
  ["arn:aws:iam::*:role/*", "iam", "user/", "no"],
])("%s covers every %s %s: %s", (text, service, prefix, expected) => {
  expect(coversEvery(text, { service, prefix })).toBe(expected);
});
