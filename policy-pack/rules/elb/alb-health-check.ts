import { kinds } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, notApplicable, undecided } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import { checkedBy } from "../../frameworks/references";
import { isDeclared } from "../../helpers/declared";
import { unreachableTargets } from "../../helpers/unreachable-targets";
import { togetherOnce } from "../../helpers/together";
import { quotedNames } from "../../helpers/words";

const MOST_NAMED = 5;

export const albHealthCheck = defineRule({
  id: "alb-health-check",
  title: "Target groups say how the health of their targets is checked, at a port that is open",
  rationale:
    "Without a health check of its own a target group asks for `/` and takes nothing but 200: an application that answers " +
    "with a redirect or a login page is thrown out, one that is broken behind its start page stays in.",
  remediation:
    '`healthCheck: { path: "/health", matcher: "200", interval: 15, timeout: 5, healthyThreshold: 2, unhealthyThreshold: 3 }`, ' +
    "with a path that tells whether the application works.",
  severity: "medium",
  enforcement: "advisory",
  family: "guard",
  frameworks: checkedBy("text of REL11-BP01"),
  seeds: ["S1-7"],
  scope: "stack",
  targets: kinds.targetGroup,
  *check(group, { stack }) {
    for (const { target, securityGroups, port } of unreachableTargets(stack, group)) {
      const names = quotedNames(
        securityGroups.map(({ name }) => name),
        MOST_NAMED,
      );
      yield finding(
        "healthCheck",
        `The health check of target group "${group.name}" asks port ${port} of "${target.name}", and none of its security groups ` +
          `(${names}) opens that port: its targets never become healthy.`,
        {
          severity: "high",
          remediation: `Let the load balancer's security group reach port ${port}, or check another port.`,
        },
      );
    }
    if (group.at("targetType").string === "lambda") {
      yield notApplicable("a function has no health check unless one is asked for");
    } else if (mayBeFunction(stack, group)) {
      yield undecided("targetType", "the type of the targets is not known yet");
    } else if (lacksCheck(stack, group)) {
      const all = stack.derive(groupsWithout);
      yield* togetherOnce(group, all, (names) =>
        finding(
          "healthCheck",
          `${all.length === 1 ? `Target group ${names} has no health check of its own` : `Target groups ${names} have no health check of their own`}. ` +
            "The default one cannot tell whether the application works.",
        ),
      );
    }
  },
});

function groupsWithout(stack: Stack): readonly Resource[] {
  return stack.ofKind(kinds.targetGroup).filter((group) => !mayBeFunction(stack, group) && lacksCheck(stack, group));
}

function mayBeFunction(stack: Stack, group: Resource): boolean {
  const type = group.at("targetType");
  return type.string === "lambda" || (type.unknown && isDeclared(stack, group, "targetType"));
}

function lacksCheck(stack: Stack, group: Resource): boolean {
  const check = group.at("healthCheck");
  return !isDeclared(stack, group, "healthCheck") || (!check.unknown && Object.keys(check.object ?? {}).length === 0);
}
