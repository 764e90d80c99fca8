import { isKnownType, wiredTypes, wiringOf } from "../../policy-pack/helpers/wiring";

const at = (type: string, path: string) => wiringOf(type).find((each) => each.path === path);

test.each<[type: string, path: string, kind: string, carriers: readonly string[], neither: readonly string[]]>([
  [
    "aws:ec2/vpcEndpoint:VpcEndpoint",
    "routeTableIds",
    "aws:ec2/routeTable:RouteTable",
    ["aws:ec2/vpc:Vpc"],
    ["aws:ec2/subnet:Subnet", "aws:ec2/securityGroup:SecurityGroup"],
  ],
  [
    "aws:ec2/subnet:Subnet",
    "vpcId",
    "aws:ec2/vpc:Vpc",
    ["aws:ec2/securityGroup:SecurityGroup"],
    ["aws:s3/bucket:Bucket"],
  ],
  [
    "aws:lambda/function:Function",
    "vpcConfig.subnetIds",
    "aws:ec2/subnet:Subnet",
    ["aws:ec2/vpc:Vpc"],
    ["aws:ec2/internetGateway:InternetGateway"],
  ],
  ["aws:lambda/function:Function", "role", "aws:iam/role:Role", [], ["aws:iam/policy:Policy", "aws:sqs/queue:Queue"]],
  [
    "aws:lambda/eventSourceMapping:EventSourceMapping",
    "eventSourceArn",
    "aws:dynamodb/table:Table",
    [],
    ["aws:lambda/function:Function"],
  ],
  [
    "aws:alb/listener:Listener",
    "defaultActions.targetGroupArn",
    "aws:lb/targetGroup:TargetGroup",
    [],
    ["aws:lb/loadBalancer:LoadBalancer"],
  ],
  [
    "aws:sns/topic:Topic",
    "kmsMasterKeyId",
    "aws:kms/key:Key",
    ["aws:kms/alias:Alias"],
    ["aws:sqs/queuePolicy:QueuePolicy"],
  ],
])("%s %s", (type, path, kind, carriers, neither) => {
  const wiring = at(type, path);
  expect([...(wiring?.kind ?? [])]).toContain(kind);
  expect(carriers.filter((each) => wiring?.carriers.has(each) !== true)).toEqual([]);
  expect(neither.filter((each) => wiring?.kind.has(each) === true || wiring?.carriers.has(each) === true)).toEqual([]);
});

test("properties that take ARNs of anything are not in the table", () => {
  for (const [type, path] of [
    ["aws:lambda/permission:Permission", "sourceArn"],
    ["aws:cloudwatch/eventTarget:EventTarget", "arn"],
    ["aws:wafv2/webAclAssociation:WebAclAssociation", "resourceArn"],
    ["aws:cloudwatch/metricAlarm:MetricAlarm", "alarmActions"],
  ] as const) {
    expect([type, at(type, path)]).toEqual([type, undefined]);
  }
});

test("a type the SDK has not is in no table", () => {
  expect(wiringOf("aws:later/thing:Thing")).toEqual([]);
  expect([isKnownType("aws:later/thing:Thing"), isKnownType("aws:s3/bucketV2:BucketV2")]).toEqual([false, true]);
  // Of these nobody knows what they hold; a stream has an ARN of its own.
  expect(["aws:ssm/parameter:Parameter", "aws:sns/topicPolicy:TopicPolicy"].filter(isKnownType)).toEqual([]);
  expect(isKnownType("aws:kinesis/stream:Stream")).toBe(true);
  expect(wiredTypes().length).toBeGreaterThan(800);
});
