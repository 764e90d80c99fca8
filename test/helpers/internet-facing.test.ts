import { isPublicApplicationLoadBalancer, isPublicRestApi, restApiOf } from "../../policy-pack/helpers/internet-facing";
import { ref, resource, stackOf, unknown } from "../support";

const api = (more: Readonly<Record<string, unknown>>) => resource("aws:apigateway/restApi:RestApi", "api", more);

test.each<[Readonly<Record<string, unknown>>, "yes" | "no" | "unknown"]>([
  [{}, "yes"],
  [{ internal: false, loadBalancerType: "application" }, "yes"],
  [{ internal: true }, "no"],
  [{ loadBalancerType: "network" }, "no"],
  [{ internal: unknown }, "unknown"],
  [{ loadBalancerType: unknown }, "unknown"],
  [{ internal: true, loadBalancerType: unknown }, "no"],
])("a load balancer with %j: %s", (props, answer) => {
  const { stack, find } = stackOf("preview", resource("aws:lb/loadBalancer:LoadBalancer", "alb", props));
  expect(isPublicApplicationLoadBalancer(find("alb"), stack)).toBe(answer);
});

test.each<[Readonly<Record<string, unknown>>, "yes" | "no" | "unknown"]>([
  [{}, "yes"],
  [{ endpointConfiguration: { types: "REGIONAL" } }, "yes"],
  [{ endpointConfiguration: { types: ["PRIVATE"] } }, "no"],
  [{ endpointConfiguration: { types: unknown } }, "unknown"],
])("a REST API with %j: %s", (props, answer) => {
  const { stack, find } = stackOf("preview", api(props));
  expect(isPublicRestApi(find("api"), stack)).toBe(answer);
});

test("the API of a stage is found by dependency, when it is one of the stack", () => {
  const stage = (restApi: unknown) => resource("aws:apigateway/stage:Stage", "stage", { restApi });
  const own = stackOf("preview", api({}), stage(ref("api")));
  expect(restApiOf(own.find("stage"), own.stack)?.name).toBe("api");
  const other = stackOf("preview", api({}), stage("a1b2c3"));
  expect(restApiOf(other.find("stage"), other.stack)?.name).not.toBe("stage");
});
