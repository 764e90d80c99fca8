import { lambdaFailurePath } from "../../../policy-pack/rules/lambda/lambda-failure-path";
import { json, ref, resource, testRule, unknown } from "../../support";

const fn = (props: Readonly<Record<string, unknown>> = {}, name = "fn") =>
  resource("aws:lambda/function:Function", name, { runtime: "nodejs22.x", handler: "index.handler", ...props });
const failed = resource("aws:sqs/queue:Queue", "failed", { messageRetentionSeconds: 1209600 });
const rule = resource("aws:cloudwatch/eventRule:EventRule", "nightly", { scheduleExpression: "rate(1 day)" });
const target = (arn: unknown, more: Readonly<Record<string, unknown>> = {}) =>
  resource("aws:cloudwatch/eventTarget:EventTarget", "target", { rule: ref("nightly", "name"), arn, ...more });
const topic = resource("aws:sns/topic:Topic", "topic");
const subscription = (protocol: string, endpoint: unknown) =>
  resource("aws:sns/topicSubscription:TopicSubscription", "subscription", {
    topic: ref("topic", "arn"),
    protocol,
    endpoint,
  });
const onFailure = (functionName: unknown) =>
  resource("aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig", "async", {
    functionName,
    destinationConfig: { onFailure: { destination: ref("failed", "arn") } },
  });
const mapping = (eventSourceArn: unknown, more: Readonly<Record<string, unknown>> = {}) =>
  resource("aws:lambda/eventSourceMapping:EventSourceMapping", "mapping", {
    functionName: ref("fn", "arn"),
    eventSourceArn,
    ...more,
  });
const orders = (props: Readonly<Record<string, unknown>> = {}) => resource("aws:sqs/queue:Queue", "orders", props);
const redrive = json({ deadLetterTargetArn: ref("failed", "arn"), maxReceiveCount: 3 });
const clicks = resource("aws:kinesis/stream:Stream", "clicks", { shardCount: 1 });

testRule(lambdaFailurePath, {
  valid: [
    { name: "a function nothing invokes", resources: [fn()], outcome: "notApplicable" },
    {
      name: "a function behind an API, which waits for the answer",
      resources: [
        fn(),
        resource("aws:apigateway/integration:Integration", "integration", {
          type: "AWS_PROXY",
          uri: ref("fn", "invokeArn"),
        }),
      ],
      outcome: "notApplicable",
    },
    {
      name: "a dead-letter queue",
      resources: [
        fn({ deadLetterConfig: { targetArn: ref("failed", "arn") } }),
        failed,
        rule,
        target(ref("fn", "arn")),
      ],
    },
    {
      name: "a destination for failures",
      resources: [fn(), failed, rule, target(ref("fn", "arn")), onFailure(ref("fn", "name"))],
    },
    {
      name: "a configuration that may be this function's",
      resources: [fn(), failed, rule, target(ref("fn", "arn")), onFailure(unknown)],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a topic that sends mail",
      resources: [fn(), topic, subscription("email", "a@example.com")],
      outcome: "notApplicable",
    },
    {
      name: "a rule that feeds a queue",
      resources: [fn(), failed, rule, target(ref("failed", "arn"))],
      outcome: "notApplicable",
    },
    {
      name: "a queue with a redrive policy",
      resources: [fn(), failed, orders({ redrivePolicy: redrive }), mapping(ref("orders", "arn"))],
    },
    {
      name: "a queue with a redrive policy beside it",
      resources: [
        fn(),
        failed,
        orders(),
        resource("aws:sqs/redrivePolicy:RedrivePolicy", "redrive", {
          queueUrl: ref("orders", "url"),
          redrivePolicy: redrive,
        }),
        mapping(ref("orders", "arn")),
      ],
    },
    {
      name: "a stream with a destination",
      resources: [
        fn(),
        failed,
        clicks,
        mapping(ref("clicks", "arn"), { destinationConfig: { onFailure: { destinationArn: ref("failed", "arn") } } }),
      ],
    },
    {
      name: "a queue of another stack",
      resources: [fn(), mapping("arn:aws:sqs:eu-west-1:210987654321:elsewhere")],
      outcome: "notApplicable",
    },
  ],
  invalid: [
    {
      name: "a rule's target",
      resources: [fn(), rule, target(ref("fn", "arn"))],
      findings: [
        {
          resource: "fn",
          property: "deadLetterConfig",
          message: /asynchronously by the event rule's target "target", and has neither/,
          // Of a run by the clock nobody's data is lost.
          severity: "low",
        },
      ],
    },
    {
      name: "the target of a rule for events",
      resources: [
        fn(),
        resource("aws:cloudwatch/eventRule:EventRule", "nightly", { eventPattern: '{"source":["aws.s3"]}' }),
        target(ref("fn", "arn")),
      ],
      findings: [
        { resource: "fn", property: "deadLetterConfig", message: "neither a dead-letter queue", severity: "medium" },
      ],
    },
    {
      name: "a target with a queue of its own, which takes other failures",
      resources: [fn(), failed, rule, target(ref("fn", "arn"), { deadLetterConfig: { arn: ref("failed", "arn") } })],
      findings: [{ resource: "fn", message: "takes what cannot be delivered" }],
    },
    {
      name: "a topic and a schedule, told once",
      resources: [
        fn(),
        topic,
        subscription("lambda", ref("fn", "arn")),
        resource("aws:scheduler/schedule:Schedule", "hourly", { target: { arn: ref("fn", "arn"), roleArn: "x" } }),
      ],
      findings: [{ resource: "fn", message: 'by the sources "subscription" and "hourly"' }],
    },
    {
      name: "a bucket's notifications to two functions",
      resources: [
        fn({}, "a"),
        fn({}, "b"),
        resource("aws:s3/bucket:Bucket", "logs"),
        resource("aws:s3/bucketNotification:BucketNotification", "notification", {
          bucket: ref("logs"),
          lambdaFunctions: [
            { lambdaFunctionArn: ref("a", "arn"), events: ["s3:ObjectCreated:*"] },
            { lambdaFunctionArn: ref("b", "arn"), events: ["s3:ObjectRemoved:*"] },
          ],
        }),
      ],
      findings: [
        { resource: "a", message: 'bucket notification "notification"' },
        { resource: "b", message: 'bucket notification "notification"' },
      ],
    },
    {
      name: "an alias",
      resources: [
        fn(),
        rule,
        resource("aws:lambda/alias:Alias", "live", {
          name: "live",
          functionName: ref("fn", "name"),
          functionVersion: "1",
        }),
        target(ref("live", "arn")),
      ],
      findings: [{ resource: "fn", message: "neither a dead-letter queue" }],
    },
    {
      name: "a queue without a redrive policy",
      resources: [fn(), orders(), mapping(ref("orders", "arn"))],
      findings: [{ resource: "orders", property: "redrivePolicy", message: '"mapping" gives the queue\'s messages' }],
    },
    {
      name: "a stream without a destination",
      resources: [fn(), clicks, mapping(ref("clicks", "arn"), { startingPosition: "LATEST" })],
      findings: [{ resource: "mapping", property: "destinationConfig", message: 'a batch of "clicks"' }],
    },
  ],
});
