/** What programs that ask for a whole service usually call, for a fix that shows how the list is to look. */
const COMMON: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    cloudwatch: ["cloudwatch:PutMetricData"],
    dynamodb: ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"],
    ec2: ["ec2:DescribeInstances"],
    kms: ["kms:Decrypt", "kms:GenerateDataKey"],
    lambda: ["lambda:InvokeFunction"],
    logs: ["logs:CreateLogStream", "logs:PutLogEvents"],
    s3: ["s3:GetObject", "s3:PutObject"],
    secretsmanager: ["secretsmanager:GetSecretValue"],
    sns: ["sns:Publish"],
    sqs: ["sqs:ReceiveMessage", "sqs:DeleteMessage"],
    ssm: ["ssm:GetParameter"],
    sts: ["sts:AssumeRole"],
  }),
);

/** A few ordinary actions of a service, as an example; empty where none is obvious. */
export function commonActions(service: string): readonly string[] {
  return COMMON.get(service.toLowerCase()) ?? [];
}
