import { Value } from "../../policy-pack/engine/value";
import { Asset, decodeProperties, Secret, SIGNATURE, SIGNATURE_KEY, UNKNOWN } from "../../policy-pack/engine/wire";

const bag = new Value(
  {
    text: "hello",
    empty: "",
    number: 3,
    numeric: "42",
    yes: true,
    no: "false",
    nothing: null,
    unknown: UNKNOWN,
    list: ["a", UNKNOWN, { deep: UNKNOWN }],
    single: { a: 1 },
    tags: { "a b": "x" },
    password: new Secret("hunter2-canary"),
    nested: new Secret({ inner: "hunter2-canary" }),
    half: `arn:aws:s3:::${UNKNOWN}/*`,
    madeUp: "vpc-0facade0123456789",
    code: new Asset("asset", { text: "hunter2-canary" }),
  },
  "",
);

describe("Value", () => {
  test.each([
    ["text", { string: "hello", number: undefined, boolean: undefined, absent: false, unknown: false }],
    ["empty", { string: "", number: undefined, absent: false }],
    ["number", { string: undefined, number: 3 }],
    ["numeric", { string: "42", number: 42 }],
    ["yes", { boolean: true }],
    ["no", { boolean: false, string: "false" }],
    ["nothing", { absent: true, unknown: false, string: undefined }],
    ["missing", { absent: true, unknown: false }],
    [
      "unknown",
      { absent: false, unknown: true, string: undefined, number: undefined, boolean: undefined, halfKnown: true },
    ],
    ["half", { unknown: false, halfKnown: true }],
    ["madeUp", { unknown: false, halfKnown: true, string: "vpc-0facade0123456789" }],
    ["list", { unknown: false, halfKnown: true, object: undefined }],
    ["password", { string: "hunter2-canary", secret: true }],
    ["code", { object: undefined, string: undefined }],
  ])("reads %s", (name, expected) => {
    expect(bag.at(name)).toMatchObject(expected);
  });

  test("gives paths as a program spells them", () => {
    expect(bag.at("list", 2, "deep").path).toBe("list[2].deep");
    expect(bag.at("tags", "a b").path).toBe('tags["a b"]');
  });

  test("treats every part of an unknown as unknown, and of a scalar as absent", () => {
    expect(bag.at("unknown", "a", 3)).toMatchObject({ unknown: true, path: "unknown.a[3]" });
    expect(bag.at("text", "length")).toMatchObject({ absent: true });
    expect(bag.at("list", "length")).toMatchObject({ absent: true });
    expect(bag.at("toString")).toMatchObject({ absent: true });
  });

  test("lists elements; a single value is a list of one, an unknown has none", () => {
    expect(bag.at("list").items.map((item) => [item.path, item.unknown])).toEqual([
      ["list[0]", false],
      ["list[1]", true],
      ["list[2]", false],
    ]);
    expect(bag.at("single").items.map((item) => item.path)).toEqual(["single"]);
    expect(bag.at("unknown").items).toEqual([]);
    expect(bag.at("missing").items).toEqual([]);
  });

  test.each(["password", "nested", "code"])("never shows the secret in %s", (name) => {
    expect(bag.at(name).show()).not.toContain("canary");
    expect(bag.show()).not.toContain("canary");
  });

  test("keeps the secret mark on everything inside a secret", () => {
    expect(bag.at("nested", "inner")).toMatchObject({ secret: true, string: "hunter2-canary" });
    expect(bag.at("nested", "inner").show()).toBe("(secret)");
  });

  test("shows long values shortened", () => {
    expect(new Value("x".repeat(500), "").show()).toHaveLength(120);
  });
});

describe("decode", () => {
  const wire = {
    __defaults: ["bucket"],
    secret: { [SIGNATURE_KEY]: SIGNATURE.secret, value: "s" },
    emptyAsset: { [SIGNATURE_KEY]: SIGNATURE.asset, text: "" },
    archive: {
      [SIGNATURE_KEY]: SIGNATURE.archive,
      assets: { "index.js": { [SIGNATURE_KEY]: SIGNATURE.asset, text: "code" } },
    },
    output: { [SIGNATURE_KEY]: SIGNATURE.output, value: 3, secret: false, dependencies: [] },
    unknownOutput: { [SIGNATURE_KEY]: SIGNATURE.output, secret: true },
    reference: { [SIGNATURE_KEY]: SIGNATURE.resource, urn: "urn:pulumi:dev::p::t::n" },
    future: { [SIGNATURE_KEY]: "a signature of tomorrow", x: 1 },
  };
  const decoded = new Value(decodeProperties(wire), "");

  test("drops the engine's bookkeeping and understands every signature", () => {
    expect(decoded.at("__defaults").absent).toBe(true);
    expect(decoded.at("secret")).toMatchObject({ secret: true, string: "s" });
    expect(decoded.at("emptyAsset").asset).toMatchObject({ kind: "asset", source: { text: "" } });
    expect(decoded.at("archive").asset?.source.assets).toMatchObject({ "index.js": { source: { text: "code" } } });
    expect(decoded.at("output").number).toBe(3);
    expect(decoded.at("unknownOutput")).toMatchObject({ secret: true, unknown: true });
    expect(decoded.at("reference")).toMatchObject({ absent: false, object: undefined });
    expect(decoded.at("future", "x").number).toBe(1);
  });
});
