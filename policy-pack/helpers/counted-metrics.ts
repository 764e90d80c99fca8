/** Metrics whose single data points say nothing of how many there were: only their sum counts. */
import type { Resource } from "../engine/resource";

interface Counted {
  /** Pattern of the metric's whole name. */
  readonly metrics: RegExp;
  /** What a data point is. */
  readonly points: string;
  /** Whether an average is a share of all, so that a threshold between 0 and 1 makes sense. */
  readonly isShare: boolean;
  readonly page: string;
}

/**
 * By namespace. Where AWS says that minimum, maximum and average "all return 1", or that each data point is 0 or 1.
 * Metrics of which AWS says neither are not here.
 */
const COUNTED: Readonly<Record<string, Counted | undefined>> = {
  "AWS/ApiGateway": {
    metrics: /^[45]XXError$/,
    points: "each request is 0 or 1",
    isShare: true,
    page: "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html",
  },
  "AWS/ApplicationELB": {
    metrics: /^HTTPCode_(?:ELB_(?:[345]XX|50[0234])|Target_[2-5]XX)_Count$/,
    points: "each response is 1",
    isShare: false,
    page: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html",
  },
  "AWS/ELB": {
    metrics: /^(?:RequestCount|HTTPCode_(?:ELB_[45]XX|Backend_[2-5]XX))$/,
    points: "each request is 1",
    isShare: false,
    page: "https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-cloudwatch-metrics.html",
  },
  "AWS/Lambda": {
    metrics:
      /^(?:Invocations|Errors|Throttles|DeadLetterErrors|DestinationDeliveryFailures|ProvisionedConcurrency(?:Spillover)?Invocations)$/,
    points: "each invocation is 0 or 1",
    isShare: true,
    page: "https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html",
  },
};

/** Statistics that lie within the data points. */
const WITHIN: readonly string[] = ["Average", "Maximum", "Minimum"];

/**
 * An alarm on one metric that waits for more than any data point of it ever is: an average of `Errors` above 5. What
 * watches by metric math, by percentile, or for less than something is not judged.
 */
export function outOfReach(alarm: Resource): Omit<Counted, "metrics"> | undefined {
  const counted = COUNTED[alarm.at("namespace").string ?? ""];
  const threshold = alarm.at("threshold").number;
  if (
    counted?.metrics.test(alarm.at("metricName").string ?? "") !== true ||
    threshold === undefined ||
    !WITHIN.includes(alarm.at("statistic").string ?? "")
  ) {
    return undefined;
  }
  const comparison = alarm.at("comparisonOperator").string;
  const isBeyond =
    (comparison === "GreaterThanThreshold" && threshold >= 1) ||
    (comparison === "GreaterThanOrEqualToThreshold" && threshold > 1);
  return isBeyond ? counted : undefined;
}
