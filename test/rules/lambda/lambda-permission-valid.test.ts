import { lambdaPermissionValid } from "../../../policy-pack/rules/lambda/lambda-permission-valid";
import { interpolate, ref, resource, testRule, unknown } from "../../support";

const fn = resource("aws:lambda/function:Function", "fn", { runtime: "nodejs22.x", handler: "index.handler" });
const bucket = resource("aws:s3/bucket:Bucket", "logs");
const topic = resource("aws:sns/topic:Topic", "topic");
const rule = resource("aws:cloudwatch/eventRule:EventRule", "rule", { scheduleExpression: "rate(1 hour)" });
const bus = resource("aws:cloudwatch/eventBus:EventBus", "bus", { name: "orders" });
const api = resource("aws:apigateway/restApi:RestApi", "api");
const queue = resource("aws:sqs/queue:Queue", "queue");
const group = resource("aws:lb/targetGroup:TargetGroup", "group", { targetType: "lambda" });
const balancer = resource("aws:lb/loadBalancer:LoadBalancer", "web");
const permission = (principal: unknown, sourceArn?: unknown) =>
  resource("aws:lambda/permission:Permission", "permission", {
    action: "lambda:InvokeFunction",
    function: ref("fn", "name"),
    principal,
    ...(sourceArn === undefined ? {} : { sourceArn }),
  });

testRule(lambdaPermissionValid, {
  valid: [
    { name: "a bucket", resources: [fn, bucket, permission("s3.amazonaws.com", ref("logs", "arn"))] },
    { name: "a topic", resources: [fn, topic, permission("sns.amazonaws.com", ref("topic", "arn"))] },
    { name: "a rule", resources: [fn, rule, permission("events.amazonaws.com", ref("rule", "arn"))] },
    {
      name: "all executions of an API",
      resources: [fn, api, permission("apigateway.amazonaws.com", interpolate`${ref("api", "executionArn")}/*/*`)],
    },
    {
      name: "a target group",
      resources: [fn, group, permission("elasticloadbalancing.amazonaws.com", ref("group", "arn"))],
    },
    {
      name: "a regional principal",
      resources: [fn, permission("logs.eu-west-1.amazonaws.com", "arn:aws:logs:eu-west-1:210987654321:log-group:/x:*")],
    },
    {
      name: "all rules of a bus, in a text of one's own",
      resources: [
        fn,
        bus,
        permission(
          "events.amazonaws.com",
          interpolate`arn:aws:events:eu-west-1:210987654321:rule/${ref("bus", "name")}/*`,
        ),
      ],
    },
    {
      name: "objects of a bucket, which are told elsewhere",
      resources: [fn, permission("s3.amazonaws.com", "arn:aws:s3:::logs/*")],
    },
    { name: "no source, which is told elsewhere", resources: [fn, permission("s3.amazonaws.com")] },
    { name: "any source at all", resources: [fn, permission("events.amazonaws.com", "arn:aws:*:*:210987654321:*")] },
    {
      name: "a service nobody here knows",
      resources: [fn, bucket, permission("bedrock.amazonaws.com", ref("logs", "arn"))],
    },
    { name: "an account", resources: [fn, permission("123456789012")] },
    { name: "everybody", resources: [fn, permission("*")] },
    {
      name: "an idle permission beside a mapping",
      resources: [
        fn,
        queue,
        permission("sqs.amazonaws.com", ref("queue", "arn")),
        resource("aws:lambda/eventSourceMapping:EventSourceMapping", "mapping", {
          eventSourceArn: ref("queue", "arn"),
          functionName: ref("fn", "arn"),
        }),
      ],
    },
    {
      name: "an Output that became a text, which is told elsewhere",
      resources: [fn, permission("s3.amazonaws.com", "Calling [toString] on an [Output<T>] is not supported.")],
    },
    {
      name: "the function of a bucket's notification, which is told elsewhere",
      resources: [
        fn,
        bucket,
        topic,
        permission("s3.amazonaws.com", ref("topic", "arn")),
        resource("aws:s3/bucketNotification:BucketNotification", "notification", {
          bucket: ref("logs"),
          lambdaFunctions: [{ lambdaFunctionArn: ref("fn", "arn"), events: ["s3:ObjectCreated:*"] }],
        }),
      ],
    },
    {
      name: "a source nobody knows yet",
      resources: [fn, permission("s3.amazonaws.com", unknown)],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a source of another stack",
      resources: [
        fn,
        resource("pulumi:pulumi:StackReference", "base"),
        permission("s3.amazonaws.com", ref("base", "bucketArn")),
      ],
      modes: ["preview"],
    },
  ],
  invalid: [
    {
      name: "a topic for S3",
      resources: [fn, topic, permission("s3.amazonaws.com", ref("topic", "arn"))],
      findings: [
        {
          resource: "permission",
          property: "sourceArn",
          message: /and "s3\.amazonaws\.com" invokes functions with the ARN of something of `s3`/,
          severity: "high",
        },
      ],
    },
    {
      name: "a bucket for SNS",
      resources: [fn, bucket, permission("sns.amazonaws.com", ref("logs", "arn"))],
      findings: [{ resource: "permission", property: "sourceArn", message: "something of `sns`" }],
    },
    {
      name: "the bus instead of its rule",
      resources: [fn, bus, permission("events.amazonaws.com", ref("bus", "arn"))],
      findings: [{ resource: "permission", property: "sourceArn", message: "with the ARN of a rule" }],
    },
    {
      name: "the load balancer instead of its target group",
      resources: [fn, balancer, permission("elasticloadbalancing.amazonaws.com", ref("web", "arn"))],
      findings: [{ resource: "permission", property: "sourceArn", message: "something of `elasticloadbalancing`" }],
    },
    {
      name: "the API's own ARN",
      resources: [fn, api, permission("apigateway.amazonaws.com", ref("api", "arn"))],
      // In a preview it may be any output of the API.
      modes: ["up", "offline"],
      findings: [{ resource: "permission", property: "sourceArn", message: "the API's executions" }],
    },
    {
      name: "a name instead of an ARN",
      resources: [fn, permission("s3.amazonaws.com", "my-bucket")],
      findings: [{ resource: "permission", property: "sourceArn", message: '"my-bucket" is no ARN' }],
    },
    {
      name: "a service without its host name",
      resources: [fn, permission("events")],
      findings: [{ resource: "permission", property: "principal", message: '"events" is no principal' }],
    },
    {
      name: "a queue that nothing reads",
      resources: [fn, queue, permission("sqs.amazonaws.com", ref("queue", "arn"))],
      findings: [
        { resource: "permission", property: "principal", message: /"sqs\.amazonaws\.com" invokes no functions/ },
      ],
    },
    {
      name: "a table whose stream another function reads",
      resources: [
        fn,
        resource("aws:lambda/function:Function", "other"),
        permission("dynamodb.amazonaws.com"),
        resource("aws:lambda/eventSourceMapping:EventSourceMapping", "mapping", {
          eventSourceArn: "arn:aws:dynamodb:eu-west-1:210987654321:table/x/stream/1",
          functionName: ref("other", "arn"),
        }),
      ],
      findings: [{ resource: "permission", property: "principal", message: "the stack has none for this function" }],
    },
  ],
});
