/** What AWS calls a resource: which argument holds the name, and where no two may have the same. */
import { isHalfKnown } from "../engine/made-up";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import type { Value } from "../engine/value";
import { isDeclared } from "./declared";

/** Where AWS keeps one list of names. */
export type Scope =
  /** One list for all accounts of a partition. */
  | "partition"
  /** One for an account, whatever the region. */
  | "account"
  /** One for an account in a region. */
  | "region";

/** Types whose names stand in one list. */
export interface Naming {
  /** What a message calls such a resource. */
  readonly noun: string;
  /** The argument that holds the name, by type token. */
  readonly types: Readonly<Record<string, string>>;
  readonly scope: Scope;
  /** The argument that says which list it is, where every bus, cluster or network has one of its own. */
  readonly within?: string;
  /** AWS stores the name in lower case, or compares without regard to it. */
  readonly caseInsensitive?: true;
  /** A second one of the same name is not refused: it overwrites the first. */
  readonly overwrites?: true;
}

type Row = readonly [noun: string, types: Readonly<Record<string, string>>, more?: Partial<Naming>];

const NAME = "name";
const ANY_CASE = { caseInsensitive: true } as const;
const ACCOUNT = { scope: "account" } as const;

/** Most types have their name in `name`. */
const called = (...types: readonly string[]) => Object.fromEntries(types.map((type) => [type, NAME]));

/**
 * `test/helpers/physical-names.test.ts` holds every token and argument against the installed SDK. That names are unique
 * and where is what the API references say of each `Create…` call (https://docs.aws.amazon.com/index.html); IAM's are
 * "not distinguished by case" (https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html). Left out is what
 * may share its name: REST APIs, user pools, hosted zones, file systems, task definitions, which have revisions.
 */
