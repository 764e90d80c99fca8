import type { Answer } from "../../policy-pack/iam/answer";
import { may, permissionsOf, permissionsThrough, permitsOf } from "../../policy-pack/iam/effective-permissions";
import type { StackTarget } from "../../policy-pack/iam/targets";
import { interpolate, json, type Mode, MODES, ref, resource, type ResourceLiteral, stackOf, unknown } from "../support";

const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
});
const role = (props: Record<string, unknown> = {}) =>
  resource("aws:iam/role:Role", "worker", { assumeRolePolicy: TRUST, ...props });
const allow = (Action: unknown, Resource: unknown = "*", more: Record<string, unknown> = {}) => ({
  Effect: "Allow",
  Action,
  Resource,
  ...more,
});
const deny = (Action: unknown, Resource: unknown = "*", more: Record<string, unknown> = {}) => ({
  ...allow(Action, Resource, more),
  Effect: "Deny",
});
const document = (...statements: readonly unknown[]) => ({ Version: "2012-10-17", Statement: statements });
const inline = (...statements: readonly unknown[]) =>
  resource("aws:iam/rolePolicy:RolePolicy", "inline", { role: ref("worker"), policy: json(document(...statements)) });
const policy = (name: string, ...statements: readonly unknown[]) =>
  resource("aws:iam/policy:Policy", name, { policy: json(document(...statements)) });
const attach = (name: string, policyArn: unknown) =>
  resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", name, { role: ref("worker", "name"), policyArn });
const jobs = resource("aws:sqs/queue:Queue", "jobs", { name: "jobs" });
const dead = resource("aws:sqs/queue:Queue", "dead", { name: "dead" });
const SQS = "arn:aws:iam::aws:policy/AmazonSQSFullAccess";

const SEND = "sqs:SendMessage";

/** The answer to "may the worker send to `jobs`" in a first preview, after `up`, offline. */
type Answers = readonly [preview: Answer, up: Answer, offline: Answer];
const always = (answer: Answer): Answers => [answer, answer, answer];

