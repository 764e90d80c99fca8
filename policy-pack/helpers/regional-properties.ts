/**
 * Properties that tie a resource to its own region: the zone they name, or the resource they refer to, must lie in the
 * region of the resource. Only properties for which AWS knows no exception are here. Left out on purpose, because another
 * region is right or at least accepted: the peer of a peering, replication and copy destinations, what Route 53, CloudFront,
 * Global Accelerator and Network Manager refer to, the key of a trail (it follows the trail's bucket), event buses and
 * functions as targets, container images of ECS. The topics of alarms are judged by `alarm-topic-delivers`.
 *
 * Sources: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resources.html (scope of EC2 and VPC resources),
 * https://docs.aws.amazon.com/kms/latest/developerguide/overview.html (keys are used in their own region),
 * https://docs.aws.amazon.com/acm/latest/userguide/acm-regions.html (certificates), further ones at the rows.
 */
import { kinds, type Kind } from "../engine/kinds";

/** A path as `values-at.ts` reads them, of some types. */
export interface ZoneProperty {
  readonly types: Kind;
  readonly path: string;
}

export interface ReferenceProperty extends ZoneProperty {
  /** What the property refers to. */
  readonly refersTo: Kind;
  /** Services whose ARNs it takes; where it takes only ids or names, none. */
  readonly arnsOf: readonly string[];
  /** The property that refers to what the resource belongs to, where that decides its region: a bucket's setting. */
  readonly partOf?: { readonly path: string; readonly kind: Kind };
}

const LOAD_BALANCING = ["lb", "alb", "elasticloadbalancingv2", "applicationloadbalancing"];

/** `ec2/vpc` → `aws:ec2/vpc:Vpc`; `lb/…` in each of its spellings. */
function types(...names: readonly string[]): Kind {
  return names.flatMap((name) => {
    const [module = "", file = ""] = name.split("/");
    const modules = module === "lb" ? LOAD_BALANCING : [module];
    return modules.map((each) => `aws:${each}/${file}:${file.charAt(0).toUpperCase()}${file.slice(1)}`);
  });
}

function rows(refersTo: Kind, arnsOf: readonly string[], paths: Readonly<Record<string, Kind>>): ReferenceProperty[] {
  return Object.entries(paths).map(([path, of]) => ({ types: of, path, refersTo, arnsOf }));
}

/** Properties that name availability zones or local zones. */
export const ZONE_PROPERTIES: readonly ZoneProperty[] = Object.entries({
  availabilityZone: types(
    ...["ebs/fastSnapshotRestore", "ebs/volume", "ec2/capacityReservation", "ec2/dedicatedHost", "ec2/defaultSubnet"],
    ...["ec2/instance", "ec2/spotInstanceRequest", "ec2/subnet", "rds/instance", "rds/clusterInstance"],
    ...["docdb/clusterInstance", "neptune/clusterInstance", "redshift/cluster", "elasticache/cluster"],
    ...["dms/replicationInstance", "lightsail/database", "lightsail/disk", "lightsail/instance"],
  ),
  availabilityZones: types(
    ...["autoscaling/group", "elb/loadBalancer", "rds/cluster", "docdb/cluster", "neptune/cluster", "dax/cluster"],
  ),
  availabilityZoneName: types("efs/fileSystem"),
  preferredAvailabilityZones: types("elasticache/cluster"),
  preferredCacheClusterAzs: types("elasticache/replicationGroup"),
  "placement.availabilityZone": types("ec2/launchTemplate"),
}).map(([path, of]) => ({ path, types: of }));

const VPC = types("ec2/vpc", "ec2/defaultVpc");
const SUBNET = types("ec2/subnet", "ec2/defaultSubnet");
const SECURITY_GROUP = types("ec2/securityGroup", "ec2/defaultSecurityGroup");
const KEY = [...kinds.kmsKey, ...kinds.kmsAlias];
const CERTIFICATE = types("acm/certificate", "acm/certificateValidation");
const BUCKET_SETTING = { path: "bucket", kind: kinds.bucket };

