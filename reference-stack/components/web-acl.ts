import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { resourceName, type Naming } from "../naming";
import { named } from "../tags";

/**
 * Rule groups AWS keeps up to date, in the order they are asked: cheap and certain first.
 * https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
 */
const MANAGED_GROUPS = [
  "AWSManagedRulesAmazonIpReputationList",
  "AWSManagedRulesKnownBadInputsRuleSet",
  "AWSManagedRulesCommonRuleSet",
  "AWSManagedRulesSQLiRuleSet",
];

/** Arguments of {@link WebAcl}. */
export interface WebAclArgs {
  readonly naming: Naming;
  /** What it stands in front of, in a word. */
  readonly purpose: string;
  /** `CLOUDFRONT` for a distribution, which exists in us-east-1 only; `REGIONAL` for a load balancer. */
  readonly scope: "CLOUDFRONT" | "REGIONAL";
  /** Requests one address may send within five minutes before it has to wait. */
  readonly requestsPerAddress: number;
  /** Encrypts the log group; its policy admits CloudWatch Logs. */
  readonly logKeyArn: pulumi.Input<string>;
  readonly logRetentionDays: number;
}

/** A web ACL: the rules AWS manages, a limit for each address, and a log of every request that was blocked or counted. */
export class WebAcl extends pulumi.ComponentResource {
  readonly webAclArn: pulumi.Output<string>;
  /** What CloudWatch knows the web ACL by. */
  readonly metricName: string;

  constructor(name: string, args: WebAclArgs, opts?: pulumi.ComponentResourceOptions) {
    super("preflight:reference:WebAcl", name, {}, opts);
    const aclName = resourceName(args.naming, args.purpose);
    this.metricName = aclName;
    const acl = new aws.wafv2.WebAcl(
      `${name}-acl`,
      {
        name: aclName,
        scope: args.scope,
        description: `Guards the ${args.purpose} of ${args.naming.project} ${args.naming.environment}`,
        defaultAction: { allow: {} },
        rules: [rateLimit(args.requestsPerAddress), ...MANAGED_GROUPS.map(managedGroup)],
        visibilityConfig: visibility(aclName),
        tags: { Name: aclName },
      },
      { parent: this },
    );
    const logGroup = new aws.cloudwatch.LogGroup(
      `${name}-logs`,
      {
        // WAF delivers to no group whose name starts otherwise.
        ...named(`aws-waf-logs-${aclName}`),
        retentionInDays: args.logRetentionDays,
        kmsKeyId: args.logKeyArn,
      },
      { parent: this },
    );
    new aws.wafv2.WebAclLoggingConfiguration(
      `${name}-logging`,
      {
        resourceArn: acl.arn,
        logDestinationConfigs: [logGroup.arn],
        // Credentials travel in these; nobody needs them to understand why a request was blocked.
        redactedFields: [{ singleHeader: { name: "authorization" } }, { singleHeader: { name: "cookie" } }],
        // Ordinary requests are in the access logs already.
        loggingFilter: {
          defaultBehavior: "DROP",
          filters: [
            {
              behavior: "KEEP",
              requirement: "MEETS_ANY",
              conditions: [{ actionCondition: { action: "BLOCK" } }, { actionCondition: { action: "COUNT" } }],
            },
          ],
        },
      },
      { parent: this },
    );
    this.webAclArn = acl.arn;
    this.registerOutputs({ webAclArn: this.webAclArn });
  }
}

function rateLimit(limit: number): aws.types.input.wafv2.WebAclRule {
  return {
    name: "limit-each-address",
    priority: 0,
    action: { block: {} },
    statement: { rateBasedStatement: { limit, aggregateKeyType: "IP" } },
    visibilityConfig: visibility("limit-each-address"),
  };
}

function managedGroup(group: string, index: number): aws.types.input.wafv2.WebAclRule {
  return {
    name: group,
    priority: 10 + index,
    // The group's own actions apply: it blocks.
    overrideAction: { none: {} },
    statement: { managedRuleGroupStatement: { vendorName: "AWS", name: group } },
    visibilityConfig: visibility(group),
  };
}

function visibility(metricName: string): aws.types.input.wafv2.WebAclVisibilityConfig {
  return { metricName, cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true };
}
