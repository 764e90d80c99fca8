import { kinds } from "../../engine/kinds";
import { MASK, maskUnknown } from "../../engine/made-up";
import { defineRule, finding } from "../../engine/rule";

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
  frameworks: [],
  seeds: ["S4-5"],
  settings: {
    only: {
      type: "array",
      description: "Parts of log groups' names to look at, such as `/audit/`; empty: all.",
      default: [],
      items: { type: "string" },
    },
  },
  scope: "resource",
  targets: [...kinds.logGroup],
  *check(group, { settings }) {
    const only = settings.only as readonly string[];
    const name = group.at("name").string ?? group.at("namePrefix").string ?? group.name;
    if (only.length > 0 && !only.some((part) => name.includes(part))) {
      return;
    }
    const key = group.at("kmsKeyId");
    const text = key.string;
    if (key.absent || text === "") {
      yield finding("kmsKeyId", "The log group has no key of your own.");
    } else if (text !== undefined && !KEY_ARN.test(maskUnknown(text)) && !maskUnknown(text).startsWith(MASK)) {
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
