import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { resourceName, type Naming } from "../naming";
import type { LoadBalancer } from "./load-balancer";

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
