/** What rules ask of load balancers of every generation. */
import { kinds } from "../engine/kinds";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import type { Value } from "../engine/value";
import type { Answer } from "../iam/answer";
import { isDeclared } from "./declared";

/** The logs a load balancer delivers to S3. A Classic Load Balancer has access logs only. */
const DELIVERED_LOGS = ["accessLogs", "connectionLogs", "healthCheckLogs"] as const;

/** Whether it is a Classic Load Balancer (`aws.elb.LoadBalancer`). */
export function isClassic(loadBalancer: Resource): boolean {
  return loadBalancer.is(kinds.classicLoadBalancer);
}

/**
 * Its type: `application`, `network`, `gateway`, or `classic`.
 *
 * @returns `undefined` while nobody knows.
 */
export function loadBalancerType(loadBalancer: Resource): string | undefined {
  if (isClassic(loadBalancer)) {
    return "classic";
  }
  const type = loadBalancer.at("loadBalancerType");
  return type.absent ? "application" : type.string;
}

/**
 * Whether a log is delivered to S3. Without `enabled` the provider switches the logs of a Classic Load Balancer on and
 * those of the others off (https://www.pulumi.com/registry/packages/aws/api-docs/elb/loadbalancer/,
 * https://www.pulumi.com/registry/packages/aws/api-docs/lb/loadbalancer/).
 *
 * @param log the load balancer's `accessLogs` or the like.
 * @returns `undefined` while nobody knows.
 */
export function isDelivered(log: Value, loadBalancer: Resource): boolean | undefined {
  if (log.absent || log.at("bucket").absent) {
    return false;
  }
  const enabled = log.at("enabled");
  return enabled.absent ? isClassic(loadBalancer) : enabled.boolean;
}

/** The settings of the logs a load balancer delivers to S3, or may deliver: `accessLogs` and the like. */
export function deliveredLogs(loadBalancer: Resource): readonly Value[] {
  return DELIVERED_LOGS.map((name) => loadBalancer.at(name)).filter((log) => isDelivered(log, loadBalancer) !== false);
}

/** Whether a load balancer has public addresses: every one that is not `internal`. */
export function facesInternet(stack: Stack, loadBalancer: Resource): Answer {
  const internal = loadBalancer.at("internal");
  if (internal.unknown && isDeclared(stack, loadBalancer, "internal")) {
    return "unknown";
  }
  return internal.boolean === true ? "no" : "yes";
}
