import { iamNoBroadManagedPolicies } from "../../../policy-pack/rules/iam/iam-no-broad-managed-policies";
import { component, ref, resolveStack, resource, secret, testRule, unknown } from "../../support";
import { inProcess } from "../../../kit/testing/engine-calls";

const ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const ROLE = "aws:iam/role:Role";
const aws = (path: string) => `arn:aws:iam::aws:policy/${path}`;
const attach = (policyArn: unknown) => resource(ATTACHMENT, "app", { role: "app", policyArn });

testRule(iamNoBroadManagedPolicies, {
  invalid: [
    {
      name: "administration",
      resources: [attach(aws("AdministratorAccess"))],
      findings: [
        {
          resource: "app",
          property: "policyArn",
          message: "`arn:aws:iam::aws:policy/AdministratorAccess` grants administration",
          severity: "critical",
        },
      ],
    },
    {
      name: "everything but IAM, and IAM, which is as good",
      resources: [
        resource("aws:iam/userPolicyAttachment:UserPolicyAttachment", "user", { policyArn: aws("PowerUserAccess") }),
        resource("aws:iam/groupPolicyAttachment:GroupPolicyAttachment", "group", { policyArn: aws("IAMFullAccess") }),
      ],
      findings: [
        { resource: "user", message: "administration", severity: "critical" },
        { resource: "group", message: "administration", severity: "critical" },
      ],
    },
    {
      name: "a whole service, for a role that is unknown, as in a first preview",
      resources: [
        resource(ROLE, "role"),
        resource(ATTACHMENT, "app", { role: ref("role", "name"), policyArn: aws("AmazonDynamoDBFullAccess") }),
      ],
      findings: [{ resource: "app", message: "grants `dynamodb:*`", severity: "high" }],
    },
    {
      name: "one of several in a role",
      resources: [
        resource(ROLE, "app", {
          managedPolicyArns: [aws("service-role/AWSLambdaBasicExecutionRole"), aws("AmazonS3FullAccess")],
        }),
      ],
      findings: [{ resource: "app", property: "managedPolicyArns[1]", message: "grants `s3:*`", severity: "high" }],
    },
    {
      name: "full access that is written out",
      resources: [attach(aws("AmazonElasticFileSystemFullAccess"))],
      findings: [{ resource: "app", message: "elasticfilesystem:", severity: "high" }],
    },
    {
      name: "broad writes",
      resources: [attach(aws("CloudWatchAgentServerPolicy"))],
      findings: [{ resource: "app", message: "`logs:PutLogEvents`", severity: "medium" }],
    },
    {
      name: "the agent of Systems Manager",
      resources: [attach(aws("AmazonSSMManagedInstanceCore"))],
      findings: [{ resource: "app", message: "`ssm:UpdateInstanceInformation`", severity: "medium" }],
    },
    {
      name: "a service role that holds the whole service",
      resources: [attach(aws("service-role/AWSGlueServiceRole"))],
      findings: [{ resource: "app", message: "`glue:*`", severity: "high" }],
    },
    {
      name: "a permission set",
      resources: [
        resource("aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment", "ops", {
          managedPolicyArn: aws("AdministratorAccess"),
        }),
      ],
      findings: [{ resource: "ops", property: "managedPolicyArn", message: "administration", severity: "critical" }],
    },
    {
      name: "another partition",
      resources: [attach("arn:aws-us-gov:iam::aws:policy/AmazonS3FullAccess")],
      findings: [{ resource: "app", message: "arn:aws-us-gov", severity: "high" }],
    },
    {
      name: "one beside those a setting allows",
      resources: [
        resource(ROLE, "app", { managedPolicyArns: [aws("AmazonSSMManagedInstanceCore"), aws("AmazonSQSFullAccess")] }),
      ],
      settings: { allowed: ["/AmazonSSM*"] },
      findings: [{ resource: "app", property: "managedPolicyArns[1]", message: "`sqs:*`" }],
    },
    {
      name: "an ARN that is secret: not printed",
      needsSecretKeys: true,
      resources: [attach(secret(aws("AmazonSQSFullAccess")))],
      findings: [{ resource: "app", message: /^\(secret\) grants/ }],
    },
    {
      name: "in a component",
      resources: [
        component("box"),
        resource(ATTACHMENT, "app", { policyArn: aws("AmazonSNSFullAccess") }, { parent: "box" }),
      ],
      findings: [{ resource: "app", message: "`sns:*`" }],
    },
    {
      name: "one of several in a role, beside a policy that is still to come",
      resources: [
        resource("aws:iam/policy:Policy", "own", { policy: "{}" }),
        resource(ROLE, "app", { managedPolicyArns: [ref("own", "arn"), aws("AmazonS3FullAccess")] }),
      ],
      findings: [{ resource: "app", property: "managedPolicyArns[1]", message: "grants `s3:*`" }],
    },
  ],

  valid: [
    { name: "a narrow service role", resources: [attach(aws("service-role/AWSLambdaBasicExecutionRole"))] },
    {
      name: "what EKS needs",
      resources: [
        attach(aws("AmazonEKSClusterPolicy")),
        resource(ATTACHMENT, "cni", { policyArn: aws("AmazonEKS_CNI_Policy") }),
      ],
    },
    { name: "backing up buckets", resources: [attach(aws("AWSBackupServiceRolePolicyForS3Backup"))] },
    { name: "reading one service", resources: [attach(aws("AmazonS3ReadOnlyAccess"))] },
    { name: "reading everything", resources: [attach(aws("ReadOnlyAccess"))] },
    { name: "writes that cannot be limited", resources: [attach(aws("AWSXRayDaemonWriteAccess"))] },
    { name: "a policy of the customer", resources: [attach("arn:aws:iam::123456789012:policy/AdministratorAccess")] },
    { name: "one that does not exist, which another rule reports", resources: [attach(aws("AmazonS3FullAcess"))] },
    {
      name: "one that a setting allows",
      resources: [attach(aws("AdministratorAccess"))],
      settings: { allowed: ["/AdministratorAccess"] },
    },
    {
      name: "broad writes, below the severity asked for",
      resources: [attach(aws("CloudWatchAgentServerPolicy"))],
      settings: { leastSeverity: "high" },
    },
    {
      name: "a whole service, below the severity asked for",
      resources: [attach(aws("AmazonS3FullAccess"))],
      settings: { leastSeverity: "critical" },
    },
    {
      name: "administration as a permissions boundary, which only limits",
      resources: [resource(ROLE, "app", { permissionsBoundary: aws("AdministratorAccess") })],
      outcome: "notApplicable",
    },
    {
      name: "a policy of this stack",
      resources: [resource("aws:iam/policy:Policy", "own"), attach(ref("own", "arn"))],
      undecided: ["preview"],
    },
    {
      name: "a list that is unknown",
      resources: [resource(ROLE, "app", { managedPolicyArns: unknown })],
      undecided: ["preview", "up", "offline"],
    },
    { name: "no policies", resources: [resource(ROLE, "app")], outcome: "notApplicable" },
  ],
});

test.each([
  ["CloudWatchAgentServerPolicy", "cloudwatch:namespace"],
  ["AmazonSSMManagedInstanceCore", "ssmmessages:"],
  ["AmazonS3FullAccess", "Attach a policy of this program"],
])("the fix for %s", (path, fix) => {
  const [evaluation] = inProcess([iamNoBroadManagedPolicies], resolveStack([attach(aws(path))], "up"));
  expect(evaluation?.findings.map((each) => each.remediation)).toEqual([expect.stringContaining(fix)]);
});
