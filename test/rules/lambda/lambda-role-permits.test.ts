import { lambdaRolePermits } from "../../../policy-pack/rules/lambda/lambda-role-permits";
import { json, ref, resource, testRule } from "../../support";

const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
});
const role = resource("aws:iam/role:Role", "role", { assumeRolePolicy: TRUST });
const basic = resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "basic", {
  role: ref("role", "name"),
  policyArn: "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
});
const policy = (actions: readonly string[], on: unknown, effect = "Allow", name = "policy") =>
  resource("aws:iam/rolePolicy:RolePolicy", name, {
    role: ref("role"),
    policy: json({ Version: "2012-10-17", Statement: [{ Effect: effect, Action: actions, Resource: on }] }),
  });
const fn = (props: Readonly<Record<string, unknown>> = {}) =>
  resource("aws:lambda/function:Function", "fn", {
    runtime: "nodejs22.x",
    handler: "index.handler",
    role: ref("role", "arn"),
    ...props,
  });
const failed = resource("aws:sqs/queue:Queue", "failed");
const topic = resource("aws:sns/topic:Topic", "alerts");
const dlq = { deadLetterConfig: { targetArn: ref("failed", "arn") } };
const mapping = (eventSourceArn: unknown) =>
  resource("aws:lambda/eventSourceMapping:EventSourceMapping", "mapping", {
    functionName: ref("fn", "arn"),
    eventSourceArn,
  });
const traced = { tracingConfig: { mode: "Active" } };
const daemon = resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "xray", {
  role: ref("role", "name"),
  policyArn: "arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess",
});
const orders = resource("aws:sqs/queue:Queue", "orders");
const READ = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"];
const table = resource("aws:dynamodb/table:Table", "table", { streamEnabled: true, streamViewType: "NEW_IMAGE" });

