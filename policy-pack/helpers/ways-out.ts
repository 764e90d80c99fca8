/** How traffic leaves a subnet: by its routes, or through an endpoint of its VPC. */
import { kinds } from "../engine/kinds";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import type { Answer } from "../iam/answer";
import { membersOf, routesFrom, vpcOf } from "./network";
import { gatewayOf, type Gateway } from "./routes";

/** Whether a subnet has a route that leads to one of these. */
export function leadsTo(stack: Stack, subnet: Resource, gateways: readonly Gateway[]): Answer {
  const { routes, open } = routesFrom(stack, subnet);
  const leads = routes.map((route) => gatewayOf(stack, route));
  if (leads.some((gateway) => gateways.includes(gateway))) {
    return "yes";
  }
  return open || leads.includes("unknown") ? "unknown" : "no";
}

/**
 * Whether the subnets' VPC has an endpoint for a service.
 *
 * @param service the last part of the endpoint's `serviceName`: `s3`, `ecr.api`.
 */
export function hasEndpoint(stack: Stack, subnets: readonly Resource[], service: string): Answer {
  const vpcs = new Set(subnets.map((subnet) => vpcOf(stack, subnet)));
  const answers = [...vpcs].map((vpc): Answer => {
    if (vpc === undefined) {
      return "unknown";
    }
    const { all, open } = membersOf(stack, vpc, kinds.vpcEndpoint);
    const names = all.map((endpoint) => endpoint.at("serviceName"));
    // A half known name has its service at the end, where it is not made up.
    if (names.some((name) => name.string?.endsWith(`.${service}`))) {
      return "yes";
    }
    return open || names.some((name) => name.unknown) ? "unknown" : "no";
  });
  return answers.includes("no") ? "no" : answers.includes("unknown") ? "unknown" : "yes";
}
