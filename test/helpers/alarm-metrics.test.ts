import { Resource } from "../../policy-pack/engine/resource";
import { UNKNOWN } from "../../policy-pack/engine/wire";
import { expressionsOf, metricsOf } from "../../policy-pack/helpers/alarm-metrics";

const alarm = (properties: Record<string, unknown>) =>
  new Resource({
    urn: "urn:pulumi:dev::p::aws:cloudwatch/metricAlarm:MetricAlarm::x",
    type: "aws:cloudwatch/metricAlarm:MetricAlarm",
    name: "x",
    properties: () => properties,
  });

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
