import { alarmCanFire } from "../../../policy-pack/rules/cloudwatch/alarm-can-fire";
import {
  component,
  derived,
  json,
  ref,
  resource,
  secret,
  testRule,
  unknown,
  type ResourceOptions,
} from "../../support";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const LB = "aws:lb/loadBalancer:LoadBalancer";
const threshold = { comparisonOperator: "GreaterThanThreshold", evaluationPeriods: 1, threshold: 1 };

const called = (
  name: string,
  namespace: unknown,
  metricName: unknown,
  dimensions?: unknown,
  more: object = {},
  options: ResourceOptions = {},
) => resource(ALARM, name, { ...threshold, namespace, metricName, dimensions, ...more }, options);
const alarm = (namespace: unknown, metricName: unknown, dimensions?: unknown, more: object = {}) =>
  called("alarm", namespace, metricName, dimensions, more);
const query = (id: string, namespace: string, metricName: string, dimensions: unknown) => ({
  id,
  metric: { namespace, metricName, dimensions, period: 300, stat: "Sum" },
});
const math = (expression: unknown, ...queries: readonly unknown[]) =>
  resource(ALARM, "alarm", {
    ...threshold,
    metricQueries: [{ id: "e1", expression, returnData: true }, ...queries],
  });
const provider = (region: string) => ({ provider: { name: region, props: { region } } });

// What a load balancer is called in four ways; written out, so that they are known in every mode.
const web = resource(LB, "web", {
  name: "web",
  arn: "arn:aws:elasticloadbalancing:eu-west-1:210987654321:loadbalancer/app/web/50dc6c495c0c9188",
});
const suffix = derived("app/web/50dc6c495c0c9188", "web");
const group = resource("aws:lb/targetGroup:TargetGroup", "web-tg");

