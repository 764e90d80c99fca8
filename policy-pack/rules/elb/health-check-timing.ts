import { kinds } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, notApplicable, undecided } from "../../engine/rule";
import { isClassic } from "../../helpers/load-balancers";

/** What the provider sends when a health check says nothing of its interval. */
const DEFAULT_INTERVAL = 30;
const HTTP = ["HTTP", "HTTPS"];

export const healthCheckTiming = defineRule({
  id: "health-check-timing",
  title: "Health checks leave more time between two checks than one may take",
  rationale:
    'AWS refuses a health check whose interval is not above its timeout ("Health check interval must be greater than the ' +
    "timeout\"), and Pulumi's preview does not look.",
  remediation: "Raise `interval` above `timeout`, or set a smaller `timeout`; both in seconds.",
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["F"],
  scope: "resource",
  targets: [...kinds.targetGroup, ...kinds.classicLoadBalancer],
  *check(resource) {
    const check = resource.at("healthCheck").items[0];
    if (check === undefined) {
      yield resource.at("healthCheck").unknown
        ? undecided("healthCheck", "the health check is not known yet")
        : notApplicable("it has no health check of its own, and AWS's defaults fit each other");
      return;
    }
    if (check.at("enabled").boolean === false) {
      yield notApplicable("the health check is off");
      return;
    }
    const interval = check.at("interval");
    const timeout = check.at("timeout");
    const between = interval.absent ? DEFAULT_INTERVAL : interval.number;
    const most = timeout.absent ? defaultTimeout(resource) : timeout.number;
    if (between === undefined || most === undefined || check.at("enabled").unknown) {
      const isOpen = [check, interval, timeout].some((each) => each.unknown);
      if (isOpen || timeout.absent) {
        yield undecided(check, "the interval, the timeout or what decides their defaults is not known yet");
      }
      return;
    }
    if (between < most || (between === most && mustExceed(resource))) {
      const first = interval.absent ? `${between} seconds, the default,` : `${between} seconds`;
      const last = timeout.absent ? `${most} seconds, the default here` : `${most} seconds`;
      yield finding(
        interval.absent && !timeout.absent ? timeout : interval,
        `An interval of ${first} is not above the timeout of ${last}. AWS refuses the health check.`,
      );
    }
  },
});

/**
 * The timeout AWS takes when none is set; for an Application Load Balancer the smaller one of two that AWS documents
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html: 5 seconds, 30 for
 * Lambda; https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html: 6 for HTTP, 10 for
 * TCP and HTTPS).
 *
 * @returns `undefined` while nobody knows what decides it.
 */
function defaultTimeout(resource: Resource): number | undefined {
  const targetType = resource.at("targetType");
  const protocol = resource.at("protocol");
  if (isClassic(resource) || targetType.unknown || protocol.unknown) {
    return undefined;
  }
  if (targetType.string === "lambda") {
    return 30;
  }
  if (HTTP.includes(protocol.string ?? "") || protocol.string === "GENEVE") {
    return 5;
  }
  const checked = resource.at("healthCheck", "protocol");
  // The provider's own default is HTTP.
  return checked.unknown ? undefined : (checked.string ?? "HTTP") === "HTTP" ? 6 : 10;
}

/**
 * Network Load Balancers take an interval equal to the timeout: for years 10 and 10 was the shortest there was
 * (https://github.com/aws/aws-cdk/blob/main/packages/aws-cdk-lib/aws-elasticloadbalancingv2/lib/nlb/network-target-group.ts).
 */
function mustExceed(resource: Resource): boolean {
  const isNetwork = !isClassic(resource) && resource.at("targetType").string !== "lambda";
  return !isNetwork || HTTP.includes(resource.at("protocol").string ?? "");
}
