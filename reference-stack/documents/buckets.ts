import { fromAccount, policyDocument, type Place, type Statement } from "./policy";

/** The policy of a bucket: what its readers and writers need, and nothing at all without TLS. */
export function bucketPolicy(bucketArn: string, ...statements: readonly Statement[]): string {
  return policyDocument(...statements, {
    Sid: "DenyInsecureTransport",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [bucketArn, `${bucketArn}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  });
}

/**
 * Lets Elastic Load Balancing deliver access logs. The account in the path keeps out other accounts' load balancers:
 * the service writes each under its owner's.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 */
export function loadBalancerDelivery(bucketArn: string, { accountId }: Place): Statement {
  return {
    Sid: "LoadBalancerLogDelivery",
    Effect: "Allow",
    Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
    Action: "s3:PutObject",
    Resource: `${bucketArn}/AWSLogs/${accountId}/*`,
  };
}

/**
 * Lets CloudFront deliver the standard logs of this account's distributions. The bucket needs its ACL besides: see
 * `LogBucket`.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging-legacy-s3.html
 */
export function cloudFrontDelivery(bucketArn: string, { accountId }: Place): Statement {
  return {
    Sid: "CloudFrontLogDelivery",
    Effect: "Allow",
    Principal: { Service: "cloudfront.amazonaws.com" },
    Action: "s3:PutObject",
    Resource: `${bucketArn}/*`,
    Condition: fromAccount(accountId),
  };
}

/**
 * Lets S3 deliver the access logs of this account's buckets.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 */
export function accessLogDelivery(bucketArn: string, { accountId }: Place): Statement {
  return {
    Sid: "AccessLogDelivery",
    Effect: "Allow",
    Principal: { Service: "logging.s3.amazonaws.com" },
    Action: "s3:PutObject",
    Resource: `${bucketArn}/*`,
    Condition: fromAccount(accountId),
  };
}

/**
 * Lets one trail deliver: it first asks whose bucket it is, then writes below this account's prefix.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
 */
export function trailDelivery(bucketArn: string, trailArn: string, { accountId }: Place): Statement[] {
  const Principal = { Service: "cloudtrail.amazonaws.com" };
  return [
    {
      Sid: "TrailChecksOwner",
      Effect: "Allow",
      Principal,
      Action: "s3:GetBucketAcl",
      Resource: bucketArn,
      Condition: { StringEquals: { "aws:SourceArn": trailArn } },
    },
    {
      Sid: "TrailDelivery",
      Effect: "Allow",
      Principal,
      Action: "s3:PutObject",
      Resource: `${bucketArn}/AWSLogs/${accountId}/*`,
      Condition: { StringEquals: { "aws:SourceArn": trailArn, "s3:x-amz-acl": "bucket-owner-full-control" } },
    },
  ];
}

/**
 * Lets one distribution read, through its origin access control.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 */
export function distributionReads(bucketArn: string, distributionArn: string): Statement {
  return {
    Sid: "DistributionReads",
    Effect: "Allow",
    Principal: { Service: "cloudfront.amazonaws.com" },
    Action: "s3:GetObject",
    Resource: `${bucketArn}/*`,
    Condition: { StringEquals: { "aws:SourceArn": distributionArn } },
  };
}
