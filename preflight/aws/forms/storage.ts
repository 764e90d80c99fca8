/** S3, EFS, Backup. */
import type { Form, Forms, Maker } from "../maker";
import { spelled } from "../maker";
import { S3_HOSTED_ZONES } from "../regions";

/**
 * What S3 itself answers about a bucket nothing else was said of: encrypted with its own keys since January 2023
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-bucket-encryption.html), not versioned, one grant for
 * the owner. Only for plausible values: offline, an argument the program left out stays absent.
 */
function s3Defaults(make: Maker, version6: boolean): Readonly<Record<string, unknown>> {
  if (make.style === "made-up") {
    return {};
  }
  const encryption = { sseAlgorithm: "AES256", kmsMasterKeyId: "" };
  const common = {
    grants: [{ id: make.hex(64, "owner"), permissions: ["FULL_CONTROL"], type: "CanonicalUser", uri: "" }],
    objectLockEnabled: false,
    requestPayer: "BucketOwner",
  };
  return version6
    ? {
        ...common,
        serverSideEncryptionConfigurations: [
          { rules: [{ applyServerSideEncryptionByDefaults: [encryption], bucketKeyEnabled: false }] },
        ],
        versionings: [{ enabled: false, mfaDelete: false }],
      }
    : {
        ...common,
        serverSideEncryptionConfiguration: {
          rule: { applyServerSideEncryptionByDefault: encryption, bucketKeyEnabled: false },
        },
        versioning: { enabled: false, mfaDelete: false },
      };
}

/** https://docs.aws.amazon.com/general/latest/gr/s3.html */
const bucket =
  (version6: boolean): Form =>
  (make) => {
    const name = make.physical("bucket");
    return {
      ...s3Defaults(make, version6),
      ...make.inputs,
      id: name,
      bucket: name,
      arn: make.bareArn("s3", name),
      bucketDomainName: `${name}.s3.amazonaws.com`,
      bucketRegionalDomainName: `${name}.s3.${make.region}.amazonaws.com`,
      bucketRegion: make.region,
      hostedZoneId: S3_HOSTED_ZONES[make.region] ?? `Z${make.upper(13, "s3-zone")}`,
      websiteEndpoint: make.inputs.website === undefined ? "" : `${name}.s3-website-${make.region}.amazonaws.com`,
      websiteDomain: make.inputs.website === undefined ? "" : `s3-website-${make.region}.amazonaws.com`,
    };
  };

/** A configuration of a bucket is called like the bucket. */
const bucketPart: Form = (make) => ({ id: make.text("bucket") ?? make.named(`${make.name}-`) });

/** One of several of a bucket, told apart by its name. */
const namedBucketPart: Form = (make) => ({
  id: `${make.text("bucket") ?? make.named("bucket-")}:${make.text("name") ?? make.name}`,
});

const BUCKET_PARTS = [
  "bucketAccelerateConfiguration:BucketAccelerateConfiguration",
  "bucketCorsConfiguration:BucketCorsConfiguration",
  "bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  "bucketLogging:BucketLogging",
  "bucketNotification:BucketNotification",
  "bucketObjectLockConfiguration:BucketObjectLockConfiguration",
  "bucketOwnershipControls:BucketOwnershipControls",
  "bucketPolicy:BucketPolicy",
  "bucketPublicAccessBlock:BucketPublicAccessBlock",
  "bucketReplicationConfig:BucketReplicationConfig",
  "bucketRequestPaymentConfiguration:BucketRequestPaymentConfiguration",
  "bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  "bucketVersioning:BucketVersioning",
  "bucketCorsConfigurationV2:BucketCorsConfigurationV2",
  "bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",
  "bucketLoggingV2:BucketLoggingV2",
  "bucketObjectLockConfigurationV2:BucketObjectLockConfigurationV2",
  "bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
  "bucketVersioningV2:BucketVersioningV2",
].map((each) => `aws:s3/${each}`);

const acl: Form = (make) => {
  const name = make.text("bucket") ?? make.named(`${make.name}-`);
  const canned = make.text("acl");
  return { id: canned === undefined ? name : `${name},${canned}` };
};

