import { Resource } from "../../policy-pack/engine/resource";
import { Value } from "../../policy-pack/engine/value";
import { UNKNOWN } from "../../policy-pack/engine/wire";
import { defaultTagKeys, ignoresTag, requiredTags, taggableTypes, tagKeysOf } from "../../policy-pack/helpers/tags";

function make(
  properties: Record<string, unknown>,
  provider?: { name: string; props: Record<string, unknown> },
  type = "aws:s3/bucket:Bucket",
): Resource {
  return new Resource({
    urn: "urn:pulumi:s::p::t::n",
    type,
    name: "n",
    properties: () => properties,
    provider: () =>
      provider && { type: "pulumi:providers:aws", urn: "u", name: provider.name, props: new Value(provider.props, "") },
  });
}
const configured = (props: Record<string, unknown>) => ({ props: new Value(props, "") });

describe("keys of tags", () => {
  const provider = { name: "aws", props: { defaultTags: '{"tags":{"Project":"x"}}' } };

  test("are the resource's and the provider's, each once", () => {
    expect(tagKeysOf(make({ tags: { Name: "n", Project: "y" } }, provider))).toEqual({
      keys: ["Name", "Project"],
      open: false,
    });
  });
  test("are open while the tags are unknown, unless the provider has merged them", () => {
    expect(tagKeysOf(make({ tags: UNKNOWN }, provider))).toEqual({ keys: ["Project"], open: true });
    expect(tagKeysOf(make({ tags: UNKNOWN, tagsAll: { a: "b" } }, provider)).open).toBe(false);
  });
  test("are closed although one value is unknown", () => {
    expect(tagKeysOf(make({ tags: { a: UNKNOWN }, tagsAll: UNKNOWN }))).toEqual({ keys: ["a"], open: false });
  });
  test("leave out what has no value", () => {
    expect(tagKeysOf(make({ tags: { a: null, b: "" } })).keys).toEqual(["b"]);
  });
  test("of a group stand in a list, without default tags", () => {
    const group = (tags: unknown) => tagKeysOf(make({ tags }, provider, "aws:autoscaling/group:Group"));
    expect(group([{ key: "a", value: "1" }])).toEqual({ keys: ["a"], open: false });
    expect(group([{ key: UNKNOWN }])).toEqual({ keys: [], open: true });
    expect(group(UNKNOWN)).toEqual({ keys: [], open: true });
    expect(group(undefined)).toEqual({ keys: [], open: false });
  });
  test("of a provider are its default tags'", () => {
    expect(defaultTagKeys(configured({ defaultTags: { tags: UNKNOWN } }))).toEqual({ keys: [], open: true });
    expect(defaultTagKeys(undefined)).toEqual({ keys: [], open: false });
  });
});

test("tags are ignored by key and by prefix, and any may be while that is unknown", () => {
  const ignoring = configured({ ignoreTags: JSON.stringify({ keys: ["Owner"], keyPrefixes: ["org:"] }) });
  expect(["Owner", "org:unit", "owner", "Project"].map((key) => ignoresTag(ignoring, key))).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect(ignoresTag(configured({}), "Owner")).toBe(false);
  expect(ignoresTag(configured({ ignoreTags: { keys: UNKNOWN } }), "Owner")).toBe(true);
  expect(ignoresTag(configured({ ignoreTags: UNKNOWN }), "Owner")).toBe(true);
});

test("required tags are texts, whatever the setting holds", () => {
  expect(requiredTags(["a", 1, "b"])).toEqual(["a", "b"]);
  expect(requiredTags("a")).toEqual([]);
});

test("taggable are what takes default tags, and Auto Scaling groups", () => {
  const types = taggableTypes();
  expect(types).toEqual(
    expect.arrayContaining(["aws:s3/bucket:Bucket", "aws:iam/role:Role", "aws:autoscaling/group:Group"]),
  );
  expect(types).not.toContain("aws:s3/bucketPolicy:BucketPolicy");
  expect(types).not.toContain("aws:inspector/resourceGroup:ResourceGroup");
  expect(types).toEqual([...new Set(types)]);
});
