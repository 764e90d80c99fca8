/** What the text of an id or ARN says of the kind of resource it belongs to. */

interface Form {
  /** What a text of this form belongs to, in words. */
  readonly what: string;
  readonly text: RegExp;
  /** Names of properties that take it. */
  readonly properties: RegExp;
}

/** `subnet-0a1b2c3d`, `subnet-0a1b2c3d4e5f60718` (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html). */
const ec2 = (what: string, prefix: string, properties: RegExp): Form => ({
  what,
  text: new RegExp(`^${prefix}-(?:[0-9a-f]{8}|[0-9a-f]{17})$`),
  properties,
});

/** `arn:aws:iam::111122223333:role/name` (https://docs.aws.amazon.com/service-authorization/latest/reference/). */
const arn = (what: string, service: string, resource: string, properties: RegExp): Form => ({
  what,
  text: new RegExp(`^arn:[a-z-]+:${service}:[^:]*:[^:]*:${resource}`),
  properties,
});

/**
 * Forms that exclude one another, with the properties of `@pulumi/aws` that take each and nothing else. The names are held
 * against the SDK by `test/helpers/reference-forms.test.ts`.
 */
const EC2_FORMS: readonly Form[] = [
  ec2("a VPC", "vpc", /^(vpcId|peerVpcId)$/),
  ec2("a subnet", "subnet", /^(subnetIds?|subnets|vpcZoneIdentifiers)$/),
  ec2(
    "a security group",
    "sg",
    /^(securityGroupIds?|vpcSecurityGroupIds|sourceSecurityGroupId|referencedSecurityGroupId)$/,
  ),
  ec2("a route table", "rtb", /^routeTableIds?$/),
  ec2("an internet gateway", "igw", /^internetGatewayId$/),
  ec2("a NAT gateway", "nat", /^natGatewayId$/),
  ec2("a network interface", "eni", /^networkInterfaceId$/),
  ec2("an Elastic IP address", "eipalloc", /^allocationId$/),
  ec2("a network ACL", "acl", /^networkAclId$/),
  ec2("a VPC peering connection", "pcx", /^vpcPeeringConnectionId$/),
  ec2("a transit gateway", "tgw", /^transitGatewayId$/),
  ec2("a VPC endpoint", "vpce", /^vpcEndpointId$/),
  ec2("a launch template", "lt", /^launchTemplateId$/),
  ec2("an instance", "i", /^(?!)/),
  ec2("a volume", "vol", /^(?!)/),
  ec2("an image", "ami", /^(?!)/),
];

const ARN_FORMS: readonly Form[] = [
  arn("an IAM role", "iam", "role/", /^(roleArn|executionRoleArn|taskRoleArn|iamRoleArn|serviceRoleArn)$/),
  arn("an instance profile", "iam", "instance-profile/", /^iamInstanceProfile$/),
  arn("an IAM policy", "iam", "policy/", /^(?!)/),
  arn("an IAM user", "iam", "user/", /^(?!)/),
  arn("a KMS key", "kms", "(?:key|alias)/", /^(kmsKeyId|kmsKeyArn|kmsMasterKeyId)$/),
  arn("an SNS topic", "sns", "", /^(snsTopicArn|topicArn)$/),
  arn("an SQS queue", "sqs", "", /^(?!)/),
  arn("a Lambda function", "lambda", "function:", /^(?!)/),
  arn("an S3 bucket", "s3", "", /^(?!)/),
  arn("a log group", "logs", "log-group:", /^(?!)/),
  arn("a load balancer", "elasticloadbalancing", "loadbalancer/", /^loadBalancerArn$/),
  arn("a target group", "elasticloadbalancing", "targetgroup/", /^(?!)/),
  arn("a listener", "elasticloadbalancing", "listener/", /^listenerArn$/),
  arn("a secret", "secretsmanager", "secret:", /^(?!)/),
];

/** Names of properties the forms speak of; for the test. */
export const FORMED_PROPERTIES: readonly RegExp[] = [...EC2_FORMS, ...ARN_FORMS].map(({ properties }) => properties);

/** A text that belongs to another kind of resource than the property takes. */
export interface Mismatch {
  /** `a subnet`. */
  readonly expected: string;
  /** `a route table`. */
  readonly found: string;
}

/**
 * Whether a text has the form of another resource's id or ARN than the property takes.
 *
 * @param property the property's own name, without its path.
 */
export function mismatchOf(property: string, text: string): Mismatch | undefined {
  for (const forms of [EC2_FORMS, ARN_FORMS]) {
    const expected = forms.find(({ properties }) => properties.test(property));
    const found = forms.find((form) => form.text.test(text));
    if (expected !== undefined && found !== undefined && expected !== found) {
      return { expected: expected.what, found: found.what };
    }
  }
  return undefined;
}
