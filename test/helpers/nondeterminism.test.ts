import { isNameProperty, isTrigger, reportDifferences } from "../../policy-pack/helpers/nondeterminism";
import { Resource } from "../../policy-pack/engine/resource";
import type { Difference } from "../../policy-pack/helpers/evaluated-twice";

test.each(["", "name", "bucket", "identifier", "clusterIdentifier", "functionName", "namePrefix", "statementId"])(
  "%j is a name",
  (property) => {
    expect(isNameProperty(property)).toBe(true);
  },
);

test.each(["tags.Name", "finalSnapshotIdentifier", "description", "containerDefinitions[0].name", "policy", "rename"])(
  "%j is no name",
  (property) => {
    expect(isNameProperty(property)).toBe(false);
  },
);

test("what is there to change is a trigger", () => {
  expect(["triggers", "triggers[0]", "trigger.at", "keepers.x"].every(isTrigger)).toBe(true);
  expect(["trig", "environment.triggers", "tags.triggers"].some(isTrigger)).toBe(false);
});

describe("a report", () => {
  const at = (name: string, more: Partial<Difference> = {}): Difference => ({
    resource: new Resource({ urn: name, type: "a:b/c:C", name, properties: () => ({}) }),
    property: "name",
    parts: ["k3x9aq", "p0d7zz"],
    around: ["jobs-", ""],
    secret: false,
    ...more,
  });
  const messages = (...all: readonly Difference[]) => [...reportDifferences(all)].map(({ message }) => message);

  test("names a few of many places", () => {
    const all = ["a", "b", "c", "d", "e", "f", "g", "h"].map((name) => at(name));
    expect(messages(...all)).toEqual([expect.stringMatching(/`name` of "b", .* and 2 more\.$/)]);
  });

  test("is one for each part that differs", () => {
    expect(messages(at("a"), at("b", { parts: ["1", "2"] }))).toHaveLength(2);
  });

  test("tells both forms where they differ", () => {
    expect(messages(at("a", { parts: ["left", "rightmost1"] }))[0]).toContain("4 letters, then 10 letters and digits");
  });

  test("shows what is around the part of a name only", () => {
    expect(messages(at("a"))[0]).toContain("in `jobs-<6 letters and digits>`");
    expect(messages(at("a", { property: "description" }))[0]).not.toContain("jobs-");
    expect(messages(at("a", { secret: true }))[0]).not.toContain("jobs-");
  });
});
