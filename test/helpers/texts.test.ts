import { Value } from "../../policy-pack/engine/value";
import { Asset, Secret, UNKNOWN } from "../../policy-pack/engine/wire";
import { textsIn, unknownPartOf } from "../../policy-pack/helpers/texts";

const found = (raw: unknown, wanted = /needle/) =>
  [...textsIn(new Value(raw, ""), (text) => wanted.test(text))].map(({ text, path, name, form, secret }) =>
    [path, name, form, text, ...(secret ? ["secret"] : [])].join("|"),
  );

describe("textsIn", () => {
  test("finds values, with the name of their property, lists included", () => {
    expect(found({ a: "a needle", b: ["needle", "hay"], c: { d: "needle" }, e: 1, f: null })).toEqual([
      "a|a|value|a needle",
      "b[0]|b|value|needle",
      "c.d|d|value|needle",
    ]);
  });

  test("finds keys, at the object they belong to", () => {
    expect(found({ tags: { "x/needle": "owned" } })).toEqual(["tags|tags|key|x/needle"]);
  });

  test("looks into JSON documents, at any depth", () => {
    const inner = JSON.stringify({ deep: ["needle"] });
    expect(found({ policy: JSON.stringify({ Statement: [{ Resource: "needle" }], inner }) })).toEqual([
      "policy.Statement[0].Resource|Resource|value|needle",
      "policy.inner.deep[0]|deep|value|needle",
    ]);
  });

  test("takes what only begins like JSON as it stands", () => {
    expect(found({ pattern: "{ needle" })).toEqual(["pattern|pattern|value|{ needle"]);
  });

  test("looks into base64", () => {
    const userData = Buffer.from("#!/bin/sh\necho needle\n").toString("base64");
    expect(found({ userData, other: "bm8gbmVlZGxlIGhlcmUgYXQgYWxs!" })).toEqual([
      "userData|userData|base64|#!/bin/sh\necho needle\n",
    ]);
  });

  test("leaves source code alone, and keeps the marks of secrets", () => {
    const source = new Asset("asset", { text: "needle" });
    expect(found({ source, key: new Secret(JSON.stringify({ a: "needle" })) })).toEqual([
      "key.a|a|value|needle|secret",
    ]);
  });
});

describe("unknownPartOf", () => {
  test.each([
    [{ a: [{ b: UNKNOWN }] }, "a[0].b"],
    [{ a: "x", b: `arn:${UNKNOWN}` }, "b"],
    [{ a: new Secret({ b: UNKNOWN }) }, "a.b"],
    [{ a: "x", b: [1, null, {}] }, undefined],
  ])("%j: %s", (raw, path) => {
    expect(unknownPartOf(new Value(raw, ""))?.path).toBe(path);
  });
});
