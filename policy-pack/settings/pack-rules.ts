/**
 * Policies of the pack's own: they look at no AWS resource, but carry the settings of the whole pack and what is wrong
 * with them, so that a configuration file, a Pulumi Cloud policy group and a report can name them like any rule.
 */
import { STACK_TYPE } from "../engine/resource";
import { defineRule, type SettingsSchema, type StackRule } from "../engine/rule";
import { DEFAULT_PROFILE, PROFILE_NAMES } from "./profiles";
import { CRITERIA } from "./selection";

const CRITERIA_NAMED = CRITERIA.map((name) => `\`${name}\``).join(", ");

const packSettings: SettingsSchema = {
  profile: {
    type: "string",
    description: "Levels for all rules under one name; docs/settings.md says what each holds.",
    default: DEFAULT_PROFILE,
    enum: PROFILE_NAMES,
  },
  levels: {
    type: "array",
    description:
      `Lines of criteria (${CRITERIA_NAMED}; a value or a list of values each) and a \`level\`. ` +
      "Of the lines that select a rule, the last decides. They stand above the profile.",
    default: [],
    items: { type: "object" },
  },
};

const common = {
  family: "convention",
  frameworks: [],
  seeds: [],
  scope: "stack",
  targets: [STACK_TYPE],
  check: () => [],
} as const;

/** Carries the settings of the whole pack, and reports what is wrong with them. */
export const preflightSettings: StackRule = defineRule({
  ...common,
  id: "preflight-settings",
  title: "The settings of the policy pack are right",
  rationale: "A wrong setting does not do what whoever wrote it wanted.",
  remediation: "Correct the policy pack's configuration.",
  severity: "high",
  enforcement: "mandatory",
  settings: packSettings,
});

/** All of them, in the order a report shows them. */
export const packRules: readonly StackRule[] = [preflightSettings];
