import { kinds } from "../../engine/kinds";
import { MASK, maskUnknown } from "../../engine/made-up";
import type { Resource } from "../../engine/resource";
import { defineRule, finding } from "../../engine/rule";
import { checkedBy } from "../../frameworks/references";
import { togetherOnce } from "../../helpers/together";

const KEY_ARN = /^arn:[^:]+:kms:[^:]*:[^:]*:key\//;

export const logEncryption = defineRule({
  id: "log-encryption",
  title: "Log groups are encrypted with a key of your own",
  rationale:
    "CloudWatch Logs encrypts everything with a key of AWS's; only with your own can you say, and later prove, who may read.",
  remediation: "Set `kmsKeyId` to the ARN of a key whose policy admits `logs.<region>.amazonaws.com`.",
  severity: "low",
  enforcement: "advisory",
  family: "guard",
  frameworks: checkedBy(
    "Prowler cloudwatch_log_group_kms_encryption_enabled",
    "Powerpipe log_group_encryption_at_rest_enabled",
  ),
  seeds: ["S4-5"],
  settings: {
    only: {
      type: "array",
      description: "Parts of log groups' names to look at, such as `/audit/`; empty: all.",
      default: [],
      items: { type: "string" },
    },
  },
  scope: "stack",
  targets: [...kinds.logGroup],
  *check(group, { stack, settings }) {
    const only = settings.only as readonly string[];
    if (!isLookedAt(group, only)) {
      return;
    }
    if (hasNoKey(group)) {
      const all = stack.ofKind(kinds.logGroup).filter((each) => isLookedAt(each, only) && hasNoKey(each));
      yield* togetherOnce(group, all, (names) =>
        finding(
          "kmsKeyId",
          all.length === 1
            ? `Log group ${names} has no key of your own.`
            : `${all.length} log groups have no key of your own: ${names}.`,
        ),
      );
      return;
    }
    const key = group.at("kmsKeyId");
    const text = key.string;
    if (text !== undefined && !KEY_ARN.test(maskUnknown(text)) && !maskUnknown(text).startsWith(MASK)) {
      yield finding(
        key,
        `${key.show()} is not the ARN of a key, and CloudWatch Logs takes nothing else: AWS refuses it.`,
        {
          severity: "high",
          remediation: "Use the key's `arn`; an id or an alias is not enough.",
        },
      );
    }
  },
});

function isLookedAt(group: Resource, only: readonly string[]): boolean {
  const name = group.at("name").string ?? group.at("namePrefix").string ?? group.name;
  return only.length === 0 || only.some((part) => name.includes(part));
}

function hasNoKey(group: Resource): boolean {
  const key = group.at("kmsKeyId");
  return key.absent || key.string === "";
}
