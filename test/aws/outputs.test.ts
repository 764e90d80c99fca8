import { isHalfKnown, MADE_UP_ACCOUNT } from "../../policy-pack/engine/made-up";
import { UNKNOWN } from "../../policy-pack/engine/wire";
import { fabricateOutputs, FORMED_TYPES, previewOutputs } from "../../preflight/aws/outputs";
import { MADE_UP_PLACE, type Place } from "../../preflight/aws/place";
import { computedOutputs, computedWhenOmitted, resourceTypes } from "../../preflight/aws/tables";

const LIVE: Place = { partition: "aws", region: "eu-west-1", account: "210987654321" };
const urnOf = (type: string, name = "thing") => `urn:pulumi:dev::flight::${type}::${name}`;

const live = (type: string, inputs: Readonly<Record<string, unknown>> = {}, place = LIVE) =>
  fabricateOutputs(type, urnOf(type), "thing", inputs, place, "plausible");
const madeUp = (type: string, inputs: Readonly<Record<string, unknown>> = {}) =>
  fabricateOutputs(type, urnOf(type), "thing", inputs, { ...MADE_UP_PLACE, region: "eu-west-1" }, "made-up");

const HEX17 = "[0-9a-f]{17}";
const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}";
const ARN = (service: string, resource: string) =>
  `arn:aws:${service}:eu-west-1:(?:210987654321|000000000000):${resource}`;
const GLOBAL = (service: string, resource: string) => `arn:aws:${service}::(?:210987654321|000000000000):${resource}`;

