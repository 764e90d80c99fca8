import { Resource } from "../../policy-pack/engine/resource";
import { Stack } from "../../policy-pack/engine/stack";
import { launchLabel, templateOf } from "../../policy-pack/helpers/launching";

const make = (type: string, props: Record<string, unknown>) =>
  new Resource({
    urn: `urn:pulumi:dev::p::${type}::web`,
    type,
    name: "web",
    properties: () => props,
    propertyDependencies: () => Object.fromEntries(Object.keys(props).map((key) => [key, []])),
  });
const INSTANCE = "aws:ec2/instance:Instance";
const template = make("aws:ec2/launchTemplate:LaunchTemplate", { id: "lt-1", name: "web-template" });
const ask = (props: Record<string, unknown>) => {
  const instance = make(INSTANCE, props);
  return templateOf(new Stack([template, instance]), instance)?.targets;
};

test.each([
  [INSTANCE, 'Instance "web"'],
  ["aws:ec2/launchTemplate:LaunchTemplate", 'Launch template "web"'],
  ["aws:ec2/launchConfiguration:LaunchConfiguration", 'Launch configuration "web"'],
])("%s is called %s", (type, expected) => {
  expect(launchLabel(make(type, {}))).toBe(expected);
});

test("a launch template by id or by name, or of another stack, or none", () => {
  expect(ask({ launchTemplate: { id: "lt-1", version: "$Latest" } })).toEqual([template]);
  expect(ask({ launchTemplate: { name: "web-template" } })).toEqual([template]);
  expect(ask({ launchTemplate: { id: "lt-2" } })).toEqual([]);
  expect(ask({ instanceType: "t3.micro" })).toBeUndefined();
});
