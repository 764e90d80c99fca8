import { changesSomething, resolveAction, type ActionPattern } from "./actions";
import type { AccessLevel, ServiceAction } from "./authorization";
import type { Element } from "./statement";

const EXAMPLES = 3;
const LEVELS: readonly AccessLevel[] = ["Permissions management", "Write", "Tagging"];

/** What an entry of `Action` grants beyond what anybody meant to. */
export interface Width {
  readonly everything: boolean;
  /** What the entry stands for, for people. */
  readonly meaning: string;
}

/** An entry of `Action` that grants too much. */
export interface WideGrant extends Width {
  readonly element: Element;
}

// By pattern: a stack repeats its actions, and a whole service takes a while to sort.
const widths = new WeakMap<ActionPattern, Width | undefined>();

/**
 * What an entry of `Action` grants beyond reading, when it is a wildcard: `*`, a whole service (whatever its actions do),
 * or a pattern that matches at least one action that writes, tags or manages permissions.
 *
 * @returns a list of one, or of none when the entry is in order or not known.
 */
export function wideGrants(element: Element): readonly WideGrant[] {
  const pattern = resolveAction(element.text);
  if (!widths.has(pattern)) {
    widths.set(pattern, widthOf(pattern));
  }
  const width = widths.get(pattern);
  return width === undefined ? [] : [{ element, ...width }];
}

function widthOf(pattern: ActionPattern): Width | undefined {
  if (pattern.kind === "all") {
    return { everything: true, meaning: "every action of every service" };
  }
  if (pattern.kind === "unknown" || pattern.kind === "exact") {
    return undefined;
  }
  const changing = pattern.actions.filter(changesSomething);
  const count = changing.length === pattern.actions.length ? "all" : changing.length;
  const whatChanges = `${count} of which change something, such as ${some(changing)}`;
  if (pattern.kind === "service") {
    const meaning = `every action of the service${changing.length === 0 ? "" : `, ${whatChanges}`}`;
    return { everything: false, meaning };
  }
  if (changing[0] === undefined) {
    return undefined;
  }
  const meaning =
    pattern.actions.length === 1 ? describe(changing[0]) : `${pattern.actions.length} actions, ${whatChanges}`;
  return { everything: false, meaning };
}

/** The most telling actions: one of each level, deletions and puts first. */
function some(actions: readonly ServiceAction[]): string {
  const sorted = [...actions].sort((a, b) => weight(a) - weight(b) || (a.name < b.name ? -1 : 1));
  const best = LEVELS.flatMap((level) => sorted.find((action) => action.level === level) ?? []);
  const examples = [...new Set([...best, ...sorted])].slice(0, EXAMPLES);
  return examples.map(describe).join(", ");
}

function weight(action: ServiceAction): number {
  return /:(?:Delete|Put)/.test(action.name) ? 0 : 1;
}

function describe(action: ServiceAction): string {
  return `${action.name} (${action.level})`;
}
