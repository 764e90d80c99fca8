import { iamNoWildcardPrincipals } from "../../../policy-pack/rules/iam/iam-no-wildcard-principals";
import { component, json, ref, resource, resolveStack, secret, testRule, unknown } from "../../support";
import { inProcess } from "../../../kit/testing/engine-calls";

const ROLE = "aws:iam/role:Role";
const SECRET_POLICY = "aws:secretsmanager/secretPolicy:SecretPolicy";
const QUEUE_POLICY = "aws:sqs/queuePolicy:QueuePolicy";
const GITHUB = "token.actions.githubusercontent.com";
const document = (...Statement: readonly object[]) => ({ Version: "2012-10-17", Statement });
const text = (...Statement: readonly object[]) => JSON.stringify(document(...Statement));
const read = (Principal: unknown, more: object = {}) => ({
  Effect: "Allow",
  Principal,
  Action: "secretsmanager:GetSecretValue",
  Resource: "*",
  ...more,
});
const secretPolicy = (...Statement: readonly object[]) =>
  resource(SECRET_POLICY, "shared", { policy: text(...Statement) });
const org = { StringEquals: { "aws:PrincipalOrgID": "o-1234567890" } };
const trust = (Principal: unknown, Condition?: unknown) => {
  const more = Condition === undefined ? {} : { Condition };
  return resource(ROLE, "ci", {
    assumeRolePolicy: document({ Effect: "Allow", Principal, Action: "sts:AssumeRoleWithWebIdentity", ...more }),
  });
};
const github = { Federated: `arn:aws:iam::123456789012:oidc-provider/${GITHUB}` };
const provider = resource("aws:iam/openIdConnectProvider:OpenIdConnectProvider", "github", {
  url: `https://${GITHUB}`,
});
const sub = (value: unknown) => ({
  StringEquals: { [`${GITHUB}:aud`]: "sts.amazonaws.com" },
  StringLike: { [`${GITHUB}:sub`]: value },
});
const DOMAIN = "aws:opensearch/domain:Domain";
const search = { Effect: "Allow", Principal: { AWS: "*" }, Action: "es:ESHttp*", Resource: "*" };

