import { Value } from "../../policy-pack/engine/value";
import { UNKNOWN } from "../../policy-pack/engine/wire";
import { admitsService, trustsService } from "../../policy-pack/helpers/service-access";
import type { Answer } from "../../policy-pack/iam/answer";
import { resource, stackOf } from "../support";

const SERVICE = "cloudwatch.amazonaws.com";
const allow = (Principal: unknown, Action: unknown = "sns:Publish", more: object = {}) => ({
  Effect: "Allow",
  Principal,
  Action,
  Resource: "*",
  ...more,
});
const ask = (actions: readonly string[], account: Answer, ...Statement: readonly unknown[]) =>
  admitsService([new Value({ Statement }, "policy")], SERVICE, actions, account);

test.each<[string, unknown[], Answer]>([
  ["the service", [allow({ Service: SERVICE })], "yes"],
  ["a list of services", [allow({ Service: ["a.amazonaws.com", SERVICE] })], "yes"],
  ["another service", [allow({ Service: "events.amazonaws.com" })], "no"],
  ["everybody", [allow("*")], "yes"],
  ["everybody, the long way", [allow({ AWS: ["*"] })], "yes"],
  [
    "everybody of one source",
    [allow("*", "sns:*", { Condition: { StringEquals: { "aws:SourceAccount": "1" } } })],
    "yes",
  ],
  [
    "everybody under a condition",
    [allow("*", "*", { Condition: { StringEquals: { "aws:PrincipalOrgID": "o" } } })],
    "unknown",
  ],
  ["nobody", [], "no"],
  ["an unknown principal", [allow(UNKNOWN)], "unknown"],
  ["an unknown service", [allow({ Service: [UNKNOWN] })], "unknown"],
  ["an unknown user", [allow({ AWS: [UNKNOWN] })], "no"],
  ["all but somebody", [{ ...allow(undefined), NotPrincipal: { AWS: "x" } }], "unknown"],
  ["an unknown action", [allow({ Service: SERVICE }, UNKNOWN)], "unknown"],
  ["all but an action", [{ Effect: "Allow", Principal: { Service: SERVICE }, NotAction: "sns:Subscribe" }], "unknown"],
  ["a denial", [{ ...allow({ Service: SERVICE }), Effect: "Deny" }], "no"],
  ["a statement nobody knows", [UNKNOWN], "unknown"],
  ["a statement AWS would not take", [{ Effect: "allow" }], "unknown"],
  ["the account", [allow({ AWS: "arn:aws:iam::210987654321:root" })], "no"],
])("%s", (_, statements, expected) => {
  expect(ask(["sns:Publish"], "no", ...statements)).toBe(expected);
});

test("every action is needed, from whichever statement or document", () => {
  const needed = ["kms:Decrypt", "kms:GenerateDataKey"];
  const decrypt = allow({ Service: SERVICE }, "kms:Decrypt");
  const generate = allow({ Service: SERVICE }, "kms:generatedatakey*");
  expect(ask(needed, "no", decrypt)).toBe("no");
  expect(ask(needed, "no", decrypt, generate)).toBe("yes");
  const separate = [decrypt, generate].map((each) => new Value({ Statement: each }, "policy"));
  expect(admitsService(separate, SERVICE, needed)).toBe("yes");
  expect(ask(needed, "no", decrypt, allow(UNKNOWN, "kms:*"))).toBe("unknown");
});

test("the account counts as the caller says", () => {
  expect(ask(["sns:Publish"], "unknown", allow({ AWS: "210987654321" }))).toBe("unknown");
  expect(ask(["sns:Publish"], "yes", allow({ AWS: ["arn:aws:iam::210987654321:root"] }))).toBe("yes");
});

test("no document allows nothing, an unknown one may allow anything", () => {
  expect(admitsService([], SERVICE, ["sns:Publish"])).toBe("no");
  expect(admitsService([new Value(undefined, "policy")], SERVICE, ["sns:Publish"])).toBe("no");
  expect(admitsService([new Value(UNKNOWN, "policy")], SERVICE, ["sns:Publish"])).toBe("unknown");
});

describe("principals", () => {
  const policy = (...Statement: readonly unknown[]) => [new Value({ Statement }, "policy")];
  const logs = (principal: unknown) => policy(allow({ Service: principal }, "kms:*"));
  test.each([
    ["logs.eu-west-1.amazonaws.com", "yes"],
    ["logs.amazonaws.com", "yes"],
    ["delivery.logs.amazonaws.com", "no"],
    [`logs.${UNKNOWN}.amazonaws.com`, "yes"],
  ])("one of several patterns is enough: %s", (principal, expected) => {
    expect(admitsService(logs(principal), ["logs.amazonaws.com", "logs.*.amazonaws.com"], ["kms:Decrypt"])).toBe(
      expected,
    );
  });

  const ROLE = "arn:aws:iam::210987654321:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling";
  test.each([
    [{ AWS: ROLE }, "yes"],
    [{ AWS: [`${ROLE}_web`] }, "yes"],
    [{ AWS: "arn:aws:iam::210987654321:root" }, "no"],
    [{ AWS: [UNKNOWN] }, "unknown"],
    [{ Service: "autoscaling.amazonaws.com" }, "no"],
  ])("a service-linked role: %j", (principal, expected) => {
    const pattern = "arn:*:iam::*:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling*";
    expect(admitsService(policy(allow(principal, "kms:*")), pattern, ["kms:CreateGrant"])).toBe(expected);
  });

  test("a condition may rule a statement out", () => {
    const admitting = policy(allow({ Service: SERVICE }));
    const ask = (answer: Answer) => admitsService(admitting, SERVICE, ["sns:Publish"], "no", () => answer);
    expect((["yes", "unknown", "no"] as const).map(ask)).toEqual(["yes", "unknown", "no"]);
  });
});

test.each<[string, string, Answer]>([
  ["lets it assume the role", "sts:AssumeRole", "yes"],
  ["lets it do something else", "sts:TagSession", "no"],
])("a role's policy %s", (_, action, expected) => {
  const document = { Statement: [allow({ Service: SERVICE }, action)] };
  const { find } = stackOf("up", resource("aws:iam/role:Role", "role", { assumeRolePolicy: JSON.stringify(document) }));
  expect(trustsService(find("role"), SERVICE)).toBe(expected);
});
