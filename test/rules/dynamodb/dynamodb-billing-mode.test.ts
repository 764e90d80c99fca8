import { dynamodbBillingMode } from "../../../policy-pack/rules/dynamodb/dynamodb-billing-mode";
import { resource, testRule, unknown } from "../../support";

const table = (props: Readonly<Record<string, unknown>>) =>
  resource("aws:dynamodb/table:Table", "orders", { hashKey: "id", ...props });
const ON_DEMAND = { billingMode: "PAY_PER_REQUEST" };
const PROVISIONED = { billingMode: "PROVISIONED", readCapacity: 5, writeCapacity: 5 };
const found = (property: string, message: string) => [
  { resource: "orders", property, message, severity: "low" as const },
];

testRule(dynamodbBillingMode, {
  invalid: [
    {
      name: "capacity of a table on demand",
      resources: [table({ ...ON_DEMAND, readCapacity: 5, writeCapacity: 5 })],
      findings: found("readCapacity", "`readCapacity` and `writeCapacity`: without effect"),
    },
    {
      name: "one capacity",
      resources: [table({ ...ON_DEMAND, writeCapacity: 5 })],
      findings: found("writeCapacity", "`writeCapacity`: without effect"),
    },
    {
      name: "capacity of an index of a table on demand",
      resources: [
        table({ ...ON_DEMAND, globalSecondaryIndexes: [{ name: "byEmail", readCapacity: 1, writeCapacity: 1 }] }),
      ],
      findings: found("globalSecondaryIndexes[0].readCapacity", "without effect"),
    },
    {
      name: "a ceiling of a provisioned table",
      resources: [table({ ...PROVISIONED, onDemandThroughput: { maxReadRequestUnits: 10 } })],
      findings: found("onDemandThroughput", "without effect while the billing mode is PROVISIONED"),
    },
  ],
  valid: [
    { name: "on demand", resources: [table(ON_DEMAND)] },
    { name: "on demand, capacity zero", resources: [table({ ...ON_DEMAND, readCapacity: 0, writeCapacity: 0 })] },
    {
      name: "on demand, a ceiling",
      resources: [table({ ...ON_DEMAND, onDemandThroughput: { maxReadRequestUnits: 10 } })],
    },
    { name: "provisioned", resources: [table(PROVISIONED)] },
    { name: "provisioned by default", resources: [table({ readCapacity: 5, writeCapacity: 5 })] },
    {
      name: "a mode from elsewhere",
      resources: [table({ billingMode: unknown, readCapacity: 5 })],
      undecided: ["preview", "up", "offline"],
    },
  ],
});
