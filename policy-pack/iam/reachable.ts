import type { Resource } from "../engine/resource";

/**
 * Resources in whose policies `*` as principal is the ordinary case, because something else decides who comes in.
 */
const OPEN_BY_DESIGN: readonly (readonly [types: RegExp, reason: string])[] = [
  [
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
    /^aws:apigateway\//,
    "An API without a policy is open as well; its authorizers decide who may call it",
  ],
  [
    // https://docs.aws.amazon.com/vpc-lattice/latest/ug/auth-policies.html
    /^aws:vpclattice\/authPolicy:/,
    "A VPC Lattice service is reached from the VPCs of its network only",
  ],
];

/** Why `*` as principal says nothing in the policy of this resource; `undefined` where it does. */
export function whyOpen(resource: Resource): string | undefined {
  return OPEN_BY_DESIGN.find(([types]) => types.test(resource.type))?.[1];
}

const SEARCH_DOMAINS = ["aws:opensearch/domain:Domain", "aws:elasticsearch/domain:Domain"];
const SEARCH_POLICIES = ["aws:opensearch/domainPolicy:DomainPolicy", "aws:elasticsearch/domainPolicy:DomainPolicy"];

/**
 * Whether the resource itself keeps strangers out: a search domain inside a VPC, or with fine-grained access control, for
 * which AWS advises an open access policy (https://docs.aws.amazon.com/opensearch-service/latest/developerguide/fgac.html);
 * an S3 access point that only a VPC reaches.
 *
 * @returns `unknown` for the policy that stands beside a domain: the domain is another resource.
 */
export function privacyOf(resource: Resource): "yes" | "no" | "unknown" {
  if (resource.is(SEARCH_POLICIES)) {
    return "unknown";
  }
  if (resource.type === "aws:s3/accessPoint:AccessPoint") {
    return resource.at("vpcConfiguration").absent ? "no" : "yes";
  }
  if (!resource.is(SEARCH_DOMAINS)) {
    return "no";
  }
  const vpc = resource.at("vpcOptions");
  const enabled = resource.at("advancedSecurityOptions", "enabled");
  if (enabled.boolean === true || (!vpc.absent && !vpc.unknown)) {
    return "yes";
  }
  return enabled.unknown || vpc.unknown ? "unknown" : "no";
}
