import { wafValid } from "../../../policy-pack/rules/waf/waf-valid";
import { ref, resource, testRule, unknown } from "../../support";

const CDN = "aws:cloudfront/distribution:Distribution";
const managed = (name: unknown, more: Readonly<Record<string, unknown>> = {}) => ({
  name: "managed",
  priority: 1,
  overrideAction: { none: {} },
  statement: { managedRuleGroupStatement: { vendorName: "AWS", name } },
  ...more,
});
const rate = (more: Readonly<Record<string, unknown>> = {}) => ({
  name: "rate",
  priority: 2,
  action: { block: {} },
  statement: { rateBasedStatement: { limit: 2000, aggregateKeyType: "IP" } },
  ...more,
});
const acl = (rules: readonly unknown[] = [], scope: unknown = "REGIONAL", region?: unknown) =>
  resource(
    "aws:wafv2/webAcl:WebAcl",
    "acl",
    { scope, defaultAction: { allow: {} }, rules },
    region === undefined ? {} : { provider: { name: "waf", props: { region } } },
  );
const alb = resource("aws:lb/loadBalancer:LoadBalancer", "alb");
const association = (resourceArn: unknown = ref("alb", "arn"), webAclArn: unknown = ref("acl", "arn")) =>
  resource("aws:wafv2/webAclAssociation:WebAclAssociation", "association", { resourceArn, webAclArn });
const logging = (destination: unknown) =>
  resource("aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration", "logging", {
    resourceArn: ref("acl", "arn"),
    logDestinationConfigs: [destination],
  });
const logGroup = (name: string, more: Readonly<Record<string, unknown>> = {}) =>
  resource("aws:cloudwatch/logGroup:LogGroup", name, more);
const COMMON = "AWSManagedRulesCommonRuleSet";