const CASES: readonly (readonly [name: string, resources: readonly ResourceLiteral[], Answers])[] = [
  ["nothing is attached", [role()], always("no")],
  ["an inline policy allows it everywhere", [role(), inline(allow(SEND))], always("yes")],
  ["an inline policy allows another action", [role(), inline(allow("sqs:ReceiveMessage"))], always("no")],
  ["a pattern matches", [role(), inline(allow("SQS:send*", "arn:aws:sqs:*:*:jobs"))], ["unknown", "yes", "yes"]],
  ["a pattern is for another queue", [role(), inline(allow(SEND, "arn:aws:sqs:*:*:mail"))], always("no")],
  ["the queue's own ARN", [role(), inline(allow(SEND, ref("jobs", "arn")))], ["unknown", "yes", "yes"]],
  ["another queue's ARN", [role(), inline(allow(SEND, ref("dead", "arn")))], ["unknown", "no", "no"]],
  [
    "a document as an object, with the queue's ARN",
    [role({ inlinePolicies: [{ name: "a", policy: document(allow(SEND, ref("jobs", "arn"))) }] })],
    always("yes"),
  ],
  [
    "a document as an object, with another queue's ARN",
    [role({ inlinePolicies: [{ name: "a", policy: document(allow(SEND, [ref("dead", "arn")])) }] })],
    always("no"),
  ],
  [
    "a document as an object, with both",
    [
      role(),
      resource("aws:iam/rolePolicy:RolePolicy", "inline", {
        role: ref("worker"),
        policy: document(allow(SEND, ref("dead", "arn")), allow("sqs:ReceiveMessage", ref("jobs", "arn"))),
      }),
    ],
    ["unknown", "no", "no"],
  ],
  [
    "NotResource leaves the queue out",
    [role(), inline({ Effect: "Allow", Action: SEND, NotResource: "arn:aws:sqs:*:*:jobs" })],
    ["unknown", "no", "no"],
  ],
  ["NotAction includes it", [role(), inline({ Effect: "Allow", NotAction: "iam:*", Resource: "*" })], always("yes")],
  [
    "a Deny wins",
    [role(), inline(allow("sqs:*")), attach("a", ref("p", "arn")), policy("p", deny(SEND))],
    always("no"),
  ],
  ["a Deny on another queue", [role(), inline(allow("sqs:*"), deny(SEND, "arn:aws:sqs:*:*:dead"))], always("yes")],
  [
    "a Deny under a condition",
    [role(), inline(allow(SEND), deny(SEND, "*", { Condition: { Bool: { "aws:SecureTransport": "false" } } }))],
    always("unknown"),
  ],
  [
    "an Allow under a condition nobody knows",
    [role(), inline(allow(SEND, "*", { Condition: { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } } }))],
    always("unknown"),
  ],
  [
    "an Allow under a condition that holds",
    [role(), inline(allow(SEND, "*", { Condition: { StringEquals: { "aws:PrincipalTag/team": "a" } } }))],
    always("yes"),
  ],
  [
    "an Allow under a condition that does not",
    [role(), inline(allow(SEND, "*", { Condition: { StringEquals: { "aws:PrincipalTag/team": "b" } } }))],
    always("no"),
  ],
  [
    "a policy of the stack is attached",
    [role(), policy("p", allow(SEND)), attach("a", ref("p", "arn"))],
    always("yes"),
  ],
  ["a policy of the stack is not attached", [role(), policy("p", allow(SEND))], always("no")],
  [
    "a policy attachment names the role among others",
    [
      role(),
      resource("aws:iam/role:Role", "other", { assumeRolePolicy: TRUST }),
      policy("p", allow(SEND)),
      resource("aws:iam/policyAttachment:PolicyAttachment", "a", {
        name: "a",
        roles: [ref("other", "name"), ref("worker", "name")],
        policyArn: ref("p", "arn"),
      }),
    ],
    always("yes"),
  ],
  [
    "a policy attachment names another role",
    [
      role(),
      resource("aws:iam/role:Role", "other", { assumeRolePolicy: TRUST }),
      policy("p", allow(SEND)),
      resource("aws:iam/policyAttachment:PolicyAttachment", "a", {
        name: "a",
        roles: [ref("other", "name")],
        policyArn: ref("p", "arn"),
      }),
    ],
    always("no"),
  ],
  ["`managedPolicyArns`", [role({ managedPolicyArns: [SQS] })], always("yes")],
  [
    "`managedPolicyArns` with a policy of the stack",
    [role({ managedPolicyArns: [ref("p", "arn")] }), policy("p", allow(SEND))],
    always("yes"),
  ],
  ["a policy AWS wrote", [role(), attach("a", SQS)], always("yes")],
  [
    "a narrow policy AWS wrote",
    [role(), attach("a", "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole")],
    always("no"),
  ],
  ["a policy AWS wrote that is not in the data", [role(), attach("a", `${SQS}Brandnew`)], always("unknown")],
  ["a policy of another stack", [role(), attach("a", "arn:aws:iam::210987654321:policy/shared")], always("unknown")],
  ["a policy nobody knows", [role(), attach("a", unknown)], always("unknown")],
  ["and yet another allows it", [role(), attach("a", unknown), inline(allow(SEND))], always("yes")],
  [
    "exclusive attachments",
    [
      role(),
      policy("p", allow("s3:GetObject")),
      policy("q", allow(SEND)),
      resource("aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive", "a", {
        roleName: ref("worker", "name"),
        policyArns: [ref("p", "arn"), ref("q", "arn"), "arn:aws:iam::aws:policy/ReadOnlyAccess"],
      }),
    ],
    always("yes"),
  ],
  [
    "exclusive inline policies, one of another stack",
    [
      role(),
      resource("aws:iam/rolePoliciesExclusive:RolePoliciesExclusive", "a", {
        roleName: ref("worker", "name"),
        policyNames: ["elsewhere"],
      }),
    ],
    always("unknown"),
  ],
  [
    "exclusive inline policies, all of the stack",
    [
      role({ inlinePolicies: [{ name: "own", policy: JSON.stringify(document(allow("s3:GetObject"))) }] }),
      resource("aws:iam/rolePoliciesExclusive:RolePoliciesExclusive", "a", {
        roleName: ref("worker", "name"),
        policyNames: ["own"],
      }),
    ],
    always("no"),
  ],
  ["inline policies nobody knows", [role({ inlinePolicies: unknown })], always("unknown")],
  [
    "an inline policy for nobody knows which role",
    [
      role(),
      resource("aws:iam/rolePolicy:RolePolicy", "inline", {
        role: unknown,
        policy: JSON.stringify(document(allow(SEND))),
      }),
    ],
    always("unknown"),
  ],
  ["a boundary that allows it", [role({ permissionsBoundary: SQS }), inline(allow("*"))], always("yes")],
  [
    "a boundary that does not",
    [role({ permissionsBoundary: "arn:aws:iam::aws:policy/ReadOnlyAccess" }), inline(allow("*"))],
    always("no"),
  ],
  [
    "a boundary of the stack that denies it",
    [role({ permissionsBoundary: ref("p", "arn") }), policy("p", allow("*"), deny(SEND)), inline(allow("*"))],
    always("no"),
  ],
  ["an empty boundary is none", [role({ permissionsBoundary: "" }), inline(allow(SEND))], always("yes")],
  ["a boundary grants nothing", [role({ permissionsBoundary: SQS })], always("no")],
  ["a boundary nobody knows", [role({ permissionsBoundary: unknown }), inline(allow("*"))], always("unknown")],
  [
    "a boundary of another stack",
    [role({ permissionsBoundary: "arn:aws:iam::210987654321:policy/b" }), inline(allow("*"))],
    always("unknown"),
  ],
  ["the document is wholly unknown", [role(), inline(allow(SEND, unknown))], ["unknown", "unknown", "unknown"]],
  [
    "the document is not JSON",
    [role(), resource("aws:iam/rolePolicy:RolePolicy", "inline", { role: ref("worker"), policy: "{" })],
    always("unknown"),
  ],
];

