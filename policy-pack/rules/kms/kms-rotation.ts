import { defineRule, finding, notApplicable, undecided } from "../../engine/rule";
import { set } from "../../engine/remediation";
import type { Resource } from "../../engine/resource";
import { checkedBy } from "../../frameworks/references";

export const kmsRotation = defineRule({
  id: "kms-rotation",
  title: "Keys that can rotate do",
  rationale:
    "A key that never changes protects everything ever encrypted with it. KMS rotates for a small fee and keeps the old " +
    "material, so nothing has to be encrypted again.",
  remediation: "Set `enableKeyRotation: true`.",
  severity: "medium",
  enforcement: "advisory",
  family: "guard",
  frameworks: checkedBy("Security Hub KMS.4", "Prowler kms_cmk_rotation_enabled", "text of SEC08-BP01"),
  seeds: ["S2-3"],
  scope: "resource",
  targets: ["aws:kms/key:Key"],
  remediate: {
    does: "Sets `enableKeyRotation: true`.",
    *edits() {
      yield set("enableKeyRotation", true);
    },
  },
  *check(key) {
    const reason = whyNot(key);
    const rotation = key.at("enableKeyRotation");
    if (reason !== undefined) {
      yield notApplicable(reason);
    } else if (rotation.unknown || [SPEC, USAGE].some((property) => key.at(property).unknown)) {
      yield undecided(rotation, "whether the key can rotate, and does, is not known yet");
    } else if (rotation.boolean !== true) {
      yield finding(rotation, "The key can rotate, and does not.");
    }
  },
});

const SPEC = "customerMasterKeySpec";
const USAGE = "keyUsage";

/** https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html */
function whyNot(key: Resource): string | undefined {
  const spec = key.at(SPEC).string ?? "SYMMETRIC_DEFAULT";
  const usage = key.at(USAGE).string ?? "ENCRYPT_DECRYPT";
  if (spec !== "SYMMETRIC_DEFAULT" || usage !== "ENCRYPT_DECRYPT") {
    return "only symmetric encryption keys rotate by themselves";
  }
  if (!key.at("customKeyStoreId").absent || !key.at("xksKeyId").absent) {
    return "keys of a custom key store do not rotate by themselves";
  }
  return key.at("isEnabled").boolean === false ? "the key is switched off" : undefined;
}
