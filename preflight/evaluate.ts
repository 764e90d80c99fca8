/** Runs the rules over what a program registered, in process, through the same evaluator as the policy pack. */
import type { ProgramContext } from "../policy-pack/engine/context";
import { Evaluator, type Evaluation, type Finding } from "../policy-pack/engine/evaluate";
import { editable, topOf, type Edit } from "../policy-pack/engine/remediation";
import { Resource, STACK_TYPE } from "../policy-pack/engine/resource";
import type { ProgramRule, Rule } from "../policy-pack/engine/rule";
import type { ExemptionBook } from "../policy-pack/settings/exemption-book";
import { exemptionValid } from "../policy-pack/settings/pack-rules";
import { viewOf } from "./model/providers";
import type { Registered, Registry } from "./model/registry";
import type { Level, PackConfig } from "./project/pack-config";

/** What a rule did in one check. */
export interface RuleCount {
  readonly id: string;
  readonly level: Level;
  /** Resources it reached a verdict on. */
  readonly evaluated: number;
  readonly notApplicable: number;
  readonly undecided: number;
}

/** What a rule whose level is `remediate` changes of a resource when the program is deployed. */
export interface Remediated {
  readonly rule: Rule;
  readonly resource: Resource;
  readonly edits: readonly Edit[];
}

/** All verdicts of a check. */
export interface Verdicts {
  /** The verdicts are on what is left, as in the engine. */
  readonly remediated: readonly Remediated[];
  readonly evaluations: readonly Evaluation[];
  readonly counts: readonly RuleCount[];
}

/** What a second evaluation of the program registered, with another clock; or that it failed. */
export type SecondEvaluation = Registry | "failed";

/** What is evaluated. */
export interface Subject {
  readonly registry: Registry;
  readonly rules: readonly Rule[];
  readonly config: PackConfig;
  readonly program: ProgramContext;
  /**
   * Whether the program came to its end. Of half a stack only the resource rules say something true: what a stack rule
   * misses may have been about to come.
   */
  readonly complete: boolean;
  /** `undefined` when the program was evaluated once only. */
  readonly again: SecondEvaluation | undefined;
}

/** Evaluates every rule that is not switched off. */
export function evaluate({ registry, rules, config, program, complete, again }: Subject): Verdicts {
  const active = rules.filter((rule) => config.levelOf(rule) !== "disabled");
  const book = config.state.openBook();
  const evaluator = new Evaluator(
    active,
    program,
    (rule) => config.settingsOf(rule),
    book,
    (id) => config.state.isOff(id),
  );
  const { resources, remediated } = remediate(registry, active, config, evaluator);
  const once = [
    ...resources.flatMap((each) => evaluator.evaluateResource(beforeCreation(registry, each))),
    ...(complete ? evaluator.evaluateStack(resources.map((each) => afterCreation(registry, each))) : []),
  ];
  const evaluations = [
    ...(!complete || again === undefined
      ? once
      : again === "failed"
        ? [...once, ...open(registry, active)]
        : compared(evaluator, once, config, { registry, again })),
  ];
  if (complete) {
    evaluations.push(...ofExemptions(registry, config, book));
  }
  return { evaluations, remediated, counts: rules.map((rule) => countOf(rule, config.levelOf(rule), evaluations)) };
}

/** The resources as the engine would make them: each as the rules whose level is `remediate` leave it. */
function remediate(
  registry: Registry,
  active: readonly Rule[],
  config: PackConfig,
  evaluator: Evaluator,
): { readonly resources: readonly Registered[]; readonly remediated: readonly Remediated[] } {
  const rules = active.filter((rule) => rule.remediate && config.state.levelOf(rule) === "remediate");
  const remediated: Remediated[] = [];
  const resources = registry.resources.map((each) => {
    if (rules.length === 0) {
      return each;
    }
    const inputs = editable(each.inputs);
    const made = [...evaluator.remediate(rules, inputs, () => beforeCreation(registry, { ...each, inputs }))];
    remediated.push(...made.map((one) => ({ ...one, resource: beforeCreation(registry, each) })));
    const tops = made.flatMap(({ edits }) => edits.map(topOf));
    return {
      ...each,
      inputs,
      outputs: { ...each.outputs, ...Object.fromEntries(tops.map((name) => [name, inputs[name]])) },
      // What a rule set counts as set by the program, as in the engine, which shows the pack the inputs it made.
      propertyDependencies: { ...Object.fromEntries(tops.map((name) => [name, []])), ...each.propertyDependencies },
    };
  });
  return { resources, remediated };
}

