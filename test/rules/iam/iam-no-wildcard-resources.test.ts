import { iamNoWildcardResources } from "../../../policy-pack/rules/iam/iam-no-wildcard-resources";
import { inProcess } from "../../../kit/testing/engine-calls";
import { component, interpolate, json, ref, resolveStack, resource, secret, testRule, unknown } from "../../support";

const POLICY = "aws:iam/policy:Policy";
const ROLE = "aws:iam/role:Role";
const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
const BUCKET = "aws:s3/bucket:Bucket";
const TRUST = { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" };
const LOGGING = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"];

const document = (...Statement: readonly object[]) => ({ Version: "2012-10-17", Statement });
const text = (...Statement: readonly object[]) => JSON.stringify(document(...Statement));
const allow = (Action: unknown, Resource: unknown, more: object = {}) => ({
  Effect: "Allow",
  Action,
  Resource,
  ...more,
});
const policy = (...Statement: readonly object[]) => resource(POLICY, "app", { policy: text(...Statement) });
const read = (Resource: unknown, more: object = {}) => allow("s3:GetObject", Resource, more);
const bucket = resource(BUCKET, "logs");
const everywhere = ["preview", "up", "offline"] as const;

testRule(iamNoWildcardResources, {
  invalid: [
    {
      name: "a star",
      resources: [policy(read("*"))],
      findings: [
        {
          resource: "app",
          property: "policy.Statement[0].Resource",
          message: "`*` names no resource, though AWS can limit s3:GetObject to named ones",
          severity: "high",
        },
      ],
    },
    {
      name: "S3-4, the log actions on a star",
      resources: [policy(allow(LOGGING, "*"))],
      findings: [
        { resource: "app", message: "logs:CreateLogGroup, logs:CreateLogStream, logs:PutLogEvents and 1 more" },
      ],
    },
    {
      name: "S1-3, a whole service on a star",
      resources: [policy(allow(["cloudwatch:*"], "*"))],
      findings: [
        { resource: "app", message: /AWS can limit cloudwatch:\w+, cloudwatch:\w+, cloudwatch:\w+ and \d+ more/ },
      ],
    },
    {
      name: "everything on a star",
      resources: [policy(allow("*", "*"))],
      findings: [{ resource: "app", message: "though AWS can limit most actions to named ones" }],
    },
    {
      name: "an ARN whose resource part is a wildcard",
      resources: [policy(allow("logs:PutLogEvents", "arn:aws:logs:*:*:*"))],
      findings: [
        { resource: "app", property: "policy.Statement[0].Resource", message: "`arn:aws:logs:*:*:*` names no" },
      ],
    },
    {
      name: "every bucket",
      resources: [policy(read(["arn:aws:s3:::*", "arn:aws:s3:::*/*"]))],
      findings: [
        {
          resource: "app",
          property: "policy.Statement[0].Resource[0]",
          message: "`arn:aws:s3:::*` and `arn:aws:s3:::*/*`",
        },
      ],
    },
    {
      name: "everything in a region of an account",
      resources: [policy(allow("ec2:TerminateInstances", "arn:aws:ec2:us-west-2:123456789012:*/*"))],
      findings: [{ resource: "app", message: "ec2:TerminateInstances", severity: "high" }],
    },
    {
      name: "actions that only show what there is",
      resources: [policy(allow(["rds:DescribeDBClusters", "cloudwatch:PutMetricData"], "*"))],
      findings: [{ resource: "app", message: "rds:DescribeDBClusters", severity: "medium" }],
    },
    {
      name: "several statements of a document, one of them right",
      resources: [
        policy(
          allow("rds:DescribeDBClusters", "*"),
          allow("sqs:SendMessage", "arn:aws:sqs:eu-west-1:123456789012:jobs"),
          allow("dynamodb:GetItem", "*"),
        ),
      ],
      findings: [
        {
          resource: "app",
          property: "policy.Statement[0].Resource",
          message: /rds:DescribeDBClusters.*The same holds of `policy\.Statement\[2\]\.Resource`\./,
          severity: "high",
        },
      ],
    },
    {
      name: "an ARN by IAM's own variables",
      resources: [policy(allow("sqs:SendMessage", "arn:aws:sqs:${aws:RequestedRegion}:${aws:PrincipalAccount}:*"))],
      findings: [{ resource: "app", message: "sqs:SendMessage" }],
    },
    {
      name: "an ARN that stops early",
      resources: [policy(allow("dynamodb:GetItem", "arn:aws:dynamodb:*"))],
      findings: [{ resource: "app", message: "`arn:aws:dynamodb:*` names no" }],
    },
    {
      name: "a star beside a named resource",
      resources: [policy(read(["arn:aws:s3:::logs/*", "*"]))],
      findings: [{ resource: "app", property: "policy.Statement[0].Resource[1]", message: "`*` names no" }],
    },
    {
      name: "one action that takes resources among many that do not",
      resources: [policy(allow(["ec2:Describe*", "xray:PutTraceSegments", "kms:Decrypt"], "*"))],
      findings: [{ resource: "app", message: "AWS can limit kms:Decrypt to" }],
    },
    {
      name: "a pattern",
      resources: [policy(allow("secretsmanager:Get*", "*"))],
      findings: [{ resource: "app", message: "secretsmanager:GetSecretValue and secretsmanager:GetResourcePolicy" }],
    },
    {
      name: "a single EC2 description that takes resources",
      resources: [policy(allow(["ec2:DescribeInstances", "ec2:DescribeInstanceAttribute"], "*"))],
      findings: [{ resource: "app", message: "AWS can limit ec2:DescribeInstanceAttribute to" }],
    },
    {
      name: "in any case",
      resources: [policy(allow("S3:getobject", "*"))],
      findings: [{ resource: "app", message: "s3:GetObject" }],
    },
    {
      name: "NotResource",
      resources: [policy({ Effect: "Allow", Action: "s3:GetObject", NotResource: ["arn:aws:s3:::private/*"] })],
      findings: [
        {
          resource: "app",
          property: "policy.Statement[0].NotResource",
          message: "applies to everything except `arn:aws:s3:::private/*`, though AWS can limit s3:GetObject",
        },
      ],
    },
    {
      name: "NotResource, not known yet",
      resources: [
        resource(POLICY, "app", { policy: document({ Effect: "Allow", Action: "s3:*", NotResource: unknown }) }),
      ],
      findings: [{ resource: "app", message: "applies to everything except what is not known yet" }],
    },
    {
      name: "NotAction",
      resources: [policy({ Effect: "Allow", NotAction: "iam:*", Resource: "*" })],
      findings: [{ resource: "app", property: "policy.Statement[0].Resource", message: "most actions" }],
    },
    {
      name: "conditions that say who, from where and how",
      resources: [
        policy(
          read("*", {
            Condition: { Bool: { "aws:SecureTransport": "true" }, IpAddress: { "aws:SourceIp": "10.0.0.0/8" } },
          }),
          allow("kms:Decrypt", "*", {
            Condition: { StringEquals: { "kms:ViaService": "s3.us-east-1.amazonaws.com" } },
          }),
          allow("iam:PassRole", "*", {
            Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
          }),
        ),
      ],
      findings: [
        {
          resource: "app",
          property: "policy.Statement[0].Resource",
          message:
            /s3:GetObject.*same holds of `policy\.Statement\[1\]\.Resource` and `policy\.Statement\[2\]\.Resource`/,
        },
      ],
    },
    {
      name: "tags of the request, where it tags anything or assumes any role",
      resources: [
        policy(
          allow("ec2:CreateTags", "*", { Condition: { StringEquals: { "aws:RequestTag/Team": "red" } } }),
          allow("sts:AssumeRole", "*", { Condition: { StringEquals: { "aws:RequestTag/Team": "red" } } }),
        ),
      ],
      findings: [
        {
          resource: "app",
          property: "policy.Statement[0].Resource",
          message: /ec2:CreateTags.*same holds of `policy\.Statement\[1\]\.Resource`/,
        },
      ],
    },
    {
      name: "a condition that leaves out only some",
      resources: [policy(read("*", { Condition: { StringNotEquals: { "aws:ResourceTag/Team": "red" } } }))],
      findings: [{ resource: "app", message: "s3:GetObject" }],
    },
    {
      name: "a condition that holds without the tag",
      resources: [policy(read("*", { Condition: { StringEqualsIfExists: { "aws:ResourceTag/Team": "red" } } }))],
      findings: [{ resource: "app", message: "s3:GetObject" }],
    },
    {
      name: "a statement that is no list, no version",
      resources: [resource(ROLE_POLICY, "app", { policy: JSON.stringify({ Statement: read("*") }) })],
      findings: [{ resource: "app", property: "policy.Statement.Resource", message: "`*` names no" }],
    },
    {
      name: "a document that is an object",
      resources: [resource("aws:iam/userPolicy:UserPolicy", "app", { policy: document(read(["*"])) })],
      findings: [{ resource: "app", property: "policy.Statement[0].Resource[0]", message: "`*` names no" }],
    },
    {
      name: "the text getPolicyDocument gives",
      resources: [
        resource("aws:iam/groupPolicy:GroupPolicy", "app", {
          policy: `{\n  "Version": "2012-10-17",\n  "Statement": [\n    {\n      "Sid": "1",\n      "Effect": "Allow",\n      "Action": "sqs:SendMessage",\n      "Resource": "*"\n    }\n  ]\n}`,
        }),
      ],
      findings: [{ resource: "app", property: "policy.Statement[0].Resource", message: "sqs:SendMessage" }],
    },
    {
      name: "inline in a role",
      resources: [
        resource(ROLE, "app", {
          assumeRolePolicy: text(TRUST),
          inlinePolicies: [{ policy: text(read("arn:aws:s3:::logs/*")) }, { policy: text(read("*")) }],
        }),
      ],
      findings: [{ resource: "app", property: "inlinePolicies[1].policy.Statement[0].Resource", message: "`*`" }],
    },
    {
      name: "a permission set",
      resources: [
        resource("aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy", "app", {
          inlinePolicy: text(read("*")),
        }),
      ],
      findings: [{ resource: "app", property: "inlinePolicy.Statement[0].Resource", message: "`*`" }],
    },
    {
      name: "in a component",
      resources: [component("box"), resource(ROLE_POLICY, "app", { policy: text(read("*")) }, { parent: "box" })],
      findings: [{ resource: "app", message: "`*` names no" }],
    },
    {
      name: "a star beside the ARN of a new bucket",
      resources: [bucket, resource(POLICY, "app", { policy: json(document(read([ref("logs", "arn"), "*"]))) })],
      undecided: ["preview"],
      findings: [{ resource: "app", property: "policy.Statement[0].Resource[1]", message: "`*` names no" }],
    },
    {
      name: "a star beside an unknown ARN in an object, decided even in a preview",
      resources: [bucket, resource(POLICY, "app", { policy: document(read([ref("logs", "arn"), "*"])) })],
      findings: [{ resource: "app", property: "policy.Statement[0].Resource[1]", message: "`*` names no" }],
    },
    {
      name: "a secret document",
      resources: [resource(POLICY, "app", { policy: secret(text(read("*"))) })],
      findings: [{ resource: "app", property: "policy.Statement[0].Resource", message: "`*` names no" }],
    },
    {
      name: "a wildcard in an account not known yet",
      resources: [policy(allow("logs:PutLogEvents", `arn:aws:logs:us-east-1:${String(unknown)}:*`))],
      findings: [{ resource: "app", message: "`arn:aws:logs:us-east-1:<unknown>:*` names no" }],
    },
  ],

  valid: [
    { name: "a named resource", resources: [policy(read("arn:aws:s3:::logs/*"))] },
    {
      name: "a named prefix",
      resources: [policy(allow("logs:PutLogEvents", "arn:aws:logs:*:*:log-group:/aws/ec2/*"))],
    },
    {
      name: "a named type",
      resources: [policy(allow("dynamodb:GetItem", "arn:aws:dynamodb:us-east-1:123456789012:table/*"))],
    },
    {
      name: "actions that take no resources",
      resources: [
        policy(
          allow("cloudwatch:PutMetricData", "*"),
          allow("ec2:Describe*", "*"),
          allow("ecr:GetAuthorizationToken", "*"),
          allow(["xray:PutTraceSegments", "xray:PutTelemetryRecords"], "*"),
          allow(["ec2:DescribeInstances", "sts:GetCallerIdentity", "logs:DescribeLogGroups", "kms:ListAliases"], "*"),
          allow("autoscaling:Describe*", "*"),
          allow("ssmmessages:*", "*"),
        ),
      ],
    },
    { name: "actions that take no resources, any case", resources: [policy(allow("CloudWatch:putmetricdata", "*"))] },
    {
      name: "metrics with a namespace",
      resources: [
        policy(
          allow("cloudwatch:PutMetricData", "*", { Condition: { StringEquals: { "cloudwatch:namespace": "App" } } }),
        ),
      ],
    },
    {
      name: "actions that take no resources, NotResource",
      resources: [policy({ Effect: "Allow", Action: "xray:PutTraceSegments", NotResource: "arn:x" })],
    },
    {
      name: "Deny",
      resources: [
        policy(
          { Effect: "Deny", Action: "s3:*", Resource: "*" },
          { Effect: "Deny", NotAction: "iam:*", NotResource: "x" },
        ),
      ],
    },
    {
      name: "conditions on the resource",
      resources: [
        policy(
          allow("ec2:TerminateInstances", "*", { Condition: { StringEquals: { "aws:ResourceTag/Team": "red" } } }),
          allow("ec2:StopInstances", "*", { Condition: { StringLike: { "ec2:ResourceTag/Team": "re*" } } }),
          allow("ec2:DeleteSecurityGroup", "*", {
            Condition: { Null: { "aws:ResourceTag/elbv2.k8s.aws/cluster": "false" } },
          }),
          allow("ec2:AuthorizeSecurityGroupIngress", "*", {
            Condition: { ArnEquals: { "ec2:Vpc": "arn:aws:ec2:us-east-1:123456789012:vpc/vpc-1" } },
          }),
          allow("ec2:CreateTags", "*", { Condition: { StringEquals: { "ec2:CreateAction": "RunInstances" } } }),
          allow("ecs:StopTask", "*", {
            Condition: { ArnEquals: { "ecs:cluster": "arn:aws:ecs:us-east-1:123456789012:cluster/web" } },
          }),
          allow("iam:CreateServiceLinkedRole", "*", {
            Condition: { StringLike: { "iam:AWSServiceName": "ecs.amazonaws.com" } },
          }),
          read("*", { Condition: { StringEquals: { "aws:ResourceAccount": "${aws:PrincipalAccount}" } } }),
        ),
      ],
    },
    {
      name: "tags of the request that creates the resource",
      resources: [
        policy(
          allow(["elasticloadbalancing:CreateLoadBalancer", "elasticloadbalancing:CreateTargetGroup"], "*", {
            Condition: { Null: { "aws:RequestTag/elbv2.k8s.aws/cluster": "false" } },
          }),
        ),
      ],
    },
    {
      name: "a condition whose value is not known yet",
      resources: [
        resource(POLICY, "app", {
          policy: document(read("*", { Condition: { StringEquals: { "aws:ResourceAccount": unknown } } })),
        }),
      ],
    },
    {
      name: "another service's wildcard",
      resources: [
        policy(allow(["s3:GetObject", "logs:DescribeLogGroups"], ["arn:aws:s3:::logs/*", "arn:aws:logs:*:*:*"])),
      ],
    },
    { name: "a resource by IAM's own variable", resources: [policy(read("arn:aws:s3:::${aws:username}/*"))] },
    { name: "a half-known resource", resources: [policy(read(`arn:aws:s3:::${String(unknown)}/*`))] },
    { name: "a half-known ARN", resources: [policy(allow("logs:PutLogEvents", `${String(unknown)}:*`))] },
    {
      name: "a made-up ARN",
      resources: [policy(read(["arn:aws:s3:::logs-0facade", "arn:aws:s3:::logs-0facade/*"]))],
    },
    {
      name: "a bucket policy",
      resources: [resource("aws:s3/bucketPolicy:BucketPolicy", "app", { policy: text(read("*", { Principal: "*" })) })],
      outcome: "notApplicable",
    },
    {
      name: "a key policy",
      resources: [
        resource("aws:kms/key:Key", "app", {
          policy: text(allow("kms:*", "*", { Principal: { AWS: "arn:aws:iam::123456789012:root" } })),
        }),
      ],
      outcome: "notApplicable",
    },
    {
      name: "a queue policy inside the queue",
      resources: [
        resource("aws:sqs/queue:Queue", "app", { policy: text(allow("sqs:SendMessage", "*", { Principal: "*" })) }),
      ],
      outcome: "notApplicable",
    },
    {
      name: "a trust policy",
      resources: [resource(ROLE, "app", { assumeRolePolicy: text(TRUST) })],
      outcome: "notApplicable",
    },
    {
      name: "an endpoint policy",
      resources: [
        resource("aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy", "app", { policy: text(read("*", { Principal: "*" })) }),
      ],
      outcome: "notApplicable",
    },
    { name: "a bucket without a policy", resources: [bucket], outcome: "notApplicable" },
    {
      name: "the ARN of a new bucket",
      resources: [
        bucket,
        resource(POLICY, "app", {
          policy: json(document(read([ref("logs", "arn"), interpolate`${ref("logs", "arn")}/*`]))),
        }),
      ],
      undecided: ["preview"],
    },
    {
      name: "the ARN of a new bucket in an object",
      resources: [bucket, resource(POLICY, "app", { policy: document(read(ref("logs", "arn"))) })],
      undecided: ["preview"],
    },
    {
      name: "a secret document with the ARN of a new bucket",
      resources: [bucket, resource(POLICY, "app", { policy: secret(json(document(read(ref("logs", "arn"))))) })],
      undecided: ["preview"],
    },
    {
      name: "unknown resources",
      resources: [resource(POLICY, "app", { policy: document(read(["arn:aws:s3:::logs/*", unknown])) })],
      undecided: everywhere,
    },
    {
      name: "unknown resources for actions that take none",
      resources: [resource(POLICY, "app", { policy: document(allow("xray:PutTraceSegments", unknown)) })],
    },
    {
      name: "an unknown action on a star",
      resources: [resource(POLICY, "app", { policy: document(allow(["ec2:Describe*", unknown], "*")) })],
      undecided: everywhere,
    },
    {
      name: "an action AWS does not document, on a star",
      resources: [policy(allow(["nosuchservice:Do", "ec2:Describe*"], "*"))],
      undecided: everywhere,
    },
    {
      name: "an unknown condition",
      resources: [resource(POLICY, "app", { policy: document(read("*", { Condition: unknown })) })],
      undecided: everywhere,
    },
    {
      name: "an ARN of an unknown service",
      resources: [policy(read(`arn:aws:${String(unknown)}:*:*:*`))],
      undecided: everywhere,
    },
    { name: "no resource", resources: [policy({ Effect: "Allow", Action: "s3:GetObject" })], undecided: everywhere },
    {
      name: "a malformed document",
      resources: [resource(POLICY, "app", { policy: '{"Statement":' })],
      undecided: everywhere,
    },
    {
      name: "a half-known document",
      resources: [resource(POLICY, "app", { policy: `{"Statement":${String(unknown)}}` })],
      undecided: everywhere,
    },
  ],
});

const evaluate = (policyText: unknown) =>
  inProcess([iamNoWildcardResources], resolveStack([resource(POLICY, "app", { policy: policyText })], "up"))[0];

test.each<[string, object, string]>([
  [
    "the forms of the ARNs, and what only works on a star",
    allow([...LOGGING, "logs:DescribeLogGroups"], "*"),
    "Name the resources: `arn:aws:logs:<region>:<account>:log-group:<LogGroupName>` (logs:CreateLogGroup) and " +
      "`arn:aws:logs:<region>:<account>:log-group:<LogGroupName>:log-stream:<LogStreamName>` (logs:CreateLogStream). " +
      "`logs:DescribeLogGroups` works only on `*`: give that a statement of its own.",
  ],
  ["the form for objects", read("*"), "Name the resources: `arn:aws:s3:::<BucketName>/<ObjectName>` (s3:GetObject)."],
  ["of everything", allow("*", "*"), "Name the actions, and the ARNs of the resources they work on."],
])("the fix shows %s", (_, statement, remediation) => {
  expect(evaluate(text(statement))?.findings.map((each) => each.remediation)).toEqual([remediation]);
});

test("the fix for a wildcard shows a few examples", () => {
  const statement = allow(["s3:*", "ec2:Describe*", "xray:PutTraceSegments"], "*");
  const [finding] = evaluate(text(statement))?.findings ?? [];
  expect(finding?.remediation).toMatch(
    /^Name the resources, such as `arn:aws:s3:::<BucketName>\/<ObjectName>` \(s3:GetObject\), `arn:\S+` \(s3:\w+\) and `arn:\S+` \(s3:\w+\)\. /,
  );
  expect(finding?.remediation).toMatch(
    / `ec2:Describe\*` and `xray:PutTraceSegments` work only on `\*`: give that a statement of its own\.$/,
  );
});

test.each<[string, object, string]>([
  ["no resource", { Effect: "Allow", Action: "s3:GetObject" }, "has neither `Resource` nor `NotResource`"],
  ["an action AWS does not document", allow("s3:GetObjekt", "*"), "`policy.Statement[0].Action` names an action that"],
])("the reason says where it is undecided: %s", (_, statement, reason) => {
  expect(evaluate(text(statement))?.reasons).toEqual([expect.stringContaining(reason)]);
});

test("a secret resource is not printed", () => {
  const message = (statement: object) => evaluate(secret(text(statement)))?.findings[0]?.message ?? "";
  expect(message(read("*"))).toContain("`*` names no resource");
  const account = message(allow("logs:PutLogEvents", "arn:aws:logs:us-east-1:123456789012:*"));
  expect(account).toContain("(secret) names no resource");
  expect(account).not.toContain("123456789012");
  const except = message({ Effect: "Allow", Action: "s3:GetObject", NotResource: "arn:aws:s3:::hunter2/*" });
  expect(except).toContain("everything except (secret), though");
});
