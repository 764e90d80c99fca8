import { Resource } from "../../policy-pack/engine/resource";
import { Stack } from "../../policy-pack/engine/stack";
import { UNKNOWN } from "../../policy-pack/engine/wire";
import { isWatched } from "../../policy-pack/helpers/watched";

const QUEUE = "aws:sqs/queue:Queue";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const WATCHABLE = { types: [QUEUE], namespaces: ["AWS/SQS"], name: "name" };

function make(
  type: string,
  name: string,
  properties: Record<string, unknown>,
  dependencies: Record<string, string[]> = {},
) {
  return new Resource({
    urn: urn(type, name),
    type,
    name,
    properties: () => properties,
    propertyDependencies: () => ({
      ...Object.fromEntries(Object.keys(properties).map((key) => [key, []])),
      ...dependencies,
    }),
  });
}
const urn = (type: string, name: string) => `urn:pulumi:dev::p::${type}::${name}`;
const orders = make(QUEUE, "orders", { name: "orders", url: "https://sqs/orders" });
const other = make(QUEUE, "other", { name: "other" });

test.each<[string, Resource, "yes" | "no" | "unknown"]>([
  ["its name", make(ALARM, "a", { namespace: "AWS/SQS", dimensions: { QueueName: "orders" } }), "yes"],
  [
    "another of its names",
    make(ALARM, "a", { namespace: "AWS/SQS", dimensions: { QueueName: "https://sqs/orders" } }),
    "yes",
  ],
  [
    "an unknown value that comes from it",
    make(ALARM, "a", { namespace: "AWS/SQS", dimensions: { QueueName: UNKNOWN } }, { dimensions: [orders.urn] }),
    "yes",
  ],
  [
    "an unknown value that comes from another resource",
    make(ALARM, "a", { namespace: "AWS/SQS", dimensions: { QueueName: UNKNOWN } }, { dimensions: [other.urn] }),
    "no",
  ],
  [
    "an unknown value that comes from a component",
    make(ALARM, "a", { namespace: "AWS/SQS", dimensions: UNKNOWN }, { dimensions: [urn("acme:index:Thing", "c")] }),
    "unknown",
  ],
  ["an unknown value of another namespace", make(ALARM, "a", { namespace: "AWS/SNS", dimensions: UNKNOWN }), "no"],
  ["an unknown namespace", make(ALARM, "a", { namespace: UNKNOWN, dimensions: UNKNOWN }), "unknown"],
  ["unknown queries", make(ALARM, "a", { metricQueries: UNKNOWN }), "unknown"],
  ["no dimensions", make(ALARM, "a", { namespace: "AWS/SQS", metricName: "m" }), "yes"],
  ["no dimensions elsewhere", make(ALARM, "a", { namespace: "AWS/SNS", metricName: "m" }), "no"],
  [
    "a search through the namespace",
    make(ALARM, "a", {
      metricQueries: [{ expression: "SUM(SEARCH('{AWS/SQS,QueueName} MetricName=\"m\"', 'Sum', 300))" }],
    }),
    "yes",
  ],
  [
    "a search through a longer namespace",
    make(ALARM, "a", { metricQueries: [{ expression: "SUM(SEARCH('{AWS/SQSX,QueueName}', 'Sum', 300))" }] }),
    "no",
  ],
])("a queue and an alarm on %s: %s", (_, alarm, expected) => {
  expect(isWatched(orders, WATCHABLE, new Stack([orders, other, alarm]))).toBe(expected);
});

test("a name that comes from elsewhere may be any; one that AWS will choose is nobody's", () => {
  expect(isWatched(make(QUEUE, "q", { name: UNKNOWN }), WATCHABLE, new Stack([]))).toBe("unknown");
  const chosenByAws = new Resource({
    urn: urn(QUEUE, "q"),
    type: QUEUE,
    name: "q",
    properties: () => ({ name: UNKNOWN, fifoQueue: false }),
    propertyDependencies: () => ({ fifoQueue: [] }),
  });
  expect(isWatched(chosenByAws, WATCHABLE, new Stack([]))).toBe("no");
});
