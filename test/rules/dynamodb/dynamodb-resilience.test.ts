import { dynamodbResilience } from "../../../policy-pack/rules/dynamodb/dynamodb-resilience";
import { ref, resource, testRule, unknown } from "../../support";

type Props = Readonly<Record<string, unknown>>;
const table = (props: Props = {}) =>
  resource("aws:dynamodb/table:Table", "orders", { billingMode: "PAY_PER_REQUEST", hashKey: "id", ...props });
const selection = (props: Props) => resource("aws:backup/selection:Selection", "backup", { planId: "plan", ...props });
const FOUND = {
  resource: "orders",
  message: "neither point-in-time recovery nor a backup",
  severity: "medium",
} as const;

testRule(dynamodbResilience, {
  judgedByCompanions: ["aws:dynamodb/table:Table"],
  invalid: [
    { name: "nothing said", resources: [table()], findings: [{ ...FOUND, property: "pointInTimeRecovery" }] },
    {
      name: "off on purpose",
      resources: [table({ pointInTimeRecovery: { enabled: false } })],
      findings: [{ ...FOUND, property: "pointInTimeRecovery.enabled" }],
    },
    { name: "a global table", resources: [table({ replicas: [{ regionName: "eu-west-1" }] })], findings: [FOUND] },
    {
      name: "a backup by another tag",
      resources: [
        table({ tags: { backup: "no" } }),
        selection({ selectionTags: [{ type: "STRINGEQUALS", key: "backup", value: "yes" }] }),
      ],
      findings: [FOUND],
    },
    {
      name: "nothing said, under a key that is still to come, while AWS Backup keeps another table",
      resources: [
        resource("aws:kms/key:Key", "key", { description: "Orders" }),
        table({ serverSideEncryption: { enabled: true, kmsKeyArn: ref("key", "arn") } }),
        resource("aws:dynamodb/table:Table", "sessions", { pointInTimeRecovery: { enabled: true } }),
        selection({ resources: [ref("sessions", "arn")] }),
      ],
      findings: [FOUND],
    },
  ],
  valid: [
    { name: "on", resources: [table({ pointInTimeRecovery: { enabled: true } })] },
    {
      name: "on, for a shorter time",
      resources: [table({ pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: 7 } })],
    },
    {
      name: "AWS Backup",
      resources: [table(), selection({ resources: [ref("orders", "arn")] })],
      outcome: "notApplicable",
    },
    {
      name: "AWS Backup of all tables",
      resources: [table(), selection({ resources: ["arn:aws:dynamodb:*:*:table/*"] })],
      modes: ["up"],
      outcome: "notApplicable",
    },
    {
      name: "a switch from elsewhere",
      resources: [table({ pointInTimeRecovery: { enabled: unknown } })],
      undecided: ["preview", "up", "offline"],
    },
  ],
});
