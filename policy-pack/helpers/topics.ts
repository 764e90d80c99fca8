/** SNS topics that alarms notify, their policies and their keys. */
import { kinds } from "../engine/kinds";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import type { Value } from "../engine/value";
import { keyAt } from "./keys";

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

/** The key of the stack that a topic is encrypted with, also through an alias of the stack. */
export function keyOfTopic(
  topic: Resource,
  stack: Stack,
): { readonly key: Resource | undefined; readonly certain: boolean } {
  const link = keyAt(stack, topic, topic.at("kmsMasterKeyId"));
  return { key: link.targets.length === 1 ? link.targets[0] : undefined, certain: link.certain };
}

/** Whether a text names a key AWS manages for a service, whose policy nobody can change. */
export function isAwsManagedKey(text: string): boolean {
  return /(?:^|:)alias\/aws\/[^/]+$/.test(text);
}