const ROWS: readonly Row[] = [
  ["bucket", { "aws:s3/bucket:Bucket": "bucket", "aws:s3/bucketV2:BucketV2": "bucket" }, { scope: "partition" }],
  ["access point", called("aws:s3/accessPoint:AccessPoint")],
  ["IAM role", called("aws:iam/role:Role"), { ...ACCOUNT, ...ANY_CASE }],
  ["IAM user", called("aws:iam/user:User"), { ...ACCOUNT, ...ANY_CASE }],
  ["IAM group", called("aws:iam/group:Group"), { ...ACCOUNT, ...ANY_CASE }],
  ["IAM policy", called("aws:iam/policy:Policy"), { ...ACCOUNT, ...ANY_CASE }],
  ["instance profile", called("aws:iam/instanceProfile:InstanceProfile"), { ...ACCOUNT, ...ANY_CASE }],
  ["server certificate", called("aws:iam/serverCertificate:ServerCertificate"), { ...ACCOUNT, ...ANY_CASE }],
  ["inline policy", called("aws:iam/rolePolicy:RolePolicy"), { ...ACCOUNT, within: "role", overwrites: true }],
  ["inline policy", called("aws:iam/userPolicy:UserPolicy"), { ...ACCOUNT, within: "user", overwrites: true }],
  ["inline policy", called("aws:iam/groupPolicy:GroupPolicy"), { ...ACCOUNT, within: "group", overwrites: true }],
  ["Lambda function", called("aws:lambda/function:Function")],
  ["alias", called("aws:lambda/alias:Alias"), { within: "functionName" }],
  ["log group", called("aws:cloudwatch/logGroup:LogGroup")],
  ["log stream", called("aws:cloudwatch/logStream:LogStream"), { within: "logGroupName" }],
  [
    "metric filter",
    called("aws:cloudwatch/logMetricFilter:LogMetricFilter"),
    { within: "logGroupName", overwrites: true },
  ],
  [
    "alarm",
    {
      "aws:cloudwatch/metricAlarm:MetricAlarm": "name",
      "aws:cloudwatch/compositeAlarm:CompositeAlarm": "alarmName",
    },
    { overwrites: true },
  ],
  ["dashboard", { "aws:cloudwatch/dashboard:Dashboard": "dashboardName" }, { ...ACCOUNT, overwrites: true }],
  ["event rule", called("aws:cloudwatch/eventRule:EventRule"), { within: "eventBusName", overwrites: true }],
  ["event bus", called("aws:cloudwatch/eventBus:EventBus")],
  ["event archive", called("aws:cloudwatch/eventArchive:EventArchive")],
  ["connection", called("aws:cloudwatch/eventConnection:EventConnection")],
  ["schedule", called("aws:scheduler/schedule:Schedule"), { within: "groupName" }],
  ["schedule group", called("aws:scheduler/scheduleGroup:ScheduleGroup")],
  ["pipe", called("aws:pipes/pipe:Pipe")],
  ["topic", called("aws:sns/topic:Topic"), { overwrites: true }],
  ["queue", called("aws:sqs/queue:Queue"), { overwrites: true }],
  ["DynamoDB table", called("aws:dynamodb/table:Table")],
  ["stream", called("aws:kinesis/stream:Stream")],
  ["delivery stream", called("aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream")],
  ["image repository", called("aws:ecr/repository:Repository")],
  ["ECS cluster", called("aws:ecs/cluster:Cluster"), { overwrites: true }],
  ["ECS service", called("aws:ecs/service:Service"), { within: "cluster" }],
  ["EKS cluster", called("aws:eks/cluster:Cluster")],
  ["node group", { "aws:eks/nodeGroup:NodeGroup": "nodeGroupName" }, { within: "clusterName" }],
  ["Fargate profile", { "aws:eks/fargateProfile:FargateProfile": "fargateProfileName" }, { within: "clusterName" }],
  ["secret", called("aws:secretsmanager/secret:Secret")],
  ["parameter", called("aws:ssm/parameter:Parameter")],
  ["SSM document", called("aws:ssm/document:Document")],
  ["key alias", called("aws:kms/alias:Alias")],
  ["state machine", called("aws:sfn/stateMachine:StateMachine")],
  // Aurora's instances and all others are DB instances.
  [
    "DB instance",
    { "aws:rds/instance:Instance": "identifier", "aws:rds/clusterInstance:ClusterInstance": "identifier" },
    ANY_CASE,
  ],
  ["DB cluster", { "aws:rds/cluster:Cluster": "clusterIdentifier" }, ANY_CASE],
  ["global cluster", { "aws:rds/globalCluster:GlobalCluster": "globalClusterIdentifier" }, { ...ACCOUNT, ...ANY_CASE }],
  ["DB subnet group", called("aws:rds/subnetGroup:SubnetGroup"), ANY_CASE],
  ["DB parameter group", called("aws:rds/parameterGroup:ParameterGroup"), ANY_CASE],
  ["cluster parameter group", called("aws:rds/clusterParameterGroup:ClusterParameterGroup"), ANY_CASE],
  ["option group", called("aws:rds/optionGroup:OptionGroup"), ANY_CASE],
  ["DB proxy", called("aws:rds/proxy:Proxy"), ANY_CASE],
  ["DB snapshot", { "aws:rds/snapshot:Snapshot": "dbSnapshotIdentifier" }, ANY_CASE],
  ["cluster snapshot", { "aws:rds/clusterSnapshot:ClusterSnapshot": "dbClusterSnapshotIdentifier" }, ANY_CASE],
  ["DocumentDB cluster", { "aws:docdb/cluster:Cluster": "clusterIdentifier" }, ANY_CASE],
  ["DocumentDB instance", { "aws:docdb/clusterInstance:ClusterInstance": "identifier" }, ANY_CASE],
  ["DocumentDB subnet group", called("aws:docdb/subnetGroup:SubnetGroup"), ANY_CASE],
  ["Neptune cluster", { "aws:neptune/cluster:Cluster": "clusterIdentifier" }, ANY_CASE],
  ["Neptune instance", { "aws:neptune/clusterInstance:ClusterInstance": "identifier" }, ANY_CASE],
  ["cache cluster", { "aws:elasticache/cluster:Cluster": "clusterId" }, ANY_CASE],
  ["replication group", { "aws:elasticache/replicationGroup:ReplicationGroup": "replicationGroupId" }, ANY_CASE],
  ["cache subnet group", called("aws:elasticache/subnetGroup:SubnetGroup"), ANY_CASE],
  ["cache parameter group", called("aws:elasticache/parameterGroup:ParameterGroup"), ANY_CASE],
  ["serverless cache", called("aws:elasticache/serverlessCache:ServerlessCache"), ANY_CASE],
  ["MemoryDB cluster", called("aws:memorydb/cluster:Cluster"), ANY_CASE],
  ["Redshift cluster", { "aws:redshift/cluster:Cluster": "clusterIdentifier" }],
  [
    "load balancer",
    called(
      "aws:lb/loadBalancer:LoadBalancer",
      "aws:alb/loadBalancer:LoadBalancer",
      "aws:elasticloadbalancingv2/loadBalancer:LoadBalancer",
      "aws:applicationloadbalancing/loadBalancer:LoadBalancer",
    ),
  ],
  [
    "classic load balancer",
    called("aws:elb/loadBalancer:LoadBalancer", "aws:elasticloadbalancing/loadBalancer:LoadBalancer"),
  ],
  [
    "target group",
    called(
      "aws:lb/targetGroup:TargetGroup",
      "aws:alb/targetGroup:TargetGroup",
      "aws:elasticloadbalancingv2/targetGroup:TargetGroup",
      "aws:applicationloadbalancing/targetGroup:TargetGroup",
    ),
  ],
  ["security group", called("aws:ec2/securityGroup:SecurityGroup"), { within: "vpcId", ...ANY_CASE }],
  ["launch template", called("aws:ec2/launchTemplate:LaunchTemplate")],
  ["launch configuration", called("aws:ec2/launchConfiguration:LaunchConfiguration")],
  ["key pair", { "aws:ec2/keyPair:KeyPair": "keyName" }],
  ["placement group", called("aws:ec2/placementGroup:PlacementGroup")],
  ["Auto Scaling group", called("aws:autoscaling/group:Group")],
  ["scaling policy", called("aws:autoscaling/policy:Policy"), { within: "autoscalingGroupName", overwrites: true }],
  ["build project", called("aws:codebuild/project:Project")],
  ["pipeline", called("aws:codepipeline/pipeline:Pipeline")],
  ["CodeDeploy application", called("aws:codedeploy/application:Application")],
  [
    "deployment group",
    { "aws:codedeploy/deploymentGroup:DeploymentGroup": "deploymentGroupName" },
    { within: "appName" },
  ],
  ["code repository", { "aws:codecommit/repository:Repository": "repositoryName" }],
  ["trail", called("aws:cloudtrail/trail:Trail")],
  ["Config rule", called("aws:cfg/rule:Rule"), { overwrites: true }],
  ["backup vault", called("aws:backup/vault:Vault")],
  ["web ACL", called("aws:wafv2/webAcl:WebAcl"), { within: "scope" }],
  ["IP set", called("aws:wafv2/ipSet:IpSet"), { within: "scope" }],
  ["WAF rule group", called("aws:wafv2/ruleGroup:RuleGroup"), { within: "scope" }],
  ["search domain", { "aws:opensearch/domain:Domain": "domainName", "aws:elasticsearch/domain:Domain": "domainName" }],
  ["Kafka cluster", { "aws:msk/cluster:Cluster": "clusterName" }],
  ["broker", { "aws:mq/broker:Broker": "brokerName" }],
  ["Glue database", called("aws:glue/catalogDatabase:CatalogDatabase"), { within: "catalogId", ...ANY_CASE }],
  ["Glue job", called("aws:glue/job:Job")],
  ["crawler", called("aws:glue/crawler:Crawler")],
  ["workgroup", called("aws:athena/workgroup:Workgroup")],
  ["notebook", called("aws:sagemaker/notebookInstance:NotebookInstance")],
  ["job queue", called("aws:batch/jobQueue:JobQueue")],
  ["compute environment", called("aws:batch/computeEnvironment:ComputeEnvironment")],
  ["CloudFront function", called("aws:cloudfront/function:Function"), ACCOUNT],
  ["origin access control", called("aws:cloudfront/originAccessControl:OriginAccessControl"), ACCOUNT],
  ["cache policy", called("aws:cloudfront/cachePolicy:CachePolicy"), ACCOUNT],
  ["origin request policy", called("aws:cloudfront/originRequestPolicy:OriginRequestPolicy"), ACCOUNT],
  ["response headers policy", called("aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy"), ACCOUNT],
  ["CloudFormation stack", called("aws:cloudformation/stack:Stack")],
  ["canary", called("aws:synthetics/canary:Canary")],
  ["sampling rule", { "aws:xray/samplingRule:SamplingRule": "ruleName" }],
  ["budget", called("aws:budgets/budget:Budget"), ACCOUNT],
  ["replication instance", { "aws:dms/replicationInstance:ReplicationInstance": "replicationInstanceId" }, ANY_CASE],
  ["DMS endpoint", { "aws:dms/endpoint:Endpoint": "endpointId" }, ANY_CASE],
  ["replication task", { "aws:dms/replicationTask:ReplicationTask": "replicationTaskId" }, ANY_CASE],
  ["topic rule", called("aws:iot/topicRule:TopicRule")],
  ["thing", called("aws:iot/thing:Thing")],
  ["Airflow environment", called("aws:mwaa/environment:Environment")],
  ["Beanstalk application", called("aws:elasticbeanstalk/application:Application")],
  ["App Runner service", { "aws:apprunner/service:Service": "serviceName" }],
  ["firewall", called("aws:networkfirewall/firewall:Firewall")],
  ["firewall policy", called("aws:networkfirewall/firewallPolicy:FirewallPolicy")],
];

