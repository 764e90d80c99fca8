import type { Rule } from "pulumi-preflight/kit";
import { alarmSnsActions } from "pulumi-preflight/rules/alarm-sns-actions";
import { s3Versioning } from "pulumi-preflight/rules/s3-versioning";
import { acmeQueueDeadLetters } from "./acme-queue-dead-letters";
import { acmeQueueRetention } from "./acme-queue-retention";

/** Two rules of pulumi-preflight, one of them stricter than there, and our own. */
export const rules: readonly Rule[] = [
  alarmSnsActions,
  { ...s3Versioning, enforcement: "mandatory" },
  acmeQueueDeadLetters,
  acmeQueueRetention,
];
