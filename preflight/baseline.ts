/** `preflight baseline`: a configuration that exempts a stack from all it does not meet today. */
import type { Rule } from "../policy-pack/engine/rule";
import { today } from "../policy-pack/settings/exemptions";
import { packRules, preflightSettings } from "../policy-pack/settings/pack-rules";
import type { CheckResult } from "./result";

/** What the exemptions say, and the configuration they are added to. */
export interface BaselineTerms {
  /** The policy pack's configuration until now. */
  readonly before: Readonly<Record<string, unknown>>;
  readonly profile: string | undefined;
  readonly expires: string;
  readonly reason: string | undefined;
  readonly owner: string | undefined;
}

export interface Baseline {
  readonly configuration: Readonly<Record<string, unknown>>;
  /** How many findings it exempts from. */
  readonly exempt: number;
  /** Ids of rules that found something nothing exempts from. */
  readonly left: readonly string[];
}

/**
 * One exemption for every rule that finds something, with the URNs it finds it on: no patterns, so that a new resource is
 * not exempt because of its name.
 */
export function baselineOf(
  { project, stack, findings }: Pick<CheckResult, "project" | "stack" | "findings">,
  rules: readonly Rule[],
  { before, profile, expires, reason, owner }: BaselineTerms,
): Baseline {
  const own = (before[preflightSettings.id] ?? {}) as Readonly<Record<string, unknown>>;
  const never = [
    ...rules.filter((rule) => rule.neverExempt === true).map(({ id }) => id),
    ...(Array.isArray(own.neverExempt) ? (own.neverExempt as readonly string[]) : []),
    ...packRules.map(({ id }) => id),
  ];
  const covered = findings.filter(({ rule }) => !never.includes(rule));
  const exemptions = [...new Set(covered.map(({ rule }) => rule))].sort().map((rule) => ({
    policies: [rule],
    targets: [...new Set(covered.filter((each) => each.rule === rule).map(({ urn }) => urn))].sort(),
    reason: reason ?? `Baseline of ${project}/${stack} from ${today()}`,
    ...(owner === undefined ? {} : { owner }),
    expires,
  }));
  const existing = Array.isArray(own.exemptions) ? (own.exemptions as readonly unknown[]) : [];
  const settings = {
    ...own,
    ...(profile === undefined ? {} : { profile }),
    exemptions: [...existing, ...exemptions],
  };
  return {
    configuration: { ...before, [preflightSettings.id]: settings },
    exempt: covered.length,
    left: [...new Set(findings.filter(({ rule }) => never.includes(rule)).map(({ rule }) => rule))],
  };
}
