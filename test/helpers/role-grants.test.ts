import { roleAllows } from "../../policy-pack/helpers/role-grants";
import { trustOf } from "../../policy-pack/helpers/role-trust";
import { json, ref, resource, unknown, type ResourceLiteral } from "../support";
import { stackOf } from "../support/stacks";

const statement = (Action: unknown) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action, Resource: "*" }],
});
const role = (more: Readonly<Record<string, unknown>> = {}) =>
  resource("aws:iam/role:Role", "role", {
    assumeRolePolicy: json({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: "events.amazonaws.com" }, Action: "sts:AssumeRole" }],
    }),
    ...more,
  });
const rolePolicy = (policy: unknown) =>
  resource("aws:iam/rolePolicy:RolePolicy", "policy", { role: ref("role"), policy });
const attachment = (policyArn: unknown) =>
  resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "attachment", { role: ref("role", "name"), policyArn });
const customer = (action: string) =>
  resource("aws:iam/policy:Policy", "customer", { policy: JSON.stringify(statement(action)) });

test.each<[string, ResourceLiteral[], string]>([
  ["no policy", [role()], "no"],
  ["a policy that does", [role(), rolePolicy(json(statement("s3:Put*")))], "yes"],
  ["a policy that does not", [role(), rolePolicy(json(statement("s3:GetObject")))], "no"],
  ["a policy nobody knows", [role(), rolePolicy(unknown)], "unknown"],
  ["an inline policy", [role({ inlinePolicies: [{ name: "a", policy: json(statement("*")) }] })], "yes"],
  ["a managed policy of AWS", [role(), attachment("arn:aws:iam::aws:policy/AmazonS3FullAccess")], "yes"],
  ["a narrow one", [role({ managedPolicyArns: ["arn:aws:iam::aws:policy/service-role/AWS_ConfigRole"] })], "no"],
  ["one that does not exist", [role(), attachment("arn:aws:iam::aws:policy/Nothing")], "unknown"],
  ["a customer's policy", [role(), customer("s3:PutObject"), attachment(ref("customer", "arn"))], "yes"],
  [
    "a customer's policy for something else",
    [role(), customer("s3:GetObject"), attachment(ref("customer", "arn"))],
    "no",
  ],
  ["a policy of another stack", [role(), attachment("arn:aws:iam::123456789012:policy/shared")], "unknown"],
  [
    "a policy for an unknown role",
    [role(), resource("aws:iam/rolePolicy:RolePolicy", "p", { role: unknown, policy: "{}" })],
    "unknown",
  ],
])("%s", (_, literals, expected) => {
  const { stack, find } = stackOf("preview", ...literals);
  expect(roleAllows(stack, find("role"), "s3:PutObject")).toBe(expected);
});

test.each([
  ["events.amazonaws.com", "yes"],
  ["scheduler.amazonaws.com", "no"],
])("trust in %s: %s", (service, expected) => {
  const { stack, find } = stackOf(
    "preview",
    role(),
    resource("aws:cloudwatch/eventTarget:EventTarget", "target", { rule: "r", arn: "a", roleArn: ref("role", "arn") }),
    resource("aws:cloudwatch/eventTarget:EventTarget", "other", { rule: "r", arn: "a", roleArn: unknown }),
  );
  const target = find("target");
  expect(trustOf(stack, target, target.at("roleArn"), service)?.trusts).toBe(expected);
  expect(trustOf(stack, find("other"), find("other").at("roleArn"), service)).toBeUndefined();
});
