import {
  cloudFrontDelivery,
  loadBalancerDelivery,
  logBucketPolicy,
} from "../../reference-stack/components/policies/buckets";
import { policyDocument, trustPolicy } from "../../reference-stack/components/policies/document";
import { alarmKeyPolicy, databaseKeyPolicy, logKeyPolicy } from "../../reference-stack/components/policies/keys";
import {
  appPolicy,
  databaseMonitoringPolicy,
  databaseMonitoringTrust,
  flowLogPolicy,
  flowLogTrust,
} from "../../reference-stack/components/policies/roles";
import { alarmTopicPolicy } from "../../reference-stack/components/policies/topics";

const ACCOUNT = "210987654321";
const place = { accountId: ACCOUNT, region: "eu-central-1" };
const BUCKET = "arn:aws:s3:::logs";
const TOPIC = `arn:aws:sns:eu-central-1:${ACCOUNT}:alarms`;
const GROUP = `arn:aws:logs:eu-central-1:${ACCOUNT}:log-group:app`;
const OS_METRICS = `arn:aws:logs:eu-central-1:${ACCOUNT}:log-group:RDSOSMetrics`;

const accountControlsKey = {
  Sid: "AccountControlsKey",
  Effect: "Allow",
  Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
  Action: "kms:*",
  Resource: "*",
};
const denyInsecure = (action: string, resource: string | string[]) => ({
  Sid: "DenyInsecureTransport",
  Effect: "Deny",
  Principal: "*",
  Action: action,
  Resource: resource,
  Condition: { Bool: { "aws:SecureTransport": "false" } },
});
const assumedBy = (service: string, condition?: object) => ({
  Sid: "AssumedByService",
  Effect: "Allow",
  Principal: { Service: service },
  Action: "sts:AssumeRole",
  ...(condition === undefined ? {} : { Condition: condition }),
});

