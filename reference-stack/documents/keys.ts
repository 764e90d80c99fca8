import { fromAccount, policyDocument, type Place, type Statement } from "./policy";

/**
 * Leaves the key to the account's IAM policies. Without it nobody, the account's administrators included, could ever
 * change the key again.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
function accountControlsKey(accountId: string): Statement {
  return {
    Sid: "AccountControlsKey",
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${accountId}:root` },
    Action: "kms:*",
    Resource: "*",
  };
}

/**
 * For what its users open with their own rights, given by their roles: objects in S3, secrets, parameters, backups. No
 * service needs a statement.
 */
export function accountKeyPolicy({ accountId }: Place): string {
  return policyDocument(accountControlsKey(accountId));
}

/**
 * For the database: RDS and Secrets Manager use the key through grants that the caller makes, and need no statement of
 * their own.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.Keys.html
 */
export function databaseKeyPolicy({ accountId }: Place): string {
  return policyDocument(accountControlsKey(accountId));
}

/**
 * All that a service does with a key that encrypts and decrypts. AWS's own examples have wildcards here (`kms:ReEncrypt*`), which
 * also cover asymmetric key pairs.
 */
const SYMMETRIC_USE = [
  "kms:Encrypt",
  "kms:Decrypt",
  "kms:ReEncryptFrom",
  "kms:ReEncryptTo",
  "kms:GenerateDataKey",
  "kms:GenerateDataKeyWithoutPlaintext",
  "kms:DescribeKey",
];

/**
 * For log groups: CloudWatch Logs encrypts in its own name, for the log groups of this account and region.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 */
export function logKeyPolicy({ accountId, region }: Place): string {
  return policyDocument(accountControlsKey(accountId), {
    Sid: "LogGroupsUseKey",
    Effect: "Allow",
    Principal: { Service: `logs.${region}.amazonaws.com` },
    Action: SYMMETRIC_USE,
    Resource: "*",
    Condition: {
      ArnLike: { "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:${region}:${accountId}:log-group:*` },
    },
  });
}

/**
 * For an alarm topic: CloudWatch encrypts what it publishes. The key AWS manages for SNS does not let it.
 * https://repost.aws/knowledge-center/cloudwatch-configure-alarm-sns
 */
export function alarmKeyPolicy({ accountId }: Place): string {
  return policyDocument(accountControlsKey(accountId), {
    Sid: "AlarmsUseKey",
    Effect: "Allow",
    Principal: { Service: "cloudwatch.amazonaws.com" },
    Action: ["kms:Decrypt", "kms:GenerateDataKey"],
    Resource: "*",
    Condition: fromAccount(accountId),
  });
}

/**
 * For the volumes of instances: Auto Scaling starts them in the name of its service-linked role, and has EC2 keep the key
 * for as long as they run.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html
 *
 * @param scalingRoleArn of the service-linked role.
 */
export function volumeKeyPolicy({ accountId }: Place, scalingRoleArn: string): string {
  const Principal = { AWS: scalingRoleArn };
  return policyDocument(
    accountControlsKey(accountId),
    {
      Sid: "ScalingUsesKey",
      Effect: "Allow",
      Principal,
      Action: SYMMETRIC_USE,
      Resource: "*",
    },
    {
      Sid: "ScalingLendsKeyToVolumes",
      Effect: "Allow",
      Principal,
      Action: "kms:CreateGrant",
      Resource: "*",
      Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  );
}

/**
 * For the trail's files.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
 */
export function trailKeyPolicy(trailArn: string, { accountId }: Place): string {
  const Principal = { Service: "cloudtrail.amazonaws.com" };
  return policyDocument(
    accountControlsKey(accountId),
    {
      Sid: "TrailSealsFiles",
      Effect: "Allow",
      Principal,
      Action: ["kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext"],
      Resource: "*",
      Condition: {
        StringEquals: { "aws:SourceArn": trailArn },
        StringLike: { "kms:EncryptionContext:aws:cloudtrail:arn": `arn:aws:cloudtrail:*:${accountId}:trail/*` },
      },
    },
    {
      Sid: "TrailLooksAtKey",
      Effect: "Allow",
      Principal,
      Action: "kms:DescribeKey",
      Resource: "*",
      Condition: { StringEquals: { "aws:SourceArn": trailArn } },
    },
  );
}
