import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { bucketName, type Naming } from "../naming";
import { bucketPolicy } from "../documents/buckets";
import type { Place, Statement } from "../documents/policy";

/** Arguments of {@link PrivateBucket}. */
export interface PrivateBucketArgs {
  readonly naming: Naming;
  readonly place: Place;
  /** What it holds, in a word or two: part of the bucket's name. */
  readonly purpose: string;
  /** The key its objects are encrypted with; without one, S3's own (SSE-S3), for writers that can use no other. */
  readonly keyArn?: pulumi.Input<string>;
  /** The bucket that its access logs go to; none for the buckets that hold logs themselves. */
  readonly accessLogBucket?: pulumi.Input<string>;
  /** Whether objects may carry ACLs, which only CloudFront's standard logs need. */
  readonly allowAcls?: boolean;
  /** Days after which objects go; without it they stay. */
  readonly expireAfterDays?: number;
  /** Days for which replaced and deleted objects can be had back. */
  readonly keepOldVersionsDays: number;
  /**
   * Whom the policy lets in, besides turning away plain HTTP (`documents/buckets.ts`). `"later"`: whoever made the bucket
   * makes the policy too, because it names something that does not exist before the bucket.
   */
  readonly statements: ((bucketArn: string) => readonly Statement[]) | "later";
  /** Whether `pulumi destroy` stops at a bucket that is not empty. */
  readonly deletionProtection: boolean;
}

/** From this age on, old versions are cheaper in the class for what is read rarely; S3 allows no earlier move. */
const RARELY_READ_DAYS = 30;

/** A bucket the way every bucket should be: private, encrypted, versioned, TLS only, with a life cycle and an access log. */
export class PrivateBucket extends pulumi.ComponentResource {
  /** The bucket's name. */
  readonly bucket: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  readonly bucketDomainName: pulumi.Output<string>;
  readonly regionalDomainName: pulumi.Output<string>;
  /** For what needs an ACL on the bucket, or a policy: S3 refuses both before these exist. */
  readonly accessControls: readonly pulumi.Resource[];
  /** For what needs old versions, such as replication. */
  readonly versioning: pulumi.Resource;
  /** The policy, unless it comes later. */
  readonly policy: readonly pulumi.Resource[];

  constructor(name: string, args: PrivateBucketArgs, opts?: pulumi.ComponentResourceOptions) {
    super("preflight:reference:PrivateBucket", name, {}, opts);
    const parent = { parent: this };
    const physicalName = bucketName(args.naming, args.purpose, args.place);
    const bucket = new aws.s3.Bucket(
      `${name}-bucket`,
      { bucket: physicalName, forceDestroy: !args.deletionProtection, tags: { Name: physicalName } },
      parent,
    );
    const target = { bucket: bucket.id };
    const ownership = new aws.s3.BucketOwnershipControls(
      `${name}-ownership`,
      {
        ...target,
        rule: { objectOwnership: args.allowAcls === true ? "BucketOwnerPreferred" : "BucketOwnerEnforced" },
      },
      parent,
    );
    const publicAccess = new aws.s3.BucketPublicAccessBlock(
      `${name}-public-access`,
      {
        ...target,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      parent,
    );
    new aws.s3.BucketServerSideEncryptionConfiguration(
      `${name}-encryption`,
      { ...target, rules: [encryptionRule(args.keyArn)] },
      parent,
    );
    this.versioning = new aws.s3.BucketVersioning(
      `${name}-versioning`,
      { ...target, versioningConfiguration: { status: "Enabled" } },
      parent,
    );
    new aws.s3.BucketLifecycleConfiguration(
      `${name}-lifecycle`,
      { ...target, rules: [lifecycleRule(args.keepOldVersionsDays, args.expireAfterDays)] },
      // S3 refuses rules for old versions until it knows of versions.
      { ...parent, dependsOn: this.versioning },
    );
    if (args.accessLogBucket !== undefined) {
      new aws.s3.BucketLogging(
        `${name}-access-logging`,
        { ...target, targetBucket: args.accessLogBucket, targetPrefix: `${args.purpose}/` },
        parent,
      );
    }
    const { statements } = args;
    this.policy =
      statements === "later"
        ? []
        : [
            new aws.s3.BucketPolicy(
              `${name}-policy`,
              { ...target, policy: bucket.arn.apply((arn) => bucketPolicy(arn, ...statements(arn))) },
              // S3 takes one change of a bucket's access at a time.
              { ...parent, dependsOn: publicAccess },
            ),
          ];
    this.bucket = bucket.bucket;
    this.arn = bucket.arn;
    this.bucketDomainName = bucket.bucketDomainName;
    this.regionalDomainName = bucket.bucketRegionalDomainName;
    this.accessControls = [ownership, publicAccess];
    this.registerOutputs({ bucket: this.bucket, arn: this.arn });
  }
}

function encryptionRule(
  keyArn: pulumi.Input<string> | undefined,
): aws.types.input.s3.BucketServerSideEncryptionConfigurationRule {
  return keyArn === undefined
    ? { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }
    : {
        applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: keyArn },
        // One data key for many objects: KMS charges, and throttles, by the request.
        bucketKeyEnabled: true,
      };
}

function lifecycleRule(
  noncurrentDays: number,
  expireAfterDays: number | undefined,
): aws.types.input.s3.BucketLifecycleConfigurationRule {
  return {
    id: "expire",
    status: "Enabled",
    filter: { prefix: "" },
    ...(expireAfterDays === undefined
      ? { expiration: { expiredObjectDeleteMarker: true } }
      : { expiration: { days: expireAfterDays } }),
    ...(noncurrentDays > RARELY_READ_DAYS
      ? { noncurrentVersionTransitions: [{ noncurrentDays: RARELY_READ_DAYS, storageClass: "STANDARD_IA" }] }
      : {}),
    noncurrentVersionExpiration: { noncurrentDays },
    abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
  };
}
