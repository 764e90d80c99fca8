/** Which failure codes of the field's labels each rule answers. */
export const CODES_OF_RULES: Readonly<Record<string, readonly string[] | undefined>> = {
  "alarm-sns-actions": ["ALARM.no-actions"],
  "alb-log-bucket-no-kms": ["ALB.log-bucket-kms"],
  "cloudfront-log-bucket-acl": ["CF.log-acl-ownership"],
  "iam-no-wildcard-actions": ["IAM.wildcard-action"],
  "iam-no-wildcard-resources": ["IAM.wildcard-resource"],
  "rds-no-hardcoded-password": ["RDS.hardcoded-password"],
  "s3-no-timestamped-names": ["NAME.timestamp-or-random"],
};
