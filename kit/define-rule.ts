import type { ProgramRule, ResourceRule, Rule, StackRule } from "../policy-pack/engine/rule";

/** A rule as its author writes it: references to frameworks are optional, and the catalogue's seeds are this pack's own. */
export type RuleDefinition = Written<ResourceRule> | Written<StackRule> | Written<ProgramRule>;

type Written<R extends Rule> = Omit<R, Filled> & Partial<Pick<R, Filled>>;
type Filled = "frameworks" | "seeds";

/** Declares a rule of any scope: gives the literal its type, and fills in what is optional. */
export function defineRule<R extends RuleDefinition>(rule: R): R & Pick<Rule, Filled> {
  return { frameworks: [], seeds: [], ...rule };
}
