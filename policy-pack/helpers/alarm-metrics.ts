/** The metrics a CloudWatch alarm watches. */
import type { Resource } from "../engine/resource";
import type { Value } from "../engine/value";

/** A metric as an alarm names it. */
export interface AlarmMetric {
  readonly namespace: Value;
  readonly metricName: Value;
  /** An object of names and values; absent for a metric without dimensions. */
  readonly dimensions: Value;
}

/**
 * The metrics of an alarm: its own, and those of its metric math. Queries that are expressions have none.
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html)
 */
export function metricsOf(alarm: Resource): readonly AlarmMetric[] {
  const queries = alarm.at("metricQueries").items.map((query) => query.at("metric"));
  return [alarm.props, ...queries.filter((metric) => !metric.absent && !metric.unknown)]
    .map((holder) => ({
      namespace: holder.at("namespace"),
      metricName: holder.at("metricName"),
      dimensions: holder.at("dimensions"),
    }))
    .filter(({ namespace, metricName }) => isSet(namespace) || isSet(metricName));
}

/** The metric math and Metrics Insights expressions of an alarm. */
export function expressionsOf(alarm: Resource): readonly Value[] {
  return alarm
    .at("metricQueries")
    .items.map((query) => query.at("expression"))
    .filter(isSet);
}

function isSet(value: Value): boolean {
  return !value.absent && value.string !== "";
}
