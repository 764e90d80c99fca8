import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import { Value } from "../engine/value";

/**
 * Whether the program set a property itself, in a stack rule. Stack rules see outputs, and there a provider fills in what
 * the program left out: with provider 7 a bucket has unknown `acl` and `grants` in its first preview and known `grants`
 * after `up`, and with provider 6 it has `acl: "private"`. Who takes those for the program's choice decides wrongly, or
 * not at all.
 *
 * The SDKs list every property of the program in `propertyDependencies`, with no dependencies where it has none. A frontend
 * that leaves the empty lists out (a recorded stack) cannot tell a default from a literal; then a known value counts as
 * set, and one that is unknown or made up, which would be listed with what it depends on, as the provider's.
 */
export function isDeclared(stack: Stack, resource: Resource, property: string): boolean {
  const value = resource.at(property);
  if (value.absent || Object.hasOwn(resource.propertyDependencies, property)) {
    return !value.absent;
  }
  return !value.halfKnown && !stack.derive(listsLiterals);
}

/** A property as the program set it, in a stack rule; absent when a provider filled it in. */
export function declaredAt(stack: Stack, resource: Resource, property: string): Value {
  return isDeclared(stack, resource, property) ? resource.at(property) : new Value(undefined, property);
}

function listsLiterals(stack: Stack): boolean {
  return stack.resources.some((each) => Object.values(each.propertyDependencies).some((urns) => urns.length === 0));
}
