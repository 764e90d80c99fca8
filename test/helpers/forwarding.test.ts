import { Resource } from "../../policy-pack/engine/resource";
import { Stack } from "../../policy-pack/engine/stack";
import { UNKNOWN } from "../../policy-pack/engine/wire";
import { forwardingOf, registeredBy } from "../../policy-pack/helpers/forwarding";

const urn = (type: string, name: string) => `urn:pulumi:dev::p::${type}::${name}`;
const GROUP = "aws:lb/targetGroup:TargetGroup";
const group = (name: string) =>
  new Resource({ urn: urn(GROUP, name), type: GROUP, name, properties: () => ({ name, arn: UNKNOWN }) });
const make = (type: string, props: Record<string, unknown>, on: Record<string, readonly string[]> = {}) =>
  new Resource({
    urn: urn(type, "source"),
    type,
    name: "source",
    properties: () => props,
    propertyDependencies: () =>
      Object.fromEntries(Object.entries(on).map(([key, names]) => [key, names.map((name) => urn(GROUP, name))])),
  });
const groups = [group("a"), group("b"), group("c")];
const used = (source: Resource) =>
  [...forwardingOf(new Stack([...groups, source])).used.keys()].map(({ name }) => name);

test("a listener's actions, plain and weighted", () => {
  const actions = [{ targetGroupArn: UNKNOWN }, { forward: { targetGroups: [{ arn: UNKNOWN }] } }];
  expect(used(make("aws:lb/listener:Listener", { defaultActions: actions }, { defaultActions: ["a", "b"] }))).toEqual([
    "a",
    "b",
  ]);
});

test("a rule in another spelling", () => {
  expect(
    used(make("aws:alb/listenerRule:ListenerRule", { actions: [{ targetGroupArn: UNKNOWN }] }, { actions: ["c"] })),
  ).toEqual(["c"]);
});

test("a deployment group knows target groups by name", () => {
  const loadBalancerInfo = { targetGroupPairInfo: { targetGroups: [{ name: "a" }, { name: "b" }] } };
  expect(used(make("aws:codedeploy/deploymentGroup:DeploymentGroup", { loadBalancerInfo }))).toEqual(["a", "b"]);
});

test("forwarding nobody knows where leaves everything open", () => {
  const source = make("aws:lb/listener:Listener", { defaultActions: [{ targetGroupArn: UNKNOWN }] });
  expect(forwardingOf(new Stack([...groups, source]))).toMatchObject({ open: true });
});

test("what a service registers with is all of what it depends on", () => {
  const loadBalancers = [{ targetGroupArn: UNKNOWN }, { targetGroupArn: UNKNOWN }];
  const service = make("aws:ecs/service:Service", { loadBalancers }, { loadBalancers: ["a", "c"] });
  expect(registeredBy(new Stack([...groups, service]), service).map(({ name }) => name)).toEqual(["a", "c"]);
});
