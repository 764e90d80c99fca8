import { kinds, type Kind } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, type Yield } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import type { Value } from "../../engine/value";
import { declaredAt, isDeclared } from "../../helpers/declared";
import { classSource, isSold, soldInstead } from "../../helpers/rds/classes";

const PASSWORD: Kind = ["random:index/randomPassword:RandomPassword", "random:index/randomString:RandomString"];
/** What `RandomPassword` draws from unless it is told otherwise (https://www.pulumi.com/registry/packages/random/api-docs/randompassword/). */
const DEFAULT_SPECIAL = "!@#$%&*()-_=+[]{}<>:?";
/** https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth.html */
const TOKEN = /^[A-Za-z0-9!&#$^<>-]*$/;

export const elasticacheValid = defineRule({
  id: "elasticache-valid",
  title: "ElastiCache accepts the cache: token, failover, nodes",
  rationale:
    "ElastiCache takes a token only of certain characters and only over TLS, fails over only to a second node, and sells a " +
    "limited list of node types. It says so when the cache is created, not in a preview.",
  remediation: "Change the setting as the message says.",
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["F"],
  scope: "stack",
  targets: [...kinds.replicationGroup, ...kinds.cacheCluster],
  *check(cache, { stack }) {
    yield* nodeType(stack, cache);
    if (cache.is(kinds.cacheCluster)) {
      yield* singleNodes(stack, cache);
    } else {
      yield* token(stack, cache);
      yield* failover(stack, cache);
    }
  },
});

function* nodeType(stack: Stack, cache: Resource): Generator<Yield> {
  const type = declaredAt(stack, cache, "nodeType");
  if (type.string !== undefined && !type.halfKnown && isSold("elasticache", "*", type.string) === "no") {
    yield finding(
      type,
      `\`nodeType: ${type.show()}\` is no node type of ElastiCache, in any region (list of ${classSource()}).`,
      {
        remediation: `Take one of these, or of a larger family: ${soldInstead("elasticache", "*", type.string)}.`,
      },
    );
  }
}

function* token(stack: Stack, cache: Resource): Generator<Yield> {
  const value = declaredAt(stack, cache, "authToken");
  if (value.absent) {
    return;
  }
  const tls = declaredAt(stack, cache, "transitEncryptionEnabled");
  if (!tls.unknown && tls.boolean !== true) {
    yield finding(
      "transitEncryptionEnabled",
      `An \`authToken\` is set, and \`transitEncryptionEnabled\` is ${tls.absent ? "not" : "false"}. ElastiCache takes a token only with encryption in transit.`,
      { remediation: "Set `transitEncryptionEnabled: true`." },
    );
  }
  const fault = tokenFault(value) ?? generatorFault(stack, cache);
  if (fault !== undefined) {
    yield finding(
      "authToken",
      `The \`authToken\` ${fault}. ElastiCache takes 16 to 128 letters, digits and \`! & # $ ^ < > -\`.`,
      {
        remediation: "`new random.RandomPassword(name, { length: 32, special: false })`.",
      },
    );
  }
}

/** What is wrong with a token that is known. It is a secret, so no part of it is told. */
function tokenFault(value: Value): string | undefined {
  if (value.string === undefined || value.halfKnown) {
    return undefined;
  }
  if (value.string.length < 16 || value.string.length > 128) {
    return `has ${value.string.length} characters`;
  }
  return TOKEN.test(value.string) ? undefined : "holds a character that is not allowed";
}

/** What is wrong with the generator a token comes from: it is known when its password is not. */
function generatorFault(stack: Stack, cache: Resource): string | undefined {
  const [generator, ...others] = stack.dependenciesOf(cache, "authToken", PASSWORD);
  const made = declaredAt(stack, cache, "authToken");
  if (generator === undefined || others.length > 0 || (made.string !== undefined && !made.halfKnown)) {
    return undefined;
  }
  const [length, special, characters] = ["length", "special", "overrideSpecial"].map((name) =>
    declaredAt(stack, generator, name),
  );
  if (length?.number !== undefined && (length.number < 16 || length.number > 128)) {
    return `comes from "${generator.name}", which makes ${length.number} characters`;
  }
  const drawn = characters?.string ?? (characters?.absent === true ? DEFAULT_SPECIAL : "");
  const hasSpecial = special?.boolean !== false && special?.unknown !== true;
  return hasSpecial && !TOKEN.test(drawn)
    ? `comes from "${generator.name}", which may draw characters that are not allowed (\`special\`${characters?.absent === true ? ", its default set" : ""})`
    : undefined;
}

function* failover(stack: Stack, cache: Resource): Generator<Yield> {
  const [automatic, multiAz, nodes, shards, replicas] = [
    "automaticFailoverEnabled",
    "multiAzEnabled",
    "numCacheClusters",
    "numNodeGroups",
    "replicasPerNodeGroup",
  ].map((property) => declaredAt(stack, cache, property)) as [Value, Value, Value, Value, Value];
  const isGlobal = isDeclared(stack, cache, "globalReplicationGroupId");
  const isSharded = !shards.absent || !replicas.absent || !cache.at("nodeGroupConfigurations").absent;
  if (multiAz.boolean === true && !automatic.unknown && automatic.boolean !== true) {
    yield finding(
      "automaticFailoverEnabled",
      "`multiAzEnabled` is true, and `automaticFailoverEnabled` is not: ElastiCache takes the one only with the other.",
      {
        remediation: "Set `automaticFailoverEnabled: true` as well.",
      },
    );
  }
  if (automatic.boolean === true && !isSharded && !isGlobal && !nodes.unknown && (nodes.number ?? 1) < 2) {
    yield finding(
      "numCacheClusters",
      `\`automaticFailoverEnabled\` is true, and the group has one node (\`numCacheClusters\` is ${nodes.absent ? "not set" : nodes.show()}). There is nothing to fail over to, and ElastiCache refuses it.`,
      { remediation: "Set `numCacheClusters: 2` or more, or leave the failover out." },
    );
  }
  if ((shards.number ?? 0) > 1 && !automatic.unknown && automatic.boolean !== true) {
    yield finding(
      "automaticFailoverEnabled",
      `\`numNodeGroups: ${shards.show()}\`: a group of several shards must have \`automaticFailoverEnabled\`.`,
      {
        remediation: "Set `automaticFailoverEnabled: true`.",
      },
    );
  }
}

/** https://www.pulumi.com/registry/packages/aws/api-docs/elasticache/cluster/ */
function* singleNodes(stack: Stack, cache: Resource): Generator<Yield> {
  const engine = declaredAt(stack, cache, "engine").string;
  const nodes = declaredAt(stack, cache, "numCacheNodes");
  if ((engine === "redis" || engine === "valkey") && (nodes.number ?? 1) > 1) {
    yield finding(nodes, `\`numCacheNodes: ${nodes.show()}\`: a cluster of ${engine} has one node.`, {
      remediation: "Replicas and shards are an `aws.elasticache.ReplicationGroup`'s.",
    });
  }
  if (declaredAt(stack, cache, "azMode").string === "cross-az" && !nodes.unknown && (nodes.number ?? 1) < 2) {
    yield finding("azMode", '`azMode: "cross-az"` needs more than one node, and `numCacheNodes` is one.', {
      remediation: "Set `numCacheNodes: 2` or more, or leave `azMode` out.",
    });
  }
  if (engine === "redis" && declaredAt(stack, cache, "transitEncryptionEnabled").boolean === true) {
    yield finding(
      "transitEncryptionEnabled",
      "A single `aws.elasticache.Cluster` encrypts in transit only for Memcached, and this is redis.",
      {
        remediation: "Use an `aws.elasticache.ReplicationGroup`, also for one node.",
      },
    );
  }
}
