import { elasticacheValid } from "../../../policy-pack/rules/elasticache/elasticache-valid";
import { ref, resource, secret, testRule, unknown } from "../../support";

type Props = Readonly<Record<string, unknown>>;
const group = (props: Props = {}) =>
  resource("aws:elasticache/replicationGroup:ReplicationGroup", "cache", { nodeType: "cache.t4g.small", ...props });
const cluster = (props: Props = {}) =>
  resource("aws:elasticache/cluster:Cluster", "cache", { engine: "redis", nodeType: "cache.t4g.small", ...props });
const password = (props: Props) => resource("random:index/randomPassword:RandomPassword", "token", props);
const TLS = { transitEncryptionEnabled: true };
const GOOD = secret("abcdefghijklmnop!&#$^<>-");
const at = (property: string, message: string) => [{ resource: "cache", property, message }];

testRule(elasticacheValid, {
  invalid: [
    {
      name: "a token without TLS",
      resources: [group({ authToken: GOOD })],
      findings: at("transitEncryptionEnabled", "`transitEncryptionEnabled` is not"),
    },
    {
      name: "a token, TLS off",
      resources: [group({ authToken: GOOD, transitEncryptionEnabled: false })],
      findings: at("transitEncryptionEnabled", "is false"),
    },
    {
      name: "a short token",
      resources: [group({ ...TLS, authToken: secret("short") })],
      findings: at("authToken", "has 5 characters"),
    },
    {
      name: "a token with a character that is refused",
      resources: [group({ ...TLS, authToken: secret("abcdefghijklmnop@") })],
      findings: at("authToken", "holds a character that is not allowed"),
    },
    {
      name: "a generator with its default characters",
      resources: [password({ length: 32 }), group({ ...TLS, authToken: ref("token", "result") })],
      modes: ["preview", "offline"],
      findings: at("authToken", 'comes from "token", which may draw characters'),
    },
    {
      name: "a generator of too few characters",
      resources: [password({ length: 12, special: false }), group({ ...TLS, authToken: ref("token", "result") })],
      modes: ["preview", "offline"],
      findings: at("authToken", "makes 12 characters"),
    },
    {
      name: "failover with one node",
      resources: [group({ automaticFailoverEnabled: true })],
      findings: at("numCacheClusters", "the group has one node (`numCacheClusters` is not set)"),
    },
    {
      name: "two zones without failover",
      resources: [group({ multiAzEnabled: true, numCacheClusters: 2 })],
      findings: at("automaticFailoverEnabled", "takes the one only with the other"),
    },
    {
      name: "shards without failover",
      resources: [group({ numNodeGroups: 3, replicasPerNodeGroup: 1 })],
      findings: at("automaticFailoverEnabled", "`numNodeGroups: 3`"),
    },
    {
      name: "a node type of EC2",
      resources: [group({ nodeType: "t4g.small" })],
      findings: at("nodeType", "is no node type of ElastiCache"),
    },
    {
      name: "a Redis cluster of two",
      resources: [cluster({ numCacheNodes: 2 })],
      findings: at("numCacheNodes", "a cluster of redis has one node"),
    },
    {
      name: "one node in two zones",
      resources: [cluster({ engine: "memcached", azMode: "cross-az", numCacheNodes: 1 })],
      findings: at("azMode", "needs more than one node"),
    },
    {
      name: "TLS of a single Redis",
      resources: [cluster({ transitEncryptionEnabled: true })],
      findings: at("transitEncryptionEnabled", "only for Memcached"),
    },
  ],
  valid: [
    { name: "a token", resources: [group({ ...TLS, authToken: GOOD })] },
    {
      name: "a generator without special characters",
      resources: [password({ length: 32, special: false }), group({ ...TLS, authToken: ref("token", "result") })],
      modes: ["preview", "offline"],
    },
    {
      name: "a generator with characters that are allowed",
      resources: [
        password({ length: 32, overrideSpecial: "!&#$" }),
        group({ ...TLS, authToken: ref("token", "result") }),
      ],
      modes: ["preview", "offline"],
    },
    { name: "a token from elsewhere", resources: [group({ ...TLS, authToken: unknown })] },
    { name: "no token", resources: [group()] },
    {
      name: "failover with two nodes",
      resources: [group({ automaticFailoverEnabled: true, multiAzEnabled: true, numCacheClusters: 2 })],
    },
    {
      name: "shards with failover",
      resources: [group({ automaticFailoverEnabled: true, numNodeGroups: 2, replicasPerNodeGroup: 1 })],
    },
    {
      name: "one shard with a replica",
      resources: [group({ automaticFailoverEnabled: true, replicasPerNodeGroup: 1 })],
    },
    { name: "a later node type", resources: [group({ nodeType: "cache.m99g.large" })] },
    { name: "nodes from elsewhere", resources: [group({ automaticFailoverEnabled: true, numCacheClusters: unknown })] },
    { name: "one Redis", resources: [cluster({ numCacheNodes: 1 })] },
    {
      name: "Memcached in two zones",
      resources: [cluster({ engine: "memcached", azMode: "cross-az", numCacheNodes: 2 })],
    },
  ],
});
