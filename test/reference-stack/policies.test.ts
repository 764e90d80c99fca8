import {
  accessLogDelivery,
  bucketPolicy,
  cloudFrontDelivery,
  distributionReads,
  loadBalancerDelivery,
  trailDelivery,
} from "../../reference-stack/documents/buckets";
import { queryLogPolicy } from "../../reference-stack/documents/logs";
import { policyDocument, trustPolicy } from "../../reference-stack/documents/policy";
import { endpointPolicy } from "../../reference-stack/documents/endpoints";
import {
  accountKeyPolicy,
  alarmKeyPolicy,
  databaseKeyPolicy,
  logKeyPolicy,
  trailKeyPolicy,
  volumeKeyPolicy,
} from "../../reference-stack/documents/keys";
import {
  appPolicy,
  archiveStatements,
  databaseMonitoringPolicy,
  databaseMonitoringTrust,
  flowLogPolicy,
  flowLogTrust,
  functionStatements,
  replicationPolicy,
  rotationStatements,
  trailLogPolicy,
} from "../../reference-stack/documents/roles";
import { alarmTopicPolicy } from "../../reference-stack/documents/topics";

const ACCOUNT = "210987654321";
const place = { accountId: ACCOUNT, region: "eu-central-1" };
const BUCKET = "arn:aws:s3:::logs";
const TOPIC = `arn:aws:sns:eu-central-1:${ACCOUNT}:alarms`;
const GROUP = `arn:aws:logs:eu-central-1:${ACCOUNT}:log-group:app`;
const OS_METRICS = `arn:aws:logs:eu-central-1:${ACCOUNT}:log-group:RDSOSMetrics`;

const KEY = `arn:aws:kms:eu-central-1:${ACCOUNT}:key/1f2e`;
const TRAIL = `arn:aws:cloudtrail:eu-central-1:${ACCOUNT}:trail/shop-trail-dev`;
const DISTRIBUTION = `arn:aws:cloudfront::${ACCOUNT}:distribution/E1`;
const SCALING = `arn:aws:iam::${ACCOUNT}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling_shop`;
const SECRET = `arn:aws:secretsmanager:eu-central-1:${ACCOUNT}:secret:signing-key-1a2b3c`;
const QUEUE = `arn:aws:sqs:eu-central-1:${ACCOUNT}:dead`;

