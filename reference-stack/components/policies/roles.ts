import { policyDocument, trustPolicy, type Place } from "./document";

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
  /** The database's resource id, `db-…`: not its identifier. */
  readonly databaseResourceId: string;
  /** The database user it connects as. */
  readonly databaseUser: string;
  /** The only namespace it may publish metrics under. */
  readonly metricNamespace: string;
}

/** What the application needs at run time: its database user, its logs and its metrics. It never sees a password. */
export function appPolicy(access: AppAccess, { accountId, region }: Place): string {
  const { logGroupArn, databaseResourceId, databaseUser, metricNamespace } = access;
  return policyDocument(
    {
      Sid: "ConnectToDatabase",
      Effect: "Allow",
      Action: "rds-db:connect",
      Resource: `arn:aws:rds-db:${region}:${accountId}:dbuser:${databaseResourceId}/${databaseUser}`,
    },
    {
      Sid: "WriteLogs",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: `${logGroupArn}:*`,
    },
    {
      // PutMetricData knows no resources: the namespace is what narrows it.
      Sid: "PublishMetrics",
      Effect: "Allow",
      Action: "cloudwatch:PutMetricData",
      Resource: "*",
      Condition: { StringEquals: { "cloudwatch:namespace": metricNamespace } },
    },
  );
}
