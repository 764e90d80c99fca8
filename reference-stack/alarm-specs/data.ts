import type * as pulumi from "@pulumi/pulumi";
import type { AlarmSpec } from "./spec";

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

/** Nightly backups that fail, or never finish. */
export function backupAlarms(vaultName: pulumi.Input<string>): AlarmSpec[] {
  return [
    {
      type: "backup-failed",
      alarmDescription: "A nightly backup has failed: since then, a loss would be a loss of more than a day.",
      namespace: "AWS/Backup",
      metricName: "NumberOfBackupJobsFailed",
      dimensions: { BackupVaultName: vaultName },
      statistic: "Sum",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      period: 3600,
      evaluationPeriods: 1,
      treatMissingData: "notBreaching",
    },
  ];
}

/** Both ends of a replication, and its rule: what S3 publishes its metrics by. */
export interface ReplicationMetric {
  readonly sourceBucket: pulumi.Input<string>;
  readonly replicaBucket: pulumi.Input<string>;
  readonly ruleId: string;
}

function replicationMetric({ sourceBucket, replicaBucket, ruleId }: ReplicationMetric) {
  return {
    namespace: "AWS/S3",
    dimensions: { SourceBucket: sourceBucket, DestinationBucket: replicaBucket, RuleId: ruleId },
    comparisonOperator: "GreaterThanThreshold",
    period: 300,
    // Nothing is published while nothing is copied.
    treatMissingData: "notBreaching",
  } as const;
}

/**
 * Objects that could not be copied: a right that is gone, a key that was disabled. Published in the region of the source.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/repl-metrics.html
 */
export function replicationFailureAlarms(replication: ReplicationMetric): AlarmSpec[] {
  return [
    {
      ...replicationMetric(replication),
      type: "replication-failed",
      alarmDescription: "Objects could not be copied to the second region, and S3 does not try again by itself.",
      metricName: "OperationsFailedReplication",
      statistic: "Sum",
      threshold: 0,
      evaluationPeriods: 1,
    },
  ];
}

/** Objects that take longer to arrive than AWS promises. Published in the region of the replica. */
export function replicationDelayAlarms(replication: ReplicationMetric): AlarmSpec[] {
  return [
    {
      ...replicationMetric(replication),
      type: "replication-late",
      alarmDescription: "For 15 minutes the second region has been over 15 minutes behind with its copies.",
      metricName: "ReplicationLatency",
      statistic: "Maximum",
      threshold: 15 * 60,
      evaluationPeriods: 3,
    },
  ];
}

/** A bucket that cannot be read or written. Counted by the bucket's metrics filter, which has to exist. */
export function bucketAlarms(bucket: pulumi.Input<string>, filterId: pulumi.Input<string>): AlarmSpec[] {
  return [
    {
      type: "data-5xx",
      alarmDescription:
        "S3 has answered 5xx over 10 times a minute to requests for the application's data for 5 minutes.",
      namespace: "AWS/S3",
      metricName: "5xxErrors",
      dimensions: { BucketName: bucket, FilterId: filterId },
      statistic: "Sum",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 10,
      period: 60,
      evaluationPeriods: 5,
      treatMissingData: "notBreaching",
    },
  ];
}
