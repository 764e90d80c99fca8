import { defineRule, finding, notApplicable } from "../../engine/rule";
import { checkedBy } from "../../frameworks/references";
import { permissionsOf } from "../../iam/effective-permissions";
import {
  escalationsOf,
  isAdministrator,
  principalTypes,
  type Escalation,
  type PathPermission,
} from "../../iam/escalation";
import { undecidedFor } from "../../iam/open-question";
import { listSome } from "../../iam/show";

const PATHS_SHOWN = 3;
const RESOURCES_SHOWN = 2;

export const iamNoPrivilegeEscalation = defineRule({
  id: "iam-no-privilege-escalation",
  title: "No role, user or group can give itself more permissions",
  rationale:
    "Who may write policies, or make a mightier role work for himself, has all permissions of the account, whatever his own policies say.",
  remediation: "Limit the permission that opens the way to the resources it is meant for, or take it away.",
  severity: "critical",
  enforcement: "mandatory",
  family: "guard",
  frameworks: checkedBy("text of AC-6", "text of SEC03-BP02"),
  seeds: ["F"],
  scope: "stack",
  targets: principalTypes,
  *check(resource, { stack }) {
    const permissions = permissionsOf(resource, stack);
    const { statements, open } = permissions.granted;
    if (statements.length === 0 && open.length === 0) {
      yield notApplicable("it has no policies");
      return;
    }
    if (isAdministrator(permissions)) {
      yield notApplicable("it is an administrator anyway; the rules on wildcards and on managed policies say so");
      return;
    }
    const escalations = escalationsOf(resource, stack);
    const [first] = escalations;
    if (first === undefined) {
      yield* undecidedFor(open);
      return;
    }
    const { placed } = first.permissions[0].permit;
    const property = placed.source.resource === resource ? placed.statement.value.path : "";
    yield finding(property, `It can ${listSome(escalations.map(describe), PATHS_SHOWN)}.`, {
      severity: escalations.some(({ sure }) => sure) ? "critical" : "high",
      remediation: remedyFor(first),
    });
  },
});

function describe({ path, on, permissions: [key, ...rest] }: Escalation): string {
  const others = rest.map((each) => `\`${each.action}\` (${whereOf(each)})`);
  const together = others.length === 0 ? "" : `, with ${listSome(others, others.length)}`;
  return `${path.does}: \`${key.action}\` on ${listSome(on, RESOURCES_SHOWN)} (${whereOf(key)})${together}`;
}

function whereOf({ permit: { placed } }: PathPermission): string {
  const { source, statement } = placed;
  return source.managed === undefined ? `${source.label}, \`${statement.value.path}\`` : source.label;
}

function remedyFor({ path, permissions: [key] }: Escalation): string {
  if (path.key === "iam:PassRole") {
    return "Name the roles it passes on: `Resource: taskRole.arn`; none of them with administrative permissions.";
  }
  if (path.on === "function") {
    return "Name the functions it deploys, and give none of them an administrator's role.";
  }
  return path.gains === "itself"
    ? `Take \`${key.action}\` away, or name resources under a path it does not belong to itself, and demand a boundary by the condition \`iam:PermissionsBoundary\`.`
    : `Name the resources \`${key.action}\` is meant for, none of them an administrator's; for people's own keys and passwords that is \`arn:aws:iam::*:user/\${aws:username}\`.`;
}
