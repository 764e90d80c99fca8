import { kinds } from "../../policy-pack/engine/kinds";
import { Resource } from "../../policy-pack/engine/resource";
import { Stack } from "../../policy-pack/engine/stack";
import { ResourceReference, UNKNOWN } from "../../policy-pack/engine/wire";
import { hasTopicAction, notifies, topicsOf, watchedAlarms, watches } from "../../policy-pack/helpers/alarms";

const ALARM = kinds.metricAlarm[0];
const COMPOSITE = kinds.compositeAlarm[0];
const TOPIC_ARN = "arn:aws:sns:us-east-1:123456789012:alerts";
const urnOf = (type: string, name = "it") => `urn:pulumi:dev::shop::${type}::${name}`;

function resource(
  type: string,
  name: string,
  properties: Readonly<Record<string, unknown>>,
  dependencies: Readonly<Record<string, readonly string[]>> = {},
) {
  return new Resource({
    urn: urnOf(type, name),
    type,
    name,
    properties: () => properties,
    propertyDependencies: () => dependencies,
  });
}

describe("watchedAlarms", () => {
  test.each([
    ['ALARM("cpu-high")', ["cpu-high"]],
    ["ALARM(cpu-high)", ["cpu-high"]],
    ["ALARM ( cpu high )", ["cpu high"]],
    ['alarm("cpu") OR (ALARM("memory") AND NOT ALARM("deploying"))', ["cpu", "memory"]],
    ['ALARM("a (b)") AND ALARM("say \\"c\\"")', ["a (b)", 'say "c"']],
    [
      'ALARM("arn:aws:cloudwatch:us-east-1:123456789012:alarm:cpu")',
      ["arn:aws:cloudwatch:us-east-1:123456789012:alarm:cpu"],
    ],
    ['OK("cpu") AND INSUFFICIENT_DATA("memory") AND TRUE', []],
    ['NOT ALARM("cpu")', []],
    ["ALARM(", []],
    ["", []],
  ])("%s", (rule, names) => {
    expect(watchedAlarms(rule)).toEqual(names);
  });

  test("reads a long rule that never ends in no time", () => {
    const started = Date.now();
    watchedAlarms(`NOT ${" ".repeat(10_000)}ALARM(${"ALARM( ".repeat(1_500)}`);
    expect(Date.now() - started).toBeLessThan(1_000);
  });
});

describe("watches", () => {
  const composite = (alarmRule: unknown, dependsOn: readonly string[] = []) =>
    resource(COMPOSITE, "any", { alarmRule }, { alarmRule: dependsOn });
  const cpu = resource(ALARM, "cpu", { name: "cpu-high", arn: "arn:aws:cloudwatch:::alarm:cpu-high", id: "cpu-high" });
  const nameless = resource(ALARM, "cpu", { name: UNKNOWN, arn: UNKNOWN, id: UNKNOWN });

  test("by name and by ARN", () => {
    expect(watches(composite('ALARM("cpu-high")'), cpu)).toBe("yes");
    expect(watches(composite('ALARM("arn:aws:cloudwatch:::alarm:cpu-high")'), cpu)).toBe("yes");
  });

  test("not another one, not what it only excludes, not a part of a name", () => {
    expect(watches(composite('ALARM("memory-high")'), cpu)).toBe("no");
    expect(watches(composite('NOT ALARM("cpu-high")', [cpu.urn]), cpu)).toBe("no");
    expect(watches(composite('ALARM("cpu-high-2")'), cpu)).toBe("no");
    expect(watches(composite('ALARM("arn:aws:cloudwatch:::alarm:my:cpu-high")'), cpu)).toBe("no");
  });

  test("by the name at the end of an ARN that is not known yet", () => {
    const created = resource(ALARM, "cpu", { name: "cpu-high", arn: UNKNOWN, id: UNKNOWN });
    const arn = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:cpu-high";
    expect(watches(composite(`ALARM("${arn}")`), created)).toBe("yes");
    expect(watches(composite(`NOT ALARM("cpu-high")`, [created.urn]), created)).toBe("no");
  });

  test("cannot tell from an unknown rule, or from a name that is not known", () => {
    expect(watches(composite(UNKNOWN), cpu)).toBe("unknown");
    expect(watches(composite(`ALARM("${UNKNOWN}")`), cpu)).toBe("unknown");
    expect(watches(composite('ALARM("cpu-high")', [nameless.urn]), nameless)).toBe("unknown");
    expect(watches(composite('ALARM("cpu-high")'), nameless)).toBe("no");
  });

  test.each([undefined, null, 3, [], {}])("reads nothing into a wrong rule: %p", (rule) => {
    expect(watches(composite(rule), cpu)).toBe("no");
  });
});

