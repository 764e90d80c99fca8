import { Resource } from "../../../policy-pack/engine/resource";
import { Stack } from "../../../policy-pack/engine/stack";
import { UNKNOWN } from "../../../policy-pack/engine/wire";
import { declaredAt } from "../../../policy-pack/helpers/declared";
import {
  copiedBy,
  engineOf,
  isAurora,
  isMember,
  isSecondary,
  replicaOf,
} from "../../../policy-pack/helpers/rds/engine";

type Props = Readonly<Record<string, unknown>>;

function one(type: string, properties: Props, dependencies: Readonly<Record<string, readonly string[]>> = {}) {
  const [, name = ""] = /:(\w+)$/.exec(type) ?? [];
  return new Resource({
    urn: `urn:pulumi:dev::shop::${type}::${name}`,
    type,
    name,
    properties: () => properties,
    propertyDependencies: () => ({
      ...Object.fromEntries(Object.keys(properties).map((key) => [key, []])),
      ...dependencies,
    }),
  });
}

const INSTANCE = "aws:rds/instance:Instance";
const CLUSTER = "aws:rds/cluster:Cluster";
const MEMBER = "aws:rds/clusterInstance:ClusterInstance";

test.each([
  [{}, undefined, undefined],
  [{ replicateSourceDb: "" }, undefined, undefined],
  [{ replicateSourceDb: UNKNOWN }, "replicateSourceDb", "replicateSourceDb"],
  [{ snapshotIdentifier: "before" }, "snapshotIdentifier", undefined],
  [{ restoreToPointInTime: {} }, "restoreToPointInTime", undefined],
])("%j is a copy by %s", (props: Props, copy, replica) => {
  const database = one(INSTANCE, props);
  const stack = new Stack([database]);
  expect(copiedBy(stack, database)?.path).toBe(copy);
  expect(replicaOf(stack, database)?.path).toBe(replica);
});

test("the engine of a member is its cluster's, unless it says one", () => {
  const cluster = one(CLUSTER, { engine: "aurora-mysql" });
  const member = one(MEMBER, { clusterIdentifier: UNKNOWN }, { clusterIdentifier: [cluster.urn] });
  const stack = new Stack([cluster, member]);
  expect(engineOf(stack, member).string).toBe("aurora-mysql");
  expect([isMember(member), isMember(cluster)]).toEqual([true, false]);
  const own = one(MEMBER, { clusterIdentifier: UNKNOWN, engine: "aurora" }, { clusterIdentifier: [cluster.urn] });
  expect(engineOf(new Stack([cluster, own]), own).string).toBe("aurora");
  const stray = one(MEMBER, { clusterIdentifier: "elsewhere" });
  expect(engineOf(new Stack([stray]), stray).absent).toBe(true);
});

test.each([
  ["aurora-postgresql", true],
  ["aurora", true],
  ["postgres", false],
  [undefined, false],
])("%s is Aurora: %s", (engine, expected) => {
  expect(isAurora(engine)).toBe(expected);
});

test.each([
  [{ globalClusterIdentifier: UNKNOWN }, true],
  [{ globalClusterIdentifier: "world", masterUsername: "shop" }, false],
  [{ globalClusterIdentifier: "world", snapshotIdentifier: "before" }, false],
  [{}, false],
])("%j is a secondary: %s", (props: Props, expected) => {
  const cluster = one(CLUSTER, props);
  expect(isSecondary(new Stack([cluster]), cluster)).toBe(expected);
});

test("what a provider filled in is not declared", () => {
  const filled = new Resource({
    urn: "urn:pulumi:dev::shop::aws:rds/instance:Instance::db",
    type: INSTANCE,
    name: "db",
    properties: () => ({ engine: "mysql", engineVersion: UNKNOWN }),
    propertyDependencies: () => ({ engine: [] }),
  });
  const stack = new Stack([filled]);
  expect(declaredAt(stack, filled, "engine").string).toBe("mysql");
  expect(declaredAt(stack, filled, "engineVersion").absent).toBe(true);
});
