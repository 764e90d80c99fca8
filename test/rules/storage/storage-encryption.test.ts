import { storageEncryption } from "../../../policy-pack/rules/storage/storage-encryption";
import { ref, resource, testRule, unknown } from "../../support";

type Props = Readonly<Record<string, unknown>>;
const one = (type: string, props: Props = {}) => resource(type, "data", props);
const EFS = "aws:efs/fileSystem:FileSystem";
const STREAM = "aws:kinesis/stream:Stream";
const QUEUE = "aws:sqs/queue:Queue";
const CACHE = "aws:elasticache/replicationGroup:ReplicationGroup";
const REDSHIFT = "aws:redshift/cluster:Cluster";
const SEARCH = "aws:opensearch/domain:Domain";
const at = (property: string, message: string) => [{ resource: "data", property, message, severity: "high" as const }];

testRule(storageEncryption, {
  invalid: [
    {
      name: "a file system that says nothing",
      resources: [one(EFS)],
      findings: at("encrypted", "data of the file system is not encrypted"),
    },
    {
      name: "a file system that says no",
      resources: [one(EFS, { encrypted: false })],
      findings: at("encrypted", "is false"),
    },
    {
      name: "a stream that says nothing",
      resources: [one(STREAM, { shardCount: 1 })],
      findings: at("encryptionType", "the stream"),
    },
    {
      name: "a stream that says none",
      resources: [one(STREAM, { encryptionType: "NONE" })],
      findings: at("encryptionType", '"NONE"'),
    },
    {
      name: "a queue, switched off",
      resources: [one(QUEUE, { sqsManagedSseEnabled: false })],
      findings: at("sqsManagedSseEnabled", "the queue"),
    },
    {
      name: "a Redis cache",
      resources: [one(CACHE, { engine: "redis" })],
      findings: at("atRestEncryptionEnabled", "the cache"),
    },
    {
      name: "a Valkey cache, switched off",
      resources: [one(CACHE, { engine: "valkey", atRestEncryptionEnabled: false })],
      findings: at("atRestEncryptionEnabled", "is false"),
    },
    {
      name: "a warehouse, switched off",
      resources: [one(REDSHIFT, { encrypted: false })],
      findings: at("encrypted", "the data warehouse"),
    },
    { name: "a search domain", resources: [one(SEARCH)], findings: at("encryptAtRest.enabled", "the search domain") },
    {
      name: "an Elasticsearch domain that says no",
      resources: [one("aws:elasticsearch/domain:Domain", { encryptAtRest: { enabled: false } })],
      findings: at("encryptAtRest.enabled", "is false"),
    },
    {
      name: "DAX",
      resources: [one("aws:dax/cluster:Cluster")],
      findings: at("serverSideEncryption.enabled", "the DAX cluster"),
    },
    {
      name: "a cache that says nothing, in groups that are still to come",
      resources: [
        resource("aws:ec2/securityGroup:SecurityGroup", "group", { description: "Cache" }),
        one(CACHE, { engine: "redis", securityGroupIds: [ref("group")] }),
      ],
      findings: at("atRestEncryptionEnabled", "the cache"),
    },
  ],
  valid: [
    { name: "an encrypted file system", resources: [one(EFS, { encrypted: true })] },
    { name: "an encrypted stream", resources: [one(STREAM, { encryptionType: "KMS", kmsKeyId: "alias/aws/kinesis" })] },
    { name: "a queue that says nothing", resources: [one(QUEUE)] },
    {
      name: "a queue with a key",
      resources: [one(QUEUE, { sqsManagedSseEnabled: false, kmsMasterKeyId: "alias/aws/sqs" })],
    },
    { name: "an encrypted cache", resources: [one(CACHE, { atRestEncryptionEnabled: true })] },
    { name: "a Valkey cache that says nothing", resources: [one(CACHE, { engine: "valkey" })] },
    { name: "a warehouse that says nothing", resources: [one(REDSHIFT)] },
    { name: "an encrypted search domain", resources: [one(SEARCH, { encryptAtRest: { enabled: true } })] },
    {
      name: "a cache restored from a snapshot",
      resources: [one(CACHE, { snapshotName: "before" })],
      outcome: "notApplicable",
    },
    {
      name: "a switch from elsewhere",
      resources: [one(EFS, { encrypted: unknown })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "an engine from elsewhere",
      resources: [one(CACHE, { engine: unknown })],
      undecided: ["preview", "up", "offline"],
    },
  ],
  remediates: [
    {
      name: "a stream that says none",
      resource: one(STREAM, { encryptionType: "NONE" }),
      becomes: { encryptionType: "KMS", kmsKeyId: "alias/aws/kinesis" },
    },
    {
      name: "a queue, switched off",
      resource: one(QUEUE, { sqsManagedSseEnabled: false }),
      becomes: { sqsManagedSseEnabled: true },
    },
    {
      name: "a stream with a key of its own, which nobody may use",
      resource: one(STREAM, { encryptionType: "NONE", kmsKeyId: unknown }),
      becomes: {},
    },
    { name: "a stream nobody knows of", resource: one(STREAM, { encryptionType: unknown }), becomes: {} },
    { name: "a queue that says nothing", resource: one(QUEUE), becomes: {} },
    { name: "a file system, which would be replaced", resource: one(EFS), becomes: {} },
  ],
  remediated: ["a stream that says nothing", "a stream that says none", "a queue, switched off"],
});
