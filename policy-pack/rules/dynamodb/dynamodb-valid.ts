import { kinds } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, undecided, type Yield } from "../../engine/rule";
import type { Value } from "../../engine/value";
import { valuesAt } from "../../helpers/values-at";
import { listed } from "../../helpers/words";

/** Every place that names an attribute as a key. */
const KEYS = [
  "hashKey",
  "rangeKey",
  "globalSecondaryIndexes[].hashKey",
  "globalSecondaryIndexes[].hashKeys[]",
  "globalSecondaryIndexes[].rangeKey",
  "globalSecondaryIndexes[].rangeKeys[]",
  "globalSecondaryIndexes[].keySchemas[].attributeName",
  "localSecondaryIndexes[].rangeKey",
];
/** A table made from another takes its keys, indexes and capacity from there. */
const SOURCES = ["restoreSourceTableArn", "restoreSourceName"];

export const dynamodbValid = defineRule({
  id: "dynamodb-valid",
  title: "DynamoDB accepts the table: attributes, capacity, stream, expiry and its replicas",
  rationale:
    "DynamoDB, or the provider just before it, refuses a table whose attributes are not its keys, whose capacity does not " +
    "fit its billing mode, or whose replicas have no stream, or under a customer key no key of their own.",
  remediation: "Change the setting as the message says.",
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["F"],
  scope: "resource",
  targets: kinds.dynamodbTable,
  *check(table) {
    if (SOURCES.every((property) => table.at(property).absent)) {
      yield* attributes(table);
      yield* capacity(table);
    }
    yield* stream(table);
    yield* replicaStream(table);
    yield* expiry(table);
    yield* replicaKeys(table);
  },
});

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html: the definitions are those of the keys. */
function* attributes(table: Resource): Generator<Yield> {
  const definitions = table.at("attributes");
  const keys = KEYS.flatMap((path) => valuesAt(table.props, path)).filter((key) => key.raw !== "");
  const names = definitions.items.map((attribute) => attribute.at("name"));
  const open = [definitions, ...names, ...keys].find((value) => value.unknown);
  if (open !== undefined) {
    yield undecided(open, "an attribute, or a key, is not known yet");
    return;
  }
  const used = new Set(keys.map((key) => key.string));
  const unused = names.filter((name) => name.string !== undefined && !used.has(name.string));
  if (unused.length > 0) {
    yield finding(
      "attributes",
      `${listed(unused.map((name) => name.string ?? ""))} ${unused.length === 1 ? "is" : "are"} defined and no key of the table or of an index. The provider refuses that: \`all attributes must be indexed. Unused attributes: […]\`.`,
      { remediation: "Leave them out: DynamoDB has no schema beyond its keys. Items may hold any attribute." },
    );
  }
  const defined = new Set(names.map((name) => name.string));
  for (const key of keys) {
    if (key.string !== undefined && !defined.has(key.string)) {
      yield finding(key, `\`${key.path}: ${key.show()}\` is a key, and \`attributes\` does not define it.`, {
        remediation: `Add \`{ name: ${key.show()}, type: "S" }\` (or \`N\`, \`B\`) to \`attributes\`.`,
      });
    }
  }
}

function* capacity(table: Resource): Generator<Yield> {
  const mode = table.at("billingMode");
  if (mode.string === "PAY_PER_REQUEST") {
    yield* unusedCapacity(table);
  }
  if (mode.unknown || (mode.string !== undefined && mode.string !== "PROVISIONED")) {
    return;
  }
  const holders = [table.props, ...table.at("globalSecondaryIndexes").items];
  for (const holder of holders) {
    const missing = ["readCapacity", "writeCapacity"]
      .map((property) => holder.at(property))
      .filter((value) => value.absent || (value.number !== undefined && value.number < 1));
    const [first] = missing;
    if (first !== undefined) {
      const whose = holder === table.props ? "table" : `index ${holder.at("name").show()}`;
      yield finding(
        first,
        `The billing mode is PROVISIONED${mode.absent ? ", the default" : ""}, and the ${whose} has no ${listed(missing.map((value) => value.path.split(".").at(-1) ?? ""))}.`,
        { remediation: 'Set `billingMode: "PAY_PER_REQUEST"`, or both capacities to 1 or more.' },
      );
    }
  }
}

