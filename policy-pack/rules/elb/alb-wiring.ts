import { kinds } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, notApplicable, undecided, type StackRuleContext, type Yield } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import { checksByKind } from "../../helpers/checks-by-kind";
import { typeOfUrn } from "../../helpers/urn";
import { isExported } from "../../helpers/exports";
import { forwardingOf, registeredBy } from "../../helpers/forwarding";

export const albWiring = defineRule({
  id: "alb-wiring",
  title: "Load balancers listen, and services register with target groups that get requests",
  rationale:
    "A load balancer without a listener takes no connection at all. ECS refuses a service whose target group no load " +
    'balancer forwards to ("… does not have an associated load balancer").',
  remediation:
    "`new aws.lb.Listener(name, { loadBalancerArn: loadBalancer.arn, port: 443, … })` whose action forwards to the target group.",
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["F"],
  scope: "stack",
  ...checksByKind([kinds.loadBalancer, checkLoadBalancer], [kinds.ecsService, checkService]),
});

function* checkLoadBalancer(loadBalancer: Resource, { stack }: StackRuleContext): Generator<Yield> {
  if (stack.companions(loadBalancer, kinds.loadBalancer, kinds.listener, "loadBalancerArn").length > 0) {
    return;
  }
  if (stack.strays(kinds.loadBalancer, kinds.listener, "loadBalancerArn").length > 0) {
    yield undecided("", "which load balancer a listener of this stack belongs to is not known yet");
  } else if (
    stack.derive(handedOn).has(loadBalancer.urn) ||
    isExported(stack, loadBalancer, MAY_HOLD_AN_ARN) !== "no"
  ) {
    yield undecided("", "something that is told of it may add a listener, from here or from another stack");
  } else {
    yield finding("", `Load balancer "${loadBalancer.name}" has no listener in this stack: it takes no connection.`);
  }
}

/** What exports of a load balancer's ARN are called; its DNS name is of no use to who adds a listener. */
const MAY_HOLD_AN_ARN = /arn|^outputs?$|^(app|load)?-?_?(lb|balancer|loadbalancer)s?$/i;

/** What tells others of a load balancer: a parameter for other stacks, a template, anything that is not of AWS. */
const TELLERS = /^(?!aws:|pulumi:)|^aws:(?:ssm\/parameter|cloudformation\/stack):/;

/** URNs of everything they are told of. */
function handedOn(stack: Stack): ReadonlySet<string> {
  return new Set(
    stack.resources.filter((each) => TELLERS.test(typeOfUrn(each.urn))).flatMap((each) => each.dependencies),
  );
}

function* checkService(service: Resource, { stack }: StackRuleContext): Generator<Yield> {
  const groups = registeredBy(stack, service);
  const { used, open } = forwardingOf(stack);
  if (groups.length === 0) {
    yield notApplicable("it registers with no target group of this stack");
  }
  for (const group of groups.filter((each) => !used.has(each))) {
    yield open
      ? undecided("loadBalancers", `whether something forwards to "${group.name}" is not known yet`)
      : finding(
          "loadBalancers",
          `Service "${service.name}" registers its tasks with target group "${group.name}", and no listener or rule of the stack ` +
            "forwards to that. ECS refuses the service: the target group does not have an associated load balancer.",
          {
            remediation: `Let the action of a listener or a listener rule forward to "${group.name}", and let the service depend on it.`,
          },
        );
  }
}
