import type { Resource } from "./resource";
import type { Stack } from "./stack";
import type { ProgramContext } from "./context";
import type { Edit } from "./remediation";
import type { Value } from "./value";

export type Severity = "low" | "medium" | "high" | "critical";
export type Enforcement = "advisory" | "mandatory";
/** What a violation means: AWS refuses it, it is dangerous, or it will be regretted (see docs/rules/README.md). */
export type Family = "blocker" | "guard" | "convention";

/** A control of a published framework that the rule really checks. */
export interface FrameworkReference {
  readonly name: string;
  readonly version: string;
  /** The control's number in that version. */
  readonly reference: string;
  /** What the control asks for, in one line. */
  readonly specification: string;
  /** The published checks by which the rule comes to the control; see `frameworks/references.ts`. */
  readonly via?: readonly string[];
}

/** JSON schema of one setting; what `@pulumi/policy` accepts in a `configSchema`. */
export interface SettingSchema {
  readonly type: "string" | "number" | "integer" | "boolean" | "array" | "object";
  readonly description: string;
  readonly default: unknown;
  readonly enum?: readonly (string | number)[];
  readonly items?: { readonly type: "string" | "number" | "integer" | "object"; readonly pattern?: string };
  readonly pattern?: string;
  /** Of an object: what every one of its values is. */
  readonly additionalProperties?: { readonly type: "string" };
  readonly minimum?: number;
  readonly maximum?: number;
}

/** Settings of a rule by name. Every one has a default, so a rule works unconfigured. */
export type SettingsSchema = Readonly<Record<string, SettingSchema>>;
export type Settings = Readonly<Record<string, unknown>>;

/** Something is wrong. */
export interface FindingYield {
  readonly outcome: "finding";
  /** Property path, as in `policy.Statement[0].Action`; empty when something is missing altogether. */
  readonly property: string;
  /** One or two sentences: the offending value, and why AWS or an operator cares. Without the fix. */
  readonly message: string;
  /** The change that fixes this very finding, where it differs from the rule's general `remediation`. */
  readonly remediation?: string;
  /** Where it differs from the rule's. */
  readonly severity?: Severity;
  /** Another resource than the one that is checked. */
  readonly resource?: Resource;
  /**
   * Where one finding stands for several resources with the same fault: all of them, the one it is reported on included.
   * It is exempt only where each of them is.
   */
  readonly about?: readonly Resource[];
}

/** The rule cannot tell yet. Never a violation, never a silent pass: reports count it. */
export interface UndecidedYield {
  readonly outcome: "undecided";
  readonly property: string;
  readonly reason: string;
}

/** The resource is of a type the rule looks at, but the rule does not apply to it. */
export interface NotApplicableYield {
  readonly outcome: "notApplicable";
  readonly reason: string;
}

export type Yield = FindingYield | UndecidedYield | NotApplicableYield;

/** What a check may know beside the resource. */
export interface RuleContext {
  /** Valid settings, defaults filled in. */
  readonly settings: Settings;
  /** Project, stack, configuration. */
  readonly program: ProgramContext;
}

/** What the check of a stack rule may know. */
export interface StackRuleContext extends RuleContext {
  readonly stack: Stack;
  /** Whether the settings switch a rule off, by its id; for a rule that leaves what another reports to that one. */
  readonly isOff: (id: string) => boolean;
}

/** What the check of a program rule may know: the same program, evaluated twice. */
export interface ProgramRuleContext extends StackRuleContext {
  /** What it registered the second time, with another clock and other random numbers. Inputs, as in {@link stack}. */
  readonly again: Stack;
  /**
   * Claims a property for a report of this rule's. `false` where a rule it proves has reported it at the same level or a
   * stronger one; a weaker report gives way.
   */
  readonly claim: (resource: Resource, property: string) => boolean;
}

/**
 * How a rule remediates a resource in flight, where its level is `remediate`: before the resource is created or updated, and before
 * the rule is asked for its verdict.
 *
 * Only what is safe whether the resource exists already or not, as nobody says: nothing that replaces it, destroys data or
 * renames. The inputs have been through the provider's check, and no check comes after.
 */
export interface Remediation {
  /** What it does, for documents and reports; one sentence that begins with a verb: "Sets `enableKeyRotation: true`." */
  readonly does: string;
  /** Where it remediates other types than the rule looks at. */
  readonly targets?: () => readonly string[];
  /**
   * The changes, from the inputs of one resource. A resource rule's are asked for only where its check finds something; a
   * stack rule sees no stack here, and states what holds for the resource alone. Secrets are marked as such here, and stay
   * as they are, like unknowns (`remediation.ts`).
   */
  edits(resource: Resource, context: RuleContext): Iterable<Edit>;
}

