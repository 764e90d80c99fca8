import { Resource } from "../../policy-pack/engine/resource";
import { Stack } from "../../policy-pack/engine/stack";
import { UNKNOWN } from "../../policy-pack/engine/wire";
import { ownPolicy, policiesOfKey, policiesOfTopic } from "../../policy-pack/helpers/attached-policies";

function make(type: string, name: string, properties: Record<string, unknown>, given = properties) {
  return new Resource({
    urn: `urn:pulumi:dev::p::${type}::${name}`,
    type,
    name,
    properties: () => properties,
    propertyDependencies: () => Object.fromEntries(Object.keys(given).map((key) => [key, []])),
  });
}
const topic = (properties: Record<string, unknown>, given = properties) =>
  make("aws:sns/topic:Topic", "t", properties, given);
const key = (properties: Record<string, unknown>, given = properties) =>
  make("aws:kms/key:Key", "k", properties, given);
const texts = (resource: Resource) => ownPolicy(resource, new Stack([resource])).map(({ value }) => value.raw);

test.each<[string, Resource, unknown[]]>([
  ["given", topic({ policy: '{"Statement":[]}' }), ['{"Statement":[]}']],
  ["given, not known yet", topic({ policy: UNKNOWN }), [UNKNOWN]],
  ["absent", topic({ name: "t" }), []],
  ["AWS's, not known yet", topic({ name: "t", policy: UNKNOWN }, { name: "t" }), []],
  ["AWS's, made up", topic({ name: "t", policy: "policy-0facade" }, { name: "t" }), []],
  [
    "a document, whoever gave it",
    topic({ name: "t", policy: ' {"Statement":[{"0facade":1}]}' }, { name: "t" }),
    [' {"Statement":[{"0facade":1}]}'],
  ],
])("a policy that is %s", (_, resource, expected) => {
  expect(texts(resource)).toEqual(expected);
});

test("a resource of its own replaces the inline policy", () => {
  const inline = topic({ arn: "arn:aws:sns:eu-west-1:210987654321:t", policy: "{}" });
  const separate = make("aws:sns/topicPolicy:TopicPolicy", "p", {
    arn: "arn:aws:sns:eu-west-1:210987654321:t",
    policy: '{"a":1}',
  });
  const found = policiesOfTopic(inline, new Stack([inline, separate]));
  expect(found.policies.map(({ resource }) => resource)).toEqual([separate]);
  expect(found.open).toBe(false);
});

test("one of an unknown resource leaves the question open", () => {
  const own = key({ keyId: "1234", policy: "{}" });
  const stray = make("aws:kms/keyPolicy:KeyPolicy", "p", { keyId: UNKNOWN, policy: "{}" });
  const found = policiesOfKey(own, new Stack([own, stray]));
  expect(found.policies.map(({ resource }) => resource)).toEqual([own]);
  expect(found.open).toBe(true);
});
