/**
 * Defaults the provider fills in when a program leaves an argument out, for the types rules look at. They are those of
 * the Terraform provider's schemas (https://github.com/hashicorp/terraform-provider-aws, `Default:`), and the texts
 * Pulumi adds (https://github.com/pulumi/pulumi-aws/blob/master/provider/resource_overrides.go, `managedByPulumi`).
 * A rule therefore sees `actionsEnabled: true` for an alarm that says nothing of it.
 */
const BY_PULUMI = "Managed by Pulumi";

type Defaults = Readonly<Record<string, string | number | boolean>>;

const LOAD_BALANCER: Defaults = {
  clientKeepAlive: 3600,
  desyncMitigationMode: "defensive",
  dropInvalidHeaderFields: false,
  enableCrossZoneLoadBalancing: false,
  enableDeletionProtection: false,
  enableHttp2: true,
  enableTlsVersionAndCipherSuiteHeaders: false,
  enableWafFailOpen: false,
  enableXffClientPort: false,
  idleTimeout: 60,
  loadBalancerType: "application",
  preserveHostHeader: false,
  xffHeaderProcessingMode: "append",
};

const TARGET_GROUP: Defaults = {
  deregistrationDelay: 300,
  lambdaMultiValueHeadersEnabled: false,
  proxyProtocolV2: false,
  slowStart: 0,
  targetType: "instance",
};

const DESCRIBED: Defaults = { description: BY_PULUMI };
const ELB_MODULES = ["lb", "alb", "elasticloadbalancingv2", "applicationloadbalancing"];
const inEach = (type: string, defaults: Defaults) =>
  Object.fromEntries(ELB_MODULES.map((module) => [`aws:${module}/${type}`, defaults]));

