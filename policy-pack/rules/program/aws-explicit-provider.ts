import { STACK_TYPE, type Resource } from "../../engine/resource";
import { defineRule, finding } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import { AWS_PROVIDER, isDefaultProvider } from "../../helpers/aws-provider";
import { namesOf, quotedNames } from "../../helpers/words";

const MOST_NAMED = 5;

export const awsExplicitProvider = defineRule({
  id: "aws-explicit-provider",
  title: "No resource is left to the default provider beside explicit ones",
  rationale:
    "The default provider takes region, account and default tags from whoever runs the program, so one forgotten `provider` " +
    "puts a resource into another region than its neighbours.",
  remediation:
    "Pass `{ provider }` to these resources, or to the component they belong to: children inherit it through `parent`.",
  severity: "medium",
  enforcement: "advisory",
  family: "convention",
  frameworks: [],
  seeds: ["S1-1", "S3-9", "S4-9"],
  settings: {
    always: {
      type: "boolean",
      description: "Report resources of the default provider in a stack without explicit providers too.",
      default: false,
    },
  },
  scope: "stack",
  targets: [STACK_TYPE],
  *check(_, { stack, settings }) {
    const resources = stack.resources.filter((each) => isAwsResource(each));
    const left = resources.filter((each) => each.provider === undefined || isDefaultProvider(each.provider));
    const explicit = stack
      .ofKind([AWS_PROVIDER])
      .filter((each) => !isDefaultProvider(each) && !isForEdgeOnly(each, stack));
    const [first] = left;
    if (first === undefined || (explicit.length === 0 && settings.always !== true)) {
      return;
    }
    const beside = explicit.length === 0 ? "" : `, beside ${quotedNames(namesOf(explicit), MOST_NAMED)}`;
    const components = distinct(left.flatMap((each) => outermostComponent(each, stack) ?? []));
    const single = left.filter((each) => outermostComponent(each, stack) === undefined);
    // Once for the stack: it is one omission, however many resources it touches.
    yield finding("", message(namesOf(left), beside), {
      resource: first,
      about: left,
      remediation: remediation(components, single),
    });
  },
});

function message(names: readonly string[], beside: string): string {
  const listed = quotedNames(names, MOST_NAMED);
  return names.length > MOST_NAMED
    ? `${names.length} resources use the default provider${beside}: ${listed}.`
    : `${listed} ${names.length === 1 ? "uses" : "use"} the default provider${beside}.`;
}

/** What has to be given the provider: a component passes it on to all its children. */
function remediation(components: readonly Resource[], single: readonly Resource[]): string {
  const places = [
    ...(components.length === 0
      ? []
      : [
          `to ${components.length === 1 ? "the component" : "the components"} ` +
            `${quotedNames(namesOf(components), MOST_NAMED)} (children inherit it, if they have \`parent: this\`)`,
        ]),
    ...(single.length === 0 ? [] : [`to ${quotedNames(namesOf(single), MOST_NAMED)}`]),
  ];
  return `Pass \`{ provider }\` ${places.join(", and ")}.`;
}

/** The component at the root of the stack that a resource belongs to. */
function outermostComponent(resource: Resource, stack: Stack): Resource | undefined {
  let outermost: Resource | undefined;
  const seen = new Set<Resource>();
  let parent = resource.parent === undefined ? undefined : stack.get(resource.parent);
  while (parent !== undefined && parent.type !== STACK_TYPE && !seen.has(parent)) {
    seen.add(parent);
    outermost = parent.type.includes("/") ? outermost : parent;
    parent = parent.parent === undefined ? undefined : stack.get(parent.parent);
  }
  return outermost;
}

/** Components of the AWS package have types without a slash. */
function isAwsResource({ type }: Resource): boolean {
  return /^aws:\w+\/\w+:/.test(type);
}

/** What CloudFront and billing need in us-east-1, whichever region everything else is in. */
const EDGE_MODULES =
  /^aws:(?:acm|budgets|cloudfront|cloudwatch|costexplorer|cur|ecrpublic|iam|lambda|route53|shield|sns|wafv2)\//;

/**
 * Whether a provider is there for no more than what AWS offers in us-east-1 alone. A default provider beside it is as clear
 * as without it. (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html)
 */
function isForEdgeOnly(provider: Resource, stack: Stack): boolean {
  const users = stack.resources.filter((each) => each.provider?.urn === provider.urn);
  return (
    provider.at("region").string === "us-east-1" &&
    users.length > 0 &&
    users.every((each) => EDGE_MODULES.test(each.type))
  );
}

function distinct(resources: readonly Resource[]): readonly Resource[] {
  return [...new Set(resources)];
}