/** Every list of names. */
export const NAMINGS: readonly Naming[] = ROWS.map(([noun, types, more]) => ({
  noun,
  types,
  scope: "region",
  ...more,
}));

const BY_TYPE = new Map(NAMINGS.flatMap((naming) => Object.keys(naming.types).map((type) => [type, naming] as const)));

/** Types that have a name of their own that is unique in AWS, or in the account, or in some part of it. */
export const NAMED_TYPES: readonly string[] = [...BY_TYPE.keys()];

/** How AWS names resources of this type; `undefined` for one whose names, if any, need not be unique. */
export function namingOf(type: string): Naming | undefined {
  return BY_TYPE.get(type);
}

/** A name, and whose it is. */
export interface PhysicalName {
  readonly resource: Resource;
  readonly naming: Naming;
  readonly value: Value;
}

/** The name of a resource as its type holds it; absent, unknown or known. */
export function physicalName(resource: Resource): PhysicalName | undefined {
  const naming = namingOf(resource.type);
  const property = naming?.types[resource.type];
  return naming && property !== undefined ? { resource, naming, value: resource.at(property) } : undefined;
}

/**
 * Whether the program itself wrote the name, for stack rules: not Pulumi, which makes one of the resource's own name and a
 * random suffix, and not AWS or Terraform.
 */
