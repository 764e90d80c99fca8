/**
 * What a role, user or group of the stack may do, all its policies taken together
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html).
 *
 * ```ts
 * const permissions = permissionsThrough(lambdaFunction, ["role"], stack);
 * if (permissions !== undefined && may(permissions, "sqs:SendMessage", { resource: queue }).answer === "no") { … }
 * ```
 *
 * Only identity policies and the permissions boundary are looked at. A policy of the resource itself (a bucket's, a
 * queue's, a key's) may let the principal in as well, or deny; who asks about such a resource looks there, too
 * (`coversPrincipal`). Service control policies are not known here.
 */
import { kinds } from "../engine/kinds";
import { MASK } from "../engine/made-up";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import { allOf, anyOf, type Answer } from "./answer";
import { conditionHolds } from "./condition-holds";
import type { OpenQuestion } from "./open-question";
import { boundaryOf, grantedTo, type PlacedStatement, type PolicySet } from "./policy-sources";
import { NO_CONTEXT, type RequestContext } from "./request";
import { coversAction } from "./statement-match";
import type { Element } from "./statement";
import { coversTarget, type Target } from "./targets";

/** The policies of a principal. */
export interface Permissions {
  readonly principal: Resource;
  readonly stack: Stack;
  readonly granted: PolicySet;
  /** What it can have at most; `undefined` without a boundary. */
  readonly boundary: PolicySet | undefined;
}

/** An answer, and what says so. */
export interface Verdict {
  readonly answer: Answer;
  /**
   * The statements that decide: those that allow; of a `no`, those that deny, none when simply nobody allows it; of an
   * `unknown`, those that may allow or deny.
   */
  readonly statements: readonly PlacedStatement[];
  /** Of an `unknown`: what else nobody knows yet. Empty when only conditions and parts of documents decide. */
  readonly open: readonly OpenQuestion[];
}

/** A statement that allows an action on something. */
export interface Permit {
  readonly placed: PlacedStatement;
  /** The entries of `Resource` on which nothing denies it; none with `NotResource`, which is everything but some. */
  readonly on: readonly Element[];
  /** Whether there are entries nobody knows yet, on which nothing denies it whatever they are. */
  readonly unknown: boolean;
}

const remembered = (_: Stack) => new Map<Resource, Permissions>();

/** The permissions of a role, user or group, worked out once per stack. */
export function permissionsOf(principal: Resource, stack: Stack): Permissions {
  const all = stack.derive(remembered);
  let found = all.get(principal);
  if (found === undefined) {
    found = { principal, stack, granted: grantedTo(principal, stack), boundary: boundaryOf(principal, stack) };
    all.set(principal, found);
  }
  return found;
}

/**
 * The permissions a resource works with: those of the role it names.
 *
 * @param path the property, for example `["role"]` of a function, `["iamRoleArn"]` of a flow log.
 * @returns `undefined` when the role is of another stack, or not known for sure.
 */
export function permissionsThrough(
  resource: Resource,
  path: readonly (string | number)[],
  stack: Stack,
): Permissions | undefined {
  const { targets, certain } = stack.link(resource, path, kinds.role);
  const [role] = targets;
  return certain && role !== undefined ? permissionsOf(role, stack) : undefined;
}

/**
 * Whether a principal may do something. An explicit `Deny` wins; a document that is only half known answers `unknown`,
 * never `no`.
 *
 * @param action one action, such as `sqs:SendMessage`.
 * @param target what it is done to; without one: anything at all, so that `no` means "on nothing".
 * @param context what the request has for condition keys. A condition on a key that is not listed makes the answer
 *   `unknown`.
 */
export function may(
  permissions: Permissions,
  action: string,
  target?: Target,
  context: RequestContext = NO_CONTEXT,
): Verdict {
  if (target === undefined) {
    return mayOnSomething(permissions, action, context);
  }
  const { granted, boundary, stack } = permissions;
  const verdict = decide(granted, action, target, context, stack);
  if (boundary === undefined || verdict.answer === "no") {
    return verdict;
  }
  const limit = decide(boundary, action, target, context, stack);
  return limit.answer === "yes" ? verdict : limit;
}

