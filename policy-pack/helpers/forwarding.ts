/** Which target groups of a stack get requests. */
import { kinds, type Kind } from "../engine/kinds";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import { segmentsOf, valuesAt } from "./values-at";

/** Where resources name target groups they send requests to. */
const FORWARDS: readonly (readonly [Kind, ...string[]])[] = [
  [kinds.listener, "defaultActions[].targetGroupArn", "defaultActions[].forward.targetGroups[].arn"],
  [kinds.listenerRule, "actions[].targetGroupArn", "actions[].forward.targetGroups[].arn"],
  // CodeDeploy moves the listener from one target group to the other.
  [
    ["aws:codedeploy/deploymentGroup:DeploymentGroup"],
    "loadBalancerInfo.targetGroupPairInfo.targetGroups[].name",
    "loadBalancerInfo.targetGroupInfos[].name",
  ],
  // So does ECS, with its own blue/green deployments.
  [kinds.ecsService, "loadBalancers[].advancedConfiguration.alternateTargetGroupArn"],
];

/** What is known of who gets requests. */
export interface Forwarding {
  /** Target groups something forwards to, or may, with what does. */
  readonly used: ReadonlyMap<Resource, readonly Resource[]>;
  /** Whether something forwards to a target group nobody knows yet. */
  readonly open: boolean;
}

/** Collects what listeners, rules and deployments forward to; remembered by the stack. */
export function forwardingOf(stack: Stack): Forwarding {
  return stack.derive(collect);
}

function collect(stack: Stack): Forwarding {
  const used = new Map<Resource, Resource[]>();
  let open = false;
  for (const [types, ...paths] of FORWARDS) {
    for (const source of stack.ofKind(types)) {
      for (const value of paths.flatMap((path) => valuesAt(source.props, path))) {
        const { targets, exhaustive } = stack.link(source, segmentsOf(value), kinds.targetGroup);
        for (const target of targets) {
          const known = used.get(target) ?? [];
          used.set(target, known.includes(source) ? known : [...known, source]);
        }
        open ||= targets.length === 0 && !exhaustive;
      }
    }
  }
  return { used, open };
}

/** The listeners and rules of the stack that forward to a target group, or may. */
export function forwardersTo(targetGroup: Resource, stack: Stack): readonly Resource[] {
  const listening: Kind = [...kinds.listener, ...kinds.listenerRule];
  return (forwardingOf(stack).used.get(targetGroup) ?? []).filter(({ type }) => listening.includes(type));
}

/** The load balancers of the stack that a listener or a listener's rule belongs to. */
export function loadBalancersOf(forwarder: Resource, stack: Stack): readonly Resource[] {
  const listeners = stack.link(forwarder, ["listenerArn"], kinds.listener).targets;
  return [forwarder, ...listeners].flatMap((each) => stack.link(each, ["loadBalancerArn"], kinds.loadBalancer).targets);
}

/** The target groups an ECS service registers its tasks with; each is surely among them. */
export function registeredBy(stack: Stack, service: Resource): readonly Resource[] {
  const values = valuesAt(service.props, "loadBalancers[].targetGroupArn");
  const links = values.map((value) => stack.link(service, segmentsOf(value), kinds.targetGroup));
  return [...new Set(links.flatMap(({ targets, exhaustive }) => (exhaustive ? targets : [])))];
}
