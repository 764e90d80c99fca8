import { kinds } from "../../policy-pack/engine/kinds";
import {
  asynchronousInvokers,
  functionBehind,
  functionOf,
  isFunction,
  publishes,
} from "../../policy-pack/helpers/functions";
import { interpolate, MODES, ref, resource, stackOf, unknown } from "../support";

const PERMISSION = "aws:lambda/permission:Permission";
const NOTIFICATION = "aws:s3/bucketNotification:BucketNotification";
const SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription";
const fn = (name: string, more: Readonly<Record<string, unknown>> = {}) =>
  resource("aws:lambda/function:Function", name, { handler: "index.handler", ...more });
const live = resource("aws:lambda/alias:Alias", "live", { functionName: ref("fn", "name"), functionVersion: "1" });

test.each([
  ["its name", ref("fn", "name"), "fn"],
  ["its ARN", ref("fn", "arn"), "fn"],
  ["an alias", ref("live", "arn"), "fn"],
  ["one of two", interpolate`${ref("fn", "name")}${ref("other", "name")}`, undefined],
  ["one of another stack", "elsewhere", undefined],
  ["one nobody knows", unknown, undefined],
])("a property with %s means %s", (_, value, expected) => {
  for (const mode of MODES) {
    const { stack, find } = stackOf(mode, fn("fn"), fn("other"), live, resource(PERMISSION, "p", { function: value }));
    expect(functionOf(stack, find("p"), ["function"])?.name).toBe(expected);
  }
});

test("behind an alias is its function, behind a function itself", () => {
  const { stack, find } = stackOf("preview", fn("fn"), live);
  expect([find("fn"), find("live")].map((each) => functionBehind(stack, each)?.name)).toEqual(["fn", "fn"]);
  expect([find("fn"), find("live")].map(isFunction)).toEqual([true, false]);
});

test.each([
  ["published", { publish: true }, true],
  ["not published", { publish: false }, false],
  ["not published by default", {}, false],
  ["nobody knows", { publish: unknown }, undefined],
])("versions: %s", (_, more, expected) => {
  const { stack, find } = stackOf("preview", fn("fn", more));
  expect(publishes(stack, find("fn"))).toBe(expected);
});

test.each(MODES)("what invokes a function and does not wait (%s)", (mode) => {
  const { stack, find } = stackOf(
    mode,
    fn("fn"),
    fn("other"),
    fn("idle"),
    live,
    resource(NOTIFICATION, "notification", {
      bucket: "uploads",
      lambdaFunctions: [{ lambdaFunctionArn: ref("fn", "arn") }, { lambdaFunctionArn: ref("other", "arn") }],
    }),
    resource(SUBSCRIPTION, "subscription", { topic: "t", protocol: "lambda", endpoint: ref("live", "arn") }),
    resource(SUBSCRIPTION, "by mail", { topic: "t", protocol: "email", endpoint: ref("idle", "arn") }),
    resource("aws:apigateway/integration:Integration", "waits", { uri: ref("idle", "invokeArn") }),
  );
  const told = stack
    .ofKind(kinds.lambdaFunction)
    .map(({ name }) => [name, (asynchronousInvokers(stack).get(find(name)) ?? []).map(({ what }) => what)]);
  expect(Object.fromEntries(told)).toEqual({
    fn: ["bucket notification", "topic subscription"],
    other: ["bucket notification"],
    idle: [],
  });
});
