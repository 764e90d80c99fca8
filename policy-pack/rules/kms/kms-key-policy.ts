import { kinds } from "../../engine/kinds";
import { defineRule, finding, undecided } from "../../engine/rule";
import { checkedBy } from "../../frameworks/references";
import { policiesOfKey } from "../../helpers/attached-policies";
import { isDeclared } from "../../helpers/declared";

export const kmsKeyPolicy = defineRule({
  id: "kms-key-policy",
  title: "Keys say who may use them",
  rationale:
    "The default key policy leaves the key to the account: everybody whose IAM policies allow `kms:Decrypt` on `*` reads what " +
    "it protects, and no AWS service gets in that uses keys in its own name.",
  remediation:
    "Set `policy`: a statement for the account root, so that the key stays manageable, and one for each service that uses it.",
  severity: "medium",
  enforcement: "advisory",
  family: "guard",
  frameworks: checkedBy("text of SEC08-BP01"),
  seeds: ["S2-3"],
  scope: "stack",
  targets: kinds.kmsKey,
  *check(key, { stack }) {
    const own = key.at("policy");
    const { policies, open } = policiesOfKey(key, stack);
    const separate = policies.some(({ resource }) => resource !== key);
    if (separate || (isDeclared(stack, key, "policy") && own.string !== "")) {
      return;
    }
    if (open) {
      yield undecided("policy", "whether a key policy belongs to this key is not known yet");
    } else {
      yield finding(
        "policy",
        "The key has no policy of its own, so the default one leaves it to the account's IAM policies.",
      );
    }
  },
});
