import { MASK } from "../../policy-pack/engine/made-up";
import { Value } from "../../policy-pack/engine/value";
import { Secret, UNKNOWN } from "../../policy-pack/engine/wire";
import { documentPlaces, type DocumentPlace } from "../../policy-pack/iam/places";
import type { Element } from "../../policy-pack/iam/statement";
import { actionFaults, trustActionFaults } from "../../policy-pack/iam/validity/actions";
import { conditionFaults } from "../../policy-pack/iam/validity/conditions";
import type { DocumentFault } from "../../policy-pack/iam/validity/fault";
import { principalFaults } from "../../policy-pack/iam/validity/principals";
import { sizeFaults } from "../../policy-pack/iam/validity/size";
import { partFaults, sidFaults, versionFaults } from "../../policy-pack/iam/validity/structure";
import { isNoText, noTextFault, textFaults } from "../../policy-pack/iam/validity/texts";

const element = (text: string): Element => ({ text, value: new Value(text, "x") });
const said = (faults: Iterable<DocumentFault>) =>
  [...faults].map(({ message, remediation }) => `${message} ${remediation}`);
const place = (type: string, property: string): DocumentPlace => {
  const found = documentPlaces.find((each) => each.type === type && each.property === property);
  if (found === undefined) {
    throw new Error(`no place ${type} ${property}`);
  }
  return found;
};
const POLICY = place("aws:iam/policy:Policy", "policy");
const TRUST = place("aws:iam/role:Role", "assumeRolePolicy");
const BUCKET = place("aws:s3/bucketPolicy:BucketPolicy", "policy");
const TOPIC = place("aws:sns/topicPolicy:TopicPolicy", "policy");
const QUEUE = place("aws:sqs/queuePolicy:QueuePolicy", "policy");
const ENDPOINT = place("aws:ec2/vpcEndpoint:VpcEndpoint", "policy");

describe("actions", () => {
  test.each([
    ["GetObject", "names no service"],
    ["*:GetObject", "wildcard in the name of the service"],
    ["s3*:Get*", "wildcard in the name of the service"],
    ["s4:GetObject", "no service of AWS has the prefix `s4`"],
    ["dynamodbs:GetItem", "The nearest one is `dynamodb:GetItem`"],
    ["s3:GetObjekt", "The nearest one is `s3:GetObject`"],
    ["s3:HeadObject", "`s3:HeadObject` is no action of its service"],
    ["s3:Fetch*", "matches no action of its service"],
  ])("%s", (text, message) => {
    expect(said(actionFaults(element(text), []))).toEqual([expect.stringContaining(message)]);
  });

  test.each(["*", "*:*", "s3:*", "s3:Get*", "S3:getobject", `s3:${MASK}`, MASK, `${MASK}:Get`, "kms:ReEncrypt*"])(
    "%s is in order",
    (text) => {
      expect(said(actionFaults(element(text), []))).toEqual([]);
    },
  );

  test("those a setting names are in order", () => {
    expect(said(actionFaults(element("newservice:DoIt"), ["newservice:*"]))).toEqual([]);
  });

  test("a secret one is not printed", () => {
    const secret = { text: "hunter2:GetIt", value: new Value(new Secret("hunter2:GetIt"), "x") };
    expect(said(actionFaults(secret, [])).join("")).not.toContain("hunter2");
  });

  test.each([
    ["s3:GetObject", 1],
    ["sts:AssumeRole", 0],
    ["sts:*", 0],
    ["*", 0],
    [`${MASK}:AssumeRole`, 0],
  ])("in a trust policy %s is wrong %d times", (text, count) => {
    expect(said(trustActionFaults(element(text)))).toHaveLength(count);
  });
});

