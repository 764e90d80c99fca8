import * as pulumi from "@pulumi/pulumi";
import type { AlarmSpec } from "../alarm-specs/spec";
import { certificateAlarms, distributionAlarms, webAclAlarms } from "../alarm-specs/traffic";
import type { Naming } from "../naming";
import { Certificate } from "./certificate";
import { Edge } from "./edge";
import { LogBucket } from "./storage";
import { cloudFrontDelivery } from "../documents/buckets";
import type { Place } from "../documents/policy";
import type { PrivateBucket } from "./private-bucket";
import { WebAcl } from "./web-acl";

/** Arguments of {@link EdgeSite}. */
export interface EdgeSiteArgs {
  readonly naming: Naming;
  /** us-east-1: CloudFront takes what belongs to it from nowhere else. */
  readonly place: Place;
  /** The name users reach the stack under. */
  readonly domainName: string;
  readonly zoneId: pulumi.Input<string>;
  readonly originDomainName: string;
  /** Files served below `/static/`. */
  readonly assets: PrivateBucket;
  readonly requestsPerAddress: number;
  /** Encrypts the log group of the web ACL; its policy admits CloudWatch Logs. */
  readonly logKeyArn: pulumi.Input<string>;
  readonly logRetentionDays: number;
  readonly deletionProtection: boolean;
}

/** The distribution, and what it needs in its own region: a certificate, a web ACL, a bucket for its logs. */
export class EdgeSite extends pulumi.ComponentResource {
  readonly distributionId: pulumi.Output<string>;
  /** The alarms on all of it; CloudFront and its web ACL publish in us-east-1 only. */
  readonly alarmSpecs: readonly AlarmSpec[];

  constructor(name: string, args: EdgeSiteArgs, opts?: pulumi.ComponentResourceOptions) {
    super("preflight:reference:EdgeSite", name, {}, opts);
    const parent = { parent: this };
    const { naming, place, domainName, zoneId, logRetentionDays, deletionProtection } = args;
    const webAcl = new WebAcl(
      `${name}-firewall`,
      {
        naming,
        purpose: "edge",
        scope: "CLOUDFRONT",
        requestsPerAddress: args.requestsPerAddress,
        logKeyArn: args.logKeyArn,
        logRetentionDays,
      },
      parent,
    );
    const logBucket = new LogBucket(
      `${name}-logs`,
      // Here because CloudFront writes to buckets of most regions, but not of all.
      {
        naming,
        place,
        purpose: "edge-logs",
        delivery: cloudFrontDelivery,
        writerNeedsAcl: true,
        retentionDays: logRetentionDays,
        deletionProtection,
      },
      parent,
    );
    const { certificateArn } = new Certificate(`${name}-tls`, { domainName, zoneId }, parent);
    const { distributionId } = new Edge(
      name,
      {
        naming,
        domainName,
        zoneId,
        certificateArn,
        originDomainName: args.originDomainName,
        assets: args.assets,
        webAclArn: webAcl.webAclArn,
        logBucket,
      },
      parent,
    );
    this.distributionId = distributionId;
    this.alarmSpecs = [
      ...distributionAlarms(distributionId),
      ...webAclAlarms("edge", { WebACL: webAcl.metricName }),
      ...certificateAlarms("edge", certificateArn),
    ];
    this.registerOutputs({ distributionId: this.distributionId });
  }
}
