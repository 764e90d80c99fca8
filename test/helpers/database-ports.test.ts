import { portOf } from "../../policy-pack/helpers/database-ports";
import { type Mode, resource, stackOf, unknown } from "../support";

const portIn = (mode: Mode, type: string, props: Readonly<Record<string, unknown>>) => {
  const { stack, find } = stackOf(mode, resource(type, "database", props));
  return portOf(stack, find("database"));
};

test.each([
  ["aws:rds/instance:Instance", { engine: "mysql" }, 3306],
  ["aws:rds/instance:Instance", { engine: "postgres" }, 5432],
  ["aws:rds/instance:Instance", { engine: "oracle-ee" }, 1521],
  ["aws:rds/instance:Instance", { engine: "sqlserver-ex" }, 1433],
  ["aws:rds/instance:Instance", { engine: "mysql", port: 3307 }, 3307],
  ["aws:rds/cluster:Cluster", { engine: "aurora-postgresql" }, 5432],
  ["aws:rds/cluster:Cluster", { engine: "aurora-mysql", port: "3308" }, 3308],
  ["aws:docdb/cluster:Cluster", {}, 27_017],
  ["aws:elasticache/cluster:Cluster", { engine: "memcached" }, 11_211],
  ["aws:elasticache/cluster:Cluster", { engine: "valkey" }, 6379],
])("%s %j listens on %s, also before it is there", (type, props, port) => {
  expect(portIn("preview", type, props)).toBe(port);
});

test.each([{ engine: unknown }, { engine: "mysql", port: unknown }, { engine: "mongodb" }, {}])(
  "of %j nobody knows the port",
  (props) => {
    expect(portIn("preview", "aws:rds/instance:Instance", props)).toBeUndefined();
  },
);

test("what is no database has none", () => {
  expect(portIn("up", "aws:s3/bucket:Bucket", {})).toBeUndefined();
});