const CONTEXT = new Map([["aws:principaltag/team", ["a"]]]);

describe.each(MODES.map((mode, index) => [mode, index] as const))("in %s", (mode, index) => {
  test.each(CASES)("%s", (_, resources, answers) => {
    const { stack, find } = stackOf(mode, ...resources, jobs, dead);
    expect(may(permissionsOf(find("worker"), stack), SEND, { resource: find("jobs") }, CONTEXT).answer).toBe(
      answers[index],
    );
  });
});

function ask(mode: Mode, resources: readonly ResourceLiteral[], action: string, target?: string | StackTarget) {
  const { stack, find } = stackOf(mode, ...resources, jobs, dead);
  return may(permissionsOf(find("worker"), stack), action, target);
}

test("an answer names the statements that decide", () => {
  const resources = [
    role(),
    inline(allow("sqs:*"), allow("s3:*")),
    policy("p", deny("sqs:Delete*")),
    attach("a", ref("p", "arn")),
    attach("b", SQS),
  ];
  const said = (action: string) => {
    const { answer, statements } = ask("up", resources, action, "arn:aws:sqs:eu-west-1:210987654321:jobs");
    return [answer, ...statements.map(({ statement, source }) => `${source.label} ${statement.value.path}`)];
  };
  expect(said(SEND)).toEqual([
    "yes",
    '"inline" policy.Statement[0]',
    "AmazonSQSFullAccess /AmazonSQSFullAccess.Statement[0]",
  ]);
  expect(said("sqs:DeleteQueue")).toEqual(["no", '"p" policy.Statement[0]']);
  expect(said("kms:Decrypt")).toEqual(["no"]);
});

