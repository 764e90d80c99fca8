/** What is launched, and from what. */
import { kinds, type Kind } from "../engine/kinds";
import type { Resource } from "../engine/resource";
import type { Link, Stack } from "../engine/stack";
import { isDeclared } from "./declared";

/** Everything that says what an EC2 instance is like. */
export const LAUNCHING: Kind = [...kinds.ec2Instance, ...kinds.launchTemplate, ...kinds.launchConfiguration];

/** What to call such a resource in a message. */
export function launchLabel(resource: Resource): string {
  const label = resource.is(kinds.launchTemplate)
    ? "Launch template"
    : resource.is(kinds.launchConfiguration)
      ? "Launch configuration"
      : "Instance";
  return `${label} "${resource.name}"`;
}

/**
 * The launch template an instance is made from, by id or name.
 *
 * @returns `undefined` when it is made from none.
 */
export function templateOf(stack: Stack, instance: Resource): Link | undefined {
  if (!isDeclared(stack, instance, "launchTemplate")) {
    return undefined;
  }
  const template = instance.at("launchTemplate");
  if (template.unknown) {
    return stack.link(instance, ["launchTemplate"], kinds.launchTemplate);
  }
  const key = template.at("id").absent ? "name" : "id";
  return template.at(key).absent ? undefined : stack.link(instance, ["launchTemplate", key], kinds.launchTemplate);
}
