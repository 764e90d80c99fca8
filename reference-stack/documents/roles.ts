import { policyDocument, trustPolicy, type Place, type Statement } from "./policy";

/**
 * Who delivers flow logs, for this account only.
 * https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
 */
export function flowLogTrust({ accountId, region }: Place): string {
  return trustPolicy("vpc-flow-logs.amazonaws.com", {
    StringEquals: { "aws:SourceAccount": accountId },
    ArnLike: { "aws:SourceArn": `arn:aws:ec2:${region}:${accountId}:vpc-flow-log/*` },
  });
}

/** What delivering flow logs takes, on one log group. The group exists already, so nothing may create one. */
export function flowLogPolicy(logGroupArn: string): string {
  return policyDocument({
    Sid: "WriteFlowLogs",
    Effect: "Allow",
    Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogGroups", "logs:DescribeLogStreams"],
    Resource: [logGroupArn, `${logGroupArn}:*`],
  });
}

/**
 * Who sends the operating system's metrics of one database instance.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.Enabling.html
 */
export function databaseMonitoringTrust(identifier: string, { accountId, region }: Place): string {
  return trustPolicy("monitoring.rds.amazonaws.com", {
    StringEquals: {
      "aws:SourceAccount": accountId,
      "aws:SourceArn": `arn:aws:rds:${region}:${accountId}:db:${identifier}`,
    },
  });
}

/** What AmazonRDSEnhancedMonitoringRole grants, on the one log group it is used for, in this region. */
export function databaseMonitoringPolicy({ accountId, region }: Place): string {
  const logGroupArn = `arn:aws:logs:${region}:${accountId}:log-group:RDSOSMetrics`;
  return policyDocument(
    {
      Sid: "ManageLogGroup",
      Effect: "Allow",
      Action: ["logs:CreateLogGroup", "logs:PutRetentionPolicy"],
      Resource: [logGroupArn, `${logGroupArn}:*`],
    },
    {
      Sid: "WriteLogStreams",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams", "logs:GetLogEvents"],
      Resource: [`${logGroupArn}:*`, `${logGroupArn}:log-stream:*`],
    },
  );
}

/** What the application may touch. */
export interface AppAccess {
  /** ARN of its log group. */
  readonly logGroupArn: string;
  /** The database's resource id, `db-…`: not its identifier. None where the region has no database yet. */
  readonly databaseResourceId: string | undefined;
  /** The database user it connects as. */
  readonly databaseUser: string;
  /** The only namespace it may publish metrics under. */
  readonly metricNamespace: string;
  readonly dataBucketArn: string;
  readonly storageKeyArn: string;
  /** The secret it signs with. */
  readonly signingKeyArn: string;
  /** Where its parameters are, with the leading slash. */
  readonly parameterPath: string;
  readonly secretsKeyArn: string;
}

/** What the application needs at run time, and never a password: it connects to the database as who it is. */
export function appPolicy(access: AppAccess, { accountId, region }: Place): string {
  const { databaseResourceId } = access;
  const database: Statement[] =
    databaseResourceId === undefined
      ? []
      : [
          {
            Sid: "ConnectToDatabase",
            Effect: "Allow",
            Action: "rds-db:connect",
            Resource: `arn:aws:rds-db:${region}:${accountId}:dbuser:${databaseResourceId}/${access.databaseUser}`,
          },
        ];
  return policyDocument(
    ...database,
    {
      Sid: "WriteLogs",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: `${access.logGroupArn}:*`,
    },
    {
      // PutMetricData knows no resources: the namespace is what narrows it.
      Sid: "PublishMetrics",
      Effect: "Allow",
      Action: "cloudwatch:PutMetricData",
      Resource: "*",
      Condition: { StringEquals: { "cloudwatch:namespace": access.metricNamespace } },
    },
    {
      Sid: "UseData",
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
      Resource: `${access.dataBucketArn}/*`,
    },
    { Sid: "ListData", Effect: "Allow", Action: "s3:ListBucket", Resource: access.dataBucketArn },
    {
      Sid: "ReadParameters",
      Effect: "Allow",
      Action: ["ssm:GetParameter", "ssm:GetParametersByPath"],
      Resource: [
        `arn:aws:ssm:${region}:${accountId}:parameter${access.parameterPath}`,
        `arn:aws:ssm:${region}:${accountId}:parameter${access.parameterPath}/*`,
      ],
    },
    { Sid: "ReadSigningKey", Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: access.signingKeyArn },
    useKey("DataKey", access.storageKeyArn),
    { Sid: "OpenSecrets", Effect: "Allow", Action: "kms:Decrypt", Resource: access.secretsKeyArn },
  );
}

