import { MASK } from "../../policy-pack/engine/made-up";
import { Value } from "../../policy-pack/engine/value";
import { wideGrants } from "../../policy-pack/iam/wide-grants";

const grants = (text: string) => wideGrants({ value: new Value(text, "A"), text });

test.each<[string, string]>([
  ["everything", "*"],
  ["everything, in the other spelling", "*:*"],
])("%s", (_, text) => {
  expect(grants(text)).toMatchObject([{ everything: true, meaning: "every action of every service" }]);
});

test.each<[string, string, RegExp]>([
  [
    "a whole service",
    "s3:*",
    /^every action of the service, \d+ of which change something, such as s3:\w+ \(Permissions management\), s3:\w+ \(Write\), s3:\w+ \(Tagging\)$/,
  ],
  ["in capitals", "S3:*", /^every action of the service, \d+ of which/],
  ["a service that only reads", "pricing:*", /^every action of the service$/],
  ["a service AWS does not document", "nosuchservice:*", /^every action of the service$/],
  ["a service nobody knows yet", `${MASK}:*`, /^every action of the service$/],
  ["a pattern that writes", "sqs:Send*", /^sqs:SendMessage \(Write\)$/],
  ["a pattern that tags", "s3:Tag*", /^s3:TagResource \(Tagging\)$/],
  ["a pattern that manages permissions", "iam:Attach*Policy", /such as iam:Attach\w+ \(Permissions management\)/],
  [
    "a pattern that mostly reads",
    "sts:Get*",
    /^\d+ actions, \d+ of which change something, such as sts:Get\w+ \(Write\)/,
  ],
  ["one character", "sqs:SendMessag?", /sqs:SendMessage/],
  [
    "a wildcard in front",
    "sqs:*Message",
    /^3 actions, 2 of which change something, such as sqs:DeleteMessage \(Write\)/,
  ],
])("%s", (_, text, meaning) => {
  expect(grants(text)).toMatchObject([{ everything: false, meaning: expect.stringMatching(meaning) as unknown }]);
});

test.each([
  "s3:GetObject",
  "s3:PutObject",
  "s3:Get*",
  "s3:List*",
  "ec2:Describe*",
  "s3:*Tagging*Nothing",
  "nosuchservice:Put*",
  `s3:${MASK}`,
  `s3:Put${MASK}*`,
  MASK,
  "",
])("%j is in order, or not known", (text) => {
  expect(grants(text)).toEqual([]);
});

test("names at most three actions", () => {
  expect(grants("ec2:*")[0]?.meaning.match(/ec2:/g)).toHaveLength(3);
});