/** Type, inputs, and the form of outputs (`id` is the resource's id). Both styles must have it. */
const FORMS: readonly (readonly [string, Readonly<Record<string, unknown>>, Readonly<Record<string, string>>])[] = [
  [
    "aws:ec2/vpc:Vpc",
    {},
    { id: `vpc-${HEX17}`, arn: ARN("ec2", `vpc/vpc-${HEX17}`), mainRouteTableId: `rtb-${HEX17}` },
  ],
  [
    "aws:ec2/subnet:Subnet",
    { availabilityZone: "eu-west-1b" },
    { id: `subnet-${HEX17}`, availabilityZone: "eu-west-1b", availabilityZoneId: "euw1-az2" },
  ],
  ["aws:ec2/securityGroup:SecurityGroup", {}, { id: `sg-${HEX17}`, arn: ARN("ec2", `security-group/sg-${HEX17}`) }],
  ["aws:ec2/internetGateway:InternetGateway", {}, { id: `igw-${HEX17}` }],
  ["aws:ec2/natGateway:NatGateway", {}, { id: `nat-${HEX17}`, networkInterfaceId: `eni-${HEX17}` }],
  ["aws:ec2/routeTable:RouteTable", {}, { id: `rtb-${HEX17}` }],
  ["aws:ec2/networkInterface:NetworkInterface", {}, { id: `eni-${HEX17}` }],
  ["aws:ec2/instance:Instance", {}, { id: `i-${HEX17}`, privateDns: "ip-[\\d-]+\\.ec2\\.internal" }],
  ["aws:ec2/launchTemplate:LaunchTemplate", {}, { id: `lt-${HEX17}`, latestVersion: "1" }],
  ["aws:ec2/ami:Ami", {}, { id: `ami-${HEX17}`, arn: `arn:aws:ec2:eu-west-1::image/ami-${HEX17}` }],
  ["aws:ec2/eip:Eip", {}, { id: `eipalloc-${HEX17}`, allocationId: `eipalloc-${HEX17}` }],
  ["aws:ec2/vpcEndpoint:VpcEndpoint", {}, { id: `vpce-${HEX17}`, state: "available" }],
  ["aws:ec2/flowLog:FlowLog", {}, { id: `fl-${HEX17}` }],
  ["aws:ec2transitgateway/transitGateway:TransitGateway", {}, { id: `tgw-${HEX17}` }],
  ["aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", {}, { id: `sgr-${HEX17}` }],
  ["aws:ebs/volume:Volume", {}, { id: `vol-${HEX17}` }],
  [
    "aws:s3/bucket:Bucket",
    { bucket: "data" },
    {
      id: "data",
      arn: "arn:aws:s3:::data",
      bucketDomainName: "data\\.s3\\.amazonaws\\.com",
      bucketRegionalDomainName: "data\\.s3\\.eu-west-1\\.amazonaws\\.com",
      hostedZoneId: "Z1BKCTXD74EZPE",
    },
  ],
  ["aws:s3/bucket:Bucket", {}, { id: "thing-[0-9a-f]{7}", bucket: "thing-[0-9a-f]{7}" }],
  ["aws:s3/bucketPolicy:BucketPolicy", { bucket: "data" }, { id: "data" }],
  ["aws:s3/bucketAcl:BucketAcl", { bucket: "data", acl: "private" }, { id: "data,private" }],
  ["aws:s3/bucketMetric:BucketMetric", { bucket: "data", name: "all" }, { id: "data:all" }],
  [
    "aws:iam/serviceLinkedRole:ServiceLinkedRole",
    { awsServiceName: "autoscaling.amazonaws.com", customSuffix: "app-dev" },
    { id: GLOBAL("iam", "role/aws-service-role/autoscaling\\.amazonaws\\.com/AWSServiceRoleForAutoScaling_app-dev") },
  ],
  ["aws:s3/bucketObjectv2:BucketObjectv2", { bucket: "data", key: "a/b" }, { arn: "arn:aws:s3:::data/a/b" }],
  [
    "aws:iam/role:Role",
    { name: "worker", path: "/app/" },
    { id: "worker", arn: GLOBAL("iam", "role/app/worker"), uniqueId: "AROA[0-9A-F]{17}" },
  ],
  [
    "aws:iam/policy:Policy",
    { name: "p" },
    { id: GLOBAL("iam", "policy/p"), arn: GLOBAL("iam", "policy/p"), policyId: "ANPA.+" },
  ],
  ["aws:iam/rolePolicy:RolePolicy", { role: "worker", name: "p" }, { id: "worker:p" }],
  ["aws:iam/instanceProfile:InstanceProfile", { name: "p" }, { arn: GLOBAL("iam", "instance-profile/p") }],
  [
    "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
    { url: "https://token.actions.githubusercontent.com" },
    { arn: GLOBAL("iam", "oidc-provider/token\\.actions\\.githubusercontent\\.com") },
  ],
  ["aws:kms/key:Key", {}, { id: UUID, keyId: UUID, arn: ARN("kms", `key/${UUID}`) }],
  ["aws:kms/key:Key", { multiRegion: true }, { id: "mrk-[0-9a-f]{32}" }],
  [
    "aws:kms/alias:Alias",
    { name: "alias/data", targetKeyId: "k" },
    { arn: ARN("kms", "alias/data"), targetKeyArn: ARN("kms", "key/k") },
  ],
  [
    "aws:lambda/function:Function",
    { name: "work", publish: true },
    {
      id: "work",
      arn: ARN("lambda", "function:work"),
      qualifiedArn: ARN("lambda", "function:work:1"),
      invokeArn: `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${ARN("lambda", "function:work")}/invocations`,
    },
  ],
  [
    "aws:lambda/layerVersion:LayerVersion",
    { layerName: "l" },
    { arn: ARN("lambda", "layer:l:1"), layerArn: ARN("lambda", "layer:l") },
  ],
  ["aws:sns/topic:Topic", { name: "alerts" }, { id: ARN("sns", "alerts"), arn: ARN("sns", "alerts") }],
  [
    "aws:sqs/queue:Queue",
    { name: "jobs" },
    {
      id: "https://sqs\\.eu-west-1\\.amazonaws\\.com/\\d{12}/jobs",
      arn: ARN("sqs", "jobs"),
      url: "https://sqs.+/jobs",
    },
  ],
  [
    "aws:rds/instance:Instance",
    { identifier: "orders", engine: "postgres" },
    {
      id: "db-[0-9A-F]{26}",
      arn: ARN("rds", "db:orders"),
      address: "orders\\.[0-9a-f]{12}\\.eu-west-1\\.rds\\.amazonaws\\.com",
      endpoint: "orders\\.[0-9a-f]{12}\\.eu-west-1\\.rds\\.amazonaws\\.com:5432",
      port: "5432",
    },
  ],
  [
    "aws:rds/cluster:Cluster",
    { clusterIdentifier: "orders", engine: "aurora-mysql" },
    {
      id: "orders",
      arn: ARN("rds", "cluster:orders"),
      endpoint: "orders\\.cluster-[0-9a-f]{12}\\.eu-west-1\\.rds\\.amazonaws\\.com",
      readerEndpoint: "orders\\.cluster-ro-.+",
      port: "3306",
    },
  ],
  ["aws:rds/subnetGroup:SubnetGroup", { name: "s" }, { arn: ARN("rds", "subgrp:s") }],
  ["aws:docdb/cluster:Cluster", { clusterIdentifier: "d" }, { arn: ARN("rds", "cluster:d") }],
  [
    "aws:lb/loadBalancer:LoadBalancer",
    { name: "web" },
    {
      id: ARN("elasticloadbalancing", "loadbalancer/app/web/[0-9a-f]{16}"),
      arnSuffix: "app/web/[0-9a-f]{16}",
      dnsName: "web-[0-9a-f]{10}\\.eu-west-1\\.elb\\.amazonaws\\.com",
      zoneId: "Z32O12XQLNTSW2",
    },
  ],
  [
    "aws:alb/loadBalancer:LoadBalancer",
    { name: "web", loadBalancerType: "network" },
    { arnSuffix: "net/web/[0-9a-f]{16}", dnsName: "web-[0-9a-f]{16}\\.elb\\.eu-west-1\\.amazonaws\\.com" },
  ],
  [
    "aws:lb/targetGroup:TargetGroup",
    { name: "t" },
    { arnSuffix: "targetgroup/t/[0-9a-f]{16}", id: ARN("elasticloadbalancing", "targetgroup/t/.+") },
  ],
  [
    "aws:lb/listener:Listener",
    { loadBalancerArn: "arn:aws:elasticloadbalancing:eu-west-1:210987654321:loadbalancer/app/web/0123456789abcdef" },
    { arn: ARN("elasticloadbalancing", "listener/app/web/0123456789abcdef/[0-9a-f]{16}") },
  ],
  [
    "aws:elb/loadBalancer:LoadBalancer",
    { name: "web" },
    { id: "web", dnsName: "web-.+\\.eu-west-1\\.elb\\.amazonaws\\.com" },
  ],
  [
    "aws:cloudfront/distribution:Distribution",
    {},
    {
      id: "E[0-9A-F]{13}",
      arn: GLOBAL("cloudfront", "distribution/E[0-9A-F]{13}"),
      domainName: "d[0-9a-f]{13}\\.cloudfront\\.net",
      hostedZoneId: "Z2FDTNDATAQYW2",
    },
  ],
  [
    "aws:cloudfront/originAccessIdentity:OriginAccessIdentity",
    {},
    { iamArn: "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E[0-9A-F]{13}" },
  ],
  [
    "aws:acm/certificate:Certificate",
    {},
    { id: ARN("acm", `certificate/${UUID}`), arn: ARN("acm", `certificate/${UUID}`) },
  ],
  [
    "aws:route53/zone:Zone",
    { name: "flight.dev" },
    { id: "Z[0-9A-F]{20}", arn: "arn:aws:route53:::hostedzone/Z[0-9A-F]{20}" },
  ],
  ["aws:route53/record:Record", { name: "www.flight.dev" }, { fqdn: "www\\.flight\\.dev" }],
  [
    "aws:dynamodb/table:Table",
    { name: "t", streamEnabled: true },
    { id: "t", arn: ARN("dynamodb", "table/t"), streamArn: ARN("dynamodb", "table/t/stream/.+") },
  ],
  [
    "aws:ecr/repository:Repository",
    { name: "app" },
    { arn: ARN("ecr", "repository/app"), repositoryUrl: "\\d{12}\\.dkr\\.ecr\\.eu-west-1\\.amazonaws\\.com/app" },
  ],
  ["aws:ecs/cluster:Cluster", { name: "c" }, { id: ARN("ecs", "cluster/c") }],
  [
    "aws:ecs/service:Service",
    { name: "s", cluster: "arn:aws:ecs:eu-west-1:1:cluster/c" },
    { id: ARN("ecs", "service/c/s") },
  ],
  [
    "aws:ecs/taskDefinition:TaskDefinition",
    { family: "f" },
    { id: "f", arn: ARN("ecs", "task-definition/f:1"), revision: "1" },
  ],
  [
    "aws:eks/cluster:Cluster",
    { name: "k" },
    {
      id: "k",
      arn: ARN("eks", "cluster/k"),
      endpoint: "https://[0-9A-F]{32}\\.gr7\\.eu-west-1\\.eks\\.amazonaws\\.com",
    },
  ],
  [
    "aws:eks/nodeGroup:NodeGroup",
    { clusterName: "k", nodeGroupName: "n" },
    { id: "k:n", arn: ARN("eks", `nodegroup/k/n/${UUID}`) },
  ],
  [
    "aws:elasticache/replicationGroup:ReplicationGroup",
    { replicationGroupId: "r" },
    {
      arn: ARN("elasticache", "replicationgroup:r"),
      primaryEndpointAddress: "master\\.r\\..+\\.cache\\.amazonaws\\.com",
    },
  ],
  [
    "aws:elasticache/cluster:Cluster",
    { clusterId: "m", engine: "memcached" },
    { configurationEndpoint: "m\\..+:11211" },
  ],
  [
    "aws:opensearch/domain:Domain",
    { domainName: "s" },
    { id: ARN("es", "domain/s"), endpoint: "search-s-[0-9a-f]{26}\\.eu-west-1\\.es\\.amazonaws\\.com" },
  ],
  [
    "aws:apigateway/restApi:RestApi",
    {},
    { id: "[0-9a-f]{10}", executionArn: ARN("execute-api", "[0-9a-f]{10}"), rootResourceId: "[0-9a-f]{10}" },
  ],
  [
    "aws:apigateway/stage:Stage",
    { restApi: "abc", stageName: "v1" },
    { invokeUrl: "https://abc\\.execute-api\\.eu-west-1\\.amazonaws\\.com/v1" },
  ],
  [
    "aws:apigatewayv2/api:Api",
    { protocolType: "WEBSOCKET" },
    { apiEndpoint: "wss://[0-9a-f]{10}\\.execute-api\\.eu-west-1\\.amazonaws\\.com" },
  ],
  [
    "aws:cognito/userPool:UserPool",
    {},
    { id: "eu-west-1_[0-9a-f]{9}", arn: ARN("cognito-idp", "userpool/eu-west-1_[0-9a-f]{9}") },
  ],
  ["aws:sfn/stateMachine:StateMachine", { name: "m" }, { id: ARN("states", "stateMachine:m") }],
  ["aws:cloudwatch/eventRule:EventRule", { name: "r", eventBusName: "bus" }, { arn: ARN("events", "rule/bus/r") }],
  ["aws:cloudwatch/eventRule:EventRule", { name: "r" }, { arn: ARN("events", "rule/r") }],
  ["aws:cloudwatch/logGroup:LogGroup", { name: "/app" }, { id: "/app", arn: ARN("logs", "log-group:/app") }],
  ["aws:cloudwatch/metricAlarm:MetricAlarm", { name: "a" }, { id: "a", arn: ARN("cloudwatch", "alarm:a") }],
  ["aws:secretsmanager/secret:Secret", { name: "db" }, { id: ARN("secretsmanager", "secret:db-[0-9a-f]{6,7}") }],
  ["aws:ssm/parameter:Parameter", { name: "/a/b" }, { arn: ARN("ssm", "parameter/a/b"), version: "1" }],
  [
    "aws:wafv2/webAcl:WebAcl",
    { name: "w", scope: "CLOUDFRONT" },
    { arn: "arn:aws:wafv2:us-east-1:\\d{12}:global/webacl/w/.+" },
  ],
  ["aws:wafv2/webAcl:WebAcl", { name: "w", scope: "REGIONAL" }, { arn: ARN("wafv2", "regional/webacl/w/.+") }],
  [
    "aws:autoscaling/group:Group",
    { name: "g" },
    { id: "g", arn: ARN("autoscaling", `autoScalingGroup:${UUID}:autoScalingGroupName/g`) },
  ],
  [
    "aws:efs/fileSystem:FileSystem",
    {},
    { id: `fs-${HEX17}`, dnsName: `fs-${HEX17}\\.efs\\.eu-west-1\\.amazonaws\\.com` },
  ],
  ["aws:kinesis/stream:Stream", { name: "s" }, { id: ARN("kinesis", "stream/s") }],
  ["aws:backup/vault:Vault", { name: "v" }, { arn: ARN("backup", "backup-vault:v") }],
  ["aws:cfg/rule:Rule", { name: "r" }, { arn: ARN("config", "config-rule/config-rule-[0-9a-f]{6,7}") }],
  ["aws:codebuild/project:Project", { name: "p" }, { id: ARN("codebuild", "project/p") }],
  ["aws:codepipeline/pipeline:Pipeline", { name: "p" }, { arn: ARN("codepipeline", "p") }],
  ["aws:networkfirewall/firewall:Firewall", { name: "f" }, { arn: ARN("network-firewall", "firewall/f") }],
];

