import { Resource } from "../../policy-pack/engine/resource";
import { Stack } from "../../policy-pack/engine/stack";
import { Value } from "../../policy-pack/engine/value";
import { UNKNOWN } from "../../policy-pack/engine/wire";
import { otherNameOf } from "../../policy-pack/helpers/other-names";

const make = (type: string, properties: Record<string, unknown>) =>
  new Resource({ urn: `urn:pulumi:dev::p::${type}::x`, type, name: "x", properties: () => properties });

describe("another name of a resource", () => {
  const database = make("aws:rds/instance:Instance", { identifier: "orders", id: "db-1", resourceId: "db-1" });
  const stack = new Stack([database]);
  const of = (raw: unknown, dimension = "DBInstanceIdentifier") =>
    otherNameOf("AWS/RDS", dimension, new Value(raw, "v"), stack);

  test("is told from the right one", () => {
    expect(of("db-1")).toEqual({ of: database, is: "id", wanted: "identifier" });
    expect(of("orders")).toBeUndefined();
  });

  test("is nothing when no resource is called so, or the dimension is another", () => {
    expect(of("elsewhere")).toBeUndefined();
    expect(of(UNKNOWN)).toBeUndefined();
    expect(of("db-1", "EngineName")).toBeUndefined();
  });

  test("is nothing when another resource is rightly called so", () => {
    const twin = make("aws:rds/clusterInstance:ClusterInstance", { identifier: "db-1" });
    const both = new Stack([database, twin]);
    expect(otherNameOf("AWS/RDS", "DBInstanceIdentifier", new Value("db-1", "v"), both)).toBeUndefined();
  });
});
