import { STACK_TYPE, type Resource } from "../../engine/resource";
import { defineRule, finding } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import { AWS_PROVIDER, isDefaultProvider } from "../../helpers/aws-provider";
import { namesOf, quotedNames } from "../../helpers/words";

const MOST_NAMED = 5;

export const pulumiComponentParents = defineRule({
  id: "pulumi-component-parents",
  title: "Resources belong to components",
  rationale:
    "A component shows in every preview what belongs together, hands providers, tags and protection on to it, and moves, is " +
    "reused and is tested as one. A resource without `parent` takes part in none of it.",
  remediation:
    "Create the resource inside the component it serves, with `{ parent: this }`. A resource that exists already keeps its " +
    "identity with `aliases: [{ parent: pulumi.rootStackResource }]`.",
  severity: "low",
  enforcement: "advisory",
  family: "convention",
  frameworks: [],
  seeds: ["S0-1", "S2-1", "S2-12"],
  settings: {
    mostWithoutComponent: {
      type: "integer",
      description: "How many AWS resources a stack without any component may have.",
      default: 30,
      minimum: 0,
    },
  },
  scope: "stack",
  targets: [STACK_TYPE],
  *check(root, { stack, settings }) {
    const components = stack.resources.filter((each) => isComponent(each, stack));
    const resources = stack.resources.filter(({ type }) => /^aws:\w+\//.test(type));
    if (components.length === 0) {
      if (resources.length > (settings.mostWithoutComponent as number)) {
        yield finding("", `The stack has ${resources.length} AWS resources and no component.`, {
          remediation:
            "Put what belongs together (a network, a service with its role, logs and alarms) into classes that extend " +
            "`pulumi.ComponentResource`, and pass `{ parent: this }` to what they create.",
        });
      }
      return;
    }
    const loose = [...resources, ...providersAtHome(stack)].filter(({ parent }) => isRoot(parent, root));
    const [first] = loose;
    if (first !== undefined) {
      const hang = loose.length === 1 ? "hangs" : "hang";
      const beside = quotedNames(namesOf(components.filter(({ parent }) => isRoot(parent, root))), MOST_NAMED);
      // Once for the stack: it is one way of writing, however many resources it touches.
      yield finding(
        "",
        `${quotedNames(namesOf(loose), MOST_NAMED)} ${hang} at the root of the stack, beside ${beside}.`,
        {
          resource: first,
          about: loose,
        },
      );
    }
  },
});

/** Every component is the stack's own, or in one that is. */
function isRoot(parent: string | undefined, root: Resource): boolean {
  return parent === undefined || parent === root.urn;
}

/**
 * The types of bridged resources name their module with a slash. Others without one (aws-native, dynamic providers) have a
 * provider; so has a component of a plugin, which is the parent of what it makes.
 */
function isComponent({ type, urn, provider }: Resource, stack: Stack): boolean {
  return (
    !type.includes("/") && !type.startsWith("pulumi:") && (provider === undefined || stack.derive(parents).has(urn))
  );
}

function parents(stack: Stack): ReadonlySet<string> {
  return new Set(stack.resources.flatMap(({ parent }) => parent ?? []));
}

/** Explicit providers that no component is given: what they serve hangs at the root, or they serve nothing. */
function providersAtHome(stack: Stack): readonly Resource[] {
  const given = stack.derive(urnsInComponents);
  return stack.ofKind([AWS_PROVIDER]).filter((each) => !isDefaultProvider(each) && !given.has(each.urn));
}

/** Providers of resources that have a component above them. */
function urnsInComponents(stack: Stack): ReadonlySet<string> {
  const inside = stack.resources.filter(({ parent }) => {
    const above = parent === undefined ? undefined : stack.get(parent);
    return above !== undefined && above.type !== STACK_TYPE;
  });
  return new Set(inside.flatMap(({ provider }) => provider?.urn ?? []));
}
