import { Resource } from "../../policy-pack/engine/resource";
import { Stack } from "../../policy-pack/engine/stack";
import { UNKNOWN } from "../../policy-pack/engine/wire";
import { isLoadBalanced } from "../../policy-pack/helpers/auto-scaling";

const make = (type: string, name: string, props: Record<string, unknown>) =>
  new Resource({
    urn: `urn:pulumi:dev::p::${type}::${name}`,
    type,
    name,
    properties: () => props,
    propertyDependencies: () => Object.fromEntries(Object.keys(props).map((key) => [key, []])),
  });
const ask = (props: Record<string, unknown>, ...others: readonly Resource[]) => {
  const group = make("aws:autoscaling/group:Group", "workers", { name: "workers", ...props });
  return isLoadBalanced(new Stack([group, ...others]), group);
};
const source = (autoscalingGroupName: string, type = "elbv2") =>
  make("aws:autoscaling/trafficSourceAttachment:TrafficSourceAttachment", "source", {
    autoscalingGroupName,
    trafficSource: { type },
  });

test("inline", () => {
  expect(ask({})).toBe("no");
  expect(ask({ targetGroupArns: [] })).toBe("no");
  expect(ask({ targetGroupArns: [UNKNOWN] })).toBe("yes");
  expect(ask({ targetGroupArns: UNKNOWN })).toBe("unknown");
  expect(ask({ loadBalancers: ["old"] })).toBe("yes");
  expect(ask({ trafficSources: [{ type: "vpc-lattice" }] })).toBe("no");
});

test("attached", () => {
  expect(ask({}, source("workers"))).toBe("yes");
  expect(ask({}, source("others"))).toBe("no");
  expect(ask({}, source("workers", "vpc-lattice"))).toBe("no");
  expect(ask({}, source(UNKNOWN))).toBe("unknown");
});
