/**
 * Every spelling of a resource type that rules care about, in one table.
 *
 * A *kind* is what the resource is in AWS; its members are the type tokens that create it, over `@pulumi/aws` 6 and 7.
 * `test/engine/kinds.test.ts` holds each token against the installed SDK or the list of tokens only provider 6 has.
 */
export const kinds = {
  bucket: ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"],
  directoryBucket: ["aws:s3/directoryBucket:DirectoryBucket"],
  tableBucket: ["aws:s3tables/tableBucket:TableBucket"],
  vectorBucket: ["aws:s3/vectorsVectorBucket:VectorsVectorBucket"],
  outpostsBucket: ["aws:s3control/bucket:Bucket"],
  lightsailBucket: ["aws:lightsail/bucket:Bucket"],
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
    "aws:s3/objectCopy:ObjectCopy",
  ],
  loadBalancer: [
    "aws:lb/loadBalancer:LoadBalancer",
    "aws:alb/loadBalancer:LoadBalancer",
    "aws:elasticloadbalancingv2/loadBalancer:LoadBalancer",
    "aws:applicationloadbalancing/loadBalancer:LoadBalancer",
  ],
  classicLoadBalancer: ["aws:elb/loadBalancer:LoadBalancer", "aws:elasticloadbalancing/loadBalancer:LoadBalancer"],
  distribution: ["aws:cloudfront/distribution:Distribution"],
  metricAlarm: ["aws:cloudwatch/metricAlarm:MetricAlarm"],
  compositeAlarm: ["aws:cloudwatch/compositeAlarm:CompositeAlarm"],
  topic: ["aws:sns/topic:Topic"],
  scalingPolicy: ["aws:autoscaling/policy:Policy", "aws:appautoscaling/policy:Policy"],
  lambdaFunction: ["aws:lambda/function:Function"],
  lambdaAlias: ["aws:lambda/alias:Alias"],
  lambdaPermission: ["aws:lambda/permission:Permission"],
  role: ["aws:iam/role:Role"],
  queue: ["aws:sqs/queue:Queue"],
  queuePolicy: ["aws:sqs/queuePolicy:QueuePolicy"],
  topicPolicy: ["aws:sns/topicPolicy:TopicPolicy"],
  trail: ["aws:cloudtrail/trail:Trail"],
  flowLog: ["aws:ec2/flowLog:FlowLog"],
  incidentResponsePlan: ["aws:ssmincidents/responsePlan:ResponsePlan"],
  kmsKey: ["aws:kms/key:Key", "aws:kms/externalKey:ExternalKey", "aws:kms/replicaKey:ReplicaKey"],
  topicSubscription: ["aws:sns/topicSubscription:TopicSubscription"],
  kmsKeyPolicy: ["aws:kms/keyPolicy:KeyPolicy"],
  kmsAlias: ["aws:kms/alias:Alias"],
  dashboard: ["aws:cloudwatch/dashboard:Dashboard"],
  logGroup: ["aws:cloudwatch/logGroup:LogGroup"],
  logMetricFilter: ["aws:cloudwatch/logMetricFilter:LogMetricFilter"],
  autoScalingGroup: ["aws:autoscaling/group:Group"],
  stream: ["aws:kinesis/stream:Stream"],
  dynamodbTable: ["aws:dynamodb/table:Table"],
  rdsInstance: ["aws:rds/instance:Instance"],
  rdsCluster: ["aws:rds/cluster:Cluster"],
  rdsClusterInstance: ["aws:rds/clusterInstance:ClusterInstance"],
  documentCluster: ["aws:docdb/cluster:Cluster"],
  documentClusterInstance: ["aws:docdb/clusterInstance:ClusterInstance"],
  neptuneCluster: ["aws:neptune/cluster:Cluster"],
  neptuneClusterInstance: ["aws:neptune/clusterInstance:ClusterInstance"],
  restApi: ["aws:apigateway/restApi:RestApi"],
  bucketCors: [
    "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration",
    "aws:s3/bucketCorsConfigurationV2:BucketCorsConfigurationV2",
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** A list of type tokens; usually an entry of {@link kinds}. */
export type Kind = readonly string[];
