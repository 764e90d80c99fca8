import { defineRule, finding, kinds, set, undecided } from "pulumi-preflight/kit";

const SECONDS_PER_DAY = 24 * 60 * 60;
/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html */
const DEFAULT_SECONDS = 4 * SECONDS_PER_DAY;

/** Decides from one resource, before it is created. */
export const acmeQueueRetention = defineRule({
  id: "acme-queue-retention",
  title: "Queues keep messages over a long weekend",
  rationale: "Nobody looks at a queue that stopped on Friday before Tuesday, and by then its messages may be gone.",
  remediation: "Set `messageRetentionSeconds`, up to 1209600 (14 days).",
  severity: "high",
  enforcement: "mandatory",
  family: "guard",
  service: "sqs",
  url: "https://wiki.acme.example/policies/queue-retention",
  scope: "resource",
  targets: kinds.queue,
  settings: {
    minimumDays: {
      type: "integer",
      description: "Days a message stays at least.",
      default: 5,
      minimum: 1,
      maximum: 14,
    },
  },
  // At the level `remediate`. SQS takes another retention for a queue that exists, and more days lose nothing.
  remediate: {
    does: "Sets `messageRetentionSeconds` to the fewest days there may be.",
    *edits(_queue, { settings }) {
      yield set("messageRetentionSeconds", (settings.minimumDays as number) * SECONDS_PER_DAY);
    },
  },
  *check(queue, { settings }) {
    const retention = queue.at("messageRetentionSeconds");
    const minimum = settings.minimumDays as number;
    if (retention.unknown) {
      yield undecided(retention, "how long the queue keeps messages is not known yet");
      return;
    }
    const days = (retention.number ?? DEFAULT_SECONDS) / SECONDS_PER_DAY;
    if (days < minimum) {
      yield finding(retention, `The queue keeps messages ${days} days, and ${minimum} are wanted.`);
    }
  },
});