testRule(alarmCanFire, {
  valid: [
    {
      name: "errors counted by their sum",
      resources: [alarm("AWS/Lambda", "Errors", undefined, { statistic: "Sum", threshold: 5 })],
    },
    {
      name: "the share of invocations that fail",
      resources: [alarm("AWS/Lambda", "Errors", undefined, { statistic: "Average", threshold: 0.05 })],
    },
    {
      name: "any error, by the maximum",
      resources: [
        alarm("AWS/Lambda", "Errors", undefined, {
          statistic: "Maximum",
          threshold: 1,
          comparisonOperator: "GreaterThanOrEqualToThreshold",
        }),
      ],
    },
    {
      name: "fewer than so many invocations",
      resources: [
        alarm("AWS/Lambda", "Invocations", undefined, {
          statistic: "Average",
          threshold: 5,
          comparisonOperator: "LessThanThreshold",
        }),
      ],
    },
    {
      name: "the average of a metric that is not counted one by one",
      resources: [alarm("AWS/Lambda", "Duration", undefined, { statistic: "Average", threshold: 3000 })],
    },
    {
      name: "hosts of a target group, whose average is their number",
      resources: [
        web,
        group,
        alarm(
          "AWS/ApplicationELB",
          "UnHealthyHostCount",
          { LoadBalancer: suffix, TargetGroup: derived("targetgroup/web/73e2d6bc24d8a067", "web-tg") },
          { statistic: "Average", threshold: 3 },
        ),
      ],
    },
    {
      name: "a threshold nobody knows",
      resources: [alarm("AWS/Lambda", "Errors", undefined, { statistic: "Average", threshold: unknown })],
    },
    {
      name: "a load balancer's requests, by the end of its ARN",
      resources: [web, alarm("AWS/ApplicationELB", "RequestCount", { LoadBalancer: suffix })],
    },
    {
      name: "unhealthy hosts by load balancer and target group",
      resources: [
        web,
        group,
        alarm("AWS/ApplicationELB", "UnHealthyHostCount", {
          LoadBalancer: suffix,
          TargetGroup: derived("targetgroup/web/73e2d6bc24d8a067", "web-tg"),
        }),
      ],
    },
    {
      name: "a value that is not known before the load balancer is there",
      resources: [
        web,
        group,
        alarm("AWS/ApplicationELB", "UnHealthyHostCount", {
          LoadBalancer: ref("web", "arnSuffix"),
          TargetGroup: ref("web-tg", "arnSuffix"),
        }),
      ],
      modes: ["preview"],
      undecided: ["preview"],
    },
    {
      name: "a value of which only the beginning is known",
      resources: [alarm("AWS/ApplicationELB", "RequestCount", { LoadBalancer: "app/web/0facade0000000000" })],
    },
    {
      name: "a value nobody knows, dimensions nobody knows, a metric nobody knows",
      resources: [
        alarm("AWS/ApplicationELB", "RequestCount", { LoadBalancer: unknown }),
        called("second", "AWS/SQS", "NumberOfMessagesSent", unknown),
        called("third", "AWS/SQS", unknown, { QueueName: "q" }),
        resource(ALARM, "fourth", { ...threshold, namespace: unknown, metricName: "Errors" }),
      ],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "the network load balancer's own prefix",
      resources: [alarm("AWS/NetworkELB", "ActiveFlowCount", { LoadBalancer: "net/edge/50dc6c495c0c9188" })],
    },
    {
      name: "all functions of an account and region, without dimensions",
      resources: [alarm("AWS/Lambda", "Errors")],
    },
    {
      name: "an alias of a function",
      resources: [
        alarm("AWS/Lambda", "ProvisionedConcurrencyUtilization", { FunctionName: "pay", Resource: "pay:live" }),
      ],
    },
    {
      name: "a function metric the data does not list",
      resources: [alarm("AWS/Lambda", "AsyncEventsDropped", { FunctionName: "pay" })],
    },
    {
      name: "all databases of an account and region, without dimensions",
      resources: [alarm("AWS/RDS", "CPUUtilization")],
    },
    {
      name: "a database by its identifier",
      resources: [
        resource("aws:rds/instance:Instance", "orders", {
          identifier: "orders",
          resourceId: "db-ABCDEFGHIJKLMNOPQRSTU1VWZ",
        }),
        alarm("AWS/RDS", "FreeStorageSpace", { DBInstanceIdentifier: ref("orders", "identifier") }),
      ],
    },
    {
      name: "the readers of a cluster",
      resources: [alarm("AWS/RDS", "CPUUtilization", { DBClusterIdentifier: "orders", Role: "READER" })],
    },
    {
      name: "user errors of DynamoDB, which are the account's",
      resources: [alarm("AWS/DynamoDB", "UserErrors", {})],
    },
    {
      name: "throttled requests by table and operation",
      resources: [alarm("AWS/DynamoDB", "ThrottledRequests", { TableName: "orders", Operation: "PutItem" })],
    },
    {
      name: "throttle events by table alone",
      resources: [alarm("AWS/DynamoDB", "ReadThrottleEvents", { TableName: "orders" })],
    },
    {
      name: "a REST API by name, an HTTP API by id",
      resources: [
        alarm("AWS/ApiGateway", "5XXError", { ApiName: "orders", Stage: "live" }),
        called("http", "AWS/ApiGateway", "5xx", { ApiId: "a1b2c3d4e5" }),
      ],
    },
    {
      name: "a distribution with its region, in us-east-1",
      resources: [
        called(
          "alarm",
          "AWS/CloudFront",
          "5xxErrorRate",
          { DistributionId: "E2ABC", Region: "Global" },
          {},
          provider("us-east-1"),
        ),
      ],
    },
    {
      name: "a distribution in China, where the metrics are elsewhere",
      resources: [
        called(
          "alarm",
          "AWS/CloudFront",
          "5xxErrorRate",
          { DistributionId: "E2ABC", Region: "Global" },
          {},
          provider("cn-northwest-1"),
        ),
      ],
    },
    {
      name: "a namespace of the program's own, whatever it holds",
      resources: [
        alarm("Orders", "UnhealthyHostCount", { LoadBalancer: "web" }),
        resource(ALARM, "alike", { ...threshold, namespace: "aws-like/ALB", metricName: "5XXError" }),
      ],
    },
    {
      name: "a namespace of AWS that nobody lists",
      resources: [alarm("AWS/SomethingNew", "Errors", { Thing: "arn:aws:new:eu-west-1:210987654321:thing/x" })],
    },
    {
      name: "a metric nobody lists in a namespace all are known of",
      resources: [alarm("AWS/SQS", "SomethingNew", { QueueName: "q" })],
    },
    {
      name: "metric math whose ids are all there",
      resources: [
        math(
          'IF(total > 0, 100 * errors / total, 0) + SUM(METRICS("errors"))',
          query("errors", "AWS/Lambda", "Errors", { FunctionName: "pay" }),
          query("total", "AWS/Lambda", "Invocations", { FunctionName: "pay" }),
        ),
      ],
    },
    {
      name: "metric math with a query in another language, and one that is not known",
      resources: [
        math('SELECT MAX(CPUUtilization) FROM SCHEMA("AWS/EC2", InstanceId) GROUP BY InstanceId'),
        resource(ALARM, "unknown", {
          ...threshold,
          metricQueries: [{ id: "e1", expression: unknown }, { id: unknown }],
        }),
      ],
    },
    {
      name: "a queue by its name, which is secret",
      resources: [alarm("AWS/SQS", "ApproximateAgeOfOldestMessage", { QueueName: secret("orders") })],
    },
    {
      name: "an alarm inside a component, on a topic of the stack",
      resources: [
        component("monitoring"),
        resource("aws:sns/topic:Topic", "events"),
        resource(
          ALARM,
          "alarm",
          {
            ...threshold,
            namespace: "AWS/SNS",
            metricName: "NumberOfNotificationsFailed",
            dimensions: { TopicName: ref("events", "name") },
          },
          { parent: "monitoring" },
        ),
      ],
    },
  ],
  invalid: [
    {
      name: "an average of errors above five",
      resources: [alarm("AWS/Lambda", "Errors", undefined, { statistic: "Average", threshold: 5 })],
      findings: [{ resource: "alarm", property: "statistic", message: "each invocation is 0 or 1" }],
    },
    {
      name: "a percentage where the average is a share",
      resources: [
        alarm(
          "AWS/ApiGateway",
          "5XXError",
          { ApiName: "shop" },
          { statistic: "Average", threshold: 5, comparisonOperator: "GreaterThanOrEqualToThreshold" },
        ),
      ],
      findings: [{ resource: "alarm", property: "statistic", message: "the average is 1 at most" }],
    },
    {
      name: "the maximum of what a load balancer sends one by one",
      resources: [
        web,
        alarm(
          "AWS/ApplicationELB",
          "HTTPCode_Target_5XX_Count",
          { LoadBalancer: suffix },
          { statistic: "Maximum", threshold: 10 },
        ),
      ],
      findings: [{ resource: "alarm", property: "statistic", message: "each response is 1" }],
    },
    {
      name: "unhealthy hosts by load balancer alone, its id not known yet",
      resources: [web, alarm("AWS/ApplicationELB", "UnHealthyHostCount", { LoadBalancer: ref("web", "arnSuffix") })],
      modes: ["preview"],
      findings: [
        {
          resource: "alarm",
          property: "dimensions",
          message:
            "by `LoadBalancer` alone, and no such metric exists. It is published by `LoadBalancer` and `TargetGroup` (aws-cdk-lib",
          severity: "high",
        },
      ],
    },
    {
      name: "unhealthy hosts by load balancer alone",
      resources: [web, alarm("AWS/ApplicationELB", "UnHealthyHostCount", { LoadBalancer: suffix })],
      findings: [{ resource: "alarm", property: "dimensions", message: "by `LoadBalancer` and `TargetGroup`" }],
    },
    {
      name: "a load balancer's metric without dimensions, set to nothing or not set",
      resources: [
        alarm("AWS/ApplicationELB", "TargetResponseTime"),
        called("second", "AWS/ApplicationELB", "NewMetric", {}),
      ],
      findings: [
        { resource: "alarm", property: "dimensions", message: "TargetResponseTime without dimensions" },
        { resource: "second", property: "dimensions", message: "published by `LoadBalancer`, or by `TargetGroup`" },
      ],
    },
    {
      name: "a load balancer by its ARN",
      resources: [web, alarm("AWS/ApplicationELB", "RequestCount", { LoadBalancer: ref("web", "arn") })],
      modes: ["up", "offline"],
      findings: [{ resource: "alarm", property: "dimensions.LoadBalancer", message: "app/<name>/<id>" }],
    },
    {
      name: "a load balancer by its name, known in a first preview",
      resources: [web, alarm("AWS/ApplicationELB", "RequestCount", { LoadBalancer: ref("web", "name") })],
      findings: [{ resource: "alarm", property: "dimensions.LoadBalancer", message: '"web"' }],
    },
    {
      name: "an automatic name, which is partly made up in the offline check",
      resources: [
        resource(LB, "edge"),
        alarm("AWS/NetworkELB", "ActiveFlowCount", { LoadBalancer: ref("edge", "name") }),
      ],
      findings: [{ resource: "alarm", property: "dimensions.LoadBalancer", message: "net/<name>/<id>" }],
    },
    {
      name: "the end of an ARN that begins too early, and the other kind of load balancer",
      resources: [
        alarm("AWS/ApplicationELB", "RequestCountPerTarget", { TargetGroup: "web/73e2d6bc24d8a067" }),
        called("early", "AWS/ApplicationELB", "RequestCount", {
          LoadBalancer: "loadbalancer/app/web/50dc6c495c0c9188",
        }),
        called("network", "AWS/ApplicationELB", "RequestCount", { LoadBalancer: "net/web/50dc6c495c0c9188" }),
      ],
      findings: [
        { resource: "alarm", property: "dimensions.TargetGroup", message: "targetgroup/<name>/<id>" },
        { resource: "early", property: "dimensions.LoadBalancer", message: "loadbalancer/app" },
        { resource: "network", property: "dimensions.LoadBalancer", message: "app/<name>/<id>" },
      ],
    },
    {
      name: "a dimension the namespace does not have, beside the right one",
      resources: [alarm("AWS/SQS", "NumberOfMessagesSent", { QueueName: "orders", Environment: "live" })],
      findings: [{ resource: "alarm", property: "dimensions", message: "The namespace has no `Environment`" }],
    },
    {
      name: "a classic load balancer's dimension on an application load balancer",
      resources: [alarm("AWS/ApplicationELB", "RequestCount", { LoadBalancerName: "web" })],
      findings: [{ resource: "alarm", property: "dimensions", message: "The namespace has no `LoadBalancerName`" }],
    },
    {
      name: "a database by a dimension nobody has",
      resources: [alarm("AWS/RDS", "CPUUtilization", { DBInstance: "orders" })],
      findings: [{ resource: "alarm", property: "dimensions", message: "by `DBInstance` alone" }],
    },
    {
      name: "a database by its resource id or its address",
      resources: [
        alarm("AWS/RDS", "CPUUtilization", { DBInstanceIdentifier: "db-ABCDEFGHIJKLMNOPQRSTU1VWZ" }),
        called("address", "AWS/RDS", "CPUUtilization", {
          DBClusterIdentifier: "orders.cluster-abc.eu-west-1.rds.amazonaws.com",
        }),
      ],
      findings: [
        { resource: "address", property: "dimensions.DBClusterIdentifier", message: "not its resource id or address" },
        { resource: "alarm", property: "dimensions.DBInstanceIdentifier", message: "not its resource id or address" },
      ],
    },
    {
      name: "a database of the stack by another of its names",
      resources: [
        resource("aws:rds/instance:Instance", "orders", { identifier: "orders", resourceId: "db-0FACADEORDERS" }),
        alarm("AWS/RDS", "CPUUtilization", { DBInstanceIdentifier: ref("orders", "resourceId") }),
      ],
      findings: [
        { resource: "alarm", property: "dimensions.DBInstanceIdentifier", message: 'is the `resourceId` of "orders"' },
      ],
    },
    {
      name: "a REST API of the stack by its root resource",
      resources: [
        resource("aws:apigateway/restApi:RestApi", "orders", { name: "orders", rootResourceId: "a1b2c3d4e5" }),
        alarm("AWS/ApiGateway", "Latency", { ApiName: ref("orders", "rootResourceId") }),
      ],
      findings: [{ resource: "alarm", property: "dimensions.ApiName", message: 'is the `rootResourceId` of "orders"' }],
    },
    {
      name: "ARNs and URLs where names belong, names where ARNs belong",
      resources: [
        alarm("AWS/Lambda", "Errors", { FunctionName: "arn:aws:lambda:eu-west-1:210987654321:function:pay" }),
        called("ecs", "AWS/ECS", "CPUUtilization", {
          ClusterName: "c",
          ServiceName: "arn:aws:ecs:eu-west-1:000000000000:service/c/s",
        }),
        called("queue", "AWS/SQS", "NumberOfMessagesSent", {
          QueueName: "https://sqs.eu-west-1.amazonaws.com/000000000000/q",
        }),
        called("states", "AWS/States", "ExecutionsFailed", { StateMachineArn: "flow" }),
      ],
      findings: [
        { resource: "alarm", property: "dimensions.FunctionName", message: "not an ARN" },
        { resource: "ecs", property: "dimensions.ServiceName", message: "not an ARN" },
        { resource: "queue", property: "dimensions.QueueName", message: "the queue's name" },
        { resource: "states", property: "dimensions.StateMachineArn", message: "an ARN" },
      ],
    },
    {
      name: "metrics of the account asked for by table, by function",
      resources: [
        alarm("AWS/DynamoDB", "UserErrors", { TableName: "orders" }),
        called("lambda", "AWS/Lambda", "UnreservedConcurrentExecutions", { FunctionName: "pay" }),
      ],
      findings: [
        { resource: "alarm", property: "dimensions", message: "published without any dimension" },
        { resource: "lambda", property: "dimensions", message: "published without any dimension" },
      ],
    },
    {
      name: "sets that are not whole: operation, receiving region, replication rule, storage type, replication instance",
      resources: [
        alarm("AWS/DynamoDB", "SystemErrors", { TableName: "orders" }),
        called("lag", "AWS/DynamoDB", "ReplicationLatency", { TableName: "orders" }),
        called("s3", "AWS/S3", "ReplicationLatency", { SourceBucket: "a", DestinationBucket: "b" }),
        called("size", "AWS/S3", "BucketSizeBytes", { BucketName: unknown }),
        called("task", "AWS/DMS", "CDCLatencyTarget", { ReplicationTaskIdentifier: unknown }),
        called("search", "AWS/ES", "ClusterStatus.red", { DomainName: "logs" }),
      ],
      findings: [
        { resource: "alarm", property: "dimensions", message: "by `Operation` and `TableName`" },
        { resource: "lag", property: "dimensions", message: "by `ReceivingRegion` and `TableName`" },
        { resource: "s3", property: "dimensions", message: "`RuleId`" },
        { resource: "search", property: "dimensions", message: "`ClientId` and `DomainName`" },
        { resource: "size", property: "dimensions", message: "`StorageType`" },
        { resource: "task", property: "dimensions", message: "`ReplicationInstanceIdentifier`" },
      ],
    },
    {
      name: "a distribution without its region, its id not known yet, and with a region that is none",
      resources: [
        resource("aws:cloudfront/distribution:Distribution", "cdn"),
        alarm("AWS/CloudFront", "4xxErrorRate", { DistributionId: ref("cdn", "id") }),
        called("named", "AWS/CloudFront", "4xxErrorRate", { DistributionId: "E2ABC", Region: "us-east-1" }),
      ],
      findings: [
        { resource: "alarm", property: "dimensions", message: "by `DistributionId` and `Region`" },
        { resource: "named", property: "dimensions.Region", message: "`Global`, always" },
      ],
    },
    {
      name: "metrics of a global service from another region: its provider's, its own",
      resources: [
        called("alarm", "AWS/Route53", "HealthCheckStatus", { HealthCheckId: unknown }, {}, provider("eu-west-1")),
        resource(ALARM, "own", {
          ...threshold,
          region: "eu-west-1",
          namespace: "AWS/Billing",
          metricName: "EstimatedCharges",
          dimensions: { Currency: "USD" },
        }),
      ],
      findings: [
        { resource: "alarm", property: "namespace", message: "are in us-east-1 only" },
        { resource: "own", property: "namespace", message: "its own region, eu-west-1" },
      ],
    },
    {
      name: "objects counted by a storage type, bytes by all of them",
      resources: [
        alarm("AWS/S3", "NumberOfObjects", { BucketName: "b", StorageType: "StandardStorage" }),
        called("size", "AWS/S3", "BucketSizeBytes", { BucketName: "b", StorageType: "AllStorageTypes" }),
      ],
      findings: [
        { resource: "alarm", property: "dimensions.StorageType", message: "`AllStorageTypes`" },
        { resource: "size", property: "dimensions.StorageType", message: "`StandardStorage`" },
      ],
    },
    {
      name: "a metric of another service",
      resources: [
        alarm("AWS/ApplicationELB", "5XXError", { LoadBalancer: unknown }),
        called("memory", "AWS/EC2", "MemoryUtilization", { InstanceId: "i-0123456789abcdef0" }),
      ],
      findings: [
        {
          resource: "alarm",
          property: "metricName",
          message: /publishes no metric "5XXError": that is one of AWS\/ApiGateway.*\(aws-cdk-lib 2\./,
        },
        { resource: "memory", property: "metricName", message: "that is one of AWS/ECS" },
      ],
    },
    {
      name: "a metric and a namespace spelled otherwise",
      resources: [
        alarm("AWS/ApplicationELB", "UnhealthyHostCount", { LoadBalancer: unknown, TargetGroup: unknown }),
        called("namespace", "AWS/APIGateway", "5XXError", { ApiName: "a" }),
        resource(ALARM, "nickname", { ...threshold, namespace: "AWS/ALB", metricName: "RequestCount" }),
      ],
      findings: [
        { resource: "alarm", property: "metricName", message: "names are case-sensitive" },
        { resource: "namespace", property: "namespace", message: 'no namespace "AWS/APIGateway"' },
        { resource: "nickname", property: "namespace", message: 'no namespace "AWS/ALB"' },
      ],
    },
    {
      name: "a metric of metric math, and an id nobody has",
      resources: [
        math(
          "100 * errors / invocations",
          query("errors", "AWS/ApplicationELB", "HTTPCode_Target_5XX_Count", {}),
          query("requests", "AWS/ApplicationELB", "RequestCount", { LoadBalancer: "web" }),
        ),
      ],
      findings: [
        { resource: "alarm", property: "metricQueries[1].metric.dimensions", message: "without dimensions" },
        { resource: "alarm", property: "metricQueries[2].metric.dimensions.LoadBalancer", message: "app/<name>/<id>" },
        { resource: "alarm", property: "metricQueries[0].expression", message: "uses `invocations`" },
      ],
    },
    {
      name: "a secret value is not printed",
      needsSecretKeys: true,
      resources: [alarm("AWS/SQS", "NumberOfMessagesSent", { QueueName: secret(json({ url: "https://hush" })) })],
      findings: [{ resource: "alarm", property: "dimensions.QueueName", message: /^(?!.*hush)/ }],
    },
  ],
});
