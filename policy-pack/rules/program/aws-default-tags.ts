import type { Resource } from "../../engine/resource";
import { defineRule, finding, notApplicable, undecided } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import { AWS_PROVIDER, isDefaultProvider } from "../../helpers/aws-provider";
import {
  AUTO_SCALING_GROUP,
  defaultTagKeys,
  ignoresTag,
  REQUIRED_TAGS,
  requiredTags,
  taggableTypes,
  tagKeysOf,
} from "../../helpers/tags";
import { listed, quotedNames } from "../../helpers/words";

const MOST_NAMED = 5;
/** The rule that names the resources as well. Where it is switched off, this one speaks. */
const TAGS_REQUIRED = "tags-required";

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
  scope: "stack",
  targets: [AWS_PROVIDER],
  *check(provider, { stack, settings, isOff }) {
    if (isDefaultProvider(provider)) {
      yield notApplicable("a default provider is configured by the stack, not by the program");
      return;
    }
    const required = requiredTags(settings.requiredTags);
    const own = lackOf(provider, required);
    if (own.missing.length === 0) {
      return;
    }
    if (own.open) {
      yield undecided("defaultTags", `whether the default tags have ${listed(own.missing)} is not known yet`);
      return;
    }
    // The program's providers get their tags from one place, or should: one finding for all that lack the same.
    const alike = stack.ofKind([AWS_PROVIDER]).filter((each) => {
      const { missing, open } = lackOf(each, required);
      return !isDefaultProvider(each) && !open && missing.join("\u0000") === own.missing.join("\u0000");
    });
    const first = alike[0];
    if (first !== undefined && first !== provider) {
      yield notApplicable(`reported with the provider "${first.name}", which lacks the same tags`);
      return;
    }
    if (!isOff(TAGS_REQUIRED) && own.missing.some((key) => alike.some((each) => leavesWithout(stack, each, key)))) {
      yield notApplicable(
        "tags-required reports what the provider leaves without tags, and the same change fixes both",
      );
      return;
    }
    const names = quotedNames(
      alike.map((each) => each.name),
      MOST_NAMED,
    );
    yield finding(
      "defaultTags",
      alike.length > 1
        ? `The default tags of ${alike.length} providers (${names}) lack ${listed(own.missing)}.`
        : `The provider's default tags lack ${listed(own.missing)}.`,
      { about: alike },
    );
  },
});

/**
 * Whether a resource of the provider surely lacks the key. `tags-required` reports it then, and names the provider whose
 * default tags fix it: the same change, and more of what is at stake.
 */
function leavesWithout(stack: Stack, provider: Resource, key: string): boolean {
  return stack.ofKind(taggableTypes()).some((resource) => {
    if (resource.provider?.urn !== provider.urn || resource.type === AUTO_SCALING_GROUP) {
      return false;
    }
    const { keys, open } = tagKeysOf(resource);
    return !open && !keys.includes(key) && !ignoresTag(resource.provider, key);
  });
}

interface Lack {
  /** Required keys that are not among the default tags. */
  readonly missing: readonly string[];
  /** Whether they may yet be. */
  readonly open: boolean;
}

function lackOf(provider: Resource, required: readonly string[]): Lack {
  const { keys, open } = defaultTagKeys(provider);
  return { missing: required.filter((key) => !keys.includes(key)), open };
}
