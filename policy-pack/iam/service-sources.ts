import type { Value } from "../engine/value";
import { namesSomebody } from "./caller-conditions";
import { narrowedBy, type Narrowing } from "./conditions";
import type { DocumentPlace } from "./places";
import { matches } from "./wildcard";

interface Support {
  readonly types: RegExp;
  readonly services: readonly string[];
}

/**
 * Services that say on whose behalf they come, in the policies where AWS documents it. A service that is not here may do
 * so, too: EventBridge and the developer tools' notifications at topics, and alarms, SNS, RDS and Secrets Manager at keys are
 * left out for want of a clear word of AWS, for a condition that does not hold would stop them silently.
 *
 * Sources: https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html,
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html,
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-permissions-for-sns-notifications.html,
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html,
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html,
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html,
 * https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html,
 * https://docs.aws.amazon.com/config/latest/developerguide/s3-kms-key-policy.html,
 * https://docs.aws.amazon.com/config/latest/developerguide/sns-topic-policy.html,
 * https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html,
 * https://docs.aws.amazon.com/cost-management/latest/userguide/ad-SNS.html,
 * https://docs.aws.amazon.com/ses/latest/dg/receiving-email-permissions.html,
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html,
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html,
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html,
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html,
 * https://docs.aws.amazon.com/lambda/latest/dg/images-create.html.
 */
const SUPPORT: readonly Support[] = [
  {
    types: /^aws:sns\/topic(?:Policy)?:/,
    services: [
      "budgets.amazonaws.com",
      "cloudtrail.amazonaws.com",
      "cloudwatch.amazonaws.com",
      "config.amazonaws.com",
      "costalerts.amazonaws.com",
      "events.rds.amazonaws.com",
      "s3.amazonaws.com",
      "ses.amazonaws.com",
    ],
  },
  {
    types: /^aws:sqs\/queue(?:Policy)?:/,
    services: ["events.amazonaws.com", "s3.amazonaws.com", "sns.amazonaws.com"],
  },
  {
    types: /^aws:s3\/(?:bucket|bucketV2|bucketPolicy):/,
    services: [
      "cloudfront.amazonaws.com",
      "cloudtrail.amazonaws.com",
      "config.amazonaws.com",
      "delivery.logs.amazonaws.com",
      "logging.s3.amazonaws.com",
      "s3.amazonaws.com",
      "ses.amazonaws.com",
    ],
  },
  {
    types: /^aws:kms\//,
    services: [
      "cloudtrail.amazonaws.com",
      "config.amazonaws.com",
      "delivery.logs.amazonaws.com",
      "logs.amazonaws.com",
      "logs.*.amazonaws.com*",
    ],
  },
  {
    types: /^aws:cloudwatch\/logResourcePolicy:/,
    services: ["delivery.logs.amazonaws.com", "es.amazonaws.com", "route53.amazonaws.com"],
  },
  { types: /^aws:ecr\/repositoryPolicy:/, services: ["lambda.amazonaws.com"] },
];

/** Whether AWS documents that the service, in such a policy, says for which account or resource it comes. */
export function namesItsSource(service: string, { type }: DocumentPlace): boolean {
  return SUPPORT.some(({ types, services }) => types.test(type) && services.some((each) => matches(each, service)));
}

/** `kms:EncryptionContext` names the trail or the log group the key is used for; both begin with the account. */
const SOURCE_KEYS: Narrowing = [
  ["aws:SourceArn", namesSomebody],
  ["aws:SourceAccount", namesSomebody],
  ["aws:SourceOrgID", namesSomebody],
  ["aws:SourceOrgPaths", namesSomebody],
  // The older name of aws:SourceAccount with SNS.
  ["aws:SourceOwner", namesSomebody],
  ["kms:CallerAccount", namesSomebody],
  ["kms:EncryptionContext:*", namesSomebody],
];

/** Whether a `Condition` says on whose behalf a service may come. */
export function namesSources(condition: Value): "yes" | "no" | "unknown" {
  return narrowedBy(condition, SOURCE_KEYS);
}