testRule(iamNoWildcardPrincipals, {
  invalid: [
    {
      name: "everybody",
      resources: [secretPolicy(read("*"))],
      findings: [
        {
          resource: "shared",
          property: "policy.Statement[0].Principal",
          message:
            "lets in everybody, from outside this account too, and no condition says who may come. Allowed: `secretsmanager:GetSecretValue`.",
          severity: "critical",
        },
      ],
    },
    {
      name: "everybody, in the other spelling",
      resources: [secretPolicy(read({ AWS: "*" }))],
      findings: [{ resource: "shared", property: "policy.Statement[0].Principal.AWS", message: "everybody" }],
    },
    {
      name: "everybody beside a role",
      resources: [secretPolicy(read({ AWS: ["arn:aws:iam::123456789012:role/app", "*"] }))],
      findings: [{ resource: "shared", property: "policy.Statement[0].Principal.AWS[1]", message: "everybody" }],
    },
    {
      name: "a condition that narrows nobody",
      resources: [secretPolicy(read("*", { Condition: { Bool: { "aws:SecureTransport": "true" } } }))],
      findings: [{ resource: "shared", message: "everybody" }],
    },
    {
      name: "a source in any account",
      resources: [
        resource(QUEUE_POLICY, "jobs", {
          policy: text(read("*", { Condition: { ArnLike: { "aws:SourceArn": "arn:aws:sns:*:*:alarms" } } })),
        }),
      ],
      findings: [{ resource: "jobs", message: "everybody" }],
    },
    {
      name: "NotPrincipal",
      resources: [
        secretPolicy({
          Effect: "Allow",
          NotPrincipal: { AWS: "arn:aws:iam::123456789012:root" },
          Action: "secretsmanager:GetSecretValue",
          Resource: "*",
        }),
      ],
      findings: [{ resource: "shared", property: "policy.Statement[0].NotPrincipal", message: "`NotPrincipal`" }],
    },
    {
      name: "the policy of a new secret, as an object, in a first preview",
      resources: [
        resource("aws:secretsmanager/secret:Secret", "token"),
        resource(SECRET_POLICY, "shared", {
          secretArn: ref("token", "arn"),
          policy: document(read("*", { Resource: ref("token", "arn") })),
        }),
      ],
      findings: [{ resource: "shared", property: "policy.Statement[0].Principal", message: "everybody" }],
    },
    {
      name: "the same as JSON text",
      resources: [
        resource("aws:secretsmanager/secret:Secret", "token"),
        resource(SECRET_POLICY, "shared", { policy: json(document(read("*", { Resource: ref("token", "arn") }))) }),
      ],
      undecided: ["preview"],
      findings: [{ resource: "shared", property: "policy.Statement[0].Principal", message: "everybody" }],
    },
    {
      name: "inside a queue, and in a key",
      resources: [
        resource("aws:sqs/queue:Queue", "jobs", { policy: text(read("*", { Action: "sqs:SendMessage" })) }),
        resource("aws:kms/key:Key", "data", { policy: text(read({ AWS: "*" }, { Action: "kms:Decrypt" })) }),
      ],
      findings: [
        { resource: "jobs", message: "`sqs:SendMessage`" },
        { resource: "data", message: "`kms:Decrypt`" },
      ],
    },
    {
      name: "a role that every account may assume",
      resources: [
        resource(ROLE, "ci", {
          assumeRolePolicy: text({ Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" }),
        }),
      ],
      findings: [
        {
          resource: "ci",
          property: "assumeRolePolicy.Statement[0].Principal.AWS",
          message: "every AWS account of the world assume the role",
        },
      ],
    },
    {
      name: "GitHub, without subject",
      resources: [trust(github, { StringEquals: { [`${GITHUB}:aud`]: "sts.amazonaws.com" } })],
      findings: [
        {
          resource: "ci",
          property: "assumeRolePolicy.Statement[0].Condition",
          message: `No condition tests \`${GITHUB}:sub\``,
          severity: "critical",
        },
      ],
    },
    {
      name: "GitHub, every repository",
      resources: [trust(github, sub(["repo:octo/app:*", "repo:*"]))],
      findings: [
        {
          resource: "ci",
          property: `assumeRolePolicy.Statement[0].Condition.StringLike["${GITHUB}:sub"][1]`,
          message: "`repo:*` leaves open whose token it is",
        },
      ],
    },
    {
      name: "a new provider, without any condition, in a first preview",
      resources: [provider, trust({ Federated: ref("github", "arn") })],
      findings: [
        { resource: "ci", property: "assumeRolePolicy.Statement[0].Condition", message: "No condition tests" },
      ],
    },
    {
      name: "a new provider, with the audience alone, in a first preview",
      resources: [
        provider,
        trust({ Federated: ref("github", "arn") }, { StringEquals: { [`${GITHUB}:aud`]: "sts.amazonaws.com" } }),
      ],
      modes: ["preview", "offline"],
      findings: [{ resource: "ci", message: `No condition tests \`${GITHUB}:sub\`` }],
    },
    {
      name: "a cluster, every pod",
      resources: [
        trust(
          { Federated: "arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/AB" },
          { StringEquals: { "oidc.eks.eu-west-1.amazonaws.com/id/AB:aud": "sts.amazonaws.com" } },
        ),
      ],
      findings: [{ resource: "ci", message: "every pod of the cluster", severity: "high" }],
    },
    {
      name: "in a component",
      resources: [component("box"), resource(SECRET_POLICY, "shared", { policy: text(read("*")) }, { parent: "box" })],
      findings: [{ resource: "shared", message: "everybody" }],
    },
    {
      name: "a secret policy",
      resources: [resource(SECRET_POLICY, "shared", { policy: secret(text(read("*"))) })],
      findings: [{ resource: "shared", message: "everybody" }],
    },
    {
      name: "a search domain on the internet",
      resources: [resource(DOMAIN, "search", { accessPolicies: text(search) })],
      findings: [{ resource: "search", property: "accessPolicies.Statement[0].Principal.AWS", message: "everybody" }],
    },
  ],

  valid: [
    { name: "a role", resources: [secretPolicy(read({ AWS: "arn:aws:iam::123456789012:role/app" }))] },
    { name: "a service", resources: [secretPolicy(read({ Service: "cloudtrail.amazonaws.com" }))] },
    { name: "an account root", resources: [secretPolicy(read({ AWS: "123456789012" }))] },
    { name: "everybody of an organization", resources: [secretPolicy(read("*", { Condition: org }))] },
    {
      name: "everybody from an endpoint that is not known yet",
      resources: [
        resource("aws:ec2/vpcEndpoint:VpcEndpoint", "s3"),
        resource(SECRET_POLICY, "shared", {
          policy: document(read("*", { Condition: { StringEquals: { "aws:SourceVpce": ref("s3", "id") } } })),
        }),
      ],
    },
    {
      name: "the first policy SNS gives a topic",
      resources: [
        resource("aws:sns/topic:Topic", "alarms", {
          policy: text({
            Effect: "Allow",
            Principal: { AWS: "*" },
            Action: ["SNS:Publish", "SNS:Subscribe"],
            Resource: "*",
            Condition: { StringEquals: { "AWS:SourceOwner": "123456789012" } },
          }),
        }),
      ],
    },
    {
      name: "a queue that one topic may write to",
      resources: [
        resource("aws:sns/topic:Topic", "alarms"),
        resource(QUEUE_POLICY, "jobs", {
          policy: document(read("*", { Condition: { ArnEquals: { "aws:SourceArn": ref("alarms", "arn") } } })),
        }),
      ],
    },
    { name: "Deny", resources: [secretPolicy(read("*", { Effect: "Deny" }))] },
    {
      name: "everybody, and a denial to strangers",
      resources: [
        secretPolicy(
          read("*"),
          read("*", { Effect: "Deny", Action: "secretsmanager:*", Condition: { StringNotEquals: org.StringEquals } }),
        ),
      ],
    },
    { name: "GitHub, one repository", resources: [trust(github, sub("repo:octo/app:*"))] },
    {
      name: "a new provider, one repository",
      resources: [provider, trust({ Federated: ref("github", "arn") }, sub("repo:octo/app:*"))],
      modes: ["preview", "offline"],
    },
    {
      name: "SAML",
      resources: [
        resource(ROLE, "ci", {
          assumeRolePolicy: text({
            Effect: "Allow",
            Principal: { Federated: "arn:aws:iam::123456789012:saml-provider/corp" },
            Action: "sts:AssumeRoleWithSAML",
          }),
        }),
      ],
    },
    {
      name: "an API, which is open without a policy as well",
      resources: [
        resource("aws:apigateway/restApiPolicy:RestApiPolicy", "api", {
          policy: text({ Effect: "Allow", Principal: "*", Action: "execute-api:Invoke", Resource: "*" }),
        }),
      ],
      outcome: "notApplicable",
    },
    {
      name: "a bucket and an access point, of which s3-no-public-access speaks",
      resources: [
        resource("aws:s3/bucketPolicy:BucketPolicy", "site", { policy: text(read("*")) }),
        resource("aws:s3/accessPoint:AccessPoint", "files", { policy: text(read("*")) }),
      ],
      outcome: "none",
    },
    {
      name: "an endpoint policy",
      resources: [resource("aws:ec2/vpcEndpoint:VpcEndpoint", "s3", { policy: text(read("*")) })],
      outcome: "notApplicable",
    },
    {
      name: "an identity policy",
      resources: [resource("aws:iam/policy:Policy", "app", { policy: text(read(undefined)) })],
      outcome: "notApplicable",
    },
    {
      name: "a search domain in a VPC",
      resources: [
        resource(DOMAIN, "search", { accessPolicies: text(search), vpcOptions: { subnetIds: ["subnet-1"] } }),
      ],
    },
    {
      name: "the policy beside a search domain",
      resources: [resource("aws:opensearch/domainPolicy:DomainPolicy", "search", { accessPolicies: text(search) })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "everybody under a condition that is not known yet",
      resources: [resource(SECRET_POLICY, "shared", { policy: document(read("*", { Condition: unknown })) })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a principal that is not known yet",
      resources: [
        resource(ROLE, "app"),
        resource(SECRET_POLICY, "shared", { policy: document(read({ AWS: ref("app", "arn") })) }),
      ],
      undecided: ["preview"],
    },
    {
      name: "a trust under a condition that is not known yet",
      resources: [trust(github, unknown)],
      undecided: ["preview", "up", "offline"],
    },
  ],
});

test.each([
  [secretPolicy(read("*")), 'StringEquals: { "aws:PrincipalOrgID"'],
  [trust(github), `"${GITHUB}:sub": "repo:<owner>/<repository>`],
  [trust({ Federated: "accounts.google.com" }), '"accounts.google.com:aud": "<client id>"'],
  [trust(github, sub("*")), "Name the subject up to its owner"],
])("the fix of %#", (given, fix) => {
  const [evaluation] = inProcess([iamNoWildcardPrincipals], resolveStack([given], "up"));
  expect(evaluation?.findings.map((each) => each.remediation)).toEqual([expect.stringContaining(fix)]);
});

test("a secret trust does not print its provider", () => {
  const given = resource(ROLE, "ci", {
    assumeRolePolicy: secret(
      text({
        Effect: "Allow",
        Principal: { Federated: "arn:aws:iam::123456789012:oidc-provider/hunter2.example.org" },
        Action: "sts:AssumeRoleWithWebIdentity",
      }),
    ),
  });
  const [found] = inProcess([iamNoWildcardPrincipals], resolveStack([given], "up"))[0]?.findings ?? [];
  expect(found?.message).toContain("<provider>:aud");
  expect(`${found?.message ?? ""}${found?.remediation ?? ""}`).not.toContain("hunter2");
});
