import { fromAccount, policyDocument, type Statement } from "./document";

/** The policy of a log bucket: what its writer needs, and nothing at all without TLS. */
export function logBucketPolicy(bucketArn: string, delivery: Statement): string {
  return policyDocument(delivery, {
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
export function loadBalancerDelivery(bucketArn: string, accountId: string): Statement {
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
export function cloudFrontDelivery(bucketArn: string, accountId: string): Statement {
  return {
    Sid: "CloudFrontLogDelivery",
    Effect: "Allow",
    Principal: { Service: "cloudfront.amazonaws.com" },
    Action: "s3:PutObject",
    Resource: `${bucketArn}/*`,
    Condition: fromAccount(accountId),
  };
}
