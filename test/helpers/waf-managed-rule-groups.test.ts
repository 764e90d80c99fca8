import { MANAGED_RULE_GROUPS, nearestRuleGroup } from "../../policy-pack/helpers/waf-managed-rule-groups";

test("every group is named as AWS names them, once", () => {
  expect(MANAGED_RULE_GROUPS.filter((name) => !/^AWSManagedRules[A-Z]\w+(?:RuleSet|List)$/.test(name))).toEqual([]);
  expect(MANAGED_RULE_GROUPS).toEqual([...new Set(MANAGED_RULE_GROUPS)]);
});

test.each<[string, string | undefined]>([
  ["AWSManagedRulesCommonRules", "AWSManagedRulesCommonRuleSet"],
  ["AWSManagedRuleSQLiRuleSet", "AWSManagedRulesSQLiRuleSet"],
  ["awsmanagedrulesknownbadinputsruleset", "AWSManagedRulesKnownBadInputsRuleSet"],
  ["AWSManagedRulesIpReputationList", "AWSManagedRulesAmazonIpReputationList"],
  ["AWSManagedRulesSomethingElseAltogether", undefined],
])("%s means %s", (name, meant) => {
  expect(nearestRuleGroup(name)).toBe(meant);
});