const DEFAULTS: Readonly<Record<string, Defaults>> = {
  ...inEach("loadBalancer:LoadBalancer", LOAD_BALANCER),
  ...inEach("targetGroup:TargetGroup", TARGET_GROUP),
  "aws:apigateway/apiKey:ApiKey": { ...DESCRIBED, enabled: true },
  "aws:appsync/apiKey:ApiKey": DESCRIBED,
  "aws:autoscaling/group:Group": {
    forceDelete: false,
    forceDeleteWarmPool: false,
    healthCheckGracePeriod: 300,
    ignoreFailedScalingActivities: false,
    metricsGranularity: "1Minute",
    protectFromScaleIn: false,
    waitForCapacityTimeout: "10m",
  },
  "aws:cloudfront/distribution:Distribution": {
    httpVersion: "http2",
    isIpv6Enabled: false,
    priceClass: "PriceClass_All",
    retainOnDelete: false,
    staging: false,
    waitForDeployment: true,
  },
  "aws:cloudtrail/trail:Trail": {
    enableLogFileValidation: false,
    enableLogging: true,
    includeGlobalServiceEvents: true,
    isMultiRegionTrail: false,
    isOrganizationTrail: false,
  },
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": { actionsEnabled: true },
  "aws:cloudwatch/logGroup:LogGroup": { retentionInDays: 0, skipDestroy: false },
  "aws:cloudwatch/metricAlarm:MetricAlarm": { actionsEnabled: true, treatMissingData: "missing" },
  "aws:docdb/cluster:Cluster": { backupRetentionPeriod: 1, engine: "docdb", port: 27017, skipFinalSnapshot: false },
  "aws:docdb/subnetGroup:SubnetGroup": DESCRIBED,
  "aws:dynamodb/table:Table": { billingMode: "PROVISIONED" },
  "aws:ec2/instance:Instance": { getPasswordData: false, sourceDestCheck: true, userDataReplaceOnChange: false },
  "aws:ec2/natGateway:NatGateway": { connectivityType: "public" },
  "aws:ec2/securityGroup:SecurityGroup": { ...DESCRIBED, revokeRulesOnDelete: false },
  "aws:ec2/securityGroupRule:SecurityGroupRule": { self: false },
  "aws:ec2/subnet:Subnet": {
    assignIpv6AddressOnCreation: false,
    enableDns64: false,
    enableResourceNameDnsAaaaRecordOnLaunch: false,
    enableResourceNameDnsARecordOnLaunch: false,
    ipv6Native: false,
    mapPublicIpOnLaunch: false,
  },
  "aws:ec2/vpc:Vpc": { enableDnsSupport: true, instanceTenancy: "default" },
  "aws:ec2/vpcEndpoint:VpcEndpoint": { vpcEndpointType: "Gateway" },
  "aws:ecr/repository:Repository": { imageTagMutability: "MUTABLE" },
  "aws:ecs/service:Service": {
    deploymentMaximumPercent: 200,
    deploymentMinimumHealthyPercent: 100,
    enableEcsManagedTags: false,
    schedulingStrategy: "REPLICA",
    waitForSteadyState: false,
  },
  "aws:eks/cluster:Cluster": { bootstrapSelfManagedAddons: true },
  "aws:elasticache/parameterGroup:ParameterGroup": DESCRIBED,
  "aws:elasticache/replicationGroup:ReplicationGroup": { automaticFailoverEnabled: false, multiAzEnabled: false },
  "aws:elasticache/subnetGroup:SubnetGroup": DESCRIBED,
  "aws:elb/loadBalancer:LoadBalancer": {
    connectionDraining: false,
    connectionDrainingTimeout: 300,
    crossZoneLoadBalancing: true,
    idleTimeout: 60,
  },
  "aws:iam/group:Group": { path: "/" },
  "aws:iam/instanceProfile:InstanceProfile": { path: "/" },
  "aws:iam/policy:Policy": { path: "/" },
  "aws:iam/role:Role": { forceDetachPolicies: false, maxSessionDuration: 3600, path: "/" },
  "aws:iam/user:User": { forceDestroy: false, path: "/" },
  "aws:kinesis/stream:Stream": { enforceConsumerDeletion: false, encryptionType: "NONE", retentionPeriod: 24 },
  "aws:kms/key:Key": {
    bypassPolicyLockoutSafetyCheck: false,
    customerMasterKeySpec: "SYMMETRIC_DEFAULT",
    isEnabled: true,
    keyUsage: "ENCRYPT_DECRYPT",
  },
  "aws:lambda/function:Function": {
    memorySize: 128,
    packageType: "Zip",
    publish: false,
    reservedConcurrentExecutions: -1,
    skipDestroy: false,
    timeout: 3,
  },
  "aws:neptune/cluster:Cluster": { backupRetentionPeriod: 1, engine: "neptune", port: 8182, skipFinalSnapshot: false },
  "aws:neptune/subnetGroup:SubnetGroup": DESCRIBED,
  "aws:rds/cluster:Cluster": {
    copyTagsToSnapshot: false,
    deleteAutomatedBackups: true,
    engineMode: "provisioned",
    skipFinalSnapshot: false,
  },
  "aws:rds/clusterParameterGroup:ClusterParameterGroup": DESCRIBED,
  "aws:rds/instance:Instance": {
    autoMinorVersionUpgrade: true,
    copyTagsToSnapshot: false,
    dedicatedLogVolume: false,
    deleteAutomatedBackups: true,
    monitoringInterval: 0,
    performanceInsightsEnabled: false,
    publiclyAccessible: false,
    skipFinalSnapshot: false,
  },
  "aws:rds/optionGroup:OptionGroup": { optionGroupDescription: BY_PULUMI },
  "aws:rds/parameterGroup:ParameterGroup": { ...DESCRIBED, skipDestroy: false },
  "aws:rds/subnetGroup:SubnetGroup": DESCRIBED,
  "aws:redshift/parameterGroup:ParameterGroup": DESCRIBED,
  "aws:redshift/subnetGroup:SubnetGroup": DESCRIBED,
  "aws:route53/zone:Zone": { comment: BY_PULUMI, forceDestroy: false },
  "aws:s3/bucket:Bucket": { forceDestroy: false },
  "aws:s3/bucketV2:BucketV2": { forceDestroy: false },
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": {
    blockPublicAcls: false,
    blockPublicPolicy: false,
    ignorePublicAcls: false,
    restrictPublicBuckets: false,
  },
  "aws:secretsmanager/secret:Secret": { forceOverwriteReplicaSecret: false, recoveryWindowInDays: 30 },
  "aws:sns/topic:Topic": { contentBasedDeduplication: false, fifoTopic: false },
  "aws:sns/topicSubscription:TopicSubscription": {
    confirmationTimeoutInMinutes: 1,
    endpointAutoConfirms: false,
    rawMessageDelivery: false,
  },
  "aws:sqs/queue:Queue": {
    contentBasedDeduplication: false,
    delaySeconds: 0,
    fifoQueue: false,
    maxMessageSize: 262144,
    messageRetentionSeconds: 345600,
    receiveWaitTimeSeconds: 0,
    visibilityTimeoutSeconds: 30,
  },
};

/** The defaults of a type; empty for one this table does not know. */
export function defaultsOf(type: string): Defaults {
  return DEFAULTS[type] ?? {};
}
