import { Resource } from "../../policy-pack/engine/resource";
import { Value } from "../../policy-pack/engine/value";
import { UNKNOWN } from "../../policy-pack/engine/wire";
import { isDefaultProvider, providerMajor, providerObject } from "../../policy-pack/helpers/aws-provider";

function make(provider?: { name: string; props: Record<string, unknown> }): Resource {
  return new Resource({
    urn: "urn:pulumi:s::p::t::n",
    type: "aws:s3/bucket:Bucket",
    name: "n",
    properties: () => ({}),
    provider: () =>
      provider && { type: "pulumi:providers:aws", urn: "u", name: provider.name, props: new Value(provider.props, "") },
  });
}
const configured = (props: Record<string, unknown>) => ({ props: new Value(props, "") });

describe("a default provider", () => {
  test.each(["default", "default_7_48_0", "default_7_0_0_alpha_1"])("is called %s", (name) => {
    expect(isDefaultProvider({ name })).toBe(true);
  });
  test.each(["aws", "defaults", "default-west", "default_west", "my_default_7_48_0"])("is not called %s", (name) => {
    expect(isDefaultProvider({ name })).toBe(false);
  });
});

test.each<[string, { name: string; props: Record<string, unknown> } | undefined, number | undefined]>([
  ["an explicit provider's version", { name: "aws", props: { version: "7.48.0" } }, 7],
  ["with a v", { name: "aws", props: { version: "v6.83.4" } }, 6],
  ["of two digits", { name: "aws", props: { version: "10.0.0" } }, 10],
  ["the version before the name", { name: "default_6_1_0", props: { version: "7.48.0" } }, 7],
  ["a default provider's name", { name: "default_6_66_1", props: {} }, 6],
  ["an unknown version", { name: "aws", props: { version: UNKNOWN } }, undefined],
  ["a number", { name: "aws", props: { version: 7 } }, undefined],
  ["a name with digits in it", { name: "aws_7_48_0", props: {} }, undefined],
  ["no provider", undefined, undefined],
])("the major version, given %s", (_, provider, major) => {
  expect(providerMajor(make(provider))).toBe(major);
});

describe("an object of a provider", () => {
  test("is JSON text or itself", () => {
    expect(providerObject(configured({ defaultTags: '{"tags":{"a":"b"}}' }), "defaultTags").raw).toEqual({
      tags: { a: "b" },
    });
    expect(providerObject(configured({ defaultTags: { tags: {} } }), "defaultTags").raw).toEqual({ tags: {} });
  });
  test("is absent or unknown", () => {
    expect(providerObject(undefined, "defaultTags").absent).toBe(true);
    expect(providerObject(configured({}), "defaultTags").absent).toBe(true);
    expect(providerObject(configured({ defaultTags: UNKNOWN }), "defaultTags").unknown).toBe(true);
    expect(providerObject(configured({ defaultTags: "{" }), "defaultTags").unknown).toBe(true);
  });
});
