/**
 * What users of the rules rely on, as one generated file: docs/rule-contract.json. A change of it shows in review, and a
 * release is held against the one before (docs/versioning.md).
 */
import type { EngineLevel } from "../../policy-pack/settings/state";
import type { Family, Rule, SettingSchema, Severity } from "../../policy-pack/engine/rule";
import type { ProfileName } from "../../policy-pack/settings/profiles";
import { packRules, preflightSettings } from "../../policy-pack/settings/pack-rules";
import { PackState } from "../../policy-pack/settings/state";

/** The profiles that make a promise; `strict` stops for everything there is, and `advisory` for nothing. */
export const PROMISED = ["recommended", "baseline"] as const satisfies readonly ProfileName[];

/** What users rely on of one rule. */
export interface RuleContract {
  readonly family: Family;
  readonly severity: Severity;
  readonly levels: Readonly<Record<(typeof PROMISED)[number], EngineLevel>>;
  readonly neverExempt: boolean;
  /** Whether the level `remediate` changes anything. */
  readonly remediates: boolean;
  /** By name, without the descriptions: how a setting is worded is nobody's contract. */
  readonly settings: Readonly<Record<string, Omit<SettingSchema, "description">>>;
}

/** By rule id. */
export type Contract = Readonly<Record<string, RuleContract>>;

/** How much a version has to grow. */
export type Bump = "patch" | "minor" | "major";

export interface Change {
  readonly rule: string;
  readonly bump: Bump;
  /** What is different, in a few words. */
  readonly what: string;
}

/** The contract of the rules, and of the pack's own policies. */
export function contractOf(rules: readonly Rule[]): Contract {
  const states = PROMISED.map((profile) => {
    const state = new PackState(rules);
    state.configure(new Map([[preflightSettings.id, { level: preflightSettings.enforcement, settings: { profile } }]]));
    return [profile, state] as const;
  });
  const all = [...packRules, ...rules].map((rule): readonly [string, RuleContract] => [
    rule.id,
    {
      family: rule.family,
      severity: rule.severity,
      levels: Object.fromEntries(
        states.map(([profile, state]) => [profile, state.levelOf(rule)]),
      ) as RuleContract["levels"],
      neverExempt: rule.neverExempt === true,
      remediates: rule.remediate !== undefined,
      settings: Object.fromEntries(
        Object.entries(rule.settings ?? {}).map(([name, { description: _description, ...schema }]) => [name, schema]),
      ),
    },
  ]);
  return Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * What changed from one contract to another, and how much of a version each change takes: it is major if somebody's
 * configuration stops working, or a deployment that AWS would take is stopped that was not before.
 */
export function changes(before: Contract, after: Contract): readonly Change[] {
  const ids = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return ids.flatMap((rule) => {
    const [old, now] = [before[rule], after[rule]];
    if (now === undefined) {
      return [{ rule, bump: "major", what: "is gone" } as const];
    }
    const found = old === undefined ? addition(now) : differences(old, now);
    return found.map((change) => ({ rule, ...change }));
  });
}

type Found = Omit<Change, "rule">;

function addition(now: RuleContract): readonly Found[] {
  const stops = PROMISED.filter((profile) => stopsMore(undefined, now, profile));
  return stops.length === 0
    ? [{ bump: "minor", what: "is new" }]
    : [{ bump: "major", what: `is new, and stops deployments AWS would take (profile ${stops.join(", ")})` }];
}

function differences(old: RuleContract, now: RuleContract): readonly Found[] {
  const found: Found[] = [];
  for (const profile of PROMISED) {
    const [from, to] = [old.levels[profile], now.levels[profile]];
    if (from !== to) {
      const bump = stopsMore(old, now, profile) ? "major" : "minor";
      found.push({ bump, what: `its level in the profile ${profile} was ${from} and is ${to}` });
    }
  }
  for (const property of ["family", "severity"] as const) {
    if (old[property] !== now[property]) {
      found.push({ bump: "minor", what: `its ${property} was ${old[property]} and is ${now[property]}` });
    }
  }
  if (old.neverExempt !== now.neverExempt) {
    found.push(
      now.neverExempt
        ? { bump: "major", what: "nothing exempts from it any more" }
        : { bump: "minor", what: "there may be exemptions from it" },
    );
  }
  if (old.remediates !== now.remediates) {
    found.push(
      now.remediates
        ? { bump: "minor", what: "the level remediate changes what it finds" }
        : { bump: "major", what: "the level remediate no longer changes what it finds" },
    );
  }
  for (const name of new Set([...Object.keys(old.settings), ...Object.keys(now.settings)])) {
    const [from, to] = [old.settings[name], now.settings[name]];
    if (to === undefined) {
      found.push({ bump: "major", what: `its setting ${name} is gone` });
    } else if (from === undefined) {
      found.push({ bump: "minor", what: `its setting ${name} is new` });
    } else if (text(from) !== text(to)) {
      found.push({ bump: "major", what: `its setting ${name} takes other values, or has another default` });
    }
  }
  return found;
}

/** What a blocker stops AWS would have stopped, later. */
function stopsMore(old: RuleContract | undefined, now: RuleContract, profile: (typeof PROMISED)[number]): boolean {
  return now.family !== "blocker" && now.levels[profile] === "mandatory" && old?.levels[profile] !== "mandatory";
}

/** Regardless of the order of keys. */
function text(schema: object): string {
  return JSON.stringify(Object.entries(schema).sort(([a], [b]) => (a < b ? -1 : 1)));
}
