import { kinds } from "../../engine/kinds";
import { defineRule, finding, undecided, type StackRuleContext, type Yield } from "../../engine/rule";
import type { Resource } from "../../engine/resource";
import type { Stack } from "../../engine/stack";
import type { Value } from "../../engine/value";
import { checkedBy } from "../../frameworks/references";
import { ACTIONS, topicsOf } from "../../helpers/alarms";
import { policiesOfKey, policiesOfTopic } from "../../helpers/attached-policies";
import { isAwsManagedKey, keyAt } from "../../helpers/keys";
import { assumedRegion } from "../../helpers/place";
import { admitsService } from "../../helpers/service-access";
import { reportedOnce, type Verdict } from "../../helpers/shared-fault";

const SERVICE = "cloudwatch.amazonaws.com";
const TARGETS = [...kinds.metricAlarm, ...kinds.compositeAlarm];

export const alarmTopicDelivers = defineRule({
  id: "alarm-topic-delivers",
  title: "CloudWatch can publish to the topics alarms notify",
  rationale:
    "An alarm whose topic CloudWatch may not publish to fires and nobody hears of it; only the alarm's history tells why.",
  remediation: `Let \`${SERVICE}\` publish: in the topic's policy, and in that of its key.`,
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: checkedBy("text of REL06-BP03"),
  seeds: ["S1-6", "F"],
  settings: {
    requireSubscription: {
      type: "boolean",
      description:
        "Whether to report, with severity low, a topic that alarms notify and nothing in the stack subscribes to.",
      default: false,
    },
  },
  scope: "stack",
  targets: TARGETS,
  *check(alarm, context) {
    yield* delivery(alarm, context);
    yield* regions(alarm, context);
    if (context.settings.requireSubscription === true) {
      yield* subscriptions(alarm, context.stack);
    }
  },
});

const delivery = reportedOnce(TARGETS, function* (stack, alarm) {
  for (const { topic, via } of topicsOf(alarm, stack)) {
    yield* checkPolicy(topic, via, stack);
    yield* checkKey(topic, via, stack);
  }
});

function* checkPolicy(topic: Resource, via: Value, stack: Stack): Generator<Verdict> {
  const { policies, open } = policiesOfTopic(topic, stack);
  const [first] = policies;
  if (first === undefined) {
    if (open) {
      yield undecided(via, `which policy the topic "${topic.name}" has is not known yet`);
    }
    return; // The default policy lets everything in the account publish.
  }
  const answer = admitsService(
    policies.map(({ value }) => value),
    SERVICE,
    ["sns:Publish"],
    // AWS does not document whether alarms publish as the account.
    "unknown",
  );
  if (answer === "unknown" || (answer === "no" && open)) {
    yield undecided(via, `whether the policy of the topic "${topic.name}" lets CloudWatch publish is not known yet`);
  } else if (answer === "no") {
    yield {
      outcome: "fault",
      at: first.resource,
      property: first.value,
      via,
      message: (users) =>
        `The policy replaces the topic's default, and no statement lets \`${SERVICE}\` publish: the notifications of ${users} are lost.`,
      remediation:
        `Add a statement: \`{ Effect: "Allow", Principal: { Service: "${SERVICE}" }, Action: "sns:Publish", Resource: topic.arn, ` +
        'Condition: { StringEquals: { "aws:SourceAccount": accountId } } }`.',
    };
  }
}

