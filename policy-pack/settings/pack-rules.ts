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
      `Lines of criteria (${CRITERIA_NAMED}; a value or a list of values each), a \`level\` and, if you like, a \`reason\`. ` +
      "Of the lines that select a rule, the last decides. They stand above the profile.",
    default: [],
    items: { type: "object" },
  },
  exemptions: {
    type: "array",
    description:
      "What may stay as it is: `policies`, where (`targets`, `type`, `name`, `within`, `stacks`), `reason`, `owner`, " +
      "`expires`; docs/exemptions.md.",
    default: [],
    items: { type: "object" },
  },
  neverExempt: {
    type: "array",
    description: "Ids of rules that nothing exempts from, beside those that say so themselves.",
    default: [],
    items: { type: "string" },
  },
  exemptInProgram: {
    type: "boolean",
    description: "Whether a program may exempt its resources with `preflight:allow:RULE` tags.",
    default: true,
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

/** Reports what is wrong with exemptions: without a reason, expired, not well formed, or without anything to exempt. */
export const exemptionValid: StackRule = defineRule({
  ...common,
  id: "exemption-valid",
  title: "Exemptions have a reason, have not expired, and exempt from something",
  rationale: "An exemption nobody needs any more hides the next mistake.",
  remediation: "Correct the exemption, renew it with whoever answers for it, or remove it.",
  severity: "medium",
  enforcement: "advisory",
});

/** Says in the engine what was exempted and why. The offline check's reports have their own place for it. */
export const exemptionTrail: StackRule = defineRule({
  ...common,
  id: "exemption-trail",
  title: "What is exempt is known",
  rationale: "Exempted findings stop nothing, and should not be forgotten either.",
  remediation: "Nothing to do until the exemption ends.",
  severity: "low",
  enforcement: "advisory",
});

/** All of them, in the order a report shows them. */
export const packRules: readonly StackRule[] = [preflightSettings, exemptionValid, exemptionTrail];
