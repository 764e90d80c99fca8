import { iamValidDocument } from "../../../policy-pack/rules/iam/iam-valid-document";
import { component, json, ref, resource, resolveStack, secret, testRule, unknown } from "../../support";
import { inProcess } from "../../../kit/testing/engine-calls";

const POLICY = "aws:iam/policy:Policy";
const ROLE = "aws:iam/role:Role";
const KEY = "aws:kms/key:Key";
const TOPIC_POLICY = "aws:sns/topicPolicy:TopicPolicy";
const ROOT = { AWS: "arn:aws:iam::123456789012:root" };
const document = (...Statement: readonly object[]) => ({ Version: "2012-10-17", Statement });
const text = (...Statement: readonly object[]) => JSON.stringify(document(...Statement));
const allow = (more: object = {}) => ({
  Effect: "Allow",
  Action: "s3:GetObject",
  Resource: "arn:aws:s3:::logs/*",
  ...more,
});
const policy = (...Statement: readonly object[]) => resource(POLICY, "app", { policy: text(...Statement) });
const role = (statement: object) => resource(ROLE, "app", { assumeRolePolicy: text(statement) });
const trust = (more: object = {}) => ({
  Effect: "Allow",
  Principal: { Service: "lambda.amazonaws.com" },
  Action: "sts:AssumeRole",
  ...more,
});
const publish = (more: object = {}) => ({
  Effect: "Allow",
  Principal: { Service: "cloudwatch.amazonaws.com" },
  Action: "sns:Publish",
  Resource: "arn:aws:sns:us-east-1:123456789012:alarms",
  ...more,
});

