/** Program rules over two literal evaluations of a program, as the offline check runs them. */
import { Evaluator } from "../../policy-pack/engine/evaluate";
import { Resource } from "../../policy-pack/engine/resource";
import type { ProgramRule } from "../../policy-pack/engine/rule";
import { decodeProperties } from "../../policy-pack/engine/wire";
import { resolveStack, type ResourceLiteral } from "../../kit/testing/literals";

/** Inputs and links of a literal stack, in the offline check's form. */
export function registered(literals: readonly ResourceLiteral[]): readonly Resource[] {
  return resolveStack(literals, "offline").map(
    ({ urn, type, name, parent, inputs, dependencies, propertyDependencies }) =>
      new Resource({
        urn,
        type,
        name,
        parent,
        dependencies,
        properties: () => decodeProperties(inputs),
        propertyDependencies: () => propertyDependencies,
      }),
  );
}

/** `resource property: message` of every finding. */
export function foundTwice(
  rule: ProgramRule,
  first: readonly ResourceLiteral[],
  second: readonly ResourceLiteral[],
  claim?: (rule: ProgramRule, resource: Resource, property: string) => boolean,
): readonly string[] {
  const evaluator = new Evaluator([rule], { project: "flight", stack: "dev", config: undefined, environment: {} });
  return evaluator
    .evaluateProgram(registered(first), registered(second), claim)
    .flatMap(({ findings }) => findings)
    .map(({ resource, property, message, severity }) => `${severity} ${resource.name} ${property}: ${message}`);
}
