import { iamNoPrivilegeEscalation } from "../../../policy-pack/rules/iam/iam-no-privilege-escalation";
import { json, ref, resource, unknown } from "../../support";
import { testRule } from "../../../kit/testing/rule-tester";

const trust = (service: string) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
});
const role = (name: string, props: Record<string, unknown> = {}, service = "codebuild.amazonaws.com") =>
  resource("aws:iam/role:Role", name, { name, assumeRolePolicy: JSON.stringify(trust(service)), ...props });
const deployer = role("deployer");
const allow = (Action: unknown, Resource: unknown = "*", Condition?: unknown) => ({
  Effect: "Allow",
  Action,
  Resource,
  ...(Condition === undefined ? {} : { Condition }),
});
const deny = (Action: unknown, Resource: unknown = "*") => ({ Effect: "Deny", Action, Resource });
const inline = (name: string, of: string, ...Statement: readonly unknown[]) =>
  resource("aws:iam/rolePolicy:RolePolicy", name, {
    name,
    role: ref(of, "name"),
    policy: json({ Version: "2012-10-17", Statement }),
  });
/** A document whose unknown parts stay parts of it, as the object a program gives. */
const open = (name: string, of: string, ...Statement: readonly unknown[]) =>
  resource("aws:iam/rolePolicy:RolePolicy", name, {
    name,
    role: ref(of, "name"),
    policy: { Version: "2012-10-17", Statement },
  });
const policy = (name: string, ...Statement: readonly unknown[]) =>
  resource("aws:iam/policy:Policy", name, { name, policy: JSON.stringify({ Version: "2012-10-17", Statement }) });
const attach = (name: string, of: string, policyArn: unknown) =>
  resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", name, { role: ref(of, "name"), policyArn });
const admin = (service: string) => [
  role("admin", {}, service),
  attach("admin-is-admin", "admin", "arn:aws:iam::aws:policy/AdministratorAccess"),
];
const worker = [
  role("worker", {}, "lambda.amazonaws.com"),
  inline("worker-own", "worker", allow("s3:GetObject", "arn:aws:s3:::in/*")),
];
const toLambda = { StringEquals: { "iam:PassedToService": "lambda.amazonaws.com" } };
const user = resource("aws:iam/user:User", "bob", { name: "bob" });
const group = resource("aws:iam/group:Group", "staff", { name: "staff" });
const ofUser = (...Statement: readonly unknown[]) =>
  resource("aws:iam/userPolicy:UserPolicy", "own", {
    name: "own",
    user: ref("bob", "name"),
    policy: JSON.stringify({ Version: "2012-10-17", Statement }),
  });
const ofGroup = (...Statement: readonly unknown[]) =>
  resource("aws:iam/groupPolicy:GroupPolicy", "group-own", {
    name: "group-own",
    group: ref("staff", "name"),
    policy: JSON.stringify({ Version: "2012-10-17", Statement }),
  });
const membership = resource("aws:iam/userGroupMembership:UserGroupMembership", "m", {
  user: ref("bob", "name"),
  groups: [ref("staff", "name")],
});