test.each<[resource: unknown, asked: string | undefined, Answer]>([
  ["arn:aws:s3:::logs/*", "arn:aws:s3:::logs/a/b", "yes"],
  ["arn:aws:s3:::logs/*", "arn:aws:s3:::logs/*", "yes"],
  ["arn:aws:s3:::logs/a/*", "arn:aws:s3:::logs/*", "unknown"],
  ["arn:aws:s3:::logs/a/*", "arn:aws:s3:::other/*", "no"],
  ["arn:aws:s3:::logs/a/*", undefined, "yes"],
  ["arn:aws:s3:::${aws:PrincipalAccount}-logs/*", "arn:aws:s3:::210987654321-logs/a", "unknown"],
  ["arn:aws:s3:::${aws:PrincipalAccount}-logs/*", "arn:aws:s3:::logs/a", "no"],
])("a policy for %j, asked for %j: %s", (on, asked, expected) => {
  expect(ask("up", [role(), inline(allow("s3:PutObject", on))], "s3:PutObject", asked).answer).toBe(expected);
});

test.each<[mode: Mode, bucket: Record<string, unknown>, on: unknown, suffix: string, Answer]>([
  ["preview", { bucket: "logs-of-us" }, "arn:aws:s3:::logs-of-us/*", "/*", "yes"],
  ["preview", { bucket: "logs-of-us" }, "arn:aws:s3:::logs-of-us", "/*", "no"],
  ["preview", { bucket: "logs-of-us" }, "arn:aws:s3:::logs-of-us/a/*", "/*", "unknown"],
  ["preview", { bucket: "logs-of-us" }, "arn:aws:s3:::logs-of-them/*", "/*", "no"],
  ["offline", {}, interpolate`${ref("logs", "arn")}/*`, "/AWSLogs/x", "yes"],
  ["offline", {}, ref("logs", "arn"), "/AWSLogs/x", "no"],
  ["up", {}, interpolate`${ref("logs", "arn")}/*`, "/*", "yes"],
])("in %s, objects of the bucket %j, allowed on %j, asked for %s: %s", (mode, props, on, suffix, expected) => {
  const { stack, find } = stackOf(
    mode,
    role(),
    inline(allow("s3:PutObject", on)),
    resource("aws:s3/bucket:Bucket", "logs", props),
  );
  const target = { resource: find("logs"), suffix };
  expect(may(permissionsOf(find("worker"), stack), "s3:PutObject", target).answer).toBe(expected);
});

describe("asked for anything at all", () => {
  test.each<[statements: readonly unknown[], Answer]>([
    [[allow(SEND, "arn:aws:sqs:*:*:jobs")], "yes"],
    [[allow(SEND, "arn:aws:sqs:*:*:jobs"), deny(SEND, "arn:aws:sqs:*:*:jobs")], "no"],
    [[allow(SEND, ["arn:aws:sqs:*:*:jobs", "arn:aws:sqs:*:*:dead"]), deny(SEND, "arn:aws:sqs:*:*:jobs")], "yes"],
    [[allow(SEND), deny(SEND, "arn:aws:sqs:*:*:jobs")], "yes"],
    [[allow(SEND), deny("sqs:*")], "no"],
    [[allow(SEND, "*", { Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } })], "unknown"],
    [[{ Effect: "Allow", Action: SEND, NotResource: "arn:aws:sqs:*:*:dead" }], "yes"],
    [[allow("sqs:ReceiveMessage")], "no"],
    [[allow(SEND, [])], "no"],
  ])("%j: %s", (statements, expected) => {
    expect(ask("up", [role(), inline(...statements)], SEND).answer).toBe(expected);
  });

  test("an ARN nobody knows is something", () => {
    const own = role({ inlinePolicies: [{ name: "a", policy: document(allow(SEND, unknown)) }] });
    expect(ask("preview", [own], SEND).answer).toBe("yes");
    expect(ask("preview", [own, inline(deny("sqs:*"))], SEND).answer).toBe("no");
    expect(ask("preview", [own], "sqs:DeleteQueue").answer).toBe("no");
  });

  test("permits name what is left on which nothing denies it", () => {
    const resources = [
      role(),
      inline(allow(SEND, ["arn:aws:sqs:*:*:jobs", "arn:aws:sqs:*:*:dead"]), deny(SEND, "arn:aws:sqs:*:*:jobs")),
    ];
    const { stack, find } = stackOf("up", ...resources);
    const permits = permitsOf(permissionsOf(find("worker"), stack), SEND);
    expect(permits.map(({ on }) => on.map(({ text }) => text))).toEqual([["arn:aws:sqs:*:*:dead"]]);
  });
});

