import { Value } from "../../policy-pack/engine/value";
import { UNKNOWN } from "../../policy-pack/engine/wire";
import { deniedToStrangers, narrowsCallers } from "../../policy-pack/iam/caller-conditions";
import { readDocument } from "../../policy-pack/iam/document";

const TOPIC = "arn:aws:sns:us-east-1:123456789012:alarms";

test.each<[string, unknown, "yes" | "no" | "unknown"]>([
  ["an organization", { StringEquals: { "aws:PrincipalOrgID": "o-1234567890" } }, "yes"],
  ["in another case", { stringEquals: { "AWS:principalorgid": "o-1234567890" } }, "yes"],
  ["any organization", { StringLike: { "aws:PrincipalOrgID": "o-*" } }, "no"],
  ["one path of an organization", { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-a/r-b/*" } }, "yes"],
  ["that there is an organization", { Null: { "aws:PrincipalOrgID": "false" } }, "no"],
  ["a source", { ArnLike: { "aws:SourceArn": TOPIC } }, "yes"],
  ["a bucket as the source", { ArnLike: { "aws:SourceArn": "arn:aws:s3:*:*:logs" } }, "no"],
  ["a bucket as the source, without account", { ArnLike: { "aws:SourceArn": "arn:aws:s3:::logs-*" } }, "yes"],
  ["any bucket", { ArnLike: { "aws:SourceArn": "arn:aws:s3:::*" } }, "no"],
  ["a source in any account", { ArnLike: { "aws:SourceArn": "arn:aws:sns:*:*:alarms" } }, "no"],
  ["a source in part of an account id", { ArnLike: { "aws:SourceArn": "arn:aws:sns:us-east-1:1234*:alarms" } }, "no"],
  ["a source in any region", { ArnLike: { "aws:SourceArn": "arn:aws:sns:*:123456789012:*" } }, "yes"],
  ["a source that is made up", { ArnLike: { "aws:SourceArn": "arn:aws:sns:us-east-1:000000000000:a-0facade" } }, "yes"],
  ["a role of any account", { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/admin" } }, "no"],
  ["an account", { StringEquals: { "aws:SourceAccount": "123456789012" } }, "yes"],
  ["an account unless there is none", { StringEqualsIfExists: { "aws:SourceAccount": "123456789012" } }, "no"],
  ["all but an account", { StringNotEquals: { "aws:PrincipalAccount": "123456789012" } }, "no"],
  ["the owner that SNS writes", { StringEquals: { "AWS:SourceOwner": "123456789012" } }, "yes"],
  ["an endpoint", { StringEquals: { "aws:SourceVpce": "vpce-1a2b3c4d" } }, "yes"],
  ["any endpoint", { StringLike: { "aws:SourceVpce": "vpce-*" } }, "no"],
  ["a range", { IpAddress: { "aws:SourceIp": ["203.0.113.0/24", "2001:db8::/32", "198.51.100.7"] } }, "yes"],
  ["the world", { IpAddress: { "aws:SourceIp": "0.0.0.0/0" } }, "no"],
  ["half the world beside a range", { IpAddress: { "aws:SourceIp": ["203.0.113.0/24", "128.0.0.0/1"] } }, "no"],
  ["the world of IPv6", { IpAddress: { "aws:SourceIp": "::/0" } }, "no"],
  ["all but a range", { NotIpAddress: { "aws:SourceIp": "203.0.113.0/24" } }, "no"],
  ["AWS itself", { Bool: { "aws:PrincipalIsAWSService": "true" } }, "yes"],
  ["not AWS", { Bool: { "aws:PrincipalIsAWSService": "false" } }, "no"],
  ["a mount target", { Bool: { "elasticfilesystem:AccessedViaMountTarget": true } }, "yes"],
  ["mail addresses of a company", { StringLike: { "sns:Endpoint": "*@example.com" } }, "yes"],
  ["TLS", { Bool: { "aws:SecureTransport": "true" } }, "no"],
  ["a tag, which a stranger can put on", { StringEquals: { "aws:PrincipalTag/team": "red" } }, "no"],
  ["an external id, which is no secret", { StringEquals: { "sts:ExternalId": "42" } }, "no"],
  ["a referer, which everybody can send", { StringLike: { "aws:Referer": "https://example.com/*" } }, "no"],
  ["an account that is unknown", { StringEquals: { "aws:SourceAccount": UNKNOWN } }, "yes"],
  ["a condition that is unknown", UNKNOWN, "unknown"],
  ["nothing", undefined, "no"],
])("narrows who asks: %s", (_, raw, expected) => {
  expect(narrowsCallers(new Value(raw, "Condition"))).toBe(expected);
});

const ALLOW = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::logs/*" };
const DENY = {
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: ["arn:aws:s3:::logs", "arn:aws:s3:::logs/*"],
  Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-1234567890" } },
};

test.each<[string, object, "yes" | "no" | "unknown"]>([
  ["to all but an organization", {}, "yes"],
  ["to all but a range", { Condition: { NotIpAddress: { "aws:SourceIp": "203.0.113.0/24" } } }, "yes"],
  [
    "to all but an organization and AWS itself",
    { Condition: { ...DENY.Condition, BoolIfExists: {}, Bool: { "aws:PrincipalIsAWSService": "false" } } },
    "yes",
  ],
  ["to whoever is of a principal AWS", { Principal: { AWS: "*" } }, "yes"],
  ["on every resource", { Resource: "*" }, "yes"],
  ["on resources that are unknown", { Resource: [UNKNOWN] }, "yes"],
  ["only without TLS", { Condition: { ...DENY.Condition, Bool: { "aws:SecureTransport": "false" } } }, "no"],
  [
    "where the key is there and differs",
    { Condition: { StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-1" } } },
    "no",
  ],
  ["without TLS", { Condition: { Bool: { "aws:SecureTransport": "false" } } }, "no"],
  ["to one role", { Principal: { AWS: "arn:aws:iam::123456789012:role/x" } }, "no"],
  ["another action", { Action: "s3:PutObject" }, "no"],
  ["another resource", { Resource: "arn:aws:s3:::logs/private/*" }, "no"],
  ["without a condition", { Condition: undefined }, "no"],
  ["under a condition that is unknown", { Condition: UNKNOWN }, "unknown"],
])("denies to strangers: %s", (_, more, expected) => {
  const document = readDocument(new Value({ Statement: [ALLOW, { ...DENY, ...more }] }, "policy"));
  const [allow] = document?.statements ?? [];
  expect(allow && deniedToStrangers(allow, document?.statements ?? [])).toBe(expected);
});
