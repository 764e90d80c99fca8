import { edgeWaf } from "../../../policy-pack/rules/waf/edge-waf";
import { ref, resource, testRule, unknown } from "../../support";

const ALB = "aws:lb/loadBalancer:LoadBalancer";
const STAGE = "aws:apigateway/stage:Stage";
const CDN = "aws:cloudfront/distribution:Distribution";
const alb = (more: Readonly<Record<string, unknown>> = {}, type = ALB) => resource(type, "alb", more);
const api = (more: Readonly<Record<string, unknown>> = {}) => resource("aws:apigateway/restApi:RestApi", "api", more);
const stage = resource(STAGE, "stage", { restApi: ref("api"), stageName: "v1" });
const cdn = (more: Readonly<Record<string, unknown>> = {}) => resource(CDN, "cdn", { enabled: true, ...more });
const acl = (scope = "REGIONAL") => resource("aws:wafv2/webAcl:WebAcl", "acl", { scope });
const association = (resourceArn: unknown, type = "aws:wafv2/webAclAssociation:WebAclAssociation") =>
  resource(type, "association", { resourceArn, webAclArn: ref("acl", "arn") });
const protectedBy = { webAclId: ref("acl", "arn") };

testRule(edgeWaf, {
  judgedByCompanions: [ALB, STAGE, CDN],
  valid: [
    { name: "a load balancer with an association", resources: [alb(), acl(), association(ref("alb", "arn"))] },
    {
      name: "an older spelling",
      resources: [alb({}, "aws:alb/loadBalancer:LoadBalancer"), acl(), association(ref("alb", "arn"))],
    },
    {
      name: "an association of WAF Classic",
      resources: [
        alb(),
        resource("aws:wafregional/webAclAssociation:WebAclAssociation", "association", {
          resourceArn: ref("alb", "arn"),
          webAclId: "classic",
        }),
      ],
    },
    { name: "an internal load balancer", resources: [alb({ internal: true })], outcome: "notApplicable" },
    { name: "a network load balancer", resources: [alb({ loadBalancerType: "network" })], outcome: "notApplicable" },
    { name: "a stage with an association", resources: [api(), stage, acl(), association(ref("stage", "arn"))] },
    {
      name: "a stage of a private API",
      resources: [api({ endpointConfiguration: { types: "PRIVATE" } }), stage],
      outcome: "notApplicable",
    },
    { name: "a distribution with a web ACL", resources: [cdn(protectedBy), acl("CLOUDFRONT")] },
    { name: "a distribution that is not enabled", resources: [cdn({ enabled: false })], outcome: "notApplicable" },
    {
      name: "a load balancer behind a distribution with a web ACL",
      resources: [
        alb(),
        acl("CLOUDFRONT"),
        cdn({ ...protectedBy, origins: [{ originId: "alb", domainName: ref("alb", "dnsName") }] }),
      ],
      outcome: "notApplicable",
    },
    {
      name: "an association with something nobody knows yet",
      resources: [alb(), acl(), association(unknown)],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "whether it is internal nobody knows yet",
      resources: [alb({ internal: unknown })],
      undecided: ["preview", "up", "offline"],
    },
  ],
  invalid: [
    {
      name: "a load balancer without",
      resources: [alb()],
      findings: [{ resource: "alb", property: "", message: "faces the internet", severity: "medium" }],
    },
    {
      name: "an older spelling without",
      resources: [alb({ internal: false }, "aws:alb/loadBalancer:LoadBalancer")],
      findings: [{ resource: "alb", message: "no web ACL" }],
    },
    {
      name: "a stage without",
      resources: [api(), stage],
      findings: [{ resource: "stage", message: "This stage of a REST API" }],
    },
    {
      name: "a distribution without",
      resources: [cdn()],
      findings: [{ resource: "cdn", property: "webAclId", message: "no web ACL" }],
    },
    {
      name: "a distribution with an empty one",
      resources: [cdn({ webAclId: "" })],
      findings: [{ resource: "cdn", message: "no web ACL" }],
    },
    {
      name: "an association with the other of two",
      resources: [alb(), resource(ALB, "other"), acl(), association(ref("other", "arn"))],
      findings: [{ resource: "alb", message: "no web ACL" }],
    },
    {
      name: "an association with something of another kind",
      resources: [alb(), api(), stage, acl(), association(ref("stage", "arn"))],
      findings: [{ resource: "alb", message: "no web ACL" }],
    },
    {
      name: "a load balancer behind a distribution without one, told with the distribution",
      resources: [alb(), cdn({ origins: [{ originId: "alb", domainName: ref("alb", "dnsName") }] })],
      findings: [{ resource: "cdn", message: "no web ACL" }],
    },
  ],
});
