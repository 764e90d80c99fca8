import { kinds } from "../../engine/kinds";
import { set, type Edit } from "../../engine/remediation";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, notApplicable, undecided } from "../../engine/rule";
import type { Value } from "../../engine/value";
import { checkedBy } from "../../frameworks/references";

interface Row {
  readonly types: readonly string[];
  /** What it is, for people. */
  readonly label: string;
  /** The property that decides. */
  readonly property: readonly string[];
  /** Whether a known value of it means that the data is encrypted; `undefined` stands for a property that is not set. */
  readonly encrypts: (value: Value, resource: Resource) => boolean;
  readonly fix: string;
  /** What switches it on without making it anew, and without a key that others would have to be let in to. */
  readonly inFlight?: (resource: Resource) => readonly Edit[];
}

const isOn = (value: Value) => value.boolean === true;
const isNotOff = (value: Value) => value.boolean !== false;

/**
 * Services that leave data in the clear unless they are told otherwise, or that can be told to. What encrypts everything by
 * itself today is not here: SNS and ECR, DynamoDB, SQS and Redshift unless it is switched off, FSx, MSK, MQ, MemoryDB,
 * Aurora. RDS, DocumentDB and Neptune are `rds-encryption`'s, EBS and S3 have rules of their own.
 */
const ROWS: readonly Row[] = [
  {
    // https://docs.aws.amazon.com/efs/latest/ug/encryption-at-rest.html: by the API, not by default
    types: kinds.fileSystem,
    label: "file system",
    property: ["encrypted"],
    encrypts: isOn,
    fix: "Set `encrypted: true`. On an existing file system this replaces it: move the data first.",
  },
  {
    // https://docs.aws.amazon.com/streams/latest/dev/what-is-sse.html
    types: kinds.stream,
    label: "stream",
    property: ["encryptionType"],
    encrypts: (value) => value.string === "KMS",
    fix: 'Set `encryptionType: "KMS"` and `kmsKeyId: "alias/aws/kinesis"`, or a key of your own.',
    // A key of the program's may not let the producers and consumers in.
    inFlight: (stream) =>
      stream.at("kmsKeyId").absent ? [set("encryptionType", "KMS"), set("kmsKeyId", "alias/aws/kinesis")] : [],
  },
  {
    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-sqs-sse-queue.html: on by default
    types: kinds.queue,
    label: "queue",
    property: ["sqsManagedSseEnabled"],
    encrypts: (value, queue) => isNotOff(value) || !queue.at("kmsMasterKeyId").absent,
    fix: "Leave `sqsManagedSseEnabled` out, or set it to `true`.",
    inFlight: () => [set("sqsManagedSseEnabled", true)],
  },
  {
    // https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html: Valkey by default, Redis not
    types: kinds.replicationGroup,
    label: "cache",
    property: ["atRestEncryptionEnabled"],
    encrypts: (value, cache) => isOn(value) || (cache.at("engine").string === "valkey" && isNotOff(value)),
    fix: "Set `atRestEncryptionEnabled: true`. On an existing group this replaces it.",
  },
  {
    // https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-db-encryption.html: on by default
    types: kinds.redshiftCluster,
    label: "data warehouse",
    property: ["encrypted"],
    encrypts: isNotOff,
    fix: "Leave `encrypted` out, or set it to `true`.",
  },
  {
    // https://docs.aws.amazon.com/opensearch-service/latest/developerguide/encryption-at-rest.html
    types: kinds.searchDomain,
    label: "search domain",
    property: ["encryptAtRest", "enabled"],
    encrypts: isOn,
    fix: "Set `encryptAtRest: { enabled: true }`.",
  },
  {
    // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAXEncryptionAtRest.html
    types: ["aws:dax/cluster:Cluster"],
    label: "DAX cluster",
    property: ["serverSideEncryption", "enabled"],
    encrypts: isOn,
    fix: "Set `serverSideEncryption: { enabled: true }`. On an existing cluster this replaces it.",
  },
];

/** Properties by which a store takes over the encryption of another. */
const SOURCES = ["snapshotIdentifier", "snapshotArn", "snapshotName", "snapshotArns", "globalReplicationGroupId"];

export const storageEncryption = defineRule({
  id: "storage-encryption",
  title: "File systems, streams, queues, caches, warehouses and search domains are encrypted at rest",
  rationale:
    "Most services encrypt what they store by themselves; these leave it in the clear unless they are told otherwise, or can be " +
    "told to. For most of them the choice is final.",
  remediation: "Switch encryption on.",
  severity: "high",
  enforcement: "mandatory",
  family: "guard",
  frameworks: checkedBy(
    "Security Hub EFS.1",
    "Security Hub EFS.8",
    "Security Hub Kinesis.1",
    "Security Hub SQS.1",
    "Security Hub ElastiCache.4",
    "Security Hub ES.1",
    "Security Hub Opensearch.1",
    "Security Hub Redshift.10",
    "Security Hub DynamoDB.3",
    "Prowler efs_encryption_at_rest_enabled",
    "Powerpipe efs_file_system_encrypt_data_at_rest",
  ),
  seeds: ["F"],
  scope: "resource",
  targets: ROWS.flatMap(({ types }) => types),
  remediate: {
    does:
      "Encrypts SQS queues with SQS's own keys, and Kinesis streams that name no key with the AWS-managed one. Every other " +
      "store would be replaced, or rebuilt for hours.",
    targets: () => ROWS.flatMap(({ types, inFlight }) => (inFlight === undefined ? [] : types)),
    edits: (store) => ROWS.find(({ types }) => types.includes(store.type))?.inFlight?.(store) ?? [],
  },
  *check(store) {
    const row = ROWS.find(({ types }) => types.includes(store.type));
    if (row === undefined) {
      return;
    }
    const value = store.at(...row.property);
    const source = SOURCES.map((property) => store.at(property)).find((each) => !each.absent && each.raw !== "");
    if (value.unknown) {
      yield undecided(value, `whether the ${row.label} is encrypted is not known yet`);
    } else if (row.encrypts(value, store)) {
      return;
    } else if (source !== undefined) {
      yield notApplicable(`it is encrypted as what \`${source.path}\` names`);
    } else if (store.at("engine").unknown) {
      yield undecided("engine", `whether the ${row.label}'s engine encrypts by itself is not known yet`);
    } else {
      yield finding(
        value,
        `The data of the ${row.label} is not encrypted: \`${value.path}\` is ${value.absent ? "not set, which means no" : value.show()}.`,
        { remediation: row.fix },
      );
    }
  },
});