/** What is wrong with the exemptions themselves. Of half a stack nobody can tell what they have to exempt. */
function ofExemptions(registry: Registry, config: PackConfig, book: ExemptionBook): readonly Evaluation[] {
  if (config.levelOf(exemptionValid) === "disabled") {
    return [];
  }
  return book.findings(registry.resources.map((each) => afterCreation(registry, each))).map((finding) => ({
    rule: exemptionValid,
    resource: finding.resource,
    outcome: "violates",
    findings: [finding],
    exempted: [],
    reasons: [],
  }));
}

/** The verdicts of one evaluation, with those of the rules that compare it with another. */
function compared(
  evaluator: Evaluator,
  once: readonly Evaluation[],
  config: PackConfig,
  { registry, again }: { readonly registry: Registry; readonly again: Registry },
): readonly Evaluation[] {
  const isMandatory = (rule: Rule) => config.levelOf(rule) !== "advisory";
  const withdrawn = new Set<Finding>();
  const suspicions = once.flatMap(({ findings }) => findings);
  const claim = (rule: ProgramRule, { urn }: Resource, property: string): boolean => {
    // A rule on one evaluation has no place for the resource's own name but the property that is derived from it.
    const same = suspicions.filter(
      (each) =>
        rule.proves.includes(each.rule.id) &&
        each.resource.urn === urn &&
        (property === "" || each.property === property),
    );
    if (same.some((each) => isMandatory(each.rule) || !isMandatory(rule))) {
      return false;
    }
    same.forEach((each) => withdrawn.add(each));
    return true;
  };
  const inputs = (of: Registry) => of.resources.map((each) => asRegistered(of, each));
  const twice = evaluator.evaluateProgram(inputs(registry), inputs(again), claim);
  const kept = once.map((each) =>
    each.findings.some((finding) => withdrawn.has(finding))
      ? { ...each, findings: each.findings.filter((finding) => !withdrawn.has(finding)) }
      : each,
  );
  return [...kept, ...twice];
}

/** Nobody can tell what a second evaluation would have shown. */
function open(registry: Registry, active: readonly Rule[]): readonly Evaluation[] {
  const root = registry.resources.find(({ type }) => type === STACK_TYPE);
  const reasons = ["a second evaluation of the program, with the clock more than a year later, failed"];
  return root === undefined
    ? []
    : active
        .filter(({ scope }) => scope === "program")
        .map((rule) => ({
          rule,
          resource: beforeCreation(registry, root),
          outcome: "undecided",
          findings: [],
          exempted: [],
          reasons,
        }));
}

/** A resource as the program registered it: inputs and links. */
function asRegistered(registry: Registry, resource: Registered): Resource {
  const { urn, type, name, parent, inputs, provider, dependencies, propertyDependencies } = resource;
  return new Resource({
    urn,
    type,
    name,
    parent,
    dependencies,
    properties: () => inputs,
    propertyDependencies: () => propertyDependencies,
    provider: () => providerView(registry, provider),
  });
}

/** A resource as the engine's Analyze shows it: checked inputs, no links. */
function beforeCreation(registry: Registry, { urn, type, name, parent, inputs, provider }: Registered): Resource {
  return new Resource({
    urn,
    type,
    name,
    parent,
    properties: () => inputs,
    provider: () => providerView(registry, provider),
  });
}

/** A resource as the engine's AnalyzeStack shows it: outputs and links. */
function afterCreation(registry: Registry, resource: Registered): Resource {
  const { urn, type, name, parent, provider, dependencies, propertyDependencies } = resource;
  return new Resource({
    urn,
    type,
    name,
    parent,
    dependencies,
    properties: () => resource.outputs,
    propertyDependencies: () => propertyDependencies,
    provider: () => providerView(registry, provider),
  });
}

function providerView(registry: Registry, urn: string | undefined) {
  const provider = urn === undefined ? undefined : registry.get(urn);
  return provider === undefined ? undefined : viewOf(provider);
}

function countOf(rule: Rule, level: Level, evaluations: readonly Evaluation[]): RuleCount {
  const outcomes = evaluations.filter((each) => each.rule === rule).map((each) => each.outcome);
  const count = (...wanted: readonly string[]) => outcomes.filter((outcome) => wanted.includes(outcome)).length;
  return {
    id: rule.id,
    level,
    evaluated: count("violates", "exempted", "complies"),
    notApplicable: count("notApplicable"),
    undecided: count("undecided"),
  };
}
