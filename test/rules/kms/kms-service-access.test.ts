import { kmsServiceAccess } from "../../../policy-pack/rules/kms/kms-service-access";
import { interpolate, json, ref, resource, testRule, unknown } from "../../support";

const KEY = "aws:kms/key:Key";
const KEY_POLICY = "aws:kms/keyPolicy:KeyPolicy";
const ALIAS = "aws:kms/alias:Alias";
const GROUP = "aws:cloudwatch/logGroup:LogGroup";
const TRAIL = "aws:cloudtrail/trail:Trail";
const TOPIC = "aws:sns/topic:Topic";
const QUEUE = "aws:sqs/queue:Queue";
const BUCKET = "aws:s3/bucket:Bucket";
const ENCRYPTION = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
const TARGET = "aws:cloudwatch/eventTarget:EventTarget";
const SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription";
const NOTIFICATION = "aws:s3/bucketNotification:BucketNotification";
const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";
const ASG = "aws:autoscaling/group:Group";
const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const GRANT = "aws:kms/grant:Grant";

const EU = { provider: { name: "eu", props: { region: "eu-west-1" } } };
const root = { Effect: "Allow", Principal: { AWS: "arn:aws:iam::210987654321:root" }, Action: "kms:*", Resource: "*" };
const USE = ["kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey*", "kms:DescribeKey"];
const allow = (Service: unknown, Action: unknown = USE, more: Readonly<Record<string, unknown>> = {}) => ({
  Effect: "Allow",
  Principal: { Service },
  Action,
  Resource: "*",
  ...more,
});
const document = (...statements: readonly unknown[]) => ({ Version: "2012-10-17", Statement: [root, ...statements] });
const key = (...statements: readonly unknown[]) =>
  resource(KEY, "key", { policy: JSON.stringify(document(...statements)) });
const plain = resource(KEY, "key", { description: "Logs" });
const group = (options = {}, more: Readonly<Record<string, unknown>> = {}) =>
  resource(GROUP, "group", { name: "/app/web", kmsKeyId: ref("key", "arn"), ...more }, options);
const context = (value: unknown, operator = "ArnLike") => ({
  Condition: { [operator]: { "kms:EncryptionContext:aws:logs:arn": value } },
});
const queue = resource(QUEUE, "queue", { kmsMasterKeyId: ref("key", "keyId") });
const topic = resource(TOPIC, "topic", { kmsMasterKeyId: ref("key", "keyId") });
const subscription = (more: Readonly<Record<string, unknown>> = {}) =>
  resource(SUBSCRIPTION, "subscription", {
    topic: "arn:aws:sns:us-east-1:210987654321:orders",
    protocol: "sqs",
    endpoint: ref("queue", "arn"),
    ...more,
  });
const target = (arn: unknown, more: Readonly<Record<string, unknown>> = {}) =>
  resource(TARGET, "target", { rule: "nightly", arn, ...more });
const notification = (more: Readonly<Record<string, unknown>>) =>
  resource(NOTIFICATION, "notification", { bucket: "uploads", ...more });
const site = [
  resource(BUCKET, "site", {}),
  resource(ENCRYPTION, "site-encryption", {
    bucket: ref("site"),
    rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: ref("key", "arn") } }],
  }),
];
const distribution = (more: Readonly<Record<string, unknown>> = {}) =>
  resource(DISTRIBUTION, "cdn", {
    origins: [{ originId: "site", domainName: ref("site", "bucketRegionalDomainName"), ...more }],
  });
const template = resource(TEMPLATE, "template", {
  blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { encrypted: "true", kmsKeyId: ref("key", "arn") } }],
});
const scaling = resource(ASG, "workers", {
  minSize: 1,
  maxSize: 2,
  launchTemplate: { id: ref("template"), version: "$Latest" },
});
const ROLE = "arn:aws:iam::210987654321:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling";

