/** The policies of topics, keys and the like, in whichever resource they stand. */
import { kinds } from "../engine/kinds";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import type { Value } from "../engine/value";
import { isDeclared } from "./declared";

/** The policies attached to a resource. */
export interface AttachedPolicies {
  /** Each with the resource that carries it. None: AWS's default policy holds. */
  readonly policies: readonly { readonly resource: Resource; readonly value: Value }[];
  /** Whether there may be more: a policy resource nobody can yet tell the target of. */
  readonly open: boolean;
}

/** The access policy of a topic: a `TopicPolicy`, which replaces it, or its own `policy`. */
export function policiesOfTopic(topic: Resource, stack: Stack): AttachedPolicies {
  return attached(topic, kinds.topic, kinds.topicPolicy, "arn", stack);
}

/** The policy of a key: a `KeyPolicy`, or its own `policy`. */
export function policiesOfKey(key: Resource, stack: Stack): AttachedPolicies {
  return attached(key, kinds.kmsKey, kinds.kmsKeyPolicy, "keyId", stack);
}

function attached(
  target: Resource,
  targetKind: readonly string[],
  kind: readonly string[],
  reference: string,
  stack: Stack,
): AttachedPolicies {
  const separate = stack.companions(target, targetKind, kind, reference);
  const sure = separate.filter((each) => stack.link(each, [reference], targetKind).certain);
  const open = separate.length > sure.length || stack.strays(targetKind, kind, reference).length > 0;
  const own = ownPolicy(target, stack);
  const policies = sure.length > 0 ? sure.map((each) => ({ resource: each, value: each.at("policy") })) : own;
  return { policies, open };
}

/**
 * The policy a resource carries itself. One that is shown without the program having given it is AWS's default: not known
 * yet, or a document that can be read like any other.
 */
export function ownPolicy(target: Resource, stack: Stack): AttachedPolicies["policies"] {
  const value = target.at("policy");
  const readable = value.string?.trimStart().startsWith("{") ?? false;
  return readable || isDeclared(stack, target, "policy") ? [{ resource: target, value }] : [];
}