/** The statements that allow an action for sure on something, with what they allow it on; nothing denies it there. */
export function permitsOf(
  permissions: Permissions,
  action: string,
  context: RequestContext = NO_CONTEXT,
): readonly Permit[] {
  return allowing(permissions.granted, action, context)
    .filter(({ answer }) => answer === "yes")
    .flatMap(({ placed }): readonly Permit[] => {
      const { resources, notResources } = placed.statement;
      if (notResources.present) {
        return remains(permissions, action, "*", context) ? [{ placed, on: [], unknown: false }] : [];
      }
      const on = resources.known.filter(({ text }) => remains(permissions, action, text, context));
      const unknown = resources.open.length > 0 && remains(permissions, action, MASK, context);
      return on.length === 0 && !unknown ? [] : [{ placed, on, unknown }];
    });
}

/** Whether what a statement allows on a target is neither denied nor outside the boundary. */
function remains({ granted, boundary, stack }: Permissions, action: string, target: string, context: RequestContext) {
  const sets = boundary === undefined ? [granted] : [granted, boundary];
  const isDenied = sets.some((set) =>
    denying(set, action, target, context, stack).some(({ answer }) => answer === "yes"),
  );
  return !isDenied && (boundary === undefined || decide(boundary, action, target, context, stack).answer === "yes");
}

function mayOnSomething(permissions: Permissions, action: string, context: RequestContext): Verdict {
  const permits = permitsOf(permissions, action, context);
  if (permits.length > 0) {
    return { answer: "yes", statements: permits.map(({ placed }) => placed), open: [] };
  }
  const { granted, boundary, stack } = permissions;
  const possible = allowing(granted, action, context).map(({ placed }) => placed);
  const denials = denying(granted, action, "*", context, stack).filter(({ answer }) => answer === "yes");
  if (denials.length > 0) {
    return { answer: "no", statements: denials.map(({ placed }) => placed), open: [] };
  }
  const open = [...granted.open, ...(boundary?.open ?? [])];
  // What is left of a sure permit was denied piece by piece.
  const mayBe = possible.some((placed) => isOpenPermit(placed, action, context)) || granted.open.length > 0;
  return { answer: mayBe ? "unknown" : "no", statements: possible, open: mayBe ? open : [] };
}

function isOpenPermit({ statement }: PlacedStatement, action: string, context: RequestContext): boolean {
  return allOf([coversAction(statement, action), conditionHolds(statement.condition, context)]) === "unknown";
}

interface Answered {
  readonly placed: PlacedStatement;
  readonly answer: Answer;
}

/** Statements that allow an action, or may, on whatever resources. */
function allowing({ statements }: PolicySet, action: string, context: RequestContext): readonly Answered[] {
  return answered(statements, "Allow", ({ statement }) =>
    allOf([coversAction(statement, action), conditionHolds(statement.condition, context)]),
  );
}

/** Statements that deny an action on a target, or may. */
function denying(
  { statements }: PolicySet,
  action: string,
  target: Target,
  context: RequestContext,
  stack: Stack,
): readonly Answered[] {
  return answered(statements, "Deny", (placed) => covers(placed, action, target, context, stack));
}

function answered(
  statements: readonly PlacedStatement[],
  effect: "Allow" | "Deny",
  judge: (placed: PlacedStatement) => Answer,
): readonly Answered[] {
  return statements
    .filter(({ statement }) => statement.effect === effect)
    .map((placed) => ({ placed, answer: judge(placed) }))
    .filter(({ answer }) => answer !== "no");
}

function decide(set: PolicySet, action: string, target: Target, context: RequestContext, stack: Stack): Verdict {
  const denials = denying(set, action, target, context, stack);
  const sure = denials.filter(({ answer }) => answer === "yes");
  if (sure.length > 0) {
    return { answer: "no", statements: sure.map(({ placed }) => placed), open: [] };
  }
  const allows = answered(set.statements, "Allow", (placed) => covers(placed, action, target, context, stack));
  const allowed = anyOf([...allows.map(({ answer }) => answer), ...set.open.map(() => "unknown" as const)]);
  if (allowed === "yes" && denials.length === 0) {
    const statements = allows.filter(({ answer }) => answer === "yes").map(({ placed }) => placed);
    return { answer: "yes", statements, open: [] };
  }
  return allowed === "no"
    ? { answer: "no", statements: [], open: [] }
    : { answer: "unknown", statements: [...allows, ...denials].map(({ placed }) => placed), open: set.open };
}

function covers(
  { statement, holder }: PlacedStatement,
  action: string,
  target: Target,
  context: RequestContext,
  stack: Stack,
): Answer {
  const about = coversAction(statement, action);
  return about === "no"
    ? "no"
    : allOf([
        about,
        coversTarget(statement, target, holder, stack, context),
        conditionHolds(statement.condition, context),
      ]);
}
