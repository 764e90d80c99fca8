/** What sends traffic to a target group: listeners and their rules. */
import { kinds } from "../engine/kinds";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";

/** Properties of listeners (`defaultActions`) and rules (`actions`) that hold their actions. */
const ACTIONS = ["defaultActions", "actions"] as const;

/** The listeners and rules of the stack that forward to a target group. Found by dependency, so also before it exists. */
export function forwardersTo(targetGroup: Resource, stack: Stack): readonly Resource[] {
  return stack.derive(forwarders).get(targetGroup) ?? [];
}

function forwarders(stack: Stack): ReadonlyMap<Resource, readonly Resource[]> {
  const found = new Map<Resource, Resource[]>();
  for (const forwarder of stack.ofKind([...kinds.listener, ...kinds.listenerRule])) {
    for (const target of new Set(ACTIONS.flatMap((property) => targetsOf(forwarder, property, stack)))) {
      found.set(target, [...(found.get(target) ?? []), forwarder]);
    }
  }
  return found;
}

function targetsOf(forwarder: Resource, property: string, stack: Stack): readonly Resource[] {
  const literal = forwarder
    .at(property)
    .items.flatMap((action, index) => [
      ...stack.link(forwarder, [property, index, "targetGroupArn"], kinds.targetGroup).targets,
      ...action
        .at("forward", "targetGroups")
        .items.flatMap(
          (_, place) =>
            stack.link(forwarder, [property, index, "forward", "targetGroups", place, "arn"], kinds.targetGroup)
              .targets,
        ),
    ]);
  return [...stack.dependenciesOf(forwarder, property, kinds.targetGroup), ...literal];
}

/** The load balancers of the stack that a listener or a listener's rule belongs to. */
export function loadBalancersOf(forwarder: Resource, stack: Stack): readonly Resource[] {
  const listeners = stack.link(forwarder, ["listenerArn"], kinds.listener).targets;
  return [forwarder, ...listeners].flatMap((each) => stack.link(each, ["loadBalancerArn"], kinds.loadBalancer).targets);
}
