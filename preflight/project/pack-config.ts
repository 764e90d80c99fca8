/**
 * Levels and settings of rules from a file in Pulumi's own format for policy packs:
 * `{"rule-id": "level" | {"enforcementLevel": "level", "setting": value}, "all": "level"}`
 * (https://www.pulumi.com/docs/insights/policy/policy-packs/configuration/), with the settings of the whole pack under
 * `preflight-settings`.
 */
import type { Enforcement, Rule, Settings } from "../../policy-pack/engine/rule";
import { resolveSettings } from "../../policy-pack/engine/settings";
import { packRules, preflightSettings } from "../../policy-pack/settings/pack-rules";
import { isProfile, PROFILE_NAMES } from "../../policy-pack/settings/profiles";
import { PackState, type Decision, type EngineLevel, type PolicyConfiguration } from "../../policy-pack/settings/state";
import { InputError } from "../errors";
import { didYouMean, endWithGuess } from "../../policy-pack/helpers/nearest";
import { isRecord, readYamlFile } from "./yaml-file";

/** The level a rule has after configuration. */
export type Level = Enforcement | "disabled";

/** How every rule is to be run. */
export interface PackConfig {
  readonly state: PackState;
  levelOf(rule: Rule): Level;
  settingsOf(rule: Rule): Settings;
  /** The level, and the line of the configuration that decided it. */
  decisionOf(rule: Rule): Decision;
}

/** Where a configuration comes from. */
export interface PackConfigSource {
  readonly file?: string | undefined;
  /** How to call the file in messages. */
  readonly shown?: string | undefined;
  /** Stands in for the file's own. */
  readonly profile?: string | undefined;
}

const LEVELS: readonly EngineLevel[] = ["advisory", "mandatory", "remediate", "disabled"];
const NO_SETTINGS: Settings = {};
/** Keys of a configuration file that the engine keeps for itself: Pulumi ESC environments. */
const ENGINE_KEYS: readonly string[] = ["environments"];

/**
 * The configuration in force.
 *
 * @throws InputError that names every mistake with its path and value, and the nearest valid name.
 */
export function packConfig({ file, shown = "", profile }: PackConfigSource, rules: readonly Rule[]): PackConfig {
  if (profile !== undefined && !isProfile(profile)) {
    const names = PROFILE_NAMES.join(", ");
    throw new InputError(`--profile takes ${names}, not "${profile}"${endWithGuess(profile, PROFILE_NAMES)}`);
  }
  const given = file === undefined ? NOTHING : read(file, shown, rules);
  const state = new PackState(rules);
  state.configure(reconciled(given, profile, rules));
  const config: PackConfig = {
    state,
    levelOf: (rule) => {
      const level = state.levelOf(rule);
      // What the engine makes of it for a rule that only validates.
      return level === "remediate" ? "mandatory" : level;
    },
    settingsOf: (rule) => state.settingsOf(rule),
    decisionOf: (rule) => state.decisionOf(rule),
  };
  const mistakes = [...given.mistakes, ...state.mistakes, ...unheard(given, state)];
  if (mistakes.length > 0) {
    const all = mistakes.map((mistake) => `\n  - ${mistake}`).join("");
    throw new InputError(`The policy pack configuration ${shown} is wrong:${all}`);
  }
  return config;
}

/** What a file says, before defaults. */
interface Given {
  readonly levels: ReadonlyMap<string, EngineLevel>;
  readonly settings: ReadonlyMap<string, Settings>;
  readonly mistakes: readonly string[];
}

const NOTHING: Given = { levels: new Map(), settings: new Map(), mistakes: [] };

/** What a configuration file holds, as it stands there. */
export function readRaw(file: string, shown: string): Readonly<Record<string, unknown>> {
  const content: unknown = readYamlFile(file, shown).toJS();
  return isRecord(content) ? content : {};
}

