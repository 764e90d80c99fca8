import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { bucketName, type Naming } from "../naming";
import { logBucketPolicy } from "./policies/buckets";
import type { Place, Statement } from "./policies/document";

/** Arguments of {@link LogBucket}. */
export interface LogBucketArgs {
  readonly naming: Naming;
  readonly place: Place;
  /** What is logged, in a word or two: part of the bucket's name. */
  readonly purpose: string;
  /** Lets the one service in that writes here (`policies/buckets.ts`). */
  readonly delivery: (bucketArn: string, accountId: string) => Statement;
  /** Whether the writer grants itself access through the bucket's ACL, as CloudFront does. Others need none. */
  readonly writerNeedsAcl: boolean;
  readonly retentionDays: number;
  /** Whether `pulumi destroy` stops at a bucket that holds logs. */
  readonly deletionProtection: boolean;
}

/**
 * A bucket that one service writes its logs to: private, TLS only, versioned, and emptied on schedule.
 *
 * It is encrypted with S3's own keys (SSE-S3) on purpose: a load balancer cannot write to a bucket under a KMS key, whoever
 * owns the key, and CloudFront only with one more grant.
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
    const parent = { parent: this };
    const bucket = new aws.s3.Bucket(
      `${name}-bucket`,
      { bucket: bucketName(args.naming, args.purpose, place), forceDestroy: !args.deletionProtection },
      parent,
    );
    const ownership = new aws.s3.BucketOwnershipControls(
      `${name}-ownership`,
      {
        bucket: bucket.id,
        rule: { objectOwnership: args.writerNeedsAcl ? "BucketOwnerPreferred" : "BucketOwnerEnforced" },
      },
      parent,
    );
    const publicAccess = new aws.s3.BucketPublicAccessBlock(
      `${name}-public-access`,
      {
        bucket: bucket.id,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      parent,
    );
    new aws.s3.BucketServerSideEncryptionConfiguration(
      `${name}-encryption`,
      { bucket: bucket.id, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
      parent,
    );
    const versioning = new aws.s3.BucketVersioning(
      `${name}-versioning`,
      { bucket: bucket.id, versioningConfiguration: { status: "Enabled" } },
      parent,
    );
    new aws.s3.BucketLifecycleConfiguration(
      `${name}-lifecycle`,
      {
        bucket: bucket.id,
        rules: [
          {
            id: "expire",
            status: "Enabled",
            filter: { prefix: "" },
            expiration: { days: args.retentionDays },
            noncurrentVersionExpiration: { noncurrentDays: Math.min(args.retentionDays, 30) },
            abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
          },
        ],
      },
      // S3 refuses rules for old versions until it knows of versions.
      { ...parent, dependsOn: versioning },
    );
    const policy = new aws.s3.BucketPolicy(
      `${name}-policy`,
      {
        bucket: bucket.id,
        policy: bucket.arn.apply((arn) => logBucketPolicy(arn, args.delivery(arn, place.accountId))),
      },
      // S3 takes one change of a bucket's access at a time.
      { ...parent, dependsOn: publicAccess },
    );
    const acl = args.writerNeedsAcl
      ? new aws.s3.BucketAcl(
          `${name}-acl`,
          { bucket: bucket.id, acl: "private" },
          // Until ACLs are switched on by the ownership controls, S3 refuses any.
          { ...parent, dependsOn: ownership },
        )
      : undefined;

    this.bucket = bucket.bucket;
    this.bucketDomainName = bucket.bucketDomainName;
    this.writable = acl === undefined ? [ownership, policy] : [ownership, policy, acl];
    this.registerOutputs({ bucket: this.bucket, bucketDomainName: this.bucketDomainName });
  }
}
