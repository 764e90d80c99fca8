import { s3NotificationPermission } from "../../../policy-pack/rules/s3/s3-notification-permission";
import { component, interpolate, json, ref, resource, testRule, unknown } from "../../support";

const BUCKET = "aws:s3/bucket:Bucket";
const NOTIFICATION = "aws:s3/bucketNotification:BucketNotification";
const PERMISSION = "aws:lambda/permission:Permission";
const FUNCTION = "aws:lambda/function:Function";
const ALIAS = "aws:lambda/alias:Alias";
const QUEUE = "aws:sqs/queue:Queue";
const TOPIC = "aws:sns/topic:Topic";

const uploads = resource(BUCKET, "uploads", { forceDestroy: false });
const fn = (name = "thumbs") => resource(FUNCTION, name, { runtime: "nodejs22.x", handler: "index.handler" });
const permission = (more: Readonly<Record<string, unknown>> = {}, options: { parent?: string } = {}) =>
  resource(
    PERMISSION,
    "permission",
    {
      action: "lambda:InvokeFunction",
      function: ref("thumbs", "name"),
      principal: "s3.amazonaws.com",
      sourceArn: ref("uploads", "arn"),
      ...more,
    },
    options,
  );
const EVENTS = { events: ["s3:ObjectCreated:*"] };
const toFunction = (dependsOn: readonly string[] = ["permission"], arn: unknown = ref("thumbs", "arn")) =>
  resource(
    NOTIFICATION,
    "notification",
    { bucket: ref("uploads"), lambdaFunctions: [{ lambdaFunctionArn: arn, ...EVENTS }] },
    { dependsOn },
  );
const toQueue = (dependsOn: readonly string[] = ["policy"]) =>
  resource(
    NOTIFICATION,
    "notification",
    { bucket: ref("uploads"), queues: [{ queueArn: ref("jobs", "arn"), ...EVENTS }] },
    { dependsOn },
  );
const toTopic = (dependsOn: readonly string[] = ["policy"]) =>
  resource(
    NOTIFICATION,
    "notification",
    { bucket: ref("uploads"), topics: [{ topicArn: ref("news", "arn"), ...EVENTS }] },
    { dependsOn },
  );
const queue = (more: Readonly<Record<string, unknown>> = {}) =>
  resource(QUEUE, "jobs", { messageRetentionSeconds: 86400, ...more });
const topic = resource(TOPIC, "news", { displayName: "news" });
const admitting = (action: string, more: Readonly<Record<string, unknown>> = {}) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "s3.amazonaws.com" }, Action: action, Resource: "*", ...more }],
});
const queuePolicy = (policy: unknown) =>
  resource("aws:sqs/queuePolicy:QueuePolicy", "policy", { queueUrl: ref("jobs"), policy });
const topicPolicy = (policy: unknown) =>
  resource("aws:sns/topicPolicy:TopicPolicy", "policy", { arn: ref("news", "arn"), policy });
const LAMBDA_ARN = "lambdaFunctions[0].lambdaFunctionArn";

