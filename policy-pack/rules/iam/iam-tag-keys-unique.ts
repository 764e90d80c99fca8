import { defineRule, finding, undecided } from "../../engine/rule";
import { defaultTagKeys, ignoresTag, tagKeysOf } from "../../helpers/tags";
import { listed } from "../../helpers/words";

export const iamTagKeysUnique = defineRule({
  id: "iam-tag-keys-unique",
  title: "Tag keys of roles and users differ in more than case",
  rationale:
    'IAM compares the tag keys of roles and users without regard to case, and refuses both at once: "Duplicate tag keys found".',
  remediation:
    "Spell the key the same way everywhere: a resource's tag then overrides the default tag instead of joining it.",
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["F"],
  scope: "resource",
  // Of all IAM resources only these: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#case-sensitivity
  targets: ["aws:iam/role:Role", "aws:iam/user:User", "aws:iam/serviceLinkedRole:ServiceLinkedRole"],
  *check(resource) {
    const { keys, open } = tagKeysOf(resource);
    const groups = new Map<string, string[]>();
    for (const key of keys.filter((each) => !ignoresTag(resource.provider, each))) {
      const folded = key.toLowerCase();
      groups.set(folded, [...(groups.get(folded) ?? []), key]);
    }
    const alike = [...groups.values()].filter((group) => group.length > 1);
    if (alike.length > 0) {
      const inherited = defaultTagKeys(resource.provider).keys.filter((key) => alike.flat().includes(key));
      const from = inherited.length === 0 ? "" : ` (${listed(inherited)} from the provider's default tags)`;
      yield finding(
        "tags",
        `${alike.map((keys) => listed(keys)).join("; ")} differ only in case${from}, and IAM takes them for one key.`,
      );
    } else if (open) {
      yield undecided("tags", "the tags are not known yet");
    }
  },
});
