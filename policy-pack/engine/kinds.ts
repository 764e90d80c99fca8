/**
 * Every spelling of a resource type that rules care about, in one table.
 *
 * A *kind* is what the resource is in AWS; its members are the type tokens that create it, over `@pulumi/aws` 6 and 7.
 * Grouped by the module of `@pulumi/aws` a program finds it in, in alphabetical order.
 *
 * `test/engine/kinds.test.ts` holds each token against the installed SDK or the list of tokens only provider 6 has.
 */
export const kinds = {
  // acm
  certificate: ["aws:acm/certificate:Certificate"],
  certificateValidation: ["aws:acm/certificateValidation:CertificateValidation"],

  // apigateway
  restApi: ["aws:apigateway/restApi:RestApi"],
  restApiPolicy: ["aws:apigateway/restApiPolicy:RestApiPolicy"],
  restIntegration: ["aws:apigateway/integration:Integration"],
  restDeployment: ["aws:apigateway/deployment:Deployment"],
  restStage: ["aws:apigateway/stage:Stage"],
  restMethodSettings: ["aws:apigateway/methodSettings:MethodSettings"],
  restUsagePlan: ["aws:apigateway/usagePlan:UsagePlan"],
  restAccount: ["aws:apigateway/account:Account"],

  // appautoscaling, autoscaling
  scalingPolicy: ["aws:autoscaling/policy:Policy", "aws:appautoscaling/policy:Policy"],
  autoScalingGroup: ["aws:autoscaling/group:Group"],
  autoScalingAttachment: ["aws:autoscaling/attachment:Attachment"],
  autoScalingTrafficSource: ["aws:autoscaling/trafficSourceAttachment:TrafficSourceAttachment"],
  autoScalingSchedule: ["aws:autoscaling/schedule:Schedule"],

  // backup
  backupPlan: ["aws:backup/plan:Plan"],
  backupSelection: ["aws:backup/selection:Selection"],

  // batch
  batchJobQueue: ["aws:batch/jobQueue:JobQueue"],

  // cfg
  configRecorder: ["aws:cfg/recorder:Recorder"],
  configChannel: ["aws:cfg/deliveryChannel:DeliveryChannel"],
  configRecorderStatus: ["aws:cfg/recorderStatus:RecorderStatus"],
  configRule: ["aws:cfg/rule:Rule"],
  configAggregator: ["aws:cfg/configurationAggregator:ConfigurationAggregator"],

  // cloudfront
  distribution: ["aws:cloudfront/distribution:Distribution"],
  originAccessIdentity: ["aws:cloudfront/originAccessIdentity:OriginAccessIdentity"],

  // cloudtrail
  trail: ["aws:cloudtrail/trail:Trail"],

  // cloudwatch, scheduler
  metricAlarm: ["aws:cloudwatch/metricAlarm:MetricAlarm"],
  compositeAlarm: ["aws:cloudwatch/compositeAlarm:CompositeAlarm"],
  dashboard: ["aws:cloudwatch/dashboard:Dashboard"],
  logGroup: ["aws:cloudwatch/logGroup:LogGroup"],
  logMetricFilter: ["aws:cloudwatch/logMetricFilter:LogMetricFilter"],
  logDeliverySource: ["aws:cloudwatch/logDeliverySource:LogDeliverySource"],
  logDeliveryDestination: ["aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination"],
  logDelivery: ["aws:cloudwatch/logDelivery:LogDelivery"],
  eventTarget: ["aws:cloudwatch/eventTarget:EventTarget"],
  eventRule: ["aws:cloudwatch/eventRule:EventRule"],
  eventBus: ["aws:cloudwatch/eventBus:EventBus"],
  eventApiDestination: ["aws:cloudwatch/eventApiDestination:EventApiDestination"],
  schedule: ["aws:scheduler/schedule:Schedule"],
  logSubscriptionFilter: ["aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter"],

  // codebuild
  codebuildProject: ["aws:codebuild/project:Project"],

  // codepipeline
  pipeline: ["aws:codepipeline/pipeline:Pipeline"],
  pipelineWebhook: ["aws:codepipeline/webhook:Webhook"],

  // dms
  replicationInstance: ["aws:dms/replicationInstance:ReplicationInstance"],
  replicationConfig: ["aws:dms/replicationConfig:ReplicationConfig"],
  replicationSubnetGroup: ["aws:dms/replicationSubnetGroup:ReplicationSubnetGroup"],

  // dynamodb
  dynamodbTable: ["aws:dynamodb/table:Table"],

  // ebs, ec2, vpc
  flowLog: ["aws:ec2/flowLog:FlowLog"],
  ec2Instance: ["aws:ec2/instance:Instance"],
  launchTemplate: ["aws:ec2/launchTemplate:LaunchTemplate"],
  launchConfiguration: ["aws:ec2/launchConfiguration:LaunchConfiguration"],
  metadataDefaults: ["aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults"],
  ebsVolume: ["aws:ebs/volume:Volume"],
  ebsEncryptionByDefault: ["aws:ebs/encryptionByDefault:EncryptionByDefault"],
  subnet: ["aws:ec2/subnet:Subnet"],
  securityGroup: ["aws:ec2/securityGroup:SecurityGroup"],
  defaultSecurityGroup: ["aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"],
  securityGroupRule: ["aws:ec2/securityGroupRule:SecurityGroupRule"],
  securityGroupIngressRule: ["aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"],
  securityGroupEgressRule: ["aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"],
  managedPrefixList: ["aws:ec2/managedPrefixList:ManagedPrefixList"],
  managedPrefixListEntry: ["aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry"],
  vpc: ["aws:ec2/vpc:Vpc"],
  defaultVpc: ["aws:ec2/defaultVpc:DefaultVpc"],
  defaultSubnet: ["aws:ec2/defaultSubnet:DefaultSubnet"],
  routeTable: ["aws:ec2/routeTable:RouteTable"],
  defaultRouteTable: ["aws:ec2/defaultRouteTable:DefaultRouteTable"],
  route: ["aws:ec2/route:Route"],
  routeTableAssociation: ["aws:ec2/routeTableAssociation:RouteTableAssociation"],
  mainRouteTableAssociation: ["aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation"],
  internetGateway: ["aws:ec2/internetGateway:InternetGateway"],
  internetGatewayAttachment: ["aws:ec2/internetGatewayAttachment:InternetGatewayAttachment"],
  egressOnlyInternetGateway: ["aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway"],
  natGateway: ["aws:ec2/natGateway:NatGateway"],
  vpnGateway: ["aws:ec2/vpnGateway:VpnGateway"],
  vpcEndpoint: ["aws:ec2/vpcEndpoint:VpcEndpoint"],
  vpcEndpointRouteTableAssociation: ["aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation"],
  vpcPeeringConnection: ["aws:ec2/vpcPeeringConnection:VpcPeeringConnection"],
  vpcIpv4CidrBlockAssociation: ["aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation"],
  vpcIpv6CidrBlockAssociation: ["aws:ec2/vpcIpv6CidrBlockAssociation:VpcIpv6CidrBlockAssociation"],
  networkAcl: ["aws:ec2/networkAcl:NetworkAcl"],
  defaultNetworkAcl: ["aws:ec2/defaultNetworkAcl:DefaultNetworkAcl"],
  networkAclRule: ["aws:ec2/networkAclRule:NetworkAclRule"],
  networkAclAssociation: ["aws:ec2/networkAclAssociation:NetworkAclAssociation"],
  vpcEndpointSubnetAssociation: ["aws:ec2/vpcEndpointSubnetAssociation:VpcEndpointSubnetAssociation"],

  // ecs
  ecsService: ["aws:ecs/service:Service"],
  ecsTaskDefinition: ["aws:ecs/taskDefinition:TaskDefinition"],
  ecsCapacityProvider: ["aws:ecs/capacityProvider:CapacityProvider"],
  ecsCluster: ["aws:ecs/cluster:Cluster"],

  // efs
  fileSystem: ["aws:efs/fileSystem:FileSystem"],

  // eks
  kubernetesCluster: ["aws:eks/cluster:Cluster"],
  kubernetesNodeGroup: ["aws:eks/nodeGroup:NodeGroup"],

  // elasticache
  cacheCluster: ["aws:elasticache/cluster:Cluster"],
  replicationGroup: ["aws:elasticache/replicationGroup:ReplicationGroup"],

  // alb, applicationloadbalancing, elasticloadbalancing, elasticloadbalancingv2, elb, lb
  loadBalancer: [
    "aws:lb/loadBalancer:LoadBalancer",
    "aws:alb/loadBalancer:LoadBalancer",
    "aws:elasticloadbalancingv2/loadBalancer:LoadBalancer",
    "aws:applicationloadbalancing/loadBalancer:LoadBalancer",
  ],
  classicLoadBalancer: ["aws:elb/loadBalancer:LoadBalancer", "aws:elasticloadbalancing/loadBalancer:LoadBalancer"],
  listener: [
    "aws:lb/listener:Listener",
    "aws:alb/listener:Listener",
    "aws:elasticloadbalancingv2/listener:Listener",
    "aws:applicationloadbalancing/listener:Listener",
  ],
  listenerRule: [
    "aws:lb/listenerRule:ListenerRule",
    "aws:alb/listenerRule:ListenerRule",
    "aws:elasticloadbalancingv2/listenerRule:ListenerRule",
    "aws:applicationloadbalancing/listenerRule:ListenerRule",
  ],
  targetGroup: [
    "aws:lb/targetGroup:TargetGroup",
    "aws:alb/targetGroup:TargetGroup",
    "aws:elasticloadbalancingv2/targetGroup:TargetGroup",
    "aws:applicationloadbalancing/targetGroup:TargetGroup",
  ],
  listenerCertificate: [
    "aws:lb/listenerCertificate:ListenerCertificate",
    "aws:alb/listenerCertificate:ListenerCertificate",
    "aws:elasticloadbalancingv2/listenerCertificate:ListenerCertificate",
    "aws:applicationloadbalancing/listenerCertificate:ListenerCertificate",
  ],

  // iam
  role: ["aws:iam/role:Role"],
  instanceProfile: ["aws:iam/instanceProfile:InstanceProfile"],
  iamUser: ["aws:iam/user:User"],
  iamGroup: ["aws:iam/group:Group"],
  iamPolicy: ["aws:iam/policy:Policy"],

  // kinesis
  stream: ["aws:kinesis/stream:Stream"],
  firehose: ["aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream"],

  // kms
  kmsKey: ["aws:kms/key:Key", "aws:kms/externalKey:ExternalKey", "aws:kms/replicaKey:ReplicaKey"],
  kmsKeyPolicy: ["aws:kms/keyPolicy:KeyPolicy"],
  kmsAlias: ["aws:kms/alias:Alias"],
  kmsGrant: ["aws:kms/grant:Grant"],

  // lambda
  lambdaFunction: ["aws:lambda/function:Function"],
  lambdaAlias: ["aws:lambda/alias:Alias"],
  lambdaPermission: ["aws:lambda/permission:Permission"],
  provisionedConcurrency: ["aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig"],
  eventInvokeConfig: ["aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig"],
  eventSourceMapping: ["aws:lambda/eventSourceMapping:EventSourceMapping"],
  functionUrl: ["aws:lambda/functionUrl:FunctionUrl"],

  // lightsail
  lightsailBucket: ["aws:lightsail/bucket:Bucket"],

  // elasticsearch, opensearch
  searchDomain: ["aws:opensearch/domain:Domain", "aws:elasticsearch/domain:Domain"],

  // docdb, neptune, rds
  rdsInstance: ["aws:rds/instance:Instance"],
  rdsCluster: ["aws:rds/cluster:Cluster"],
  rdsClusterInstance: ["aws:rds/clusterInstance:ClusterInstance"],
  documentCluster: ["aws:docdb/cluster:Cluster"],
  documentClusterInstance: ["aws:docdb/clusterInstance:ClusterInstance"],
  neptuneCluster: ["aws:neptune/cluster:Cluster"],
  neptuneClusterInstance: ["aws:neptune/clusterInstance:ClusterInstance"],
  rdsGlobalCluster: ["aws:rds/globalCluster:GlobalCluster"],
  dbParameterGroup: ["aws:rds/parameterGroup:ParameterGroup"],
  dbClusterParameterGroup: ["aws:rds/clusterParameterGroup:ClusterParameterGroup"],
  dbSubnetGroup: ["aws:rds/subnetGroup:SubnetGroup"],
  documentSubnetGroup: ["aws:docdb/subnetGroup:SubnetGroup"],
  neptuneSubnetGroup: ["aws:neptune/subnetGroup:SubnetGroup"],

  // redshift
  redshiftCluster: ["aws:redshift/cluster:Cluster"],

  // route53
  hostedZone: ["aws:route53/zone:Zone"],
  dnsRecord: ["aws:route53/record:Record"],
  healthCheck: ["aws:route53/healthCheck:HealthCheck"],

  // s3, s3control, s3tables
  bucket: ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"],
  directoryBucket: ["aws:s3/directoryBucket:DirectoryBucket"],
  tableBucket: ["aws:s3tables/tableBucket:TableBucket"],
  vectorBucket: ["aws:s3/vectorsVectorBucket:VectorsVectorBucket"],
  outpostsBucket: ["aws:s3control/bucket:Bucket"],
  bucketAcl: ["aws:s3/bucketAcl:BucketAcl", "aws:s3/bucketAclV2:BucketAclV2"],
  bucketOwnershipControls: ["aws:s3/bucketOwnershipControls:BucketOwnershipControls"],
  bucketEncryption: [
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
  ],
  bucketPolicy: ["aws:s3/bucketPolicy:BucketPolicy"],
  bucketPublicAccessBlock: ["aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"],
  accountPublicAccessBlock: ["aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock"],
  bucketVersioning: ["aws:s3/bucketVersioning:BucketVersioning", "aws:s3/bucketVersioningV2:BucketVersioningV2"],
  bucketLifecycle: [
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",
  ],
  bucketLogging: ["aws:s3/bucketLogging:BucketLogging", "aws:s3/bucketLoggingV2:BucketLoggingV2"],
  bucketWebsite: [
    "aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration",
    "aws:s3/bucketWebsiteConfigurationV2:BucketWebsiteConfigurationV2",
  ],
  bucketReplication: ["aws:s3/bucketReplicationConfig:BucketReplicationConfig"],
  bucketNotification: ["aws:s3/bucketNotification:BucketNotification"],
  bucketObject: [
    "aws:s3/bucketObject:BucketObject",
    "aws:s3/bucketObjectv2:BucketObjectv2",
    "aws:s3/BucketObject:BucketObject",
    "aws:s3/objectCopy:ObjectCopy",
  ],
  bucketCors: [
    "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration",
    "aws:s3/bucketCorsConfigurationV2:BucketCorsConfigurationV2",
  ],

  // secretsmanager
  secret: ["aws:secretsmanager/secret:Secret"],
  secretRotation: ["aws:secretsmanager/secretRotation:SecretRotation"],

  // sfn
  stateMachine: ["aws:sfn/stateMachine:StateMachine"],

  // sns
  topic: ["aws:sns/topic:Topic"],
  topicPolicy: ["aws:sns/topicPolicy:TopicPolicy"],
  topicSubscription: ["aws:sns/topicSubscription:TopicSubscription"],

  // sqs
  queue: ["aws:sqs/queue:Queue"],
  queuePolicy: ["aws:sqs/queuePolicy:QueuePolicy"],
  queueRedrivePolicy: ["aws:sqs/redrivePolicy:RedrivePolicy"],

  // ssmincidents
  incidentResponsePlan: ["aws:ssmincidents/responsePlan:ResponsePlan"],

  // wafregional, wafv2
  webAcl: ["aws:wafv2/webAcl:WebAcl"],
  webAclAssociation: ["aws:wafv2/webAclAssociation:WebAclAssociation"],
  webAclLogging: ["aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration"],
  wafRuleGroup: ["aws:wafv2/ruleGroup:RuleGroup"],
  classicWebAclAssociation: ["aws:wafregional/webAclAssociation:WebAclAssociation"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** A list of type tokens; usually an entry of {@link kinds}. */
export type Kind = readonly string[];
