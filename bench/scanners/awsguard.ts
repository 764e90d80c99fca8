/** What `@pulumi/awsguard` reports of the reference stack; `test/e2e/reference-stack.test.ts` holds it against the pack. */
import { reportedAt, type Reported } from "./reported";

export const AWSGUARD_VERSION = "0.3.1";

export const AWSGUARD: readonly Reported[] = [
  {
    check: "s3-bucket-logging-enabled",
    asks: "access logging",
    resources: [
      "assets-bucket",
      "audit-files-bucket",
      "edge-logs-bucket",
      "primary-storage-access-logs-bucket",
      "primary-storage-backup-bucket",
      "primary-storage-data-bucket",
      "primary-web-logs-bucket",
      "standby-storage-access-logs-bucket",
      "standby-storage-backup-bucket",
      "standby-storage-data-bucket",
      "standby-web-logs-bucket",
    ],
    where: "all buckets",
    why:
      "it reads an argument that buckets have no more in version 7 of the provider; those that are no log buckets have a " +
      "`BucketLogging`",
  },
];

/** Check and logical name of everything it reports of a stack, in order. Dev is prod without the second region. */
export function awsguardReported(stack: "dev" | "prod"): readonly string[] {
  return reportedAt(AWSGUARD).filter((each) => stack === "prod" || !each.includes(" standby-"));
}
