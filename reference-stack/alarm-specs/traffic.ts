import type * as pulumi from "@pulumi/pulumi";
import type { AlarmSpec } from "./spec";

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

/** A load balancer that Route 53 cannot reach. Its checks are measured in us-east-1 only, so the alarm belongs there. */
export function healthCheckAlarms(healthCheckId: pulumi.Input<string>): AlarmSpec[] {
  return [
    {
      type: "origin-down",
      alarmDescription:
        "Route 53 has not reached the primary region for 3 minutes, and answers with the standby if any.",
      namespace: "AWS/Route53",
      metricName: "HealthCheckStatus",
      dimensions: { HealthCheckId: healthCheckId },
      statistic: "Minimum",
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      period: 60,
      evaluationPeriods: 3,
      treatMissingData: "breaching",
    },
  ];
}

/**
 * A web ACL that turns many requests away: an attack, or a rule that hits users. A regional one is known by its region too,
 * one in front of a distribution is not.
 * https://docs.aws.amazon.com/waf/latest/developerguide/waf-metrics.html
 */
export function webAclAlarms(
  type: string,
  webAcl: Readonly<Record<"WebACL" | "Region", string>> | Readonly<Record<"WebACL", string>>,
): AlarmSpec[] {
  return [
    {
      type: `${type}-blocked`,
      alarmDescription: "Over 1,000 requests have been blocked within 5 minutes: an attack, or a rule that hits users.",
      namespace: "AWS/WAFV2",
      metricName: "BlockedRequests",
      dimensions: { ...webAcl, Rule: "ALL" },
      statistic: "Sum",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 1000,
      period: 300,
      evaluationPeriods: 1,
      treatMissingData: "notBreaching",
    },
  ];
}

/**
 * A certificate that ACM has not renewed, though it does so by itself as long as the record is there that proves the domain.
 * It warns of public certificates from 30 days before their end on too.
 * https://docs.aws.amazon.com/acm/latest/userguide/cloudwatch-metrics.html
 */
export function certificateAlarms(type: string, certificateArn: pulumi.Input<string>): AlarmSpec[] {
  return [
    {
      type: `${type}-certificate`,
      alarmDescription:
        "A certificate ends in under 30 days: ACM could not renew it. Is its validation record still there?",
      namespace: "AWS/CertificateManager",
      metricName: "DaysToExpiry",
      dimensions: { CertificateArn: certificateArn },
      statistic: "Minimum",
      comparisonOperator: "LessThanThreshold",
      threshold: 30,
      // It is published twice a day.
      period: 86_400,
      evaluationPeriods: 1,
      treatMissingData: "notBreaching",
    },
  ];
}
