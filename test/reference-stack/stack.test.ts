/** What the reference stack registers, in both profiles: the inputs that matter, and what waits for what. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { subnetCidr } from "../../reference-stack/tiers";
import { ACCOUNT, deploy, DeployError, type Deployment, type DeployOptions } from "./deploy";

/** Types the provider gives its default tags. */
const { types: TAGGABLE } = JSON.parse(
  readFileSync(path.join(__dirname, "../../policy-pack/data/taggable-types.json"), "utf8"),
) as { types: string[] };

let dev: Deployment;
let prod: Deployment;
/** Prod with a second region. */
let both: Deployment;

beforeAll(async () => {
  dev = await deploy({ stack: "dev" });
  const config = { region: "eu-central-1", alarmEmail: "on-call@shop.dev" };
  prod = await deploy({ stack: "prod", config });
  both = await deploy({ stack: "prod", config: { ...config, secondaryRegion: "eu-west-1" } });
});

/** How many there are in dev, in prod, and in prod with a second region. */
const COUNTS: readonly (readonly [type: string, dev: number, prod: number, both: number])[] = [
  ["aws:ec2/vpc:Vpc", 1, 1, 2],
  ["aws:ec2/subnet:Subnet", 9, 9, 18],
  ["aws:ec2/natGateway:NatGateway", 1, 3, 6],
  ["aws:ec2/routeTableAssociation:RouteTableAssociation", 9, 9, 18],
  ["aws:ec2/networkAcl:NetworkAcl", 3, 3, 6],
  ["aws:ec2/networkAclRule:NetworkAclRule", 17, 17, 34],
  ["aws:ec2/networkAclAssociation:NetworkAclAssociation", 9, 9, 18],
  ["aws:ec2/vpcEndpoint:VpcEndpoint", 2, 9, 18],
  ["aws:ec2/flowLog:FlowLog", 1, 1, 2],
  ["aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", 1, 1, 2],
  ["aws:ec2/securityGroup:SecurityGroup", 4, 5, 10],
  ["aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", 4, 5, 10],
  ["aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", 4, 4, 8],
  ["aws:ec2/launchTemplate:LaunchTemplate", 1, 1, 2],
  ["aws:autoscaling/group:Group", 1, 1, 2],
  ["aws:autoscaling/policy:Policy", 2, 2, 4],
  ["aws:kms/key:Key", 10, 10, 17],
  ["aws:kms/alias:Alias", 10, 10, 17],
  ["aws:s3/bucket:Bucket", 7, 7, 11],
  ["aws:s3/bucketPolicy:BucketPolicy", 7, 7, 11],
  ["aws:s3/bucketAcl:BucketAcl", 1, 1, 1],
  ["aws:s3/bucketLogging:BucketLogging", 4, 4, 6],
  ["aws:s3/bucketReplicationConfig:BucketReplicationConfig", 0, 0, 1],
  ["aws:s3/bucketNotification:BucketNotification", 1, 1, 2],
  ["aws:acm/certificate:Certificate", 2, 2, 3],
  ["aws:acm/certificateValidation:CertificateValidation", 2, 2, 3],
  ["aws:route53/healthCheck:HealthCheck", 1, 1, 1],
  ["aws:lb/loadBalancer:LoadBalancer", 1, 1, 2],
  ["aws:lb/listener:Listener", 2, 2, 4],
  ["aws:cloudfront/distribution:Distribution", 1, 1, 1],
  ["aws:cloudfront/originAccessControl:OriginAccessControl", 1, 1, 1],
  ["aws:wafv2/webAcl:WebAcl", 2, 2, 3],
  ["aws:wafv2/webAclAssociation:WebAclAssociation", 1, 1, 2],
  ["aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration", 2, 2, 3],
  ["aws:rds/instance:Instance", 1, 1, 1],
  ["aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication", 0, 0, 1],
  ["aws:backup/vault:Vault", 1, 1, 2],
  ["aws:backup/plan:Plan", 1, 1, 1],
  ["aws:backup/selection:Selection", 1, 1, 1],
  ["aws:lambda/function:Function", 2, 2, 4],
  ["aws:lambda/permission:Permission", 2, 2, 4],
  ["aws:sqs/queue:Queue", 2, 2, 4],
  ["aws:secretsmanager/secret:Secret", 1, 1, 2],
  ["aws:secretsmanager/secretRotation:SecretRotation", 1, 1, 2],
  ["aws:ssm/parameter:Parameter", 2, 2, 3],
  ["aws:cloudtrail/trail:Trail", 1, 1, 1],
  ["aws:cloudwatch/logMetricFilter:LogMetricFilter", 7, 7, 7],
  ["aws:iam/serviceLinkedRole:ServiceLinkedRole", 1, 1, 1],
  ["aws:iam/role:Role", 7, 7, 12],
  ["aws:iam/rolePolicy:RolePolicy", 6, 6, 11],
  ["aws:iam/rolePolicyAttachment:RolePolicyAttachment", 3, 3, 4],
  ["aws:cloudwatch/logGroup:LogGroup", 10, 10, 15],
  ["aws:cloudwatch/logResourcePolicy:LogResourcePolicy", 1, 1, 1],
  ["aws:route53/queryLog:QueryLog", 1, 1, 1],
  ["aws:s3/bucketMetric:BucketMetric", 1, 1, 2],
  ["aws:cloudwatch/metricAlarm:MetricAlarm", 34, 36, 59],
  ["aws:cloudwatch/compositeAlarm:CompositeAlarm", 2, 2, 3],
  ["aws:cloudwatch/dashboard:Dashboard", 2, 2, 3],
  ["aws:sns/topic:Topic", 2, 2, 3],
  ["aws:sns/topicPolicy:TopicPolicy", 2, 2, 3],
  ["aws:sns/topicSubscription:TopicSubscription", 0, 2, 3],
];

test.each(COUNTS)("of %s there are %d in dev, %d in prod, %d in two regions", (type, ...counts) => {
  expect([dev, prod, both].map((deployment) => deployment.ofType(type).length)).toEqual(counts);
});

const BOTH = [
  ["dev", () => dev],
  ["prod", () => prod],
] as const;

