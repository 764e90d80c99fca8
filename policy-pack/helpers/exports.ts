/** What a stack hands to other stacks in its outputs. */
import { STACK_TYPE, type Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import type { Value } from "../engine/value";
import type { Answer } from "../iam/answer";

/**
 * Whether the stack exports the id or ARN of a resource, so that another stack may add to it. While neither is known, the
 * name of the output has to tell.
 *
 * @param called what such exports, or properties of them, are called, or what the resource's id may lie in.
 */
export function isExported(stack: Stack, resource: Resource, called: RegExp): Answer {
  const texts = ["id", "arn"].flatMap((name) => resource.at(name).string ?? []);
  const outputs = stack.ofKind([STACK_TYPE]).flatMap((each) => each.props.entries);
  if (texts.length > 0) {
    return outputs.some(([, value]) => texts.some((text) => holdsText(value, text))) ? "yes" : "no";
  }
  return outputs.some(([name, value]) => mayHold(name, value, called)) ? "unknown" : "no";
}

function mayHold(name: string, value: Value, called: RegExp): boolean {
  const isCalled = called.test(name) || value.entries.some(([inner, each]) => mayHold(inner, each, called));
  return value.halfKnown && isCalled;
}

/** Whether a value, or anything inside it, is this very text. */
export function holdsText(value: Value, text: string): boolean {
  const parts = [...value.entries.map(([, inner]) => inner), ...(Array.isArray(value.raw) ? value.items : [])];
  return value.string === text || parts.some((part) => holdsText(part, text));
}
