/** The engine of a database, and where it gets its data from. */
import { kinds } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import type { Stack } from "../../engine/stack";
import type { Value } from "../../engine/value";
import { declaredAt, isDeclared } from "../declared";

/** Properties by which a database is a copy of another, so that settings come from there. */
const COPIES = [
  "replicateSourceDb",
  "replicationSourceIdentifier",
  "snapshotIdentifier",
  "restoreToPointInTime",
  "sourceDbClusterIdentifier",
] as const;

/** The property that makes a database a copy: a replica, or restored. */
export function copiedBy(stack: Stack, resource: Resource): Value | undefined {
  return COPIES.map((property) => declaredAt(stack, resource, property)).find(isSet);
}

/** The property that makes a database a read replica of another. */
export function replicaOf(stack: Stack, resource: Resource): Value | undefined {
  return ["replicateSourceDb", "replicationSourceIdentifier"]
    .map((property) => declaredAt(stack, resource, property))
    .find(isSet);
}

function isSet(value: Value): boolean {
  return !value.absent && value.raw !== "";
}

/** A database's own engine; a member's is its cluster's, where that is in the stack. Absent when nobody says. */
export function engineOf(stack: Stack, resource: Resource): Value {
  const own = declaredAt(stack, resource, "engine");
  if (!own.absent || !isMember(resource)) {
    return own;
  }
  const { targets, exhaustive } = stack.link(resource, ["clusterIdentifier"], kinds.rdsCluster);
  const [cluster] = targets;
  return cluster !== undefined && targets.length === 1 && exhaustive ? declaredAt(stack, cluster, "engine") : own;
}

/** Whether a resource is an instance of an Aurora cluster. */
export function isMember(resource: Resource): boolean {
  return resource.is(kinds.rdsClusterInstance);
}

/** `mysql`, `postgres` and `mariadb` as RDS runs them, and Aurora's two. */
export function isAurora(engine: string | undefined): boolean {
  return engine?.startsWith("aurora") ?? false;
}

/** Whether the program joins a cluster to a global one that somebody else leads: it names no master user and copies nothing. */
export function isSecondary(stack: Stack, cluster: Resource): boolean {
  const own = ["masterUsername", "manageMasterUserPassword", "masterPassword", "masterPasswordWo"];
  return (
    isDeclared(stack, cluster, "globalClusterIdentifier") &&
    copiedBy(stack, cluster) === undefined &&
    !own.some((property) => isDeclared(stack, cluster, property))
  );
}
