import { kinds } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, notApplicable, undecided } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import { forwardingOf, registeredBy } from "../../helpers/forwarding";
import { togetherOnce } from "../../helpers/together";
import { typeOfUrn } from "../../helpers/urn";

/** What refers to a target group without sending it a request, nor telling anybody else of it. */
const BYSTANDERS =
  /^aws:(?:(?:lb|alb|elasticloadbalancingv2|applicationloadbalancing)\/targetGroupAttachment|autoscaling\/\w+|appautoscaling\/\w+|cloudwatch\/\w+|ecs\/service):|^pulumi:/;

export const albTargetGroupUsed = defineRule({
  id: "alb-target-group-used",
  title: "Something forwards requests to every target group",
  rationale: "Targets of a group that no listener and no rule forwards to never get a request, and are never checked.",
  remediation: "Forward to it from a listener (`defaultActions`) or a listener rule (`actions`), or remove it.",
  severity: "low",
  enforcement: "advisory",
  family: "guard",
  frameworks: [],
  seeds: ["F"],
  scope: "stack",
  targets: kinds.targetGroup,
  *check(group, { stack }) {
    const { used, open } = forwardingOf(stack);
    if (used.has(group)) {
      return;
    }
    if (stack.derive(registered).has(group)) {
      yield notApplicable("an ECS service registers with it, for which alb-wiring looks");
    } else if (open || isHandedOn(stack, group)) {
      yield undecided("", "whether something forwards to it is not known yet");
    } else {
      const all = stack.derive(unused);
      yield* togetherOnce(group, all, (names) =>
        finding(
          "",
          `No listener and no rule of this stack forwards to target group${all.length === 1 ? "" : "s"} ${names}: the targets get no request.`,
        ),
      );
    }
  },
});

function unused(stack: Stack): readonly Resource[] {
  const { used } = forwardingOf(stack);
  return stack
    .ofKind(kinds.targetGroup)
    .filter((group) => !used.has(group) && !stack.derive(registered).has(group) && !isHandedOn(stack, group));
}

function registered(stack: Stack): ReadonlySet<Resource> {
  return new Set(stack.ofKind(kinds.ecsService).flatMap((service) => registeredBy(stack, service)));
}

/** Whether something else depends on it, which may use it itself or tell others of it: a parameter, a Kubernetes object. */
function isHandedOn(stack: Stack, group: Resource): boolean {
  return stack.resources.some(
    (each) =>
      !BYSTANDERS.test(typeOfUrn(each.urn)) &&
      (each.dependencies.includes(group.urn) || Object.values(each.propertyDependencies).flat().includes(group.urn)),
  );
}
