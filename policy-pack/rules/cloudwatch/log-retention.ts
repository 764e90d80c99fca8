import { kinds } from "../../engine/kinds";
import { set } from "../../engine/remediation";
import { defineRule, finding, notApplicable, undecided, type Settings, type Yield } from "../../engine/rule";
import type { Resource } from "../../engine/resource";
import type { Stack } from "../../engine/stack";
import { checkedBy } from "../../frameworks/references";
import { isDeclared } from "../../helpers/declared";
import {
  hasManagedLogGroup,
  nearestRetention,
  nearMissGroup,
  offeredRetention,
  retentionOfAtLeast,
} from "../../helpers/log-groups";

export const logRetention = defineRule({
  id: "log-retention",
  title: "Logs are kept for a chosen time",
  rationale:
    "CloudWatch Logs keeps events for ever unless told otherwise: cost that only grows, and personal data nobody deletes.",
  remediation: "Set `retentionInDays` on the log group, for example to 30.",
  severity: "medium",
  enforcement: "advisory",
  family: "guard",
  frameworks: checkedBy(
    "Security Hub CloudWatch.16",
    "Prowler cloudwatch_log_group_retention_policy_specific_days_enabled",
  ),
  seeds: ["S3-1", "S4-7", "F"],
  settings: {
    minimumDays: {
      type: "integer",
      description: "Fewest days a log group may keep its events; shorter ones are reported.",
      default: 1,
      minimum: 1,
    },
    remediationDays: {
      type: "integer",
      description:
        "At level `remediate`: what a log group that keeps its events for ever is set to, where `minimumDays` is not more. In a " +
        "group that exists already, CloudWatch Logs then deletes what is older. 0: such a group is left alone, and reported.",
      default: 365,
      minimum: 0,
    },
    functions: {
      type: "boolean",
      description: "Whether to report functions whose log group nothing manages.",
      default: true,
    },
  },
  scope: "stack",
  targets: [...kinds.logGroup, ...kinds.lambdaFunction],
  remediate: {
    does:
      "Sets `retentionInDays` of log groups that keep their events for ever to the setting `remediationDays`, and a number that " +
      "is too low or not offered to the next one there is, the longest at most.",
    targets: () => kinds.logGroup,
    *edits(group, { settings }) {
      const retention = group.at("retentionInDays");
      const days = retention.number ?? 0;
      const least = Number(settings.minimumDays);
      const wanted = days === 0 ? Number(settings.remediationDays) : days;
      const isOpen = retention.unknown || group.at("logGroupClass").unknown;
      if (!isOpen && wanted > 0 && group.at("logGroupClass").string !== "DELIVERY") {
        yield set("retentionInDays", retentionOfAtLeast(Math.max(wanted, least)));
      }
    },
  },
  *check(resource, { stack, settings }) {
    if (kinds.logGroup.some((type) => type === resource.type)) {
      yield* checkGroup(resource, stack, settings);
    } else if (settings.functions === true) {
      yield* checkFunction(resource, stack);
    }
  },
});

function* checkGroup(group: Resource, stack: Stack, settings: Settings): Generator<Yield> {
  const retention = group.at("retentionInDays");
  const days = retention.number;
  if (group.at("logGroupClass").string === "DELIVERY") {
    yield notApplicable("a log group of class DELIVERY keeps its events for two days, whatever it says");
  } else if (retention.unknown && isDeclared(stack, group, "retentionInDays")) {
    yield undecided(retention, "the retention is not known yet");
  } else if (days === undefined || days === 0) {
    yield finding("retentionInDays", "The log group keeps its events for ever.");
  } else if (!offeredRetention().days.includes(days)) {
    const { source, date } = offeredRetention();
    yield finding(
      retention,
      `CloudWatch Logs does not offer a retention of ${retention.show()} days (${source}, ${date}), so AWS refuses it.`,
      { severity: "high", remediation: `Use ${nearestRetention(days)} days, the nearest number there is.` },
    );
  } else if (days < Number(settings.minimumDays)) {
    yield finding(
      retention,
      `The log group keeps its events for ${days} days; ${String(settings.minimumDays)} are wanted.`,
      {
        remediation: `Set \`retentionInDays\` to at least ${String(settings.minimumDays)}.`,
      },
    );
  }
}

function* checkFunction(lambdaFunction: Resource, stack: Stack): Generator<Yield> {
  if (isAtEdge(lambdaFunction, stack)) {
    yield notApplicable("a function at the edge logs in whichever region it runs");
    return;
  }
  const managed = hasManagedLogGroup(lambdaFunction, stack);
  const name = lambdaFunction.at("name").string ?? "<name>";
  if (managed === "unknown") {
    yield undecided("name", "whether a log group of the stack is the function's is not known yet");
  } else if (managed === "no") {
    const near = nearMissGroup(lambdaFunction, stack);
    yield finding(
      "",
      (near === undefined
        ? ""
        : `"${near.name}" is not it: its name, ${near.at("name").show()}, lacks the end of the function's. `) +
        `Nothing manages the function's log group \`/aws/lambda/${name}\`: Lambda creates it at the first invocation, keeps its ` +
        `events for ever, and it outlives the stack.`,
      {
        remediation:
          "Create `new aws.cloudwatch.LogGroup(…, { name: pulumi.interpolate`/aws/lambda/${fn.name}`, retentionInDays: 30 })`, " +
          "or a log group of your own and name it in the function's `loggingConfig.logGroup`.",
      },
    );
  }
}

/** Whether a distribution of the stack runs the function (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-functions-logs.html). */
function isAtEdge(lambdaFunction: Resource, stack: Stack): boolean {
  return stack
    .ofKind(kinds.distribution)
    .some((each) => Object.values(each.propertyDependencies).some((urns) => urns.includes(lambdaFunction.urn)));
}
