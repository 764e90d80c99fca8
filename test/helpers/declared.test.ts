import { Resource } from "../../policy-pack/engine/resource";
import { Stack } from "../../policy-pack/engine/stack";
import { UNKNOWN } from "../../policy-pack/engine/wire";
import { isDeclared } from "../../policy-pack/helpers/declared";

type Listed = Readonly<Record<string, readonly string[]>>;

/** Asks for `acl` of a bucket with these outputs, beside another resource of the same frontend. */
function declared(outputs: Readonly<Record<string, unknown>>, listed: Listed, elsewhere: Listed = {}): boolean {
  const make = (name: string, properties: Readonly<Record<string, unknown>>, on: Listed) =>
    new Resource({
      urn: `urn:${name}`,
      type: "aws:s3/bucket:Bucket",
      name,
      properties: () => properties,
      propertyDependencies: () => on,
    });
  const bucket = make("logs", outputs, listed);
  return isDeclared(new Stack([bucket, make("other", {}, elsewhere)]), bucket, "acl");
}

describe("with a frontend that lists every property of the program", () => {
  test.each<[string, Readonly<Record<string, unknown>>, Listed, boolean]>([
    ["a literal", { acl: "private" }, { acl: [] }, true],
    ["a value that depends on something", { acl: UNKNOWN }, { acl: ["urn:other"] }, true],
    ["an unknown that depends on nothing", { acl: UNKNOWN }, { acl: [] }, true],
    ["null", { acl: null }, { acl: [] }, false],
    ["a default of the provider", { acl: "private" }, { bucket: [] }, false],
    ["what the provider computes, in a preview", { acl: UNKNOWN }, { bucket: [] }, false],
    ["nothing", {}, { bucket: [] }, false],
  ])("%s", (_, outputs, listed, expected) => {
    expect(declared(outputs, listed)).toBe(expected);
  });

  test("a bucket without arguments, told by what is listed for other resources", () => {
    expect(declared({ acl: "private" }, {}, { bucket: [] })).toBe(false);
  });
});

describe("with a frontend that lists only what has dependencies", () => {
  test.each<[string, Readonly<Record<string, unknown>>, Listed, boolean]>([
    ["a known value", { acl: "private" }, {}, true],
    ["a known value beside a listed one", { acl: "private" }, { bucket: ["urn:other"] }, true],
    ["a listed unknown", { acl: UNKNOWN }, { acl: ["urn:other"] }, true],
    ["an unknown that is not listed", { acl: UNKNOWN }, { bucket: ["urn:other"] }, false],
    ["a made-up value that is not listed", { acl: "acl-0facade" }, {}, false],
  ])("%s", (_, outputs, listed, expected) => {
    expect(declared(outputs, listed)).toBe(expected);
  });
});
