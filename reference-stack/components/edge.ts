import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { resourceName, type Naming } from "../naming";
import type { LogBucket } from "./storage";
import { bucketPolicy, distributionReads } from "../documents/buckets";
import type { PrivateBucket } from "./private-bucket";

/**
 * Policies AWS keeps for everybody; their ids are the same in every account.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
 */
const MANAGED_POLICIES = {
  cachingOptimized: "658327ea-f89d-4fab-a63d-7e88639e58f6",
  cachingDisabled: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
  allViewerExceptHostHeader: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
  securityHeaders: "67f7725c-6f97-4210-82d7-5512b31e9d03",
} as const;

/** Arguments of {@link Edge}. */
export interface EdgeArgs {
  readonly naming: Naming;
  /** The name users reach the stack under; records for it are made. */
  readonly domainName: string;
  readonly zoneId: pulumi.Input<string>;
  /** An issued certificate for {@link domainName}, in us-east-1. */
  readonly certificateArn: pulumi.Input<string>;
  /** Files served below `/static/`. Its policy is made here, because it names the distribution. */
  readonly assets: PrivateBucket;
  /** The name of the load balancer behind, for which it has a certificate. */
  readonly originDomainName: string;
  /** The web ACL in front of it, of the scope `CLOUDFRONT`. */
  readonly webAclArn: pulumi.Input<string>;
  /** Receives the standard logs; one that accepts ACLs. */
  readonly logBucket: LogBucket;
}

/**
 * A CloudFront distribution in front of the load balancer: HTTPS from end to end, HTTP/3, security headers, logs. It
 * caches static files, which it alone may read from their bucket, and nothing else until somebody says what may be.
 */
export class Edge extends pulumi.ComponentResource {
  readonly distributionId: pulumi.Output<string>;
  readonly distributionDomainName: pulumi.Output<string>;

  constructor(name: string, args: EdgeArgs, opts?: pulumi.ComponentResourceOptions) {
    super("preflight:reference:Edge", name, {}, opts);
    const access = new aws.cloudfront.OriginAccessControl(
      `${name}-access`,
      {
        name: resourceName(args.naming, "assets", { maxLength: 64 }),
        description: "Signs the requests for static files",
        originAccessControlOriginType: "s3",
        signingBehavior: "always",
        signingProtocol: "sigv4",
      },
      { parent: this },
    );
    const distribution = new aws.cloudfront.Distribution(
      `${name}-distribution`,
      {
        enabled: true,
        comment: resourceName(args.naming, "edge"),
        aliases: [args.domainName],
        isIpv6Enabled: true,
        httpVersion: "http2and3",
        webAclId: args.webAclArn,
        origins: [
          {
            originId: "load-balancer",
            domainName: args.originDomainName,
            customOriginConfig: {
              httpPort: 80,
              httpsPort: 443,
              originProtocolPolicy: "https-only",
              originSslProtocols: ["TLSv1.2"],
            },
          },
          { originId: "assets", domainName: args.assets.regionalDomainName, originAccessControlId: access.id },
        ],
        defaultCacheBehavior: {
          targetOriginId: "load-balancer",
          viewerProtocolPolicy: "redirect-to-https",
          allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
          cachedMethods: ["GET", "HEAD"],
          compress: true,
          cachePolicyId: MANAGED_POLICIES.cachingDisabled,
          // Without the viewer's Host header CloudFront sends the origin's name, which the certificate there is for.
          originRequestPolicyId: MANAGED_POLICIES.allViewerExceptHostHeader,
          responseHeadersPolicyId: MANAGED_POLICIES.securityHeaders,
        },
        orderedCacheBehaviors: [
          {
            pathPattern: "/static/*",
            targetOriginId: "assets",
            viewerProtocolPolicy: "redirect-to-https",
            allowedMethods: ["GET", "HEAD"],
            cachedMethods: ["GET", "HEAD"],
            compress: true,
            cachePolicyId: MANAGED_POLICIES.cachingOptimized,
            responseHeadersPolicyId: MANAGED_POLICIES.securityHeaders,
          },
        ],
        restrictions: { geoRestriction: { restrictionType: "none" } },
        viewerCertificate: {
          acmCertificateArn: args.certificateArn,
          sslSupportMethod: "sni-only",
          minimumProtocolVersion: "TLSv1.2_2021",
        },
        loggingConfig: { bucket: args.logBucket.bucketDomainName, includeCookies: false },
        tags: { Name: resourceName(args.naming, "edge") },
      },
      { parent: this, dependsOn: [...args.logBucket.writable] },
    );
    new aws.s3.BucketPolicy(
      `${name}-assets-policy`,
      {
        bucket: args.assets.bucket,
        policy: pulumi
          .all([args.assets.arn, distribution.arn])
          .apply(([bucketArn, distributionArn]) =>
            bucketPolicy(bucketArn, distributionReads(bucketArn, distributionArn)),
          ),
      },
      // Below the bucket, and so in the bucket's region, wherever the rest of this is.
      { parent: args.assets, dependsOn: [...args.assets.accessControls] },
    );
    for (const type of ["A", "AAAA"]) {
      new aws.route53.Record(
        `${name}-${type.toLowerCase()}-record`,
        {
          zoneId: args.zoneId,
          name: args.domainName,
          type,
          aliases: [{ name: distribution.domainName, zoneId: distribution.hostedZoneId, evaluateTargetHealth: false }],
        },
        { parent: this },
      );
    }
    this.distributionId = distribution.id;
    this.distributionDomainName = distribution.domainName;
    this.registerOutputs({
      distributionId: this.distributionId,
      distributionDomainName: this.distributionDomainName,
    });
  }
}
