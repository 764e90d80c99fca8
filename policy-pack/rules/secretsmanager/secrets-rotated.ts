import { kinds } from "../../engine/kinds";
import { defineRule, finding, undecided } from "../../engine/rule";
import { checkedBy } from "../../frameworks/references";

export const secretsRotated = defineRule({
  id: "secrets-rotated",
  title: "Secrets are rotated",
  rationale: "A credential that never changes is known, in the end, to everybody who ever held it.",
  remediation:
    "Add an `aws.secretsmanager.SecretRotation`, or let the service manage the secret, as RDS does with `manageMasterUserPassword: true`. " +
    "Exempt secrets that only a third party can change.",
  severity: "low",
  enforcement: "advisory",
  family: "guard",
  frameworks: checkedBy(
    "Security Hub SecretsManager.1",
    "Prowler secretsmanager_automatic_rotation_enabled",
    "Powerpipe secretsmanager_secret_automatic_rotation_enabled",
  ),
  seeds: ["S4-4", "S3-8"],
  scope: "stack",
  targets: kinds.secret,
  *check(secret, { stack }) {
    const rotations = stack.companions(secret, kinds.secret, kinds.secretRotation, "secretId");
    const sure = rotations.some((each) => stack.link(each, ["secretId"], kinds.secret).certain);
    if (sure) {
      return;
    }
    if (rotations.length > 0 || stack.strays(kinds.secret, kinds.secretRotation, "secretId").length > 0) {
      yield undecided("", "which secret a rotation belongs to is not known yet");
    } else {
      yield finding("", "Nothing rotates the secret.");
    }
  },
});
