/** Which resources anybody on the internet can reach. */
import { kinds } from "../engine/kinds";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import type { Answer } from "../iam/answer";
import { isDeclared } from "./declared";

/**
 * Whether a load balancer is an internet-facing Application Load Balancer. Both properties have defaults: not internal, and
 * `application` (https://www.pulumi.com/registry/packages/aws/api-docs/lb/loadbalancer/).
 */
export function isPublicApplicationLoadBalancer(loadBalancer: Resource, stack: Stack): Answer {
  const type = loadBalancer.at("loadBalancerType");
  const internal = loadBalancer.at("internal");
  if (isDeclared(stack, loadBalancer, "loadBalancerType") && !type.unknown && type.string !== "application") {
    return "no";
  }
  if (isDeclared(stack, loadBalancer, "internal")) {
    if (internal.boolean === true) {
      return "no";
    }
    if (internal.unknown) {
      return "unknown";
    }
  }
  return isDeclared(stack, loadBalancer, "loadBalancerType") && type.unknown ? "unknown" : "yes";
}

/**
 * Whether a REST API can be reached from the internet: its endpoint is not `PRIVATE`
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-endpoint-types.html).
 */
export function isPublicRestApi(api: Resource, stack: Stack): Answer {
  if (!isDeclared(stack, api, "endpointConfiguration")) {
    return "yes";
  }
  const types = api.at("endpointConfiguration", "types");
  if (types.items.some(({ string }) => string === "PRIVATE")) {
    return "no";
  }
  return types.unknown || types.items.some(({ unknown }) => unknown) ? "unknown" : "yes";
}

/** The REST API a stage or deployment belongs to, when it is one of the stack. */
export function restApiOf(resource: Resource, stack: Stack): Resource | undefined {
  const { targets } = stack.link(resource, ["restApi"], kinds.restApi);
  return targets.length === 1 ? targets[0] : undefined;
}
