/** Runs the rules over what a program registered, in process, through the same evaluator as the policy pack. */
import type { ProgramContext } from "../policy-pack/engine/context";
import { Evaluator, type Evaluation } from "../policy-pack/engine/evaluate";
import { Resource } from "../policy-pack/engine/resource";
import type { Rule } from "../policy-pack/engine/rule";
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

/** All verdicts of a check. */
export interface Verdicts {
  readonly evaluations: readonly Evaluation[];
  readonly counts: readonly RuleCount[];
}

/**
 * Evaluates every rule that is not switched off.
 *
 * @param complete whether the program came to its end. Of half a stack only the resource rules say something true: what
 * a stack rule misses may have been about to come.
 */
export function evaluate(
  registry: Registry,
  rules: readonly Rule[],
  config: PackConfig,
  program: ProgramContext,
  complete: boolean,
): Verdicts {
  const active = rules.filter((rule) => config.levelOf(rule) !== "disabled");
  const evaluator = new Evaluator(active, program, (rule) => config.settingsOf(rule));
  const evaluations = [
    ...registry.resources.flatMap((each) => evaluator.evaluateResource(beforeCreation(registry, each))),
    ...(complete ? evaluator.evaluateStack(registry.resources.map((each) => afterCreation(registry, each))) : []),
  ];
  return { evaluations, counts: rules.map((rule) => countOf(rule, config.levelOf(rule), evaluations)) };
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
    evaluated: count("violates", "complies"),
    notApplicable: count("notApplicable"),
    undecided: count("undecided"),
  };
}
