import { Resource } from "../../policy-pack/engine/resource";
import { Stack } from "../../policy-pack/engine/stack";
import { Value } from "../../policy-pack/engine/value";
import { UNKNOWN } from "../../policy-pack/engine/wire";
import { expressionsOf, metricsOf } from "../../policy-pack/helpers/alarm-metrics";
import { otherNameOf } from "../../policy-pack/helpers/other-names";
import { regionOf } from "../../policy-pack/helpers/region";
import { listed } from "../../policy-pack/helpers/words";

function make(
  type: string,
  properties: Record<string, unknown>,
  providerProps?: Record<string, unknown>,
  given: readonly string[] = [],
) {
  return new Resource({
    urn: `urn:pulumi:dev::p::${type}::x`,
    type,
    name: "x",
    properties: () => properties,
    propertyDependencies: () => Object.fromEntries(given.map((name) => [name, []])),
    provider: () =>
      providerProps && { type: "pulumi:providers:aws", urn: "u", name: "p", props: new Value(providerProps, "") },
  });
}
const alarm = (properties: Record<string, unknown>) => make("aws:cloudwatch/metricAlarm:MetricAlarm", properties);

describe("the metrics of an alarm", () => {
  test("its own, with where they stand", () => {
    const [metric] = metricsOf(alarm({ namespace: "AWS/SQS", metricName: "m", dimensions: { QueueName: "q" } }));
    expect(metric?.namespace.string).toBe("AWS/SQS");
    expect(metric?.dimensions.at("QueueName").path).toBe("dimensions.QueueName");
  });

  test("those of its queries, not their expressions", () => {
    const queries = [
      { id: "e1", expression: "m1 * 2" },
      { id: "m1", metric: { namespace: "N", metricName: "M" } },
      { id: "m2", metric: UNKNOWN },
    ];
    const found = alarm({ metricName: "", namespace: "", metricQueries: queries });
    expect(metricsOf(found).map((each) => each.metricName.path)).toEqual(["metricQueries[1].metric.metricName"]);
    expect(expressionsOf(found).map((each) => each.string)).toEqual(["m1 * 2"]);
  });

  test("none while the queries are unknown", () => {
    expect(metricsOf(alarm({ metricQueries: UNKNOWN }))).toEqual([]);
    expect(expressionsOf(alarm({ metricQueries: UNKNOWN }))).toEqual([]);
  });
});

describe("the region of a resource", () => {
  test.each<
    [string, Record<string, unknown>, Record<string, unknown> | undefined, readonly string[], string | undefined]
  >([
    ["its own", { region: "eu-west-1" }, { region: "us-east-1" }, ["region"], "eu-west-1"],
    [
      "its own, where nobody says what the program gave",
      { region: "eu-west-1" },
      { region: "us-east-1" },
      [],
      "eu-west-1",
    ],
    [
      "its provider's, which its output repeats",
      { region: "eu-west-1" },
      { region: "us-east-1" },
      ["name"],
      "us-east-1",
    ],
    [
      "its output, while its provider's is unknown",
      { region: "eu-west-1" },
      { region: UNKNOWN },
      ["name"],
      "eu-west-1",
    ],
    ["its provider's", {}, { region: "us-east-1" }, [], "us-east-1"],
    [
      "its provider's, while its output is unknown",
      { region: UNKNOWN },
      { region: "us-east-1" },
      ["name"],
      "us-east-1",
    ],
    ["nothing, while its own is unknown", { region: UNKNOWN }, { region: "us-east-1" }, ["region"], undefined],
    ["nothing, while its provider's is unknown", {}, { region: UNKNOWN }, [], undefined],
    ["nothing, for an empty text", {}, { region: "" }, [], undefined],
    ["nothing, without a provider", {}, undefined, [], undefined],
  ])("is %s", (_, own, provider, given, expected) => {
    expect(regionOf(make("aws:sns/topic:Topic", own, provider, given))).toBe(expected);
  });
});

describe("another name of a resource", () => {
  const database = make("aws:rds/instance:Instance", { identifier: "orders", id: "db-1", resourceId: "db-1" });
  const stack = new Stack([database]);
  const of = (raw: unknown, dimension = "DBInstanceIdentifier") =>
    otherNameOf("AWS/RDS", dimension, new Value(raw, "v"), stack);

  test("is told from the right one", () => {
    expect(of("db-1")).toEqual({ of: database, is: "id", wanted: "identifier" });
    expect(of("orders")).toBeUndefined();
  });

  test("is nothing when no resource is called so, or the dimension is another", () => {
    expect(of("elsewhere")).toBeUndefined();
    expect(of(UNKNOWN)).toBeUndefined();
    expect(of("db-1", "EngineName")).toBeUndefined();
  });

  test("is nothing when another resource is rightly called so", () => {
    const twin = make("aws:rds/clusterInstance:ClusterInstance", { identifier: "db-1" });
    const both = new Stack([database, twin]);
    expect(otherNameOf("AWS/RDS", "DBInstanceIdentifier", new Value("db-1", "v"), both)).toBeUndefined();
  });
});

test.each([
  [[], ""],
  [["a"], "`a`"],
  [["a", "b"], "`a` and `b`"],
  [["a", "b", "c"], "`a`, `b` and `c`"],
])("%j reads %s", (names, text) => {
  expect(listed(names)).toBe(text);
});
