import { defineRule, finding, notApplicable, undecided } from "../../engine/rule";
import { AWS_PROVIDER, isDefaultProvider } from "../../helpers/aws-provider";
import { REQUIRED_TAGS, requiredTags } from "../../helpers/required-tags";
import { defaultTagKeys } from "../../helpers/tags";
import { listed } from "../../helpers/words";

export const awsDefaultTags = defineRule({
  id: "aws-default-tags",
  title: "Providers give their resources the required tags",
  rationale:
    "Tags written on each resource are forgotten on the next one; default tags reach everything that takes tags.",
  remediation:
    'Set `defaultTags: { tags: { Project: pulumi.getProject(), Environment: pulumi.getStack(), ManagedBy: "pulumi" } }` on the provider.',
  severity: "low",
  enforcement: "advisory",
  family: "convention",
  frameworks: [],
  seeds: ["S1-1", "S4-9"],
  settings: { requiredTags: REQUIRED_TAGS },
  scope: "resource",
  targets: [AWS_PROVIDER],
  *check(provider, { settings }) {
    if (isDefaultProvider(provider)) {
      yield notApplicable("a default provider is configured by the stack, not by the program");
      return;
    }
    const { keys, open } = defaultTagKeys(provider);
    const missing = requiredTags(settings.requiredTags).filter((key) => !keys.includes(key));
    if (missing.length === 0) {
      return;
    }
    if (open) {
      yield undecided("defaultTags", `whether the default tags have ${listed(missing)} is not known yet`);
    } else {
      yield finding("defaultTags", `The provider's default tags lack ${listed(missing)}.`);
    }
  },
});