/** https://github.com/cloudposse/terraform-aws-dynamodb/pull/101 has the provider's answer. */
function* unusedCapacity(table: Resource): Generator<Yield> {
  const given = ["readCapacity", "writeCapacity"]
    .map((property) => table.at(property))
    .filter((value) => (value.number ?? 0) > 0);
  const [first] = given;
  if (first !== undefined) {
    yield finding(
      first,
      `The billing mode is PAY_PER_REQUEST, and the table is given ${listed(given.map(({ path }) => path))}. The provider answers \`read_capacity can not be set when billing_mode is "PAY_PER_REQUEST"\`.`,
      { remediation: 'Leave the capacity out, or set `billingMode: "PROVISIONED"`.' },
    );
  }
}

function* stream(table: Resource): Generator<Yield> {
  const view = table.at("streamViewType");
  if (table.at("streamEnabled").boolean === true && (view.absent || view.raw === "")) {
    yield finding(
      "streamViewType",
      "The stream is on (`streamEnabled`), and `streamViewType` does not say what it holds.",
      {
        remediation: 'Set `streamViewType: "NEW_AND_OLD_IMAGES"`, or `KEYS_ONLY`, `NEW_IMAGE` or `OLD_IMAGE`.',
      },
    );
  }
}

/**
 * DynamoDB switches the stream of replicated tables on by itself; the provider, told of none, tries to switch it off with
 * the next change (https://github.com/hashicorp/terraform-provider-aws/issues/43625 and
 * https://github.com/terraform-aws-modules/terraform-aws-dynamodb-table/pull/30 have the answer). Strongly consistent
 * replicas need no stream.
 */
function* replicaStream(table: Resource): Generator<Yield> {
  const replicas = table.at("replicas").items;
  const [on, view] = [table.at("streamEnabled"), table.at("streamViewType")];
  if (replicas.length === 0 || replicas.some((replica) => !isEventual(replica.at("consistencyMode")))) {
    return;
  }
  const remediation = 'Set `streamEnabled: true` and `streamViewType: "NEW_AND_OLD_IMAGES"`.';
  if (on.absent || on.boolean === false) {
    yield finding(
      on,
      `The table has replicas, and \`streamEnabled\` is ${on.absent ? "not set" : "false"}. DynamoDB replicates by way of the stream and switches it on; the next update tries to switch it off, and DynamoDB answers \`Disabling Stream is not allowed for a Global Table replica\`.`,
      { remediation },
    );
  } else if (view.string !== undefined && view.string !== "" && view.string !== "NEW_AND_OLD_IMAGES") {
    yield finding(
      view,
      `The table has replicas, and its stream holds ${view.show()}: replication takes new and old images.`,
      {
        remediation,
      },
    );
  }
}

function isEventual(mode: Value): boolean {
  return mode.absent || mode.string === "EVENTUAL";
}

function* expiry(table: Resource): Generator<Yield> {
  for (const ttl of table.at("ttl").items) {
    const [name, on] = [ttl.at("attributeName"), ttl.at("enabled")];
    if (on.boolean === true && (name.absent || name.raw === "")) {
      yield finding(name, "Expiry is on (`ttl.enabled`), and no attribute holds its time.", {
        remediation: "Name the attribute in `ttl.attributeName`.",
      });
    } else if (!name.absent && on.absent) {
      // `enabled` is false by default (https://www.pulumi.com/registry/packages/aws/api-docs/dynamodb/table/#tablettl).
      yield finding(
        on,
        `\`${name.path}\` names an attribute, and \`enabled\` is not set, which means no: nothing ever expires.`,
        {
          remediation: "Set `ttl.enabled: true`.",
        },
      );
    }
  }
}

/** https://github.com/hashicorp/terraform-provider-aws/issues/17422 has DynamoDB's answer. */
function* replicaKeys(table: Resource): Generator<Yield> {
  const encryption = table.at("serverSideEncryption");
  const key = encryption.items.map((block) => block.at("kmsKeyArn")).find((value) => !value.absent);
  const on = encryption.items.some((block) => block.at("enabled").boolean === true);
  if (key === undefined || !on) {
    return;
  }
  for (const replica of table.at("replicas").items) {
    const own: Value = replica.at("kmsKeyArn");
    if (replica.object !== undefined && (own.absent || own.raw === "")) {
      yield finding(
        own,
        `The table has a key of its own (\`${key.path}\`), and the replica in ${replica.at("regionName").show()} has none. DynamoDB answers \`KMSMasterKeyId must be specified for each replica\`.`,
        {
          remediation:
            "Give the replica `kmsKeyArn`, a key in its region: an `aws.kms.ReplicaKey` of a multi-region key, or another.",
        },
      );
    }
  }
}
