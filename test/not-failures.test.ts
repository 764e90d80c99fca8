/**
 * What one analysis or another called an error, and is right. The whole pack says nothing that stops a deployment about
 * any of it: not in a first preview, not after `up`, not in the offline check.
 */
import { rules } from "../policy-pack/rules";
import { interpolate, json, MODES, ref, resolveStack, resource, type ResourceLiteral } from "./support";
import { inProcess } from "../kit/testing/engine-calls";
import { checkText } from "./support/programs";

interface NotAFailure {
  readonly name: string;
  /** Rules that look at it and see that it is right, or that it is none of their business. */
  readonly seenBy: readonly string[];
  readonly resources: readonly ResourceLiteral[];
}

type Props = Readonly<Record<string, unknown>>;
const ACCOUNT = "210987654321";

const document = (...statements: readonly Props[]) => ({ Version: "2012-10-17", Statement: statements });
const trust = (service: string) =>
  JSON.stringify(
    document({ Effect: "Allow", Principal: { Service: `${service}.amazonaws.com` }, Action: "sts:AssumeRole" }),
  );
const role = (name: string, service: string) =>
  resource("aws:iam/role:Role", name, { assumeRolePolicy: trust(service) });
const rolePolicy = (name: string, of: string, ...statements: readonly Props[]) =>
  resource("aws:iam/rolePolicy:RolePolicy", name, { role: ref(of), policy: json(document(...statements)) });

const functionRole = role("function-role", "lambda");
const lambda = (more: Props = {}) =>
  resource("aws:lambda/function:Function", "function", {
    role: ref("function-role", "arn"),
    runtime: "nodejs22.x",
    handler: "index.handler",
    ...more,
  });

const api = resource("aws:apigateway/restApi:RestApi", "api", { description: "Orders" });
const method = resource("aws:apigateway/method:Method", "method", {
  restApi: ref("api"),
  resourceId: ref("api", "rootResourceId"),
  httpMethod: "POST",
  authorization: "AWS_IAM",
});
const integration = resource("aws:apigateway/integration:Integration", "integration", {
  restApi: ref("api"),
  resourceId: ref("api", "rootResourceId"),
  httpMethod: ref("method", "httpMethod"),
  integrationHttpMethod: "POST",
  type: "AWS_PROXY",
  uri: ref("function", "invokeArn"),
});
const apiPermission = resource("aws:lambda/permission:Permission", "permission", {
  action: "lambda:InvokeFunction",
  function: ref("function", "name"),
  principal: "apigateway.amazonaws.com",
  sourceArn: interpolate`${ref("api", "executionArn")}/*/*`,
});

const bucket = (name: string, more: Props = {}) =>
  resource("aws:s3/bucket:Bucket", name, { forceDestroy: false, ...more });
