import { awsRegionConsistent } from "../../../policy-pack/rules/program/aws-region-consistent";
import { component, derived, interpolate, ref, resource, testRule, unknown, type ResourceOptions } from "../../support";

const VPC = "aws:ec2/vpc:Vpc";
const SUBNET = "aws:ec2/subnet:Subnet";
const LISTENER = "aws:lb/listener:Listener";
const CERTIFICATE = "aws:acm/certificate:Certificate";
const KEY = "aws:kms/key:Key";
const QUEUE = "aws:sqs/queue:Queue";
const TOPIC = "aws:sns/topic:Topic";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const BUCKET = "aws:s3/bucket:Bucket";
const NOTIFICATION = "aws:s3/bucketNotification:BucketNotification";
const FUNCTION = "aws:lambda/function:Function";
const TABLE = "aws:dynamodb/table:Table";
const REPLICA_KEY = "aws:kms/replicaKey:ReplicaKey";
const PROVIDER = "pulumi:providers:aws";

const by = (name: string, region?: string): ResourceOptions => ({
  provider: { name, props: region === undefined ? {} : { region } },
});
const ireland = by("ireland", "eu-west-1");
const frankfurt = by("frankfurt", "eu-central-1");
const edge = by("edge", "us-east-1");
const anywhere = by("default_7_48_0");
const arn = (service: string, region: string, rest: string) => `arn:aws:${service}:${region}:123456789012:${rest}`;
const network = (options: ResourceOptions) => resource(VPC, "main", { cidrBlock: "10.0.0.0/16" }, options);
const everywhere = ["preview", "up", "offline"] as const;
/** Once it is deployed, the provider says which region it took. */
const beforehand = ["preview", "offline"] as const;

