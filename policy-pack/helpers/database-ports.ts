/** Which security groups a database has, and on which port it listens. */
import { kinds } from "../engine/kinds";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import { isDeclared } from "./declared";

/** Where each kind of database names its groups, and the port it listens on unless told otherwise. */
export interface Database {
  readonly property: string;
  /** By the beginning of the engine's name; the first that fits. */
  readonly ports: readonly (readonly [engine: string, port: number])[];
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html (`Port`), and each service's own. */
const RDS_PORTS = [
  ["aurora-postgresql", 5432],
  ["postgres", 5432],
  ["aurora", 3306],
  ["mysql", 3306],
  ["mariadb", 3306],
  ["oracle", 1521],
  ["custom-oracle", 1521],
  ["sqlserver", 1433],
  ["custom-sqlserver", 1433],
  ["db2", 50_000],
] as const;
const CACHE_PORTS = [
  ["memcached", 11_211],
  ["", 6379],
] as const;

/** By type. */
export const DATABASES: ReadonlyMap<string, Database> = new Map<string, Database>([
  ...[...kinds.rdsInstance, ...kinds.rdsCluster].map(
    (type) => [type, { property: "vpcSecurityGroupIds", ports: RDS_PORTS }] as const,
  ),
  ...kinds.documentCluster.map((type) => [type, { property: "vpcSecurityGroupIds", ports: [["", 27_017]] }] as const),
  ...kinds.neptuneCluster.map((type) => [type, { property: "vpcSecurityGroupIds", ports: [["", 8182]] }] as const),
  ...kinds.redshiftCluster.map((type) => [type, { property: "vpcSecurityGroupIds", ports: [["", 5439]] }] as const),
  ...[...kinds.cacheCluster, ...kinds.replicationGroup].map(
    (type) => [type, { property: "securityGroupIds", ports: CACHE_PORTS }] as const,
  ),
]);

/** The port a database listens on: its own, or the one of its engine. */
export function portOf(stack: Stack, database: Resource): number | undefined {
  const port = database.at("port");
  const engine = database.at("engine");
  const ports = DATABASES.get(database.type)?.ports ?? [];
  if (port.number !== undefined) {
    return port.number;
  }
  // One the program leaves out is unknown in a preview, too.
  if (port.unknown && isDeclared(stack, database, "port")) {
    return undefined;
  }
  return ports.find(([name]) => (name === "" ? !engine.unknown : engine.string?.startsWith(name)))?.[1];
}
