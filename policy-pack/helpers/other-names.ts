import { kinds, type Kind } from "../engine/kinds";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import type { Value } from "../engine/value";

/** Dimensions whose right value is one name of a resource and whose likely mistake is another one of the same form. */
const NAMES: readonly {
  readonly namespace: string;
  readonly dimension: string;
  readonly kind: Kind;
  readonly right: readonly string[];
  readonly wrong: readonly string[];
}[] = [
  {
    namespace: "AWS/ApiGateway",
    dimension: "ApiName",
    kind: kinds.restApi,
    right: ["name"],
    wrong: ["id", "rootResourceId"],
  },
  {
    namespace: "AWS/RDS",
    dimension: "DBInstanceIdentifier",
    kind: [...kinds.rdsInstance, ...kinds.rdsClusterInstance],
    right: ["identifier"],
    // Since version 5 of the provider the id is the resource id, not the identifier.
    wrong: ["id", "resourceId", "dbiResourceId"],
  },
  {
    namespace: "AWS/RDS",
    dimension: "DBClusterIdentifier",
    kind: kinds.rdsCluster,
    right: ["clusterIdentifier", "id"],
    wrong: ["clusterResourceId"],
  },
];

/** A resource of the stack that a value denotes by a name the dimension does not hold. */
export interface OtherName {
  readonly of: Resource;
  /** The property that has this value. */
  readonly is: string;
  /** The property the dimension holds. */
  readonly wanted: string;
}

/** Whether a dimension's value, known or made up, is another name of a resource than the one CloudWatch uses. */
export function otherNameOf(namespace: string, dimension: string, value: Value, stack: Stack): OtherName | undefined {
  const row = NAMES.find((each) => each.namespace === namespace && each.dimension === dimension);
  const text = value.string;
  if (row === undefined || text === undefined) {
    return undefined;
  }
  const resources = stack.ofKind(row.kind);
  const called = (names: readonly string[], resource: Resource) =>
    names.find((name) => resource.at(name).string === text);
  if (resources.some((each) => called(row.right, each) !== undefined)) {
    return undefined;
  }
  const of = resources.find((each) => called(row.wrong, each) !== undefined);
  return of && { of, is: called(row.wrong, of) ?? "", wanted: row.right[0] ?? "" };
}
