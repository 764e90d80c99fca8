/**
 * The managed rule groups of the vendor `AWS`. No package of the registries lists them (botocore, cfn-lint, moto and the CDK
 * name a few; botocore 1.44.5 of November 2026 no other), so they were read from AWS's documentation:
 * https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html.
 */
import { nearest } from "./nearest";

/** How recent the documentation was. */
export const MANAGED_RULE_GROUPS_DATE = "2026-02";

/** By the page that describes them. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  "aws-managed-rule-groups-baseline.html": [
    "AWSManagedRulesCommonRuleSet",
    "AWSManagedRulesAdminProtectionRuleSet",
    "AWSManagedRulesKnownBadInputsRuleSet",
  ],
  "aws-managed-rule-groups-use-case.html": [
    "AWSManagedRulesSQLiRuleSet",
    "AWSManagedRulesLinuxRuleSet",
    "AWSManagedRulesUnixRuleSet",
    "AWSManagedRulesWindowsRuleSet",
    "AWSManagedRulesPHPRuleSet",
    "AWSManagedRulesWordPressRuleSet",
  ],
  "aws-managed-rule-groups-ip-rep.html": ["AWSManagedRulesAmazonIpReputationList", "AWSManagedRulesAnonymousIpList"],
  "aws-managed-rule-groups-acfp.html": ["AWSManagedRulesACFPRuleSet"],
  "aws-managed-rule-groups-atp.html": ["AWSManagedRulesATPRuleSet"],
  "aws-managed-rule-groups-bot.html": ["AWSManagedRulesBotControlRuleSet"],
  "aws-managed-rule-groups-anti-ddos.html": ["AWSManagedRulesAntiDDoSRuleSet"],
};

/** All of them. */
export const MANAGED_RULE_GROUPS: readonly string[] = Object.values(GROUPS).flat();

/** How much of a name may differ from the one that was meant. */
const SHARE = 0.5;

/** The group a program most likely means by a name that does not exist. */
export function nearestRuleGroup(name: string): string | undefined {
  const form = (text: string) =>
    text
      .toLowerCase()
      .replace(/^awsmanagedrules?/, "")
      .replace(/(?:ruleset|rules?|list)$/, "");
  return nearest(name, MANAGED_RULE_GROUPS, form, SHARE);
}