testRule(s3NotificationPermission, {
  invalid: [
    {
      name: "a function without permission",
      resources: [uploads, fn(), toFunction([])],
      findings: [
        {
          resource: "notification",
          property: LAMBDA_ARN,
          message: 'No permission lets S3 (`s3.amazonaws.com`) invoke "thumbs"',
          severity: "high",
        },
      ],
    },
    {
      name: "a permission the notification does not wait for, all ids unknown in a preview",
      resources: [uploads, fn(), permission(), toFunction([])],
      findings: [{ resource: "notification", property: LAMBDA_ARN, message: 'does not depend on "permission"' }],
    },
    {
      name: "a permission for the objects' ARN",
      resources: [uploads, fn(), permission({ sourceArn: interpolate`${ref("uploads", "arn")}/*` }), toFunction()],
      undecided: ["preview"],
      findings: [{ resource: "permission", property: "sourceArn", message: "is the ARN of the objects" }],
    },
    {
      name: "a permission for the objects of a literal ARN, found in the first preview",
      resources: [uploads, fn(), permission({ sourceArn: "arn:aws:s3:::acme-uploads/*" }), toFunction()],
      findings: [{ resource: "permission", property: "sourceArn", message: "the bucket's own ARN" }],
    },
    {
      name: "a permission for another service",
      resources: [uploads, fn(), permission({ principal: "events.amazonaws.com" }), toFunction()],
      findings: [{ resource: "notification", message: "No permission" }],
    },
    {
      name: "a permission for another bucket",
      resources: [
        uploads,
        resource(BUCKET, "other"),
        fn(),
        permission({ sourceArn: ref("other", "arn") }),
        toFunction(),
      ],
      findings: [{ resource: "notification", message: "No permission" }],
    },
    {
      name: "one of two functions has none",
      resources: [
        uploads,
        fn(),
        fn("index"),
        permission(),
        resource(
          NOTIFICATION,
          "notification",
          {
            bucket: ref("uploads"),
            lambdaFunctions: [{ lambdaFunctionArn: ref("thumbs", "arn") }, { lambdaFunctionArn: ref("index", "arn") }],
          },
          { dependsOn: ["permission"] },
        ),
      ],
      findings: [{ resource: "notification", message: 'invoke "index"' }],
    },
    {
      name: "a queue without policy",
      resources: [uploads, queue(), toQueue([])],
      findings: [{ resource: "notification", property: "queues[0].queueArn", message: '"jobs" has no policy' }],
    },
    {
      name: "a queue's policy that lets in somebody else",
      resources: [
        uploads,
        queue(),
        queuePolicy(JSON.stringify(admitting("sqs:SendMessage", { Principal: { Service: "sns.amazonaws.com" } }))),
        toQueue(),
      ],
      findings: [{ resource: "notification", message: "has a policy that does not let S3 in" }],
    },
    {
      name: "a queue's policy that comes at the same time",
      resources: [
        uploads,
        queue(),
        queuePolicy(json(admitting("sqs:*", { Resource: ref("jobs", "arn") }))),
        toQueue([]),
      ],
      findings: [{ resource: "notification", message: 'does not depend on "policy"' }],
    },
    {
      name: "a topic's policy for the objects' ARN",
      resources: [
        uploads,
        topic,
        topicPolicy(
          admitting("SNS:Publish", { Condition: { ArnLike: { "aws:SourceArn": "arn:aws:s3:::acme-uploads/*" } } }),
        ),
        toTopic(),
      ],
      findings: [
        {
          resource: "policy",
          property: 'policy.Statement[0].Condition.ArnLike["aws:SourceArn"]',
          message: "asks for the ARN of objects",
        },
      ],
    },
    {
      name: "a topic whose policy may only subscribe",
      resources: [uploads, topic, topicPolicy(admitting("sns:Subscribe")), toTopic()],
      findings: [{ resource: "notification", property: "topics[0].topicArn", message: "does not let S3 in" }],
    },
  ],
  valid: [
    { name: "a permission, in order", resources: [uploads, fn(), permission(), toFunction()], undecided: ["preview"] },
    {
      name: "a permission without a source, in order",
      resources: [
        uploads,
        resource(PERMISSION, "permission", {
          action: "lambda:InvokeFunction",
          function: ref("thumbs", "arn"),
          principal: "s3.amazonaws.com",
        }),
        fn(),
        toFunction(),
      ],
    },
    {
      name: "a permission for a literal ARN",
      resources: [
        resource(BUCKET, "uploads", { bucket: "acme-uploads" }),
        fn(),
        permission({ sourceArn: "arn:aws:s3:::acme-uploads" }),
        toFunction(),
      ],
    },
    {
      name: "a permission for every Lambda action",
      resources: [uploads, fn(), permission({ action: "lambda:*", sourceArn: "arn:aws:s3:::*" }), toFunction()],
    },
    {
      name: "a permission inside a component the notification depends on",
      resources: [uploads, component("grants"), fn(), permission({}, { parent: "grants" }), toFunction(["grants"])],
      undecided: ["preview"],
    },
    {
      name: "an alias, and a permission for its function",
      resources: [
        uploads,
        fn(),
        resource(ALIAS, "live", { functionName: ref("thumbs", "name"), functionVersion: "1" }),
        permission(),
        toFunction(["permission"], ref("live", "arn")),
      ],
      undecided: ["preview"],
    },
    {
      name: "a function outside the stack",
      resources: [uploads, toFunction([], "arn:aws:lambda:us-east-1:123456789012:function:far")],
      outcome: "notApplicable",
    },
    {
      name: "EventBridge alone",
      resources: [uploads, resource(NOTIFICATION, "notification", { bucket: ref("uploads"), eventbridge: true })],
      outcome: "notApplicable",
    },
    {
      name: "a queue's policy, in order",
      resources: [
        uploads,
        queue(),
        queuePolicy(
          admitting("sqs:SendMessage", { Condition: { ArnEquals: { "aws:SourceArn": ref("uploads", "arn") } } }),
        ),
        toQueue(),
      ],
    },
    {
      name: "a queue's inline policy, ordered by data flow alone",
      resources: [uploads, queue({ policy: JSON.stringify(admitting("sqs:SendMessage")) }), toQueue([])],
    },
    {
      name: "a topic's policy for everyone from one account",
      resources: [
        uploads,
        topic,
        topicPolicy(
          admitting("SNS:Publish", {
            Principal: { AWS: "*" },
            Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
          }),
        ),
        toTopic(),
      ],
    },
    {
      name: "a target nobody knows yet",
      resources: [uploads, fn(), permission(), toFunction([], unknown)],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a function that may have a policy instead",
      resources: [
        uploads,
        fn(),
        resource("aws:lambda/resourcePolicy:ResourcePolicy", "policy", { policy: unknown }),
        toFunction([]),
      ],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a policy of a queue nobody knows yet",
      resources: [
        uploads,
        queue(),
        resource("aws:sqs/queuePolicy:QueuePolicy", "policy", { queueUrl: unknown, policy: "{}" }),
        toQueue(),
      ],
      undecided: ["preview", "up", "offline"],
    },
  ],
});
