import { kinds } from "../../policy-pack/engine/kinds";
import { Resource } from "../../policy-pack/engine/resource";

const make = (type: string) => new Resource({ urn: "urn", type, name: "web", properties: () => ({}) });

test("a resource is of a kind in every spelling of its type, and of no other", () => {
  expect(kinds.listener.length).toBeGreaterThan(1);
  for (const type of kinds.listener) {
    expect([kinds.listener, kinds.loadBalancer].map((kind) => make(type).is(kind))).toEqual([true, false]);
  }
  expect(make(kinds.queue[0]).is([...kinds.topic, ...kinds.queue])).toBe(true);
  expect(make("").is([])).toBe(false);
});

test.each([
  ["web-1a2b3c4", true],
  ["web-1a2b3c", false],
  ["web-1a2b3cg", false],
  ["web", false],
  ["other-1a2b3c4", false],
])("Pulumi made the name %s: %s", (name, expected) => {
  expect(make(kinds.queue[0]).isAutoNamed(name)).toBe(expected);
});
