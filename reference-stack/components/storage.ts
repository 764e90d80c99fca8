import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { bucketAlarms } from "../alarm-specs/data";
import type { AlarmSpec } from "../alarm-specs/spec";
import { accessLogDelivery } from "../documents/buckets";
import type { Place, Statement } from "../documents/policy";
import type { Naming } from "../naming";
import { PrivateBucket } from "./private-bucket";

/** Arguments of {@link LogBucket}. */
export interface LogBucketArgs {
  readonly naming: Naming;
  readonly place: Place;
  /** What is logged, in a word or two: part of the bucket's name. */
  readonly purpose: string;
  /** Lets the one service in that writes here (`documents/buckets.ts`). */
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

/** Arguments of {@link Storage}. */
export interface StorageArgs {
  readonly naming: Naming;
  readonly place: Place;
  /** Encrypts the objects of both buckets. */
  readonly keyArn: pulumi.Input<string>;
  /** Days for which replaced and deleted objects can be had back. */
  readonly keepOldVersionsDays: number;
  readonly logRetentionDays: number;
  readonly deletionProtection: boolean;
}

/** The buckets of one region: the application's data, the copies of it, and the record of who touched either. */
export class Storage extends pulumi.ComponentResource {
  /** What the application reads and writes. */
  readonly data: PrivateBucket;
  /** A copy of every upload, out of the application's reach. */
  readonly backup: PrivateBucket;
  /** Receives the access logs of the region's buckets. */
  readonly accessLogs: LogBucket;
  readonly alarmSpecs: readonly AlarmSpec[];

  constructor(name: string, args: StorageArgs, opts?: pulumi.ComponentResourceOptions) {
    super("preflight:reference:Storage", name, {}, opts);
    const { naming, place, deletionProtection } = args;
    this.accessLogs = new LogBucket(
      `${name}-access-logs`,
      {
        naming,
        place,
        purpose: "access",
        delivery: accessLogDelivery,
        writerNeedsAcl: false,
        retentionDays: args.logRetentionDays,
        deletionProtection,
      },
      { parent: this },
    );
    const bucket = (purpose: string) =>
      new PrivateBucket(
        `${name}-${purpose}`,
        {
          naming,
          place,
          purpose,
          keyArn: args.keyArn,
          accessLogBucket: this.accessLogs.bucket,
          keepOldVersionsDays: args.keepOldVersionsDays,
          statements: () => [],
          deletionProtection,
        },
        // S3 starts to deliver when it is told of the bucket, and then has to be let in already.
        { parent: this, dependsOn: [...this.accessLogs.writable] },
      );
    this.data = bucket("data");
    this.backup = bucket("backup");
    // Without a filter S3 counts no requests.
    const metrics = new aws.s3.BucketMetric(
      `${name}-data-requests`,
      { bucket: this.data.bucket, name: "all-requests" },
      { parent: this },
    );
    this.alarmSpecs = bucketAlarms(this.data.bucket, metrics.name);
    this.registerOutputs({
      dataBucket: this.data.bucket,
      backupBucket: this.backup.bucket,
      accessLogBucket: this.accessLogs.bucket,
    });
  }
}
