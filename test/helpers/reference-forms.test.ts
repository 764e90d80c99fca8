import { FORMED_PROPERTIES, mismatchOf } from "../../policy-pack/helpers/reference-forms";
import { installedArguments } from "../../tools/sdk/arguments";

test.each<[property: string, text: string, found: string | undefined]>([
  ["subnetId", "subnet-0a1b2c3d", undefined],
  ["subnetId", "subnet-0a1b2c3d4e5f60718", undefined],
  ["subnetIds", "vpc-0a1b2c3d4e5f60718", "a VPC"],
  ["vpcSecurityGroupIds", "subnet-0a1b2c3d4e5f60718", "a subnet"],
  ["routeTableIds", "subnet-0a1b2c3d", "a subnet"],
  ["natGatewayId", "igw-0a1b2c3d4e5f60718", "an internet gateway"],
  ["vpcId", "i-0a1b2c3d4e5f60718", "an instance"],
  // Not of the form of any id: nothing can be told.
  ["subnetId", "subnet-main", undefined],
  ["subnetId", "", undefined],
  ["subnetId", "subnet-0a1b2c3d4e5f6071", undefined],
  ["roleArn", "arn:aws:iam::210987654321:role/app/worker", undefined],
  ["roleArn", "arn:aws:iam::210987654321:instance-profile/worker", "an instance profile"],
  ["executionRoleArn", "arn:aws-cn:iam::210987654321:policy/worker", "an IAM policy"],
  ["kmsKeyId", "arn:aws:kms:eu-west-1:210987654321:alias/logs", undefined],
  ["kmsKeyId", "1234abcd-12ab-34cd-56ef-1234567890ab", undefined],
  ["kmsKeyArn", "arn:aws:s3:::backups", "an S3 bucket"],
  ["snsTopicArn", "arn:aws:sqs:eu-west-1:210987654321:jobs", "an SQS queue"],
  // Takes ids of many kinds.
  ["resourceArn", "arn:aws:s3:::backups", undefined],
])("%s = %s", (property, text, found) => {
  expect(mismatchOf(property, text)?.found).toBe(found);
});

test("every property the forms speak of is one of the SDK's", () => {
  const { resources, objects } = installedArguments();
  const names = new Set(
    [...resources.flatMap((each) => each.arguments), ...[...objects.values()].flat()].map(({ name }) => name),
  );
  const unused = FORMED_PROPERTIES.filter(
    (pattern) => pattern.source !== "^(?!)" && ![...names].some((name) => pattern.test(name)),
  );
  expect(unused).toEqual([]);
});
