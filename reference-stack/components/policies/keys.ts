import { fromAccount, policyDocument, type Place, type Statement } from "./document";

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
 * For the database: RDS and Secrets Manager use the key through grants that the caller makes, and need no statement of
 * their own.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.Keys.html
 */
export function databaseKeyPolicy({ accountId }: Place): string {
  return policyDocument(accountControlsKey(accountId));
}

/**
 * For log groups: CloudWatch Logs encrypts in its own name, for the log groups of this account and region.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 */
export function logKeyPolicy({ accountId, region }: Place): string {
  return policyDocument(accountControlsKey(accountId), {
    Sid: "LogGroupsUseKey",
    Effect: "Allow",
    Principal: { Service: `logs.${region}.amazonaws.com` },
    // AWS's own example has wildcards here, which also cover asymmetric key pairs that no log group uses.
    Action: [
      "kms:Encrypt",
      "kms:Decrypt",
      "kms:ReEncryptFrom",
      "kms:ReEncryptTo",
      "kms:GenerateDataKey",
      "kms:GenerateDataKeyWithoutPlaintext",
      "kms:DescribeKey",
    ],
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