const closed = (name: string, of: unknown) =>
  resource("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", name, {
    bucket: of,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
const versioned = (name: string, of: unknown) =>
  resource("aws:s3/bucketVersioning:BucketVersioning", name, {
    bucket: of,
    versioningConfiguration: { status: "Enabled" },
  });
const writers = (principal: string, of: string) =>
  json(
    document({
      Effect: "Allow",
      Principal: { Service: principal },
      Action: "s3:PutObject",
      Resource: interpolate`${ref(of, "arn")}/AWSLogs/${ACCOUNT}/*`,
      Condition: { StringEquals: { "aws:SourceAccount": ACCOUNT } },
    }),
  );

const rootOf = (account: unknown) => ({
  Sid: "Administration",
  Effect: "Allow",
  Principal: { AWS: interpolate`arn:aws:iam::${account}:root` },
  Action: "kms:*",
  Resource: "*",
});

const vpc = resource("aws:ec2/vpc:Vpc", "vpc", { cidrBlock: "10.0.0.0/16" });
const subnet = (zone: "a" | "b", index: number) =>
  resource("aws:ec2/subnet:Subnet", `subnet-${zone}`, {
    vpcId: ref("vpc"),
    cidrBlock: `10.0.${index}.0/24`,
    availabilityZone: `us-east-1${zone}`,
  });
const subnets = { subnets: [ref("subnet-a"), ref("subnet-b")] };
const network = [vpc, subnet("a", 0), subnet("b", 1)];
const securityGroup = (name: string) =>
  resource("aws:ec2/securityGroup:SecurityGroup", name, { vpcId: ref("vpc"), description: name });
const ingress = (name: string, port: number, more: Props) =>
  resource("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", name, {
    ipProtocol: "tcp",
    fromPort: port,
    toPort: port,
    description: name,
    ...more,
  });
const loadBalancer = (more: Props = {}) =>
  resource("aws:lb/loadBalancer:LoadBalancer", "balancer", { internal: true, ...subnets, ...more });
const targetGroup = resource("aws:lb/targetGroup:TargetGroup", "targets", {
  vpcId: ref("vpc"),
  port: 8080,
  protocol: "HTTP",
  targetType: "ip",
  healthCheck: { path: "/healthz" },
});
const listener = (more: Props = {}) =>
  resource("aws:lb/listener:Listener", "listener", {
    loadBalancerArn: ref("balancer", "arn"),
    port: 80,
    protocol: "HTTP",
    defaultActions: [{ type: "forward", targetGroupArn: ref("targets", "arn") }],
    ...more,
  });

const executionRole = role("execution", "ecs-tasks");
const task = resource("aws:ecs/taskDefinition:TaskDefinition", "task", {
  family: "web",
  networkMode: "awsvpc",
  requiresCompatibilities: ["FARGATE"],
  cpu: "256",
  memory: "1024",
  executionRoleArn: ref("execution", "arn"),
  containerDefinitions: JSON.stringify([{ name: "web", image: "nginx:1.27", portMappings: [{ containerPort: 8080 }] }]),
});

const notFailures: readonly NotAFailure[] = [
  {
    name: "invokeArn as the URI of an API Gateway integration",
    seenBy: ["apigateway-valid", "pulumi-no-output-in-string"],
    resources: [
      functionRole,
      lambda(),
      api,
      method,
      integration,
      apiPermission,
      resource(
        "aws:apigateway/deployment:Deployment",
        "deployment",
        { restApi: ref("api") },
        {
          dependsOn: ["integration"],
        },
      ),
    ],
  },
  {
    name: "execution_arn/*/* as the source of a permission",
    seenBy: ["pulumi-no-output-in-string", "aws-region-consistent"],
    resources: [functionRole, lambda(), api, apiPermission],
  },
  {
    name: "bucket.id as the bucket's name",
    seenBy: ["s3-public-access-block", "s3-versioning", "wiring-right-type"],
    resources: [
      bucket("data"),
      closed("closed", ref("data", "id")),
      versioned("versioned", ref("data", "id")),
      resource("aws:s3/bucketPolicy:BucketPolicy", "policy", {
        bucket: ref("data", "id"),
        policy: writers("logging.s3.amazonaws.com", "data"),
      }),
      functionRole,
      lambda({ environment: { variables: { BUCKET: ref("data", "id") } } }),
    ],
  },
  ...[
    { what: "that is known", account: ACCOUNT, more: [] },
    {
      what: "of another resource",
      account: ref("vpc", "ownerId"),
      more: [vpc],
    },
  ].map(({ what, account, more }) => ({
    name: `kms:* for the root of an account ${what}, in a key's policy`,
    seenBy: ["kms-no-lockout", "iam-no-wildcard-actions", "iam-no-wildcard-resources", "kms-key-policy"],
    resources: [
      ...more,
      resource("aws:kms/key:Key", "key", {
        description: "Data",
        enableKeyRotation: true,
        policy: json(document(rootOf(account))),
      }),
    ],
  })),
  {
    name: "kms:* for the account's root, in a separate policy of a key",
    seenBy: ["kms-no-lockout", "iam-no-wildcard-actions", "iam-no-wildcard-resources"],
    resources: [
      resource("aws:kms/key:Key", "key", { description: "Data", enableKeyRotation: true }),
      resource("aws:kms/keyPolicy:KeyPolicy", "policy", {
        keyId: ref("key"),
        policy: json(document({ ...rootOf(ACCOUNT), Action: ["kms:*"] })),
      }),
    ],
  },
  {
    name: "an Output as the value of a function's environment variable",
    seenBy: ["pulumi-no-output-in-string", "wiring-right-type"],
    resources: [
      resource("aws:dynamodb/table:Table", "orders", {
        billingMode: "PAY_PER_REQUEST",
        hashKey: "id",
        attributes: [{ name: "id", type: "S" }],
      }),
      resource("aws:sqs/queue:Queue", "jobs", { messageRetentionSeconds: 86400 }),
      functionRole,
      lambda({
        environment: {
          variables: {
            TABLE: ref("orders", "name"),
            TABLE_ARN: ref("orders", "arn"),
            QUEUE_URL: ref("jobs"),
            GREETING: interpolate`from ${ref("orders", "name")}`,
          },
        },
      }),
    ],
  },
  {
    name: "port 80 at the listener and 8080 at the targets",
    seenBy: ["alb-wiring", "alb-health-check", "health-check-timing"],
    resources: [
      ...network,
      securityGroup("front"),
      securityGroup("app"),
      ingress("in", 80, { securityGroupId: ref("front"), cidrIpv4: "10.0.0.0/16" }),
      ingress("on", 8080, { securityGroupId: ref("app"), referencedSecurityGroupId: ref("front") }),
      loadBalancer({ securityGroups: [ref("front")] }),
      targetGroup,
      listener(),
      executionRole,
      task,
      resource(
        "aws:ecs/service:Service",
        "service",
        {
          taskDefinition: ref("task", "arn"),
          launchType: "FARGATE",
          networkConfiguration: { ...subnets, securityGroups: [ref("app")] },
          loadBalancers: [{ targetGroupArn: ref("targets", "arn"), containerName: "web", containerPort: 8080 }],
        },
        { dependsOn: ["listener"] },
      ),
    ],
  },
  {
    name: "Fargate with 256 CPU units and 1024 MiB",
    seenBy: ["ecs-valid-task"],
    resources: [executionRole, task],
  },
  {
    name: "replicas of a DynamoDB table",
    seenBy: ["dynamodb-valid", "dynamodb-resilience", "aws-region-consistent"],
    resources: [
      resource(
        "aws:dynamodb/table:Table",
        "orders",
        {
          billingMode: "PAY_PER_REQUEST",
          hashKey: "id",
          attributes: [{ name: "id", type: "S" }],
          streamEnabled: true,
          streamViewType: "NEW_AND_OLD_IMAGES",
          pointInTimeRecovery: { enabled: true },
          replicas: [
            { regionName: "eu-west-1", pointInTimeRecovery: true },
            { regionName: "ap-southeast-2", pointInTimeRecovery: true },
          ],
        },
        { provider: { name: "regional", props: { region: "us-east-1" } } },
      ),
    ],
  },
  {
    name: "a Route 53 health check every 10 seconds",
    seenBy: ["route53-valid"],
    resources: [
      resource("aws:route53/healthCheck:HealthCheck", "shop", {
        type: "HTTPS",
        fqdn: "shop.acme.dev",
        port: 443,
        resourcePath: "/healthz",
        requestInterval: 10,
        failureThreshold: 3,
      }),
    ],
  },
  {
    name: "a Step Functions task whose resource is a function's ARN",
    seenBy: ["pulumi-no-output-in-string", "iam-no-wildcard-resources"],
    resources: [
      functionRole,
      lambda(),
      role("states", "states"),
      rolePolicy("invoke", "states", {
        Effect: "Allow",
        Action: "lambda:InvokeFunction",
        Resource: ref("function", "arn"),
      }),
      resource("aws:sfn/stateMachine:StateMachine", "machine", {
        roleArn: ref("states", "arn"),
        definition: json({
          StartAt: "Work",
          States: { Work: { Type: "Task", Resource: ref("function", "arn"), End: true } },
        }),
      }),
    ],
  },
  {
    name: "order by data flow alone: a function in a network, with its role",
    seenBy: ["wiring-right-type", "pulumi-no-output-in-string"],
    resources: [
      ...network,
      securityGroup("workers"),
      functionRole,
      rolePolicy("network-access", "function-role", {
        Effect: "Allow",
        Action: ["ec2:CreateNetworkInterface", "ec2:DescribeNetworkInterfaces", "ec2:DeleteNetworkInterface"],
        Resource: "*",
      }),
      lambda({
        role: ref("function-role", "arn"),
        vpcConfig: { subnetIds: [ref("subnet-a"), ref("subnet-b")], securityGroupIds: [ref("workers")] },
      }),
    ],
  },
  {
    name: "order by data flow alone: CloudFront's log bucket through its ACL and that through the ownership controls",
    seenBy: ["cloudfront-log-bucket-acl"],
    resources: [
      bucket("logs"),
      closed("closed", ref("logs")),
      resource("aws:s3/bucketOwnershipControls:BucketOwnershipControls", "ownership", {
        bucket: ref("logs"),
        rule: { objectOwnership: "BucketOwnerPreferred" },
      }),
      resource("aws:s3/bucketAcl:BucketAcl", "acl", { bucket: ref("ownership", "bucket"), acl: "private" }),
      resource("aws:s3/bucketPolicy:BucketPolicy", "policy", {
        bucket: ref("logs"),
        policy: json(
          document({
            Effect: "Allow",
            Principal: { Service: "cloudfront.amazonaws.com" },
            Action: "s3:PutObject",
            Resource: interpolate`${ref("logs", "arn")}/*`,
            Condition: { StringEquals: { "aws:SourceAccount": ACCOUNT } },
          }),
        ),
      }),
      resource("aws:cloudfront/distribution:Distribution", "site", {
        enabled: true,
        loggingConfig: { bucket: interpolate`${ref("acl", "bucket")}.s3.amazonaws.com` },
        origins: [
          {
            originId: "app",
            domainName: "app.acme.dev",
            customOriginConfig: {
              httpPort: 80,
              httpsPort: 443,
              originProtocolPolicy: "https-only",
              originSslProtocols: ["TLSv1.2"],
            },
          },
        ],
        defaultCacheBehavior: {
          targetOriginId: "app",
          viewerProtocolPolicy: "redirect-to-https",
          allowedMethods: ["GET", "HEAD"],
          cachedMethods: ["GET", "HEAD"],
          cachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6",
        },
        restrictions: { geoRestriction: { restrictionType: "none" } },
        aliases: ["shop.acme.dev"],
        viewerCertificate: {
          acmCertificateArn: `arn:aws:acm:us-east-1:${ACCOUNT}:certificate/6f1d3a52-7c39-4a1e-9a4b-0f1c2d3e4a5b`,
          sslSupportMethod: "sni-only",
          minimumProtocolVersion: "TLSv1.2_2021",
        },
      }),
    ],
  },
  {
    name: "order by data flow alone: a load balancer's log bucket through its policy",
    seenBy: ["alb-log-bucket-policy", "alb-log-bucket-no-kms"],
    resources: [
      ...network,
      bucket("logs"),
      closed("closed", ref("logs")),
      resource("aws:s3/bucketPolicy:BucketPolicy", "policy", {
        bucket: ref("logs"),
        policy: writers("logdelivery.elasticloadbalancing.amazonaws.com", "logs"),
      }),
      loadBalancer({ accessLogs: { enabled: true, bucket: ref("policy", "bucket") } }),
      targetGroup,
      listener(),
    ],
  },
  {
    name: "order by data flow alone: a notification through the permission it needs",
    seenBy: ["s3-notification-permission"],
    resources: [
      bucket("uploads"),
      closed("closed", ref("uploads")),
      functionRole,
      lambda(),
      resource("aws:lambda/permission:Permission", "permission", {
        action: "lambda:InvokeFunction",
        function: ref("function", "arn"),
        principal: "s3.amazonaws.com",
        sourceArn: ref("uploads", "arn"),
        sourceAccount: ACCOUNT,
      }),
      resource("aws:s3/bucketNotification:BucketNotification", "notification", {
        bucket: ref("uploads"),
        lambdaFunctions: [{ lambdaFunctionArn: ref("permission", "function"), events: ["s3:ObjectCreated:*"] }],
      }),
    ],
  },
  {
    name: "order by data flow alone: an API's deployment through its integration",
    seenBy: ["apigateway-valid"],
    resources: [
      functionRole,
      lambda(),
      api,
      method,
      integration,
      apiPermission,
      resource("aws:apigateway/deployment:Deployment", "deployment", { restApi: ref("integration", "restApi") }),
      resource("aws:apigateway/stage:Stage", "stage", {
        restApi: ref("api"),
        deployment: ref("deployment"),
        stageName: "v1",
      }),
    ],
  },
  {
    name: "admin as the user of a MySQL database",
    seenBy: ["rds-valid-settings", "rds-no-hardcoded-password"],
    resources: [
      resource("aws:rds/instance:Instance", "orders", {
        engine: "mysql",
        engineVersion: "8.4",
        instanceClass: "db.m6g.large",
        allocatedStorage: 20,
        username: "admin",
        manageMasterUserPassword: true,
        storageEncrypted: true,
        finalSnapshotIdentifier: "orders-final",
      }),
    ],
  },
  {
    name: "a Network Load Balancer that logs to a bucket encrypted with KMS",
    seenBy: ["alb-log-bucket-no-kms", "alb-log-bucket-policy", "kms-no-lockout"],
    resources: [
      ...network,
      resource("aws:kms/key:Key", "key", {
        description: "Logs",
        enableKeyRotation: true,
        policy: json(
          document(rootOf(ACCOUNT), {
            Sid: "Delivery",
            Effect: "Allow",
            Principal: { Service: "delivery.logs.amazonaws.com" },
            Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
            Resource: "*",
            Condition: { StringEquals: { "aws:SourceAccount": ACCOUNT } },
          }),
        ),
      }),
      bucket("logs"),
      closed("closed", ref("logs")),
      resource("aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration", "encryption", {
        bucket: ref("logs"),
        rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: ref("key", "arn") } }],
      }),
      resource("aws:s3/bucketPolicy:BucketPolicy", "policy", {
        bucket: ref("logs"),
        policy: json(
          document(
            {
              Effect: "Allow",
              Principal: { Service: "delivery.logs.amazonaws.com" },
              Action: "s3:PutObject",
              Resource: interpolate`${ref("logs", "arn")}/AWSLogs/${ACCOUNT}/*`,
              Condition: { StringEquals: { "aws:SourceAccount": ACCOUNT } },
            },
            {
              Effect: "Allow",
              Principal: { Service: "delivery.logs.amazonaws.com" },
              Action: "s3:GetBucketAcl",
              Resource: ref("logs", "arn"),
              Condition: { StringEquals: { "aws:SourceAccount": ACCOUNT } },
            },
          ),
        ),
      }),
      resource(
        "aws:lb/loadBalancer:LoadBalancer",
        "balancer",
        {
          loadBalancerType: "network",
          internal: true,
          ...subnets,
          accessLogs: { enabled: true, bucket: ref("logs") },
        },
        { dependsOn: ["policy"] },
      ),
      resource("aws:lb/targetGroup:TargetGroup", "targets", {
        vpcId: ref("vpc"),
        port: 8080,
        protocol: "TCP",
        targetType: "ip",
      }),
      listener({ protocol: "TCP" }),
    ],
  },
  {
    name: "an HMAC key, which cannot rotate",
    seenBy: ["kms-rotation"],
    resources: [
      resource("aws:kms/key:Key", "key", {
        description: "Signatures",
        customerMasterKeySpec: "HMAC_256",
        keyUsage: "GENERATE_VERIFY_MAC",
      }),
    ],
  },
  {
    name: "a load balancer that says `internal` instead of `scheme`, and a listener's port as a number (S4-6)",
    seenBy: ["alb-subnets", "alb-https"],
    resources: [
      vpc,
      resource("aws:ec2/internetGateway:InternetGateway", "gateway", { vpcId: ref("vpc") }),
      resource("aws:ec2/routeTable:RouteTable", "public", {
        vpcId: ref("vpc"),
        routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: ref("gateway") }],
      }),
      ...(["a", "b"] as const).flatMap((zone, index) => [
        subnet(zone, index),
        resource("aws:ec2/routeTableAssociation:RouteTableAssociation", `route-${zone}`, {
          subnetId: ref(`subnet-${zone}`),
          routeTableId: ref("public"),
        }),
      ]),
      securityGroup("front"),
      ingress("in", 80, { securityGroupId: ref("front"), cidrIpv4: "0.0.0.0/0" }),
      loadBalancer({ internal: false, securityGroups: [ref("front")] }),
      listener({
        defaultActions: [{ type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } }],
      }),
    ],
  },
];

