import { dynamodbValid } from "../../../policy-pack/rules/dynamodb/dynamodb-valid";
import { ref, resource, testRule, unknown } from "../../support";

type Props = Readonly<Record<string, unknown>>;
const table = (props: Props = {}) =>
  resource("aws:dynamodb/table:Table", "orders", {
    billingMode: "PAY_PER_REQUEST",
    hashKey: "id",
    attributes: [{ name: "id", type: "S" }],
    ...props,
  });
const S = (name: unknown) => ({ name, type: "S" });
const key = resource("aws:kms/key:Key", "key", { multiRegion: true });
const encrypted = { serverSideEncryption: { enabled: true, kmsKeyArn: ref("key", "arn") } };
const streamed = { streamEnabled: true, streamViewType: "NEW_AND_OLD_IMAGES" };
const at = (property: string, message: string) => [{ resource: "orders", property, message }];

testRule(dynamodbValid, {
  invalid: [
    {
      name: "replicas without a stream",
      resources: [table({ replicas: [{ regionName: "eu-west-1" }] })],
      findings: at("streamEnabled", "Disabling Stream is not allowed for a Global Table replica"),
    },
    {
      name: "replicas whose stream is switched off",
      resources: [
        table({ streamEnabled: false, replicas: [{ regionName: "eu-west-1", consistencyMode: "EVENTUAL" }] }),
      ],
      findings: at("streamEnabled", "`streamEnabled` is false"),
    },
    {
      name: "replicas with a stream of keys",
      resources: [table({ streamEnabled: true, streamViewType: "KEYS_ONLY", replicas: [{ regionName: "eu-west-1" }] })],
      findings: at("streamViewType", "new and old images"),
    },
    {
      name: "attributes that are no keys",
      resources: [table({ attributes: [S("id"), S("email"), S("status")] })],
      findings: at("attributes", "`email` and `status` are defined and no key"),
    },
    {
      name: "an attribute that only an index projects",
      resources: [
        table({
          attributes: [S("id"), S("email"), S("total")],
          globalSecondaryIndexes: [
            { name: "byEmail", hashKey: "email", projectionType: "INCLUDE", nonKeyAttributes: ["total"] },
          ],
        }),
      ],
      findings: at("attributes", "`total` is defined and no key"),
    },
    {
      name: "a range key that is not defined",
      resources: [table({ rangeKey: "at" })],
      findings: at("rangeKey", '`rangeKey: "at"` is a key'),
    },
    {
      name: "an index whose key is not defined",
      resources: [table({ globalSecondaryIndexes: [{ name: "byEmail", hashKey: "email", projectionType: "ALL" }] })],
      findings: at("globalSecondaryIndexes[0].hashKey", "does not define it"),
    },
    {
      name: "provisioned without capacity",
      resources: [table({ billingMode: "PROVISIONED" })],
      findings: at("readCapacity", "has no `readCapacity` and `writeCapacity`"),
    },
    {
      name: "provisioned by default, one capacity alone",
      resources: [table({ billingMode: undefined, readCapacity: 5 })],
      findings: at("writeCapacity", "the table has no `writeCapacity`"),
    },
    {
      name: "an index of a provisioned table without capacity",
      resources: [
        table({
          billingMode: "PROVISIONED",
          readCapacity: 5,
          writeCapacity: 5,
          attributes: [S("id"), S("email")],
          globalSecondaryIndexes: [{ name: "byEmail", hashKey: "email", projectionType: "ALL" }],
        }),
      ],
      findings: at("globalSecondaryIndexes[0].readCapacity", 'the index "byEmail" has no'),
    },
    {
      name: "capacity of a table on demand",
      resources: [table({ readCapacity: 5, writeCapacity: 5 })],
      findings: at("readCapacity", "the table is given `readCapacity` and `writeCapacity`"),
    },
    {
      name: "a stream of nobody says what",
      resources: [table({ streamEnabled: true })],
      findings: at("streamViewType", "does not say what it holds"),
    },
    {
      name: "expiry without an attribute",
      resources: [table({ ttl: { enabled: true } })],
      findings: at("ttl.attributeName", "no attribute holds its time"),
    },
    {
      name: "expiry that is not switched on",
      resources: [table({ ttl: { attributeName: "expiresAt" } })],
      findings: at("ttl.enabled", "nothing ever expires"),
    },
    {
      name: "a replica without a key under a customer key",
      resources: [key, table({ ...encrypted, ...streamed, replicas: [{ regionName: "eu-west-1" }] })],
      findings: at("replicas[0].kmsKeyArn", 'the replica in "eu-west-1" has none'),
    },
  ],
  valid: [
    { name: "a table", resources: [table()] },
    {
      name: "keys of indexes",
      resources: [
        table({
          rangeKey: "at",
          attributes: [S("id"), S("at"), S("email"), S("status")],
          globalSecondaryIndexes: [{ name: "byEmail", hashKey: "email", rangeKey: "at", projectionType: "ALL" }],
          localSecondaryIndexes: [{ name: "byStatus", rangeKey: "status", projectionType: "ALL" }],
        }),
      ],
    },
    {
      name: "an index with a key schema",
      resources: [
        table({
          attributes: [S("id"), S("email")],
          globalSecondaryIndexes: [
            { name: "byEmail", keySchemas: [{ attributeName: "email", keyType: "HASH" }], projectionType: "ALL" },
          ],
        }),
      ],
    },
    {
      name: "provisioned capacity",
      resources: [table({ billingMode: "PROVISIONED", readCapacity: 5, writeCapacity: 5 })],
    },
    {
      name: "capacity from elsewhere",
      resources: [table({ billingMode: "PROVISIONED", readCapacity: unknown, writeCapacity: unknown })],
    },
    { name: "a mode from elsewhere", resources: [table({ billingMode: unknown })] },
    { name: "on demand, capacity zero", resources: [table({ readCapacity: 0, writeCapacity: 0 })] },
    { name: "a stream", resources: [table({ streamEnabled: true, streamViewType: "NEW_AND_OLD_IMAGES" })] },
    { name: "expiry, on and off", resources: [table({ ttl: { attributeName: "expiresAt", enabled: true } })] },
    {
      name: "expiry that is switched off",
      resources: [table({ ttl: { attributeName: "expiresAt", enabled: false } })],
    },
    {
      name: "replicas without a customer key",
      resources: [table({ ...streamed, replicas: [{ regionName: "eu-west-1" }] })],
    },
    {
      name: "replicas that are strongly consistent",
      resources: [table({ replicas: [{ regionName: "us-west-2", consistencyMode: "STRONG" }] })],
    },
    {
      name: "replicas whose stream is not known yet",
      resources: [table({ replicas: [{ regionName: "eu-west-1" }], streamEnabled: unknown })],
    },
    { name: "no replicas and no stream", resources: [table({ replicas: [] })] },
    {
      name: "a replica with its own key",
      resources: [
        key,
        table({ ...encrypted, ...streamed, replicas: [{ regionName: "eu-west-1", kmsKeyArn: unknown }] }),
      ],
    },
    {
      name: "a table restored from another",
      resources: [
        table({ hashKey: undefined, attributes: undefined, billingMode: undefined, restoreSourceName: "before" }),
      ],
    },
    {
      name: "an attribute from elsewhere",
      resources: [table({ attributes: [S("id"), S(unknown)] })],
      undecided: ["preview", "up", "offline"],
    },
  ],
});