function* checkKey(topic: Resource, via: Value, stack: Stack): Generator<Verdict> {
  const id = topic.at("kmsMasterKeyId");
  if (isAwsManagedKey(id.string ?? "")) {
    yield {
      outcome: "fault",
      at: topic,
      property: id,
      via,
      message: (users) =>
        `The topic is encrypted with ${id.show()}. Its policy does not let CloudWatch in, and nobody can change the policy of a ` +
        `key AWS manages: the notifications of ${users} are lost.`,
      remediation: `Encrypt the topic with a key of your own whose policy lets \`${SERVICE}\` use \`kms:Decrypt\` and \`kms:GenerateDataKey*\`.`,
    };
    return;
  }
  const { targets, certain } = keyAt(stack, topic, id);
  const [key] = targets.length === 1 ? targets : [];
  if (key === undefined) {
    if (!certain) {
      yield undecided(via, `which key the topic "${topic.name}" is encrypted with is not known yet`);
    }
    return;
  }
  const { policies, open } = policiesOfKey(key, stack);
  const values = policies.map(({ value }) => value);
  const answer = admitsService(values, SERVICE, ["kms:Decrypt", "kms:GenerateDataKey"]);
  if (answer === "unknown" || (answer === "no" && open)) {
    yield undecided(via, `whether the policy of the key "${key.name}" lets CloudWatch use it is not known yet`);
  } else if (answer === "no") {
    const [first] = policies;
    yield {
      outcome: "fault",
      at: first?.resource ?? key,
      property: first?.value ?? "policy",
      via,
      message: (users) =>
        `The topic "${topic.name}" is encrypted with this key, and ` +
        `${first === undefined ? "the default key policy does not let" : "no statement of its policy lets"} \`${SERVICE}\` use it: ` +
        `the notifications of ${users} are lost.`,
      remediation: `Add to the key's policy: \`{ Effect: "Allow", Principal: { Service: "${SERVICE}" }, Action: ["kms:Decrypt", "kms:GenerateDataKey*"], Resource: "*" }\`.`,
    };
  }
}

/** An alarm acts in its own region only: PutMetricAlarm refuses the ARN of a topic in another one. */
function* regions(alarm: Resource, context: StackRuleContext): Generator<Yield> {
  const own = assumedRegion(alarm, context);
  const literal = ACTIONS.flatMap((property) => alarm.at(property).items).map((value) => ({
    via: value,
    region: value.halfKnown ? undefined : /^arn:[^:]+:sns:([a-z0-9-]+):/.exec(value.string ?? "")?.[1],
  }));
  const linked = topicsOf(alarm, context.stack)
    .filter(({ via }) => via.halfKnown)
    .map(({ via, topic }) => ({ via, region: assumedRegion(topic, context) }));
  for (const { via, region } of [...literal, ...linked]) {
    if (own !== undefined && region !== undefined && region !== own) {
      yield finding(via, `The topic is in ${region}, the alarm in ${own}: AWS refuses the action.`, {
        remediation: "Notify a topic in the alarm's own region.",
      });
    }
  }
}

function* subscriptions(alarm: Resource, stack: Stack): Generator<Yield> {
  for (const [topic, first] of stack.derive(silentTopics)) {
    if (first === alarm) {
      yield finding("", "Alarms notify this topic, and nothing in the stack subscribes to it.", {
        resource: topic,
        severity: "low",
        remediation:
          "Add an `aws.sns.TopicSubscription`; people who subscribe by hand are lost when the topic is replaced.",
      });
    }
  }
}

/** Topics without subscription, each with the first alarm that notifies it. */
function silentTopics(stack: Stack): ReadonlyMap<Resource, Resource> {
  const found = new Map<Resource, Resource>();
  const open = stack.strays(kinds.topic, kinds.topicSubscription, "topic").length > 0;
  for (const alarm of stack.ofKind(TARGETS)) {
    for (const { topic } of topicsOf(alarm, stack)) {
      const subscribed = stack.companions(topic, kinds.topic, kinds.topicSubscription, "topic").length > 0;
      if (!subscribed && !open && !found.has(topic) && !inChat(topic, stack)) {
        found.set(topic, alarm);
      }
    }
  }
  return found;
}

/** Chat clients subscribe to topics themselves. */
function inChat(topic: Resource, stack: Stack): boolean {
  return stack.resources.some(
    ({ type, dependencies }) => type.startsWith("aws:chatbot/") && dependencies.includes(topic.urn),
  );
}
