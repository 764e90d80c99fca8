/** A rule that asks resources of each kind something else: what it looks at, and what it checks there, from one table. */
import type { Kind } from "../engine/kinds";
import type { Resource } from "../engine/resource";
import type { StackRule, StackRuleContext, Yield } from "../engine/rule";

/** One question to a resource. */
export type KindCheck = (resource: Resource, context: StackRuleContext) => Iterable<Yield>;

/**
 * Targets and check of a stack rule: `...checksByKind([kinds.queue, checkPolicy], [kinds.topic, checkPolicy, checkKey])`.
 *
 * @param rows a kind, and what is asked of its resources, in this order. Of a kind in several rows all is asked.
 */
export function checksByKind(
  ...rows: readonly (readonly [Kind, ...(readonly KindCheck[])])[]
): Pick<StackRule, "targets" | "check"> {
  const byType = new Map<string, KindCheck[]>();
  for (const [kind, ...checks] of rows) {
    kind.forEach((type) => byType.set(type, [...(byType.get(type) ?? []), ...checks]));
  }
  return {
    targets: [...byType.keys()],
    *check(resource, context) {
      for (const check of byType.get(resource.type) ?? []) {
        yield* check(resource, context);
      }
    },
  };
}