testRule(wafValid, {
  valid: [
    { name: "a managed group and a rate limit", resources: [acl([managed(COMMON), rate()])] },
    ...["AWSManagedRulesAmazonIpReputationList", "AWSManagedRulesAntiDDoSRuleSet", "AWSManagedRulesATPRuleSet"].map(
      (each) => ({
        name: `the group ${each}`,
        resources: [acl([managed(each)])],
      }),
    ),
    {
      name: "a group of another vendor",
      resources: [
        acl([
          managed("x", { statement: { managedRuleGroupStatement: { vendorName: "Fortinet", name: "all_rules" } } }),
        ]),
      ],
    },
    {
      name: "a newer group, by the setting",
      resources: [acl([managed("AWSManagedRulesNewRuleSet")])],
      settings: { additionalRuleGroups: ["AWSManagedRulesNewRuleSet"] },
    },
    { name: "a group nobody knows yet", resources: [acl([managed(unknown)])], undecided: ["preview", "up", "offline"] },
    {
      name: "a group of one's own",
      resources: [acl([managed("x", { statement: { ruleGroupReferenceStatement: { arn: unknown } } })])],
    },
    {
      name: "a rule group, whose rules have actions",
      resources: [resource("aws:wafv2/ruleGroup:RuleGroup", "group", { scope: "REGIONAL", rules: [rate()] })],
    },
    { name: "an association with a load balancer", resources: [alb, acl(), association()] },
    {
      name: "a distribution's own web ACL",
      resources: [acl([], "CLOUDFRONT", "us-east-1"), resource(CDN, "cdn", { webAclId: ref("acl", "arn") })],
    },
    { name: "a global web ACL of the default provider", resources: [acl([], "CLOUDFRONT")] },
    { name: "a distribution without", resources: [resource(CDN, "cdn")] },
    {
      name: "logs to a log group named by Pulumi from its own name",
      resources: [acl(), logGroup("aws-waf-logs-acme"), logging(ref("aws-waf-logs-acme", "arn"))],
    },
    {
      name: "logs to a log group with a name",
      resources: [acl(), logGroup("logs", { name: "aws-waf-logs-acme" }), logging(ref("logs", "arn"))],
    },
    {
      name: "logs to a bucket",
      resources: [
        acl(),
        resource("aws:s3/bucketV2:BucketV2", "logs", { bucket: "aws-waf-logs-acme" }),
        logging(ref("logs", "arn")),
      ],
    },
    {
      name: "logs to a delivery stream",
      resources: [
        acl(),
        resource("aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream", "logs", { name: "aws-waf-logs-acme" }),
        logging(ref("logs", "arn")),
      ],
    },
    {
      name: "logs elsewhere",
      resources: [acl(), logging("arn:aws:logs:eu-west-1:210987654321:log-group:aws-waf-logs-acme")],
    },
    { name: "logs to something nobody knows yet", resources: [acl(), logging(unknown)] },
    {
      name: "a name nobody knows yet",
      resources: [acl(), logGroup("logs", { name: unknown }), logging(ref("logs", "arn"))],
      undecided: ["preview", "up", "offline"],
    },
  ],
  invalid: [
    {
      name: "a group that is called otherwise",
      resources: [acl([managed("AWSManagedRulesCommonRules")])],
      findings: [
        {
          resource: "acl",
          property: "rules[0].statement.managedRuleGroupStatement.name",
          message: 'no managed rule group "AWSManagedRulesCommonRules"',
          severity: "high",
        },
      ],
    },
    {
      name: "a group that never was",
      resources: [acl([managed("AWSManagedRulesOWASPTop10RuleSet")])],
      findings: [{ resource: "acl", message: "WAFNonexistentItemException" }],
    },
    {
      name: "two rules of one priority",
      resources: [acl([managed(COMMON), rate({ priority: 1 })])],
      findings: [{ resource: "acl", property: "rules[1].priority", message: 'Rules "managed" and "rate"' }],
    },
    {
      name: "an action where the group's is overridden",
      resources: [acl([managed(COMMON, { overrideAction: null, action: { block: {} } })])],
      findings: [
        { resource: "acl", property: "rules[0].action", message: "runs a rule group, which takes `overrideAction`" },
      ],
    },
    {
      name: "a group without an override",
      resources: [acl([managed(COMMON, { overrideAction: null })])],
      findings: [{ resource: "acl", property: "rules[0]", message: "no `overrideAction`" }],
    },
    {
      name: "an override without a group",
      resources: [acl([rate({ action: null, overrideAction: { none: {} } })])],
      findings: [{ resource: "acl", property: "rules[0].overrideAction", message: "runs no rule group" }],
    },
    {
      name: "no action",
      resources: [acl([rate({ action: null })])],
      findings: [{ resource: "acl", property: "rules[0]", message: "has no `action`" }],
    },
    {
      name: "the global scope in another region",
      resources: [acl([], "CLOUDFRONT", "eu-west-1")],
      findings: [{ resource: "acl", property: "scope", message: "created in eu-west-1" }],
    },
    {
      name: "a global web ACL on a load balancer",
      resources: [alb, acl([], "CLOUDFRONT"), association()],
      findings: [{ resource: "association", property: "webAclArn", message: "can only protect distributions" }],
    },
    {
      name: "an association with a distribution",
      resources: [resource(CDN, "cdn"), acl([], "CLOUDFRONT"), association(ref("cdn", "arn"))],
      findings: [{ resource: "association", property: "resourceArn", message: "takes its web ACL from `webAclId`" }],
    },
    {
      name: "a regional web ACL on a distribution",
      resources: [acl(), resource(CDN, "cdn", { webAclId: ref("acl", "arn") })],
      findings: [{ resource: "cdn", property: "webAclId", message: "has scope `REGIONAL`" }],
    },
    {
      name: "a regional web ACL elsewhere",
      resources: [resource(CDN, "cdn", { webAclId: "arn:aws:wafv2:eu-west-1:210987654321:regional/webacl/a/1" })],
      findings: [{ resource: "cdn", message: "has scope `REGIONAL`" }],
    },
    {
      name: "the id of a web ACL",
      resources: [acl([], "CLOUDFRONT"), resource(CDN, "cdn", { webAclId: ref("acl", "id") })],
      findings: [{ resource: "cdn", property: "webAclId", message: "takes the ARN" }],
      modes: ["up", "offline"],
    },
    {
      name: "logs to a log group with another name",
      resources: [acl(), logGroup("logs", { name: "/aws/waf/acme" }), logging(ref("logs", "arn"))],
      findings: [{ resource: "logging", property: "logDestinationConfigs[0]", message: 'called "/aws/waf/acme"' }],
    },
    {
      name: "logs to a bucket Pulumi named",
      resources: [acl(), resource("aws:s3/bucket:Bucket", "waf-logs"), logging(ref("waf-logs", "arn"))],
      findings: [{ resource: "logging", message: "a name Pulumi made" }],
    },
    {
      name: "logs to a bucket elsewhere",
      resources: [acl(), logging("arn:aws:s3:::acme-logs")],
      findings: [{ resource: "logging", message: "is not named `aws-waf-logs-" }],
    },
  ],
});
