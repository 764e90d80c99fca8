import { Stack } from "../../policy-pack/engine/stack";
import { deliveredLogs, facesInternet, isDelivered, loadBalancerType } from "../../policy-pack/helpers/load-balancers";
import { Resource } from "../../policy-pack/engine/resource";
import { UNKNOWN } from "../../policy-pack/engine/wire";

const LB = "aws:lb/loadBalancer:LoadBalancer";
const CLASSIC = "aws:elb/loadBalancer:LoadBalancer";
const make = (props: Record<string, unknown>, type = LB, given: readonly string[] = Object.keys(props)) =>
  new Resource({
    urn: `urn:pulumi:dev::p::${type}::web`,
    type,
    name: "web",
    properties: () => props,
    propertyDependencies: () => Object.fromEntries(given.map((name) => [name, []])),
  });
const faces = (resource: Resource) => facesInternet(new Stack([resource]), resource);

test.each([
  [{}, "application"],
  [{ loadBalancerType: "network" }, "network"],
  [{ loadBalancerType: UNKNOWN }, undefined],
])("the type of %j is %s", (props, expected) => {
  expect(loadBalancerType(make(props))).toBe(expected);
});

test("a Classic Load Balancer is its own type", () => {
  expect(loadBalancerType(make({}, CLASSIC))).toBe("classic");
});

test.each([
  [undefined, LB, false],
  [{ bucket: "logs" }, LB, false],
  [{ bucket: "logs" }, CLASSIC, true],
  [{ bucket: "logs", enabled: true }, LB, true],
  [{ bucket: "logs", enabled: UNKNOWN }, LB, undefined],
  [{ enabled: true }, LB, false],
])("logs %j of %s are delivered: %s", (accessLogs, type, expected) => {
  const resource = make({ accessLogs }, type);
  expect(isDelivered(resource.at("accessLogs"), resource)).toBe(expected);
});

test("its logs are those that are on, or may be", () => {
  const logs = {
    accessLogs: { bucket: "logs", enabled: true },
    connectionLogs: { bucket: "logs", enabled: UNKNOWN },
    healthCheckLogs: { bucket: "logs", enabled: false },
  };
  expect(deliveredLogs(make(logs)).map(({ path }) => path)).toEqual(["accessLogs", "connectionLogs"]);
});

test("everything that is not internal faces the internet", () => {
  expect(faces(make({}))).toBe("yes");
  expect(faces(make({ internal: true }))).toBe("no");
  expect(faces(make({ internal: UNKNOWN }))).toBe("unknown");
  // The provider's own, in a preview.
  expect(faces(make({ internal: UNKNOWN, idleTimeout: 60 }, LB, ["idleTimeout"]))).toBe("yes");
});
