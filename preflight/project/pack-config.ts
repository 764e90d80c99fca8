/**
 * Levels and settings of rules from a file in Pulumi's own format for policy packs:
 * `{"rule-id": "level" | {"enforcementLevel": "level", "setting": value}, "all": "level"}`
 * (https://www.pulumi.com/docs/insights/policy/policy-packs/configuration/).
 */
import type { Enforcement, Rule, Settings } from "../../policy-pack/engine/rule";
import { resolveSettings } from "../../policy-pack/engine/settings";
import { InputError } from "../errors";
import { didYouMean } from "../nearest";
import { isRecord, readYamlFile } from "./yaml-file";

/** The level a rule has after configuration. */
export type Level = Enforcement | "disabled";

/** How every rule is to be run. */
export interface PackConfig {
  levelOf(rule: Rule): Level;
  settingsOf(rule: Rule): Settings;
}

/** `remediate` is what the engine makes of it for a rule that only validates. */
const LEVELS: Readonly<Record<string, Level>> = {
  advisory: "advisory",
  mandatory: "mandatory",
  remediate: "mandatory",
  disabled: "disabled",
};
const NO_SETTINGS: Settings = {};

/** Every rule at its own level, without settings. */
export const DEFAULT_PACK_CONFIG: PackConfig = {
  levelOf: (rule) => rule.enforcement,
  settingsOf: () => NO_SETTINGS,
};

/**
 * Reads a configuration file.
 *
 * @param shown how to call the file in messages.
 * @throws InputError that names every mistake with its path and value, and the nearest valid name.
 */
export function readPackConfig(file: string, shown: string, rules: readonly Rule[]): PackConfig {
  const content: unknown = readYamlFile(file, shown).toJS();
  const mistakes: string[] = [];
  const levels = new Map<string, Level>();
  const settings = new Map<string, Settings>();
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  for (const [name, given] of Object.entries(isRecord(content) ? content : {})) {
    const entry = isRecord(given) ? given : { enforcementLevel: given };
    const { enforcementLevel, ...own } = entry;
    const rule = byId.get(name);
    if (rule === undefined && name !== "all") {
      mistakes.push(`\`${name}\`: there is no such rule${didYouMean(name, [...byId.keys(), "all"])}`);
      continue;
    }
    if (enforcementLevel !== undefined) {
      const level = typeof enforcementLevel === "string" ? LEVELS[enforcementLevel] : undefined;
      if (level === undefined) {
        mistakes.push(wrongLevel(isRecord(given) ? `${name}.enforcementLevel` : name, enforcementLevel));
      } else {
        levels.set(name, level);
      }
    }
    if (rule === undefined) {
      mistakes.push(...Object.keys(own).map((setting) => `\`all.${setting}\`: \`all\` takes a level only`));
    } else {
      mistakes.push(...wrongSettings(rule, own));
      settings.set(name, own);
    }
  }
  if (mistakes.length > 0) {
    const all = mistakes.map((mistake) => `\n  - ${mistake}`).join("");
    throw new InputError(`The policy pack configuration ${shown} is wrong:${all}`);
  }
  const forAll = levels.get("all");
  return {
    levelOf: (rule) => levels.get(rule.id) ?? forAll ?? rule.enforcement,
    settingsOf: (rule) => settings.get(rule.id) ?? NO_SETTINGS,
  };
}

function wrongLevel(path: string, value: unknown): string {
  const names = Object.keys(LEVELS);
  const hint = typeof value === "string" ? didYouMean(value, names) : "";
  return `\`${path}\`: ${JSON.stringify(value)} is no enforcement level (${names.join(", ")})${hint}`;
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
