import { kinds } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, notApplicable, undecided, type Yield } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import { checkedBy } from "../../frameworks/references";
import { isGiven } from "../../helpers/distributions";
import { isPublicApplicationLoadBalancer, isPublicRestApi, restApiOf } from "../../helpers/internet-facing";

const ASSOCIATIONS = [...kinds.webAclAssociation, ...kinds.classicWebAclAssociation];

export const edgeWaf = defineRule({
  id: "edge-waf",
  title: "What the internet reaches has a web ACL in front of it",
  rationale:
    "An application that everybody can reach is scanned, sprayed and flooded by bots from its first hour on; a web ACL stops the known ones and limits the rest.",
  remediation:
    "Create an `aws.wafv2.WebAcl` with `AWSManagedRulesCommonRuleSet` and a rate-based rule: scope `REGIONAL` with an `aws.wafv2.WebAclAssociation` for load balancers and stages, scope `CLOUDFRONT` (in us-east-1) and `webAclId` for distributions.",
  severity: "medium",
  enforcement: "advisory",
  family: "guard",
  frameworks: checkedBy(
    "Security Hub CloudFront.6",
    "Security Hub APIGateway.4",
    "Powerpipe elb_application_lb_waf_enabled",
    "text of SEC05-BP03",
  ),
  seeds: ["S2-7"],
  scope: "stack",
  targets: [...kinds.loadBalancer, ...kinds.restStage, ...kinds.distribution],
  *check(resource, { stack }) {
    if (resource.is(kinds.distribution)) {
      yield* checkDistribution(resource, stack);
    } else {
      yield* checkRegional(resource, stack);
    }
  },
});

function* checkDistribution(distribution: Resource, stack: Stack): Generator<Yield> {
  if (distribution.at("enabled").boolean === false) {
    yield notApplicable("a distribution that is not enabled serves nothing");
  } else if (!isGiven(stack, distribution, "webAclId")) {
    yield finding("webAclId", "This distribution has no web ACL.", {
      remediation:
        "Set `webAclId` to the ARN of an `aws.wafv2.WebAcl` with scope `CLOUDFRONT`, created with a provider for us-east-1.",
    });
  }
}

function* checkRegional(resource: Resource, stack: Stack): Generator<Yield> {
  const isStage = resource.is(kinds.restStage);
  const kind = isStage ? kinds.restStage : kinds.loadBalancer;
  const api = isStage ? restApiOf(resource, stack) : undefined;
  const open = !isStage
    ? isPublicApplicationLoadBalancer(resource, stack)
    : api === undefined
      ? "yes"
      : isPublicRestApi(api, stack);
  if (open === "no") {
    yield notApplicable(isStage ? "a private API" : "not an internet-facing Application Load Balancer");
  } else if (open === "unknown") {
    yield undecided("", "whether the internet reaches it is not known yet");
  } else if (stack.companions(resource, kind, ASSOCIATIONS, "resourceArn").length > 0) {
    return;
  } else if (stack.strays(kind, ASSOCIATIONS, "resourceArn").some((each) => mayMean(each, resource, stack))) {
    yield undecided("", "what a web ACL of the stack is associated with is not known yet");
  } else if (isBehindDistribution(resource, api, stack)) {
    yield notApplicable("a distribution stands in front of it, and is judged instead");
  } else {
    yield finding(
      "",
      isStage
        ? "This stage of a REST API can be reached from the internet and has no web ACL."
        : "This load balancer faces the internet and has no web ACL.",
      {
        remediation: `Add \`new aws.wafv2.WebAclAssociation(…, { resourceArn: ${isStage ? "stage" : "alb"}.arn, webAclArn: acl.arn })\`, with a web ACL of scope \`REGIONAL\`.`,
      },
    );
  }
}

/** An association whose resource is not known, and that depends on nothing that is of another kind. */
function mayMean(association: Resource, { type }: Resource, stack: Stack): boolean {
  const sources = (association.propertyDependencies.resourceArn ?? []).flatMap((urn) => stack.get(urn) ?? []);
  return sources.length === 0 || sources.some((each) => each.type === type || !each.type.includes("/"));
}

/** Such a resource takes its requests from the distribution, which is where the web ACL belongs; it is told there. */
function isBehindDistribution(resource: Resource, api: Resource | undefined, stack: Stack): boolean {
  const kind = [...kinds.loadBalancer, ...kinds.restStage, ...kinds.restApi];
  return stack.ofKind(kinds.distribution).some((distribution) => {
    const origins = stack.dependenciesOf(distribution, "origins", kind);
    return origins.includes(resource) || (api !== undefined && origins.includes(api));
  });
}
