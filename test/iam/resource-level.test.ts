import { UNKNOWN } from "../../policy-pack/engine/wire";
import { resolveAction } from "../../policy-pack/iam/actions";
import { createsOnly, grantedActions, supportsResources } from "../../policy-pack/iam/resource-level";
import { statement } from "./support";

function action(name: string) {
  const pattern = resolveAction(name);
  const [found] = "actions" in pattern ? pattern.actions : [];
  if (found === undefined) {
    throw new Error(`AWS documents no ${name}`);
  }
  return found;
}

test.each([
  "dynamodb:GetItem",
  "ec2:DescribeInstanceAttribute",
  "ec2:TerminateInstances",
  "ecr:BatchGetImage",
  "iam:PassRole",
  "kms:Decrypt",
  "lambda:InvokeFunction",
  "logs:CreateLogGroup",
  "logs:PutLogEvents",
  "s3:GetObject",
  "secretsmanager:GetSecretValue",
  "sns:Publish",
  "sqs:SendMessage",
  "ssm:GetParameter",
  "sts:AssumeRole",
])("%s can be limited to resources", (name) => {
  expect(supportsResources(action(name))).toBe(true);
});

test.each([
  "autoscaling:DescribeAutoScalingGroups",
  "ce:GetCostAndUsage",
  "cloudwatch:GetMetricData",
  "cloudwatch:GetMetricStatistics",
  "cloudwatch:ListMetrics",
  "cloudwatch:PutMetricData",
  "comprehend:DetectEntities",
  "ec2:CreateNetworkInterface",
  "ec2:DeleteNetworkInterface",
  "ec2:DescribeInstances",
  "ec2:DescribeNetworkInterfaces",
  "ec2messages:GetMessages",
  "ecr:GetAuthorizationToken",
  "elasticloadbalancing:DescribeLoadBalancers",
  "kms:CreateKey",
  "kms:ListAliases",
  "logs:CreateLogDelivery",
  "logs:DescribeLogGroups",
  "polly:SynthesizeSpeech",
  "rekognition:DetectModerationLabels",
  "s3:ListAllMyBuckets",
  "ssmmessages:CreateControlChannel",
  "sts:GetCallerIdentity",
  "tag:GetResources",
  "translate:TranslateText",
  "xray:PutTelemetryRecords",
  "xray:PutTraceSegments",
])("%s cannot", (name) => {
  expect(supportsResources(action(name))).toBe(false);
});

interface Row {
  readonly name: string;
  readonly parts: Readonly<Record<string, unknown>>;
  readonly all?: boolean;
  readonly limitable?: readonly string[];
  readonly starOnly?: readonly string[];
  readonly open?: readonly string[];
}

test.each<Row>([
  {
    name: "exact actions of both sorts",
    parts: { Action: ["logs:PutLogEvents", "LOGS:describeLogGroups"] },
    limitable: ["logs:PutLogEvents"],
    starOnly: ["S.Action[1]"],
  },
  { name: "everything", parts: { Action: "*" }, all: true },
  { name: "NotAction", parts: { NotAction: "iam:*" }, all: true },
  {
    name: "a pattern of both sorts",
    parts: { Action: "kms:Describe*" },
    limitable: ["kms:DescribeKey"],
  },
  {
    name: "one action in two entries",
    parts: { Action: ["sqs:SendMessage", "sqs:Send*"] },
    limitable: ["sqs:SendMessage"],
  },
  {
    name: "named actions before those a pattern matches, the usual ones of these first",
    parts: { Action: ["sqs:*Message", "sqs:GetQueueUrl"] },
    limitable: ["sqs:GetQueueUrl", "sqs:DeleteMessage", "sqs:ReceiveMessage", "sqs:SendMessage"],
  },
  { name: "an action AWS does not document", parts: { Action: ["s3:GetObjekt"] }, open: ["S.Action[0]"] },
  { name: "a service AWS does not document", parts: { Action: "nosuchservice:*" }, open: ["S.Action"] },
  { name: "a pattern that matches nothing", parts: { Action: "s3:Nothing*" }, open: ["S.Action"] },
  { name: "unknown entries", parts: { Action: [UNKNOWN, `s3:${UNKNOWN}`] }, open: ["S.Action[0]", "S.Action[1]"] },
])("$name", ({ parts, all = false, limitable = [], starOnly = [], open = [] }) => {
  const granted = grantedActions(statement(parts));
  expect(granted.all).toBe(all);
  expect(granted.limitable.map((each) => each.name)).toEqual(limitable);
  expect(granted.starOnly.map((each) => each.value.path)).toEqual(starOnly);
  expect(granted.open.map((each) => each.property)).toEqual(open);
});

test.each(["ec2:Describe*", "EC2:describe*", "ec2:DescribeInstance*", "ec2:Desc*"])(
  "%s is granted on * by everybody",
  (Action) => {
    const granted = grantedActions(statement({ Action }));
    expect(granted.limitable).toEqual([]);
    expect(granted.starOnly.map((each) => each.text)).toEqual([Action]);
  },
);

test.each(["ec2:D*", "ec2:*", "ec2:DescribeInstanceAttribute", "s3:Get*"])("%s is not", (Action) => {
  expect(grantedActions(statement({ Action })).limitable).not.toEqual([]);
});

test.each<[unknown, boolean]>([
  ["elasticloadbalancing:CreateLoadBalancer", true],
  [["ec2:RunInstances", "ec2:CreateVolume"], true],
  [["ec2:CreateVolume", "ec2:DescribeInstances"], true],
  ["ec2:CreateTags", false],
  ["sts:AssumeRole", false],
  [["ec2:CreateVolume", "ec2:DeleteVolume"], false],
  ["ec2:*", false],
  ["*", false],
])("%j only creates: %s", (Action, expected) => {
  expect(createsOnly(grantedActions(statement({ Action })))).toBe(expected);
});
