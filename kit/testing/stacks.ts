/** Stack indexes from literals, for tests of the engine and of helpers. */
import { Resource } from "../../policy-pack/engine/resource";
import { Stack } from "../../policy-pack/engine/stack";
import { Value } from "../../policy-pack/engine/value";
import { decodeProperties } from "../../policy-pack/engine/wire";
import { resolveStack, type Mode, type ResourceLiteral } from "./literals";

export interface BuiltStack {
  readonly stack: Stack;
  /**
   * The resource with this logical name.
   * @throws when the stack has none.
   */
  readonly find: (name: string) => Resource;
}

/** The stack as stack rules see it in a mode: outputs, dependencies, providers; handed over in reverse order. */
export function stackOf(mode: Mode, ...literals: readonly ResourceLiteral[]): BuiltStack {
  const resources = resolveStack(literals, mode).map(
    ({ outputs, propertyDependencies, provider, ...each }) =>
      new Resource({
        ...each,
        properties: () => decodeProperties(outputs),
        propertyDependencies: () => propertyDependencies,
        provider: () => provider && { ...provider, props: new Value(decodeProperties(provider.props), "") },
      }),
  );
  return { stack: new Stack(resources.reverse()), find: (name) => named(resources, name) };
}

function named(resources: readonly Resource[], name: string): Resource {
  const found = resources.find((each) => each.name === name);
  if (found === undefined) {
    throw new Error(`the stack has no resource "${name}"`);
  }
  return found;
}

/** Logical names, for comparing. */
export function namesOf(resources: readonly Resource[]): readonly string[] {
  return resources.map((each) => each.name);
}
