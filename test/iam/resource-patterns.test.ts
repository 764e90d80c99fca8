import { MASK } from "../../policy-pack/engine/made-up";
import { resolveAction } from "../../policy-pack/iam/actions";
import { coverageOf, isBareWildcard, reaches } from "../../policy-pack/iam/resource-patterns";

test.each([
  ["*", "*"],
  ["**", "*"],
  ["arn:aws:s3:::*", "s3"],
  ["arn:aws:s3:::*/*", "s3"],
  ["arn:aws:s3:::?*", "s3"],
  ["arn:aws-cn:s3:::*", "s3"],
  ["arn:aws:logs:*:*:*", "logs"],
  ["arn:aws:logs:*:*:*:*", "logs"],
  ["arn:aws:logs:us-east-1:123456789012:*", "logs"],
  [`arn:aws:logs:${MASK}:${MASK}:*`, "logs"],
  [`arn:${MASK}:logs:us-east-1:${MASK}:*`, "logs"],
  ["arn:aws:logs:${aws:RequestedRegion}:${aws:PrincipalAccount}:*", "logs"],
  ["arn:aws:ec2:us-west-2:123456789012:*/*", "ec2"],
  ["arn:aws:apigateway:us-east-1::/*", "apigateway"],
  ["arn:*:*:*:*:*", "*"],
  ["arn:aws:logs:*", "logs"],
  ["arn:aws:*", "*"],
  ["arn:*", "*"],
  ["*:*", "*"],
])("%s covers everything of %s", (text, service) => {
  expect(coverageOf(text)).toEqual({ kind: "all", service });
});

test.each([
  "",
  "arn:aws:s3:::logs",
  "arn:aws:s3:::logs/*",
  "arn:aws:s3:::logs-*",
  "arn:aws:s3:::*-logs",
  "arn:aws:s3:::*/public/*",
  "arn:aws:dynamodb:us-east-1:123456789012:table/*",
  "arn:aws:ec2:*:*:instance/*",
  "arn:aws:ec2:*:*:network-interface/*",
  "arn:aws:logs:*:*:log-group:*",
  "arn:aws:logs:*:*:log-group:/aws/lambda/*:*",
  "arn:aws:execute-api:*:*:*/*/GET/*",
  `arn:aws:s3:::${MASK}/*`,
  `arn:aws:s3:::logs-${MASK}/*`,
  MASK,
  `${MASK}/*`,
  `${MASK}:*`,
  `${MASK}*`,
  "arn:aws:s3:::${aws:username}/*",
  "arn:aws:s3:::${aws:username}",
  "arn:aws:s3",
  "logs-*",
])("%j names something", (text) => {
  expect(coverageOf(text)).toEqual({ kind: "some" });
});

test.each([`arn:aws:${MASK}:*:*:*`, `arn:aws:logs:${MASK}:*`, `arn:${MASK}*`])("%j cannot be told yet", (text) => {
  expect(coverageOf(text)).toEqual({ kind: "unknown" });
});

test.each([
  ["logs", "logs:PutLogEvents", true],
  ["*", "logs:PutLogEvents", true],
  ["log?", "logs:PutLogEvents", true],
  ["s3", "logs:PutLogEvents", false],
  ["iam", "sts:AssumeRole", true],
  ["sts", "sts:AssumeRole", false],
  ["ec2", "backup:StartBackupJob", false],
  ["rds", "backup:DeleteRecoveryPoint", true],
  ["logs", "logs:DescribeLogGroups", false],
])("resources of %s, for %s: %s", (service, name, expected) => {
  const pattern = resolveAction(name);
  const actions = "actions" in pattern ? pattern.actions : [];
  expect(actions.map((action) => reaches(service, action))).toEqual([expected]);
});

test.each([
  ["*", true],
  ["*/*", true],
  ["*:*", true],
  ["", false],
  ["/", false],
  ["arn:aws:s3:::*", false],
])("%j is nothing but a wildcard: %s", (text, expected) => {
  expect(isBareWildcard(text)).toBe(expected);
});
