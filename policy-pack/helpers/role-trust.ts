/** Whether a role of the stack lets an AWS service assume it. */
import { kinds } from "../engine/kinds";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import { segmentsOf } from "./values-at";
import { admitsService, type Answer } from "./service-access";
import type { Value } from "../engine/value";

export interface RoleTrust {
  readonly role: Resource;
  readonly trusts: Answer;
}

/**
 * The role a property surely names, and whether it trusts a service.
 *
 * @returns `undefined` when that is no role of this stack, or nobody knows which.
 */
export function trustOf(stack: Stack, resource: Resource, roleArn: Value, service: string): RoleTrust | undefined {
  const { targets, certain } = stack.link(resource, segmentsOf(roleArn), kinds.role);
  const [role] = certain ? targets : [];
  return role === undefined
    ? undefined
    : { role, trusts: admitsService([role.at("assumeRolePolicy")], service, ["sts:AssumeRole"]) };
}