function read(file: string, shown: string, rules: readonly Rule[]): Given {
  const mistakes: string[] = [];
  const levels = new Map<string, EngineLevel>();
  const settings = new Map<string, Settings>();
  const byId = new Map([...rules, ...packRules].map((rule) => [rule.id, rule]));
  for (const [name, given] of Object.entries(readRaw(file, shown))) {
    if (ENGINE_KEYS.includes(name)) {
      continue;
    }
    if (name === "exceptions") {
      mistakes.push(
        `\`exceptions\`: these are Pulumi's own, which only the engine applies; for both worlds use ` +
          `\`${preflightSettings.id}.exemptions\``,
      );
      continue;
    }
    const entry = isRecord(given) ? given : { enforcementLevel: given };
    const { enforcementLevel, ...own } = entry;
    const rule = byId.get(name);
    if (rule === undefined && name !== "all") {
      mistakes.push(`\`${name}\`: there is no such rule${didYouMean(name, [...byId.keys(), "all"])}`);
      continue;
    }
    if (enforcementLevel !== undefined) {
      const level = LEVELS.find((each) => each === enforcementLevel);
      if (level === undefined) {
        mistakes.push(wrongLevel(isRecord(given) ? `${name}.enforcementLevel` : name, enforcementLevel));
      } else {
        levels.set(name, level);
      }
    }
    if (rule === undefined) {
      mistakes.push(...Object.keys(own).map((setting) => `\`all.${setting}\`: \`all\` takes a level only`));
    } else {
      // Those of the pack are looked at as a whole, in both worlds the same way.
      mistakes.push(...(rule === preflightSettings ? [] : wrongSettings(rule, own)));
      settings.set(name, own);
    }
  }
  return { levels, settings, mistakes };
}

/** What the engine hands a pack: a level for every policy, the policy's own where the file has none. */
function reconciled(
  { levels, settings }: Given,
  profile: string | undefined,
  rules: readonly Rule[],
): ReadonlyMap<string, PolicyConfiguration> {
  const forAll = levels.get("all");
  const configuration = new Map<string, PolicyConfiguration>(
    [...rules, ...packRules].map((rule) => {
      const own = settings.get(rule.id) ?? NO_SETTINGS;
      return [
        rule.id,
        {
          level: levels.get(rule.id) ?? forAll ?? rule.enforcement,
          settings: rule === preflightSettings && profile !== undefined ? { ...own, profile } : own,
        },
      ];
    }),
  );
  return forAll === undefined ? configuration : configuration.set("all", { level: forAll, settings: NO_SETTINGS });
}

/** Levels that do nothing, because the engine cannot tell a rule's own level from none, and something else decides. */
function unheard({ levels }: Given, state: PackState): readonly string[] {
  return [...state.rules, ...packRules].flatMap((rule) => {
    const level = levels.get(rule.id);
    const { level: decided, decidedBy } = state.decisionOf(rule);
    if (level === undefined || level === decided) {
      return [];
    }
    return [
      `\`${rule.id}\`: ${level} is the own level of ${rule.id} and says nothing beside ${decidedBy}, which makes it ` +
        `${decided}; put it into \`${preflightSettings.id}.levels\``,
    ];
  });
}

function wrongLevel(path: string, value: unknown): string {
  const hint = typeof value === "string" ? didYouMean(value, LEVELS) : "";
  return `\`${path}\`: ${JSON.stringify(value)} is no enforcement level (${LEVELS.join(", ")})${hint}`;
}

function wrongSettings(rule: Rule, given: Settings): readonly string[] {
  const names = Object.keys(rule.settings ?? {});
  const mistakes: string[] = [];
  for (const [name, value] of Object.entries(given)) {
    if (names.includes(name)) {
      const found = resolveSettings(rule.settings, { [name]: value }).mistakes;
      mistakes.push(...found.map((mistake) => `\`${rule.id}\`: ${mistake}`));
    } else {
      const known = names.length === 0 ? "; this rule has none" : `; known settings: ${names.join(", ")}`;
      mistakes.push(
        `\`${rule.id}.${name}\`: not a setting of this rule, given as ${JSON.stringify(value)}` +
          `${didYouMean(name, names)}${known}`,
      );
    }
  }
  return mistakes;
}