const documents: readonly [string, string, readonly object[]][] = [
  [
    "the bucket of the load balancer's logs",
    logBucketPolicy(BUCKET, loadBalancerDelivery(BUCKET, ACCOUNT)),
    [
      {
        Sid: "LoadBalancerLogDelivery",
        Effect: "Allow",
        Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: `${BUCKET}/AWSLogs/${ACCOUNT}/*`,
      },
      denyInsecure("s3:*", [BUCKET, `${BUCKET}/*`]),
    ],
  ],
  [
    "the bucket of CloudFront's logs",
    logBucketPolicy(BUCKET, cloudFrontDelivery(BUCKET, ACCOUNT)),
    [
      {
        Sid: "CloudFrontLogDelivery",
        Effect: "Allow",
        Principal: { Service: "cloudfront.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: `${BUCKET}/*`,
        Condition: { StringEquals: { "aws:SourceAccount": ACCOUNT } },
      },
      denyInsecure("s3:*", [BUCKET, `${BUCKET}/*`]),
    ],
  ],
  ["the database's key", databaseKeyPolicy(place), [accountControlsKey]],
  [
    "the key of log groups",
    logKeyPolicy(place),
    [
      accountControlsKey,
      {
        Sid: "LogGroupsUseKey",
        Effect: "Allow",
        Principal: { Service: "logs.eu-central-1.amazonaws.com" },
        Action: [
          "kms:Encrypt",
          "kms:Decrypt",
          "kms:ReEncryptFrom",
          "kms:ReEncryptTo",
          "kms:GenerateDataKey",
          "kms:GenerateDataKeyWithoutPlaintext",
          "kms:DescribeKey",
        ],
        Resource: "*",
        Condition: {
          ArnLike: { "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:eu-central-1:${ACCOUNT}:log-group:*` },
        },
      },
    ],
  ],
  [
    "the key of alarm topics",
    alarmKeyPolicy(place),
    [
      accountControlsKey,
      {
        Sid: "AlarmsUseKey",
        Effect: "Allow",
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Action: ["kms:Decrypt", "kms:GenerateDataKey"],
        Resource: "*",
        Condition: { StringEquals: { "aws:SourceAccount": ACCOUNT } },
      },
    ],
  ],
  [
    "the alarm topic",
    alarmTopicPolicy(TOPIC, place),
    [
      {
        Sid: "AlarmsPublish",
        Effect: "Allow",
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Action: "sns:Publish",
        Resource: TOPIC,
        Condition: {
          ArnLike: { "aws:SourceArn": `arn:aws:cloudwatch:eu-central-1:${ACCOUNT}:alarm:*` },
          StringEquals: { "aws:SourceAccount": ACCOUNT },
        },
      },
      denyInsecure("sns:Publish", TOPIC),
    ],
  ],
  ["who the application is", trustPolicy("ec2.amazonaws.com"), [assumedBy("ec2.amazonaws.com")]],
  [
    "who delivers flow logs",
    flowLogTrust(place),
    [
      assumedBy("vpc-flow-logs.amazonaws.com", {
        StringEquals: { "aws:SourceAccount": ACCOUNT },
        ArnLike: { "aws:SourceArn": `arn:aws:ec2:eu-central-1:${ACCOUNT}:vpc-flow-log/*` },
      }),
    ],
  ],
  [
    "what delivers flow logs",
    flowLogPolicy(GROUP),
    [
      {
        Sid: "WriteFlowLogs",
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogGroups", "logs:DescribeLogStreams"],
        Resource: [GROUP, `${GROUP}:*`],
      },
    ],
  ],
  [
    "who monitors the database",
    databaseMonitoringTrust("shop-db-dev", place),
    [
      assumedBy("monitoring.rds.amazonaws.com", {
        StringEquals: {
          "aws:SourceAccount": ACCOUNT,
          "aws:SourceArn": `arn:aws:rds:eu-central-1:${ACCOUNT}:db:shop-db-dev`,
        },
      }),
    ],
  ],
  [
    "what monitors the database",
    databaseMonitoringPolicy(place),
    [
      {
        Sid: "ManageLogGroup",
        Effect: "Allow",
        Action: ["logs:CreateLogGroup", "logs:PutRetentionPolicy"],
        Resource: [OS_METRICS, `${OS_METRICS}:*`],
      },
      {
        Sid: "WriteLogStreams",
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams", "logs:GetLogEvents"],
        Resource: [`${OS_METRICS}:*`, `${OS_METRICS}:log-stream:*`],
      },
    ],
  ],
  [
    "what the application may do",
    appPolicy(
      { logGroupArn: GROUP, databaseResourceId: "db-ABC", databaseUser: "app", metricNamespace: "shop-app-dev" },
      place,
    ),
    [
      {
        Sid: "ConnectToDatabase",
        Effect: "Allow",
        Action: "rds-db:connect",
        Resource: `arn:aws:rds-db:eu-central-1:${ACCOUNT}:dbuser:db-ABC/app`,
      },
      {
        Sid: "WriteLogs",
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: `${GROUP}:*`,
      },
      {
        Sid: "PublishMetrics",
        Effect: "Allow",
        Action: "cloudwatch:PutMetricData",
        Resource: "*",
        Condition: { StringEquals: { "cloudwatch:namespace": "shop-app-dev" } },
      },
    ],
  ],
];

test.each(documents)("%s", (_what, document, statements) => {
  expect(JSON.parse(document)).toEqual({ Version: "2012-10-17", Statement: statements });
});

test.each(documents)("%s: AWS would take the document", (_what, document) => {
  const { Statement } = JSON.parse(document) as { Statement: { Sid: string }[] };
  const sids = Statement.map(({ Sid }) => Sid);
  expect(new Set(sids).size).toBe(sids.length);
  // IAM takes nothing but letters and digits in a statement's id.
  expect(sids.filter((sid) => !/^[A-Za-z0-9]+$/.test(sid))).toEqual([]);
  // The narrowest limit of all these kinds: a trust policy.
  expect(document.length).toBeLessThanOrEqual(2048);
});

test("a document without statements is still a document", () => {
  expect(policyDocument()).toBe('{"Version":"2012-10-17","Statement":[]}');
});
