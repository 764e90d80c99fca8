import { Value } from "../../policy-pack/engine/value";
import { UNKNOWN } from "../../policy-pack/engine/wire";
import { appliesTo } from "../../policy-pack/helpers/key-conditions";
import { statementFrom } from "../../policy-pack/iam/statement";
import { resource, stackOf } from "../support";

const { find } = stackOf(
  "up",
  resource(
    "aws:cloudwatch/logGroup:LogGroup",
    "group",
    { name: "/app/web" },
    { provider: { props: { region: "eu-west-1" } } },
  ),
);

function ask(Condition: unknown) {
  const statement = statementFrom(new Value({ Effect: "Allow", Action: "kms:*", Condition }, "Statement[0]"));
  return "kind" in statement ? undefined : appliesTo(statement, find("group"));
}
const context = (value: unknown, operator = "ArnLike") => ({
  [operator]: { "kms:EncryptionContext:aws:logs:arn": value },
});
const arn = (rest: string, region = "eu-west-1") => `arn:aws:logs:${region}:210987654321:${rest}`;

test.each([
  ["no condition", undefined],
  ["another key", { StringEquals: { "aws:SourceAccount": "210987654321" } }],
  ["the group", context(arn("log-group:/app/web"), "ArnEquals")],
  ["its streams", context(arn("log-group:/app/web:*"))],
  ["all of its beginning", context(arn("log-group:/app/*"))],
  ["everything", context(arn("*"))],
  ["every region", context(arn("log-group:*", "*"))],
  ["one of several", context([arn("log-group:/other"), arn("log-group:/app/web")])],
  ["a value nobody knows", context(UNKNOWN)],
  ["a name nobody knows", context(arn(`log-group:${UNKNOWN}`))],
  ["no ARN of logs", context("*")],
  ["a test that demands nothing", context(arn("log-group:/other"), "ArnNotEquals")],
])("%s lets the group's logs through", (_, condition) => {
  expect(ask(condition)).toBe("yes");
});

test.each([
  ["another group", context(arn("log-group:/other"))],
  ["a longer name", context(arn("log-group:/app/web-2"), "StringEquals")],
  ["another region", context(arn("*", "us-east-1"))],
])("%s does not", (_, condition) => {
  expect(ask(condition)).toBe("no");
});

test("whether a service comes through one, AWS does not say", () => {
  expect(ask({ StringEquals: { "kms:ViaService": "logs.eu-west-1.amazonaws.com" } })).toBe("unknown");
});
