import { alarmCoverage } from "../../../policy-pack/rules/cloudwatch/alarm-coverage";
import { component, interpolate, ref, resource, testRule, unknown } from "../../support";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const threshold = { comparisonOperator: "GreaterThanThreshold", evaluationPeriods: 1, threshold: 1 };
const alarm = (namespace: unknown, dimensions: unknown, more: Readonly<Record<string, unknown>> = {}) =>
  resource(ALARM, "alarm", { ...threshold, namespace, metricName: "M", dimensions, ...more });

const pay = resource("aws:lambda/function:Function", "pay", { name: "pay" });
const orders = resource("aws:sqs/queue:Queue", "orders", { name: "orders" });
const database = resource("aws:rds/instance:Instance", "db", { identifier: "shop" });
const cluster = resource("aws:rds/cluster:Cluster", "cluster", { clusterIdentifier: "shop" });
const web = resource("aws:lb/loadBalancer:LoadBalancer", "web", { name: "web" });
const group = resource("aws:autoscaling/group:Group", "asg", { name: "asg" });
const stream = resource("aws:kinesis/stream:Stream", "clicks", { name: "clicks" });

testRule(alarmCoverage, {
  valid: [
    { name: "a function by its name, written out", resources: [pay, alarm("AWS/Lambda", { FunctionName: "pay" })] },
    { name: "a queue by reference", resources: [orders, alarm("AWS/SQS", { QueueName: ref("orders", "name") })] },
    {
      name: "a load balancer, what it is called not known before it is there",
      resources: [web, alarm("AWS/ApplicationELB", { LoadBalancer: ref("web", "arnSuffix") })],
    },
    { name: "a database by its identifier", resources: [database, alarm("AWS/RDS", { DBInstanceIdentifier: "shop" })] },
    {
      name: "a cluster by one of its instances",
      resources: [
        cluster,
        resource("aws:rds/clusterInstance:ClusterInstance", "writer", {
          identifier: "shop-1",
          clusterIdentifier: ref("cluster", "clusterIdentifier"),
        }),
        alarm("AWS/RDS", { DBInstanceIdentifier: "shop-1" }),
      ],
    },
    {
      name: "a group by the alarm that scales it",
      resources: [
        group,
        alarm("AWS/EC2", { AutoScalingGroupName: ref("asg", "name") }, { alarmActions: [ref("out", "arn")] }),
        resource("aws:autoscaling/policy:Policy", "out", { autoscalingGroupName: ref("asg", "name") }),
      ],
    },
    {
      name: "metric math over a function, and a stream in the same alarm",
      resources: [
        pay,
        stream,
        resource(ALARM, "alarm", {
          ...threshold,
          metricQueries: [
            { id: "e1", expression: "m1 + m2" },
            {
              id: "m1",
              metric: {
                namespace: "AWS/Lambda",
                metricName: "Errors",
                dimensions: { FunctionName: ref("pay", "name") },
              },
            },
            { id: "m2", metric: { namespace: "AWS/Kinesis", metricName: "X", dimensions: { StreamName: "clicks" } } },
          ],
        }),
      ],
    },
    { name: "all functions of the account", resources: [pay, alarm("AWS/Lambda", undefined)] },
    {
      name: "a query over all queues",
      resources: [
        orders,
        resource(ALARM, "alarm", {
          ...threshold,
          metricQueries: [
            { id: "q1", expression: 'SELECT MAX(ApproximateAgeOfOldestMessage) FROM SCHEMA("AWS/SQS", QueueName)' },
          ],
        }),
      ],
    },
    {
      name: "a metric of the program's own about a function",
      resources: [pay, alarm("Shop", { Function: "pay" })],
    },
    {
      name: "a metric made from the function's logs",
      resources: [
        pay,
        resource("aws:cloudwatch/logGroup:LogGroup", "logs", { name: interpolate`/aws/lambda/${ref("pay", "name")}` }),
        resource("aws:cloudwatch/logMetricFilter:LogMetricFilter", "errors", {
          logGroupName: ref("logs", "name"),
          metricTransformation: { name: "PayErrors", namespace: "Shop", value: "1" },
        }),
        alarm("Shop", undefined, { metricName: "PayErrors" }),
      ],
    },
    {
      name: "dimensions nobody knows, of this namespace",
      resources: [orders, alarm("AWS/SQS", { QueueName: unknown })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "an alarm that takes everything from a component",
      resources: [pay, component("edge"), alarm(ref("edge", "namespace"), { FunctionName: ref("edge", "function") })],
      undecided: ["preview"],
      modes: ["preview"],
    },
    {
      name: "a table, unless the settings ask for it",
      resources: [resource("aws:dynamodb/table:Table", "t", { name: "t" })],
    },
    { name: "what the settings leave out", resources: [pay, orders], settings: { kinds: ["database"] } },
  ],
  invalid: [
    {
      name: "no alarm at all",
      resources: [
        pay,
        orders,
        database,
        cluster,
        web,
        group,
        stream,
        resource("aws:docdb/cluster:Cluster", "documents"),
        resource("aws:neptune/cluster:Cluster", "graph"),
        resource("aws:elb/loadBalancer:LoadBalancer", "classic"),
      ],
      findings: [
        { resource: "asg", property: "", message: "this Auto Scaling group", severity: "medium" },
        { resource: "classic", message: "this load balancer" },
        { resource: "clicks", message: "this stream" },
        { resource: "cluster", message: "this database cluster" },
        { resource: "db", message: "this database:" },
        { resource: "documents", message: "this database cluster" },
        { resource: "graph", message: "this database cluster" },
        { resource: "orders", message: "this queue" },
        { resource: "pay", message: "this function" },
        { resource: "web", message: "this load balancer" },
      ],
    },
    {
      name: "one function watched, the other not, all names unknown",
      resources: [
        resource("aws:lambda/function:Function", "a"),
        resource("aws:lambda/function:Function", "b"),
        alarm("AWS/Lambda", { FunctionName: ref("a", "qualifiedName") }),
      ],
      modes: ["preview"],
      findings: [{ resource: "b", message: "this function" }],
    },
    {
      name: "an alarm on something else of the same name",
      resources: [orders, alarm("AWS/DynamoDB", { TableName: "orders" })],
      findings: [{ resource: "orders", message: "this queue" }],
    },
    {
      name: "only target tracking, whose alarms are the service's own",
      resources: [
        group,
        resource("aws:autoscaling/policy:Policy", "track", {
          autoscalingGroupName: ref("asg", "name"),
          policyType: "TargetTrackingScaling",
        }),
      ],
      findings: [{ resource: "asg", message: "this Auto Scaling group" }],
    },
    {
      name: "a composite alarm alone",
      resources: [
        pay,
        resource("aws:cloudwatch/compositeAlarm:CompositeAlarm", "all", {
          alarmName: "all",
          alarmRule: 'ALARM("elsewhere")',
        }),
      ],
      findings: [{ resource: "pay", message: "this function" }],
    },
    {
      name: "a metric made from the logs of another function",
      resources: [
        pay,
        resource("aws:cloudwatch/logMetricFilter:LogMetricFilter", "errors", {
          logGroupName: "/aws/lambda/charge",
          metricTransformation: { name: "Errors", namespace: "Shop", value: "1" },
        }),
        alarm("Shop", undefined, { metricName: "Errors" }),
      ],
      findings: [{ resource: "pay", message: "this function" }],
    },
    {
      name: "a query over another service, a metric of another cluster",
      resources: [
        cluster,
        resource(ALARM, "alarm", {
          ...threshold,
          metricQueries: [{ id: "q1", expression: 'SELECT AVG(CPUUtilization) FROM "AWS/EC2"' }],
        }),
        resource(ALARM, "second", {
          ...threshold,
          namespace: "AWS/RDS",
          metricName: "M",
          dimensions: { DBClusterIdentifier: "other" },
        }),
      ],
      findings: [{ resource: "cluster", message: "this database cluster" }],
    },
    {
      name: "a table, when the settings ask for it",
      resources: [resource("aws:dynamodb/table:Table", "t", { name: "t" })],
      settings: { kinds: ["table"] },
      findings: [{ resource: "t", message: "this table" }],
    },
  ],
});
