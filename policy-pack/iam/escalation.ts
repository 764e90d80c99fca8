/** Which known ways to more permissions a principal's policies leave open. */
import { kinds, type Kind } from "../engine/kinds";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import { anyOf } from "./answer";
import { readDocument } from "./document";
import { permissionsOf, permissionsThrough, permitsOf, type Permissions, type Permit } from "./effective-permissions";
import { escalationPaths, type EscalationPath, type PathObject, type PrincipalKind } from "./escalation-paths";
import { breadthFrom, breadthOf } from "./managed-breadth";
import { NO_CONTEXT, type RequestContext } from "./request";
import { coversEvery, type Family } from "./role-patterns";
import { showElement } from "./show";
import type { Element } from "./statement";
import { coversPrincipal } from "./statement-match";
import { coversTarget, namesTarget } from "./targets";
import { matches } from "./wildcard";

/** A permission of a path, and what allows it. */
export interface PathPermission {
  readonly action: string;
  readonly permit: Permit;
}

/** A path that is open. */
export interface Escalation {
  readonly path: EscalationPath;
  /** The key of the path first. */
  readonly permissions: readonly [PathPermission, ...PathPermission[]];
  /** What the key is allowed on that makes the path, as a message prints it. */
  readonly on: readonly string[];
  /** Whether it surely ends in more permissions; else it depends on what roles and users the account has. */
  readonly sure: boolean;
}

const FAMILIES: Readonly<Record<PathObject, Family>> = {
  role: { service: "iam", prefix: "role/" },
  user: { service: "iam", prefix: "user/" },
  group: { service: "iam", prefix: "group/" },
  policy: { service: "iam", prefix: "policy/" },
  function: { service: "lambda", prefix: "function:" },
};
const KINDS: Readonly<Record<PrincipalKind, Kind>> = { role: kinds.role, user: kinds.iamUser, group: kinds.iamGroup };

/** Everything that has policies. */
export const principalTypes: Kind = Object.values(KINDS).flat();

/**
 * The paths a principal can go for sure. What other rules say of the same single statement is left out: a wildcard among
 * the actions, a broad policy of AWS's, `iam:PassRole` on every role without a condition. So is what a user has from a
 * group of the stack: that is the group's.
 */
export function escalationsOf(principal: Resource, stack: Stack): readonly Escalation[] {
  const permissions = permissionsOf(principal, stack);
  const kind = (Object.keys(KINDS) as PrincipalKind[]).find((each) => KINDS[each].includes(principal.type));
  const ofGroups = permissions.granted.groups.flatMap((group) => escalationsOf(group, stack));
  return escalationPaths
    .filter(({ by }) => kind !== undefined && by.includes(kind))
    .flatMap((path) => openPath(path, permissions))
    .filter(({ path }) => !ofGroups.some((each) => each.path === path));
}

/** Whether a principal may do everything anyway. */
export function isAdministrator({ granted, boundary }: Permissions): boolean {
  const allowed = granted.statements.map(({ statement }) => statement).filter(({ effect }) => effect === "Allow");
  return boundary === undefined && breadthFrom(allowed).kind === "administration";
}

function openPath(path: EscalationPath, permissions: Permissions): readonly Escalation[] {
  const context: RequestContext =
    path.passedTo === undefined ? NO_CONTEXT : new Map([["iam:passedtoservice", [path.passedTo]]]);
  const rest = path.with.map((actions) => firstPermit(permissions, actions, context));
  const [key] = permitsOf(permissions, path.key, context)
    .filter((permit) => isUnreported(permit, path))
    .flatMap((permit) => whatCounts(permit, path, permissions));
  if (key === undefined || rest.includes(undefined)) {
    return [];
  }
  const first = { action: path.key, permit: key.permit };
  const { on, everywhere } = key;
  const sure = !everywhere || (path.gains === "itself" && permissions.boundary === undefined);
  return [{ path, permissions: [first, ...rest.flatMap((each) => each ?? [])], on, sure }];
}

function firstPermit(permissions: Permissions, actions: readonly string[], context: RequestContext) {
  for (const action of actions) {
    const [permit] = permitsOf(permissions, action, context);
    if (permit !== undefined) {
      return { action, permit };
    }
  }
  return undefined;
}

/** Whether no other rule has anything to say of how the statement allows the key. */
function isUnreported({ placed: { statement, source } }: Permit, { key }: EscalationPath): boolean {
  if (source.managed !== undefined) {
    return (breadthOf(source.managed)?.kind ?? "narrow") === "narrow";
  }
  const entries = statement.actions.known.filter(({ text }) => matches(text, key));
  return entries.length > 0 && entries.every(({ text }) => text.toLowerCase() === key.toLowerCase());
}

interface Counting {
  readonly permit: Permit;
  readonly on: readonly string[];
  readonly everywhere: boolean;
}

/** The part of a permit that makes a path: on everything, on the principal itself, on something mightier. */
function whatCounts(permit: Permit, path: EscalationPath, permissions: Permissions): readonly Counting[] {
  const { statement, holder } = permit.placed;
  const everything = permit.on.filter(({ text }) => coversEvery(text, FAMILIES[path.on]) === "yes");
  if (statement.notResources.present || everything.length > 0) {
    const isReported = path.key === "iam:PassRole" && statement.condition.absent;
    const on = everything.length > 0 ? everything.map(showElement) : ["all but `NotResource`"];
    return isReported ? [] : [{ permit, on, everywhere: true }];
  }
  const { stack } = permissions;
  const on = worthwhile(path, permissions).flatMap((resource) => {
    const target = { resource };
    const names = (element: Element) => namesTarget(element, target, stack, NO_CONTEXT) === "yes";
    const entry = permit.on.find(names);
    const isUnknownEntry = permit.unknown && coversTarget(statement, target, holder, stack, NO_CONTEXT) === "yes";
    return entry !== undefined ? showElement(entry) : isUnknownEntry ? `the ARN of "${resource.name}"` : [];
  });
  return on.length === 0 ? [] : [{ permit, on: [...new Set(on)], everywhere: false }];
}

/** The resources of the stack on which the key of a path leads to more. */
function worthwhile({ on, passedTo, gains }: EscalationPath, permissions: Permissions): readonly Resource[] {
  const { principal, stack, granted, boundary } = permissions;
  const mightier = stack.derive(administrators).filter((each) => each !== principal);
  if (on === "function") {
    return stack.ofKind(kinds.lambdaFunction).filter((each) => {
      const role = permissionsThrough(each, ["role"], stack)?.principal;
      return role !== undefined && mightier.includes(role);
    });
  }
  if (gains === "other") {
    return mightier.filter((each) => passedTo === undefined || trusts(each, passedTo));
  }
  // A boundary holds for what one writes for oneself, too.
  return boundary !== undefined ? [] : on === "policy" ? granted.policies : [principal];
}

function administrators(stack: Stack): readonly Resource[] {
  return stack.ofKind(principalTypes).filter((each) => isAdministrator(permissionsOf(each, stack)));
}

function trusts(role: Resource, service: string): boolean {
  const statements = readDocument(role.at("assumeRolePolicy"))?.statements ?? [];
  const allowing = statements.filter(({ effect }) => effect === "Allow");
  return anyOf(allowing.map((each) => coversPrincipal(each, { kind: "Service", name: service }))) === "yes";
}
