/** `preflight settings`: how every rule will be run, and why. */
import type { Rule } from "../../policy-pack/engine/rule";
import { resolveSettings } from "../../policy-pack/engine/settings";
import { packRules } from "../../policy-pack/settings/pack-rules";
import type { EngineLevel } from "../../policy-pack/settings/state";
import type { PackConfig } from "../project/pack-config";

const LEVEL_WIDTH = "mandatory".length;

/**
 * A line for every rule with its level; explained, with the line of the configuration that decided it, and the rule's
 * settings. It ends with a line break.
 */
export function explainSettings(config: PackConfig, rules: readonly Rule[], explain: boolean): string {
  const all = [...packRules, ...rules];
  const width = Math.max(...all.map(({ id }) => id.length));
  const count = (level: EngineLevel) => rules.filter((rule) => config.decisionOf(rule).level === level).length;
  const counts = (["mandatory", "remediate", "advisory", "disabled"] as const).flatMap((level) =>
    level === "remediate" && count(level) === 0 ? [] : [`${count(level)} ${level}`],
  );
  const lines = all.flatMap((rule) => {
    const { level, decidedBy } = config.decisionOf(rule);
    const head = `${rule.id.padEnd(width)}  ${level.padEnd(LEVEL_WIDTH)}`;
    const asMandatory =
      level === "remediate" && rule.remediate === undefined ? "; remediates nothing, so as mandatory" : "";
    return explain ? [`${head}  ${decidedBy}${asMandatory}`, ...settingLines(config, rule)] : [head.trimEnd()];
  });
  return [`Profile ${config.state.profile}; ${rules.length} rules: ${counts.join(", ")}.`, "", ...lines, ""].join("\n");
}

function settingLines(config: PackConfig, rule: Rule): readonly string[] {
  const given = config.settingsOf(rule);
  const { settings } = resolveSettings(rule.settings, given);
  return Object.entries(settings).map(
    ([name, value]) => `    ${name} = ${JSON.stringify(value)}${name in given ? "" : "  (default)"}`,
  );
}