describe("principals", () => {
  const judge = (kind: string, text: string) => said(principalFaults({ ...element(text), kind }));

  test.each([
    ["*", "arn:aws:iam::123456789012:root", "stands without a kind"],
    ["AWS", "arn:aws:ecs:us-east-1:123456789012:cluster/app", "is no principal"],
    ["AWS", `arn:aws:ecs:us-east-1:${MASK}:cluster/app-${MASK}`, "is no principal"],
    ["AWS", "arn:aws:iam::123456789012:policy/app", "is no principal"],
    ["AWS", "arn:aws:iam::123456789012:instance-profile/app", "is no principal"],
    ["AWS", "arn:aws:iam::123456789012:group/dev", "is a group"],
    ["AWS", "arn:aws:iam::123456789012:role/app-*", "has a wildcard"],
    ["AWS", "arn:aws:iam::*:root", "has a wildcard"],
    ["AWS", "lambda.amazonaws.com", "Put it under `Service`"],
    ["AWS", "app-role", "is neither an account"],
    ["Service", "lambda", "is not the name of a service"],
    ["Service", "arn:aws:iam::123456789012:role/app", "is not the name of a service"],
    ["Service", "lambda.amazonaws", "is not the name of a service"],
    ["Federated", "https://token.actions.githubusercontent.com", "is no identity provider"],
    ["Federated", "arn:aws:iam::123456789012:role/app", "is no identity provider"],
    ["Roles", "arn:aws:iam::123456789012:role/app", "which is no kind of principal"],
  ])("%s %s", (kind, text, message) => {
    expect(judge(kind, text)).toEqual([expect.stringContaining(message)]);
  });

  test.each([
    ["*", "*"],
    ["AWS", "*"],
    ["AWS", "123456789012"],
    ["AWS", MASK],
    ["AWS", `arn:aws:iam::${MASK}:root`],
    ["AWS", "arn:aws-cn:iam::123456789012:role/path/app"],
    ["AWS", "arn:aws:iam::123456789012:user/ann"],
    ["AWS", "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E2QWRUHAPOMQZL"],
    ["AWS", "arn:aws:sts::123456789012:assumed-role/app/session"],
    ["AWS", "AROADBQP57FF2AEXAMPLE"],
    ["AWS", "AIDACKCEVSQ6C2EXAMPLE"],
    ["Service", "lambda.amazonaws.com"],
    ["Service", "logs.us-east-1.amazonaws.com"],
    ["Service", "ec2.amazonaws.com.cn"],
    ["Service", "alexa-appkit.amazon.com"],
    ["Service", `logs.${MASK}.amazonaws.com`],
    ["Federated", "cognito-identity.amazonaws.com"],
    ["Federated", "arn:aws:iam::123456789012:saml-provider/corp"],
    ["Federated", "arn:aws:iam::123456789012:oidc-provider/id.example.org/x"],
    ["Federated", MASK],
    ["CanonicalUser", "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"],
  ])("%s %s is in order", (kind, text) => {
    expect(judge(kind, text)).toEqual([]);
  });
});

describe("conditions", () => {
  const judge = (raw: unknown) => said(conditionFaults(new Value(raw, "Condition")));

  test.each<[object, string]>([
    [{ StringEquals: { "aws:SourceArn": "arn:aws:s3:::logs*" } }, "Use `StringLike`"],
    [{ "ForAnyValue:StringEquals": { "aws:TagKeys": ["a", "b*"] } }, "Use `StringLike`"],
    [{ StringNotEqualsIgnoreCaseIfExists: { k: "*" } }, "Use `StringNotLike`"],
    [{ StringMatches: { k: "v" } }, "operator `stringmatches`, which does not exist"],
    [{ StringEqual: { k: "v", l: "w" } }, "The nearest one is `StringEquals`"],
  ])("%j", (raw, message) => {
    expect(judge(raw)).toEqual([expect.stringContaining(message)]);
  });

  test.each<[unknown]>([
    [{ StringLike: { k: "a*" }, ArnEquals: { k: "arn:*" }, ArnLike: { k: "arn:*" } }],
    [{ StringEquals: { k: ["a", "${*}", "${aws:PrincipalTag/a}"] } }],
    [{ StringEquals: { k: UNKNOWN }, Bool: { k: true }, Null: { k: "true" } }],
    [{ "ForAllValues:StringEqualsIfExists": { k: "v" }, "foranyvalue:stringlike": { k: "*" } }],
    [{ NumericLessThanEquals: { k: 1 }, DateGreaterThan: { k: "2026-01-01T00:00:00Z" }, NotIpAddress: { k: "::/0" } }],
    [UNKNOWN],
    [undefined],
  ])("%j is in order", (raw) => {
    expect(judge(raw)).toEqual([]);
  });
});

