import { Value } from "../../policy-pack/engine/value";
import { UNKNOWN } from "../../policy-pack/engine/wire";
import { readJson } from "../../policy-pack/iam/json";

function read(raw: unknown): Value {
  const found = readJson(new Value(raw, "policy", true));
  if (!("value" in found)) {
    throw new Error(found.place);
  }
  return found.value;
}

test("paths go on inside a text, and what was secret stays so", () => {
  const action = read('{"Statement":[{"Action":"s3:*"}]}').at("Statement", 0, "Action");
  expect([action.path, action.string, action.secret]).toEqual(["policy.Statement[0].Action", "s3:*", true]);
});

test("what is no text stays as it is", () => {
  expect(read({ a: 1 }).raw).toEqual({ a: 1 });
  expect(read(undefined).absent).toBe(true);
  expect(read(UNKNOWN).unknown).toBe(true);
});

test.each(["", "{", '{"a":}', "s3:*"])("%j is no JSON, and the answer says where", (text) => {
  expect(readJson(new Value(text, "policy"))).toEqual({ place: expect.stringMatching(/\S/) as string });
});
