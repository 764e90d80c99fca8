/**
 * Frameworks as SARIF taxonomies (§3.14.8, §3.19.3): viewers that know them show of a result which controls it is relevant to.
 */
import type { ReportingDescriptorRelationship, ToolComponent, ToolComponentReference } from "sarif";
import type { FrameworkReference, Rule } from "../../policy-pack/engine/rule";
import { frameworkNamed } from "../../policy-pack/frameworks/catalogue";

export interface Taxonomies {
  readonly components: ToolComponent[];
  /** What the driver says it supports. */
  readonly supported: ToolComponentReference[];
  /** The controls a rule is relevant to. */
  relationshipsOf(rule: Rule): ReportingDescriptorRelationship[];
}

/** The frameworks the rules refer to, with the controls they refer to alone. */
export function taxonomiesOf(rules: readonly Rule[]): Taxonomies {
  const taxa = new Map<string, Map<string, FrameworkReference>>();
  for (const reference of rules.flatMap((rule) => rule.frameworks)) {
    const component = componentName(reference);
    taxa.set(
      component,
      (taxa.get(component) ?? new Map<string, FrameworkReference>()).set(reference.reference, reference),
    );
  }
  const names = [...taxa.keys()];
  const position = (reference: FrameworkReference) => names.indexOf(componentName(reference));
  return {
    components: [...taxa].map(([name, controls]) => component(name, [...controls.values()])),
    supported: names.map((name, index) => ({ name, index })),
    relationshipsOf: ({ frameworks }) =>
      frameworks.map((reference) => ({
        target: {
          id: reference.reference,
          toolComponent: { name: componentName(reference), index: position(reference) },
        },
        kinds: ["relevant"],
      })),
  };
}

function componentName({ name, version }: FrameworkReference): string {
  return `${name} ${version}`;
}

function component(name: string, controls: readonly FrameworkReference[]): ToolComponent {
  const framework = frameworkNamed(name);
  return {
    name,
    version: controls[0]?.version,
    ...(framework === undefined ? {} : { organization: framework.publisher, informationUri: framework.source }),
    // Only what the rules refer to.
    isComprehensive: false,
    taxa: controls.map(({ reference, specification }) => ({
      id: reference,
      shortDescription: { text: `${specification}.` },
    })),
  };
}
