import { DeclaredInputs } from "../../policy-pack/engine/declared-inputs";

describe("declared inputs", () => {
  const declared = new DeclaredInputs();
  declared.note("urn:a", ["bucket", "acl", "__defaults"]);

  test("every input is listed, with the dependencies it has", () => {
    expect(declared.complete("urn:a", { bucket: ["urn:b"] })).toEqual({ bucket: ["urn:b"], acl: [] });
  });

  test("a dependency of a property that was never an input stays", () => {
    expect(declared.complete("urn:a", { policy: ["urn:b"] })).toEqual({ policy: ["urn:b"], bucket: [], acl: [] });
  });

  test("of a resource nobody saw, nothing is made up", () => {
    expect(declared.complete("urn:c", { bucket: ["urn:b"] })).toEqual({ bucket: ["urn:b"] });
  });

  test("a second look replaces the first", () => {
    declared.note("urn:a", ["bucket"]);
    expect(declared.complete("urn:a", {})).toEqual({ bucket: [] });
  });
});
