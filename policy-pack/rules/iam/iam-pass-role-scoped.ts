import { defineRule, finding, undecided, type Yield } from "../../engine/rule";
import { checkedBy } from "../../frameworks/references";
import { resolveAction } from "../../iam/actions";
import { narrowedBy, type Narrowing } from "../../iam/conditions";
import { judgeAllows } from "../../iam/judge";
import { partlyKnown, undecidedFor } from "../../iam/open-question";
import { documentTypes } from "../../iam/places";
import { coversEveryRole } from "../../iam/role-patterns";
import { listSome, showElement } from "../../iam/show";
import type { Element, Statement } from "../../iam/statement";
import { admitsEverything, matches } from "../../iam/wildcard";

const PASS_ROLE = "iam:PassRole";
const MOST_SHOWN = 3;
const INAPPLICABLE = {
  resource: "A resource policy grants no `iam:PassRole`",
  trust: "A trust policy grants no `iam:PassRole`",
  guardrail: "The policy only limits what others grant; it grants nothing itself",
};

/**
 * Condition keys that limit what roles can be passed to. Tags of the role are not among them: AWS advises against
 * `iam:ResourceTag` with `iam:PassRole`, for it does not hold reliably
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html).
 */
const NARROWING: Narrowing = [
  ["iam:PassedToService", (text) => !admitsEverything(text)],
  ["iam:AssociatedResourceArn", (text) => !admitsEverything(text)],
];

export const iamPassRoleScoped = defineRule({
  id: "iam-pass-role-scoped",
  title: "Permission to pass roles names the roles",
  rationale:
    "Whoever may pass every role hands an administrator's role to a function or an instance of his own, and acts with it.",
  remediation: "Name the ARNs of the roles the workload passes on, and the service they go to.",
  severity: "critical",
  enforcement: "mandatory",
  family: "guard",
  frameworks: checkedBy("text of AC-6", "text of SEC03-BP02"),
  seeds: ["S1-3"],
  scope: "resource",
  targets: documentTypes,
  check: (resource) => judgeAllows(resource, INAPPLICABLE, judge),
});

function* judge({ actions, resources, notResources, condition }: Statement): Generator<Yield> {
  const passing = actions.known.filter(grantsPassRole);
  const mayPass = [...actions.open, ...actions.known.filter(isUnknown).map(({ value }) => partlyKnown(value))];
  const wide = resources.known.filter(({ text }) => coversEveryRole(text) === "yes");
  const mayBeWide = [
    ...resources.open,
    ...resources.known.filter(({ text }) => coversEveryRole(text) === "unknown").map(({ value }) => partlyKnown(value)),
  ];
  const everywhere = wide.length > 0 || notResources.present;
  const narrowed = narrowedBy(condition, NARROWING);
  if (narrowed === "yes" || (!everywhere && mayBeWide.length === 0)) {
    return;
  }
  if (passing.length === 0) {
    yield* undecidedFor(mayPass);
  } else if (!everywhere) {
    yield* undecidedFor(mayBeWide);
  } else if (narrowed === "unknown") {
    yield undecided(condition, `\`${condition.path}\` is not known yet, and may limit what roles are passed to`);
  } else {
    const shown = notResources.present ? "`NotResource`" : listSome(wide.map(showElement), MOST_SHOWN);
    yield finding(
      wide[0]?.value ?? notResources.value,
      `The statement allows ${passing.map(showElement).join(", ")} on ${shown}: any role of the account can be handed to a service, an administrator's included.`,
      {
        remediation:
          'Name the role: `Resource: taskRole.arn`. With `Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } }` it goes to nothing but that service.',
      },
    );
  }
}

/**
 * Whether an action, or a pattern of IAM's actions, is or matches `iam:PassRole`. `*` and `iam:*` are not meant: who holds
 * these can write himself any policy, and `iam-no-wildcard-actions` reports them.
 */
function grantsPassRole({ text }: Element): boolean {
  const { kind } = resolveAction(text);
  return (kind === "exact" || kind === "pattern") && matches(text, PASS_ROLE);
}

function isUnknown({ text }: Element): boolean {
  return resolveAction(text).kind === "unknown";
}
