import { Value } from "../../policy-pack/engine/value";
import { UNKNOWN } from "../../policy-pack/engine/wire";
import { documentPlaces } from "../../policy-pack/iam/places";
import { namesItsSource, namesSources } from "../../policy-pack/iam/service-sources";

test.each([
  ["aws:sns/topic:Topic", "cloudwatch.amazonaws.com", true],
  ["aws:sns/topicPolicy:TopicPolicy", "s3.amazonaws.com", true],
  ["aws:sns/topicPolicy:TopicPolicy", "events.amazonaws.com", false],
  ["aws:sqs/queuePolicy:QueuePolicy", "events.amazonaws.com", true],
  ["aws:sqs/queue:Queue", "sns.amazonaws.com", true],
  ["aws:s3/bucketPolicy:BucketPolicy", "cloudtrail.amazonaws.com", true],
  ["aws:s3/bucketV2:BucketV2", "delivery.logs.amazonaws.com", true],
  ["aws:s3/bucketPolicy:BucketPolicy", "logdelivery.elasticloadbalancing.amazonaws.com", false],
  ["aws:kms/key:Key", "logs.eu-west-1.amazonaws.com", true],
  ["aws:kms/keyPolicy:KeyPolicy", "rds.amazonaws.com", false],
  ["aws:kms/key:Key", "cloudwatch.amazonaws.com", false],
  ["aws:kms/key:Key", "cloudtrail.amazonaws.com", true],
  ["aws:ecr/repositoryPolicy:RepositoryPolicy", "lambda.amazonaws.com", true],
  ["aws:secretsmanager/secretPolicy:SecretPolicy", "s3.amazonaws.com", false],
])("%s, %s: %s", (type, service, expected) => {
  const place = documentPlaces.find((each) => each.type === type);
  expect(place && namesItsSource(service, place)).toBe(expected);
});

test.each<[string, unknown, "yes" | "no" | "unknown"]>([
  ["an account", { StringEquals: { "aws:SourceAccount": "123456789012" } }, "yes"],
  ["an ARN", { ArnLike: { "AWS:SourceArn": "arn:aws:cloudtrail:*:123456789012:trail/*" } }, "yes"],
  ["an ARN of any account", { ArnLike: { "aws:SourceArn": "arn:aws:cloudtrail:*:*:trail/*" } }, "no"],
  ["an organization", { StringEquals: { "aws:SourceOrgID": "o-1234567890" } }, "yes"],
  [
    "an encryption context",
    { ArnEquals: { "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:eu-west-1:123456789012:*" } },
    "yes",
  ],
  [
    "an encryption context of any account",
    { ArnLike: { "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:*:*:*" } },
    "no",
  ],
  ["an ACL that is written along", { StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control" } }, "no"],
  ["an account if there is one", { StringEqualsIfExists: { "aws:SourceAccount": "123456789012" } }, "no"],
  ["an account that is unknown", { StringEquals: { "aws:SourceAccount": UNKNOWN } }, "yes"],
  ["an unknown condition", UNKNOWN, "unknown"],
  ["nothing", undefined, "no"],
])("names the source: %s", (_, raw, expected) => {
  expect(namesSources(new Value(raw, "Condition"))).toBe(expected);
});
