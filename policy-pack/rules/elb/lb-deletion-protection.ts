import { kinds } from "../../engine/kinds";
import { set } from "../../engine/remediation";
import { defineRule, finding, notApplicable, undecided } from "../../engine/rule";
import { checkedBy } from "../../frameworks/references";
import { environmentSettings, isProtectedEnvironment } from "../../helpers/settings";

export const lbDeletionProtection = defineRule({
  id: "lb-deletion-protection",
  title: "Production load balancers are protected from deletion",
  rationale:
    "Everything public leads through the load balancer. A rename, a replacement or `pulumi destroy` on the wrong stack takes it, " +
    "and with it the DNS name that records and clients know.",
  remediation: "Set `enableDeletionProtection: true`.",
  severity: "medium",
  enforcement: "advisory",
  family: "guard",
  frameworks: checkedBy("Security Hub ELB.6"),
  seeds: ["F"],
  settings: environmentSettings,
  scope: "resource",
  targets: kinds.loadBalancer,
  remediate: {
    does: "In a protected environment, sets `enableDeletionProtection: true`.",
    *edits(loadBalancer, context) {
      if (isProtectedEnvironment(loadBalancer, context) === "yes") {
        yield set("enableDeletionProtection", true);
      }
    },
  },
  *check(loadBalancer, context) {
    const isProtected = loadBalancer.at("enableDeletionProtection");
    if (isProtected.boolean === true) {
      return;
    }
    const inProduction = isProtectedEnvironment(loadBalancer, context);
    if (inProduction === "no") {
      yield notApplicable("the environment is not a protected one");
    } else if (inProduction === "unknown" || isProtected.unknown) {
      yield undecided(isProtected, "whether it is protected, in a protected environment, is not known yet");
    } else {
      yield finding(
        isProtected,
        `\`enableDeletionProtection\` is ${isProtected.absent ? "not set" : isProtected.show()} in a protected environment: ` +
          "whatever deletes the load balancer succeeds, and its DNS name is gone.",
      );
    }
  },
});
