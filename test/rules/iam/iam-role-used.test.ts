import { iamRoleUsed } from "../../../policy-pack/rules/iam/iam-role-used";
import { json, ref, resource, ROOT, testRule, unknown } from "../../support";

const trust = (principal: unknown) =>
  json({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: principal, Action: "sts:AssumeRole" }],
  });
const role = (service: unknown, more: Readonly<Record<string, unknown>> = {}) =>
  resource("aws:iam/role:Role", "role", { assumeRolePolicy: trust({ Service: service }), ...more });
const attachment = resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "attached", {
  role: ref("role", "name"),
  policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess",
});
const policy = resource("aws:iam/rolePolicy:RolePolicy", "policy", {
  role: ref("role"),
  policy: json({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }] }),
});
const furnished = [attachment, policy];
const fn = (role: unknown) =>
  resource("aws:lambda/function:Function", "fn", { runtime: "nodejs22.x", handler: "index.handler", role });
const profile = (more: Readonly<Record<string, unknown>> = {}) =>
  resource("aws:iam/instanceProfile:InstanceProfile", "profile", { role: ref("role", "name"), ...more });
const instance = (iamInstanceProfile: unknown) =>
  resource("aws:ec2/instance:Instance", "web", { ami: "ami-0c1a2b3d4e5f60718", iamInstanceProfile });
const stackOf = (outputs: Readonly<Record<string, unknown>>) => ({ ...ROOT, name: "exports", props: outputs });

testRule(iamRoleUsed, {
  judgedByCompanions: ["aws:iam/role:Role"],
  invalid: [
    {
      name: "a role for replication, and no replication",
      resources: [role("s3.amazonaws.com"), ...furnished],
      findings: [
        {
          resource: "role",
          property: "",
          message:
            'Only `s3.amazonaws.com` may assume the role "role", and nothing in the stack hands it over: it is left over, or what it is for is missing.',
          severity: "low",
        },
      ],
    },
    {
      name: "the same with a name of its own, beside a bucket",
      resources: [
        role("s3.amazonaws.com", { name: "app-replication" }),
        ...furnished,
        resource("aws:s3/bucket:Bucket", "files"),
      ],
      findings: [{ resource: "role", message: "nothing in the stack hands it over" }],
    },
    {
      name: "a role for functions, beside a function with another",
      resources: [role("lambda.amazonaws.com"), attachment, fn("arn:aws:iam::210987654321:role/elsewhere")],
      findings: [{ resource: "role", message: "Only `lambda.amazonaws.com`" }],
    },
    {
      name: "an instance profile that no instance has",
      resources: [role("ec2.amazonaws.com"), attachment, profile(), instance("elsewhere")],
      findings: [{ resource: "role", message: "Only `ec2.amazonaws.com`" }],
    },
    {
      name: "a stack that exports other things",
      resources: [stackOf({ url: "https://acme.com" }), role("ecs-tasks.amazonaws.com"), attachment],
      findings: [{ resource: "role", message: "Only `ecs-tasks.amazonaws.com`" }],
    },
  ],
  valid: [
    { name: "a function's", resources: [role("lambda.amazonaws.com"), attachment, fn(ref("role", "arn"))] },
    {
      name: "an instance's",
      resources: [role("ec2.amazonaws.com"), profile(), instance(ref("profile", "name"))],
    },
    {
      name: "an instance profile with a name that others know",
      resources: [role("ec2.amazonaws.com"), profile({ name: "web" })],
    },
    {
      name: "one another role may pass",
      resources: [
        role("states.amazonaws.com"),
        resource("aws:iam/policy:Policy", "pass", {
          policy: json({ Statement: [{ Effect: "Allow", Action: "iam:PassRole", Resource: ref("role", "arn") }] }),
        }),
      ],
    },
    {
      name: "one whose name a text holds",
      resources: [
        role("s3.amazonaws.com", { name: "app-replication" }),
        resource("aws:s3/bucket:Bucket", "files"),
        resource("aws:ssm/parameter:Parameter", "parameter", {
          type: "String",
          value: "arn:aws:iam::210987654321:role/app-replication",
        }),
      ],
    },
    {
      name: "one a pipeline may know by its name",
      resources: [role("ecs-tasks.amazonaws.com", { name: "app-task" }), attachment],
      outcome: "notApplicable",
    },
    {
      name: "one that a stack of roles makes for the databases of others, which know its name",
      resources: [role("monitoring.rds.amazonaws.com", { name: "rds-monitoring-role" }), attachment],
      outcome: "notApplicable",
    },
    {
      name: "one among others that the stack exports, which nobody knows yet",
      resources: [stackOf({ shared: { roles: { tasks: unknown } } }), role("ecs-tasks.amazonaws.com")],
      modes: ["preview"],
      undecided: ["preview"],
    },
    {
      name: "one for people of another account",
      resources: [
        resource("aws:iam/role:Role", "role", { assumeRolePolicy: trust({ AWS: "arn:aws:iam::210987654321:root" }) }),
      ],
      outcome: "notApplicable",
    },
    {
      name: "one whose ARN the stack exports",
      resources: [stackOf({ taskRoleArn: ref("role", "arn") }), role("ecs-tasks.amazonaws.com")],
    },
    {
      name: "one whose name the stack exports, as Pulumi made it",
      resources: [stackOf({ task: "role-1a2b3c4" }), role("ecs-tasks.amazonaws.com", { name: "role-1a2b3c4" })],
    },
    {
      name: "a stack that exports a role nobody knows yet",
      resources: [stackOf({ taskRoleArn: unknown }), role("ecs-tasks.amazonaws.com")],
      modes: ["preview"],
      undecided: ["preview"],
    },
    {
      name: "a trust nobody knows yet",
      resources: [resource("aws:iam/role:Role", "role", { assumeRolePolicy: unknown })],
      undecided: ["preview", "up", "offline"],
    },
  ],
});
