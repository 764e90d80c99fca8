/** What a check says of one framework: for each control the pack looks at, what its rules found. */
import { pageOf } from "../policy-pack/engine/links";
import type { Rule } from "../policy-pack/engine/rule";
import type { CataloguedFramework } from "../policy-pack/frameworks/catalogue";
import type { Level } from "./project/pack-config";
import { jsonExempted, jsonFinding, jsonRemediated, type JsonExempted, type JsonFinding } from "./report/json";
import { plural } from "./report/text";
import type { CheckResult, Failure, ReportedRemediation, Undecided } from "./result";

/** Version of the contract of the JSON form, docs/json-report.md. */
export const FRAMEWORK_REPORT_VERSION = 1;

/**
 * What became of a control: the worst of what its rules say. `remediated`: nothing is left to find, because the pack remediates
 * resources when they are deployed, which the program does not. `nothing`: the stack has none of the resources they look at;
 * `disabled`: all its rules are. There is no "passed": a rule shows a control in part at best.
 */
export type ControlOutcome = "findings" | "undecided" | "exempted" | "remediated" | "complied" | "nothing" | "disabled";

/** What a rule that refers to the framework found. */
export interface FrameworkRule {
  readonly id: string;
  /** What must hold, in one line. */
  readonly title: string;
  /** Address of the rule's page; `null` where it has none. */
  readonly page: string | null;
  /** In force. */
  readonly level: Level;
  readonly findings: readonly JsonFinding[];
  readonly exempted: readonly JsonExempted[];
  /** What it remediates when the program is deployed. */
  readonly remediated: readonly ReportedRemediation[];
  readonly undecided: readonly Undecided[];
  /** Resources it found nothing wrong with, those it remediates left out. */
  readonly complied: number;
}

export interface ControlReport {
  readonly reference: string;
  readonly specification: string;
  /** `null` when no program was checked. */
  readonly outcome: ControlOutcome | null;
  /** The rules that look at it, and the published checks by which each comes to it. */
  readonly rules: readonly { readonly id: string; readonly via: readonly string[] }[];
}

export interface FrameworkReport {
  readonly version: typeof FRAMEWORK_REPORT_VERSION;
  readonly framework: Pick<CataloguedFramework, "id" | "name" | "publisher" | "source" | "checked" | "notCovered"> & {
    readonly version: string;
    /** How many controls it has in all; `null` when no source says it. */
    readonly controls: number | null;
  };
  /** What was checked; `null` when only the pack was asked what it looks at. */
  readonly check: {
    readonly project: string;
    readonly stack: string;
    readonly resources: number;
    /** Findings of rules that have nothing to do with the framework. They are not in this report. */
    readonly otherFindings: number;
    readonly notes: readonly string[];
    readonly error: Pick<Failure, "kind" | "message" | "hint" | "stack"> | null;
  } | null;
  /** Those that rules of the pack look at. All others of the framework are not checked. Empty when no rule ran. */
  readonly controls: readonly ControlReport[];
  /** The rules of all controls, each once. */
  readonly rules: readonly FrameworkRule[];
}

/** The rules that refer to a framework. */
export function rulesOf({ name }: Pick<CataloguedFramework, "name">, rules: readonly Rule[]): readonly Rule[] {
  return rules.filter((rule) => rule.frameworks.some((reference) => reference.name === name));
}

/** A result without what has nothing to do with a framework; what decides the exit code of a check by framework. */
export function onlyOf(framework: CataloguedFramework, rules: readonly Rule[], result: CheckResult): CheckResult {
  const ids = new Set(rulesOf(framework, rules).map(({ id }) => id));
  const own = ({ rule }: { readonly rule: string }) => ids.has(rule);
  return {
    ...result,
    rules: result.rules.filter(({ id }) => ids.has(id)),
    findings: result.findings.filter(own),
    exempted: result.exempted.filter(own),
    remediated: result.remediated.filter(own),
    undecided: result.undecided.filter(own),
    complied: result.complied.filter(own),
  };
}