describe("version", () => {
  const judge = (raw: object) => said(versionFaults(new Value(raw, "policy")));
  const variable = [{ Resource: "arn:aws:s3:::home/${aws:username}/*" }];

  test.each<[object, string]>([
    [{ Version: "2024-01-01", Statement: [] }, 'is "2024-01-01"'],
    [{ Version: "2012-10-17T00:00:00.000Z", Statement: [] }, "no date of your own"],
    [{ Version: 1, Statement: [] }, "is 1"],
    [{ Version: "2008-10-17", Statement: variable }, "policy variables"],
    [{ Statement: variable }, "policy variables"],
  ])("%j", (raw, message) => {
    expect(judge(raw)).toEqual([expect.stringContaining(message)]);
  });

  test.each<[object]>([
    [{ Version: "2012-10-17", Statement: variable }],
    [{ Version: "2008-10-17", Statement: [] }],
    [{ Statement: [{ Resource: "arn:aws:s3:::${AWS::AccountId}" }] }],
    [{ Version: UNKNOWN, Statement: variable }],
  ])("%j is in order", (raw) => {
    expect(judge(raw)).toEqual([]);
  });
});

describe("parts of a statement", () => {
  const judge = (raw: object, where: DocumentPlace) => said(partFaults(new Value(raw, "s"), where));

  test.each<[string, object, DocumentPlace, string]>([
    ["a principal in an identity policy", { Principal: "*", Resource: "*" }, POLICY, "names no principal"],
    ["no resource in an identity policy", {}, POLICY, "no `Resource`"],
    ["a resource in a trust policy", { Principal: {}, Resource: "*" }, TRUST, "names no resource"],
    ["no principal in a trust policy", {}, TRUST, "no `Principal`"],
    ["no principal in a bucket policy", { Resource: "*" }, BUCKET, "no `Principal`"],
    ["no resource in a topic policy", { Principal: "*" }, TOPIC, "no `Resource`"],
  ])("%s", (_, raw, where, message) => {
    expect(judge(raw, where)).toEqual([expect.stringContaining(message)]);
  });

  test.each<[string, object, DocumentPlace]>([
    ["NotResource", { NotResource: "x" }, POLICY],
    ["NotPrincipal", { NotPrincipal: "x", Resource: "*" }, BUCKET],
    ["an unknown principal", { Principal: UNKNOWN }, TRUST],
    [
      "a policy of ECR, which has no resource",
      { Principal: "*" },
      place("aws:ecr/repositoryPolicy:RepositoryPolicy", "policy"),
    ],
    ["a policy of IoT", {}, place("aws:iot/policy:Policy", "policy")],
    ["an endpoint policy", {}, ENDPOINT],
  ])("in order: %s", (_, raw, where) => {
    expect(judge(raw, where)).toEqual([]);
  });
});