describe.each(notFailures)("$name", ({ resources, seenBy }) => {
  test.each(MODES)("%s: nothing mandatory", (mode) => {
    const evaluations = inProcess(rules, resolveStack(resources, mode));
    const stopping = evaluations
      .filter(({ rule }) => rule.enforcement === "mandatory")
      .flatMap(({ findings }) => findings)
      .map((each) => `${each.rule.id}: ${each.resource.name} ${each.property}: ${each.message}`);
    expect(stopping).toEqual([]);
    const looked = new Set(evaluations.filter(({ outcome }) => outcome !== "violates").map(({ rule }) => rule.id));
    expect(seenBy.filter((id) => !looked.has(id))).toEqual([]);
  });
});

const PROMISES = `
import * as aws from "@pulumi/aws";

const zones = aws.getAvailabilityZones({ state: "available" });
const vpc = new aws.ec2.Vpc("vpc", { cidrBlock: "10.0.0.0/16" });
new aws.ec2.Subnet("private", {
  vpcId: vpc.id,
  cidrBlock: "10.0.0.0/24",
  availabilityZone: zones.then(({ names }) => names[0] ?? ""),
});

const trust = aws.iam.getPolicyDocument({
  statements: [{ actions: ["sts:AssumeRole"], principals: [{ type: "Service", identifiers: ["lambda.amazonaws.com"] }] }],
});
const role = new aws.iam.Role("worker", { assumeRolePolicy: trust.then(({ json }) => json) });
new aws.lambda.Function("worker", {
  role: role.arn,
  runtime: "nodejs22.x",
  handler: "index.handler",
  code: Promise.resolve(new (require("@pulumi/pulumi").asset.StringAsset)("exports.handler = async () => 1")),
  environment: { variables: { STAGE: Promise.resolve("dev") } },
});
`;

test("a Promise as an input", async () => {
  const result = await checkText(PROMISES, { once: true });
  expect(result.error).toBeNull();
  expect(result.findings.filter(({ level }) => level === "mandatory")).toEqual([]);
  for (const id of ["pulumi-no-output-in-string", "iam-valid-document", "aws-region-consistent"]) {
    expect(result.rules.find((rule) => rule.id === id)?.evaluated).toBeGreaterThan(0);
  }
});
