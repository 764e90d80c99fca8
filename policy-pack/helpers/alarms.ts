/** Whom a CloudWatch alarm notifies: through its own actions, or through a composite alarm that watches it. */
import type { Answer } from "../iam/answer";
import { identityOf, normaliseReference } from "../engine/identity";
import { kinds } from "../engine/kinds";
import { MASK, maskUnknown } from "../engine/made-up";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import type { Value } from "../engine/value";
import { ResourceReference, UNKNOWN } from "../engine/wire";
import { typeOfUrn } from "./urn";

const TOPIC_ARN = /^arn:[^:]*:sns:/;
/** The beginning of an ARN as far as the service; nothing in it may be a part nobody knows. */
const OTHER_ARN = new RegExp(`^arn:[^:]*:[^:${MASK}]+:`);

/**
 * Types whose ARN is an alarm action and no topic's
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html). Any other resource may hand
 * on a topic's ARN: a component, a parameter, a `StackReference`.
 */
export const OTHER_ACTIONS: readonly string[] = [
  ...kinds.scalingPolicy,
  ...kinds.lambdaFunction,
  ...kinds.lambdaAlias,
  ...kinds.incidentResponsePlan,
];

/** Whether an SNS topic is among the actions the alarm takes when it fires. */
export function hasTopicAction(alarm: Resource, stack: Stack): Answer {
  const actions = alarm.at("alarmActions");
  const answers = actions.unknown ? ["unknown" as const] : actions.items.map(isTopic);
  if (answers.includes("yes")) {
    return "yes";
  }
  const open = answers.filter((answer) => answer === "unknown").length;
  if (open === 0) {
    return "no";
  }
  if (stack.dependenciesOf(alarm, "alarmActions", kinds.topic).length > 0) {
    return "yes";
  }
  if (actions.unknown) {
    return "unknown";
  }
  // An action is unknown because the ARN it comes from is. When there are as many such resources as open actions, and the
  // property depends on nothing else than what cannot be a topic, none of the open actions is one.
  const dependencies = alarm.propertyDependencies.alarmActions ?? [];
  const behind = dependencies.filter((urn) => stack.get(urn)?.at("arn").unknown);
  const noTopics = dependencies.every((urn) => OTHER_ACTIONS.includes(typeOfUrn(urn)));
  return noTopics && open <= behind.length ? "no" : "unknown";
}

/**
 * Whether anybody hears of it when the alarm fires: it has a topic among its actions and they are enabled, or a composite
 * alarm of the stack watches it, itself or through others, and notifies. A composite alarm exists to speak for its
 * children, which then need no actions of their own
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Composite_Alarm.html).
 */
export function notifies(alarm: Resource, stack: Stack): Answer {
  const own = ownNotification(alarm, stack);
  if (own === "yes" || firedBy(alarm, stack, ["yes"]).some((one) => ownNotification(one, stack) === "yes")) {
    return "yes";
  }
  const possible = firedBy(alarm, stack, ["yes", "unknown"]);
  const open = own === "unknown" || possible.some((one) => ownNotification(one, stack) !== "no");
  return open ? "unknown" : "no";
}

function ownNotification(alarm: Resource, stack: Stack): Answer {
  const enabled = alarm.at("actionsEnabled");
  if (enabled.boolean === false) {
    return "no";
  }
  const answer = hasTopicAction(alarm, stack);
  return answer === "yes" && enabled.unknown ? "unknown" : answer;
}

/** The composite alarms above an alarm, found by following what watches it. They may form a cycle. */
function firedBy(alarm: Resource, stack: Stack, accepted: readonly Answer[]): readonly Resource[] {
  const found = new Set<Resource>();
  const open = [alarm];
  for (let current = open.pop(); current !== undefined; current = open.pop()) {
    for (const composite of stack.ofKind(kinds.compositeAlarm)) {
      if (!found.has(composite) && accepted.includes(watches(composite, current))) {
        found.add(composite);
        open.push(composite);
      }
    }
  }
  return [...found];
}

/** Whether a composite alarm fires because another alarm does. */
export function watches(composite: Resource, alarm: Resource): Answer {
  const rule = composite.at("alarmRule");
  if (rule.string === undefined) {
    return rule.unknown ? "unknown" : "no";
  }
  const watched = watchedAlarms(rule.string).map(normaliseReference);
  const names = [alarm.at("name"), alarm.at("alarmName")].filter((name) => !name.absent);
  const byArn = (text: string | undefined) =>
    watched.some((one) => text !== undefined && one.endsWith(`:alarm:${text}`));
  if (identityOf(alarm).texts.some((text) => watched.includes(text)) || names.some((name) => byArn(name.string))) {
    return "yes";
  }
  // Whatever its ARN will be, it ends in its name; so only an alarm without a known name can still be meant.
  const builtFromIt = composite.propertyDependencies.alarmRule?.includes(alarm.urn) ?? false;
  const nameless = names.every((name) => name.string === undefined);
  return rule.string.includes(UNKNOWN) || (nameless && builtFromIt) ? "unknown" : "no";
}

/**
 * The names and ARNs a composite alarm's rule asks for in state ALARM. Not those it only excludes (`NOT ALARM(…)`) or
 * asks for in another state (`OK(…)`). Names may stand in double quotes or without
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html).
 */
export function watchedAlarms(rule: string): readonly string[] {
  const found = rule.matchAll(/(\bNOT\s+)?\bALARM\s*\(\s*(?:"((?:[^"\\]|\\.)*)"|([^")]*?))\s*\)/gi);
  return [...found].flatMap(([, not, quoted, bare]) =>
    not === undefined ? [quoted?.replace(/\\(.)/g, "$1") ?? bare ?? ""] : [],
  );
}

function isTopic(action: Value): Answer {
  if (action.raw instanceof ResourceReference) {
    // A program may pass the topic itself.
    const type = typeOfUrn(action.raw.urn);
    return kinds.topic.some((topic) => topic === type) ? "yes" : OTHER_ACTIONS.includes(type) ? "no" : "unknown";
  }
  if (action.unknown) {
    return "unknown";
  }
  const text = maskUnknown(action.string ?? "");
  if (TOPIC_ARN.test(text)) {
    return "yes";
  }
  return text.includes(MASK) && !OTHER_ARN.test(text) ? "unknown" : "no";
}

/** The properties of an alarm that hold actions. */
export const ACTIONS = ["alarmActions", "okActions", "insufficientDataActions"] as const;

/** A topic of the stack and the property through which an alarm notifies it. */
export interface NotifiedTopic {
  readonly topic: Resource;
  readonly via: Value;
}

/** The topics of the stack an alarm notifies. Found by dependency, so also while every ARN is unknown. */
export function topicsOf(alarm: Resource, stack: Stack): readonly NotifiedTopic[] {
  if (alarm.at("actionsEnabled").boolean === false) {
    return [];
  }
  return ACTIONS.flatMap((property) => {
    const literal = alarm.at(property).items.flatMap((_, index) => {
      const { targets, certain } = stack.link(alarm, [property, index], kinds.topic);
      return certain ? targets : [];
    });
    const all = new Set([...stack.dependenciesOf(alarm, property, kinds.topic), ...literal]);
    return [...all].map((topic) => ({ topic, via: alarm.at(property) }));
  });
}
