import { iamPassRoleScoped } from "../../../policy-pack/rules/iam/iam-pass-role-scoped";
import { component, json, ref, resource, resolveStack, secret, testRule, unknown } from "../../support";
import { inProcess } from "../../../kit/testing/engine-calls";

const POLICY = "aws:iam/policy:Policy";
const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
const document = (...Statement: readonly object[]) => ({ Version: "2012-10-17", Statement });
const text = (...Statement: readonly object[]) => JSON.stringify(document(...Statement));
const pass = (Resource: unknown, more: object = {}) => ({ Effect: "Allow", Action: "iam:PassRole", Resource, ...more });
const policy = (...Statement: readonly object[]) => resource(POLICY, "deploy", { policy: text(...Statement) });
const passedTo = (service: unknown) => ({ Condition: { StringEquals: { "iam:PassedToService": service } } });
const task = resource("aws:iam/role:Role", "task");

testRule(iamPassRoleScoped, {
  invalid: [
    {
      name: "any role",
      resources: [policy(pass("*"))],
      findings: [
        {
          resource: "deploy",
          property: "policy.Statement[0].Resource",
          message: "`iam:PassRole` on `*`",
          severity: "critical",
        },
      ],
    },
    {
      name: "among other actions, in a list of resources",
      resources: [policy(pass(["arn:aws:s3:::x", "*"], { Action: ["ecs:RunTask", "IAM:passrole"] }))],
      findings: [{ resource: "deploy", property: "policy.Statement[0].Resource[1]", message: "`IAM:passrole` on `*`" }],
    },
    {
      name: "every role of an account",
      resources: [policy(pass("arn:aws:iam::123456789012:role/*"))],
      findings: [{ resource: "deploy", message: "`arn:aws:iam::123456789012:role/*`" }],
    },
    {
      name: "every role of an account that is not known yet",
      resources: [policy(pass(`arn:aws:iam::${String(unknown)}:role/*`))],
      findings: [{ resource: "deploy", message: "`arn:aws:iam::<unknown>:role/*`" }],
    },
    {
      name: "a pattern of IAM's actions that includes it",
      resources: [policy(pass("*", { Action: ["iam:Get*", "iam:Pass*"] }))],
      findings: [{ resource: "deploy", message: "allows `iam:Pass*` on `*`" }],
    },
    {
      name: "NotResource",
      resources: [
        policy({ Effect: "Allow", Action: "iam:PassRole", NotResource: "arn:aws:iam::123456789012:role/admin" }),
      ],
      findings: [{ resource: "deploy", property: "policy.Statement[0].NotResource", message: "on `NotResource`" }],
    },
    {
      name: "tags of the role, which AWS says not to rely on",
      resources: [policy(pass("*", { Condition: { StringEquals: { "iam:ResourceTag/team": "red" } } }))],
      findings: [{ resource: "deploy", message: "any role of the account" }],
    },
    {
      name: "a service that is a wildcard",
      resources: [policy(pass("*", { Condition: { StringLike: { "iam:PassedToService": "*" } } }))],
      findings: [{ resource: "deploy", message: "any role of the account" }],
    },
    {
      name: "a condition that holds without the key",
      resources: [
        policy(pass("*", { Condition: { StringEqualsIfExists: { "iam:PassedToService": "lambda.amazonaws.com" } } })),
      ],
      findings: [{ resource: "deploy", message: "any role of the account" }],
    },
    {
      name: "inline in a role",
      resources: [resource("aws:iam/role:Role", "ci", { inlinePolicies: [{ policy: text(pass("*")) }] })],
      findings: [{ resource: "ci", property: "inlinePolicies[0].policy.Statement[0].Resource", message: "`*`" }],
    },
    {
      name: "an object with an unknown ARN in another statement, decided even in a preview",
      resources: [
        task,
        resource(ROLE_POLICY, "deploy", {
          policy: document({ Effect: "Allow", Action: "sts:AssumeRole", Resource: ref("task", "arn") }, pass("*")),
        }),
      ],
      findings: [{ resource: "deploy", property: "policy.Statement[1].Resource", message: "`*`" }],
    },
    {
      name: "JSON text with the ARN of a new role",
      resources: [task, resource(ROLE_POLICY, "deploy", { policy: json(document(pass([ref("task", "arn"), "*"]))) })],
      undecided: ["preview"],
      findings: [{ resource: "deploy", property: "policy.Statement[0].Resource[1]", message: "`*`" }],
    },
    {
      name: "a secret document",
      resources: [resource(POLICY, "deploy", { policy: secret(text(pass("*"))) })],
      findings: [{ resource: "deploy", message: "`iam:PassRole` on `*`" }],
    },
    {
      name: "in a component",
      resources: [component("box"), resource(ROLE_POLICY, "deploy", { policy: text(pass("*")) }, { parent: "box" })],
      findings: [{ resource: "deploy", message: "`*`" }],
    },
  ],

  valid: [
    { name: "a named role", resources: [policy(pass("arn:aws:iam::123456789012:role/task"))] },
    { name: "roles by a part of their name", resources: [policy(pass("arn:aws:iam::123456789012:role/app-*"))] },
    { name: "roles by path", resources: [policy(pass("arn:aws:iam::*:role/app/*"))] },
    { name: "any role, to one service", resources: [policy(pass("*", passedTo("ecs-tasks.amazonaws.com")))] },
    {
      name: "any role, to a service that is not known yet",
      resources: [resource(POLICY, "deploy", { policy: document(pass("*", passedTo(unknown))) })],
    },
    {
      name: "any role, for one resource",
      resources: [
        policy(
          pass("*", {
            Condition: { ArnLike: { "iam:AssociatedResourceARN": "arn:aws:ec2:*:123456789012:instance/*" } },
          }),
        ),
      ],
    },
    { name: "another action of IAM on any role", resources: [policy(pass("*", { Action: "iam:GetRole" }))] },
    {
      name: "a pattern that does not include it",
      resources: [policy(pass("*", { Action: ["iam:List*", "iam:P?tX*"] }))],
    },
    { name: "Deny", resources: [policy(pass("*", { Effect: "Deny" }))] },
    {
      name: "everything of IAM, which iam-no-wildcard-actions reports",
      resources: [policy(pass("*", { Action: "iam:*" }), pass("*", { Action: "*" }))],
    },
    { name: "on resources of another service", resources: [policy(pass("arn:aws:s3:::*"))] },
    {
      name: "the ARN of a new role",
      resources: [task, resource(ROLE_POLICY, "deploy", { policy: document(pass(ref("task", "arn"))) })],
      undecided: ["preview"],
    },
    {
      name: "a condition that is not known yet",
      resources: [resource(POLICY, "deploy", { policy: document(pass("*", { Condition: unknown })) })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "an action that is not known yet, on any role",
      resources: [resource(POLICY, "deploy", { policy: document(pass("*", { Action: [unknown] })) })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "an action that is not known yet, on a named role",
      resources: [
        resource(POLICY, "deploy", { policy: document(pass("arn:aws:iam::*:role/x", { Action: [unknown] })) }),
      ],
    },
    {
      name: "a resource policy",
      resources: [resource("aws:sqs/queuePolicy:QueuePolicy", "jobs", { policy: text(pass("*", { Principal: "*" })) })],
      outcome: "notApplicable",
    },
    {
      name: "a service control policy",
      resources: [resource("aws:organizations/policy:Policy", "base", { content: text(pass("*")) })],
      outcome: "notApplicable",
    },
  ],
});

test("the fix shows the role and the service", () => {
  const [evaluation] = inProcess([iamPassRoleScoped], resolveStack([policy(pass("*"))], "up"));
  expect(evaluation?.findings.map((each) => each.remediation)).toEqual([
    expect.stringMatching(/Resource: taskRole\.arn.*iam:PassedToService/),
  ]);
});
