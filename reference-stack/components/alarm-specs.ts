import type * as pulumi from "@pulumi/pulumi";

/** One alarm: what is measured, and when it is too much. */
export interface AlarmSpec {
  /** Part of the alarm's name, unique in the stack. */
  readonly type: string;
  /** What has happened, for whoever is woken by it. */
  readonly alarmDescription: string;
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, pulumi.Input<string>>>;
  readonly statistic?: "Average" | "Maximum" | "Minimum" | "Sum";
  readonly extendedStatistic?: string;
  readonly comparisonOperator: "GreaterThanThreshold" | "LessThanThreshold";
  readonly threshold: number;
  /** Seconds one data point covers. */
  readonly period: number;
  readonly evaluationPeriods: number;
  readonly treatMissingData: "missing" | "notBreaching" | "breaching";
}

const GIBIBYTE = 2 ** 30;

/** A database that runs out of processor, memory or storage. */
export function databaseAlarms(identifier: pulumi.Input<string>, storageGiB: number): AlarmSpec[] {
  const metric = {
    namespace: "AWS/RDS",
    dimensions: { DBInstanceIdentifier: identifier },
    statistic: "Average",
    period: 300,
    // RDS measures all the time: silence is an outage of the metric, and no reason to say that all is well.
    treatMissingData: "missing",
  } as const;
  return [
    {
      ...metric,
      type: "db-cpu",
      alarmDescription: "The database has used over 80 % of its processor for 15 minutes.",
      metricName: "CPUUtilization",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 80,
      evaluationPeriods: 3,
    },
    {
      ...metric,
      type: "db-memory",
      alarmDescription: "The database has had under 256 MiB of free memory for 15 minutes.",
      metricName: "FreeableMemory",
      comparisonOperator: "LessThanThreshold",
      threshold: GIBIBYTE / 4,
      evaluationPeriods: 3,
    },
    {
      ...metric,
      type: "db-storage",
      alarmDescription: "Under 15 % of the database's first size is free: storage growth is late, or at its limit.",
      metricName: "FreeStorageSpace",
      comparisonOperator: "LessThanThreshold",
      threshold: Math.round(storageGiB * 0.15 * GIBIBYTE),
      evaluationPeriods: 2,
    },
  ];
}

/** A load balancer that answers with errors or slowly, or whose targets fail their checks. */
export function loadBalancerAlarms(loadBalancer: pulumi.Input<string>, targetGroup: pulumi.Input<string>): AlarmSpec[] {
  const metric = {
    namespace: "AWS/ApplicationELB",
    comparisonOperator: "GreaterThanThreshold",
    period: 60,
    evaluationPeriods: 5,
    // Counts are only published when there is something to count.
    treatMissingData: "notBreaching",
  } as const;
  return [
    {
      ...metric,
      type: "alb-5xx",
      alarmDescription: "The load balancer itself has answered 5xx over 10 times a minute for 5 minutes.",
      metricName: "HTTPCode_ELB_5XX_Count",
      dimensions: { LoadBalancer: loadBalancer },
      statistic: "Sum",
      threshold: 10,
    },
    {
      ...metric,
      type: "app-5xx",
      alarmDescription: "The application has answered 5xx over 10 times a minute for 5 minutes.",
      metricName: "HTTPCode_Target_5XX_Count",
      dimensions: { LoadBalancer: loadBalancer, TargetGroup: targetGroup },
      statistic: "Sum",
      threshold: 10,
    },
    {
      ...metric,
      type: "app-unhealthy",
      alarmDescription: "A target of the load balancer has failed its health checks for 5 minutes.",
      metricName: "UnHealthyHostCount",
      dimensions: { LoadBalancer: loadBalancer, TargetGroup: targetGroup },
      statistic: "Maximum",
      threshold: 0,
    },
    {
      ...metric,
      type: "app-latency",
      alarmDescription: "One request in twenty has taken over 2 seconds for 5 minutes.",
      metricName: "TargetResponseTime",
      dimensions: { LoadBalancer: loadBalancer, TargetGroup: targetGroup },
      extendedStatistic: "p95",
      threshold: 2,
    },
  ];
}

/** A distribution that answers with errors. CloudFront publishes in us-east-1 only, so the alarms belong there. */
export function distributionAlarms(distributionId: pulumi.Input<string>): AlarmSpec[] {
  const metric = {
    namespace: "AWS/CloudFront",
    dimensions: { DistributionId: distributionId, Region: "Global" },
    statistic: "Average",
    comparisonOperator: "GreaterThanThreshold",
    period: 300,
    treatMissingData: "notBreaching",
  } as const;
  return [
    {
      ...metric,
      type: "edge-5xx",
      alarmDescription: "Over 5 % of all requests have ended in 5xx for 10 minutes.",
      metricName: "5xxErrorRate",
      threshold: 5,
      evaluationPeriods: 2,
    },
    {
      ...metric,
      type: "edge-4xx",
      alarmDescription:
        "Over 50 % of all requests have ended in 4xx for 15 minutes: a broken link, or somebody probing.",
      metricName: "4xxErrorRate",
      threshold: 50,
      evaluationPeriods: 3,
    },
  ];
}
