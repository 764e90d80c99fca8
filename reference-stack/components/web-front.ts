import * as pulumi from "@pulumi/pulumi";
import type { AlarmSpec } from "../alarm-specs/spec";
import { certificateAlarms, loadBalancerAlarms, webAclAlarms } from "../alarm-specs/traffic";
import { loadBalancerDelivery } from "../documents/buckets";
import type { Place } from "../documents/policy";
import type { Naming } from "../naming";
import { Certificate } from "./certificate";
import { LoadBalancer } from "./load-balancer";
import { LogBucket } from "./storage";
import { WebAcl } from "./web-acl";

/** Arguments of {@link WebFront}. */
export interface WebFrontArgs {
  readonly naming: Naming;
  readonly place: Place;
  readonly vpcId: pulumi.Input<string>;
  /** Public subnets, in at least two zones. */
  readonly subnetIds: pulumi.Input<string>[];
  readonly securityGroupId: pulumi.Input<string>;
  /** The name the load balancer is reached under. */
  readonly domainName: string;
  readonly zoneId: pulumi.Input<string>;
  /** The certificate for the same name in the other region, if that was made first. */
  readonly certificateLike: Certificate | undefined;
  /** Port the application listens on. */
  readonly targetPort: number;
  readonly healthCheckPath: string;
  /** Requests one address may send within five minutes. */
  readonly requestsPerAddress: number;
  /** Encrypts the log group of the web ACL; its policy admits CloudWatch Logs. */
  readonly logKeyArn: pulumi.Input<string>;
  readonly logRetentionDays: number;
  readonly deletionProtection: boolean;
}

/** Where requests come in: the load balancer, its certificate, the web ACL in front of it, and the bucket of its logs. */
export class WebFront extends pulumi.ComponentResource {
  readonly loadBalancer: LoadBalancer;
  readonly certificate: Certificate;
  /** The alarms on all of it. */
  readonly alarmSpecs: readonly AlarmSpec[];

  constructor(name: string, args: WebFrontArgs, opts?: pulumi.ComponentResourceOptions) {
    super("preflight:reference:WebFront", name, {}, opts);
    const { naming, place, domainName, zoneId, logRetentionDays, deletionProtection } = args;
    const parent = { parent: this };
    const certificateArgs = { domainName, zoneId, validatedLike: args.certificateLike };
    this.certificate = new Certificate(`${name}-tls`, certificateArgs, parent);
    const webAcl = new WebAcl(
      `${name}-firewall`,
      {
        naming,
        purpose: "web",
        scope: "REGIONAL",
        requestsPerAddress: args.requestsPerAddress,
        logKeyArn: args.logKeyArn,
        logRetentionDays,
      },
      parent,
    );
    const logBucket = new LogBucket(
      `${name}-logs`,
      {
        naming,
        place,
        purpose: "alb-logs",
        delivery: loadBalancerDelivery,
        writerNeedsAcl: false,
        retentionDays: logRetentionDays,
        deletionProtection,
      },
      parent,
    );
    this.loadBalancer = new LoadBalancer(
      name,
      {
        naming,
        vpcId: args.vpcId,
        subnetIds: args.subnetIds,
        securityGroupId: args.securityGroupId,
        certificateArn: this.certificate.certificateArn,
        webAclArn: webAcl.webAclArn,
        logBucket,
        targetPort: args.targetPort,
        healthCheckPath: args.healthCheckPath,
        deletionProtection,
      },
      parent,
    );
    this.alarmSpecs = [
      ...loadBalancerAlarms(this.loadBalancer.arnSuffix, this.loadBalancer.targetGroupArnSuffix),
      ...webAclAlarms("web", { WebACL: webAcl.metricName, Region: place.region }),
      ...certificateAlarms("web", this.certificate.certificateArn),
    ];
    this.registerOutputs({ dnsName: this.loadBalancer.dnsName });
  }
}
