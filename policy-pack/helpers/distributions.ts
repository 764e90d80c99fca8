/** Parts of CloudFront distributions that several rules read. */
import type { Resource } from "../engine/resource";
import type { Value } from "../engine/value";
import { kinds } from "../engine/kinds";
import type { Stack } from "../engine/stack";
import { isDeclared } from "./declared";

/** The default cache behaviour and the ordered ones. */
export function behavioursOf(distribution: Resource): readonly Value[] {
  const standard = distribution.at("defaultCacheBehavior");
  return [
    ...(standard.absent || standard.unknown ? [] : [standard]),
    ...distribution.at("orderedCacheBehaviors").items.filter((each) => !each.unknown),
  ];
}

/** What a message calls a cache behaviour. */
export function nameOfBehaviour(behaviour: Value): string {
  const pattern = behaviour.at("pathPattern");
  return pattern.string === undefined ? "The default cache behaviour" : `The cache behaviour for ${pattern.show()}`;
}

/** Whether a text property is set to something; an unknown one is. */
export function isSet(value: Value): boolean {
  return !value.absent && value.string !== "";
}

/** Whether the program has given a resource's text property a value; an unknown one is. */
export function isGiven(stack: Stack, resource: Resource, property: string): boolean {
  return isDeclared(stack, resource, property) && isSet(resource.at(property));
}

/**
 * Whether an origin is S3's own (REST) kind: neither a web server nor something in a VPC. That is what the provider makes of
 * an origin that says nothing (https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_Origin.html).
 */
export function isS3Origin(origin: Value): boolean {
  return (
    !origin.unknown &&
    ["customOriginConfig", "vpcOriginConfig"].every((each) => origin.at(each).items.length === 0) &&
    !origin.at("customOriginConfig").unknown &&
    !origin.at("vpcOriginConfig").unknown
  );
}

/** S3's website endpoints: `s3-website-us-east-1.…`, `s3-website.eu-central-1.…` (https://docs.aws.amazon.com/general/latest/gr/s3.html). */
const WEBSITE = /\.s3-website[.-][a-z0-9-]+\./;

/** Whether a domain name is that of an S3 website, which speaks plain HTTP only. */
export function isWebsiteEndpoint(domainName: string): boolean {
  return WEBSITE.test(domainName);
}

/** Sources of standard logs (v2) of a distribution, and whether others of the stack may be such, too. */
export function logSourcesOf(
  distribution: Resource,
  stack: Stack,
): { readonly sources: readonly Resource[]; readonly open: boolean } {
  const sources = stack.companions(distribution, kinds.distribution, kinds.logDeliverySource, "resourceArn");
  const open = stack.strays(kinds.distribution, kinds.logDeliverySource, "resourceArn").length > 0;
  return { sources, open };
}
