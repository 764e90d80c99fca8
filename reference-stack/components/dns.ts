import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { queryLogPolicy } from "../documents/logs";
import type { Place } from "../documents/policy";
import { resourceName, type Naming } from "../naming";
import { named } from "../tags";
import type { LoadBalancer } from "./load-balancer";

/** Arguments of {@link DnsZone}. */
export interface DnsZoneArgs {
  readonly naming: Naming;
  /** us-east-1: Route 53 writes its logs nowhere else. */
  readonly place: Place;
  readonly domainName: string;
  /** Encrypts the log group; its policy admits CloudWatch Logs. */
  readonly logKeyArn: pulumi.Input<string>;
  readonly logRetentionDays: number;
  /** Whether `pulumi destroy` stops at a zone that holds records made elsewhere. */
  readonly deletionProtection: boolean;
}

/**
 * A public hosted zone, and the log of who asks it for what. Until the domain's registrar, or the zone above, names its name
 * servers, nobody sees its records and no certificate can be validated.
 */
export class DnsZone extends pulumi.ComponentResource {
  readonly zoneId: pulumi.Output<string>;
  readonly nameServers: pulumi.Output<string[]>;

  constructor(name: string, args: DnsZoneArgs, opts?: pulumi.ComponentResourceOptions) {
    super("preflight:reference:DnsZone", name, {}, opts);
    const { naming, place, domainName } = args;
    const parent = { parent: this };
    const zone = new aws.route53.Zone(
      `${name}-zone`,
      {
        name: domainName,
        comment: `Public zone of ${naming.project} ${naming.environment}`,
        forceDestroy: !args.deletionProtection,
        tags: { Name: domainName },
      },
      parent,
    );
    const logGroup = new aws.cloudwatch.LogGroup(
      `${name}-queries`,
      // The prefix AWS recommends: https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateQueryLoggingConfig.html
      {
        ...named(`/aws/route53/${resourceName(naming, "dns")}`),
        retentionInDays: args.logRetentionDays,
        kmsKeyId: args.logKeyArn,
      },
      parent,
    );
    const policy = new aws.cloudwatch.LogResourcePolicy(
      `${name}-queries-policy`,
      {
        policyName: resourceName(naming, "dns-queries"),
        policyDocument: pulumi
          .all([logGroup.arn, zone.zoneId])
          .apply(([logGroupArn, zoneId]) => queryLogPolicy(logGroupArn, zoneId, place)),
      },
      parent,
    );
    new aws.route53.QueryLog(
      `${name}-query-log`,
      { zoneId: zone.zoneId, cloudwatchLogGroupArn: logGroup.arn },
      // Route 53 tries to write at once, and refuses the configuration if it may not.
      { ...parent, dependsOn: policy },
    );
    this.zoneId = zone.zoneId;
    this.nameServers = zone.nameServers;
    this.registerOutputs({ zoneId: this.zoneId, nameServers: this.nameServers });
  }
}

/** Arguments of {@link OriginDns}. */
export interface OriginDnsArgs {
  readonly naming: Naming;
  readonly zoneId: pulumi.Input<string>;
  /** The name CloudFront asks for, and the load balancers have certificates for. */
  readonly domainName: string;
  readonly primary: LoadBalancer;
  /** Answers instead, while the primary one is not well. */
  readonly standby: LoadBalancer | undefined;
  readonly healthCheckPath: string;
}

/**
 * The name of the origin: the primary load balancer while its health check succeeds, and the standby otherwise. Failover
 * records even for one alone, so that a second region only adds a record: Route 53 does not mix kinds under one name.
 */
export class OriginDns extends pulumi.ComponentResource {
  readonly healthCheckId: pulumi.Output<string>;

  constructor(name: string, args: OriginDnsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("preflight:reference:OriginDns", name, {}, opts);
    const checkName = resourceName(args.naming, "origin");
    const healthCheck = new aws.route53.HealthCheck(
      `${name}-health-check`,
      {
        type: "HTTPS",
        // The load balancer's own name: the record's would lead to the standby after a failover.
        fqdn: args.primary.dnsName,
        port: 443,
        resourcePath: args.healthCheckPath,
        requestInterval: 30,
        failureThreshold: 3,
        measureLatency: true,
        tags: { Name: checkName },
      },
      { parent: this },
    );
    const record = (type: "PRIMARY" | "SECONDARY", target: LoadBalancer, healthCheckId?: pulumi.Output<string>) =>
      new aws.route53.Record(
        `${name}-${type.toLowerCase()}`,
        {
          zoneId: args.zoneId,
          name: args.domainName,
          type: "A",
          setIdentifier: type.toLowerCase(),
          failoverRoutingPolicies: [{ type }],
          aliases: [{ name: target.dnsName, zoneId: target.hostedZoneId, evaluateTargetHealth: true }],
          ...(healthCheckId === undefined ? {} : { healthCheckId }),
        },
        { parent: this },
      );
    record("PRIMARY", args.primary, healthCheck.id);
    if (args.standby !== undefined) {
      record("SECONDARY", args.standby);
    }
    this.healthCheckId = healthCheck.id;
    this.registerOutputs({ healthCheckId: this.healthCheckId });
  }
}