describe.each(BOTH)("%s", (stack, deployment) => {
  test("every AWS resource lies in a component and uses an explicit provider", () => {
    const resources = deployment().resources.filter(({ type }) => type.startsWith("aws:"));
    expect(resources.length).toBeGreaterThan(100);
    const components = new Set(
      deployment()
        .resources.filter(({ custom }) => !custom)
        .map(({ name }) => name),
    );
    expect(resources.filter(({ parent }) => !components.has(parent))).toEqual([]);
    expect(resources.filter(({ provider }) => provider !== "regional" && provider !== "edge")).toEqual([]);
  });

  test("components have a type of their own, and there is no other", () => {
    const components = deployment().resources.filter(({ custom }) => !custom);
    expect(components.filter(({ type }) => !/^preflight:reference:[A-Z]\w+$/.test(type))).toEqual([]);
    expect(new Set(components.map(({ type }) => type)).size).toBe(32);
  });

  test("both providers give every resource the tags it needs", () => {
    const providers = deployment().ofType("pulumi:providers:aws");
    expect(providers.map(({ name }) => name)).toEqual(["regional", "edge"]);
    expect(deployment().get("edge-logs-bucket").provider).toBe("edge");
    for (const { inputs } of providers) {
      const tags = { Project: "preflight", Environment: stack, ManagedBy: "Pulumi" };
      expect(JSON.parse(String(inputs.defaultTags))).toEqual({ tags });
    }
  });

  test("whatever takes tags has a name among them", () => {
    const taggable = new Set(TAGGABLE);
    const resources = deployment().resources.filter(({ type }) => taggable.has(type));
    expect(resources.length).toBeGreaterThan(130);
    const unnamed = resources.filter(
      ({ inputs }) =>
        !/"(?:Name|key)":"[^"]*(?:preflight-|shop\.preflight-|Name")/.test(JSON.stringify(inputs.tags ?? {})),
    );
    expect(unnamed.map(({ name }) => name)).toEqual([]);
  });

  test("names end with the environment, hold no clock and no more than AWS takes", () => {
    const named = deployment().resources.flatMap(({ type, inputs }) =>
      ["bucket", "name", "identifier"]
        .map((key) => inputs[key])
        .filter((name): name is string => typeof name === "string" && name.startsWith("preflight-"))
        .map((name) => [type, name] as const),
    );
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter(([, name]) => !name.endsWith(`-${stack}`))).toEqual([]);
    expect(named.filter(([, name]) => name.length > 63)).toEqual([]);
    expect(named.filter(([, name]) => /\d{8,}/.test(name.replace(ACCOUNT, "")))).toEqual([]);
  });

  test("the load balancer serves HTTPS, and waits for the policy of its log bucket", () => {
    const { inputs, dependencies } = deployment().get("primary-web-alb");
    expect(inputs.accessLogs).toEqual({
      bucket: deployment().get("primary-web-logs-bucket").inputs.bucket,
      enabled: true,
    });
    expect(inputs.internal).toBe(false);
    expect(inputs.subnets).toEqual(["a", "b", "c"].map((zone) => `primary-network-public-${zone}-id`));
    expect(dependencies).toEqual(expect.arrayContaining(["primary-web-logs-policy", "primary-web-logs-ownership"]));
    const { inputs: https, dependenciesOf } = deployment().get("primary-web-https");
    expect(https).toMatchObject({ port: 443, protocol: "HTTPS", sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06" });
    expect(dependenciesOf("certificateArn")).toContain("primary-web-tls-validation");
    expect(deployment().get("primary-web-http").inputs).toMatchObject({
      port: 80,
      protocol: "HTTP",
      defaultActions: [{ type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } }],
    });
  });

  test("the target group checks the health of the port the application's group opens", () => {
    const { inputs } = deployment().get("primary-web-tg");
    expect(inputs).toMatchObject({
      port: 8080,
      healthCheck: { path: "/healthz", port: "traffic-port", protocol: "HTTP", interval: 15, timeout: 5 },
    });
    expect(rule("primary-firewall-load-balancer-app-in")).toEqual([
      "primary-firewall-app-id",
      "primary-firewall-load-balancer-id",
      8080,
      8080,
    ]);
    expect(rule("primary-firewall-load-balancer-app-out")).toEqual([
      "primary-firewall-load-balancer-id",
      "primary-firewall-app-id",
      8080,
      8080,
    ]);
  });

  test("only the application reaches the database, and only the load balancer is open to the world", () => {
    expect(rule("primary-firewall-app-database-in")).toEqual([
      "primary-firewall-database-id",
      "primary-firewall-app-id",
      5432,
      5432,
    ]);
    const ingress = deployment().ofType("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
    const open = ingress.filter(({ inputs }) => inputs.cidrIpv4 === "0.0.0.0/0");
    expect(open.map(({ inputs }) => [inputs.securityGroupId, inputs.fromPort, inputs.toPort])).toEqual([
      ["primary-firewall-load-balancer-id", 80, 80],
      ["primary-firewall-load-balancer-id", 443, 443],
    ]);
    const all = [...ingress, ...deployment().ofType("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule")];
    // The characters EC2 takes in a description.
    expect(all.filter(({ inputs }) => !/^[\w .:/()#,@[\]+=&;{}!$*-]{1,255}$/.test(String(inputs.description)))).toEqual(
      [],
    );
  });

  test("the default security group is closed, and the data tier has no way out", () => {
    expect(deployment().get("primary-network-default-sg").inputs).toMatchObject({ ingress: [], egress: [] });
    const routes = deployment().ofType("aws:ec2/route:Route");
    expect(routes.map(({ inputs }) => inputs.routeTableId)).not.toContain("primary-network-data-routes-id");
    for (const zone of ["a", "b", "c"]) {
      expect(deployment().get(`primary-network-data-${zone}-association`).inputs.routeTableId).toBe(
        "primary-network-data-routes-id",
      );
      expect(deployment().get(`primary-network-private-${zone}-association`).inputs.routeTableId).toBe(
        `primary-network-private-${zone}-routes-id`,
      );
      expect(deployment().get(`primary-network-public-${zone}`).inputs.mapPublicIpOnLaunch).toBe(false);
    }
  });

  test("NAT gateways and their addresses wait for the internet gateway", () => {
    const made = [...deployment().ofType("aws:ec2/natGateway:NatGateway"), ...deployment().ofType("aws:ec2/eip:Eip")];
    expect(made.filter(({ dependencies }) => !dependencies.includes("primary-network-igw"))).toEqual([]);
  });

  test.each([
    ["primary-web-logs", "alb-logs", "BucketOwnerEnforced"],
    ["edge-logs", "edge-logs", "BucketOwnerPreferred"],
  ])("%s is private, encrypted by S3, versioned, emptied, and named after its account", (name, purpose, ownership) => {
    const bucket = deployment().get(`${name}-bucket`);
    const region = bucket.provider === "edge" || stack === "dev" ? "us-east-1" : "eu-central-1";
    expect(bucket.inputs.bucket).toBe(`preflight-${purpose}-${ACCOUNT}-${region}-${stack}`);
    expect(deployment().get(`${name}-ownership`).inputs.rule).toEqual({ objectOwnership: ownership });
    expect(deployment().get(`${name}-public-access`).inputs).toMatchObject({
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    expect(deployment().get(`${name}-encryption`).inputs.rules).toEqual([
      { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } },
    ]);
    expect(deployment().get(`${name}-versioning`).inputs.versioningConfiguration).toEqual({ status: "Enabled" });
    const [lifecycle] = deployment().get(`${name}-lifecycle`).inputs.rules as Record<string, unknown>[];
    expect(lifecycle).toMatchObject({
      expiration: { days: stack === "dev" ? 30 : 365 },
      noncurrentVersionExpiration: { noncurrentDays: 30 },
      abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
    });
    expect(deployment().get(`${name}-lifecycle`).dependencies).toContain(`${name}-versioning`);
    expect(deployment().get(`${name}-policy`).inputs.policy).toContain("aws:SecureTransport");
  });

  test("CloudFront waits for a log bucket whose ACL waits for its ownership controls", () => {
    const { inputs, dependencies } = deployment().get("edge-distribution");
    expect(dependencies).toEqual(expect.arrayContaining(["edge-logs-acl", "edge-logs-policy", "edge-logs-ownership"]));
    expect(deployment().get("edge-logs-acl").inputs.acl).toBe("private");
    expect(deployment().get("edge-logs-acl").dependencies).toContain("edge-logs-ownership");
    expect(inputs.viewerCertificate).toMatchObject({
      sslSupportMethod: "sni-only",
      minimumProtocolVersion: "TLSv1.2_2021",
    });
    expect(deployment().get("edge-tls-certificate").provider).toBe("edge");
    expect(deployment().get("primary-web-tls-certificate").provider).toBe("regional");
  });

  test("CloudFront asks for the name the load balancer has a certificate and a record for", () => {
    const [origin] = deployment().get("edge-distribution").inputs.origins as Record<string, unknown>[];
    expect(origin?.domainName).toBe("origin.shop.preflight-reference.dev");
    expect(origin?.customOriginConfig).toMatchObject({ originProtocolPolicy: "https-only" });
    expect(deployment().get("primary-web-tls-certificate").inputs.domainName).toBe(origin?.domainName);
    expect(deployment().get("origin-primary").inputs.name).toBe(origin?.domainName);
  });

  test("the database is encrypted, redundant, private, watched, and nobody knows its password", () => {
    const { inputs, dependencies } = deployment().get("primary-database-instance");
    expect(inputs).toMatchObject({
      identifier: `preflight-db-${stack}`,
      engine: "postgres",
      engineVersion: "17",
      multiAz: true,
      manageMasterUserPassword: true,
      storageEncrypted: true,
      publiclyAccessible: false,
      skipFinalSnapshot: false,
      finalSnapshotIdentifier: `preflight-db-final-1f2e3d4c-${stack}`,
      copyTagsToSnapshot: true,
      monitoringInterval: 60,
      enabledCloudwatchLogsExports: ["postgresql", "upgrade"],
      dbSubnetGroupName: `preflight-db-subnets-${stack}`,
      vpcSecurityGroupIds: ["primary-firewall-database-id"],
    });
    expect(inputs).not.toHaveProperty("password");
    for (const property of ["kmsKeyId", "masterUserSecretKmsKeyId", "performanceInsightsKmsKeyId"]) {
      expect(inputs[property]).toBe("arn:aws:kms:::primary-keys-database-key");
    }
    expect(dependencies).toEqual(
      expect.arrayContaining([
        "primary-database-monitoring-role-policy",
        "primary-database-monitoring-postgresql-logs",
        "primary-database-monitoring-upgrade-logs",
      ]),
    );
    expect(deployment().get("primary-database-subnets").inputs.subnetIds).toHaveLength(3);
  });

  test("every key rotates, and every log group has a retention and a key", () => {
    expect(
      deployment()
        .ofType("aws:kms/key:Key")
        .filter(({ inputs }) => inputs.enableKeyRotation !== true),
    ).toEqual([]);
    for (const { inputs } of deployment().ofType("aws:cloudwatch/logGroup:LogGroup")) {
      expect(inputs.retentionInDays).toBe(stack === "dev" ? 30 : 365);
      expect(inputs.kmsKeyId).toMatch(/^arn:aws:kms:::(?:edge|primary-keys)-logs(?:-key)?-key$/);
    }
  });

  test("every alarm tells the topic of its own region, when it starts and when it ends", () => {
    for (const { name, provider, inputs } of deployment().ofType("aws:cloudwatch/metricAlarm:MetricAlarm")) {
      const topic = provider === "edge" ? "edge-alarms-topic" : "alarms-topic";
      expect([name, inputs.alarmActions]).toEqual([name, [`arn:aws:sns:::${topic}`]]);
      expect(inputs.okActions).toEqual(inputs.alarmActions);
      expect(inputs.actionsEnabled).toBe(true);
    }
    expect(deployment().get("alarms-topic").inputs.kmsMasterKeyId).toBe("arn:aws:kms:::alarms-key-key");
  });

  test.each([
    ["alarms-db-cpu", { DBInstanceIdentifier: `preflight-db-${stack}` }, "regional"],
    ["alarms-alb-5xx", { LoadBalancer: "app/primary-web-alb/1" }, "regional"],
    [
      "alarms-app-unhealthy",
      { LoadBalancer: "app/primary-web-alb/1", TargetGroup: "targetgroup/primary-web-tg/1" },
      "regional",
    ],
    ["edge-alarms-edge-5xx", { DistributionId: "edge-distribution-id", Region: "Global" }, "edge"],
  ])("%s watches %j", (name, dimensions, provider) => {
    expect(deployment().get(name).inputs.dimensions).toEqual(dimensions);
    expect(deployment().get(name).provider).toBe(provider);
  });

  test("the application connects to the database as its user, and reads no password", () => {
    const policy = String(deployment().get("primary-app-role-policy").inputs.policy);
    const region = stack === "dev" ? "us-east-1" : "eu-central-1";
    expect(policy).toContain(`"arn:aws:rds-db:${region}:${ACCOUNT}:dbuser:db-ABC/app"`);
    const { Statement } = JSON.parse(policy) as { Statement: { Action: string | string[]; Resource: string }[] };
    const secrets = Statement.filter(({ Action }) => String(Action).includes("secretsmanager"));
    expect(secrets.map(({ Resource }) => Resource)).toEqual(["arn:aws:secretsmanager:::primary-secrets-signing-key"]);
  });

  /** The two groups and the two ports of a rule between groups. */
  function rule(name: string): unknown[] {
    const { inputs } = deployment().get(name);
    return ["securityGroupId", "referencedSecurityGroupId", "fromPort", "toPort"].map((key) => inputs[key]);
  }
});

describe("the profiles", () => {
  test("dev shares one NAT gateway, prod has one in each zone", () => {
    const nats = (deployment: Deployment) =>
      deployment.ofType("aws:ec2/natGateway:NatGateway").map(({ inputs }) => inputs.subnetId);
    expect(nats(dev)).toEqual(["primary-network-public-a-id"]);
    expect(nats(prod)).toEqual([
      "primary-network-public-a-id",
      "primary-network-public-b-id",
      "primary-network-public-c-id",
    ]);
    const gatewayOf = (deployment: Deployment, zone: string) =>
      deployment.get(`primary-network-private-${zone}-internet`).inputs.natGatewayId;
    expect(["a", "b", "c"].map((zone) => gatewayOf(dev, zone))).toEqual(Array(3).fill("primary-network-nat-a-id"));
    expect(["a", "b", "c"].map((zone) => gatewayOf(prod, zone))).toEqual(
      ["a", "b", "c"].map((zone) => `primary-network-nat-${zone}-id`),
    );
  });

  test("dev can be destroyed, prod is protected", () => {
    const protection = (deployment: Deployment) => [
      deployment.get("primary-database-instance").inputs.deletionProtection,
      deployment.get("primary-web-alb").inputs.enableDeletionProtection,
      deployment.get("primary-web-logs-bucket").inputs.forceDestroy,
      deployment.get("edge-logs-bucket").inputs.forceDestroy,
      deployment.get("dns-zone").inputs.forceDestroy,
      deployment.get("primary-keys-database-key").inputs.deletionWindowInDays,
    ];
    expect(protection(dev)).toEqual([false, false, true, true, true, 7]);
    expect(protection(prod)).toEqual([true, true, false, false, false, 30]);
  });

  test("no physical name of one is a name of the other", () => {
    const names = (deployment: Deployment) =>
      deployment.resources
        .filter(({ type }) => type !== "aws:route53/record:Record" && type !== "aws:route53/zone:Zone")
        // The inline policies of a role are named within the role, the metrics filters of a bucket within the bucket.
        .filter(({ type }) => !/^aws:(?:iam\/rolePolicy|s3\/bucketMetric):/.test(type))
        .flatMap(({ inputs }) => [inputs.name, inputs.bucket, inputs.identifier])
        .filter((name): name is string => typeof name === "string" && !name.endsWith("-id"));
    const taken = new Set(names(dev));
    expect(taken.size).toBeGreaterThan(20);
    expect(names(prod).filter((name) => taken.has(name))).toEqual([]);
  });

  test("alarms are mailed when there is an address, from both regions", () => {
    expect(dev.ofType("aws:sns/topicSubscription:TopicSubscription")).toEqual([]);
    const subscriptions = prod.ofType("aws:sns/topicSubscription:TopicSubscription");
    expect(subscriptions.map(({ provider }) => provider).sort()).toEqual(["edge", "regional"]);
    expect(subscriptions.map(({ inputs }) => inputs.endpoint)).toEqual(Array(2).fill("on-call@shop.dev"));
  });
});

interface BucketRow {
  readonly name: string;
  /** Component of the key; without one S3's own encrypts. */
  readonly key?: string;
  /** The region's bucket for access logs. */
  readonly logsTo?: string;
  /** Age at which objects go. */
  readonly days?: number;
  readonly oldVersionsDays: number;
}
/** Every bucket of two regions. */
const BUCKETS: readonly BucketRow[] = [
  ...["primary", "standby"].flatMap((region) => [
    { name: `${region}-storage-data`, key: `${region}-keys-storage`, logsTo: region, oldVersionsDays: 90 },
    { name: `${region}-storage-backup`, key: `${region}-keys-storage`, logsTo: region, oldVersionsDays: 90 },
    { name: `${region}-storage-access-logs`, days: 365, oldVersionsDays: 30 },
    { name: `${region}-web-logs`, days: 365, oldVersionsDays: 30 },
  ]),
  { name: "edge-logs", days: 365, oldVersionsDays: 30 },
  { name: "assets", logsTo: "primary", oldVersionsDays: 90 },
  { name: "audit-files", key: "audit-key", logsTo: "primary", days: 365, oldVersionsDays: 365 },
];

describe("the buckets", () => {
  test("are all of them in the table", () => {
    const names = both.ofType("aws:s3/bucket:Bucket").map(({ name }) => name.replace(/-bucket$/, ""));
    expect(names.sort()).toEqual(BUCKETS.map(({ name }) => name).sort());
  });

  test.each(BUCKETS)("$name is encrypted, logged and emptied as its writers allow", (bucket) => {
    const { name, key, logsTo, days, oldVersionsDays } = bucket;
    const inputs = (type: string) => both.get(`${name}-${type}`).inputs;
    const [encryption] = inputs("encryption").rules as Record<string, unknown>[];
    expect(encryption).toEqual(
      key === undefined
        ? { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }
        : {
            applyServerSideEncryptionByDefault: {
              sseAlgorithm: "aws:kms",
              kmsMasterKeyId: `arn:aws:kms:::${key}-key`,
            },
            bucketKeyEnabled: true,
          },
    );
    const logging = both.ofType("aws:s3/bucketLogging:BucketLogging").filter((each) => each.parent === name);
    expect(logging.map((each) => each.inputs.targetBucket)).toEqual(
      logsTo === undefined ? [] : [both.get(`${logsTo}-storage-access-logs-bucket`).inputs.bucket],
    );
    const [lifecycle] = inputs("lifecycle").rules as Record<string, unknown>[];
    expect(lifecycle).toMatchObject({
      expiration: days === undefined ? { expiredObjectDeleteMarker: true } : { days },
      noncurrentVersionExpiration: { noncurrentDays: oldVersionsDays },
    });
    expect(lifecycle?.noncurrentVersionTransitions).toEqual(
      oldVersionsDays > 30 ? [{ noncurrentDays: 30, storageClass: "STANDARD_IA" }] : undefined,
    );
    expect(inputs("public-access")).toMatchObject({ blockPublicPolicy: true, restrictPublicBuckets: true });
    expect(inputs("versioning").versioningConfiguration).toEqual({ status: "Enabled" });
    const policies = both.ofType("aws:s3/bucketPolicy:BucketPolicy").filter((each) => each.parent === name);
    expect(policies.map((each) => String(each.inputs.policy))).toEqual([
      expect.stringContaining('"Condition":{"Bool":{"aws:SecureTransport":"false"}}'),
    ]);
  });
});

/** Every key of two regions, and the services its policy lets in besides the account itself. */
const KEYS: readonly (readonly [name: string, admitted: readonly string[]])[] = [
  ["primary-keys-database", []],
  ["primary-keys-logs", ["logs.eu-central-1.amazonaws.com"]],
  ["primary-keys-storage", []],
  ["primary-keys-app-config", []],
  ["primary-backups-key", []],
  ["primary-app-volume-key", ["AWSServiceRoleForAutoScaling_preflight-app-prod"]],
  ["standby-keys-database", []],
  ["standby-keys-logs", ["logs.eu-west-1.amazonaws.com"]],
  ["standby-keys-storage", []],
  ["standby-keys-app-config", []],
  ["standby-backups-key", []],
  ["standby-app-volume-key", ["AWSServiceRoleForAutoScaling_preflight-app-prod"]],
  ["edge-logs-key", ["logs.us-east-1.amazonaws.com"]],
  ["alarms-key", ["cloudwatch.amazonaws.com"]],
  ["edge-alarms-key", ["cloudwatch.amazonaws.com"]],
  ["standby-alarms-key", ["cloudwatch.amazonaws.com"]],
  ["audit-key", ["cloudtrail.amazonaws.com"]],
];

describe("the keys", () => {
  test("are all of them in the table", () => {
    const names = both.ofType("aws:kms/key:Key").map(({ name }) => name.replace(/-key$/, ""));
    expect(names.sort()).toEqual(KEYS.map(([name]) => name).sort());
  });

  test.each(KEYS)("%s admits the account and %j, rotates, and has an alias", (name, admitted) => {
    const { inputs } = both.get(`${name}-key`);
    expect(inputs.enableKeyRotation).toBe(true);
    const { Statement } = JSON.parse(String(inputs.policy)) as { Statement: { Principal: Record<string, string> }[] };
    const principals = new Set(Statement.flatMap(({ Principal }) => Object.values(Principal)));
    principals.delete(`arn:aws:iam::${ACCOUNT}:root`);
    expect([...principals].map((each) => each.replace(/^arn:.*\//, ""))).toEqual(admitted);
    expect(both.get(`${name}-alias`).inputs.targetKeyId).toBe("1f2e3d4c-0000-4000-8000-000000000000");
  });
});

/** Whatever can fail, and the alarm that says so: in the first region, in the second, and in us-east-1. */
const WATCHED: readonly (readonly [component: string, alarms: readonly string[]])[] = [
  ["Network", ["nat-1-ports", "nat-2-ports", "nat-3-ports"]],
  ["Database", ["db-cpu", "db-memory", "db-storage"]],
  ["LoadBalancer", ["alb-5xx", "app-5xx", "app-unhealthy", "app-latency"]],
  ["Certificate", ["web-certificate", "edge-certificate"]],
  ["WebAcl", ["web-blocked", "edge-blocked"]],
  ["Compute", ["app-instances", "app-cpu"]],
  [
    "WorkerFunction",
    ["archive-upload", "rotate-secret"].flatMap((type) =>
      ["errors", "throttles", "slow", "dead"].map((what) => `${type}-${what}`),
    ),
  ],
  ["Storage", ["data-5xx"]],
  ["BucketReplication", ["replication-failed", "replication-late"]],
  ["BackupPlan", ["backup-failed"]],
  ["Edge", ["edge-5xx", "edge-4xx"]],
  ["OriginDns", ["origin-down"]],
  [
    "AuditTrail",
    [
      "root-used",
      "sign-in-without-mfa",
      "unauthorized-calls",
      "trail-changed",
      "bucket-access-changed",
      "network-opened",
    ],
  ],
  ["EncryptionKey", ["key-disabled"]],
];
/** Components that hold others, or have nothing that is measured. */
const NOT_WATCHED = [
  "Alarms",
  "AppRole",
  "AppSecrets",
  "Application",
  "BackupVault",
  "DatabaseBackupCopy",
  "DatabaseMonitoring",
  "DnsZone",
  "EdgeSite",
  "FlowLogs",
  "Keys",
  "LogBucket",
  "NetworkAcls",
  "NetworkEndpoints",
  "PrivateBucket",
  "Region",
  "ScalingRole",
  "SecurityGroups",
  "UploadArchiver",
  "WebFront",
];

describe("the alarms", () => {
  const types = (deployment: Deployment) =>
    deployment
      .ofType("aws:cloudwatch/metricAlarm:MetricAlarm")
      .map(({ name, parent }) => name.slice(parent.length + 1));

  test("watch every component that can fail, and nothing else is watched", () => {
    expect([...new Set(types(both))].sort()).toEqual(WATCHED.flatMap(([, alarms]) => alarms).sort());
    const components = both.resources.filter(({ custom }) => !custom).map(({ type }) => type.split(":")[2] ?? "");
    const listed = [...WATCHED.map(([component]) => component), ...NOT_WATCHED];
    expect([...new Set(components)].filter((component) => !listed.includes(component))).toEqual([]);
    expect(listed.filter((component) => !components.includes(component))).toEqual([]);
  });

  test("on replication lie where S3 publishes: failures at the source, delay at the replica", () => {
    const dimensions = {
      SourceBucket: `preflight-backup-${ACCOUNT}-eu-central-1-prod`,
      DestinationBucket: `preflight-backup-${ACCOUNT}-eu-west-1-prod`,
      RuleId: "everything",
    };
    expect(both.get("alarms-replication-failed")).toMatchObject({
      provider: "regional",
      inputs: { namespace: "AWS/S3", metricName: "OperationsFailedReplication", dimensions, statistic: "Sum" },
    });
    expect(both.get("standby-alarms-replication-late")).toMatchObject({
      provider: "secondary",
      inputs: { namespace: "AWS/S3", metricName: "ReplicationLatency", dimensions, threshold: 900 },
    });
    expect(types(prod).filter((type) => type.startsWith("replication"))).toEqual([]);
    const [rule] = both.get("backup-replication-config").inputs.rules as { id: string; destination: object }[];
    expect(rule).toMatchObject({ id: "everything", destination: { metrics: { status: "Enabled" } } });
  });

  test("on a web ACL name its region, but for the one in front of the distribution", () => {
    expect(prod.get("alarms-web-blocked").inputs.dimensions).toEqual({
      WebACL: "preflight-web-prod",
      Rule: "ALL",
      Region: "eu-central-1",
    });
    expect(prod.get("edge-alarms-edge-blocked").inputs.dimensions).toEqual({
      WebACL: "preflight-edge-prod",
      Rule: "ALL",
    });
  });

  test("on the application's data read the filter that counts its requests", () => {
    const { inputs } = prod.get("primary-storage-data-requests");
    expect(prod.get("alarms-data-5xx").inputs.dimensions).toEqual({ BucketName: inputs.bucket, FilterId: inputs.name });
  });
});

test("queries of the zone are logged in us-east-1, once Route 53 may write there", () => {
  const { provider, inputs, dependencies } = prod.get("dns-query-log");
  expect([provider, inputs.zoneId]).toEqual(["edge", "Z0NE"]);
  expect(dependencies).toEqual(expect.arrayContaining(["dns-queries", "dns-queries-policy"]));
  expect(prod.get("dns-queries")).toMatchObject({
    provider: "edge",
    inputs: {
      name: "/aws/route53/preflight-dns-prod",
      retentionInDays: 365,
      kmsKeyId: "arn:aws:kms:::edge-logs-key-key",
    },
  });
  expect(String(prod.get("dns-queries-policy").inputs.policyDocument)).toContain("arn:aws:route53:::hostedzone/Z0NE");
});

test.each(["edge-firewall", "primary-web-firewall"])(
  "%s limits each address and asks AWS's own rules, in order",
  (name) => {
    const rules = prod.get(`${name}-acl`).inputs.rules as { name: string; priority: number; statement: object }[];
    expect(rules.map(({ name: rule, priority }) => [priority, rule])).toEqual([
      [0, "limit-each-address"],
      [10, "AWSManagedRulesAmazonIpReputationList"],
      [11, "AWSManagedRulesKnownBadInputsRuleSet"],
      [12, "AWSManagedRulesCommonRuleSet"],
      [13, "AWSManagedRulesSQLiRuleSet"],
    ]);
    expect(rules[0]).toMatchObject({
      action: { block: {} },
      statement: { rateBasedStatement: { limit: 2000, aggregateKeyType: "IP" } },
    });
    expect(rules.slice(1).map((rule) => (rule as { overrideAction?: object }).overrideAction)).toEqual(
      Array(4).fill({ none: {} }),
    );
    const logging = prod.get(`${name}-logging`).inputs;
    expect(logging.resourceArn).toBe(`arn:aws:wafv2:::${name}-acl`);
    expect(logging.logDestinationConfigs).toEqual([`arn:aws:cloudwatch:::${name}-logs`]);
  },
);

describe("the network", () => {
  test.each(["public", "private", "data"])("the %s tier has a network ACL, in force on its three subnets", (tier) => {
    const acl = `primary-network-acls-${tier}`;
    for (const zone of ["a", "b", "c"]) {
      const { inputs, dependencies } = prod.get(`${acl}-${zone}`);
      expect(inputs).toEqual({ networkAclId: `${acl}-id`, subnetId: `primary-network-${tier}-${zone}-id` });
      // Without its rules it would cut the subnet off.
      expect(dependencies).toEqual(expect.arrayContaining([`${acl}-in-0`, `${acl}-out-0`]));
    }
  });

  test.each([
    ["public", false, ["-1 10.0.0.0/16 0", "deny 3389", "tcp 80", "tcp 443", "tcp 1024"]],
    ["public", true, ["-1 10.0.0.0/16 0", "tcp 80", "tcp 443", "tcp 1024"]],
    ["private", false, ["-1 10.0.0.0/16 0", "deny 3389", "tcp 1024"]],
    ["private", true, ["-1 10.0.0.0/16 0", "tcp 80", "tcp 443"]],
    ["data", false, ["-1 10.0.0.0/16 0"]],
    ["data", true, ["-1 10.0.0.0/16 0"]],
  ])("%s, outgoing %j: %j", (tier, egress, expected) => {
    const rules = prod
      .ofType("aws:ec2/networkAclRule:NetworkAclRule")
      .map(({ inputs }) => inputs)
      .filter((inputs) => inputs.networkAclId === `primary-network-acls-${tier}-id` && inputs.egress === egress)
      .map(({ ruleAction, protocol, cidrBlock, fromPort }) => {
        const what = ruleAction === "deny" ? "deny" : String(protocol);
        return [what, ...(cidrBlock === "0.0.0.0/0" ? [] : [cidrBlock]), fromPort].join(" ");
      });
    expect(rules).toEqual(expected);
  });

  test("S3 and DynamoDB are reached through the tables of the inner tiers, other services in prod only", () => {
    const endpoints = (deployment: Deployment) =>
      deployment.ofType("aws:ec2/vpcEndpoint:VpcEndpoint").map(({ inputs }) => inputs);
    expect(endpoints(dev).map(({ vpcEndpointType }) => vpcEndpointType)).toEqual(["Gateway", "Gateway"]);
    expect(endpoints(dev)[0]?.routeTableIds).toEqual([
      "primary-network-data-routes-id",
      ...["a", "b", "c"].map((zone) => `primary-network-private-${zone}-routes-id`),
    ]);
    const inside = endpoints(prod).filter(({ vpcEndpointType }) => vpcEndpointType === "Interface");
    expect(inside.map(({ serviceName }) => serviceName)).toContain("com.amazonaws.eu-central-1.secretsmanager");
    expect(
      inside.filter(({ privateDnsEnabled, subnetIds }) => privateDnsEnabled !== true || !Array.isArray(subnetIds)),
    ).toEqual([]);
  });
});

describe("the application", () => {
  test("its instances are encrypted, have no old metadata, and start from the newest image", () => {
    const { inputs } = prod.get("primary-app-template");
    expect(inputs).toMatchObject({
      imageId: "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64",
      metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },
      blockDeviceMappings: [{ ebs: { encrypted: "true", kmsKeyId: "arn:aws:kms:::primary-app-volume-key-key" } }],
    });
    expect(inputs).not.toHaveProperty("keyName");
    const script = Buffer.from(String(inputs.userData), "base64").toString();
    expect(script).toMatch(/^#!\/bin\/bash\n/);
    expect(script).toContain("http.server 8080 --directory /srv/app");
    expect(script).toContain("echo ok > '/srv/app/healthz'");
  });

  test("its group spans the zones, replaces what fails the load balancer's check, and starts after what it needs", () => {
    const { inputs, dependencies } = prod.get("primary-app-group");
    expect(inputs).toMatchObject({
      minSize: 3,
      maxSize: 9,
      vpcZoneIdentifiers: ["a", "b", "c"].map((zone) => `primary-network-private-${zone}-id`),
      healthCheckType: "ELB",
      healthCheckGracePeriod: 180,
      launchTemplate: { id: "primary-app-template-id", version: "7" },
      targetGroupArns: ["arn:aws:lb:::primary-web-tg"],
    });
    expect(inputs.tags).toContainEqual({ key: "Environment", value: "prod", propagateAtLaunch: true });
    expect(dependencies).toEqual(
      expect.arrayContaining(["primary-app-role-policy", "primary-web-https", "primary-network-private-a-internet"]),
    );
    expect(prod.get("primary-app-requests").inputs.targetTrackingConfiguration).toMatchObject({
      predefinedMetricSpecification: { resourceLabel: "app/primary-web-alb/1/targetgroup/primary-web-tg/1" },
    });
  });

  test("S3 may call the function before it is told of it, and only for this account's bucket", () => {
    const { inputs } = dev.get("primary-archiver-permission");
    expect(inputs).toMatchObject({
      principal: "s3.amazonaws.com",
      sourceArn: "arn:aws:s3:::primary-storage-data-bucket",
      sourceAccount: ACCOUNT,
    });
    const { inputs: told, dependencies } = dev.get("primary-archiver-notification");
    expect(dependencies).toContain("primary-archiver-permission");
    expect(told).toMatchObject({ eventbridge: true, lambdaFunctions: [{ events: ["s3:ObjectCreated:*"] }] });
  });

  test.each([
    ["primary-archiver", "archive-upload", true],
    ["primary-secrets-rotation", "rotate-secret", false],
  ])("%s runs its handler with traces, a log group and a dead-letter queue", (name, type, inVpc) => {
    const { inputs, dependencies } = dev.get(`${name}-function`);
    expect(inputs).toMatchObject({
      name: `preflight-${type}-dev`,
      runtime: "nodejs24.x",
      handler: "index.handler",
      tracingConfig: { mode: "Active" },
      deadLetterConfig: { targetArn: `arn:aws:sqs:::${name}-dead-letters` },
      loggingConfig: { logGroup: `/aws/lambda/preflight-${type}-dev` },
    });
    expect(inputs.vpcConfig !== undefined).toBe(inVpc);
    expect(dependencies).toContain(`${name}-role-policy`);
    expect(JSON.stringify(inputs.code)).toMatch(/exports\.handler = handler/);
  });

  test("the secret is rotated by a function that Secrets Manager may call, and can be had back in prod", () => {
    const rotation = prod.ofType("aws:secretsmanager/secretRotation:SecretRotation")[0];
    expect(rotation?.inputs).toMatchObject({ rotationRules: { automaticallyAfterDays: 30 } });
    expect(rotation?.dependencies).toContain("primary-secrets-rotation-permission");
    const window = (deployment: Deployment) =>
      deployment.get("primary-secrets-signing-key").inputs.recoveryWindowInDays;
    expect([dev, prod].map(window)).toEqual([0, 30]);
  });
});

describe("what is left when things go wrong", () => {
  test("the trail records all regions, validates its files, and waits for bucket and role", () => {
    const { inputs, dependencies } = prod.get("audit-trail");
    expect(inputs).toMatchObject({
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      cloudWatchLogsGroupArn: "arn:aws:cloudwatch:::audit-log-group:*",
    });
    expect(dependencies).toEqual(expect.arrayContaining(["audit-files-policy", "audit-role-policy"]));
  });

  test("database and data are backed up every night, outside of the database's own windows", () => {
    const { inputs } = prod.get("nightly-selection");
    expect(inputs.resources).toEqual([
      "arn:aws:rds:::primary-database-instance",
      "arn:aws:s3:::primary-storage-data-bucket",
    ]);
    expect(prod.get("nightly-plan").inputs.rules).toEqual([
      expect.objectContaining({ schedule: "cron(0 5 ? * * *)", lifecycle: { deleteAfter: 35 } }),
    ]);
    expect(prod.get("primary-database-instance").inputs).toMatchObject({
      backupWindow: "02:00-03:00",
      maintenanceWindow: "sun:03:30-sun:04:30",
    });
  });

  test("an outage is all of its alarms together, and the dashboard shows every alarm", () => {
    expect(prod.get("alarms-outage").inputs).toMatchObject({
      alarmRule: 'ALARM("preflight-app-unhealthy-prod") AND ALARM("preflight-alb-5xx-prod")',
      alarmActions: ["arn:aws:sns:::alarms-topic"],
    });
    const { widgets } = JSON.parse(String(prod.get("alarms-dashboard").inputs.dashboardBody)) as {
      widgets: { type: string; properties: { alarms?: string[]; metrics?: unknown[][] } }[];
    };
    const alarms = prod.ofType("aws:cloudwatch/metricAlarm:MetricAlarm").filter(({ parent }) => parent === "alarms");
    expect(widgets.map(({ type }) => type)).toEqual(["alarm", ...alarms.map(() => "metric")]);
    expect(widgets[0]?.properties.alarms).toHaveLength(alarms.length + 1);
    expect(widgets.flatMap(({ properties }) => properties.metrics ?? [])).toContainEqual([
      "AWS/RDS",
      "CPUUtilization",
      "DBInstanceIdentifier",
      "preflight-db-prod",
    ]);
  });
});

describe("a second region", () => {
  const of = (deployment: Deployment, prefix: string) =>
    deployment.resources
      .filter(({ name }) => name.startsWith(`${prefix}-`))
      .map(({ type, name }) => `${type} ${name.slice(prefix.length)}`)
      .filter((each) => !/validation-record|-alarms/.test(each));

  test("has everything the first has, but for the database", () => {
    const [first, second] = [of(both, "primary"), of(both, "standby")];
    expect(second.filter((each) => !first.includes(each))).toEqual([]);
    expect(first.filter((each) => !second.includes(each) && !each.includes("-database"))).toEqual([]);
  });

  test("changes nothing in the first", () => {
    const inputs = (deployment: Deployment) =>
      deployment.resources
        .filter(({ name }) => name.startsWith("primary-"))
        .map(({ name, inputs: given }) => [name, JSON.stringify(given)].join(" "))
        .sort();
    expect(inputs(both)).toEqual(inputs(prod));
  });

  test("lives in its own region, with its own addresses, under its own provider", () => {
    const standby = both.resources.filter(({ type, name }) => type.startsWith("aws:") && name.startsWith("standby-"));
    expect([...new Set(standby.map(({ provider }) => provider))]).toEqual(["secondary"]);
    expect(both.get("secondary").inputs.region).toBe("eu-west-1");
    expect(both.get("standby-network-vpc").inputs.cidrBlock).toBe("10.1.0.0/16");
    expect(both.get("standby-network-public-a").inputs.availabilityZone).toBe("eu-west-1a");
  });

  test("answers under the same name when the first one's health check fails", () => {
    const records = ["origin-primary", "origin-secondary"].map((name) => both.get(name).inputs);
    expect(records.map(({ name }) => name)).toEqual(Array(2).fill("origin.shop.preflight-reference.dev"));
    expect(records.map(({ failoverRoutingPolicies }) => failoverRoutingPolicies)).toEqual([
      [{ type: "PRIMARY" }],
      [{ type: "SECONDARY" }],
    ]);
    expect(records.map(({ healthCheckId }) => healthCheckId)).toEqual(["origin-health-check-id", undefined]);
    expect(both.get("origin-health-check").inputs).toMatchObject({
      fqdn: "primary-web-alb.elb",
      type: "HTTPS",
      resourcePath: "/healthz",
    });
    // One name, one validation record: ACM asks for the same in both regions.
    expect(both.get("standby-web-tls-certificate").inputs.domainName).toBe("origin.shop.preflight-reference.dev");
    expect(both.get("standby-web-tls-validation").dependencies).toContain("primary-web-tls-validation-record");
  });

  test("receives the backups: objects, database and nightly copies", () => {
    const { inputs, dependencies } = both.get("backup-replication-config");
    expect(inputs).toMatchObject({
      bucket: `preflight-backup-${ACCOUNT}-eu-central-1-prod`,
      rules: [
        {
          status: "Enabled",
          destination: {
            bucket: "arn:aws:s3:::standby-storage-backup-bucket",
            encryptionConfiguration: { replicaKmsKeyId: "arn:aws:kms:::standby-keys-storage-key" },
          },
        },
      ],
    });
    expect(dependencies).toEqual(
      expect.arrayContaining(["primary-storage-backup-versioning", "standby-storage-backup-versioning"]),
    );
    expect(both.get("database-copy-replication")).toMatchObject({
      provider: "secondary",
      inputs: { sourceDbInstanceArn: "arn:aws:rds:::primary-database-instance" },
    });
    const [rule] = both.get("nightly-plan").inputs.rules as { copyActions: unknown }[];
    expect(rule?.copyActions).toEqual([
      { destinationVaultArn: "arn:aws:backup:::standby-backups-vault", lifecycle: { deleteAfter: 35 } },
    ]);
  });

  test("has no physical name that is taken, where names are shared by all regions", () => {
    const shared = /^aws:(?:iam\/(?:role|instanceProfile)|s3\/bucket|cloudwatch\/dashboard):/;
    const names = both.resources
      .filter(({ type }) => shared.test(type))
      .map(({ type, inputs }) => [type, inputs.name ?? inputs.bucket ?? inputs.dashboardName].join(" "));
    expect(names.length).toBeGreaterThan(25);
    expect(new Set(names).size).toBe(names.length);
  });

  test("tells its alarms to a topic of its own", () => {
    const alarms = both
      .ofType("aws:cloudwatch/metricAlarm:MetricAlarm")
      .filter(({ provider }) => provider === "secondary");
    expect(alarms.length).toBeGreaterThan(10);
    for (const { inputs } of alarms) {
      expect(inputs.alarmActions).toEqual(["arn:aws:sns:::standby-alarms-topic"]);
    }
  });
});

describe("configuration", () => {
  test("a zone you own is used instead of a new one", async () => {
    const deployment = await deploy({ config: { hostedZoneId: "Z0WN", domainName: "shop.dev" } });
    expect(deployment.ofType("aws:route53/zone:Zone")).toEqual([]);
    const records = deployment.ofType("aws:route53/record:Record");
    expect(records).toHaveLength(5);
    expect(records.filter(({ inputs }) => inputs.zoneId !== "Z0WN")).toEqual([]);
    expect(deployment.outputs.nameServers).toBeUndefined();
  });

  test("configured zones are used without asking the region", async () => {
    const zones = ["us-east-1f", "us-east-1d", "us-east-1b"];
    const deployment = await deploy({ config: { zones: JSON.stringify(zones) }, zones: [] });
    const used = (tier: string) =>
      zones.map((zone) => deployment.get(`primary-network-${tier}-${zone.slice(-1)}`).inputs);
    expect(used("data").map(({ availabilityZone }) => availabilityZone)).toEqual(zones);
  });

  test("a preview needs no configuration at all", async () => {
    const { resources } = await deploy({ preview: true });
    expect(resources).toHaveLength(dev.resources.length);
  });

  test.each<[string, DeployOptions, RegExp]>([
    ["several wrong values", { config: { vpcCidr: "10.0.0.0/8", appPort: "80" } }, /vpcCidr[^]*appPort/],
    [
      "an unknown key",
      { config: { region: "eu-west-1", vpcCdir: "10.1.0.0/16" } },
      /vpcCdir: there is no such setting/,
    ],
    ["an update without a domain", { config: { domainName: "dev.preflight.test" } }, /a domain name you control/],
  ])("%s: refused before any resource is registered", async (_what, options, message) => {
    const error = await failure(options);
    expect(error.message).toMatch(message);
    expect(error.registered).toEqual([]);
  });

  test("a region with too few zones is refused before anything but the providers is registered", async () => {
    const error = await failure({ config: { region: "us-west-1" }, zones: ["us-west-1a", "us-west-1c"] });
    expect(error.message).toMatch(/needs 3 availability zones, and us-west-1 offers this account 2 /);
    expect(error.registered).toEqual(["regional", "edge"]);
  });
});

test("every file that the page names exists", () => {
  const page =
    readFileSync(path.join(__dirname, "../../docs/reference-stack.md"), "utf8").split("## The picture")[0] ?? "";
  const files = [...page.matchAll(/`((?:[\w-]+\/)*[\w-]+\.(?:test\.ts|ts|json))`/g)].map(([, file]) => file ?? "");
  expect(files.length).toBeGreaterThan(50);
  const places = ["reference-stack", "reference-stack/components", "test/reference-stack", "."];
  const exists = (file: string) => places.some((place) => existsSync(path.join(__dirname, "../..", place, file)));
  expect(files.filter((file) => !exists(file))).toEqual([]);
});

test("the outputs are what the next program needs", async () => {
  const known = await Promise.all(
    Object.entries(dev.outputs).map(async ([key, value]) => [key, await valueOf(value)] as const),
  );
  expect(Object.fromEntries(known)).toEqual({
    url: "https://shop.preflight-reference.dev",
    nameServers: ["ns-1", "ns-2"],
    vpcId: "primary-network-vpc-id",
    privateSubnetIds: ["primary-network-private-a-id", "primary-network-private-b-id", "primary-network-private-c-id"],
    appSecurityGroupId: "primary-firewall-app-id",
    appLogGroupName: "preflight-app-dev",
    autoScalingGroupName: "preflight-app-dev",
    dataBucket: `preflight-data-${ACCOUNT}-us-east-1-dev`,
    assetsBucket: `preflight-assets-${ACCOUNT}-us-east-1-dev`,
    distributionId: "edge-distribution-id",
    databaseEndpoint: "primary-database-instance:5432",
    databaseMasterSecretArn: "arn:secret",
    trailArn: "arn:aws:cloudtrail:::audit-trail",
    alarmTopicArns: ["arn:aws:sns:::alarms-topic", "arn:aws:sns:::edge-alarms-topic"],
  });
});

test.each([
  ["10.0.0.0/16", "public", 0, "10.0.0.0/20"],
  ["10.0.0.0/16", "public", 2, "10.0.32.0/20"],
  ["10.0.0.0/16", "private", 0, "10.0.64.0/20"],
  ["10.0.0.0/16", "data", 2, "10.0.160.0/20"],
  ["192.168.4.0/22", "data", 1, "192.168.6.64/26"],
] as const)("of %s the %s subnet of zone %d is %s", (vpc, tier, zone, expected) => {
  expect(subnetCidr(vpc, tier, zone)).toBe(expected);
});

test("no two subnets overlap", () => {
  const ranges = dev.ofType("aws:ec2/subnet:Subnet").map(({ inputs }) => inputs.cidrBlock);
  expect(new Set(ranges).size).toBe(9);
  expect(ranges.every((range) => String(range).endsWith("/20"))).toBe(true);
});

async function failure(options: DeployOptions): Promise<DeployError> {
  try {
    await deploy(options);
  } catch (error) {
    if (error instanceof DeployError) {
      return error;
    }
    throw error;
  }
  throw new Error("the program ran to its end");
}

async function valueOf(value: unknown): Promise<unknown> {
  return new Promise((resolve) => {
    pulumi.output(value as pulumi.Input<string>).apply(resolve);
  });
}
