import { kinds } from "pulumi-preflight/kit";
import { interpolate, ref, resource, unknown, type RuleTable } from "pulumi-preflight/testing";

const [QUEUE] = kinds.queue;
const [REDRIVE_POLICY] = kinds.queueRedrivePolicy;

export const queueRetention: RuleTable = {
  valid: [
    {
      name: "a queue that keeps messages two weeks",
      resources: [resource(QUEUE, "orders", { messageRetentionSeconds: 1_209_600 })],
    },
    {
      name: "fewer days, where fewer are enough",
      resources: [resource(QUEUE, "orders", { messageRetentionSeconds: 86_400 })],
      settings: { minimumDays: 1 },
    },
    {
      name: "a retention that comes from elsewhere",
      resources: [resource(QUEUE, "orders", { messageRetentionSeconds: unknown })],
      undecided: ["preview", "up", "offline"],
    },
  ],
  invalid: [
    {
      name: "AWS's default of four days",
      resources: [resource(QUEUE, "orders")],
      findings: [{ resource: "orders", property: "messageRetentionSeconds", message: "keeps messages 4 days" }],
    },
    {
      name: "one day",
      resources: [resource(QUEUE, "orders", { messageRetentionSeconds: 86_400 })],
      findings: [{ resource: "orders", message: /1 days, and 5 are wanted/ }],
    },
  ],
  remediates: [
    {
      name: "four days, AWS's default",
      resource: resource(QUEUE, "orders"),
      becomes: { messageRetentionSeconds: 432_000 },
    },
    { name: "enough days", resource: resource(QUEUE, "orders", { messageRetentionSeconds: 432_000 }), becomes: {} },
    {
      name: "a number to come",
      resource: resource(QUEUE, "orders", { messageRetentionSeconds: unknown }),
      becomes: {},
    },
  ],
  remediated: ["AWS's default of four days", "one day"],
};

export const queueDeadLetters: RuleTable = {
  judgedByCompanions: [REDRIVE_POLICY],
  valid: [
    {
      name: "a queue with a redrive policy built from another's ARN, unknown in a first preview",
      resources: [
        resource(QUEUE, "orders-dead-letters"),
        resource(QUEUE, "orders", {
          redrivePolicy: interpolate`{"deadLetterTargetArn":"${ref("orders-dead-letters", "arn")}","maxReceiveCount":4}`,
        }),
      ],
    },
    {
      name: "a redrive policy as a resource of its own",
      resources: [
        resource(QUEUE, "orders"),
        resource(REDRIVE_POLICY, "redrive", { queueUrl: ref("orders", "url"), redrivePolicy: "{}" }),
      ],
    },
    {
      name: "a redrive policy for a queue that is not known yet",
      resources: [
        resource(QUEUE, "orders"),
        resource(REDRIVE_POLICY, "redrive", { queueUrl: unknown, redrivePolicy: "{}" }),
      ],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "the queue of dead letters itself",
      resources: [resource(QUEUE, "orders-dead-letters")],
      outcome: "notApplicable",
    },
  ],
  invalid: [
    {
      name: "a queue without one, in a first preview too",
      resources: [resource(QUEUE, "orders")],
      findings: [{ resource: "orders", message: "Nothing takes the messages" }],
    },
  ],
};
