import type * as pulumi from "@pulumi/pulumi";
import type { WorkerFunction } from "../components/worker-function";
import type { AlarmSpec } from "./spec";

/** A group of instances that cannot keep up, or cannot be kept up. */
export function groupAlarms(groupName: pulumi.Input<string>, minInstances: number): AlarmSpec[] {
  const metric = {
    namespace: "AWS/AutoScaling",
    dimensions: { AutoScalingGroupName: groupName },
    period: 60,
    // Auto Scaling counts every minute: silence is an outage of the metric.
    treatMissingData: "missing",
  } as const;
  return [
    {
      ...metric,
      type: "app-instances",
      alarmDescription: `Under ${minInstances} instances of the application have been in service for 15 minutes.`,
      metricName: "GroupInServiceInstances",
      statistic: "Minimum",
      comparisonOperator: "LessThanThreshold",
      threshold: minInstances,
      evaluationPeriods: 15,
    },
    {
      ...metric,
      type: "app-cpu",
      alarmDescription:
        "The instances have used over 85 % of their processors for 15 minutes: scaling is at its limit.",
      namespace: "AWS/EC2",
      metricName: "CPUUtilization",
      statistic: "Average",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 85,
      evaluationPeriods: 15,
    },
  ];
}

/** A function that fails, is held back, comes close to its time limit, or has given up on an event. */
export function functionAlarms(type: string, worker: WorkerFunction): AlarmSpec[] {
  const metric = {
    namespace: "AWS/Lambda",
    dimensions: { FunctionName: worker.functionName },
    statistic: "Sum",
    comparisonOperator: "GreaterThanThreshold",
    threshold: 0,
    period: 300,
    evaluationPeriods: 1,
    // Counts are only published when the function runs.
    treatMissingData: "notBreaching",
  } as const;
  return [
    { ...metric, type: `${type}-errors`, alarmDescription: `The function ${type} has failed.`, metricName: "Errors" },
    {
      ...metric,
      type: `${type}-throttles`,
      alarmDescription: `The function ${type} has been held back: the account runs as many as it may.`,
      metricName: "Throttles",
    },
    {
      ...metric,
      type: `${type}-slow`,
      alarmDescription: `The function ${type} has used over 80 % of its time limit.`,
      metricName: "Duration",
      statistic: "Maximum",
      threshold: worker.timeoutSeconds * 1000 * 0.8,
    },
    {
      ...metric,
      type: `${type}-dead`,
      alarmDescription: `The function ${type} has given up on an event; it is in the dead-letter queue for two weeks.`,
      namespace: "AWS/SQS",
      metricName: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: worker.deadLetterQueueName },
      statistic: "Maximum",
    },
  ];
}

/** NAT gateways that cannot open connections any more. */
export function natAlarms(natGatewayIds: readonly pulumi.Input<string>[]): AlarmSpec[] {
  return natGatewayIds.map((id, index) => ({
    type: `nat-${index + 1}-ports`,
    alarmDescription: "A NAT gateway has run out of ports to one destination: new connections fail.",
    namespace: "AWS/NATGateway",
    metricName: "ErrorPortAllocation",
    dimensions: { NatGatewayId: id },
    statistic: "Sum",
    comparisonOperator: "GreaterThanThreshold",
    threshold: 0,
    period: 300,
    evaluationPeriods: 1,
    treatMissingData: "notBreaching",
  }));
}
