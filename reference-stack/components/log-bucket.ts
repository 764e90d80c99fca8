import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Naming } from "../naming";
import type { Place, Statement } from "./policies/document";
import { PrivateBucket } from "./private-bucket";

/** Arguments of {@link LogBucket}. */
export interface LogBucketArgs {
  readonly naming: Naming;
  readonly place: Place;
  /** What is logged, in a word or two: part of the bucket's name. */
  readonly purpose: string;
  /** Lets the one service in that writes here (`policies/buckets.ts`). */
  readonly delivery: (bucketArn: string, place: Place) => Statement;
  /** Whether the writer grants itself access through the bucket's ACL, as CloudFront does. Others need none. */
  readonly writerNeedsAcl: boolean;
  readonly retentionDays: number;
  /** Whether `pulumi destroy` stops at a bucket that holds logs. */
  readonly deletionProtection: boolean;
}

/** Nobody writes a log twice, so an old version is a mistake or an attack: it is kept for a month, to look into. */
const KEEP_OLD_VERSIONS_DAYS = 30;

/**
 * A private bucket that one service writes its logs to, emptied on schedule.
 *
 * It is encrypted with S3's own keys (SSE-S3) on purpose: a load balancer cannot write to a bucket under a KMS key, whoever
 * owns the key, nor can S3's own access logs, and CloudFront only with one more grant.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 */
export class LogBucket extends pulumi.ComponentResource {
  readonly bucket: pulumi.Output<string>;
  readonly bucketDomainName: pulumi.Output<string>;
  /**
   * What has to exist before the writer is told of the bucket. No property of the writer's mentions these, so it says
   * `dependsOn: bucket.writable`; AWS tries to write at once, and refuses the writer if that fails.
   */
  readonly writable: readonly pulumi.Resource[];

  constructor(name: string, args: LogBucketArgs, opts?: pulumi.ComponentResourceOptions) {
    super("preflight:reference:LogBucket", name, {}, opts);
    const { place } = args;
    const { bucket, bucketDomainName, accessControls, policy } = new PrivateBucket(
      name,
      {
        naming: args.naming,
        place,
        purpose: args.purpose,
        allowAcls: args.writerNeedsAcl,
        expireAfterDays: args.retentionDays,
        keepOldVersionsDays: Math.min(args.retentionDays, KEEP_OLD_VERSIONS_DAYS),
        statements: (arn) => [args.delivery(arn, place)],
        deletionProtection: args.deletionProtection,
      },
      { parent: this },
    );
    const acl = args.writerNeedsAcl
      ? [
          new aws.s3.BucketAcl(
            `${name}-acl`,
            { bucket, acl: "private" },
            // Until ACLs are switched on by the ownership controls, S3 refuses any.
            { parent: this, dependsOn: [...accessControls] },
          ),
        ]
      : [];
    this.bucket = bucket;
    this.bucketDomainName = bucketDomainName;
    this.writable = [...accessControls, ...policy, ...acl];
    this.registerOutputs({ bucket: this.bucket, bucketDomainName: this.bucketDomainName });
  }
}
