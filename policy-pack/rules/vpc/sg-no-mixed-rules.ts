import { defineRule, finding, undecided, type Yield } from "../../engine/rule";
import type { Resource } from "../../engine/resource";
import type { Stack } from "../../engine/stack";
import { directionOf, GROUPS, inlineRules, SEPARATE_RULES, type Direction } from "../../helpers/security-groups";
import { quotedNames } from "../../helpers/words";

const MOST_NAMED = 5;

export const sgNoMixedRules = defineRule({
  id: "sg-no-mixed-rules",
  title: "A security group's rules are inline or resources of their own, not both",
  rationale:
    "A group with inline rules takes them for all there are: the next update after a refresh removes what separate " +
    "resources added, and the one after that adds it again.",
  remediation:
    "Move the inline rules to resources of their own (`aws.vpc.SecurityGroupIngressRule`), or the other way round.",
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["F"],
  scope: "stack",
  targets: GROUPS,
  *check(group, { stack }) {
    const separate = stack.companions(group, GROUPS, SEPARATE_RULES, "securityGroupId");
    for (const direction of ["ingress", "egress"] as const) {
      yield* checkDirection(stack, group, direction, separate);
    }
  },
});

/** A group owns a list only if the program wrote it, so inline egress beside separate ingress rules is in order. */
function* checkDirection(
  stack: Stack,
  group: Resource,
  direction: Direction,
  separate: readonly Resource[],
): Generator<Yield> {
  const inline = inlineRules(stack, group, direction);
  if (inline === undefined || (inline.items.length === 0 && !inline.unknown)) {
    return;
  }
  const possible = separate.filter((rule) => [direction, undefined].includes(directionOf(rule)));
  const sure = possible.filter(
    (rule) => directionOf(rule) === direction && stack.link(rule, ["securityGroupId"], GROUPS).certain,
  );
  const strays = stack.strays(GROUPS, SEPARATE_RULES, "securityGroupId");
  if (sure.length > 0 && !inline.unknown) {
    const names = quotedNames(
      sure.map(({ name }) => name),
      MOST_NAMED,
    );
    yield finding(
      inline,
      `The group has inline \`${direction}\` rules, and ${names} ${sure.length === 1 ? "adds" : "add"} to the same list: each ` +
        "undoes what the other does.",
    );
  } else if (possible.length > 0 || strays.length > 0) {
    yield undecided(inline, `whether the group has \`${direction}\` rules in both places is not known yet`);
  }
}