/**
 * @param levelOf the level of a rule in force.
 * @param result of a check; without one, the report says what the pack looks at.
 */
export function frameworkReport(
  framework: CataloguedFramework,
  rules: readonly Rule[],
  levelOf: (rule: Rule) => Level,
  result?: CheckResult,
): FrameworkReport {
  const { id, name, version, publisher, source, checked, notCovered, size = null, controls } = framework;
  const seen = result === undefined ? undefined : onlyOf(framework, rules, result);
  // Input that did not get as far as the rules: there is nothing to say of any.
  const own = result?.rules.length === 0 ? [] : rulesOf(framework, rules);
  const reported = own.map((rule) => ruleOf(rule, levelOf(rule), seen));
  return {
    version: FRAMEWORK_REPORT_VERSION,
    framework: { id, name, version, publisher, source, checked, controls: size, notCovered },
    check: result === undefined || seen === undefined ? null : checkOf(result, seen),
    controls: Object.entries(controls).flatMap(([reference, specification]) => {
      const looking = own.flatMap((rule) => {
        const found = rule.frameworks.find((each) => each.name === name && each.reference === reference);
        return found === undefined ? [] : [{ id: rule.id, via: found.via ?? [] }];
      });
      const theirs = reported.filter((rule) => looking.some((each) => each.id === rule.id));
      const outcome = seen === undefined ? null : outcomeOf(theirs);
      return looking.length === 0 ? [] : [{ reference, specification, outcome, rules: looking }];
    }),
    rules: reported,
  };
}

function checkOf(result: CheckResult, seen: CheckResult): FrameworkReport["check"] {
  const { project, stack, resources, findings, notes, error } = result;
  return {
    ...{ project, stack, resources, notes },
    otherFindings: findings.length - seen.findings.length,
    error: error === null ? null : { kind: error.kind, message: error.message, hint: error.hint, stack: error.stack },
  };
}

function ruleOf(rule: Rule, level: Level, seen: CheckResult | undefined): FrameworkRule {
  const { id, title } = rule;
  const own = (each: { readonly rule: string }) => each.rule === id;
  const remediated = (seen?.remediated ?? []).filter(own).map(jsonRemediated);
  const changed = new Set(remediated.map(({ urn }) => urn));
  return {
    ...{ id, title, page: pageOf(rule) ?? null, level },
    findings: (seen?.findings ?? []).filter(own).map(jsonFinding),
    exempted: (seen?.exempted ?? []).filter(own).map(jsonExempted),
    remediated,
    undecided: (seen?.undecided ?? []).filter(own),
    complied: (seen?.complied ?? []).filter(own).filter(({ urn }) => !changed.has(urn)).length,
  };
}

function outcomeOf(rules: readonly FrameworkRule[]): ControlOutcome {
  if (rules.every(({ level }) => level === "disabled")) {
    return "disabled";
  }
  const some = (what: "findings" | "undecided" | "exempted" | "remediated") =>
    rules.some((rule) => rule[what].length > 0);
  const worst = (["findings", "undecided", "exempted", "remediated"] as const).find(some);
  return worst ?? (rules.some(({ complied }) => complied > 0) ? "complied" : "nothing");
}

/** How much of the framework this is, in two sentences. A report must not be read as saying more than it does. */
export function coverage({ framework, controls }: FrameworkReport): string {
  const { name, version, controls: size } = framework;
  const looked =
    size === null
      ? `${plural(controls.length, "control")} of ${name} ${version} are looked at by this pack, each in part; its other controls are not checked.`
      : `${controls.length} of the ${size} controls of ${name} ${version} are looked at by this pack, each in part; the other ${size - controls.length} are not checked.`;
  return `${looked} That these rules find nothing in a program is no statement of compliance.`;
}
