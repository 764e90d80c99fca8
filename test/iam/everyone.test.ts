import { Value } from "../../policy-pack/engine/value";
import { UNKNOWN } from "../../policy-pack/engine/wire";
import { readDocument } from "../../policy-pack/iam/document";
import { namesEveryone } from "../../policy-pack/iam/everyone";

function answer(parts: Readonly<Record<string, unknown>>) {
  const text = { Statement: { Effect: "Allow", Action: "s3:GetObject", Resource: "*", ...parts } };
  const [statement] = readDocument(new Value(text, "policy"))?.statements ?? [];
  return statement && namesEveryone(statement);
}

test.each<[string, Readonly<Record<string, unknown>>, string]>([
  ["a star", { Principal: "*" }, "yes"],
  ["every AWS principal", { Principal: { AWS: "*" } }, "yes"],
  ["a star in a list", { Principal: { AWS: ["123456789012", "*"] } }, "yes"],
  ["everyone but one", { NotPrincipal: { AWS: "123456789012" } }, "yes"],
  ["a star beside an unknown", { Principal: { AWS: [UNKNOWN, "*"] } }, "yes"],
  ["an account", { Principal: { AWS: "123456789012" } }, "no"],
  ["a service", { Principal: { Service: "s3.amazonaws.com" } }, "no"],
  ["nobody, in a statement without principal", {}, "no"],
  ["an unknown principal", { Principal: UNKNOWN }, "unknown"],
  ["an unknown account", { Principal: { AWS: UNKNOWN } }, "unknown"],
  ["something malformed, which is another rule's business", { Principal: { AWS: 7 } }, "no"],
])("%s", (_, parts, expected) => {
  expect(answer(parts)).toBe(expected);
});
