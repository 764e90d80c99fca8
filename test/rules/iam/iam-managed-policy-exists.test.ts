import { iamManagedPolicyExists } from "../../../policy-pack/rules/iam/iam-managed-policy-exists";
import { component, interpolate, ref, resource, resolveStack, secret, testRule, unknown } from "../../support";
import { inProcess } from "../../../kit/testing/engine-calls";

const ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const ROLE = "aws:iam/role:Role";
const aws = (path: string) => `arn:aws:iam::aws:policy/${path}`;
const attach = (policyArn: unknown) => resource(ATTACHMENT, "logs", { role: "app", policyArn });
const role = (more: Readonly<Record<string, unknown>>) => resource(ROLE, "app", more);

testRule(iamManagedPolicyExists, {
  invalid: [
    {
      name: "a policy whose path is left out",
      resources: [attach(aws("AWSLambdaBasicExecutionRole"))],
      findings: [
        {
          resource: "logs",
          property: "policyArn",
          message:
            /`arn:aws:iam::aws:policy\/AWSLambdaBasicExecutionRole` .* \(list of \d{4}-\d\d-\d\d, moto .*NoSuchEntity/,
          severity: "high",
        },
      ],
    },
    {
      name: "a role that is unknown, as in a first preview",
      resources: [
        role({}),
        resource(ATTACHMENT, "logs", { role: ref("app", "name"), policyArn: aws("AWS_ConfigRole") }),
      ],
      findings: [{ resource: "logs", property: "policyArn", message: "AWS_ConfigRole" }],
    },
    {
      name: "one of several in a role, beside a customer's that is unknown",
      resources: [
        resource("aws:iam/policy:Policy", "own"),
        role({ managedPolicyArns: [ref("own", "arn"), aws("AmazonS3FullAcess"), aws("AmazonS3ReadOnlyAccess")] }),
      ],
      findings: [{ resource: "app", property: "managedPolicyArns[1]", message: "AmazonS3FullAcess" }],
    },
    {
      name: "a path that is wrong",
      resources: [attach(aws("service-role/AmazonEKSClusterPolicy"))],
      findings: [{ resource: "logs", message: "service-role/AmazonEKSClusterPolicy" }],
    },
    {
      name: "another case",
      resources: [attach(aws("administratoraccess"))],
      findings: [{ resource: "logs", message: "administratoraccess" }],
    },
    {
      name: "`policy/` left out",
      resources: [attach("arn:aws:iam::aws:ReadOnlyAccess")],
      findings: [{ resource: "logs", message: "arn:aws:iam::aws:ReadOnlyAccess" }],
    },
    {
      name: "a user, a group, an exclusive list and a permission set",
      resources: [
        resource("aws:iam/userPolicyAttachment:UserPolicyAttachment", "user", { user: "u", policyArn: aws("Nope") }),
        resource("aws:iam/groupPolicyAttachment:GroupPolicyAttachment", "group", { policyArn: aws("Nope") }),
        resource("aws:iam/policyAttachment:PolicyAttachment", "all", { policyArn: aws("Nope") }),
        resource("aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive", "only", {
          policyArns: [aws("ReadOnlyAccess"), aws("Nope")],
        }),
        resource("aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment", "set", {
          managedPolicyArn: aws("Nope"),
        }),
      ],
      findings: [
        { resource: "user", property: "policyArn", message: "Nope" },
        { resource: "group", property: "policyArn", message: "Nope" },
        { resource: "all", property: "policyArn", message: "Nope" },
        { resource: "only", property: "policyArns[1]", message: "Nope" },
        { resource: "set", property: "managedPolicyArn", message: "Nope" },
      ],
    },
    {
      name: "a permissions boundary",
      resources: [role({ permissionsBoundary: aws("PowerUser") })],
      findings: [{ resource: "app", property: "permissionsBoundary", message: "PowerUser" }],
    },
    {
      name: "the policy of a service-linked role",
      resources: [attach(aws("aws-service-role/AWSSupportServiceRolePolicy"))],
      findings: [{ resource: "logs", property: "policyArn", message: "PolicyNotAttachable" }],
    },
    {
      name: "in a component",
      resources: [
        component("box"),
        resource(ATTACHMENT, "logs", { policyArn: aws("service-role/ConfigRole") }, { parent: "box" }),
      ],
      findings: [{ resource: "logs", message: "ConfigRole" }],
    },
    {
      name: "an ARN that is secret: not printed",
      needsSecretKeys: true,
      resources: [attach(secret(aws("Hunter2")))],
      findings: [{ resource: "logs", property: "policyArn", message: /^\(secret\) is not among/ }],
    },
  ],

  valid: [
    { name: "a policy with its path", resources: [attach(aws("service-role/AWSLambdaBasicExecutionRole"))] },
    { name: "one without", resources: [attach(aws("AmazonEKSClusterPolicy"))] },
    { name: "a job function", resources: [attach(aws("job-function/Billing"))] },
    {
      name: "several in a role, with a boundary",
      resources: [
        role({
          managedPolicyArns: [aws("service-role/AWS_ConfigRole"), aws("AWSXRayDaemonWriteAccess")],
          permissionsBoundary: aws("PowerUserAccess"),
        }),
      ],
    },
    { name: "a policy of the customer of any name", resources: [attach("arn:aws:iam::123456789012:policy/Nope")] },
    {
      name: "a policy of this stack",
      resources: [resource("aws:iam/policy:Policy", "own"), attach(ref("own", "arn"))],
      undecided: ["preview"],
    },
    {
      name: "a policy of a made-up account",
      resources: [attach("arn:aws:iam::000000000000:policy/app-0facade12")],
    },
    {
      name: "a policy that another partition has too",
      resources: [attach("arn:aws-us-gov:iam::aws:policy/ReadOnlyAccess")],
    },
    {
      name: "one the list of the commercial partition does not have, in another partition",
      resources: [attach("arn:aws-cn:iam::aws:policy/OnlyInChina")],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a partition nobody knows yet",
      resources: [attach(`arn:${String(unknown)}:iam::aws:policy/OnlyInChina`)],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a name known only in part",
      resources: [
        resource("aws:ssm/parameter:Parameter", "name"),
        attach(interpolate`arn:aws:iam::aws:policy/${ref("name", "value")}`),
      ],
      modes: ["preview"],
      undecided: ["preview"],
    },
    {
      name: "a list that is unknown",
      resources: [role({ managedPolicyArns: unknown })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a policy newer than the list, by setting",
      resources: [attach(aws("service-role/NewPolicy"))],
      settings: { additionalPolicies: ["/service-role/NewPolicy"] },
    },
    {
      name: "the policy of a service-linked role as a boundary",
      resources: [role({ permissionsBoundary: aws("aws-service-role/AWSSupportServiceRolePolicy") })],
    },
    { name: "a role without any", resources: [role({ managedPolicyArns: [] })], outcome: "notApplicable" },
  ],
});

test.each([
  [aws("AWS_ConfigRole"), "The nearest one is `arn:aws:iam::aws:policy/service-role/AWS_ConfigRole`."],
  [aws("service-role/VPCFlowLogsDeliveryRolePolicy"), "Grant the actions with a policy of this program"],
  [aws("aws-service-role/AWSSupportServiceRolePolicy"), "Leave the policy out"],
  [secret(aws("AWS_ConfigRole")), "Take the ARN from AWS's list"],
])("the fix for %j", (arn, fix) => {
  const [evaluation] = inProcess([iamManagedPolicyExists], resolveStack([attach(arn)], "up"));
  expect(evaluation?.findings.map((each) => each.remediation)).toEqual([expect.stringContaining(fix)]);
});