describe("fabricated outputs", () => {
  test.each(FORMS)("%s %j has AWS's form, plausible and made up", (type, inputs, forms) => {
    for (const { id, outputs } of [live(type, inputs), madeUp(type, inputs)]) {
      for (const [property, form] of Object.entries(forms)) {
        expect(String(property === "id" ? id : outputs[property])).toMatch(new RegExp(`^${form}$`));
      }
      expect(outputs.id).toBe(id);
    }
  });

  test("more than a hundred and fifty types have a form of their own", () => {
    expect(FORMED_TYPES.filter((type) => type.startsWith("aws:")).length).toBeGreaterThan(150);
  });

  /** Facts everybody knows: nobody has to take them for made up. */
  const PUBLIC = new Set([
    "availabilityZoneId",
    "zoneId",
    "hostedZoneId",
    "cloudfrontDistributionZoneId",
    "destinationId",
    "versionId",
  ]);
  const named = (outputs: Readonly<Record<string, unknown>>) =>
    Object.entries(outputs).filter(
      ([key, value]) => /(?:^id|Id|rn)$/.test(key) && !PUBLIC.has(key) && typeof value === "string" && value !== "",
    );
  /** Types whose id says nothing of its own: a constant, or put together from arguments that are left out here. */
  const CONSTANT = new Set([
    "aws:acm/certificateValidation:CertificateValidation",
    "aws:cfg/deliveryChannel:DeliveryChannel",
    "aws:cfg/recorder:Recorder",
    "aws:route53/record:Record",
  ]);

  test("of every type, every computed output is there, and every made-up id and ARN is recognised", () => {
    const wrong: string[] = [];
    for (const type of resourceTypes()) {
      const { outputs } = madeUp(type);
      for (const output of computedOutputs(type)?.keys() ?? []) {
        if (outputs[output] === undefined) {
          wrong.push(`${type}.${output} is missing`);
        }
      }
      for (const [key, value] of CONSTANT.has(type) ? [] : named(outputs)) {
        if (!isHalfKnown(value as string)) {
          wrong.push(`${type}.${key}: ${String(value)}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  test("no plausible value of any type looks made up", () => {
    const wrong = resourceTypes().filter((type) => isHalfKnown(JSON.stringify(live(type).outputs)));
    expect(wrong).toEqual([]);
  });

  test("the same URN gives the same values, another one others", () => {
    const type = "aws:ec2/vpc:Vpc";
    const other = fabricateOutputs(type, urnOf(type, "other"), "other", {}, LIVE, "plausible");
    expect(live(type)).toEqual(live(type));
    expect(other.id).not.toBe(live(type).id);
  });

  test("inputs stay, and what is null or undefined does not hide an output", () => {
    const { outputs } = live("aws:sqs/queue:Queue", { name: "jobs", delaySeconds: 5, url: undefined, arn: null });
    expect(outputs).toMatchObject({ name: "jobs", delaySeconds: 5 });
    expect(outputs.arn).toMatch(/:jobs$/);
  });

  test("default tags lie under the resource's own", () => {
    const place = { ...LIVE, defaultTags: { Project: "flight", Team: "a" } };
    expect(live("aws:sqs/queue:Queue", { tags: { Team: "b" } }, place).outputs.tagsAll).toEqual({
      Project: "flight",
      Team: "b",
    });
    expect(live("aws:sqs/queue:Queue", { tags: UNKNOWN }, place).outputs.tagsAll).toBe(UNKNOWN);
    expect(live("aws:iam/rolePolicy:RolePolicy", {}, place).outputs).not.toHaveProperty("tagsAll");
  });

  test("a resource lives in the region it names itself, and in its provider's partition", () => {
    expect(live("aws:sns/topic:Topic", { name: "a", region: "us-west-2" }).id).toBe(
      "arn:aws:sns:us-west-2:210987654321:a",
    );
    const china = { partition: "aws-cn", region: "cn-north-1", account: "210987654321" };
    expect(live("aws:iam/role:Role", { name: "r" }, china).outputs.arn).toBe("arn:aws-cn:iam::210987654321:role/r");
    expect(live("aws:sqs/queue:Queue", { name: "q" }, china).id).toBe(
      "https://sqs.cn-north-1.amazonaws.com.cn/210987654321/q",
    );
  });

  test("RDS has a managed secret exactly when it was asked for one", () => {
    expect(live("aws:rds/instance:Instance", { engine: "mysql" }).outputs.masterUserSecrets).toEqual([]);
    const [secret] = live("aws:rds/instance:Instance", { manageMasterUserPassword: true }).outputs
      .masterUserSecrets as { secretArn: string }[];
    expect(secret?.secretArn).toMatch(/^arn:aws:secretsmanager:eu-west-1:210987654321:secret:rds!db-/);
  });

  test("a certificate is validated once for each of its names", () => {
    const { outputs } = live("aws:acm/certificate:Certificate", {
      domainName: "flight.dev",
      subjectAlternativeNames: ["*.flight.dev", "flight.dev"],
      validationMethod: "DNS",
    });
    const options = outputs.domainValidationOptions as { domainName: string; resourceRecordName: string }[];
    expect(options.map(({ domainName }) => domainName)).toEqual(["flight.dev", "*.flight.dev"]);
    // A wildcard and its domain share one record.
    expect(options[0]?.resourceRecordName).toBe(options[1]?.resourceRecordName);
    expect(options[0]?.resourceRecordName).toMatch(/^_[0-9a-f]{32}\.flight\.dev\.$/);
  });

  test("the issuer of an EKS cluster is where programs look for it", () => {
    const [identity] = live("aws:eks/cluster:Cluster").outputs.identities as { oidcs: { issuer: string }[] }[];
    expect(identity?.oidcs[0]?.issuer).toMatch(/^https:\/\/oidc\.eks\.eu-west-1\.amazonaws\.com\/id\/[0-9A-F]{32}$/);
  });

  test("S3's own defaults are plausible outputs, and never made up", () => {
    expect(live("aws:s3/bucket:Bucket").outputs).toHaveProperty(
      "serverSideEncryptionConfiguration.rule.applyServerSideEncryptionByDefault.sseAlgorithm",
      "AES256",
    );
    expect(live("aws:s3/bucket:Bucket", { versioning: { enabled: true } }).outputs.versioning).toEqual({
      enabled: true,
    });
    expect(Object.keys(madeUp("aws:s3/bucket:Bucket").outputs)).not.toEqual(
      expect.arrayContaining(["serverSideEncryptionConfiguration"]),
    );
  });

  test("a secret name is part of the ARN, as AWS sees it; an unknown one is made up", () => {
    const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value: "hidden" };
    expect(live("aws:sns/topic:Topic", { name: secret }).id).toMatch(/:hidden$/);
    expect(madeUp("aws:sns/topic:Topic", { name: UNKNOWN }).id).toMatch(/:thing-0facade$/);
  });

  test("a type only version 6 of the provider has still gets an id and an ARN", () => {
    const { id, outputs } = live("aws:opsworks/stack:Stack", { name: "s" });
    expect(id).toBe("s");
    expect(outputs.arn).toBe("arn:aws:opsworks:eu-west-1:210987654321:stack/s");
  });

  test("of a type of another provider only the id is made", () => {
    expect(madeUp("kubernetes:core/v1:ConfigMap", { data: {} })).toEqual({
      id: "thing-0facade",
      outputs: { data: {}, id: "thing-0facade" },
    });
  });
});

describe("generated values", () => {
  test.each([
    ["random:index/randomPassword:RandomPassword", { length: 24 }, "result", 24],
    ["random:index/randomString:RandomString", { length: 9 }, "result", 9],
    ["random:index/randomId:RandomId", { byteLength: 8 }, "hex", 16],
  ])("%s has the length asked for", (type, inputs, property, length) => {
    for (const { outputs } of [live(type, inputs), madeUp(type, inputs)]) {
      expect(outputs[property]).toHaveLength(length);
    }
    expect(isHalfKnown(String(madeUp(type, inputs).outputs[property]))).toBe(true);
    expect(isHalfKnown(String(live(type, inputs).outputs[property]))).toBe(false);
  });

  test.each(["hex", "dec", "b64Std", "b64Url"])("every spelling of a random id is recognised: %s", (property) => {
    expect(isHalfKnown(String(madeUp("random:index/randomId:RandomId").outputs[property]))).toBe(true);
  });

  test("the spellings of a plausible random id are one number", () => {
    const { outputs } = live("random:index/randomId:RandomId", { byteLength: 8 });
    const hex = String(outputs.hex);
    expect(BigInt(`0x${hex}`)).toBe(BigInt(String(outputs.dec)));
    expect(Buffer.from(String(outputs.b64Std), "base64").toString("hex")).toBe(hex);
  });

  test("a shuffle returns what it was given, an integer lies in its range", () => {
    expect(
      live("random:index/randomShuffle:RandomShuffle", { inputs: ["a", "b"], resultCount: 1 }).outputs.results,
    ).toEqual(["a"]);
    const { result } = live("random:index/randomInteger:RandomInteger", { min: 3, max: 5 }).outputs;
    expect([3, 4, 5]).toContain(result);
  });

  test("a private key has PEM form and is recognised", () => {
    const { privateKeyPem } = madeUp("tls:index/privateKey:PrivateKey").outputs;
    expect(privateKeyPem).toMatch(
      /^-----BEGIN RSA PRIVATE KEY-----\n0facade[0-9a-f]+\n-----END RSA PRIVATE KEY-----\n$/,
    );
  });
});

describe("outputs in a preview", () => {
  test("inputs are known; what AWS computes, and what the provider fills in later, is not", () => {
    const outputs = previewOutputs(
      "aws:s3/bucket:Bucket",
      urnOf("x"),
      "logs",
      { bucket: "logs", tags: { a: "b" } },
      LIVE,
    );
    expect(outputs).toMatchObject({
      bucket: "logs",
      tags: { a: "b" },
      arn: UNKNOWN,
      id: UNKNOWN,
      acl: UNKNOWN,
      grants: UNKNOWN,
    });
    expect(outputs).not.toHaveProperty("forceDestroy");
  });

  test("an argument computed when left out is known when it is given", () => {
    expect(computedWhenOmitted("aws:ec2/subnet:Subnet")).toContain("availabilityZone");
    const outputs = previewOutputs("aws:ec2/subnet:Subnet", urnOf("x"), "a", { availabilityZone: "eu-west-1a" }, LIVE);
    expect(outputs).toMatchObject({ availabilityZone: "eu-west-1a", cidrBlock: UNKNOWN });
  });
});

test("the made-up place is nobody's", () => {
  expect(MADE_UP_PLACE.account).toBe(MADE_UP_ACCOUNT);
});