const allow = (Sid: string, Action: string | string[], Resource: string | string[], Condition?: object) => ({
  Sid,
  Effect: "Allow",
  Action,
  Resource,
  ...(Condition === undefined ? {} : { Condition }),
});
const admit = (Service: string, ...statement: Parameters<typeof allow>) => ({
  ...allow(...statement),
  Principal: { Service },
});
const access = {
  logGroupArn: GROUP,
  databaseUser: "app",
  metricNamespace: "shop-app-dev",
  dataBucketArn: BUCKET,
  storageKeyArn: KEY,
  signingKeyArn: SECRET,
  parameterPath: "/shop-app-dev",
  secretsKeyArn: `${KEY}0`,
};
const PARAMETERS = `arn:aws:ssm:eu-central-1:${ACCOUNT}:parameter/shop-app-dev`;
const appStatements = [
  allow("WriteLogs", ["logs:CreateLogStream", "logs:PutLogEvents"], `${GROUP}:*`),
  allow("PublishMetrics", "cloudwatch:PutMetricData", "*", {
    StringEquals: { "cloudwatch:namespace": "shop-app-dev" },
  }),
  allow("UseData", ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"], `${BUCKET}/*`),
  allow("ListData", "s3:ListBucket", BUCKET),
  allow("ReadParameters", ["ssm:GetParameter", "ssm:GetParametersByPath"], [PARAMETERS, `${PARAMETERS}/*`]),
  allow("ReadSigningKey", "secretsmanager:GetSecretValue", SECRET),
  allow("DataKey", ["kms:Decrypt", "kms:GenerateDataKey"], KEY),
  allow("OpenSecrets", "kms:Decrypt", `${KEY}0`),
];

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
    bucketPolicy(BUCKET, loadBalancerDelivery(BUCKET, place)),
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
    bucketPolicy(BUCKET, cloudFrontDelivery(BUCKET, place)),
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
    appPolicy({ ...access, databaseResourceId: "db-ABC" }, place),
    [
      allow("ConnectToDatabase", "rds-db:connect", `arn:aws:rds-db:eu-central-1:${ACCOUNT}:dbuser:db-ABC/app`),
      ...appStatements,
    ],
  ],
  [
    "what the application may do where there is no database",
    appPolicy({ ...access, databaseResourceId: undefined }, place),
    appStatements,
  ],
  [
    "the bucket of access logs",
    bucketPolicy(BUCKET, accessLogDelivery(BUCKET, place)),
    [
      admit("logging.s3.amazonaws.com", "AccessLogDelivery", "s3:PutObject", `${BUCKET}/*`, {
        StringEquals: { "aws:SourceAccount": ACCOUNT },
      }),
      denyInsecure("s3:*", [BUCKET, `${BUCKET}/*`]),
    ],
  ],
  [
    "the bucket of the trail",
    bucketPolicy(BUCKET, ...trailDelivery(BUCKET, TRAIL, place)),
    [
      admit("cloudtrail.amazonaws.com", "TrailChecksOwner", "s3:GetBucketAcl", BUCKET, {
        StringEquals: { "aws:SourceArn": TRAIL },
      }),
      admit("cloudtrail.amazonaws.com", "TrailDelivery", "s3:PutObject", `${BUCKET}/AWSLogs/${ACCOUNT}/*`, {
        StringEquals: { "aws:SourceArn": TRAIL, "s3:x-amz-acl": "bucket-owner-full-control" },
      }),
      denyInsecure("s3:*", [BUCKET, `${BUCKET}/*`]),
    ],
  ],
  [
    "the bucket of static files",
    bucketPolicy(BUCKET, distributionReads(BUCKET, DISTRIBUTION)),
    [
      admit("cloudfront.amazonaws.com", "DistributionReads", "s3:GetObject", `${BUCKET}/*`, {
        StringEquals: { "aws:SourceArn": DISTRIBUTION },
      }),
      denyInsecure("s3:*", [BUCKET, `${BUCKET}/*`]),
    ],
  ],
  ["a bucket nobody is let into", bucketPolicy(BUCKET), [denyInsecure("s3:*", [BUCKET, `${BUCKET}/*`])]],
  ["a key that roles open", accountKeyPolicy(place), [accountControlsKey]],
  [
    "the key of volumes",
    volumeKeyPolicy(place, SCALING),
    [
      accountControlsKey,
      {
        ...allow(
          "ScalingUsesKey",
          [
            "kms:Encrypt",
            "kms:Decrypt",
            "kms:ReEncryptFrom",
            "kms:ReEncryptTo",
            "kms:GenerateDataKey",
            "kms:GenerateDataKeyWithoutPlaintext",
            "kms:DescribeKey",
          ],
          "*",
        ),
        Principal: { AWS: SCALING },
      },
      {
        ...allow("ScalingLendsKeyToVolumes", "kms:CreateGrant", "*", { Bool: { "kms:GrantIsForAWSResource": "true" } }),
        Principal: { AWS: SCALING },
      },
    ],
  ],
  [
    "the key of the trail",
    trailKeyPolicy(TRAIL, place),
    [
      accountControlsKey,
      admit(
        "cloudtrail.amazonaws.com",
        "TrailSealsFiles",
        ["kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext"],
        "*",
        {
          StringEquals: { "aws:SourceArn": TRAIL },
          StringLike: { "kms:EncryptionContext:aws:cloudtrail:arn": `arn:aws:cloudtrail:*:${ACCOUNT}:trail/*` },
        },
      ),
      admit("cloudtrail.amazonaws.com", "TrailLooksAtKey", "kms:DescribeKey", "*", {
        StringEquals: { "aws:SourceArn": TRAIL },
      }),
    ],
  ],
  [
    "what every function may do",
    policyDocument(...functionStatements(GROUP, QUEUE)),
    [
      allow("WriteLogs", ["logs:CreateLogStream", "logs:PutLogEvents"], `${GROUP}:*`),
      allow("KeepDeadLetters", "sqs:SendMessage", QUEUE),
      allow("WriteTraces", ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], "*"),
    ],
  ],
  [
    "what archives uploads",
    policyDocument(...archiveStatements(BUCKET, `${BUCKET}2`, KEY)),
    [
      allow(
        "ReadUploads",
        ["s3:GetObject", "s3:GetObjectVersion", "s3:GetObjectTagging", "s3:GetObjectVersionTagging"],
        `${BUCKET}/*`,
      ),
      allow("ListUploads", "s3:ListBucket", BUCKET),
      allow("WriteCopies", ["s3:PutObject", "s3:PutObjectTagging"], `${BUCKET}2/*`),
      allow("DataKey", ["kms:Decrypt", "kms:GenerateDataKey"], KEY),
    ],
  ],
  [
    "what rotates the secret",
    policyDocument(...rotationStatements(SECRET, KEY)),
    [
      allow(
        "RotateSecret",
        [
          "secretsmanager:DescribeSecret",
          "secretsmanager:GetSecretValue",
          "secretsmanager:PutSecretValue",
          "secretsmanager:UpdateSecretVersionStage",
        ],
        SECRET,
      ),
      allow("MakeRandomValue", "secretsmanager:GetRandomPassword", "*"),
      allow("SecretKey", ["kms:Decrypt", "kms:GenerateDataKey"], KEY),
    ],
  ],
  [
    "what replicates backups",
    replicationPolicy(
      { bucketArn: BUCKET, keyArn: KEY, region: "eu-central-1" },
      { bucketArn: `${BUCKET}2`, keyArn: `${KEY}2`, region: "eu-west-1" },
    ),
    [
      allow("ReadConfiguration", ["s3:GetReplicationConfiguration", "s3:ListBucket"], BUCKET),
      allow(
        "ReadVersions",
        ["s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging"],
        `${BUCKET}/*`,
      ),
      allow("WriteReplicas", ["s3:ReplicateObject", "s3:ReplicateTags"], `${BUCKET}2/*`),
      allow("OpenSource", "kms:Decrypt", KEY, {
        StringLike: {
          "kms:ViaService": "s3.eu-central-1.amazonaws.com",
          "kms:EncryptionContext:aws:s3:arn": [BUCKET, `${BUCKET}/*`],
        },
      }),
      allow("SealReplica", ["kms:Encrypt", "kms:GenerateDataKey"], `${KEY}2`, {
        StringLike: {
          "kms:ViaService": "s3.eu-west-1.amazonaws.com",
          "kms:EncryptionContext:aws:s3:arn": [`${BUCKET}2`, `${BUCKET}2/*`],
        },
      }),
    ],
  ],
  [
    "what writes the trail's events",
    trailLogPolicy(GROUP),
    [allow("WriteEvents", ["logs:CreateLogStream", "logs:PutLogEvents"], `${GROUP}:*`)],
  ],
  [
    "who may log the queries of a zone",
    queryLogPolicy(GROUP, "Z0NE", place),
    [
      {
        ...allow("WriteQueries", ["logs:CreateLogStream", "logs:PutLogEvents"], `${GROUP}:*`, {
          StringEquals: { "aws:SourceAccount": ACCOUNT },
          ArnLike: { "aws:SourceArn": "arn:aws:route53:::hostedzone/Z0NE" },
        }),
        Principal: { Service: "route53.amazonaws.com" },
      },
    ],
  ],
  [
    "who may come through an endpoint",
    endpointPolicy(ACCOUNT),
    [
      {
        ...allow("OwnAccountOnly", "*", "*", { StringEquals: { "aws:PrincipalAccount": ACCOUNT } }),
        Principal: "*",
      },
    ],
  ],
];

test.each(documents)("%s", (_what, document, statements) => {
  expect(JSON.parse(document)).toEqual({ Version: "2012-10-17", Statement: statements });
});

test.each(documents)("%s: AWS would take the document", (what, document) => {
  const { Statement } = JSON.parse(document) as { Statement: { Sid: string }[] };
  const sids = Statement.map(({ Sid }) => Sid);
  expect(new Set(sids).size).toBe(sids.length);
  // IAM takes nothing but letters and digits in a statement's id.
  expect(sids.filter((sid) => !/^[A-Za-z0-9]+$/.test(sid))).toEqual([]);
  // Trust policies have the narrowest limit, then the inline policies of a role, all of them together.
  expect(document.length).toBeLessThanOrEqual(what.startsWith("who") ? 2048 : 10_240);
});

test("a document without statements is still a document", () => {
  expect(policyDocument()).toBe('{"Version":"2012-10-17","Statement":[]}');
});
