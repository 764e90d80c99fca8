import { policyDocument, type Place } from "./policy";

/**
 * Lets Route 53 write the queries of one zone to one log group. Such a policy is the region's, not the group's.
 * https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateQueryLoggingConfig.html
 */
export function queryLogPolicy(logGroupArn: string, zoneId: string, { accountId }: Place): string {
  return policyDocument({
    Sid: "WriteQueries",
    Effect: "Allow",
    Principal: { Service: "route53.amazonaws.com" },
    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
    Resource: `${logGroupArn}:*`,
    Condition: {
      StringEquals: { "aws:SourceAccount": accountId },
      ArnLike: { "aws:SourceArn": `arn:aws:route53:::hostedzone/${zoneId}` },
    },
  });
}
