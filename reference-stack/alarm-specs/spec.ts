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
