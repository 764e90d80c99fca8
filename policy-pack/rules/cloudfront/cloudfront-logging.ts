import { kinds } from "../../engine/kinds";
import { defineRule, finding, notApplicable, undecided } from "../../engine/rule";
import { checkedBy } from "../../frameworks/references";
import { isDeclared } from "../../helpers/declared";
import { behavioursOf, isSet, logSourcesOf } from "../../helpers/distributions";

export const cloudfrontLogging = defineRule({
  id: "cloudfront-logging",
  title: "Distributions log the requests they serve",
  rationale: "Without access logs nobody can tell after an incident who asked for what, or why an error rate rose.",
  remediation:
    "Deliver standard logs (v2): an `aws.cloudwatch.LogDeliverySource` with the distribution's ARN and log type `ACCESS_LOGS`, a `LogDeliveryDestination` and a `LogDelivery`.",
  severity: "low",
  enforcement: "advisory",
  family: "guard",
  frameworks: checkedBy("Security Hub CloudFront.5", "Prowler cloudfront_distributions_logging_enabled"),
  seeds: ["F"],
  scope: "stack",
  targets: kinds.distribution,
  *check(distribution, { stack }) {
    if (distribution.at("enabled").boolean === false) {
      yield notApplicable("a distribution that is not enabled serves nothing");
      return;
    }
    const legacy = distribution.at("loggingConfig");
    if (isDeclared(stack, distribution, "loggingConfig") && (legacy.unknown || isSet(legacy.at("bucket")))) {
      return;
    }
    if (behavioursOf(distribution).some((behaviour) => isSet(behaviour.at("realtimeLogConfigArn")))) {
      return;
    }
    const { sources, open } = logSourcesOf(distribution, stack);
    if (sources.length === 0 && open) {
      yield undecided("", "which resource a log delivery source of the stack belongs to is not known yet");
    } else if (sources.length === 0) {
      yield finding("", "No access logs: neither standard (v2 or `loggingConfig.bucket`) nor real-time ones.");
    }
  },
});
