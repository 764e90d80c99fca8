import { boundaryOf, grantedTo } from "../../policy-pack/iam/policy-sources";
import { type Mode, MODES, ref, resource, type ResourceLiteral, stackOf, unknown } from "../support";

const S3 = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
const FOREIGN = "arn:aws:iam::210987654321:policy/of-another-stack";
const ALLOW = { Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }] };
const role = (more: Readonly<Record<string, unknown>> = {}, name = "worker") =>
  resource("aws:iam/role:Role", name, { assumeRolePolicy: "{}", ...more });
const own = resource("aws:iam/policy:Policy", "own", { policy: ALLOW });
const attachment = (props: Readonly<Record<string, unknown>>) =>
  resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "attachment", props);

/** Labels of the policies found, and whether anything is open. */
function told(mode: Mode, of: string, ...literals: readonly ResourceLiteral[]): readonly string[] {
  const { stack, find } = stackOf(mode, ...literals);
  const { statements, open } = grantedTo(find(of), stack);
  return [...new Set(statements.map(({ source }) => source.label)), ...(open.length > 0 ? ["open"] : [])];
}

test.each<[string, readonly ResourceLiteral[], readonly string[]]>([
  ["no policy", [role()], []],
  ["a policy in the role", [role({ inlinePolicies: [{ name: "a", policy: ALLOW }] })], ['"worker"']],
  [
    "a policy beside it",
    [role(), resource("aws:iam/rolePolicy:RolePolicy", "beside", { role: ref("worker"), policy: ALLOW })],
    ['"beside"'],
  ],
  [
    "an attachment",
    [role(), own, attachment({ role: ref("worker", "name"), policyArn: ref("own", "arn") })],
    ['"own"'],
  ],
  [
    "an attachment to another role",
    [role(), role({}, "other"), own, attachment({ role: ref("other", "name"), policyArn: ref("own", "arn") })],
    [],
  ],
  [
    "an attachment to several roles",
    [
      role(),
      own,
      resource("aws:iam/policyAttachment:PolicyAttachment", "all", {
        roles: [ref("worker", "name")],
        policyArn: ref("own", "arn"),
      }),
    ],
    ['"own"'],
  ],
  ["a list of ARNs in the role", [role({ managedPolicyArns: [S3] })], ["AmazonS3ReadOnlyAccess"]],
  ["one of another stack", [role({ managedPolicyArns: [FOREIGN] })], ["open"]],
  ["one nobody knows", [role(), attachment({ role: ref("worker", "name"), policyArn: unknown })], ["open"]],
  [
    "one attached nobody knows where",
    [role(), own, attachment({ role: unknown, policyArn: ref("own", "arn") })],
    ["open"],
  ],
  [
    "the name of an inline policy of another stack",
    [
      role(),
      resource("aws:iam/rolePoliciesExclusive:RolePoliciesExclusive", "only", {
        roleName: ref("worker", "name"),
        policyNames: ["elsewhere"],
      }),
    ],
    ["open"],
  ],
])("a role has %s", (_, literals, expected) => {
  for (const mode of MODES) {
    expect(told(mode, "worker", ...literals)).toEqual(expected);
  }
});

test("a user has what its groups have", () => {
  const literals = [
    resource("aws:iam/user:User", "user"),
    resource("aws:iam/group:Group", "group"),
    resource("aws:iam/userGroupMembership:UserGroupMembership", "membership", {
      user: ref("user", "name"),
      groups: [ref("group", "name")],
    }),
    resource("aws:iam/groupPolicy:GroupPolicy", "shared", { group: ref("group", "name"), policy: ALLOW }),
  ];
  expect(told("preview", "user", ...literals)).toEqual(['"shared"']);
});

test("a boundary is what its property names, or none", () => {
  const boundary = (permissionsBoundary: unknown) => {
    const { stack, find } = stackOf(
      "preview",
      own,
      role(permissionsBoundary === undefined ? {} : { permissionsBoundary }),
    );
    const found = boundaryOf(find("worker"), stack);
    return (
      found && [
        ...new Set(found.statements.map(({ source }) => source.label)),
        ...(found.open.length > 0 ? ["open"] : []),
      ]
    );
  };
  expect(boundary(undefined)).toBeUndefined();
  expect(boundary("")).toBeUndefined();
  expect(boundary(ref("own", "arn"))).toEqual(['"own"']);
  expect(boundary(S3)).toEqual(["AmazonS3ReadOnlyAccess"]);
  expect(boundary(FOREIGN)).toEqual(["open"]);
});
