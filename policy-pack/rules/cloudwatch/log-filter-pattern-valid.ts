import { defineRule, finding, undecided } from "../../engine/rule";
import { kinds } from "../../engine/kinds";
import { faultOfPattern } from "../../helpers/filter-patterns";

const SUBSCRIPTION = "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter";

export const logFilterPatternValid = defineRule({
  id: "log-filter-pattern-valid",
  title: "Log filters find the lines their patterns speak of",
  rationale:
    "A filter pattern is a language of its own. CloudWatch Logs refuses some mistakes after the log group is made; others it " +
    "takes, and the filter counts the wrong lines or none, and the alarm behind it stays silent.",
  remediation: "Write the pattern in the syntax of CloudWatch Logs.",
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["F"],
  scope: "resource",
  targets: [...kinds.logMetricFilter, SUBSCRIPTION],
  *check(filter) {
    const pattern = filter.at(filter.type === SUBSCRIPTION ? "filterPattern" : "pattern");
    if (pattern.unknown || (pattern.string !== undefined && pattern.halfKnown)) {
      yield undecided(pattern, "the pattern is not known yet");
      return;
    }
    const [transformation] = filter.at("metricTransformation").items;
    const value = transformation?.at("value");
    const readsFields =
      transformation?.at("dimensions").absent === false ||
      value?.unknown === true ||
      value?.string?.startsWith("$") === true;
    const fault = faultOfPattern(pattern.string ?? "", readsFields);
    if (fault !== undefined) {
      yield finding(pattern, `The pattern ${pattern.show()} ${fault.why}.`, { remediation: fault.remediation });
    }
  },
});
