import type { ServiceAction } from "./authorization";
import { partlyKnown, type OpenQuestion } from "./open-question";
import { grantedActions, type GrantedActions } from "./resource-level";
import { coverageOf, reaches } from "./resource-patterns";
import type { Element, Statement } from "./statement";

/** Which resources the actions of a statement reach. */
export interface Reach {
  /** Whether an action that could be limited to named resources reaches all of them. */
  readonly everywhere: boolean;
  /** The entries of `Resource` that name no resource, as far as an action takes such resources. */
  readonly wide: readonly Element[];
  /** `limitable` holds only those that reach everywhere. */
  readonly granted: GrantedActions;
  /** When the statement is right so far: what may still change that. */
  readonly open: readonly OpenQuestion[];
}

/** Reads `Resource` or `NotResource` of a statement against its actions; its condition is not looked at. */
export function reachOf(statement: Statement): Reach {
  const { resources, notResources } = statement;
  const granted = grantedActions(statement);
  const wide = resources.known.filter(
    (entry) => isWide(entry) && (granted.all || granted.limitable.some((action) => covers(entry, action))),
  );
  const limitable = granted.limitable.filter(
    (action) => notResources.present || wide.some((entry) => covers(entry, action)),
  );
  const everywhere = (wide.length > 0 || notResources.present) && (granted.all || limitable.length > 0);
  const open = everywhere ? [] : openQuestions(statement, granted);
  return { everywhere, wide, granted: { ...granted, limitable }, open };
}

function isWide({ text }: Element): boolean {
  return coverageOf(text).kind === "all";
}

function covers({ text }: Element, action: ServiceAction): boolean {
  const coverage = coverageOf(text);
  return coverage.kind === "all" && reaches(coverage.service, action);
}

function openQuestions({ resources, notResources }: Statement, granted: GrantedActions): readonly OpenQuestion[] {
  const unknown = resources.known.filter(({ text }) => coverageOf(text).kind === "unknown");
  const openResources = [...resources.open, ...unknown.map(({ value }) => partlyKnown(value))];
  const mayBeWide = notResources.present || openResources.length > 0 || resources.known.some(isWide);
  const mayBeLimitable = granted.all || granted.limitable.length > 0 || granted.open.length > 0;
  return mayBeWide && mayBeLimitable ? [...granted.open, ...openResources] : [];
}
