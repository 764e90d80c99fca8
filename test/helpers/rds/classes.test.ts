import { classSource, isEnded, isSold, soldInstead } from "../../../policy-pack/helpers/rds/classes";

test.each([
  ["instance", "postgres", "db.t3.micro", "yes"],
  ["instance", "aurora-mysql", "db.serverless", "yes"],
  ["instance", "aurora-mysql", "db.m5.large", "no"],
  ["instance", "postgres", "db.t3.3xlarge", "no"],
  ["instance", "postgres", "t3.micro", "no"],
  ["instance", "postgres", "", "no"],
  ["instance", "postgres", "db.r99g.large", "unknown"],
  ["instance", "acme", "db.t3.micro", "unknown"],
  ["docdb", "*", "db.t3.medium", "yes"],
  ["docdb", "*", "db.serverless", "unknown"],
  ["elasticache", "*", "cache.t4g.micro", "yes"],
  ["elasticache", "*", "cache.t1.micro", "no"],
] as const)("%s %s %s: %s", (service, engine, name, expected) => {
  expect(isSold(service, engine, name)).toBe(expected);
});

test.each([
  ["mysql", undefined, "db.t2.micro", true],
  ["mysql", undefined, "db.t3.micro", false],
  ["oracle-ee", undefined, "db.t2.micro", false],
  ["aurora-mysql", "8.0.mysql_aurora.3.04.0", "db.t3.small", true],
  ["aurora-mysql", "5.7.mysql_aurora.2.11.2", "db.t3.small", false],
  ["aurora-mysql", undefined, "db.t3.small", false],
  ["aurora-postgresql", undefined, "db.r4.large", true],
] as const)("%s %s on %s has ended: %s", (engine, version, name, expected) => {
  expect(isEnded(engine, version, name)).toBe(expected);
});

test("a hint, and the data's date", () => {
  expect(soldInstead("instance", "postgres", "db.t3.3xlarge")).toMatch(/^db\.t3: .*medium/);
  expect(soldInstead("instance", "postgres", "t3.micro")).toContain("db.t4g: ");
  expect(soldInstead("instance", "acme", "x")).toBe("");
  expect(classSource()).toMatch(/^\d{4}-\d{2}-\d{2}, cfn-lint /);
});
