import { kinds } from "../../engine/kinds";
import { defineRule, finding, undecided } from "../../engine/rule";
import type { Resource } from "../../engine/resource";
import type { Stack } from "../../engine/stack";
import { shorten, type Value } from "../../engine/value";
import { checkedBy } from "../../frameworks/references";
import { hasTopicAction, notifies, OTHER_ACTIONS } from "../../helpers/alarms";

export const alarmSnsActions = defineRule({
  id: "alarm-sns-actions",
  title: "Alarms notify somebody through SNS",
  rationale: "An alarm without a notification changes colour in a console nobody looks at.",
  remediation:
    "Put the ARN of an SNS topic into `alarmActions`, `[topic.arn]`, and leave `actionsEnabled` at its default, true. Or let " +
    "a composite alarm that has a topic watch this one.",
  severity: "high",
  enforcement: "mandatory",
  family: "guard",
  frameworks: checkedBy("Security Hub CloudWatch.15", "text of REL06-BP03"),
  seeds: ["S1-6"],
  scope: "stack",
  targets: [...kinds.metricAlarm, ...kinds.compositeAlarm],
  *check(alarm, { stack }) {
    const answer = notifies(alarm, stack);
    const enabled = alarm.at("actionsEnabled");
    if (answer === "unknown") {
      yield undecided(
        "alarmActions",
        "whether a topic is among the actions, its own or a composite alarm's, is not known yet",
      );
    } else if (answer === "no") {
      if (enabled.boolean === false) {
        yield finding(enabled, "Its actions are switched off, so the alarm notifies nobody.", {
          remediation:
            "Remove `actionsEnabled: false`; to silence an alarm for a while, use `aws.cloudwatch.AlarmMuteRule`.",
        });
      }
      if (hasTopicAction(alarm, stack) === "no") {
        yield finding("alarmActions", messageOf(alarm, stack));
      }
    }
  },
});

function messageOf(alarm: Resource, stack: Stack): string {
  const actions = alarm.at("alarmActions");
  const others = ["okActions", "insufficientDataActions"].filter((name) => isSet(alarm.at(name)));
  const fact = isSet(actions)
    ? `None of its alarm actions is an SNS topic (${shown(alarm, stack)}): they act, and nobody hears of it.`
    : "The alarm has no alarm actions: when it fires, nobody hears of it.";
  return others.length === 0
    ? fact
    : `${fact} \`${others.join("` and `")}\` do not count: they run when the alarm does not fire.`;
}

/** The actions, those not known yet by the resources they come from. */
function shown(alarm: Resource, stack: Stack): string {
  const actions = alarm.at("alarmActions").items;
  const known = actions.filter((action) => !action.unknown).map((action) => action.show());
  const sources = actions.some((action) => action.unknown)
    ? stack.dependenciesOf(alarm, "alarmActions", OTHER_ACTIONS)
    : [];
  return shorten([...known, ...sources.map((source) => `${source.type} ${source.name}`)].join(", "), 400);
}

function isSet(value: Value): boolean {
  return value.unknown || value.items.length > 0;
}