testRule(iamNoPrivilegeEscalation, {
  judgedByCompanions: [...iamNoPrivilegeEscalation.targets],
  valid: [
    { name: "a role without policies", resources: [deployer], outcome: "notApplicable" },
    { name: "ordinary permissions", resources: worker },
    {
      name: "an administrator: other rules say so",
      resources: [...admin("ec2.amazonaws.com"), inline("more", "admin", allow("iam:PutRolePolicy"))],
      outcome: "notApplicable",
    },
    {
      name: "all of IAM: other rules say so",
      resources: [deployer, inline("a", "deployer", allow("iam:*"))],
      outcome: "notApplicable",
    },
    {
      name: "a wildcard that includes it: iam-no-wildcard-actions says so",
      resources: [deployer, inline("a", "deployer", allow("iam:Put*"))],
    },
    {
      name: "a role passed on `*` without condition: iam-pass-role-scoped says so",
      resources: [
        deployer,
        inline("a", "deployer", allow(["iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction"])),
      ],
    },
    {
      name: "a broad policy of AWS's: iam-no-broad-managed-policies says so",
      resources: [deployer, attach("a", "deployer", "arn:aws:iam::aws:policy/AWSLambda_FullAccess")],
    },
    {
      name: "policies of other roles only",
      resources: [
        deployer,
        inline("a", "deployer", allow(["iam:PutRolePolicy", "iam:AttachRolePolicy"], "arn:aws:iam::*:role/app/*")),
      ],
    },
    {
      name: "a condition on the boundary",
      resources: [
        deployer,
        inline(
          "a",
          "deployer",
          allow("iam:PutRolePolicy", "*", {
            StringEquals: { "iam:PermissionsBoundary": "arn:aws:iam::210987654321:policy/b" },
          }),
        ),
      ],
    },
    {
      name: "a condition on the policies it may attach",
      resources: [
        deployer,
        inline(
          "a",
          "deployer",
          allow("iam:AttachRolePolicy", "*", {
            ArnEquals: { "iam:PolicyARN": "arn:aws:iam::aws:policy/ReadOnlyAccess" },
          }),
        ),
      ],
    },
    {
      name: "denied again",
      resources: [
        deployer,
        inline("a", "deployer", allow("iam:PutRolePolicy")),
        policy("p", deny("iam:*")),
        attach("b", "deployer", ref("p", "arn")),
      ],
    },
    {
      name: "outside its boundary",
      resources: [
        role("deployer", { permissionsBoundary: "arn:aws:iam::aws:policy/PowerUserAccess" }),
        inline("a", "deployer", allow("iam:PutRolePolicy")),
      ],
    },
    {
      name: "a role of little power is passed on",
      resources: [
        ...worker,
        deployer,
        inline(
          "a",
          "deployer",
          allow("iam:PassRole", ref("worker", "arn")),
          allow(["lambda:CreateFunction", "lambda:InvokeFunction"]),
        ),
      ],
      undecided: ["preview"],
    },
    {
      name: "an administrator's role is passed on, which trusts another service",
      resources: [
        ...admin("ec2.amazonaws.com"),
        deployer,
        open(
          "a",
          "deployer",
          allow("iam:PassRole", ref("admin", "arn")),
          allow(["lambda:CreateFunction", "lambda:InvokeFunction"]),
        ),
      ],
      modes: ["up", "offline"],
    },
    {
      name: "roles are passed to a service it can start nothing in",
      resources: [deployer, inline("a", "deployer", allow("iam:PassRole", "*", toLambda), allow("ec2:RunInstances"))],
    },
    {
      name: "a function is made, and nothing runs it",
      resources: [
        deployer,
        inline("a", "deployer", allow("iam:PassRole", "*", toLambda), allow("lambda:CreateFunction")),
      ],
    },
    {
      name: "code of a function with little power",
      resources: [
        ...worker,
        deployer,
        resource("aws:lambda/function:Function", "fn", { name: "fn", role: ref("worker", "arn") }),
        open("a", "deployer", allow("lambda:UpdateFunctionCode", ref("fn", "arn"))),
      ],
    },
    {
      name: "people's own keys",
      resources: [user, ofUser(allow("iam:CreateAccessKey", "arn:aws:iam::*:user/${aws:username}"))],
    },
    { name: "policies of roles, which a user cannot assume", resources: [user, ofUser(allow("iam:PutRolePolicy"))] },
    {
      name: "documents nobody knows",
      resources: [
        deployer,
        resource("aws:iam/rolePolicy:RolePolicy", "a", { role: ref("deployer", "name"), policy: unknown }),
      ],
      undecided: ["preview", "up", "offline"],
    },
  ],
  invalid: [
    {
      name: "a role that writes policies for any role, in a policy that is attached",
      resources: [
        deployer,
        policy("deploy", allow(["iam:PutRolePolicy", "s3:PutObject"])),
        attach("a", "deployer", ref("deploy", "arn")),
      ],
      findings: [
        {
          resource: "deployer",
          property: "",
          message: 'It can write itself a policy: `iam:PutRolePolicy` on `*` ("deploy", `policy.Statement[0]`).',
          severity: "critical",
        },
      ],
    },
    {
      name: "every role of an account is as good as `*`",
      resources: [deployer, inline("a", "deployer", allow("iam:AttachRolePolicy", "arn:aws:iam::210987654321:role/*"))],
      findings: [{ resource: "deployer", message: "attach `AdministratorAccess` to itself" }],
    },
    {
      name: "a role that writes its own policy, its ARN unknown",
      resources: [deployer, open("a", "deployer", allow("iam:PutRolePolicy", ref("deployer", "arn")))],
      findings: [{ resource: "deployer", message: "write itself a policy", severity: "critical" }],
    },
    {
      name: "a policy that may be rewritten by whoever has it",
      resources: [
        deployer,
        policy("deploy", allow("s3:PutObject", "arn:aws:s3:::out/*")),
        attach("a", "deployer", ref("deploy", "arn")),
        open("b", "deployer", allow("iam:CreatePolicyVersion", ref("deploy", "arn"))),
      ],
      findings: [{ resource: "deployer", message: "write a new version of a policy it has itself" }],
    },
    {
      name: "inline in the role itself",
      resources: [
        role("deployer", {
          inlinePolicies: [
            {
              name: "a",
              policy: JSON.stringify({ Version: "2012-10-17", Statement: [allow("iam:UpdateAssumeRolePolicy")] }),
            },
          ],
        }),
      ],
      findings: [
        {
          resource: "deployer",
          property: "inlinePolicies[0].policy.Statement[0]",
          message: "let itself into an administrator's role",
          severity: "high",
        },
      ],
    },
    {
      name: "any role passed to Lambda, from one policy, and functions from another",
      resources: [
        deployer,
        inline("pass", "deployer", allow("iam:PassRole", "*", toLambda)),
        inline(
          "run",
          "deployer",
          allow(["lambda:CreateFunction", "lambda:Invoke*"], "arn:aws:lambda:*:*:function:app-*"),
        ),
      ],
      findings: [
        {
          resource: "deployer",
          message:
            'run a function with a mightier role: `iam:PassRole` on `*` ("pass", `policy.Statement[0]`), with `lambda:CreateFunction` ("run", `policy.Statement[0]`) and `lambda:InvokeFunction` ("run", `policy.Statement[0]`)',
          severity: "high",
        },
      ],
    },
    {
      name: "an administrator's role is passed on by name",
      resources: [
        ...admin("ec2.amazonaws.com"),
        deployer,
        open("a", "deployer", allow("iam:PassRole", ref("admin", "arn")), allow("ec2:RunInstances")),
      ],
      findings: [{ resource: "deployer", message: "start an instance with a mightier role", severity: "critical" }],
    },
    {
      name: "code for every function",
      resources: [
        deployer,
        inline("a", "deployer", allow("lambda:UpdateFunctionCode", "arn:aws:lambda:eu-west-1:*:function:*")),
      ],
      findings: [{ resource: "deployer", message: "put code of its own into a function", severity: "high" }],
    },
    {
      name: "code for a function that has an administrator's role",
      resources: [
        ...admin("lambda.amazonaws.com"),
        deployer,
        resource("aws:lambda/function:Function", "fn", { name: "fn", role: ref("admin", "arn") }),
        open("a", "deployer", allow("lambda:UpdateFunctionCode", ref("fn", "arn"))),
      ],
      findings: [{ resource: "deployer", message: "put code of its own into a function", severity: "critical" }],
    },
    {
      name: "several paths are one finding",
      resources: [
        deployer,
        inline(
          "a",
          "deployer",
          allow(["iam:PutRolePolicy", "iam:AttachRolePolicy", "iam:CreateAccessKey", "iam:UpdateLoginProfile"]),
        ),
      ],
      findings: [{ resource: "deployer", message: /itself.*itself.*administrator.*and 1 more/ }],
    },
    {
      name: "a user: keys of others, and roles it can assume",
      resources: [user, ofUser(allow(["iam:CreateAccessKey"]), allow(["iam:PutRolePolicy", "sts:AssumeRole"]))],
      findings: [{ resource: "bob", message: /write a policy for a role, and assume it.*make access keys/ }],
    },
    {
      name: "a group says it for its users",
      resources: [user, group, membership, ofGroup(allow("iam:PutUserPolicy")), ofUser(allow("s3:ListAllMyBuckets"))],
      findings: [{ resource: "staff", message: "write itself a policy" }],
    },
  ],
});
