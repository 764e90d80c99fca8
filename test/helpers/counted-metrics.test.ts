import { Resource } from "../../policy-pack/engine/resource";
import { outOfReach } from "../../policy-pack/helpers/counted-metrics";

const alarm = (properties: Record<string, unknown>) =>
  new Resource({
    urn: "urn:pulumi:dev::shop::aws:cloudwatch/metricAlarm:MetricAlarm::alarm",
    type: "aws:cloudwatch/metricAlarm:MetricAlarm",
    name: "alarm",
    parent: undefined,
    properties: () => ({
      namespace: "AWS/Lambda",
      metricName: "Errors",
      statistic: "Average",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 1,
      ...properties,
    }),
    dependencies: [],
    propertyDependencies: () => ({}),
    provider: () => undefined,
  });

test.each([
  ["more than one", {}, true],
  ["a numeric string", { threshold: "5" }, true],
  ["one is reached", { comparisonOperator: "GreaterThanOrEqualToThreshold" }, false],
  ["more than half", { threshold: 0.5 }, false],
  ["a count", { statistic: "Sum" }, false],
  ["a percentile", { statistic: undefined, extendedStatistic: "p99" }, false],
  ["another metric", { metricName: "ConcurrentExecutions" }, false],
  ["a metric of one's own", { namespace: "Shop" }, false],
  ["500 of the load balancer", { namespace: "AWS/ApplicationELB", metricName: "HTTPCode_ELB_503_Count" }, true],
  ["requests of an Application Load Balancer", { namespace: "AWS/ApplicationELB", metricName: "RequestCount" }, false],
])("%s", (_, properties, expected) => {
  expect(outOfReach(alarm(properties)) !== undefined).toBe(expected);
});