/** Reading and writing objects under a key. */
function useKey(sid: string, keyArn: string): Statement {
  return { Sid: sid, Effect: "Allow", Action: ["kms:Decrypt", "kms:GenerateDataKey"], Resource: keyArn };
}

/** What every function needs: its own logs, traces and dead letters. */
export function functionStatements(logGroupArn: string, deadLetterQueueArn: string): Statement[] {
  return [
    {
      Sid: "WriteLogs",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: `${logGroupArn}:*`,
    },
    { Sid: "KeepDeadLetters", Effect: "Allow", Action: "sqs:SendMessage", Resource: deadLetterQueueArn },
    {
      // X-Ray knows no resources.
      Sid: "WriteTraces",
      Effect: "Allow",
      Action: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"],
      Resource: "*",
    },
  ];
}

/** What copying uploads takes. Without the list right S3 says "forbidden" of what is merely gone. */
export function archiveStatements(sourceArn: string, targetArn: string, storageKeyArn: string): Statement[] {
  return [
    {
      Sid: "ReadUploads",
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:GetObjectVersion", "s3:GetObjectTagging", "s3:GetObjectVersionTagging"],
      Resource: `${sourceArn}/*`,
    },
    { Sid: "ListUploads", Effect: "Allow", Action: "s3:ListBucket", Resource: sourceArn },
    {
      Sid: "WriteCopies",
      Effect: "Allow",
      Action: ["s3:PutObject", "s3:PutObjectTagging"],
      Resource: `${targetArn}/*`,
    },
    useKey("DataKey", storageKeyArn),
  ];
}

/**
 * What rotating one secret takes.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets-required-permissions-function.html
 */
export function rotationStatements(secretArn: string, secretsKeyArn: string): Statement[] {
  return [
    {
      Sid: "RotateSecret",
      Effect: "Allow",
      Action: [
        "secretsmanager:DescribeSecret",
        "secretsmanager:GetSecretValue",
        "secretsmanager:PutSecretValue",
        "secretsmanager:UpdateSecretVersionStage",
      ],
      Resource: secretArn,
    },
    // It is made up, and is nobody's: there is no resource to name.
    { Sid: "MakeRandomValue", Effect: "Allow", Action: "secretsmanager:GetRandomPassword", Resource: "*" },
    useKey("SecretKey", secretsKeyArn),
  ];
}

/** One end of a replication. */
export interface ReplicationEnd {
  readonly bucketArn: string;
  readonly keyArn: string;
  readonly region: string;
}

/**
 * What copying encrypted objects from one bucket to another takes; both keys through S3 only.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html
 */
export function replicationPolicy(source: ReplicationEnd, replica: ReplicationEnd): string {
  const throughS3 = ({ region, bucketArn }: ReplicationEnd) => ({
    StringLike: {
      "kms:ViaService": `s3.${region}.amazonaws.com`,
      "kms:EncryptionContext:aws:s3:arn": [bucketArn, `${bucketArn}/*`],
    },
  });
  return policyDocument(
    {
      Sid: "ReadConfiguration",
      Effect: "Allow",
      Action: ["s3:GetReplicationConfiguration", "s3:ListBucket"],
      Resource: source.bucketArn,
    },
    {
      Sid: "ReadVersions",
      Effect: "Allow",
      Action: ["s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging"],
      Resource: `${source.bucketArn}/*`,
    },
    {
      Sid: "WriteReplicas",
      Effect: "Allow",
      Action: ["s3:ReplicateObject", "s3:ReplicateTags"],
      Resource: `${replica.bucketArn}/*`,
    },
    {
      Sid: "OpenSource",
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: source.keyArn,
      Condition: throughS3(source),
    },
    {
      Sid: "SealReplica",
      Effect: "Allow",
      Action: ["kms:Encrypt", "kms:GenerateDataKey"],
      Resource: replica.keyArn,
      Condition: throughS3(replica),
    },
  );
}

/** What CloudTrail needs to write to its log group. */
export function trailLogPolicy(logGroupArn: string): string {
  return policyDocument({
    Sid: "WriteEvents",
    Effect: "Allow",
    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
    Resource: `${logGroupArn}:*`,
  });
}
