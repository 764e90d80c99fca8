import { Resource } from "../../policy-pack/engine/resource";
import { Stack } from "../../policy-pack/engine/stack";
import { unreachableTargets } from "../../policy-pack/helpers/unreachable-targets";

const ARN = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/0123456789abcdef";
const make = (type: string, name: string, props: Record<string, unknown>) =>
  new Resource({
    urn: `urn:pulumi:dev::p::${type}::${name}`,
    type,
    name,
    properties: () => props,
    propertyDependencies: () => Object.fromEntries(Object.keys(props).map((key) => [key, []])),
  });
const group = make("aws:lb/targetGroup:TargetGroup", "web", { arn: ARN, port: 80 });
const service = make("aws:ecs/service:Service", "service", {
  loadBalancers: [{ targetGroupArn: ARN, containerPort: 3000 }],
  networkConfiguration: { securityGroups: ["sg-1"] },
});
const securityGroup = (ingress: unknown) =>
  make("aws:ec2/securityGroup:SecurityGroup", "tasks", { id: "sg-1", ingress });
const ask = (ingress: unknown) => unreachableTargets(new Stack([group, service, securityGroup(ingress)]), group);

test("known ids serve as well as dependencies", () => {
  expect(ask([])).toMatchObject([{ target: { name: "service" }, port: 3000 }]);
});

test.each([
  ["a range", { protocol: "tcp", fromPort: 2000, toPort: 4000 }],
  ["a protocol by number", { protocol: 6, fromPort: 3000, toPort: 3000 }],
  ["all protocols", { protocol: -1, fromPort: 0, toPort: 0 }],
  ["an unknown end", { protocol: "tcp", fromPort: 2000 }],
])("%s opens the port, or may", (_, rule) => {
  expect(ask([rule])).toEqual([]);
});

test.each([
  ["another port", { protocol: "tcp", fromPort: 80, toPort: 80 }],
  ["another protocol", { protocol: "icmp", fromPort: 0, toPort: 65535 }],
])("%s does not", (_, rule) => {
  expect(ask([rule])).toHaveLength(1);
});