describe("statement ids", () => {
  const judge = (sids: readonly unknown[], where: DocumentPlace) =>
    said(
      sidFaults(
        sids.map((Sid, index) => new Value({ Sid }, `s[${index}]`)),
        where,
      ),
    );

  test.each<[string, readonly unknown[], DocumentPlace, string]>([
    ["two alike in IAM", ["A", "B", "A"], POLICY, "the same `Sid` as `s[0].Sid`"],
    ["a dash in IAM", ["read-logs"], TRUST, "letters and digits only"],
    ["two alike in a topic", ["A", "A"], TOPIC, "SNS refuses it"],
    ["two without in a topic", [undefined, undefined], TOPIC, "has no `Sid`"],
  ])("%s", (_, sids, where, message) => {
    expect(judge(sids, where)).toEqual([expect.stringContaining(message)]);
  });

  test.each<[string, readonly unknown[], DocumentPlace]>([
    ["none in IAM", [undefined, undefined, ""], POLICY],
    ["one without in a topic", [undefined, "B"], TOPIC],
    ["spaces in a bucket policy", ["read the logs"], BUCKET],
    ["two alike in a queue, which SQS takes or not", ["A", "A"], QUEUE],
    ["unknown ones", [UNKNOWN, UNKNOWN], TOPIC],
  ])("in order: %s", (_, sids, where) => {
    expect(judge(sids, where)).toEqual([]);
  });
});

describe("texts", () => {
  test.each([
    ["arn:aws:s3:::undefined/*", "`undefined`"],
    ["undefined", "`undefined`"],
    ["arn:aws:sqs:us-east-1:null:jobs", "`null`"],
    ["arn:aws:s3:::a,arn:aws:s3:::b", "the text of a list"],
    ["arn:aws:s3:::a, arn:aws:s3:::b", "the text of a list"],
  ])("%s", (text, message) => {
    expect(said(textFaults(element(text)))).toEqual([expect.stringContaining(message)]);
  });

  test.each(["*", "arn:aws:s3:::undefined-behaviour", "arn:aws:s3:::nullable/*", "arn:aws:s3:::a/b,c", MASK])(
    "%s is in order",
    (text) => {
      expect(said(textFaults(element(text)))).toEqual([]);
    },
  );

  test.each([
    ["Calling [toJSON] on an [Output<T>] is not supported.", true],
    ["arn:aws:s3:::Calling [toString] on an [Output<T>] is not supported.", true],
    ["[object Object]", true],
    ["[object Promise]/*", true],
    ["<pulumi.output.Output object at 0x1>", true],
    ["arn:aws:s3:::object", false],
  ])("%s is no text: %s", (text, expected) => {
    expect(isNoText(element(text))).toBe(expected);
  });

  test("the fault of one that is none says how to build the document", () => {
    expect(noTextFault(element("[object Object]")).remediation).toContain("pulumi.jsonStringify");
  });
});

describe("size", () => {
  const long = (length: number) => new Value({ s: "x".repeat(length - '{"s":""}'.length) }, "policy");
  const judge = (document: Value, where: DocumentPlace, trustLimit = 2048) =>
    said(sizeFaults(document, where, trustLimit));

  test.each<[string, DocumentPlace, number]>([
    ["a managed policy", POLICY, 6144],
    ["a trust policy", TRUST, 2048],
    ["inline in a role", place("aws:iam/role:Role", "inlinePolicies[].policy"), 10240],
    ["a bucket policy", BUCKET, 20480],
    ["a queue policy", place("aws:sqs/queuePolicy:QueuePolicy", "policy"), 8192],
  ])("%s", (_, where, limit) => {
    expect(judge(long(limit), where)).toEqual([]);
    expect(judge(long(limit + 1), where)).toEqual([
      expect.stringContaining(`has ${limit + 1} characters, and AWS takes ${limit}`),
    ]);
  });

  test("a quota that was raised, what is unknown, and a place without limit", () => {
    expect(judge(long(4000), TRUST, 4096)).toEqual([]);
    expect(judge(new Value({ s: UNKNOWN.repeat(500) }, "policy"), TRUST)).toEqual([]);
    expect(judge(long(90_000), ENDPOINT)).toEqual([]);
  });
});
