/**
 * What AWS takes as a name, by resource type: length and pattern where the service's API model (botocore) states them,
 * else from the sentences of its API reference, which the model quotes. A sentence that AWS rewords stops the extractor.
 */
import { readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import path from "node:path";
import type { Sources } from "./sources";

interface Shape {
  readonly members?: Readonly<Record<string, { readonly shape: string; readonly documentation?: string }>>;
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly documentation?: string;
}
interface Model {
  readonly shapes: Readonly<Record<string, Shape>>;
  readonly operations: Readonly<Record<string, { readonly input: { readonly shape: string } }>>;
}

/** One row of the data file. */
interface NameRule {
  /** Service, operation and parameter of the API. */
  readonly api: string;
  /** Argument by type token. */
  readonly types: Readonly<Record<string, string>>;
  readonly min?: number;
  readonly max?: number;
  /** Of the whole name. */
  readonly pattern?: string;
  /** What the reference says, in its own words; a pattern says enough by itself. */
  readonly words?: string;
}

interface Wanted {
  readonly api: `${string} ${string} ${string}`;
  readonly types: Readonly<Record<string, string>>;
  /** What the model leaves to the reference; `words` are looked for there. */
  readonly stated?: { readonly words: string; readonly min?: number; readonly max?: number; readonly pattern: string };
}

const named = (...types: readonly string[]) => Object.fromEntries(types.map((type) => [type, "name"]));

const ALPHANUMERIC_HYPHENS = "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?";
/** Identifiers of RDS and its relatives: a letter first, no two hyphens in a row, none at the end. */
const identifier = (max: number, words: string) => ({ words, min: 1, max, pattern: "[A-Za-z](?:-?[A-Za-z0-9])*" });
const wordy = (max: number, words: string) => ({ words, min: 1, max, pattern: "[A-Za-z0-9_-]+" });

const WANTED: readonly Wanted[] = [
  {
    api: "elbv2 CreateLoadBalancer Name",
    types: named(
      "aws:lb/loadBalancer:LoadBalancer",
      "aws:alb/loadBalancer:LoadBalancer",
      "aws:elasticloadbalancingv2/loadBalancer:LoadBalancer",
      "aws:applicationloadbalancing/loadBalancer:LoadBalancer",
    ),
    stated: {
      words:
        'can have a maximum of 32 characters, must contain only alphanumeric characters or hyphens, must not begin or end with a hyphen, and must not begin with "internal-"',
      min: 1,
      max: 32,
      pattern: `(?!internal-)${ALPHANUMERIC_HYPHENS}`,
    },
  },
  {
    api: "elbv2 CreateTargetGroup Name",
    types: named(
      "aws:lb/targetGroup:TargetGroup",
      "aws:alb/targetGroup:TargetGroup",
      "aws:elasticloadbalancingv2/targetGroup:TargetGroup",
      "aws:applicationloadbalancing/targetGroup:TargetGroup",
    ),
    stated: {
      words:
        "can have a maximum of 32 characters, must contain only alphanumeric characters or hyphens, and must not begin or end with a hyphen",
      min: 1,
      max: 32,
      pattern: ALPHANUMERIC_HYPHENS,
    },
  },
  {
    api: "elb CreateLoadBalancer LoadBalancerName",
    types: named("aws:elb/loadBalancer:LoadBalancer", "aws:elasticloadbalancing/loadBalancer:LoadBalancer"),
    stated: {
      words:
        "must have a maximum of 32 characters, must contain only alphanumeric characters or hyphens, and cannot begin or end with a hyphen",
      min: 1,
      max: 32,
      pattern: ALPHANUMERIC_HYPHENS,
    },
  },
  {
    api: "ec2 CreateSecurityGroup GroupName",
    types: named("aws:ec2/securityGroup:SecurityGroup"),
    stated: {
      words:
        "Up to 255 characters in length. Can't start with sg- . Valid characters: a-z, A-Z, 0-9, spaces, and ._-:/()#,@[]+=&;{}!$*",
      min: 1,
      max: 255,
      pattern: String.raw`(?!sg-)[A-Za-z0-9 ._\-:/()#,@[\]+=&;{}!$*]+`,
    },
  },
  {
    api: "sqs CreateQueue QueueName",
    types: named("aws:sqs/queue:Queue"),
    stated: {
      words:
        "A queue name can have up to 80 characters. Valid values: alphanumeric characters, hyphens ( - ), and underscores ( _ ). A FIFO queue name must end with the .fifo suffix.",
      min: 1,
      max: 80,
      pattern: String.raw`[A-Za-z0-9_-]+(?:\.fifo)?`,
    },
  },
  {
    api: "sns CreateTopic Name",
    types: named("aws:sns/topic:Topic"),
    stated: {
      words:
        "Topic names must be made up of only uppercase and lowercase ASCII letters, numbers, underscores, and hyphens, and must be between 1 and 256 characters long. For a FIFO (first-in-first-out) topic, the name must end with the .fifo suffix.",
      min: 1,
      max: 256,
      pattern: String.raw`[A-Za-z0-9_-]+(?:\.fifo)?`,
    },
  },
  {
    api: "rds CreateDBInstance DBInstanceIdentifier",
    types: { "aws:rds/instance:Instance": "identifier", "aws:rds/clusterInstance:ClusterInstance": "identifier" },
    stated: identifier(
      63,
      "Must contain from 1 to 63 letters, numbers, or hyphens. First character must be a letter. Can't end with a hyphen or contain two consecutive hyphens.",
    ),
  },
  {
    api: "rds CreateDBCluster DBClusterIdentifier",
    types: { "aws:rds/cluster:Cluster": "clusterIdentifier" },
    stated: identifier(
      63,
      "Must contain from 1 to 63 (for Aurora DB clusters) or 1 to 52 (for Multi-AZ DB clusters) letters, numbers, or hyphens. First character must be a letter. Can't end with a hyphen or contain two consecutive hyphens.",
    ),
  },
  {
    api: "docdb CreateDBCluster DBClusterIdentifier",
    types: { "aws:docdb/cluster:Cluster": "clusterIdentifier" },
    stated: identifier(
      63,
      "Must contain from 1 to 63 letters, numbers, or hyphens. The first character must be a letter. Cannot end with a hyphen or contain two consecutive hyphens.",
    ),
  },
  {
    api: "docdb CreateDBInstance DBInstanceIdentifier",
    types: { "aws:docdb/clusterInstance:ClusterInstance": "identifier" },
    stated: identifier(
      63,
      "Must contain from 1 to 63 letters, numbers, or hyphens. The first character must be a letter. Cannot end with a hyphen or contain two consecutive hyphens.",
    ),
  },
  {
    api: "neptune CreateDBCluster DBClusterIdentifier",
    types: { "aws:neptune/cluster:Cluster": "clusterIdentifier" },
    stated: identifier(
      63,
      "Must contain from 1 to 63 letters, numbers, or hyphens. First character must be a letter. Cannot end with a hyphen or contain two consecutive hyphens.",
    ),
  },
  {
    api: "rds CreateDBParameterGroup DBParameterGroupName",
    types: named("aws:rds/parameterGroup:ParameterGroup"),
    stated: identifier(
      255,
      "Must be 1 to 255 letters, numbers, or hyphens. First character must be a letter Can't end with a hyphen or contain two consecutive hyphens",
    ),
  },
  {
    api: "rds CreateDBSubnetGroup DBSubnetGroupName",
    types: named("aws:rds/subnetGroup:SubnetGroup"),
    stated: {
      words:
        "Must contain no more than 255 letters, numbers, periods, underscores, spaces, or hyphens. Must not be default. First character must be a letter.",
      min: 1,
      max: 255,
      pattern: "(?!default$)[A-Za-z][A-Za-z0-9._ -]*",
    },
  },
  {
    api: "rds CreateDBSnapshot DBSnapshotIdentifier",
    types: { "aws:rds/snapshot:Snapshot": "dbSnapshotIdentifier" },
    stated: identifier(
      255,
      "Must contain from 1 to 255 letters, numbers, or hyphens First character must be a letter Can't end with a hyphen or contain two consecutive hyphens",
    ),
  },
  {
    api: "rds DeleteDBInstance FinalDBSnapshotIdentifier",
    types: { "aws:rds/instance:Instance": "finalSnapshotIdentifier" },
    stated: identifier(
      255,
      "Must be 1 to 255 letters or numbers. First character must be a letter. Can't end with a hyphen or contain two consecutive hyphens.",
    ),
  },
  {
    api: "rds DeleteDBCluster FinalDBSnapshotIdentifier",
    types: { "aws:rds/cluster:Cluster": "finalSnapshotIdentifier" },
    stated: identifier(
      255,
      "Must be 1 to 255 letters, numbers, or hyphens. First character must be a letter Can't end with a hyphen or contain two consecutive hyphens",
    ),
  },
  {
    api: "ssm PutParameter Name",
    types: named("aws:ssm/parameter:Parameter"),
    stated: {
      // With a slash inside, it is a hierarchy, and begins with one.
      words: `For parameters in a hierarchy, you must include a leading forward slash character (/) when you create or reference a parameter.`,
      pattern: "[A-Za-z0-9_.-]+|/[A-Za-z0-9_./-]+",
    },
  },
  {
    api: "elasticache CreateCacheCluster CacheClusterId",
    types: { "aws:elasticache/cluster:Cluster": "clusterId" },
    stated: identifier(
      50,
      "A name must contain from 1 to 50 alphanumeric characters or hyphens. The first character must be a letter. A name cannot end with a hyphen or contain two consecutive hyphens.",
    ),
  },
  {
    api: "elasticache CreateReplicationGroup ReplicationGroupId",
    types: { "aws:elasticache/replicationGroup:ReplicationGroup": "replicationGroupId" },
    stated: identifier(
      40,
      "A name must contain from 1 to 40 alphanumeric characters or hyphens. The first character must be a letter. A name cannot end with a hyphen or contain two consecutive hyphens.",
    ),
  },
  {
    api: "redshift CreateCluster ClusterIdentifier",
    types: { "aws:redshift/cluster:Cluster": "clusterIdentifier" },
    stated: {
      words:
        "Must contain from 1 to 63 alphanumeric characters or hyphens. Alphabetic characters must be lowercase. First character must be a letter. Cannot end with a hyphen or contain two consecutive hyphens.",
      min: 1,
      max: 63,
      pattern: "[a-z](?:-?[a-z0-9])*",
    },
  },
  {
    api: "dms CreateReplicationInstance ReplicationInstanceIdentifier",
    types: { "aws:dms/replicationInstance:ReplicationInstance": "replicationInstanceId" },
    stated: identifier(
      63,
      "Must contain 1-63 alphanumeric characters or hyphens. First character must be a letter. Can't end with a hyphen or contain two consecutive hyphens.",
    ),
  },
  {
    api: "lambda CreateFunction FunctionName",
    types: named("aws:lambda/function:Function"),
    stated: {
      // Also an ARN: the provider hands on whatever stands there.
      words: "If you specify only the function name, it is limited to 64 characters in length.",
      min: 1,
      pattern: "[A-Za-z0-9_-]{1,64}|(?:arn:[^:]+:lambda:[^:]*:)?\\d{12}:function:[A-Za-z0-9_-]{1,64}",
    },
  },
  {
    api: "ecs CreateCluster clusterName",
    types: named("aws:ecs/cluster:Cluster"),
    stated: wordy(255, "Up to 255 letters (uppercase and lowercase), numbers, underscores, and hyphens are allowed."),
  },
  {
    api: "ecs CreateService serviceName",
    types: named("aws:ecs/service:Service"),
    stated: wordy(255, "Up to 255 letters (uppercase and lowercase), numbers, underscores, and hyphens are allowed."),
  },
  {
    api: "ecs RegisterTaskDefinition family",
    types: { "aws:ecs/taskDefinition:TaskDefinition": "family" },
    stated: wordy(255, "Up to 255 letters (uppercase and lowercase), numbers, underscores, and hyphens are allowed."),
  },
  {
    api: "cloudwatch PutDashboard DashboardName",
    types: { "aws:cloudwatch/dashboard:Dashboard": "dashboardName" },
    stated: wordy(255, 'The maximum length is 255, and valid characters are A-Z, a-z, 0-9, "-", and "_".'),
  },
  {
    api: "batch CreateJobQueue jobQueueName",
    types: named("aws:batch/jobQueue:JobQueue"),
    stated: wordy(
      128,
      "It can be up to 128 letters long. It can contain uppercase and lowercase letters, numbers, hyphens (-), and underscores (_).",
    ),
  },
  {
    api: "mq CreateBroker BrokerName",
    types: { "aws:mq/broker:Broker": "brokerName" },
    stated: wordy(50, "1-50 characters long, must contain only letters, numbers, dashes, and underscores"),
  },
  {
    api: "secretsmanager CreateSecret Name",
    types: named("aws:secretsmanager/secret:Secret"),
    stated: {
      words: "The secret name can contain ASCII letters, numbers, and the following characters: /_+=.@-",
      pattern: "[A-Za-z0-9/_+=.@-]+",
    },
  },
  { api: "iam CreateRole RoleName", types: named("aws:iam/role:Role") },
  { api: "iam CreateUser UserName", types: named("aws:iam/user:User") },
  { api: "iam CreateGroup GroupName", types: named("aws:iam/group:Group") },
  { api: "iam CreatePolicy PolicyName", types: named("aws:iam/policy:Policy") },
  { api: "iam PutRolePolicy PolicyName", types: named("aws:iam/rolePolicy:RolePolicy") },
  { api: "iam CreateInstanceProfile InstanceProfileName", types: named("aws:iam/instanceProfile:InstanceProfile") },
  { api: "lambda CreateAlias Name", types: named("aws:lambda/alias:Alias") },
  { api: "logs CreateLogGroup logGroupName", types: named("aws:cloudwatch/logGroup:LogGroup") },
  { api: "logs CreateLogStream logStreamName", types: named("aws:cloudwatch/logStream:LogStream") },
  { api: "ecr CreateRepository repositoryName", types: named("aws:ecr/repository:Repository") },
  { api: "eks CreateCluster name", types: named("aws:eks/cluster:Cluster") },
  { api: "events PutRule Name", types: named("aws:cloudwatch/eventRule:EventRule") },
  { api: "events CreateArchive ArchiveName", types: named("aws:cloudwatch/eventArchive:EventArchive") },
  { api: "scheduler CreateSchedule Name", types: named("aws:scheduler/schedule:Schedule") },
  { api: "scheduler CreateScheduleGroup Name", types: named("aws:scheduler/scheduleGroup:ScheduleGroup") },
  { api: "pipes CreatePipe Name", types: named("aws:pipes/pipe:Pipe") },
  { api: "stepfunctions CreateStateMachine name", types: named("aws:sfn/stateMachine:StateMachine") },
  { api: "kms CreateAlias AliasName", types: named("aws:kms/alias:Alias") },
  {
    api: "cloudwatch PutMetricAlarm AlarmName",
    types: {
      "aws:cloudwatch/metricAlarm:MetricAlarm": "name",
      "aws:cloudwatch/compositeAlarm:CompositeAlarm": "alarmName",
    },
  },
  { api: "kinesis CreateStream StreamName", types: named("aws:kinesis/stream:Stream") },
  {
    api: "firehose CreateDeliveryStream DeliveryStreamName",
    types: named("aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream"),
  },
  { api: "codebuild CreateProject name", types: named("aws:codebuild/project:Project") },
  { api: "codepipeline CreatePipeline pipeline.name", types: named("aws:codepipeline/pipeline:Pipeline") },
  { api: "codedeploy CreateApplication applicationName", types: named("aws:codedeploy/application:Application") },
  {
    api: "codecommit CreateRepository repositoryName",
    types: { "aws:codecommit/repository:Repository": "repositoryName" },
  },
  { api: "backup CreateBackupVault BackupVaultName", types: named("aws:backup/vault:Vault") },
  {
    api: "wafv2 CreateWebACL Name",
    types: named("aws:wafv2/webAcl:WebAcl", "aws:wafv2/ipSet:IpSet", "aws:wafv2/ruleGroup:RuleGroup"),
  },
  { api: "config PutConfigRule ConfigRule.ConfigRuleName", types: named("aws:cfg/rule:Rule") },
  { api: "cognito-idp CreateUserPool PoolName", types: named("aws:cognito/userPool:UserPool") },
  {
    api: "opensearch CreateDomain DomainName",
    types: { "aws:opensearch/domain:Domain": "domainName", "aws:elasticsearch/domain:Domain": "domainName" },
  },
  { api: "kafka CreateCluster ClusterName", types: { "aws:msk/cluster:Cluster": "clusterName" } },
  { api: "synthetics CreateCanary Name", types: named("aws:synthetics/canary:Canary") },
  { api: "athena CreateWorkGroup Name", types: named("aws:athena/workgroup:Workgroup") },
  {
    api: "sagemaker CreateNotebookInstance NotebookInstanceName",
    types: named("aws:sagemaker/notebookInstance:NotebookInstance"),
  },
  { api: "apprunner CreateService ServiceName", types: { "aws:apprunner/service:Service": "serviceName" } },
  { api: "cloudfront CreateFunction Name", types: named("aws:cloudfront/function:Function") },
  { api: "xray CreateSamplingRule SamplingRule.RuleName", types: { "aws:xray/samplingRule:SamplingRule": "ruleName" } },
  { api: "ssm CreateDocument Name", types: named("aws:ssm/document:Document") },
  { api: "rds CreateDBProxy DBProxyName", types: named("aws:rds/proxy:Proxy") },
  { api: "mwaa CreateEnvironment Name", types: named("aws:mwaa/environment:Environment") },
  { api: "efs CreateFileSystem CreationToken", types: { "aws:efs/fileSystem:FileSystem": "creationToken" } },
];

/**
 * @throws when a parameter is no longer in the model, says nothing of its form, or has other words than the table.
 */
export function nameRules(sources: Sources): readonly NameRule[] {
  const models = new Map<string, Model>();
  return WANTED.map(({ api, types, stated }) => {
    const [service = "", operation = "", parameter = ""] = api.split(" ");
    const model = models.get(service) ?? readModel(sources.file(`botocore/data/${service}`));
    models.set(service, model);
    const { shape, text } = find(model, operation, parameter);
    if (stated !== undefined) {
      if (!text.includes(stated.words)) {
        throw new Error(`${api}: the reference no longer says "${stated.words}", but: ${text}`);
      }
      return { api, types, ...lengthOf(shape), ...stated };
    }
    const rule = { ...lengthOf(shape), ...(shape.pattern === undefined ? {} : { pattern: shape.pattern }) };
    if (Object.keys(rule).length === 0) {
      throw new Error(`${api}: the model says nothing of the form`);
    }
    return { api, types, ...rule };
  });
}

function lengthOf({ min, max }: Shape): Pick<NameRule, "min" | "max"> {
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
}

function readModel(directory: string): Model {
  const newest = readdirSync(directory).sort().at(-1) ?? "";
  const text = gunzipSync(readFileSync(path.join(directory, newest, "service-2.json.gz"))).toString("utf8");
  return JSON.parse(text) as Model;
}

function find(model: Model, operation: string, parameter: string): { readonly shape: Shape; readonly text: string } {
  let shape = model.shapes[model.operations[operation]?.input.shape ?? ""];
  let text = "";
  for (const member of parameter.split(".")) {
    const next = shape?.members?.[member];
    shape = model.shapes[next?.shape ?? ""];
    text = next?.documentation ?? shape?.documentation ?? "";
  }
  if (shape === undefined) {
    throw new Error(`${operation} has no parameter ${parameter}`);
  }
  return { shape, text: plain(text) };
}

/** HTML as the sentences in it. */
function plain(html: string): string {
  return html
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll("&amp;", "&")
    .replaceAll(/\s+/g, " ")
    .trim();
}
