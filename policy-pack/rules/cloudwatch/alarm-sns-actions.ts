import { kinds } from "../../engine/kinds";
import { defineRule, finding, undecided, type StackRuleContext } from "../../engine/rule";
import type { Resource } from "../../engine/resource";

const TOPIC_ARN = /^arn:[^:]*:sns:/;

export const alarmSnsActions = defineRule({
  id: "alarm-sns-actions",
  title: "Alarms notify somebody through SNS",
  rationale: "An alarm without a notification changes colour in a console nobody looks at.",
  remediation: "Put the ARN of an SNS topic into `alarmActions`, and leave `actionsEnabled` at its default, true.",
  severity: "high",
  enforcement: "mandatory",
  family: "guard",
  frameworks: [],
  seeds: ["S1-6"],
  scope: "stack",
  targets: [...kinds.metricAlarm, ...kinds.compositeAlarm],
  *check(alarm, context) {
    const enabled = alarm.at("actionsEnabled");
    if (enabled.boolean === false) {
      yield finding(enabled, "Actions are switched off, so this alarm never notifies anyone.");
    } else if (enabled.unknown) {
      yield undecided(enabled, "whether actions are enabled is not known yet");
    }
    yield* checkActions(alarm, context);
  },
});

function* checkActions(alarm: Resource, { stack }: StackRuleContext) {
  const actions = alarm.at("alarmActions");
  const notifies =
    actions.items.some((action) => TOPIC_ARN.test(action.string ?? "")) ||
    stack.dependenciesOf(alarm, "alarmActions", kinds.topic).length > 0;
  if (notifies) {
    return;
  }
  if (actions.unknown || actions.items.some((action) => action.unknown)) {
    yield undecided(actions, "the actions are not known yet");
  } else {
    yield finding("alarmActions", `The alarm has no SNS topic among its alarm actions (${actions.show()}).`);
  }
}