test.each(MODES)("a user has its own policies and its groups' (%s)", (mode) => {
  const { stack, find } = stackOf(
    mode,
    resource("aws:iam/user:User", "bob", {}),
    resource("aws:iam/user:User", "eve", {}),
    resource("aws:iam/group:Group", "staff", {}),
    resource("aws:iam/group:Group", "others", {}),
    resource("aws:iam/userPolicy:UserPolicy", "own", {
      user: ref("bob", "name"),
      policy: JSON.stringify(document(allow("s3:GetObject"))),
    }),
    resource("aws:iam/groupPolicy:GroupPolicy", "staff-policy", {
      group: ref("staff", "name"),
      policy: JSON.stringify(document(allow(SEND))),
    }),
    resource("aws:iam/groupPolicyAttachment:GroupPolicyAttachment", "more", {
      group: ref("others", "name"),
      policyArn: SQS,
    }),
    resource("aws:iam/userGroupMembership:UserGroupMembership", "m", {
      user: ref("bob", "name"),
      groups: [ref("staff", "name")],
    }),
    resource("aws:iam/groupMembership:GroupMembership", "n", {
      name: "n",
      users: [ref("eve", "name")],
      group: ref("others", "name"),
    }),
    resource("aws:iam/userGroupMembership:UserGroupMembership", "k", {
      user: ref("eve", "name"),
      groups: ["elsewhere"],
    }),
  );
  const answers = (name: string) =>
    ["s3:GetObject", SEND, "sqs:DeleteQueue", "ec2:RunInstances"].map(
      (action) => may(permissionsOf(find(name), stack), action).answer,
    );
  expect(answers("bob")).toEqual(["yes", "yes", "no", "no"]);
  expect(answers("eve")).toEqual(["unknown", "yes", "yes", "unknown"]);
  expect(answers("staff")).toEqual(["no", "yes", "no", "no"]);
});

test("what AWS reports of a role beside the program's own choice is not counted twice, nor taken for unknown", () => {
  const { stack, find } = stackOf("preview", role(), inline(allow("s3:GetObject")));
  const permissions = permissionsOf(find("worker"), stack);
  expect(permissions.granted.open).toEqual([]);
  expect(permissionsOf(find("worker"), stack)).toBe(permissions);
});

test.each(MODES)("the permissions a function works with (%s)", (mode) => {
  const { stack, find } = stackOf(
    mode,
    role(),
    resource("aws:lambda/function:Function", "own", { role: ref("worker", "arn") }),
    resource("aws:lambda/function:Function", "foreign", { role: "arn:aws:iam::210987654321:role/elsewhere" }),
    resource("aws:lambda/function:Function", "mystery", { role: unknown }),
  );
  const behind = (name: string) => permissionsThrough(find(name), ["role"], stack)?.principal.name;
  expect(["own", "foreign", "mystery"].map(behind)).toEqual(["worker", undefined, undefined]);
});
