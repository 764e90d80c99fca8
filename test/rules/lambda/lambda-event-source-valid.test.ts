import { lambdaEventSourceValid } from "../../../policy-pack/rules/lambda/lambda-event-source-valid";
import { ref, resource, testRule, unknown } from "../../support";

const fn = (timeout?: unknown) =>
  resource("aws:lambda/function:Function", "fn", {
    runtime: "nodejs22.x",
    handler: "index.handler",
    ...(timeout === undefined ? {} : { timeout }),
  });
const queue = (props: Readonly<Record<string, unknown>> = {}) => resource("aws:sqs/queue:Queue", "orders", props);
const mapping = (props: Readonly<Record<string, unknown>>) =>
  resource("aws:lambda/eventSourceMapping:EventSourceMapping", "mapping", { functionName: ref("fn", "arn"), ...props });
const ofQueue = (props: Readonly<Record<string, unknown>> = {}) =>
  mapping({ eventSourceArn: ref("orders", "arn"), ...props });
const table = (props: Readonly<Record<string, unknown>>) =>
  resource("aws:dynamodb/table:Table", "table", { hashKey: "id", attributes: [{ name: "id", type: "S" }], ...props });
const STREAMING = { streamEnabled: true, streamViewType: "NEW_IMAGE" };

testRule(lambdaEventSourceValid, {
  valid: [
    { name: "the defaults of both", resources: [fn(), queue(), ofQueue()] },
    { name: "the same time", resources: [fn(30), queue(), ofQueue()] },
    { name: "six times the function's", resources: [fn(60), queue({ visibilityTimeoutSeconds: 360 }), ofQueue()] },
    {
      name: "the function by its name, and a queue of another stack",
      resources: [
        fn(900),
        mapping({ functionName: ref("fn", "name"), eventSourceArn: "arn:aws:sqs:eu-west-1:210987654321:elsewhere" }),
      ],
    },
    {
      name: "a queue whose timeout nobody knows yet",
      resources: [fn(60), queue({ visibilityTimeoutSeconds: unknown }), ofQueue()],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a function of another stack",
      resources: [queue(), ofQueue({ functionName: unknown })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a large batch with a window",
      resources: [fn(), queue(), ofQueue({ batchSize: 100, maximumBatchingWindowInSeconds: 5 })],
    },
    { name: "ten messages without a window", resources: [fn(), queue(), ofQueue({ batchSize: 10 })] },
    {
      name: "a stream from its end",
      resources: [
        fn(),
        resource("aws:kinesis/stream:Stream", "clicks", { shardCount: 1 }),
        mapping({ eventSourceArn: ref("clicks", "arn"), startingPosition: "LATEST", batchSize: 500 }),
      ],
    },
    {
      name: "a table with a stream",
      resources: [
        fn(),
        table(STREAMING),
        mapping({ eventSourceArn: ref("table", "streamArn"), startingPosition: "LATEST" }),
      ],
    },
    {
      name: "a global table, which has a stream",
      resources: [
        fn(),
        table({ replicas: [{ regionName: "eu-west-1" }] }),
        mapping({ eventSourceArn: ref("table", "streamArn"), startingPosition: "LATEST" }),
      ],
      modes: ["preview"],
    },
    {
      name: "Kafka",
      resources: [
        fn(),
        mapping({
          eventSourceArn: "arn:aws:kafka:eu-west-1:210987654321:cluster/x/y",
          topics: ["t"],
          startingPosition: "LATEST",
        }),
      ],
    },
  ],
  invalid: [
    {
      name: "the queue's default, and a slower function",
      resources: [fn(60), queue(), ofQueue()],
      findings: [
        {
          resource: "orders",
          property: "visibilityTimeoutSeconds",
          message: /"Queue visibility timeout: 30 seconds is less than Function timeout: 60 seconds"/,
          severity: "high",
        },
      ],
    },
    {
      name: "a time of one's own that is too short",
      resources: [fn(300), queue({ visibilityTimeoutSeconds: 120 }), ofQueue()],
      findings: [{ resource: "orders", message: "120 seconds is less than Function timeout: 300" }],
    },
    {
      name: "less than the function's default",
      resources: [fn(), queue({ visibilityTimeoutSeconds: 1 }), ofQueue()],
      findings: [{ resource: "orders", message: "1 seconds is less than Function timeout: 3" }],
    },
    {
      name: "through an alias",
      resources: [
        fn(60),
        queue(),
        resource("aws:lambda/alias:Alias", "live", {
          name: "live",
          functionName: ref("fn", "name"),
          functionVersion: "1",
        }),
        ofQueue({ functionName: ref("live", "arn") }),
      ],
      findings: [{ resource: "orders", message: '"fn" may work on it for 60' }],
    },
    {
      name: "a large batch without a window",
      resources: [fn(), queue(), ofQueue({ batchSize: 100 })],
      findings: [{ resource: "mapping", property: "batchSize", message: "To gather 100 messages" }],
    },
    {
      name: "a large batch of a FIFO queue",
      resources: [fn(), queue({ fifoQueue: true }), ofQueue({ batchSize: 20, maximumBatchingWindowInSeconds: 5 })],
      findings: [{ resource: "mapping", property: "batchSize", message: "at most 10 messages of a FIFO queue" }],
    },
    {
      name: "a position in a queue",
      resources: [fn(), queue(), ofQueue({ startingPosition: "LATEST" })],
      findings: [{ resource: "mapping", property: "startingPosition", message: "A queue has no position" }],
    },
    {
      name: "no position in a stream",
      resources: [
        fn(),
        resource("aws:kinesis/stream:Stream", "clicks", { shardCount: 1 }),
        mapping({ eventSourceArn: ref("clicks", "arn") }),
      ],
      findings: [{ resource: "mapping", property: "startingPosition", message: "some position on" }],
    },
    {
      name: "a table without a stream",
      resources: [fn(), table({}), mapping({ eventSourceArn: ref("table", "streamArn"), startingPosition: "LATEST" })],
      findings: [{ resource: "mapping", property: "eventSourceArn", message: 'The table "table" has no stream' }],
    },
    {
      name: "the table itself instead of its stream",
      resources: [fn(), table({}), mapping({ eventSourceArn: ref("table", "arn"), startingPosition: "LATEST" })],
      modes: ["up", "offline"],
      findings: [{ resource: "mapping", property: "eventSourceArn", message: "is the ARN of a table" }],
    },
  ],
});