export const REFERENCE_PROPERTIES: readonly ReferenceProperty[] = [
  ...rows(VPC, [], {
    vpcId: types(
      ...["ec2/egressOnlyInternetGateway", "ec2/flowLog", "ec2/internetGateway", "ec2/internetGatewayAttachment"],
      ...["ec2/mainRouteTableAssociation", "ec2/networkAcl", "ec2/routeTable", "ec2/securityGroup", "ec2/subnet"],
      ...["ec2/vpcDhcpOptionsAssociation", "ec2/vpcEndpoint", "ec2/vpcIpv4CidrBlockAssociation", "lb/targetGroup"],
      ...["ec2/vpcPeeringConnection", "ec2/vpnGateway", "ec2transitgateway/vpcAttachment", "networkfirewall/firewall"],
    ),
  }),
  ...rows(SUBNET, [], {
    subnetId: types(
      ...["ec2/flowLog", "ec2/instance", "ec2/natGateway", "ec2/networkAclAssociation", "ec2/networkInterface"],
      ...["ec2/routeTableAssociation", "ec2/spotInstanceRequest", "efs/mountTarget", "sagemaker/notebookInstance"],
    ),
    subnetIds: types(
      ...["dax/subnetGroup", "dms/replicationSubnetGroup", "docdb/subnetGroup", "ec2/networkAcl", "ec2/vpcEndpoint"],
      ...["ec2transitgateway/vpcAttachment", "eks/fargateProfile", "eks/nodeGroup", "elasticache/subnetGroup"],
      ...["memorydb/subnetGroup", "mq/broker", "neptune/subnetGroup", "rds/subnetGroup", "redshift/subnetGroup"],
      ...["redshiftserverless/workgroup", "apigatewayv2/vpcLink"],
    ),
    subnets: types("lb/loadBalancer", "elb/loadBalancer", "apprunner/vpcConnector"),
    subnetMappings: types("lb/loadBalancer"),
    vpcZoneIdentifiers: types("autoscaling/group"),
    vpcConfig: types("lambda/function", "eks/cluster", "codebuild/project"),
    vpcOptions: types("opensearch/domain", "elasticsearch/domain"),
    networkConfiguration: types("ecs/service", "mwaa/environment"),
    brokerNodeGroupInfo: types("msk/cluster"),
  }),
  ...rows(SECURITY_GROUP, [], {
    securityGroupId: types(...["ec2/securityGroupRule", "vpc/securityGroupEgressRule", "vpc/securityGroupIngressRule"]),
    securityGroupIds: types(
      ...["apigatewayv2/vpcLink", "dax/cluster", "ec2/vpcEndpoint", "elasticache/cluster", "memorydb/cluster"],
      ...["elasticache/replicationGroup", "redshiftserverless/workgroup"],
    ),
    securityGroups: types(
      "lb/loadBalancer",
      "elb/loadBalancer",
      "efs/mountTarget",
      "ec2/networkInterface",
      "mq/broker",
    ),
    vpcSecurityGroupIds: types(
      ...["dms/replicationInstance", "docdb/cluster", "ec2/instance", "ec2/launchTemplate", "neptune/cluster"],
      ...["rds/cluster", "rds/instance", "rds/proxy", "redshift/cluster"],
    ),
    vpcConfig: types("lambda/function", "eks/cluster", "codebuild/project"),
    vpcOptions: types("opensearch/domain", "elasticsearch/domain"),
    networkConfiguration: types("ecs/service", "mwaa/environment"),
    brokerNodeGroupInfo: types("msk/cluster"),
  }),
  ...rows(types("ec2/routeTable", "ec2/defaultRouteTable"), [], {
    routeTableId: types("ec2/route", "ec2/routeTableAssociation", "ec2/vpcEndpointRouteTableAssociation"),
    routeTableIds: types("ec2/vpcEndpoint"),
  }),
  ...rows(types("ec2/internetGateway", "ec2/vpnGateway"), [], { gatewayId: types("ec2/route") }),
  ...rows(types("ec2/natGateway"), [], { natGatewayId: types("ec2/route") }),
  ...rows(types("ec2transitgateway/transitGateway"), [], {
    transitGatewayId: types("ec2/route", "ec2transitgateway/vpcAttachment"),
  }),
  ...rows(types("ec2/eip"), [], { allocationId: types("ec2/natGateway", "ec2/eipAssociation") }),
  ...rows(types("ec2/instance"), [], { instanceId: types("ec2/volumeAttachment", "ec2/eipAssociation") }),
  ...rows(types("ebs/volume"), [], { volumeId: types("ec2/volumeAttachment") }),
  ...rows(types("ec2/launchTemplate"), [], { launchTemplate: types("autoscaling/group", "ec2/instance") }),

  ...rows(types("lb/loadBalancer"), ["elasticloadbalancing"], {
    loadBalancerArn: types("lb/listener"),
    resourceArn: types("wafv2/webAclAssociation"),
  }),
  ...rows(types("lb/listener"), ["elasticloadbalancing"], {
    listenerArn: types("lb/listenerRule", "lb/listenerCertificate"),
  }),
  ...rows(types("lb/targetGroup"), ["elasticloadbalancing"], {
    targetGroupArn: types("lb/targetGroupAttachment"),
    targetGroupArns: types("autoscaling/group"),
    lbTargetGroupArn: types("autoscaling/attachment"),
    "defaultActions.targetGroupArn": types("lb/listener"),
    "actions.targetGroupArn": types("lb/listenerRule"),
    "loadBalancers.targetGroupArn": types("ecs/service"),
  }),
  // https://docs.aws.amazon.com/waf/latest/APIReference/API_AssociateWebACL.html: regional web ACLs only.
  ...rows(types("wafv2/webAcl"), ["wafv2"], { webAclArn: types("wafv2/webAclAssociation") }),
  ...rows(CERTIFICATE, ["acm"], {
    certificateArn: types("lb/listener", "lb/listenerCertificate"),
    regionalCertificateArn: types("apigateway/domainName"),
    "domainNameConfiguration.certificateArn": types("apigatewayv2/domainName"),
    "listeners.sslCertificateId": types("elb/loadBalancer"),
  }),

  ...rows(KEY, ["kms"], {
    keyId: types("ssm/parameter", "kms/keyPolicy"),
    targetKeyId: types("kms/alias"),
    kmsKeyArn: types("backup/vault", "lambda/function", "memorydb/cluster", "neptune/cluster"),
    kmsKeyId: types(
      ...["cloudwatch/logGroup", "docdb/cluster", "ebs/volume", "efs/fileSystem", "elasticache/replicationGroup"],
      ...["kinesis/stream", "rds/cluster", "rds/instance", "redshift/cluster", "secretsmanager/secret"],
    ),
    kmsMasterKeyId: types("sns/topic", "sqs/queue"),
    masterUserSecretKmsKeyId: types("rds/cluster", "rds/instance"),
    performanceInsightsKmsKeyId: types("rds/cluster", "rds/clusterInstance", "rds/instance"),
    "blockDeviceMappings.ebs.kmsKeyId": types("ec2/launchTemplate"),
    "encryptAtRest.kmsKeyId": types("opensearch/domain", "elasticsearch/domain"),
    "encryptionConfig.provider.keyArn": types("eks/cluster"),
    "encryptionConfigurations.kmsKey": types("ecr/repository"),
    "rootBlockDevice.kmsKeyId": types("ec2/instance"),
    "ebsBlockDevices.kmsKeyId": types("ec2/instance"),
    "serverSideEncryption.kmsKeyArn": types("dynamodb/table"),
    "serverSideEncryptionConfiguration.rule.applyServerSideEncryptionByDefault.kmsMasterKeyId": types("s3/bucket"),
  }),
  ...rows(KEY, ["kms"], {
    "rules.applyServerSideEncryptionByDefault.kmsMasterKeyId": kinds.bucketEncryption,
  }).map((row) => ({ ...row, partOf: BUCKET_SETTING })),

  // One subscribes where the topic is: https://docs.aws.amazon.com/sns/latest/dg/sns-cross-region-delivery.html
  ...rows(kinds.topic, ["sns"], { topic: kinds.topicSubscription, arn: kinds.topicPolicy }),
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-to-enable-disable-notification-intro.html
  ...[
    ...rows(kinds.topic, ["sns"], { "topics.topicArn": types("s3/bucketNotification") }),
    ...rows(kinds.queue, ["sqs"], { "queues.queueArn": types("s3/bucketNotification") }),
    ...rows(kinds.lambdaFunction, ["lambda"], {
      "lambdaFunctions.lambdaFunctionArn": types("s3/bucketNotification"),
    }),
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html: "in the same AWS Region"
    ...rows(kinds.bucket, [], { targetBucket: types("s3/bucketLogging", "s3/bucketLoggingV2") }),
  ].map((row) => ({ ...row, partOf: BUCKET_SETTING })),
  // https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html, https://docs.aws.amazon.com/lambda/latest/dg/configuration-layers.html
  ...rows([...kinds.queue, ...kinds.stream, ...kinds.dynamodbTable], ["sqs", "kinesis", "dynamodb"], {
    eventSourceArn: types("lambda/eventSourceMapping"),
  }),
  ...rows(types("lambda/layerVersion"), ["lambda"], { layers: kinds.lambdaFunction }),
  // https://docs.aws.amazon.com/lambda/latest/dg/images-create.html: "in the same AWS Region as the Lambda function"
  ...rows(types("ecr/repository"), ["ecr"], { imageUri: kinds.lambdaFunction }),
  ...rows([...kinds.lambdaFunction, ...kinds.lambdaAlias], ["lambda"], {
    function: types("lambda/permission"),
    functionName: types(
      "lambda/alias",
      "lambda/eventSourceMapping",
      "lambda/functionUrl",
      "lambda/functionEventInvokeConfig",
    ),
  }),

  ...rows(types("ecs/cluster"), ["ecs"], { cluster: types("ecs/service") }),
  ...rows(types("ecs/taskDefinition"), ["ecs"], { taskDefinition: types("ecs/service") }),
  ...rows(types("eks/cluster"), [], { clusterName: types("eks/addon", "eks/fargateProfile", "eks/nodeGroup") }),
  ...rows(types("rds/subnetGroup"), [], {
    dbSubnetGroupName: types("rds/cluster", "rds/clusterInstance", "rds/instance"),
  }),
  ...rows(kinds.rdsCluster, [], { clusterIdentifier: types("rds/clusterInstance") }),
  ...rows(types("elasticache/subnetGroup"), [], {
    subnetGroupName: types("elasticache/cluster", "elasticache/replicationGroup"),
  }),
];

/** Properties that name another region than the resource's own, or refer to something there. */
export const OTHER_REGION_PROPERTIES: readonly (ZoneProperty & { readonly refersTo?: Kind })[] = [
  // https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateReplicationGroupMemberAction.html
  { types: kinds.dynamodbTable, path: "replicas.regionName" },
  { types: types("dynamodb/tableReplica"), path: "globalTableArn", refersTo: kinds.dynamodbTable },
  // https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-replicate.html: one key of a set per region
  { types: types("kms/replicaKey"), path: "primaryKeyArn", refersTo: types("kms/key") },
];