const website: Form = (make) => {
  const name = make.text("bucket") ?? make.named(`${make.name}-`);
  return {
    id: name,
    websiteDomain: `s3-website-${make.region}.amazonaws.com`,
    websiteEndpoint: `${name}.s3-website-${make.region}.amazonaws.com`,
  };
};

const object: Form = (make) => {
  const key = make.text("key") ?? make.name;
  const bucketName = make.text("bucket") ?? make.named("bucket-");
  return {
    id: `${bucketName}/${key}`,
    key,
    arn: make.bareArn("s3", `${bucketName}/${key}`),
    etag: make.hex(32, "etag"),
    versionId: "",
  };
};

export const storageForms: Forms = {
  "aws:s3/bucket:Bucket": bucket(false),
  "aws:s3/bucketV2:BucketV2": bucket(true),
  ...spelled(BUCKET_PARTS, bucketPart),
  ...spelled(
    [
      "aws:s3/analyticsConfiguration:AnalyticsConfiguration",
      "aws:s3/bucketIntelligentTieringConfiguration:BucketIntelligentTieringConfiguration",
      "aws:s3/bucketMetric:BucketMetric",
      "aws:s3/inventory:Inventory",
    ],
    namedBucketPart,
  ),
  ...spelled(["aws:s3/bucketAcl:BucketAcl", "aws:s3/bucketAclV2:BucketAclV2"], acl),
  ...spelled(
    [
      "aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration",
      "aws:s3/bucketWebsiteConfigurationV2:BucketWebsiteConfigurationV2",
    ],
    website,
  ),
  ...spelled(
    ["aws:s3/bucketObject:BucketObject", "aws:s3/bucketObjectv2:BucketObjectv2", "aws:s3/objectCopy:ObjectCopy"],
    object,
  ),
  "aws:s3/directoryBucket:DirectoryBucket": (make) => {
    const name = make.physical("bucket");
    return { id: name, arn: make.arn("s3express", `bucket/${name}`) };
  },
  "aws:s3/accessPoint:AccessPoint": (make) => {
    const name = make.physical();
    return {
      id: `${make.account}:${name}`,
      alias: `${name}-${make.hex(30, "alias")}-s3alias`,
      arn: make.arn("s3", `accesspoint/${name}`),
      domainName: `${name}-${make.account}.s3-accesspoint.${make.region}.amazonaws.com`,
      hasPublicAccessPolicy: false,
      networkOrigin: make.inputs.vpcConfiguration === undefined ? "Internet" : "VPC",
    };
  },
  "aws:efs/fileSystem:FileSystem": (make) => {
    const id = make.id("fs");
    return {
      id,
      arn: make.arn("elasticfilesystem", `file-system/${id}`),
      dnsName: make.host(id, "efs"),
      ownerId: make.account,
      numberOfMountTargets: 0,
      sizeInBytes: [{ value: 0, valueInIa: 0, valueInStandard: 0 }],
    };
  },
  "aws:efs/accessPoint:AccessPoint": (make) => {
    const id = make.id("fsap");
    return {
      id,
      arn: make.arn("elasticfilesystem", `access-point/${id}`),
      fileSystemArn: make.arn("elasticfilesystem", `file-system/${make.text("fileSystemId") ?? make.id("fs")}`),
      ownerId: make.account,
    };
  },
  "aws:efs/mountTarget:MountTarget": (make) => {
    const fileSystem = make.text("fileSystemId") ?? make.id("fs");
    return {
      id: make.id("fsmt"),
      dnsName: make.host(fileSystem, "efs"),
      mountTargetDnsName: `${make.region}a.${make.host(fileSystem, "efs")}`,
      fileSystemArn: make.arn("elasticfilesystem", `file-system/${fileSystem}`),
      networkInterfaceId: make.id("eni"),
      ownerId: make.account,
    };
  },
  "aws:backup/vault:Vault": (make) => {
    const name = make.physical();
    return { id: name, name, arn: make.arn("backup", `backup-vault:${name}`), recoveryPoints: 0 };
  },
  "aws:backup/plan:Plan": (make) => {
    const id = make.uuid();
    return { id, arn: make.arn("backup", `backup-plan:${id}`), version: make.hex(48, "version") };
  },
  "aws:backup/selection:Selection": (make) => ({ id: make.uuid() }),
};
