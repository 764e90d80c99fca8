import { alarmSnsActions } from "../../../policy-pack/rules/cloudwatch/alarm-sns-actions";
import { component, derived, interpolate, ref, resource, secret, testRule, unknown } from "../../support";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const COMPOSITE = "aws:cloudwatch/compositeAlarm:CompositeAlarm";
const TOPIC_ARN = "arn:aws:sns:eu-central-1:123456789012:alerts";
const SCALING_ARN =
  "arn:aws:autoscaling:eu-central-1:123456789012:scalingPolicy:0:autoScalingGroupName/web:policyName/out";

const topic = resource("aws:sns/topic:Topic", "alerts");
const scaling = resource("aws:autoscaling/policy:Policy", "scale-out", { policyType: "StepScaling" });
const alarm = (props: Readonly<Record<string, unknown>> = {}, name = "cpu") =>
  resource(ALARM, name, { comparisonOperator: "GreaterThanThreshold", evaluationPeriods: 1, ...props });
const composite = (props: Readonly<Record<string, unknown>>) =>
  resource(COMPOSITE, "any", { alarmName: "any", ...props });

testRule(alarmSnsActions, {
  valid: [
    { name: "a topic of the stack", resources: [topic, alarm({ alarmActions: [ref("alerts", "arn")] })] },
    { name: "a topic by its id, which is its ARN", resources: [topic, alarm({ alarmActions: [ref("alerts")] })] },
    { name: "a topic elsewhere, by ARN", resources: [alarm({ alarmActions: [TOPIC_ARN] })] },
    {
      name: "a topic in another partition",
      resources: [alarm({ alarmActions: ["arn:aws-us-gov:sns:us-gov-west-1:123456789012:alerts"] })],
    },
    {
      name: "a topic beside a scaling policy",
      resources: [topic, scaling, alarm({ alarmActions: [ref("scale-out", "arn"), ref("alerts", "arn")] })],
    },
    {
      name: "a topic, and actions said to be enabled",
      resources: [topic, alarm({ actionsEnabled: true, alarmActions: [ref("alerts", "arn")] })],
    },
    {
      name: "a secret topic",
      resources: [alarm({ alarmActions: [secret(TOPIC_ARN)] })],
    },
    {
      name: "a list built from a topic",
      resources: [topic, alarm({ alarmActions: derived([TOPIC_ARN], "alerts") })],
    },
    {
      name: "an ARN put together from the account's id",
      resources: [alarm({ alarmActions: ["arn:aws:sns:us-east-1:000000000000:alerts"] })],
    },
    {
      name: "a topic inside a component",
      resources: [
        component("monitoring"),
        resource("aws:sns/topic:Topic", "monitoring-alerts", {}, { parent: "monitoring" }),
        resource(
          ALARM,
          "monitoring-cpu",
          { alarmActions: [ref("monitoring-alerts", "arn")] },
          { parent: "monitoring" },
        ),
      ],
    },
    {
      name: "a composite alarm with a topic",
      resources: [topic, composite({ alarmRule: 'ALARM("elsewhere")', alarmActions: [ref("alerts", "arn")] })],
    },
    {
      name: "an alarm for which a composite alarm speaks, by name",
      resources: [
        topic,
        alarm({ name: "cpu-high" }),
        composite({ alarmRule: 'ALARM("cpu-high")', alarmActions: [ref("alerts", "arn")] }),
      ],
    },
    {
      name: "an alarm for which a composite alarm speaks, by the name of the resource",
      resources: [
        topic,
        alarm(),
        composite({ alarmRule: interpolate`ALARM("${ref("cpu", "name")}")`, alarmActions: [ref("alerts", "arn")] }),
      ],
    },
    {
      name: "an alarm for which a composite alarm speaks, with its own actions switched off",
      resources: [
        topic,
        alarm({ name: "cpu-high", actionsEnabled: false }),
        composite({ alarmRule: "ALARM(cpu-high)", alarmActions: [ref("alerts", "arn")] }),
      ],
    },
    {
      name: "an alarm for which a composite alarm speaks, by ARN",
      resources: [
        topic,
        alarm(),
        composite({ alarmRule: interpolate`ALARM("${ref("cpu", "arn")}")`, alarmActions: [ref("alerts", "arn")] }),
      ],
      undecided: ["preview"],
    },
    {
      name: "an alarm for which a composite alarm may speak",
      resources: [alarm(), composite({ alarmRule: unknown, alarmActions: [TOPIC_ARN] })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "an action nobody knows",
      resources: [alarm({ alarmActions: [unknown] })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "actions nobody knows",
      resources: [alarm({ alarmActions: unknown })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "nobody knows whether actions are enabled",
      resources: [topic, alarm({ actionsEnabled: unknown, alarmActions: [ref("alerts", "arn")] })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "an action nobody knows beside a scaling policy",
      resources: [scaling, alarm({ alarmActions: [ref("scale-out", "arn"), unknown] })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a topic's ARN that another stack hands over",
      resources: [
        resource("pulumi:pulumi:StackReference", "org/base/dev", { topicArn: unknown }),
        alarm({ alarmActions: [ref("org/base/dev", "topicArn")] }),
      ],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a topic's ARN from a parameter",
      resources: [
        resource("aws:ssm/parameter:Parameter", "topic", { type: "String", value: TOPIC_ARN }),
        alarm({ alarmActions: [ref("topic", "value")] }),
      ],
    },
    {
      name: "a topic's ARN from a component, not known before it is deployed",
      resources: [
        component("monitoring", { topicArn: unknown }),
        alarm({ alarmActions: [ref("monitoring", "topicArn")] }),
      ],
      undecided: ["preview", "up", "offline"],
    },
  ],
  invalid: [
    {
      name: "empty lists (seed S1-6)",
      resources: [alarm({ alarmActions: [], okActions: [] })],
      findings: [
        {
          resource: "cpu",
          property: "alarmActions",
          message: /^The alarm has no alarm actions: when it fires, nobody hears of it\.$/,
          severity: "high",
        },
      ],
    },
    {
      name: "no actions at all",
      resources: [alarm({ actionsEnabled: true })],
      findings: [{ resource: "cpu", property: "alarmActions", message: "no alarm actions" }],
    },
    {
      name: "a topic of the stack that no alarm uses",
      resources: [topic, alarm()],
      findings: [{ resource: "cpu", property: "alarmActions", message: "no alarm actions" }],
    },
    {
      name: "a topic told only when all is well again",
      resources: [topic, alarm({ okActions: [ref("alerts", "arn")], insufficientDataActions: [ref("alerts", "arn")] })],
      findings: [
        {
          resource: "cpu",
          property: "alarmActions",
          message: "`okActions` and `insufficientDataActions` do not count: they run when the alarm does not fire",
        },
      ],
    },
    {
      name: "nothing but a scaling policy of the stack",
      resources: [scaling, alarm({ alarmActions: [ref("scale-out", "arn")] })],
      findings: [
        {
          resource: "cpu",
          property: "alarmActions",
          message: /None of its alarm actions is an SNS topic \(.*(scale-out|:scalingPolicy:)/,
        },
      ],
    },
    {
      name: "nothing but scaling policies of both kinds, and a topic for the end of the alarm",
      resources: [
        topic,
        scaling,
        resource("aws:appautoscaling/policy:Policy", "scale-tasks"),
        alarm({
          alarmActions: [ref("scale-out", "arn"), ref("scale-tasks", "arn")],
          okActions: [ref("alerts", "arn")],
        }),
      ],
      findings: [{ resource: "cpu", property: "alarmActions", message: "`okActions` do not count" }],
    },
    {
      name: "a scaling policy by ARN",
      resources: [alarm({ alarmActions: [SCALING_ARN] })],
      findings: [{ resource: "cpu", property: "alarmActions", message: `an SNS topic ("${SCALING_ARN}"): they act` }],
    },
    {
      name: "an EC2 action, an OpsItem and a function, which notify nobody through SNS",
      resources: [
        resource("aws:lambda/function:Function", "page"),
        alarm({ alarmActions: ["arn:aws:automate:eu-central-1:ec2:recover"] }, "host"),
        alarm({ alarmActions: ["arn:aws:ssm:eu-central-1:123456789012:opsitem:2"] }, "ops"),
        alarm({ alarmActions: [ref("page", "arn")] }, "lambda"),
      ],
      findings: [
        { resource: "host", property: "alarmActions", message: "arn:aws:automate:eu-central-1:ec2:recover" },
        { resource: "ops", property: "alarmActions", message: "opsitem:2" },
        { resource: "lambda", property: "alarmActions", message: /page/ },
      ],
    },
    {
      name: "a topic, and actions switched off",
      resources: [topic, alarm({ actionsEnabled: false, alarmActions: [ref("alerts", "arn")] })],
      findings: [
        { resource: "cpu", property: "actionsEnabled", message: "switched off, so the alarm notifies nobody" },
      ],
    },
    {
      name: "actions switched off by a text",
      resources: [topic, alarm({ actionsEnabled: "false", alarmActions: [ref("alerts", "arn")] })],
      findings: [{ resource: "cpu", property: "actionsEnabled", message: "switched off" }],
    },
    {
      name: "no actions, and switched off too",
      resources: [alarm({ actionsEnabled: false })],
      findings: [
        { resource: "cpu", property: "actionsEnabled", message: "switched off" },
        { resource: "cpu", property: "alarmActions", message: "no alarm actions" },
      ],
    },
    {
      name: "actions nobody knows, and switched off",
      resources: [alarm({ actionsEnabled: false, alarmActions: unknown })],
      findings: [{ resource: "cpu", property: "actionsEnabled", message: "switched off" }],
    },
    {
      name: "a composite alarm without actions, and its child",
      resources: [alarm({ name: "cpu-high" }), composite({ alarmRule: "ALARM(cpu-high)" })],
      findings: [
        { resource: "any", property: "alarmActions", message: "no alarm actions" },
        { resource: "cpu", property: "alarmActions", message: "no alarm actions" },
      ],
    },
    {
      name: "a composite alarm that notifies of another alarm",
      resources: [
        topic,
        alarm({ name: "cpu-high" }),
        composite({ alarmRule: 'ALARM("memory-high")', alarmActions: [ref("alerts", "arn")] }),
      ],
      findings: [{ resource: "cpu", property: "alarmActions", message: "no alarm actions" }],
    },
    {
      name: "a composite alarm that keeps silent while this alarm fires",
      resources: [
        topic,
        alarm({ name: "deploying" }),
        composite({
          alarmRule: 'ALARM("memory-high") AND NOT ALARM("deploying")',
          alarmActions: [ref("alerts", "arn")],
        }),
      ],
      findings: [{ resource: "cpu", property: "alarmActions", message: "no alarm actions" }],
    },
    {
      name: "the same, with a rule built from the alarm",
      resources: [
        topic,
        alarm({}, "deploying"),
        composite({
          alarmRule: interpolate`ALARM("memory-high") AND NOT ALARM("${ref("deploying", "name")}")`,
          alarmActions: [ref("alerts", "arn")],
        }),
      ],
      findings: [{ resource: "deploying", property: "alarmActions", message: "no alarm actions" }],
    },
    {
      name: "a topic the alarm only waits for",
      resources: [topic, resource(ALARM, "cpu", { alarmActions: [] }, { dependsOn: ["alerts"] })],
      findings: [{ resource: "cpu", property: "alarmActions", message: "no alarm actions" }],
    },
    {
      name: "an empty list built from a topic",
      resources: [topic, alarm({ alarmActions: derived([], "alerts") })],
      findings: [{ resource: "cpu", property: "alarmActions", message: "no alarm actions" }],
    },
    {
      name: "the name of a topic, which is no ARN",
      resources: [alarm({ alarmActions: ["alerts"] })],
      findings: [{ resource: "cpu", property: "alarmActions", message: '("alerts")' }],
    },
    {
      name: "an alarm inside a component",
      resources: [component("monitoring"), resource(ALARM, "monitoring-cpu", {}, { parent: "monitoring" })],
      findings: [{ resource: "monitoring-cpu", property: "alarmActions", message: "no alarm actions" }],
    },
  ],
});