describe("hasTopicAction", () => {
  const answer = (alarmActions: unknown, dependsOn: readonly string[] = []) => {
    const alarm = resource(ALARM, "cpu", { alarmActions }, { alarmActions: dependsOn.map((type) => urnOf(type)) });
    const others = dependsOn.map((type) => resource(type, "it", { arn: UNKNOWN }));
    return hasTopicAction(alarm, new Stack([alarm, ...others]));
  };

  test.each([
    ["a topic", [TOPIC_ARN]],
    ["a topic in China", ["arn:aws-cn:sns:cn-north-1:123456789012:alerts"]],
    ["a topic beside another action", ["arn:aws:automate:us-east-1:ec2:stop", TOPIC_ARN]],
    ["a topic beside an unknown", [UNKNOWN, TOPIC_ARN]],
    ["a topic of an unknown account", [`arn:aws:sns:us-east-1:${UNKNOWN}:alerts`]],
    ["a single text for a list", TOPIC_ARN],
    ["the topic itself", [new ResourceReference(urnOf("aws:sns/topic:Topic"))]],
  ])("yes: %s", (_, actions) => {
    expect(answer(actions)).toBe("yes");
  });

  test.each([
    ["nothing", undefined],
    ["an empty list", []],
    [
      "a scaling policy",
      ["arn:aws:autoscaling:us-east-1:123456789012:scalingPolicy:0:autoScalingGroupName/a:policyName/b"],
    ],
    ["an EC2 action", ["arn:aws:automate:us-east-1:ec2:reboot"]],
    ["an OpsItem", ["arn:aws:ssm:us-east-1:123456789012:opsitem:3"]],
    ["another service's ARN with an unknown part", [`arn:aws:lambda:us-east-1:${UNKNOWN}:function:page`]],
    ["the name of a topic", ["alerts"]],
    ["a queue named like a topic's ARN", ["arn:aws:sqs:us-east-1:123456789012:arn:aws:sns:x"]],
    ["a function itself", [new ResourceReference(urnOf("aws:lambda/function:Function"))]],
    ["wrong shapes", [null, 3, {}, [TOPIC_ARN]]],
    ["an object", { arn: TOPIC_ARN }],
  ])("no: %s", (_, actions) => {
    expect(answer(actions)).toBe("no");
  });

  test.each([
    ["an unknown list", UNKNOWN, []],
    ["an unknown action", [UNKNOWN], []],
    ["an action of an unknown service", [`arn:aws:${UNKNOWN}:us-east-1:123456789012:alerts`], []],
    ["a made-up text", ["0facade0123456789"], []],
    ["an unknown list from a scaling policy, of any length", UNKNOWN, ["aws:autoscaling/policy:Policy"]],
    ["more unknowns than dependencies", [UNKNOWN, UNKNOWN], ["aws:autoscaling/policy:Policy"]],
    ["an unknown from another stack", [UNKNOWN], ["pulumi:pulumi:StackReference"]],
    ["an unknown from a parameter", [UNKNOWN], ["aws:ssm/parameter:Parameter"]],
    ["an unknown from a component", [UNKNOWN], ["acme:index:Alerts"]],
    ["an unknown from a topic's policy", [UNKNOWN], ["aws:sns/topicPolicy:TopicPolicy"]],
    ["a component itself", [new ResourceReference(urnOf("acme:index:Alerts"))], []],
  ])("unknown: %s", (_, actions, dependsOn) => {
    expect(answer(actions, dependsOn)).toBe("unknown");
  });

  test("an unknown action does not come from a resource whose ARN is known", () => {
    const policy = resource("aws:autoscaling/policy:Policy", "out", { arn: "arn:aws:autoscaling:::scalingPolicy:out" });
    const alarm = resource(ALARM, "cpu", { alarmActions: [UNKNOWN] }, { alarmActions: [policy.urn] });
    expect(hasTopicAction(alarm, new Stack([alarm, policy]))).toBe("unknown");
    expect(hasTopicAction(alarm, new Stack([alarm]))).toBe("unknown");
  });

  test("an unknown action is what it depends on", () => {
    expect(answer([UNKNOWN], ["aws:sns/topic:Topic"])).toBe("yes");
    expect(answer(UNKNOWN, ["aws:sns/topic:Topic"])).toBe("yes");
    expect(answer([UNKNOWN, UNKNOWN], ["aws:autoscaling/policy:Policy", "aws:sns/topic:Topic"])).toBe("yes");
    expect(answer([UNKNOWN], ["aws:autoscaling/policy:Policy"])).toBe("no");
    expect(answer([UNKNOWN, UNKNOWN], ["aws:appautoscaling/policy:Policy", "aws:lambda/function:Function"])).toBe("no");
  });
});