testRule(iamValidDocument, {
  invalid: [
    {
      name: "not JSON",
      resources: [resource(POLICY, "app", { policy: '{"Version": "2012-10-17", "Statement": [}' })],
      findings: [
        {
          resource: "app",
          property: "policy",
          message: "`policy` is not JSON (line 1, column 41). AWS refuses",
          severity: "high",
        },
      ],
    },
    {
      name: "no statement",
      resources: [resource(POLICY, "app", { policy: '{"Version": "2012-10-17"}' })],
      findings: [{ resource: "app", property: "policy.Statement", message: "is missing" }],
    },
    {
      name: "no effect, and one that is none",
      resources: [policy({ Action: "s3:GetObject", Resource: "*" }, allow({ Effect: "allow" }))],
      findings: [
        { resource: "app", property: "policy.Statement[0].Effect", message: "is missing" },
        { resource: "app", property: "policy.Statement[1].Effect", message: "is neither `Allow` nor `Deny`" },
      ],
    },
    {
      name: "a version of one's own",
      resources: [resource(POLICY, "app", { policy: JSON.stringify({ ...document(allow()), Version: "2025-01-01" }) })],
      findings: [{ resource: "app", property: "policy.Version", message: '"2025-01-01"' }],
    },
    {
      name: "an action no service has",
      resources: [policy(allow({ Action: ["s3:GetObject", "s3:GetObjets"] }))],
      findings: [
        { resource: "app", property: "policy.Statement[0].Action[1]", message: "`s3:GetObjets` is no action" },
      ],
    },
    {
      name: "a service that is a wildcard, in a denial",
      resources: [policy(allow(), allow({ Effect: "Deny", Action: "*:Delete*" }))],
      findings: [
        { resource: "app", property: "policy.Statement[1].Action", message: "wildcard in the name of the service" },
      ],
    },
    {
      name: "an object where a resource belongs",
      resources: [policy(allow({ Resource: [{ arn: "x" }] }))],
      findings: [{ resource: "app", property: "policy.Statement[0].Resource[0]", message: "is not a text" }],
    },
    {
      name: "the text of `undefined`",
      resources: [policy(allow({ Resource: "arn:aws:s3:::undefined/*" }))],
      findings: [{ resource: "app", property: "policy.Statement[0].Resource", message: "not there (`undefined`)" }],
    },
    {
      name: "a cluster as principal",
      resources: [role(trust({ Principal: { AWS: "arn:aws:ecs:us-east-1:123456789012:cluster/app" } }))],
      findings: [
        {
          resource: "app",
          property: "assumeRolePolicy.Statement[0].Principal.AWS",
          message: "`arn:aws:ecs:us-east-1:123456789012:cluster/app` is no principal",
        },
      ],
    },
    {
      name: "a wildcard under StringEquals",
      resources: [
        role(
          trust({
            Condition: { StringEquals: { "aws:SourceArn": "arn:aws:lambda:us-east-1:123456789012:function:*" } },
          }),
        ),
      ],
      findings: [
        {
          resource: "app",
          property: 'assumeRolePolicy.Statement[0].Condition.StringEquals["aws:SourceArn"]',
          message: "no value equals that",
        },
      ],
    },
    {
      name: "a resource, and an action of another service, in a trust policy",
      resources: [role(trust({ Resource: "*", Action: ["sts:AssumeRole", "s3:GetObject"] }))],
      findings: [
        { resource: "app", property: "assumeRolePolicy.Statement[0].Resource", message: "names no resource" },
        { resource: "app", property: "assumeRolePolicy.Statement[0].Action[1]", message: "stands in a trust policy" },
      ],
    },
    {
      name: "a principal in an identity policy",
      resources: [policy(allow({ Principal: "*" }))],
      findings: [{ resource: "app", property: "policy.Statement[0].Principal", message: "names no principal" }],
    },
    {
      name: "two statements of a topic policy without ids, in a first preview",
      resources: [
        resource("aws:sns/topic:Topic", "alarms"),
        resource(TOPIC_POLICY, "alarms-policy", {
          arn: ref("alarms", "arn"),
          policy: document(publish({ Resource: ref("alarms", "arn") }), publish({ Resource: ref("alarms", "arn") })),
        }),
      ],
      findings: [{ resource: "alarms-policy", property: "policy.Statement[1].Sid", message: "SNS refuses it" }],
    },
    {
      name: "an unknown ARN beside an action that does not exist, in a first preview",
      resources: [
        resource("aws:s3/bucket:Bucket", "logs"),
        resource(POLICY, "app", { policy: document(allow({ Action: "s3:HeadObject", Resource: ref("logs", "arn") })) }),
      ],
      findings: [{ resource: "app", property: "policy.Statement[0].Action", message: "`s3:HeadObject` is no action" }],
    },
    {
      name: "the same as JSON text",
      resources: [
        resource("aws:s3/bucket:Bucket", "logs"),
        resource(POLICY, "app", {
          policy: json(document(allow({ Action: "s3:HeadObject", Resource: ref("logs", "arn") }))),
        }),
      ],
      undecided: ["preview"],
      findings: [{ resource: "app", property: "policy.Statement[0].Action", message: "`s3:HeadObject` is no action" }],
    },
    {
      name: "a document that is too long",
      resources: [
        policy(allow({ Resource: Array.from({ length: 200 }, (_, index) => `arn:aws:s3:::bucket-number-${index}/*`) })),
      ],
      findings: [{ resource: "app", property: "policy", message: /has \d+ characters, and AWS takes 6144/ }],
    },
    {
      name: "in a component, inline",
      resources: [
        component("box"),
        resource(
          ROLE,
          "app",
          { inlinePolicies: [{ policy: text(allow({ Action: "GetObject" })) }] },
          { parent: "box" },
        ),
      ],
      findings: [
        { resource: "app", property: "inlinePolicies[0].policy.Statement[0].Action", message: "names no service" },
      ],
    },
  ],

  valid: [
    {
      name: "the text of an Output, which `pulumi-no-output-in-string` reports",
      resources: [
        role(
          trust({ Principal: { AWS: "Calling [toJSON] on an [Output<T>] is not supported.\n\nTo get the value …" } }),
        ),
      ],
    },
    {
      name: "an identity policy",
      resources: [policy(allow({ Sid: "ReadLogs" }), allow({ Effect: "Deny", Sid: "No" }))],
    },
    {
      name: "one statement that is no list",
      resources: [resource(POLICY, "app", { policy: { Version: "2012-10-17", Statement: allow() } })],
    },
    { name: "a trust policy", resources: [role(trust())] },
    {
      name: "the old version",
      resources: [resource(POLICY, "app", { policy: JSON.stringify({ ...document(allow()), Version: "2008-10-17" }) })],
    },
    { name: "everything, which other rules judge", resources: [policy(allow({ Action: "*", Resource: "*" }))] },
    {
      name: "a key policy for the account root",
      resources: [
        resource(KEY, "data", {
          policy: text({
            Sid: "Enable IAM policies",
            Effect: "Allow",
            Principal: ROOT,
            Action: "kms:*",
            Resource: "*",
          }),
        }),
      ],
    },
    {
      name: "topic statements with ids of their own",
      resources: [resource(TOPIC_POLICY, "alarms", { policy: text(publish({ Sid: "one" }), publish({ Sid: "two" })) })],
    },
    {
      name: "one topic statement without an id",
      resources: [resource(TOPIC_POLICY, "alarms", { policy: text(publish()) })],
    },
    {
      name: "a wildcard under StringLike and ArnEquals",
      resources: [
        role(
          trust({
            Condition: {
              StringLike: { "aws:PrincipalOrgPaths": "o-1/*" },
              ArnEquals: { "aws:SourceArn": "arn:aws:lambda:*:123456789012:*" },
            },
          }),
        ),
      ],
    },
    {
      name: "an action the pack does not know, by setting",
      resources: [policy(allow({ Action: "newservice:DoIt" }))],
      settings: { additionalActions: ["newservice:*"] },
    },
    {
      name: "a long trust policy under a raised quota",
      resources: [
        role(
          trust({
            Principal: { AWS: Array.from({ length: 60 }, () => "arn:aws:iam::123456789012:role/some-role-name") },
          }),
        ),
      ],
      settings: { trustPolicyLength: 4096 },
    },
    {
      name: "ARNs that are unknown inside an object",
      resources: [
        resource(ROLE, "other"),
        resource(KEY, "data", {
          policy: document({
            Effect: "Allow",
            Principal: { AWS: ref("other", "arn") },
            Action: "kms:Decrypt",
            Resource: "*",
          }),
        }),
      ],
    },
    {
      name: "JSON text with an unknown ARN",
      resources: [
        resource("aws:s3/bucket:Bucket", "logs"),
        resource(POLICY, "app", { policy: json(document(allow({ Resource: ref("logs", "arn") }))) }),
      ],
      undecided: ["preview"],
    },
    {
      name: "a text that is not JSON because of the unknown in it",
      resources: [resource(POLICY, "app", { policy: `{"Statement":${String(unknown)}}` })],
      undecided: ["preview", "up", "offline"],
    },
    { name: "a secret document", resources: [resource(POLICY, "app", { policy: secret(text(allow())) })] },
    {
      name: "no document",
      resources: [resource("aws:sqs/queue:Queue", "jobs", { policy: "" })],
      outcome: "notApplicable",
    },
  ],
});

test("what a secret document holds is not printed", () => {
  const given = resource(ROLE, "app", {
    assumeRolePolicy: secret(
      text(
        trust({
          Sid: "hunter2-",
          Action: ["hunter2:Go", "hunter2"],
          Principal: { AWS: "hunter2" },
          Condition: { StringEquals: { k: "hunter2*" } },
        }),
      ),
    ),
  });
  const found = inProcess([iamValidDocument], resolveStack([given], "up")).flatMap(({ findings }) => findings);
  expect(found).toHaveLength(5);
  for (const each of found) {
    expect(`${each.message}${each.remediation}`).not.toContain("hunter2");
  }
});
