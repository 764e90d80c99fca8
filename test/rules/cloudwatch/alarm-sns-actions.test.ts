import { alarmSnsActions } from "../../../policy-pack/rules/cloudwatch/alarm-sns-actions";
import { ref, resource, testRule, unknown } from "../../support";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const topic = resource("aws:sns/topic:Topic", "alerts");
const base = { comparisonOperator: "GreaterThanThreshold", evaluationPeriods: 1 };

testRule(alarmSnsActions, {
  valid: [
    {
      name: "a topic of the stack",
      resources: [topic, resource(ALARM, "cpu", { ...base, alarmActions: [ref("alerts", "arn")] })],
    },
    {
      name: "an action nobody knows",
      resources: [resource(ALARM, "cpu", { ...base, alarmActions: [unknown] })],
      undecided: ["preview", "up", "offline"],
    },
  ],
  invalid: [
    {
      name: "no actions",
      resources: [resource(ALARM, "cpu", { ...base, actionsEnabled: true })],
      findings: [{ resource: "cpu", property: "alarmActions", message: "no SNS topic" }],
    },
  ],
});
