/** What every rule has to say of itself, for rules that tests make up. */
export const RULE_METADATA = {
  title: "Things are right",
  rationale: "They should be.",
  remediation: "Make them right.",
  severity: "high",
  enforcement: "mandatory",
  family: "guard",
  frameworks: [],
  seeds: [],
} as const;
