/** An event in the trail that somebody should hear of. */
export interface AuditEvent {
  /** Names its filter, its metric and its alarm. */
  readonly type: string;
  /** What has happened, for whoever is told. */
  readonly description: string;
  /** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html */
  readonly pattern: string;
}

const anyOf = (...names: string[]): string => names.map((name) => `($.eventName = ${name})`).join(" || ");

/**
 * The events section 4 of the CIS AWS Foundations Benchmark asks to be told of. The patterns are the ones AWS gives.
 * https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
 */
export const AUDIT_EVENTS: readonly AuditEvent[] = [
  {
    type: "root-used",
    description: "Somebody has used the account's root user.",
    pattern:
      '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }',
  },
  {
    type: "sign-in-without-mfa",
    description: "Somebody has signed in to the console with a password alone.",
    pattern:
      '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") && ($.userIdentity.type = "IAMUser") && ($.responseElements.ConsoleLogin = "Success") }',
  },
  {
    type: "unauthorized-calls",
    description: "Calls to AWS have been refused: a program without a right it needs, or somebody trying doors.",
    pattern: '{ ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") }',
  },
  {
    type: "trail-changed",
    description: "Somebody has changed or stopped a trail.",
    pattern: `{ ${anyOf("CreateTrail", "UpdateTrail", "DeleteTrail", "StartLogging", "StopLogging")} }`,
  },
  {
    type: "key-disabled",
    description: "Somebody has disabled a key, or scheduled its deletion.",
    pattern: `{ ($.eventSource = kms.amazonaws.com) && (${anyOf("DisableKey", "ScheduleKeyDeletion")}) }`,
  },
  {
    type: "bucket-access-changed",
    description: "Somebody has changed who may reach a bucket.",
    pattern: `{ ($.eventSource = s3.amazonaws.com) && (${anyOf("PutBucketAcl", "PutBucketPolicy", "DeleteBucketPolicy", "PutBucketPublicAccessBlock", "DeleteBucketPublicAccessBlock")}) }`,
  },
  {
    type: "network-opened",
    description: "Somebody has changed a security group, a network ACL or a gateway.",
    pattern: `{ ${anyOf("AuthorizeSecurityGroupIngress", "CreateNetworkAclEntry", "ReplaceNetworkAclEntry", "AttachInternetGateway", "CreateInternetGateway")} }`,
  },
];