testRule(awsRegionConsistent, {
  valid: [
    {
      name: "a default provider without a region: its outputs repeat what the environment, or a recorder, said",
      resources: [network(anywhere), resource(SUBNET, "zone", { availabilityZone: "eu-west-1a" }, anywhere)],
      modes: ["preview", "up"],
      undecided: ["preview", "up"],
    },
    {
      name: "zones of the provider's region",
      resources: [
        resource(SUBNET, "a", { vpcId: "vpc-1", availabilityZone: "eu-west-1a" }, ireland),
        resource(SUBNET, "b", { vpcId: "vpc-1", availabilityZone: "eu-west-1b" }, ireland),
      ],
    },
    {
      name: "a zone of the resource's own region, another than the provider's",
      resources: [resource(SUBNET, "a", { availabilityZone: "eu-central-1a", region: "eu-central-1" }, ireland)],
    },
    {
      name: "local and Wavelength zones",
      resources: [
        resource(SUBNET, "a", { availabilityZone: "us-west-2-lax-1a" }, by("west", "us-west-2")),
        resource(SUBNET, "b", { availabilityZone: "us-west-2-wl1-las-wlz-1" }, by("west", "us-west-2")),
      ],
    },
    {
      name: "a zone of a region that is newer than our data",
      resources: [resource(SUBNET, "a", { availabilityZone: "eu-west-9a" }, ireland)],
    },
    {
      name: "a VPC of the same provider, both ids unknown in a first preview",
      resources: [network(ireland), resource(SUBNET, "a", { vpcId: ref("main") }, ireland)],
    },
    {
      name: "a VPC of another provider of the same region",
      resources: [network(ireland), resource(SUBNET, "a", { vpcId: ref("main") }, by("eu", "eu-west-1"))],
    },
    {
      name: "default provider of an unknown region throughout",
      resources: [network(anywhere), resource(SUBNET, "a", { vpcId: ref("main") }, anywhere)],
    },
    {
      name: "one VPC of two is picked, one of them in the right region",
      resources: [
        network(ireland),
        resource(VPC, "other", { cidrBlock: "10.1.0.0/16" }, frankfurt),
        resource(SUBNET, "a", { vpcId: derived("vpc-0a1b2c3d4e5f60718", "main", "other") }, ireland),
      ],
    },
    {
      name: "the certificate of a distribution in us-east-1, that of the listener at home",
      resources: [
        resource(CERTIFICATE, "global", { domainName: "a.test" }, edge),
        resource(CERTIFICATE, "local", { domainName: "a.test" }, ireland),
        resource(
          "aws:cloudfront/distribution:Distribution",
          "cdn",
          { viewerCertificate: { acmCertificateArn: ref("global", "arn") } },
          ireland,
        ),
        resource(LISTENER, "https", { loadBalancerArn: "x", certificateArn: ref("local", "arn") }, ireland),
      ],
    },
    {
      name: "an edge-optimised domain, a user pool's domain and an AppSync domain take theirs from us-east-1",
      resources: [
        resource(
          "aws:apigateway/domainName:DomainName",
          "api",
          { certificateArn: arn("acm", "us-east-1", "certificate/1") },
          ireland,
        ),
        resource(
          "aws:cognito/userPoolDomain:UserPoolDomain",
          "login",
          { certificateArn: arn("acm", "us-east-1", "certificate/1") },
          ireland,
        ),
      ],
      outcome: "complies",
    },
    {
      name: "a server certificate of IAM has no region",
      resources: [
        resource(
          LISTENER,
          "https",
          { loadBalancerArn: "x", certificateArn: "arn:aws:iam::123456789012:server-certificate/x" },
          ireland,
        ),
      ],
    },
    {
      name: "a peering goes to another region by nature",
      resources: [
        network(ireland),
        resource(VPC, "peer", { cidrBlock: "10.1.0.0/16" }, frankfurt),
        resource(
          "aws:ec2/vpcPeeringConnection:VpcPeeringConnection",
          "peering",
          { vpcId: ref("main"), peerVpcId: ref("peer"), peerRegion: "eu-central-1" },
          ireland,
        ),
      ],
    },
    {
      name: "a private zone is associated with VPCs anywhere",
      resources: [
        resource(VPC, "peer", { cidrBlock: "10.1.0.0/16" }, frankfurt),
        resource(
          "aws:route53/zone:Zone",
          "zone",
          { vpcs: [{ vpcId: ref("peer"), vpcRegion: "eu-central-1" }] },
          ireland,
        ),
        resource(
          "aws:route53/zoneAssociation:ZoneAssociation",
          "assoc",
          { zoneId: ref("zone"), vpcId: ref("peer"), vpcRegion: "eu-central-1" },
          ireland,
        ),
      ],
    },
    {
      name: "replication goes to another region by nature",
      resources: [
        resource(KEY, "far", {}, frankfurt),
        resource(BUCKET, "source", {}, ireland),
        resource(BUCKET, "target", {}, frankfurt),
        resource(
          "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
          "replication",
          {
            bucket: ref("source"),
            rules: [
              {
                destination: {
                  bucket: ref("target", "arn"),
                  encryptionConfiguration: { replicaKmsKeyId: ref("far", "arn") },
                },
              },
            ],
          },
          ireland,
        ),
      ],
    },
    {
      name: "a replica of a multi-region key, of a secret and of a table",
      resources: [
        resource(KEY, "primary", { multiRegion: true }, ireland),
        resource(REPLICA_KEY, "replica", { primaryKeyArn: ref("primary", "arn") }, frankfurt),
        resource(
          "aws:secretsmanager/secret:Secret",
          "secret",
          { kmsKeyId: ref("primary", "arn"), replicas: [{ region: "eu-central-1", kmsKeyId: ref("replica", "arn") }] },
          ireland,
        ),
        resource(
          TABLE,
          "table",
          { replicas: [{ regionName: "eu-central-1", kmsKeyArn: ref("replica", "arn") }] },
          ireland,
        ),
        resource(
          "aws:dynamodb/tableReplica:TableReplica",
          "more",
          { globalTableArn: ref("table", "arn") },
          by("paris", "eu-west-3"),
        ),
      ],
    },
    {
      name: "the key of a trail is where the trail's bucket is",
      resources: [
        resource(KEY, "far", {}, frankfurt),
        resource("aws:cloudtrail/trail:Trail", "trail", { s3BucketName: "logs", kmsKeyId: ref("far", "arn") }, ireland),
      ],
    },
    {
      name: "an alarm that tells a topic elsewhere, which `alarm-topic-delivers` reports",
      resources: [
        resource(TOPIC, "alerts", {}, ireland),
        resource(ALARM, "cpu", { alarmActions: [ref("alerts", "arn")] }, frankfurt),
      ],
    },
    {
      name: "a bucket's setting made through another provider follows its bucket",
      resources: [
        resource(BUCKET, "uploads", {}, frankfurt),
        resource(FUNCTION, "resize", { role: "r" }, frankfurt),
        resource(
          NOTIFICATION,
          "hook",
          { bucket: ref("uploads"), lambdaFunctions: [{ lambdaFunctionArn: ref("resize", "arn"), events: [] }] },
          ireland,
        ),
      ],
    },
    {
      name: "a layer and an image of the function's region",
      resources: [
        resource(
          FUNCTION,
          "f",
          {
            layers: [arn("lambda", "eu-west-1", "layer:otel:3")],
            imageUri: "123456789012.dkr.ecr.eu-west-1.amazonaws.com/app:1",
          },
          ireland,
        ),
      ],
    },
    {
      name: "any region while none is demanded, an allowed one where some are",
      resources: [resource(PROVIDER, "ireland", { region: "eu-west-1" }), network(ireland)],
      settings: { allowedRegions: ["eu-west-1", "us-east-1"] },
    },
    {
      name: "a zone, and nobody knows the region",
      resources: [resource(SUBNET, "a", { availabilityZone: "eu-west-1a" }, anywhere)],
      modes: beforehand,
      undecided: beforehand,
    },
    {
      name: "a zone, and the resource's region is unknown",
      resources: [resource(SUBNET, "a", { availabilityZone: "eu-west-1a", region: unknown }, frankfurt)],
      undecided: everywhere,
    },
    {
      name: "a VPC of an unknown region",
      resources: [network(anywhere), resource(SUBNET, "a", { vpcId: ref("main") }, ireland)],
      modes: beforehand,
      undecided: beforehand,
    },
    {
      name: "a zone that the offline check may have invented",
      resources: [
        network(ireland),
        resource(SUBNET, "a", { availabilityZone: "us-east-1a", vpcId: ref("main") }, ireland),
      ],
      modes: ["offline"],
      undecided: ["offline"],
    },
    {
      name: "replicas, and nobody knows the region",
      resources: [resource(TABLE, "t", { replicas: [{ regionName: "eu-west-1" }] }, anywhere)],
      modes: beforehand,
      undecided: beforehand,
    },
  ],
  invalid: [
    {
      name: "a zone of another region",
      resources: [resource(SUBNET, "a", { vpcId: "vpc-1", availabilityZone: "eu-west-1a" }, frankfurt)],
      findings: [
        {
          resource: "a",
          property: "availabilityZone",
          message: '"eu-west-1a" is a zone of eu-west-1, but "a" is created in eu-central-1 (provider "frankfurt").',
          severity: "high",
        },
      ],
    },
    {
      name: "zones of the environment's region under an explicit provider",
      resources: [resource(SUBNET, "a", { availabilityZone: "us-east-1a" }, ireland)],
      program: {
        project: "p",
        stack: "s",
        config: new Map([["aws:region", { value: "us-east-1", secret: false }]]),
        environment: {},
      },
      findings: [{ resource: "a", message: "is a zone of us-east-1" }],
    },
    {
      name: "several subnets with zones of the same wrong region, once",
      resources: [
        resource(SUBNET, "a", { availabilityZone: "eu-west-1a" }, frankfurt),
        resource(SUBNET, "b", { availabilityZone: "eu-west-1b" }, frankfurt),
        resource(SUBNET, "c", { availabilityZone: "eu-west-2a" }, frankfurt),
        resource(SUBNET, "d", { availabilityZone: "eu-central-1a" }, frankfurt),
      ],
      findings: [
        { resource: "a", message: /is created in eu-central-1 \(provider "frankfurt"\)\. So it is with "b"\.$/ },
        { resource: "c", message: /is a zone of eu-west-2/ },
      ],
    },
    {
      name: "a local zone of another region",
      resources: [resource(SUBNET, "a", { availabilityZone: "us-west-2-lax-1a" }, by("west", "us-west-1"))],
      findings: [{ resource: "a", message: "is a zone of us-west-2" }],
    },
    {
      name: "the resource's own region and a zone of the provider's",
      resources: [resource(SUBNET, "a", { availabilityZone: "eu-west-1a", region: "eu-central-1" }, ireland)],
      findings: [{ resource: "a", message: "is created in eu-central-1 (its `region`)" }],
    },
    {
      name: "one zone of several, in lists and blocks",
      resources: [
        resource(
          "aws:rds/cluster:Cluster",
          "db",
          { availabilityZones: ["eu-west-1a", "eu-west-1b", "eu-west-2c"] },
          ireland,
        ),
        resource(
          "aws:ec2/launchTemplate:LaunchTemplate",
          "lt",
          { placement: { availabilityZone: "eu-west-2a" } },
          ireland,
        ),
      ],
      findings: [
        { resource: "db", property: "availabilityZones[2]", message: "is a zone of eu-west-2" },
        { resource: "lt", property: "placement.availabilityZone", message: "is a zone of eu-west-2" },
      ],
    },
    {
      name: "a VPC of another region, its id unknown in a first preview",
      resources: [network(ireland), resource(SUBNET, "a", { vpcId: ref("main"), cidrBlock: "10.0.1.0/24" }, frankfurt)],
      findings: [
        {
          resource: "a",
          property: "vpcId",
          message: 'refers to "main" in eu-west-1, but "a" is created in eu-central-1',
        },
      ],
    },
    {
      name: "security groups of another region",
      resources: [
        resource("aws:ec2/securityGroup:SecurityGroup", "db", { vpcId: "vpc-1" }, ireland),
        resource("aws:rds/instance:Instance", "replica", { vpcSecurityGroupIds: [ref("db")] }, frankfurt),
        resource(FUNCTION, "f", { vpcConfig: { subnetIds: ["subnet-1"], securityGroupIds: [ref("db")] } }, frankfurt),
      ],
      findings: [
        { resource: "replica", property: "vpcSecurityGroupIds", message: 'refers to "db" in eu-west-1' },
        { resource: "f", property: "vpcConfig", message: 'refers to "db" in eu-west-1' },
      ],
    },
    {
      name: "a listener with the distribution's certificate",
      resources: [
        resource(CERTIFICATE, "cert", { domainName: "a.test" }, edge),
        resource(LISTENER, "https", { loadBalancerArn: "x", certificateArn: ref("cert", "arn") }, ireland),
      ],
      findings: [{ resource: "https", property: "certificateArn", message: 'refers to "cert" in us-east-1' }],
    },
    {
      name: "a listener with a literal certificate, spelled with alb",
      resources: [
        resource(
          "aws:alb/listener:Listener",
          "https",
          { loadBalancerArn: "x", certificateArn: arn("acm", "us-east-1", "certificate/1") },
          ireland,
        ),
      ],
      findings: [{ resource: "https", property: "certificateArn", message: "is in us-east-1, but" }],
    },
    {
      name: "keys of another region, literal and unknown",
      resources: [
        resource(KEY, "key", {}, frankfurt),
        resource(TOPIC, "literal", { kmsMasterKeyId: arn("kms", "eu-central-1", "key/mrk-1") }, ireland),
        resource(QUEUE, "linked", { kmsMasterKeyId: ref("key", "arn") }, ireland),
        resource(
          "aws:ec2/launchTemplate:LaunchTemplate",
          "nested",
          { blockDeviceMappings: [{ ebs: { kmsKeyId: arn("kms", "eu-central-1", "key/1") } }] },
          ireland,
        ),
      ],
      findings: [
        { resource: "literal", property: "kmsMasterKeyId", message: "is in eu-central-1" },
        { resource: "linked", property: "kmsMasterKeyId", message: 'refers to "key" in eu-central-1' },
        { resource: "nested", property: "blockDeviceMappings[0].ebs.kmsKeyId", message: "is in eu-central-1" },
      ],
    },
    {
      name: "a key for a bucket of another region, the setting in the key's",
      resources: [
        resource(KEY, "key", {}, ireland),
        resource(BUCKET, "logs", {}, frankfurt),
        resource(
          "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
          "sse",
          {
            bucket: ref("logs"),
            rules: [
              { applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: ref("key", "arn") } },
            ],
          },
          ireland,
        ),
      ],
      findings: [{ resource: "sse", message: 'refers to "key" in eu-west-1, but "logs" is created in eu-central-1' }],
    },
    {
      name: "a notification to a function elsewhere",
      resources: [
        resource(BUCKET, "uploads", {}, ireland),
        resource(FUNCTION, "resize", { role: "r" }, frankfurt),
        resource(
          NOTIFICATION,
          "hook",
          { bucket: ref("uploads"), lambdaFunctions: [{ lambdaFunctionArn: ref("resize", "arn"), events: [] }] },
          ireland,
        ),
      ],
      findings: [
        { resource: "hook", message: 'refers to "resize" in eu-central-1, but "uploads" is created in eu-west-1' },
      ],
    },
    {
      name: "a layer, an image and an event source of another region",
      resources: [
        resource(
          FUNCTION,
          "layered",
          { layers: [arn("lambda", "eu-west-1", "layer:a:1"), arn("lambda", "us-east-1", "layer:b:1")] },
          ireland,
        ),
        resource(FUNCTION, "packed", { imageUri: "123456789012.dkr.ecr.us-east-1.amazonaws.com/app:1" }, ireland),
        resource(QUEUE, "jobs", {}, frankfurt),
        resource(
          "aws:lambda/eventSourceMapping:EventSourceMapping",
          "source",
          { eventSourceArn: ref("jobs", "arn"), functionName: "f" },
          ireland,
        ),
      ],
      findings: [
        { resource: "layered", property: "layers[1]", message: "is in us-east-1" },
        { resource: "packed", property: "imageUri", message: "is in us-east-1" },
        { resource: "source", property: "eventSourceArn", message: 'refers to "jobs" in eu-central-1' },
      ],
    },
    {
      name: "a table that replicates into its own region",
      resources: [
        resource(
          TABLE,
          "literal",
          { replicas: [{ regionName: "eu-central-1" }, { regionName: "eu-west-1" }] },
          ireland,
        ),
        resource(TABLE, "own", { region: "eu-central-1", replicas: [{ regionName: "eu-central-1" }] }, ireland),
      ],
      findings: [
        { resource: "literal", property: "replicas[1].regionName", message: "is the region of the resource itself" },
        { resource: "own", property: "replicas[0].regionName", message: "is the region of the resource itself" },
      ],
    },
    {
      name: "replicas beside their primary, the region unknown",
      resources: [
        resource(TABLE, "table", {}, anywhere),
        resource(
          "aws:dynamodb/tableReplica:TableReplica",
          "replica",
          { globalTableArn: ref("table", "arn") },
          anywhere,
        ),
        resource(KEY, "key", { multiRegion: true }, anywhere),
        resource(REPLICA_KEY, "copy", { primaryKeyArn: interpolate`${ref("key", "arn")}` }, anywhere),
      ],
      findings: [
        { resource: "replica", property: "globalTableArn", message: '"table" is in the region of its own replica' },
        { resource: "copy", property: "primaryKeyArn", message: '"key" is in the region of its own replica' },
      ],
    },
    {
      name: "in components with providers of their own",
      resources: [
        component("primary"),
        component("standby"),
        resource(VPC, "main", { cidrBlock: "10.0.0.0/16" }, { ...ireland, parent: "primary" }),
        resource(SUBNET, "a", { vpcId: ref("main") }, { ...frankfurt, parent: "standby" }),
      ],
      findings: [{ resource: "a", message: 'refers to "main" in eu-west-1' }],
    },
    {
      name: "regions that are not allowed: of a provider once, of a resource that names its own",
      resources: [
        resource(PROVIDER, "frankfurt", { region: "eu-central-1" }),
        network(frankfurt),
        resource(QUEUE, "q", { region: "us-west-2" }, ireland),
      ],
      settings: { allowedRegions: ["eu-west-1"] },
      findings: [
        {
          resource: "frankfurt",
          property: "region",
          message: "eu-central-1 is none of the allowed regions (eu-west-1).",
        },
        { resource: "q", property: "region", message: "us-west-2 is none" },
      ],
    },
  ],
});
