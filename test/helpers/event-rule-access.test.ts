import { isOnCustomBus, isSourceRule, ruleOf, serviceIn, targetOf } from "../../policy-pack/helpers/event-rule-access";
import { interpolate, ref, resource, type ResourceLiteral, stackOf, unknown } from "../support";

const rule = (name: string, more: Readonly<Record<string, unknown>> = {}) =>
  resource("aws:cloudwatch/eventRule:EventRule", name, { name, eventPattern: "{}", ...more });
const target = (arn: unknown, of: unknown = ref("rule", "name")) =>
  resource("aws:cloudwatch/eventTarget:EventTarget", "target", { rule: of, arn });
const permission = (sourceArn: unknown) =>
  resource("aws:lambda/permission:Permission", "permission", { function: "fn", sourceArn });
const bus = resource("aws:cloudwatch/eventBus:EventBus", "bus", { name: "orders" });

test.each<[string, ResourceLiteral[], string]>([
  ["the default bus", [rule("rule")], "no"],
  ["the default bus by name", [rule("rule", { eventBusName: "default" })], "no"],
  [
    "the default bus by ARN",
    [rule("rule", { eventBusName: "arn:aws:events:us-east-1:123456789012:event-bus/default" })],
    "no",
  ],
  ["a bus of the stack", [bus, rule("rule", { eventBusName: ref("bus", "arn") })], "yes"],
  ["a bus of another stack", [rule("rule", { eventBusName: "orders" })], "yes"],
  ["nobody knows", [rule("rule", { eventBusName: unknown })], "unknown"],
])("%s", (_, literals, expected) => {
  const { stack, find } = stackOf("preview", ...literals);
  expect(isOnCustomBus(stack, find("rule"))).toBe(expected);
});

test.each<[string, unknown, string]>([
  ["its ARN", ref("rule", "arn"), "yes"],
  ["another rule's ARN", ref("other", "arn"), "no"],
  ["its ARN written out", "arn:aws:events:us-east-1:123456789012:rule/orders/rule", "yes"],
  ["its bus", interpolate`arn:aws:events:us-east-1:123456789012:rule/${ref("bus", "name")}/*`, "yes"],
  ["its ARN without the bus", "arn:aws:events:us-east-1:123456789012:rule/rule", "no"],
  ["another service", "arn:aws:s3:::bucket", "no"],
  ["nobody knows", unknown, "unknown"],
])("as source of a permission: %s", (_, sourceArn, expected) => {
  const { stack, find } = stackOf(
    "preview",
    bus,
    rule("rule", { eventBusName: ref("bus", "name") }),
    rule("other"),
    permission(sourceArn),
  );
  expect(isSourceRule(stack, find("rule"), find("permission"))).toBe(expected);
  expect(isSourceRule(stack, undefined, find("permission"))).toBe("unknown");
});

test.each<[string, unknown, string]>([
  ["a queue of the stack", ref("queue", "arn"), "queue policy "],
  ["a state machine elsewhere", "arn:aws:states:us-east-1:123456789012:stateMachine:app", " role "],
  ["an API destination", "arn:aws:events:us-east-1:123456789012:api-destination/hook/1", " role "],
  ["another bus", "arn:aws:events:us-east-1:123456789012:event-bus/orders", "  "],
  ["nobody knows", unknown, "  open"],
])("as target: %s", (_, arn, expected) => {
  const { stack, find } = stackOf("preview", rule("rule"), resource("aws:sqs/queue:Queue", "queue"), target(arn));
  const found = targetOf(stack, find("target"));
  expect(`${found.resource?.name ?? ""} ${found.access?.by ?? ""} ${found.open ? "open" : ""}`).toBe(expected);
  expect(ruleOf(stack, find("target"))?.name).toBe("rule");
});

test("services of ARNs", () => {
  expect(["arn:aws:sqs:us-east-1:1:q", "q", "", "arn:aws:0facade:x"].map(serviceIn)).toEqual([
    "sqs",
    undefined,
    undefined,
    undefined,
  ]);
});
