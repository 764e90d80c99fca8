import { iamNoWildcardActions } from "../../../policy-pack/rules/iam/iam-no-wildcard-actions";
import { inProcess } from "../../../kit/testing/engine-calls";
import { component, interpolate, json, ref, resource, resolveStack, secret, testRule, unknown } from "../../support";

const POLICY = "aws:iam/policy:Policy";
const ROLE = "aws:iam/role:Role";
const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
const KEY = "aws:kms/key:Key";
const BUCKET = "aws:s3/bucket:Bucket";
const ROOT = { AWS: "arn:aws:iam::123456789012:root" };
const TRUST = { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" };

const document = (...Statement: readonly object[]) => ({ Version: "2012-10-17", Statement });
const text = (...Statement: readonly object[]) => JSON.stringify(document(...Statement));
const allow = (Action: unknown, more: object = {}) => ({
  Effect: "Allow",
  Action,
  Resource: "arn:aws:s3:::logs/*",
  ...more,
});
const policy = (...Statement: readonly object[]) => resource(POLICY, "app", { policy: text(...Statement) });
const key = (more: object) =>
  resource(KEY, "data", { policy: text({ Effect: "Allow", Action: "kms:*", Resource: "*", ...more }) });
const bucket = resource(BUCKET, "logs");

testRule(iamNoWildcardActions, {
  invalid: [
    {
      name: "everything",
      resources: [policy(allow("*"))],
      findings: [
        {
          resource: "app",
          property: "policy.Statement[0].Action",
          message: "`*` (every action of every service)",
          severity: "critical",
        },
      ],
    },
    {
      name: "everything, in the other spelling",
      resources: [policy(allow("*:*"))],
      findings: [{ resource: "app", message: "every action of every service", severity: "critical" }],
    },
    {
      name: "a whole service",
      resources: [policy(allow(["s3:*"]))],
      findings: [
        {
          resource: "app",
          property: "policy.Statement[0].Action[0]",
          message:
            /`s3:\*` \(every action of the service, \d+ of which change something, such as s3:\w+ \(Permissions management\), s3:\w+ \(Write\)/,
          severity: "high",
        },
      ],
    },
    {
      name: "in capitals",
      resources: [policy(allow("S3:*"))],
      findings: [{ resource: "app", message: "`S3:*`", severity: "high" }],
    },
    {
      name: "a service AWS does not document",
      resources: [policy(allow("nosuchservice:*"))],
      findings: [{ resource: "app", message: "`nosuchservice:*`" }],
    },
    {
      name: "a pattern that writes",
      resources: [policy(allow(["s3:GetObject", "s3:Put*"]))],
      findings: [
        {
          resource: "app",
          property: "policy.Statement[0].Action[1]",
          message: /`s3:Put\*` \(\d+ actions, all of which change something/,
          severity: "high",
        },
      ],
    },
    {
      name: "a pattern that manages permissions, in the middle",
      resources: [policy(allow("iam:*RolePolicy"))],
      findings: [{ resource: "app", message: "iam:PutRolePolicy (Permissions management)" }],
    },
    {
      name: "a pattern that tags",
      resources: [policy(allow("s3:TagRes*"))],
      findings: [{ resource: "app", message: "s3:TagResource (Tagging)" }],
    },
    {
      name: "a pattern that looks like reading, and writes",
      resources: [policy(allow("sts:Get*"))],
      findings: [{ resource: "app", message: "sts:GetFederationToken (Write)" }],
    },
    {
      name: "NotAction",
      resources: [policy({ Effect: "Allow", NotAction: ["iam:*", "organizations:*"], Resource: "*" })],
      findings: [
        {
          resource: "app",
          property: "policy.Statement[0].NotAction",
          message: "every service but `iam:*` and `organizations:*`",
          severity: "high",
        },
      ],
    },
    {
      name: "several wildcards in one statement, one finding",
      resources: [policy(allow(["s3:GetObject", "s3:*", "logs:*"]))],
      findings: [{ resource: "app", property: "policy.Statement[0].Action[1]", message: /`s3:\*` .* and `logs:\*` / }],
    },
    {
      name: "two statements, two findings",
      resources: [policy(allow("s3:*"), allow("s3:GetObject"), allow("*"))],
      findings: [
        { resource: "app", property: "policy.Statement[0].Action", message: "`s3:*`", severity: "high" },
        { resource: "app", property: "policy.Statement[2].Action", message: "`*`", severity: "critical" },
      ],
    },
    {
      name: "a statement that is no list, no version",
      resources: [resource(ROLE_POLICY, "app", { policy: JSON.stringify({ Statement: allow("s3:*") }) })],
      findings: [{ resource: "app", property: "policy.Statement.Action", message: "`s3:*`" }],
    },
    {
      name: "a document that is an object",
      resources: [resource("aws:iam/userPolicy:UserPolicy", "app", { policy: document(allow(["s3:*"])) })],
      findings: [{ resource: "app", property: "policy.Statement[0].Action[0]", message: "`s3:*`" }],
    },
    {
      name: "the text getPolicyDocument gives",
      resources: [
        resource("aws:iam/groupPolicy:GroupPolicy", "app", {
          policy: `{\n  "Version": "2012-10-17",\n  "Statement": [\n    {\n      "Effect": "Allow",\n      "Action": "dynamodb:*",\n      "Resource": "arn:aws:dynamodb:us-east-1:123456789012:table/x"\n    }\n  ]\n}`,
        }),
      ],
      findings: [{ resource: "app", property: "policy.Statement[0].Action", message: "`dynamodb:*`" }],
    },
    {
      name: "inline in a role",
      resources: [
        resource(ROLE, "app", {
          assumeRolePolicy: text(TRUST),
          inlinePolicies: [
            { name: "read", policy: text(allow("s3:Get*")) },
            { name: "all", policy: text(allow("sqs:*")) },
          ],
        }),
      ],
      findings: [{ resource: "app", property: "inlinePolicies[1].policy.Statement[0].Action", message: "`sqs:*`" }],
    },
    {
      name: "a trust policy",
      resources: [resource(ROLE, "app", { assumeRolePolicy: document({ ...TRUST, Action: "sts:*" }) })],
      findings: [{ resource: "app", property: "assumeRolePolicy.Statement[0].Action", message: "`sts:*`" }],
    },
    {
      name: "a permission set",
      resources: [
        resource("aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy", "app", {
          inlinePolicy: text(allow("ec2:*")),
        }),
      ],
      findings: [{ resource: "app", property: "inlinePolicy.Statement[0].Action", message: "`ec2:*`" }],
    },
    {
      name: "a bucket policy",
      resources: [
        resource("aws:s3/bucketPolicy:BucketPolicy", "app", {
          policy: text(allow("s3:*", { Principal: { AWS: "arn:aws:iam::123456789012:role/app" } })),
        }),
      ],
      findings: [{ resource: "app", property: "policy.Statement[0].Action", message: "`s3:*`" }],
    },
    {
      name: "a bucket policy inside a bucket of provider 6",
      resources: [resource("aws:s3/bucketV2:BucketV2", "app", { policy: text(allow("s3:*", { Principal: ROOT })) })],
      findings: [{ resource: "app", property: "policy.Statement[0].Action", message: "`s3:*`" }],
    },
    {
      name: "a key policy for a role",
      resources: [key({ Principal: { AWS: "arn:aws:iam::123456789012:role/admin" } })],
      findings: [{ resource: "data", property: "policy.Statement[0].Action", message: "`kms:*`" }],
    },
    {
      name: "a key policy for the root and a role",
      resources: [key({ Principal: { AWS: [ROOT.AWS, "arn:aws:iam::123456789012:role/admin"] } })],
      findings: [{ resource: "data", message: "`kms:*`" }],
    },
    {
      name: "key administration by pattern, beside key use",
      resources: [
        key({ Action: ["kms:ReEncrypt*", "kms:Put*"], Principal: { Service: "logs.us-east-1.amazonaws.com" } }),
      ],
      findings: [{ resource: "data", property: "policy.Statement[0].Action[1]", message: "`kms:Put*`" }],
    },
    {
      name: "the key-use families in an identity policy",
      resources: [policy(allow(["kms:GenerateDataKey*"]))],
      findings: [{ resource: "app", message: "`kms:GenerateDataKey*`" }],
    },
    {
      name: "a key policy for everybody",
      resources: [key({ Principal: "*", Condition: { StringEquals: { "kms:CallerAccount": "123456789012" } } })],
      findings: [{ resource: "data", message: "`kms:*`" }],
    },
    {
      name: "another service's wildcard for the root",
      resources: [
        resource("aws:secretsmanager/secretPolicy:SecretPolicy", "data", {
          policy: text(allow("secretsmanager:*", { Principal: ROOT })),
        }),
      ],
      findings: [{ resource: "data", message: "`secretsmanager:*`" }],
    },
    {
      name: "whatever the condition",
      resources: [policy(allow("s3:*", { Condition: { StringEquals: { "aws:ResourceTag/Team": "red" } } }))],
      findings: [{ resource: "app", message: "`s3:*`" }],
    },
    {
      name: "a document with the ARN of a new bucket",
      resources: [
        bucket,
        resource(POLICY, "app", {
          policy: json(document(allow("s3:*", { Resource: interpolate`${ref("logs", "arn")}/*` }))),
        }),
      ],
      undecided: ["preview"],
      findings: [{ resource: "app", property: "policy.Statement[0].Action", message: "`s3:*`" }],
    },
    {
      name: "an object with the ARN of a new bucket, decided even in a preview",
      resources: [
        bucket,
        resource(POLICY, "app", { policy: document(allow("s3:*", { Resource: ref("logs", "arn") })) }),
      ],
      findings: [{ resource: "app", property: "policy.Statement[0].Action", message: "`s3:*`" }],
    },
    {
      name: "a secret document",
      resources: [
        bucket,
        resource(POLICY, "app", { policy: secret(json(document(allow("s3:*", { Resource: ref("logs", "arn") })))) }),
      ],
      undecided: ["preview"],
      findings: [{ resource: "app", property: "policy.Statement[0].Action", message: "`s3:*`" }],
    },
    {
      name: "an unknown action beside a wildcard",
      resources: [resource(POLICY, "app", { policy: document(allow([unknown, "s3:*"])) })],
      findings: [{ resource: "app", property: "policy.Statement[0].Action[1]", message: "`s3:*`" }],
    },
    {
      name: "a malformed statement beside a wildcard",
      resources: [policy(allow("s3:*"), { Effect: "allow", Action: "x" })],
      findings: [{ resource: "app", property: "policy.Statement[0].Action", message: "`s3:*`" }],
    },
    {
      name: "in a component",
      resources: [component("box"), resource(ROLE_POLICY, "app", { policy: text(allow("s3:*")) }, { parent: "box" })],
      findings: [{ resource: "app", message: "`s3:*`" }],
    },
  ],

  valid: [
    { name: "named actions", resources: [policy(allow(["s3:GetObject", "s3:PutObject", "S3:listbucket"]))] },
    {
      name: "patterns that only read",
      resources: [policy(allow(["s3:Get*", "s3:List*", "ec2:Describe*", "kms:Describe*"]))],
    },
    { name: "a pattern that only reads, in capitals", resources: [policy(allow("S3:GET*"))] },
    { name: "Deny", resources: [policy(allow("s3:GetObject"), { Effect: "Deny", Action: "*", Resource: "*" })] },
    { name: "Deny with NotAction", resources: [policy({ Effect: "Deny", NotAction: "iam:*", Resource: "*" })] },
    { name: "a wildcard resource only", resources: [policy(allow("s3:GetObject", { Resource: "*" }))] },
    { name: "a pattern that matches nothing", resources: [policy(allow(["s3:Nothing*", "nosuchservice:Get*"]))] },
    { name: "an action AWS does not document", resources: [policy(allow("s3:GetObjekt"))] },
    {
      name: "named actions in a document that is an object",
      resources: [resource(POLICY, "app", { policy: document(allow(["s3:GetObject"])) })],
    },
    {
      name: "a role with trust and inline policies",
      resources: [
        resource(ROLE, "app", {
          assumeRolePolicy: text(TRUST),
          inlinePolicies: [{ policy: text(allow("s3:Get*")) }, {}],
        }),
      ],
    },
    { name: "a key policy for the account root", resources: [key({ Principal: ROOT })] },
    { name: "for the bare account id", resources: [key({ Principal: { AWS: ["123456789012"] } })] },
    { name: "for the root in China", resources: [key({ Principal: { AWS: "arn:aws-cn:iam::123456789012:root" } })] },
    { name: "for a made-up account", resources: [key({ Principal: { AWS: "arn:aws:iam::000000000000:root" } })] },
    {
      name: "for an account not known yet",
      resources: [
        resource(KEY, "data", {
          policy: text({
            Effect: "Allow",
            Action: "kms:*",
            Resource: "*",
            Principal: { AWS: `arn:aws:iam::${String(unknown)}:root` },
          }),
        }),
      ],
    },
    { name: "everything on the key for the root", resources: [key({ Action: "*", Principal: ROOT })] },
    {
      name: "the key-use families of AWS's own key policies, for a service",
      resources: [
        key({
          Action: ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
          Principal: { Service: "logs.us-east-1.amazonaws.com" },
        }),
      ],
    },
    {
      name: "patterns of KMS for the root",
      resources: [key({ Action: ["kms:Create*", "kms:Put*"], Principal: ROOT })],
    },
    {
      name: "a separate key policy, as an object",
      resources: [
        resource(KEY, "data"),
        resource("aws:kms/keyPolicy:KeyPolicy", "data-policy", {
          keyId: ref("data"),
          policy: document({ Sid: "Root", Effect: "Allow", Action: "kms:*", Resource: "*", Principal: ROOT }),
        }),
      ],
    },
    {
      name: "a bucket without a policy",
      resources: [resource(BUCKET, "logs", { bucket: "logs" })],
      outcome: "notApplicable",
    },
    {
      name: "an empty policy",
      resources: [resource("aws:sqs/queue:Queue", "jobs", { policy: "" })],
      outcome: "notApplicable",
    },
    {
      name: "an endpoint policy, which only limits",
      resources: [
        resource("aws:ec2/vpcEndpoint:VpcEndpoint", "s3", {
          policy: text(allow("*", { Principal: "*", Resource: "*" })),
        }),
      ],
      outcome: "notApplicable",
    },
    {
      name: "a service control policy, which only limits",
      resources: [
        resource("aws:organizations/policy:Policy", "base", {
          type: "SERVICE_CONTROL_POLICY",
          content: text(allow("*", { Resource: "*" })),
        }),
      ],
      outcome: "notApplicable",
    },
    {
      name: "named actions and the ARN of a new bucket",
      resources: [
        bucket,
        resource(POLICY, "app", { policy: json(document(allow("s3:GetObject", { Resource: ref("logs", "arn") }))) }),
      ],
      undecided: ["preview"],
    },
    {
      name: "an unknown action",
      resources: [resource(POLICY, "app", { policy: document(allow(["s3:GetObject", unknown])) })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a half-known action",
      resources: [resource(POLICY, "app", { policy: text(allow(`s3:${String(unknown)}`)) })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a half-known document",
      resources: [resource(POLICY, "app", { policy: `{"Statement":${String(unknown)}}` })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "an unknown principal of a key policy",
      resources: [
        resource(KEY, "data", {
          policy: document({ Effect: "Allow", Action: "kms:*", Resource: "*", Principal: { AWS: unknown } }),
        }),
      ],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "an unknown effect",
      resources: [resource(POLICY, "app", { policy: document(allow("*", { Effect: unknown })) })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a malformed document",
      resources: [resource(POLICY, "app", { policy: '{"Statement": [{"Effect": "Allow", "Action": "*",}]}' })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a list of statements without a document",
      resources: [resource(POLICY, "app", { policy: JSON.stringify([allow("*")]) })],
      undecided: ["preview", "up", "offline"],
    },
  ],
});

const evaluate = (policyText: unknown) =>
  inProcess([iamNoWildcardActions], resolveStack([resource(POLICY, "app", { policy: policyText })], "up"))[0];

test.each<[string, unknown, string]>([
  ["not JSON", '{"Statement": [}', "`policy` is not JSON (line 1, column 16)"],
  ["no effect", document({ Action: "*" }), "`policy.Statement[0].Effect` is missing"],
  ["an action that is no text", document(allow([{}])), "`policy.Statement[0].Action[0]` is not a text"],
])("a malformed document is undecided, and the reason says where: %s", (_, policyText, reason) => {
  expect(evaluate(policyText)?.outcome).toBe("undecided");
  expect(evaluate(policyText)?.reasons).toEqual([`the policy document is malformed: ${reason}`]);
});

test.each([
  ["s3:*", 'Replace `s3:*` by the actions the workload calls, such as "s3:GetObject", "s3:PutObject".'],
  ["glue:*", "Replace `glue:*` by the actions the workload calls."],
])("the fix for %s", (action, remediation) => {
  expect(evaluate(text(allow(action)))?.findings.map((each) => each.remediation)).toEqual([remediation]);
});

test("a secret in the place of an action is not printed", () => {
  const [finding] = evaluate(secret(text(allow(["hunter2:*", "s3:*"]))))?.findings ?? [];
  expect(finding?.message).toContain("(secret)");
  expect(finding?.message).toContain("`s3:*`");
  expect(`${finding?.message ?? ""}${finding?.remediation ?? ""}`).not.toContain("hunter2");
});
