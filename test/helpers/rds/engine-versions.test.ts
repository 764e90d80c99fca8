import {
  familiesOf,
  familyOf,
  isExactVersion,
  nearestFamily,
  newestOffered,
  versionSource,
  versionStatus,
} from "../../../policy-pack/helpers/rds/engine-versions";

test.each([
  ["a release", "instance", "postgres", "16.10", "offered"],
  ["a line of releases", "instance", "postgres", "15", "offered"],
  ["a line the data calls deprecated itself", "cluster", "aurora-postgresql", "16", "offered"],
  ["a line of two numbers", "instance", "mysql", "8.0", "offered"],
  ["a line that only extended support has", "instance", "mysql", "5.7", "offered"],
  ["a long-term support release", "cluster", "aurora-postgresql", "14.6", "offered"],
  ["Aurora MySQL", "cluster", "aurora-mysql", "8.0.mysql_aurora.3.04.0", "offered"],
  ["a release that is gone", "instance", "postgres", "15.3", "retired"],
  ["Aurora's, gone", "cluster", "aurora-postgresql", "15.4", "retired"],
  ["Aurora MySQL, gone", "cluster", "aurora-mysql", "8.0.mysql_aurora.3.02.0", "retired"],
  ["a line that is gone", "instance", "mysql", "5.6", "retired"],
  ["between known ones", "instance", "mysql", "8.0.1", "never"],
  ["a line there never was", "instance", "mysql", "8.1", "never"],
  ["too many numbers", "instance", "postgres", "15.13.1", "never"],
  ["a word", "instance", "postgres", "latest", "never"],
  ["another engine's", "cluster", "aurora-mysql", "8.0.35", "never"],
  ["the next of a line", "instance", "postgres", "15.99", "newer"],
  ["the next major", "instance", "postgres", "40", "newer"],
  ["a release of the next major", "instance", "mysql", "9.1.0", "newer"],
  ["Aurora MySQL's next", "cluster", "aurora-mysql", "8.0.mysql_aurora.3.99.0", "newer"],
  ["an engine nothing is known of", "instance", "oracle-ee", "19", "no data"],
] as const)("%s", (_, scope, engine, version, expected) => {
  expect(versionStatus(scope, engine, version)).toBe(expected);
});

test("the newest of the same line, else of the engine", () => {
  expect(newestOffered("instance", "postgres", "15.3")).toMatch(/^15\.\d+$/);
  expect(newestOffered("cluster", "aurora-mysql", "8.0.mysql_aurora.3.02.0")).toMatch(
    /^8\.0\.mysql_aurora\.3\.\d+\.\d+$/,
  );
  expect(newestOffered("instance", "postgres", "9.6.3")).toMatch(/^\d\d\.\d+$/);
  expect(newestOffered("cluster", "aurora-postgresql", "16.2")).toMatch(/^16\.\d+$/);
  expect(newestOffered("instance", "oracle-ee", "19")).toBeUndefined();
});

test("releases and lines of releases", () => {
  expect(isExactVersion("instance", "postgres", "16.10")).toBe(true);
  expect(isExactVersion("instance", "postgres", "16")).toBe(false);
  expect(isExactVersion("instance", "mysql", "8.0")).toBe(false);
});

test.each([
  ["postgres", "15.4", "postgres15"],
  ["postgres", "9.6.24", "postgres9.6"],
  ["postgres", "9", undefined],
  ["aurora-postgresql", "16", "aurora-postgresql16"],
  ["aurora-mysql", "8.0.mysql_aurora.3.04.0", "aurora-mysql8.0"],
  ["mysql", "8.4.5", "mysql8.4"],
  ["mysql", "8", undefined],
  ["mariadb", "10.11", "mariadb10.11"],
  ["oracle-ee", "19", undefined],
])("the family of %s %s", (engine, version, family) => {
  expect(familyOf(engine, version)).toBe(family);
});

test("families and the data's date", () => {
  expect([...familiesOf("postgres")]).toContain("postgres16");
  expect(familiesOf("oracle-ee").size).toBe(0);
  expect(versionSource()).toMatch(/^\d{4}-\d{2}-\d{2}, cfn-lint /);
});

test.each([
  ["postgres15", undefined],
  ["postgres15.4", "postgres15"],
  ["aurora-postgresql15.4", "aurora-postgresql15"],
  ["mysql8", "mysql8.4"],
  ["mysql8.0.35", "mysql8.0"],
  ["mysql9.9", undefined],
  ["postgres99", undefined],
  ["aurora-mysql8.0", undefined],
  ["oracle-ee-19", undefined],
  ["value15", undefined],
])("the family %s is %s", (family, expected) => {
  expect(nearestFamily(family)).toBe(expected);
});