export function isNamedByProgram(stack: Stack, { resource, value }: PhysicalName): boolean {
  return isDeclared(stack, resource, value.path) && value.string !== "" && !isAutoNamed(resource, value);
}

/**
 * The resource's own name and seven hexadecimal digits, real or made up, in the form the type wants: behind a dash, an
 * underscore or nothing, in lower case, behind `alias/`, before `.fifo`.
 */
export function isAutoNamed(resource: Resource, value: Value): boolean {
  const text = (value.string ?? "").toLowerCase();
  const [, stem, suffix] = /^(?:alias\/)?(.*?)[-_]?([0-9a-f]{7})(?:\.fifo)?$/.exec(text) ?? [];
  return suffix !== undefined && stem === resource.name.toLowerCase().replace(/^alias\//, "");
}

/** What a property depends on in this stack or elsewhere: then another resource, not this program, makes the name. */
export function isDerived({ resource, value }: PhysicalName): boolean {
  return (resource.propertyDependencies[value.path] ?? []).length > 0;
}

/** What JavaScript and Python write for an Output in the middle of a string. */
const OUTPUT_TEXT =
  /Calling (?:\[to\w+\]|__str__) on an \[?Output|\[object (?:Object|Promise)\]|<pulumi\.output\.Output/;

/** Whether a name holds the text of an Output, a mistake that `pulumi-no-output-in-string` reports. */
export function holdsOutputText(name: string): boolean {
  return OUTPUT_TEXT.test(name);
}

/** The whole of a name, known and none of it made up, as far as it is one. */
export function wholeName({ value }: PhysicalName): string | undefined {
  const text = value.string;
  return text === undefined || text === "" || isHalfKnown(text) || holdsOutputText(text) ? undefined : text;
}