testRule(kmsServiceAccess, {
  judgedByCompanions: [KEY],
  valid: [
    {
      name: "a log group whose region the key admits",
      resources: [key(allow("logs.eu-west-1.amazonaws.com")), group(EU)],
    },
    { name: "the service in every region", resources: [key(allow("logs.amazonaws.com")), group(EU)] },
    {
      name: "any region, where nobody knows the group's",
      resources: [
        key(allow("logs.eu-west-1.amazonaws.com")),
        resource(GROUP, "group", { name: "/app/web", kmsKeyId: ref("key", "arn") }),
      ],
      modes: ["preview"],
    },
    {
      name: "a context that covers the group",
      resources: [
        key(
          allow("logs.eu-west-1.amazonaws.com", USE, context("arn:aws:logs:eu-west-1:210987654321:log-group:/app/*")),
        ),
        group(EU),
      ],
    },
    {
      name: "a context of every resource of the account",
      resources: [
        key(allow("logs.eu-west-1.amazonaws.com", USE, context("arn:aws:logs:eu-west-1:210987654321:*"))),
        group(EU),
      ],
    },
    {
      name: "the very group",
      resources: [
        key(
          allow(
            "logs.eu-west-1.amazonaws.com",
            USE,
            context("arn:aws:logs:eu-west-1:210987654321:log-group:/app/web", "ArnEquals"),
          ),
        ),
        group(EU),
      ],
    },
    {
      name: "a key policy of its own, made before the group",
      resources: [
        plain,
        resource(KEY_POLICY, "policy", {
          keyId: ref("key", "keyId"),
          policy: JSON.stringify(document(allow("logs.eu-west-1.amazonaws.com"))),
        }),
        group({ ...EU, dependsOn: ["policy"] }),
      ],
    },
    {
      name: "a trail",
      resources: [
        key(allow("cloudtrail.amazonaws.com", "kms:GenerateDataKey*")),
        resource(TRAIL, "trail", { s3BucketName: "logs", kmsKeyId: ref("key", "arn") }),
      ],
    },
    { name: "SNS to a queue", resources: [key(allow("sns.amazonaws.com")), queue, subscription()] },
    {
      name: "EventBridge with a role",
      resources: [plain, queue, target(ref("queue", "arn"), { roleArn: "arn:aws:iam::210987654321:role/events" })],
      outcome: "notApplicable",
    },
    {
      name: "a Lambda function's subscription",
      resources: [
        plain,
        queue,
        subscription({ protocol: "lambda", endpoint: "arn:aws:lambda:us-east-1:210987654321:function:fn" }),
      ],
      outcome: "notApplicable",
    },
    {
      name: "CloudFront with origin access control",
      resources: [
        key(allow("cloudfront.amazonaws.com", "kms:Decrypt")),
        ...site,
        distribution({ originAccessControlId: "E123" }),
      ],
    },
    {
      name: "an Application Load Balancer, which alb-log-bucket-no-kms looks at",
      resources: [
        plain,
        ...site,
        resource("aws:lb/loadBalancer:LoadBalancer", "web", { accessLogs: { bucket: ref("site"), enabled: true } }),
      ],
      outcome: "notApplicable",
    },
    {
      name: "CloudFront without it",
      resources: [plain, ...site, distribution({ originAccessControlId: "" })],
      outcome: "notApplicable",
    },
    {
      name: "what works with grants and the caller's permissions",
      resources: [
        plain,
        resource("aws:dynamodb/table:Table", "table", {
          serverSideEncryption: { enabled: true, kmsKeyArn: ref("key", "arn") },
        }),
        resource("aws:rds/instance:Instance", "database", { storageEncrypted: true, kmsKeyId: ref("key", "arn") }),
        resource("aws:ebs/volume:Volume", "volume", { encrypted: true, kmsKeyId: ref("key", "arn") }),
        resource("aws:lambda/function:Function", "fn", { kmsKeyArn: ref("key", "arn") }),
        resource("aws:secretsmanager/secret:Secret", "secret", { kmsKeyId: ref("key", "arn") }),
        resource("aws:kinesis/stream:Stream", "stream", { encryptionType: "KMS", kmsKeyId: ref("key", "arn") }),
      ],
      outcome: "notApplicable",
    },
    {
      name: "an alarm's topic, which alarm-topic-delivers looks at",
      resources: [
        plain,
        topic,
        resource("aws:cloudwatch/metricAlarm:MetricAlarm", "alarm", { alarmActions: [ref("topic", "arn")] }),
      ],
      outcome: "notApplicable",
    },
    {
      name: "Auto Scaling with a statement for its role",
      resources: [
        key({ Effect: "Allow", Principal: { AWS: ROLE }, Action: ["kms:CreateGrant", "kms:Decrypt"], Resource: "*" }),
        template,
        scaling,
      ],
    },
    {
      name: "Auto Scaling with a grant",
      resources: [
        plain,
        template,
        scaling,
        resource(GRANT, "grant", { keyId: ref("key", "keyId"), granteePrincipal: ROLE, operations: ["Decrypt"] }),
      ],
    },
    {
      name: "everybody of the account who comes through EC2, as AWS writes it for its own key",
      resources: [
        key({
          Effect: "Allow",
          Principal: { AWS: "*" },
          Action: "kms:*",
          Resource: "*",
          Condition: {
            StringEquals: { "kms:CallerAccount": "210987654321", "kms:ViaService": "ec2.us-east-1.amazonaws.com" },
          },
        }),
        template,
        scaling,
      ],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a key of another stack",
      resources: [
        group(EU, { kmsKeyId: "arn:aws:kms:eu-west-1:210987654321:key/1234abcd-12ab-34cd-56ef-1234567890ab" }),
        plain,
      ],
      outcome: "notApplicable",
    },
    {
      name: "a policy built from something nobody knows yet",
      resources: [
        resource("aws:iam/role:Role", "admin"),
        resource(KEY, "key", {
          policy: json(
            document({ ...root, Principal: { AWS: ref("admin", "arn") } }, allow("logs.eu-west-1.amazonaws.com")),
          ),
        }),
        group(EU),
      ],
      undecided: ["preview"],
    },
    {
      name: "a service nobody knows",
      resources: [key(allow(unknown)), group(EU)],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a policy of a key nobody knows",
      resources: [plain, resource(KEY_POLICY, "policy", { keyId: unknown, policy: "{}" }), group(EU)],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "one of two keys",
      resources: [
        plain,
        resource(KEY, "second"),
        group(EU, { kmsKeyId: interpolate`${ref("key", "arn")}${ref("second", "arn")}` }),
      ],
      undecided: ["preview"],
      modes: ["preview"],
    },
  ],
  invalid: [
    {
      name: "a log group with a key that has the default policy, while every id is unknown",
      resources: [plain, group(EU)],
      findings: [
        {
          resource: "key",
          property: "policy",
          message:
            'lets in the account only, not `logs.eu-west-1.amazonaws.com`, for "group" (`kmsKeyId`): CloudWatch Logs tries the key, and refuses the log group',
          severity: "high",
        },
      ],
    },
    {
      name: "a policy for the account alone, two groups told once",
      resources: [key(), group(EU), resource(GROUP, "second", { name: "/app/db", kmsKeyId: ref("key", "arn") }, EU)],
      findings: [
        {
          resource: "key",
          property: "policy",
          message:
            'No statement lets in `logs.eu-west-1.amazonaws.com` with `kms:Decrypt` and `kms:GenerateDataKey` for "group" (`kmsKeyId`), "second" (`kmsKeyId`)',
        },
      ],
    },
    {
      name: "another region",
      resources: [key(allow("logs.us-east-1.amazonaws.com")), group(EU)],
      findings: [{ resource: "key", message: "logs.eu-west-1.amazonaws.com" }],
    },
    {
      name: "another group's context",
      resources: [
        key(
          allow("logs.eu-west-1.amazonaws.com", USE, context("arn:aws:logs:eu-west-1:210987654321:log-group:/app/db*")),
        ),
        group(EU),
      ],
      findings: [{ resource: "key", message: "logs.eu-west-1.amazonaws.com" }],
    },
    {
      name: "another region's context",
      resources: [key(allow("logs.amazonaws.com", USE, context("arn:aws:logs:us-east-1:210987654321:*"))), group(EU)],
      findings: [{ resource: "key", message: "No statement" }],
    },
    {
      name: "one action short",
      resources: [key(allow("logs.eu-west-1.amazonaws.com", ["kms:Encrypt", "kms:Decrypt"])), group(EU)],
      findings: [{ resource: "key", message: "`kms:GenerateDataKey`" }],
    },
    {
      name: "through an alias",
      resources: [
        plain,
        resource(ALIAS, "alias", { name: "alias/trail", targetKeyId: ref("key", "keyId") }),
        resource(TRAIL, "trail", { s3BucketName: "logs", kmsKeyId: "alias/trail" }),
      ],
      findings: [{ resource: "key", message: "`cloudtrail.amazonaws.com`" }],
    },
    {
      name: "a key policy of its own that comes too late",
      resources: [
        plain,
        resource(KEY_POLICY, "policy", {
          keyId: ref("key", "keyId"),
          policy: JSON.stringify(document(allow("logs.eu-west-1.amazonaws.com"))),
        }),
        group(EU),
      ],
      findings: [{ resource: "group", property: "", message: 'Nothing orders this after the key\'s policy "policy"' }],
    },
    {
      name: "a key policy of its own without the service",
      resources: [
        plain,
        resource(KEY_POLICY, "policy", { keyId: ref("key", "keyId"), policy: JSON.stringify(document()) }),
        group({ ...EU, dependsOn: ["policy"] }),
      ],
      findings: [{ resource: "policy", property: "policy", message: "No statement lets in" }],
    },
    {
      name: "SNS to a queue, without the service",
      resources: [key(), queue, subscription()],
      findings: [
        {
          resource: "key",
          message:
            '`sns.amazonaws.com` with `kms:Decrypt` and `kms:GenerateDataKey` for "subscription" (`endpoint`): what is published',
        },
      ],
    },
    {
      name: "EventBridge to a topic",
      resources: [key(), topic, target(ref("topic", "arn"))],
      findings: [{ resource: "key", message: "`events.amazonaws.com`" }],
    },
    {
      name: "EventBridge's dead-letter queue",
      resources: [
        key(),
        queue,
        target("arn:aws:lambda:us-east-1:210987654321:function:fn", { deadLetterConfig: { arn: ref("queue", "arn") } }),
      ],
      findings: [{ resource: "key", message: '"target" (`deadLetterConfig.arn`)' }],
    },
    {
      name: "S3 to a queue",
      resources: [
        key(),
        queue,
        notification({ queues: [{ queueArn: ref("queue", "arn"), events: ["s3:ObjectCreated:*"] }] }),
      ],
      findings: [{ resource: "key", message: "`s3.amazonaws.com`" }],
    },
    {
      name: "S3 to a topic",
      resources: [
        key(),
        topic,
        notification({ topics: [{ topicArn: ref("topic", "arn"), events: ["s3:ObjectCreated:*"] }] }),
      ],
      findings: [{ resource: "key", message: "refuses it" }],
    },
    {
      name: "CloudFront and a bucket",
      resources: [key(), ...site, distribution({ originAccessControlId: "E123" })],
      findings: [{ resource: "key", message: "CloudFront answers 403" }],
    },
    {
      name: "flow logs to a bucket, encrypted inline",
      resources: [
        key(),
        resource("aws:s3/bucketV2:BucketV2", "flows", {
          serverSideEncryptionConfigurations: [
            {
              rules: [
                {
                  applyServerSideEncryptionByDefaults: [{ sseAlgorithm: "aws:kms", kmsMasterKeyId: ref("key", "arn") }],
                },
              ],
            },
          ],
        }),
        resource("aws:ec2/flowLog:FlowLog", "flow", {
          vpcId: "vpc-1",
          logDestinationType: "s3",
          logDestination: ref("flows", "arn"),
        }),
      ],
      findings: [{ resource: "key", message: "`delivery.logs.amazonaws.com`" }],
    },
    {
      name: "Auto Scaling with encrypted volumes",
      resources: [key(), template, scaling],
      findings: [
        {
          resource: "key",
          message: '`AWSServiceRoleForAutoScaling` with `kms:CreateGrant` for "workers" (`launchTemplate.id`)',
        },
      ],
    },
    {
      name: "a Network Load Balancer's logs",
      resources: [
        key(),
        ...site,
        resource("aws:alb/loadBalancer:LoadBalancer", "edge", {
          loadBalancerType: "network",
          accessLogs: { bucket: ref("site"), enabled: true },
        }),
      ],
      findings: [{ resource: "key", message: '`delivery.logs.amazonaws.com` with `kms:GenerateDataKey` for "edge"' }],
    },
    {
      name: "an EKS node group with encrypted volumes",
      resources: [
        key(),
        template,
        resource("aws:eks/nodeGroup:NodeGroup", "nodes", {
          launchTemplate: { name: ref("template", "name"), version: "1" },
        }),
      ],
      findings: [{ resource: "key", message: '"nodes" (`launchTemplate.name`)' }],
    },
  ],
});
