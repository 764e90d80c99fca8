/** `preflight baseline`: a configuration that exempts a stack from all it does not meet today. */
import type { Rule } from "../policy-pack/engine/rule";
import { today } from "../policy-pack/settings/exemptions";
import { packRules, preflightSettings } from "../policy-pack/settings/pack-rules";
import { InputError } from "./errors";
import { isRecord } from "./project/yaml-file";
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

/** As many as a match entry of Pulumi's own exceptions takes, so that an exemption can become one. */
const MOST_TARGETS = 100;

/**
 * One exemption for every rule that finds something, with the URNs it finds it on: no patterns, so that a new resource is
 * not exempt because of its name.
 *
 * @throws InputError when the configuration switches off what carries its exemptions.
 */
export function baselineOf(
  { project, stack, findings }: Pick<CheckResult, "project" | "stack" | "findings">,
  rules: readonly Rule[],
  { before, profile, expires, reason, owner }: BaselineTerms,
): Baseline {
  const given = before[preflightSettings.id];
  const own = isRecord(given) ? given : given === undefined ? {} : { enforcementLevel: given };
  if (own.enforcementLevel === "disabled") {
    throw new InputError(
      `\`${preflightSettings.id}\` is disabled in the configuration, so exemptions written to it would do nothing.`,
      "Give it the level mandatory or advisory.",
    );
  }
  const never = [
    ...rules.filter((rule) => rule.neverExempt === true).map(({ id }) => id),
    ...(Array.isArray(own.neverExempt) ? (own.neverExempt as readonly string[]) : []),
    ...packRules.map(({ id }) => id),
  ];
  const covered = findings.filter(({ rule }) => !never.includes(rule));
  const exemptions = [...new Set(covered.map(({ rule }) => rule))].sort().flatMap((rule) => {
    const urns = covered.filter((each) => each.rule === rule).flatMap(({ about }) => about);
    return parted([...new Set(urns)].sort()).map((targets) => ({
      policies: [rule],
      targets,
      reason: reason ?? `Baseline of ${project}/${stack} from ${today()}`,
      ...(owner === undefined ? {} : { owner }),
      expires,
    }));
  });
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

function parted(urns: readonly string[]): readonly (readonly string[])[] {
  const count = Math.ceil(urns.length / MOST_TARGETS);
  return Array.from({ length: count }, (_, part) => urns.slice(part * MOST_TARGETS, (part + 1) * MOST_TARGETS));
}