interface RuleMetadata {
  /** File name of the rule, of its test and of its page. Never reused for another meaning. */
  readonly id: string;
  /** What must hold, in one line, without a full stop. */
  readonly title: string;
  /** Why AWS refuses the violation, or an operator regrets it; one or two sentences. */
  readonly rationale: string;
  /** The change that fixes it; one or two sentences. */
  readonly remediation: string;
  readonly severity: Severity;
  readonly enforcement: Enforcement;
  readonly family: Family;
  readonly frameworks: readonly FrameworkReference[];
  /** Items of the catalogue's sources that the rule answers: `S0-2` is item 2 of seed 000, `F` the field. */
  readonly seeds: readonly string[];
  readonly settings?: SettingsSchema;
  /** The page about the rule; the rules of this pack have one by their id (`links.ts`). */
  readonly url?: string;
  /** What lines of `levels` select the rule by as `service`; for the rules of this pack, their directory says it. */
  readonly service?: string;
  /** Nothing exempts from the rule: what it finds is never right, for any reason. */
  readonly neverExempt?: true;
  /**
   * Type tokens the rule looks at; usually from `kinds`. A `*` at the end stands for any rest: `aws:*` for whatever the
   * AWS provider makes, {@link ANY_TYPE} for everything, components, providers and the stack itself included.
   */
  readonly targets: readonly string[];
  /** Without one, the level `remediate` means `mandatory`. */
  readonly remediate?: Remediation;
}

/** The target of a rule that looks at every resource. */
export const ANY_TYPE = "*";

/** Decides from the inputs of one resource, before it is created. */
export interface ResourceRule extends RuleMetadata {
  readonly scope: "resource";
  check(resource: Resource, context: RuleContext): Iterable<Yield>;
}

/** Decides from a resource and what it is linked to; runs once all resources are registered. */
export interface StackRule extends RuleMetadata {
  readonly scope: "stack";
  check(resource: Resource, context: StackRuleContext): Iterable<Yield>;
}

/**
 * Decides from two evaluations of the same program, which only the offline check makes: the engine evaluates a program
 * once. In the policy pack such a rule is listed, so that one configuration file serves both, and never applies. It looks
 * at the root of the stack, once.
 */
export interface ProgramRule extends RuleMetadata {
  readonly scope: "program";
  /** The engine, which alone changes anything, never runs such a rule. */
  readonly remediate?: never;
  /**
   * Ids of rules that suspect from one evaluation what this one proves from two. Where both report the same property,
   * the one of the stronger level is shown.
   */
  readonly proves: readonly string[];
  check(root: Resource, context: ProgramRuleContext): Iterable<Yield>;
}

export type Rule = ResourceRule | StackRule | ProgramRule;

/** Whether a rule looks at resources of a type. */
export function looksAt({ targets }: Rule, type: string): boolean {
  return targets.some((target) => (target.endsWith("*") ? type.startsWith(target.slice(0, -1)) : target === type));
}

/** Whether a rule may remediate resources of a type. */
export function mayRemediate(rule: Rule, type: string): boolean {
  return rule.remediate !== undefined && (rule.remediate.targets?.().includes(type) ?? looksAt(rule, type));
}

/** Declares a rule of either scope. Only gives the literal its type. */
export function defineRule<R extends Rule>(rule: R): R {
  return rule;
}

const MOST_TARGETS_NAMED = 20;

/**
 * What a rule looks at, for reports. Some rules look at hundreds of types, and the engine gets this text with every
 * resource of another type, so a long list is cut short.
 *
 * @param spell writes one type token.
 */
export function describeTargets(
  { targets }: Rule,
  separator = ", ",
  spell: (target: string) => string = (target) => target,
): string {
  if (targets.includes(ANY_TYPE)) {
    return "every resource";
  }
  const more = targets.length - MOST_TARGETS_NAMED;
  const named = targets.slice(0, MOST_TARGETS_NAMED).map(spell);
  return (more > 0 ? [...named, `${more} more`] : named).join(separator);
}

/** A finding at a property. */
export function finding(
  property: Value | string,
  message: string,
  more: Omit<FindingYield, "outcome" | "property" | "message"> = {},
): FindingYield {
  return { outcome: "finding", property: pathOf(property), message, ...more };
}

/** "Cannot tell yet", because of a property. */
export function undecided(property: Value | string, reason: string): UndecidedYield {
  return { outcome: "undecided", property: pathOf(property), reason };
}

/** "Does not apply to this resource." */
export function notApplicable(reason: string): NotApplicableYield {
  return { outcome: "notApplicable", reason };
}

function pathOf(property: Value | string): string {
  return typeof property === "string" ? property : property.path;
}
