import { kinds } from "../../engine/kinds";
import { set } from "../../engine/remediation";
import { defineRule, finding, notApplicable, undecided } from "../../engine/rule";
import { environmentSettings, isProtectedEnvironment } from "../../helpers/settings";

export const secretsRecoveryWindow = defineRule({
  id: "secrets-recovery-window",
  title: "Production secrets can be recovered after they are deleted",
  rationale:
    "Secrets Manager keeps a deleted secret for 7 to 30 days. With a window of 0 it is gone at once, and whatever it opened " +
    "with it: after a rename, a replacement or `pulumi destroy` on the wrong stack.",
  remediation: "Leave `recoveryWindowInDays` out in production (30 days), or let the environment decide.",
  severity: "high",
  enforcement: "mandatory",
  family: "guard",
  frameworks: [],
  seeds: ["S4-4"],
  settings: environmentSettings,
  scope: "resource",
  targets: kinds.secret,
  remediate: {
    does: "Sets `recoveryWindowInDays: 30`, Secrets Manager's default, in a protected environment.",
    *edits() {
      yield set("recoveryWindowInDays", 30);
    },
  },
  *check(secret, context) {
    const window = secret.at("recoveryWindowInDays");
    if (!window.unknown && window.number !== 0) {
      return;
    }
    const inProduction = isProtectedEnvironment(secret, context);
    if (inProduction === "no") {
      yield notApplicable("the environment is not a protected one");
    } else if (window.unknown || inProduction === "unknown") {
      yield undecided(window, "whether the window is 0, in a protected environment, is not known yet");
    } else {
      yield finding(
        window,
        "With a recovery window of 0, in a protected environment, a deleted secret is gone at once.",
      );
    }
  },
});