testRule(lambdaRolePermits, {
  valid: [
    { name: "nothing to write or read", resources: [role, basic, fn()], outcome: "notApplicable" },
    {
      name: "traces only of what a traced caller asks for",
      resources: [role, basic, fn({ tracingConfig: { mode: "PassThrough" } })],
      outcome: "notApplicable",
    },
    { name: "traced, with the policy AWS wrote for it", resources: [role, basic, daemon, fn(traced)] },
    {
      name: "traced, with a policy of one's own",
      resources: [role, basic, policy(["xray:PutTraceSegments", "xray:PutTelemetryRecords"], "*"), fn(traced)],
    },
    {
      name: "traced, with a document that may allow it",
      resources: [role, basic, policy(["xray:Put*"], ref("failed", "arn")), failed, fn(traced)],
      undecided: ["preview"],
    },
    {
      name: "traced, with a role of another stack",
      resources: [fn({ ...traced, role: "arn:aws:iam::210987654321:role/elsewhere" })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a role that may send",
      resources: [role, failed, policy(["sqs:SendMessage"], ref("failed", "arn")), fn(dlq)],
      undecided: ["preview"],
    },
    { name: "a role that may send anything", resources: [role, failed, policy(["sqs:*"], "*"), fn(dlq)] },
    {
      name: "a topic for failures",
      resources: [
        role,
        topic,
        policy(["sns:Publish"], "*"),
        fn({ deadLetterConfig: { targetArn: ref("alerts", "arn") } }),
      ],
    },
    {
      name: "a role of another stack",
      resources: [failed, fn({ ...dlq, role: "arn:aws:iam::210987654321:role/elsewhere" })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a policy of the stack whose document is not known yet",
      resources: [
        role,
        failed,
        resource("aws:iam/policy:Policy", "custom", {
          policy: json({ Statement: [{ Effect: "Allow", Action: "sqs:SendMessage", Resource: ref("failed", "arn") }] }),
        }),
        resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "attached", {
          role: ref("role", "name"),
          policyArn: ref("custom", "arn"),
        }),
        fn(dlq),
      ],
      undecided: ["preview"],
    },
    {
      name: "a destination of another stack",
      resources: [role, basic, fn({ deadLetterConfig: { targetArn: "arn:aws:sqs:eu-west-1:210987654321:elsewhere" } })],
      modes: ["preview"],
    },
    {
      name: "a queue the role may read",
      resources: [role, orders, policy(READ, "*"), fn(), mapping(ref("orders", "arn"))],
    },
    {
      name: "the policy AWS wrote for queues",
      resources: [
        role,
        orders,
        resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "sqs", {
          role: ref("role", "name"),
          policyArn: "arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole",
        }),
        fn(),
        mapping(ref("orders", "arn")),
      ],
    },
    {
      name: "a queue whose own policy may let the role in",
      resources: [
        role,
        basic,
        orders,
        resource("aws:sqs/queuePolicy:QueuePolicy", "open", { queueUrl: ref("orders", "url"), policy: "{}" }),
        fn(),
        mapping(ref("orders", "arn")),
      ],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a stream the role may read",
      resources: [
        role,
        table,
        policy(
          ["dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:DescribeStream", "dynamodb:ListStreams"],
          ref("table", "streamArn"),
        ),
        fn(),
        mapping(ref("table", "streamArn")),
      ],
      undecided: ["preview"],
    },
  ],
  invalid: [
    {
      name: "traced, with a role that may only log",
      resources: [role, basic, fn(traced)],
      findings: [
        {
          resource: "fn",
          property: "tracingConfig.mode",
          message: 'with the role "role", which is not allowed `xray:PutTraceSegments`: Lambda refuses this',
          severity: "high",
        },
      ],
    },
    {
      name: "traced, with a role that is denied it",
      resources: [role, basic, daemon, policy(["xray:*"], "*", "Deny"), fn(traced)],
      findings: [{ resource: "fn", message: "which is denied `xray:PutTraceSegments`" }],
    },
    {
      name: "a role that may only log",
      resources: [role, basic, failed, fn(dlq)],
      findings: [
        {
          resource: "fn",
          property: "deadLetterConfig.targetArn",
          message:
            /"failed" with the role "role", which is not allowed `sqs:SendMessage` .* permissions to call SendMessage on SQS/,
          severity: "high",
        },
      ],
    },
    {
      name: "a role that may send elsewhere only",
      resources: [role, failed, policy(["sqs:SendMessage"], "arn:aws:sqs:eu-west-1:123456789012:other"), fn(dlq)],
      modes: ["up"],
      findings: [{ resource: "fn", message: "is not allowed `sqs:SendMessage`" }],
    },
    {
      name: "a role that is denied it",
      resources: [role, failed, policy(["sqs:*"], "*"), policy(["sqs:SendMessage"], "*", "Deny", "deny"), fn(dlq)],
      findings: [{ resource: "fn", message: "which is denied `sqs:SendMessage`" }],
    },
    {
      name: "a destination for failures",
      resources: [
        role,
        basic,
        topic,
        fn(),
        resource("aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig", "async", {
          functionName: ref("fn", "name"),
          destinationConfig: { onFailure: { destination: ref("alerts", "arn") } },
        }),
      ],
      findings: [{ resource: "async", property: "destinationConfig.onFailure.destination", message: "`sns:Publish`" }],
    },
    {
      name: "a queue the role may not read",
      resources: [role, basic, orders, fn(), mapping(ref("orders", "arn"))],
      findings: [
        {
          resource: "mapping",
          property: "eventSourceArn",
          message: /not allowed `sqs:ReceiveMessage`, `sqs:DeleteMessage`, `sqs:GetQueueAttributes`/,
        },
      ],
    },
    {
      name: "a queue whose messages it may not delete",
      resources: [
        role,
        orders,
        policy(["sqs:ReceiveMessage", "sqs:GetQueueAttributes"], "*"),
        fn(),
        mapping(ref("orders", "arn")),
      ],
      findings: [{ resource: "mapping", message: "permissions to call DeleteMessage on SQS" }],
    },
    {
      name: "a stream the role may not read",
      resources: [role, basic, table, fn(), mapping(ref("table", "streamArn"))],
      findings: [{ resource: "mapping", property: "eventSourceArn", message: "GetRecords on DynamoDB" }],
    },
  ],
});
