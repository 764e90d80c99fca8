import { judgeDimension } from "../../policy-pack/helpers/dimension-values";
import { Value } from "../../policy-pack/engine/value";
import { UNKNOWN } from "../../policy-pack/engine/wire";

const judge = (namespace: string, dimension: string, raw: unknown, metric?: string) => {
  const verdict = judgeDimension(namespace, metric, dimension, new Value(raw, "dimensions.x"));
  return typeof verdict === "string" ? verdict : "wrong";
};

test.each([
  ["AWS/ApplicationELB", "LoadBalancer", "app/web/50dc6c495c0c9188", "fine"],
  ["AWS/ApplicationELB", "LoadBalancer", "app/web-0facade/0facade123456789", "fine"],
  ["AWS/ApplicationELB", "LoadBalancer", "app/web", "wrong"],
  ["AWS/ApplicationELB", "LoadBalancer", "app/web/50dc6c495c0c9188/extra", "wrong"],
  ["AWS/ApplicationELB", "LoadBalancer", "web-0facade", "wrong"],
  ["AWS/ApplicationELB", "LoadBalancer", "0facade123456789", "open"],
  ["AWS/ApplicationELB", "LoadBalancer", "ap0facade", "open"],
  ["AWS/ApplicationELB", "LoadBalancer", UNKNOWN, "open"],
  ["AWS/ApplicationELB", "LoadBalancer", "", "wrong"],
  ["AWS/ApplicationELB", "LoadBalancer", 7, "fine"],
  ["AWS/ApplicationELB", "AvailabilityZone", "eu-west-1a", "fine"],
  ["AWS/GatewayELB", "LoadBalancer", "gwy/edge/50dc6c495c0c9188", "fine"],
  ["AWS/GatewayELB", "TargetGroup", "arn:aws:elasticloadbalancing:eu-west-1:1:targetgroup/a/b", "wrong"],
  ["AWS/RDS", "DBInstanceIdentifier", "db-orders", "fine"],
  ["AWS/RDS", "DBInstanceIdentifier", "db-1234567890123456789", "fine"], // a name may be all digits
  ["AWS/RDS", "DBInstanceIdentifier", "db-ABCDEFGHIJKLMNOPQRSTU1VWZ", "wrong"],
  ["AWS/RDS", "DBInstanceIdentifier", "0facade.0facade1.eu-west-1.rds.amazonaws.com", "wrong"],
  ["AWS/Neptune", "DBClusterIdentifier", "cluster-ABCDEFGHIJKLMNOPQRSTU1VWZ", "wrong"],
  ["AWS/EC2", "InstanceId", "i-0facade1234567890", "fine"],
  ["AWS/EC2", "InstanceId", "0facade1234567890", "open"],
  ["AWS/EC2", "InstanceId", "web-1", "wrong"],
  ["AWS/ElasticBeanstalk", "InstanceId", "anything", "fine"],
  ["AWS/SQS", "QueueName", "orders.fifo", "fine"],
  ["AWS/SQS", "QueueName", "https://sqs.eu-west-1.amazonaws.com/000000000000/orders", "wrong"],
  ["AWS/Lambda", "FunctionName", UNKNOWN, "open"],
  ["AWS/Lambda", "FunctionName", "arn:aws:lambda:eu-west-1:000000000000:function:pay-0facade", "wrong"],
  ["AWS/Lambda", "Resource", "pay:live", "fine"],
  ["AWS/Logs", "LogGroupName", "/aws/lambda/pay", "fine"],
  ["AWS/S3", "SourceBucket", "arn:aws:s3:::orders", "wrong"],
  ["AWS/States", "StateMachineArn", "arn:aws:states:eu-west-1:210987654321:stateMachine:flow", "fine"],
  ["AWS/States", "StateMachineArn", "flow", "wrong"],
  ["AWS/CloudFront", "Region", "Global", "fine"],
  ["AWS/CloudFront", "Region", "global", "wrong"],
  ["AWS/CloudFront", "DistributionId", "d111111abcdef8.cloudfront.net", "wrong"],
  ["Own", "LoadBalancer", "arn:aws:anything", "fine"],
])("%s %s=%p is %s", (namespace, dimension, raw, expected) => {
  expect(judge(namespace, dimension, raw)).toBe(expected);
});

test("a form may hold for one metric alone", () => {
  expect(judge("AWS/S3", "StorageType", "StandardStorage", "BucketSizeBytes")).toBe("fine");
  expect(judge("AWS/S3", "StorageType", "StandardStorage", "NumberOfObjects")).toBe("wrong");
  expect(judge("AWS/S3", "StorageType", "AllStorageTypes", "BucketSizeBytes")).toBe("wrong");
  expect(judge("AWS/S3", "StorageType", "AllStorageTypes", undefined)).toBe("fine");
});
