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