describe("notifies", () => {
  const alarm = resource(ALARM, "cpu", { name: "cpu" });
  const composite = (name: string, alarmRule: unknown, more: Readonly<Record<string, unknown>> = {}) =>
    resource(COMPOSITE, name, { alarmName: name, alarmRule, ...more });
  const answer = (...others: readonly Resource[]) => notifies(alarm, new Stack([alarm, ...others]));
  const withTopic = { alarmActions: [TOPIC_ARN] };

  test("through a composite alarm, or a composite of composites", () => {
    expect(answer()).toBe("no");
    expect(answer(composite("any", "ALARM(cpu)", withTopic))).toBe("yes");
    expect(answer(composite("any", "ALARM(cpu)"), composite("top", "ALARM(any)", withTopic))).toBe("yes");
    expect(answer(composite("any", "ALARM(memory)", withTopic))).toBe("no");
    expect(answer(composite("any", "ALARM(cpu)"))).toBe("no");
    expect(answer(composite("any", "ALARM(cpu)", { ...withTopic, actionsEnabled: false }))).toBe("no");
  });

  test("cannot tell while a link of the chain is not known", () => {
    expect(answer(composite("any", UNKNOWN, withTopic))).toBe("unknown");
    expect(answer(composite("any", "ALARM(cpu)", { alarmActions: UNKNOWN }))).toBe("unknown");
    expect(answer(composite("any", "ALARM(cpu)", { ...withTopic, actionsEnabled: UNKNOWN }))).toBe("unknown");
    expect(answer(composite("any", UNKNOWN))).toBe("no");
    expect(answer(composite("any", UNKNOWN, withTopic), composite("sure", "ALARM(cpu)", withTopic))).toBe("yes");
  });

  test("ends where composite alarms form a cycle", () => {
    expect(answer(composite("a", "ALARM(cpu) OR ALARM(b)"), composite("b", "ALARM(a)"))).toBe("no");
    const self = composite("self", "ALARM(self)");
    expect(notifies(self, new Stack([self]))).toBe("no");
  });

  test("stays fast with many composite alarms whose rules are not known", () => {
    const many = Array.from({ length: 60 }, (_, index) => composite(`c${index}`, UNKNOWN));
    const started = Date.now();
    expect(answer(...many)).toBe("no");
    expect(Date.now() - started).toBeLessThan(2_000);
  });
});

describe("the topics an alarm notifies", () => {
  const topic = (name: string) => resource(kinds.topic[0], name, { arn: `arn:aws:sns:us-east-1:123456789012:${name}` });
  const topics = ["alerts", "calm", "other"].map(topic);
  const told = (properties: Readonly<Record<string, unknown>>, dependencies = {}) => {
    const alarm = resource(ALARM, "alarm", properties, dependencies);
    return topicsOf(alarm, new Stack([...topics, alarm])).map(({ topic: { name }, via }) => [name, via.path]);
  };

  test("are found by ARN and by dependency, each once, with the property that names them", () => {
    expect(told({ alarmActions: [TOPIC_ARN] })).toEqual([["alerts", "alarmActions"]]);
    expect(
      told(
        { alarmActions: UNKNOWN, okActions: [UNKNOWN, TOPIC_ARN] },
        { alarmActions: [urnOf(kinds.topic[0], "other")], okActions: [urnOf(kinds.topic[0], "calm")] },
      ),
    ).toEqual([
      ["other", "alarmActions"],
      ["calm", "okActions"],
      ["alerts", "okActions"],
    ]);
  });

  test("are none of another stack, and none while actions are off", () => {
    expect(told({ alarmActions: ["arn:aws:sns:us-east-1:123456789012:elsewhere"] })).toEqual([]);
    expect(told({ alarmActions: [TOPIC_ARN], actionsEnabled: false })).toEqual([]);
  });
});
