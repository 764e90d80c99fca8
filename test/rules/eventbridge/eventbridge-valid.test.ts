import { eventbridgeValid } from "../../../policy-pack/rules/eventbridge/eventbridge-valid";
import { interpolate, json, ref, resource, testRule, unknown } from "../../support";

const RULE = "aws:cloudwatch/eventRule:EventRule";
const TARGET = "aws:cloudwatch/eventTarget:EventTarget";
const SCHEDULE = "aws:scheduler/schedule:Schedule";

type Props = Readonly<Record<string, unknown>>;
const rule = (more: Props = { scheduleExpression: "rate(5 minutes)" }, name = "rule") => resource(RULE, name, more);
const target = (more: Props, name = "target") => resource(TARGET, name, { rule: ref("rule", "name"), ...more });
const bus = resource("aws:cloudwatch/eventBus:EventBus", "bus", { name: "orders" });
const fn = resource("aws:lambda/function:Function", "fn", { handler: "index.handler", role: "r" });
const permission = (more: Props = { sourceArn: ref("rule", "arn") }) =>
  resource("aws:lambda/permission:Permission", "permission", {
    action: "lambda:InvokeFunction",
    function: ref("fn", "name"),
    principal: "events.amazonaws.com",
    ...more,
  });
const queue = (more: Props = {}, name = "queue") => resource("aws:sqs/queue:Queue", name, more);
const topic = (more: Props = {}) => resource("aws:sns/topic:Topic", "topic", more);
const allow = (Action: string, Service = "events.amazonaws.com") =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service }, Action, Resource: "*" }],
  });
const role = (service: string) =>
  resource("aws:iam/role:Role", "role", { assumeRolePolicy: allow("sts:AssumeRole", service) });
const machine = resource("aws:sfn/stateMachine:StateMachine", "machine", { definition: "{}", roleArn: "r" });
const bucket = resource("aws:s3/bucket:Bucket", "uploads", { bucket: "uploads-of-mine" });
const notification = (eventbridge: unknown) =>
  resource("aws:s3/bucketNotification:BucketNotification", "notification", { bucket: ref("uploads"), eventbridge });
const uploaded = (...names: readonly string[]) => ({
  eventPattern: JSON.stringify({
    source: ["aws.s3"],
    "detail-type": ["Object Created"],
    detail: { bucket: { name: names } },
  }),
});
const schedule = (more: Props, to: Props = {}) =>
  resource(SCHEDULE, "schedule", {
    flexibleTimeWindow: { mode: "OFF" },
    scheduleExpression: "rate(1 hours)",
    target: { arn: "arn:aws:sqs:us-east-1:123456789012:jobs", roleArn: ref("role", "arn"), ...to },
    ...more,
  });

testRule(eventbridgeValid, {
  judgedByCompanions: [],
  valid: [
    { name: "a schedule on the default bus", resources: [rule()] },
    { name: "a cron schedule", resources: [rule({ scheduleExpression: "cron(0 2 * * ? *)" })] },
    {
      name: "a schedule on the default bus by name",
      resources: [rule({ scheduleExpression: "rate(1 day)", eventBusName: "default" })],
    },
    {
      name: "a pattern on a bus of its own",
      resources: [bus, rule({ eventPattern: "{}", eventBusName: ref("bus", "name") })],
    },
    {
      name: "a schedule on an unknown bus",
      resources: [rule({ scheduleExpression: "rate(1 day)", eventBusName: unknown })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "an unknown pattern",
      resources: [rule({ eventPattern: unknown })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a function with a permission",
      resources: [rule(), fn, permission(), target({ arn: ref("fn", "arn") })],
    },
    {
      name: "a function with a permission for every rule",
      resources: [rule(), fn, permission({}), target({ arn: ref("fn", "arn") })],
    },
    {
      name: "a function with a permission for the whole bus",
      resources: [
        bus,
        rule({ name: "placed", eventPattern: "{}", eventBusName: ref("bus", "name") }),
        fn,
        permission({ sourceArn: interpolate`arn:aws:events:us-east-1:123456789012:rule/${ref("bus", "name")}/*` }),
        target({ arn: ref("fn", "arn"), eventBusName: ref("bus", "name") }),
      ],
    },
    {
      name: "a function with a permission for something unknown",
      resources: [rule(), fn, permission({ sourceArn: unknown }), target({ arn: ref("fn", "arn") })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a function reached with a role",
      resources: [
        rule(),
        fn,
        role("events.amazonaws.com"),
        target({ arn: ref("fn", "arn"), roleArn: ref("role", "arn") }),
      ],
    },
    {
      name: "a function of another stack",
      resources: [rule(), target({ arn: "arn:aws:lambda:us-east-1:123456789012:function:f" })],
    },
    {
      name: "a queue whose policy lets EventBridge in",
      resources: [
        rule(),
        queue(),
        resource("aws:sqs/queuePolicy:QueuePolicy", "policy", {
          queueUrl: ref("queue"),
          policy: allow("sqs:SendMessage"),
        }),
        target({ arn: ref("queue", "arn") }),
      ],
    },
    {
      name: "a queue whose policy is not known yet",
      resources: [
        rule(),
        queue(),
        resource("aws:sqs/queuePolicy:QueuePolicy", "policy", {
          queueUrl: ref("queue"),
          policy: json({
            Statement: [
              {
                Effect: "Allow",
                Principal: { Service: "events.amazonaws.com" },
                Action: "sqs:SendMessage",
                Resource: ref("queue", "arn"),
              },
            ],
          }),
        }),
        target({ arn: ref("queue", "arn") }),
      ],
      undecided: ["preview"],
    },
    {
      name: "a topic with a policy of its own",
      resources: [rule(), topic({ policy: allow("sns:*") }), target({ arn: ref("topic", "arn") })],
    },
    {
      name: "a log group, whose policy is the account's",
      resources: [
        rule(),
        resource("aws:cloudwatch/logGroup:LogGroup", "events", { name: "/aws/events/all" }),
        target({ arn: ref("events", "arn") }),
      ],
    },
    {
      name: "a state machine with a role",
      resources: [
        rule(),
        machine,
        role("events.amazonaws.com"),
        target({ arn: ref("machine", "arn"), roleArn: ref("role", "arn") }),
      ],
    },
    {
      name: "undelivered events in a queue that takes them",
      resources: [
        rule(),
        queue({ policy: allow("sqs:SendMessage") }),
        target({
          arn: "arn:aws:lambda:us-east-1:123456789012:function:f",
          deadLetterConfig: { arn: ref("queue", "arn") },
        }),
      ],
    },
    {
      name: "a bucket that sends its events",
      resources: [bucket, notification(true), rule(uploaded("uploads-of-mine"))],
    },
    { name: "a bucket of another stack", resources: [bucket, rule(uploaded("uploads-of-others"))] },
    {
      name: "calls of S3's API, by CloudTrail",
      resources: [
        bucket,
        rule({
          eventPattern: JSON.stringify({
            source: ["aws.s3"],
            "detail-type": ["AWS API Call via CloudTrail"],
            detail: { requestParameters: { bucketName: ["uploads-of-mine"] } },
          }),
        }),
      ],
    },
    {
      name: "a bucket that may send its events",
      resources: [bucket, notification(unknown), rule(uploaded("uploads-of-mine"))],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "five targets",
      resources: [
        rule(),
        ...[1, 2, 3, 4, 5].map((each) =>
          target({ arn: "arn:aws:lambda:us-east-1:123456789012:function:f" }, `t${each}`),
        ),
      ],
    },
    { name: "a schedule of EventBridge Scheduler", resources: [role("scheduler.amazonaws.com"), schedule({})] },
    {
      name: "one at a time",
      resources: [
        role("scheduler.amazonaws.com"),
        queue(),
        schedule({ scheduleExpression: "at(2030-01-31T08:00:00)" }, { deadLetterConfig: { arn: ref("queue", "arn") } }),
      ],
    },
  ],
  invalid: [
    {
      name: "a schedule on a bus of the stack",
      resources: [bus, rule({ scheduleExpression: "rate(5 minutes)", eventBusName: ref("bus", "name") })],
      findings: [{ resource: "rule", property: "eventBusName", message: "default bus only" }],
    },
    {
      name: "a schedule on a bus whose ARN is not known yet",
      resources: [bus, rule({ scheduleExpression: "rate(5 minutes)", eventBusName: ref("bus", "arn") })],
      findings: [{ resource: "rule", property: "eventBusName", message: "default bus only" }],
    },
    {
      name: "a schedule on a bus of another stack",
      resources: [rule({ scheduleExpression: "rate(5 minutes)", eventBusName: "orders" })],
      findings: [{ resource: "rule", property: "eventBusName", message: "default bus only" }],
    },
    {
      name: "a wrong unit",
      resources: [rule({ scheduleExpression: "rate(1 minutes)" })],
      findings: [{ resource: "rule", property: "scheduleExpression", message: "1 takes the singular" }],
    },
    {
      name: "a crontab",
      resources: [rule({ scheduleExpression: "cron(0 2 * * *)" })],
      findings: [{ resource: "rule", property: "scheduleExpression", message: "has 5 fields" }],
    },
    {
      name: "neither schedule nor pattern",
      resources: [rule({ description: "later" })],
      findings: [{ resource: "rule", property: "", message: "neither a schedule nor a pattern" }],
    },
    {
      name: "a value that is not a list",
      resources: [rule({ eventPattern: '{"source":"aws.ec2"}' })],
      findings: [{ resource: "rule", property: "eventPattern.source", message: "must be a list" }],
    },
    {
      name: "an event of another service",
      resources: [
        rule({ eventPattern: '{"source":["aws.codecommit"],"detail-type":["CodeBuild Build State Change"]}' }),
      ],
      findings: [{ resource: "rule", property: 'eventPattern["detail-type"]', message: "it never matches" }],
    },
    {
      name: "a bucket that sends nothing",
      resources: [bucket, rule(uploaded("uploads-of-mine"))],
      findings: [{ resource: "rule", property: "eventPattern", message: "S3 sends none to EventBridge" }],
    },
    {
      name: "a bucket that notifies somebody else",
      resources: [bucket, notification(false), rule(uploaded("uploads-of-mine"))],
      findings: [{ resource: "rule", property: "eventPattern", message: 'waits for events of "uploads"' }],
    },
    {
      name: "six targets",
      resources: [
        rule(),
        ...[1, 2, 3, 4, 5, 6].map((each) =>
          target({ arn: "arn:aws:lambda:us-east-1:123456789012:function:f" }, `t${each}`),
        ),
      ],
      findings: [{ resource: "rule", property: "", message: "The rule has 6 targets" }],
    },
    {
      name: "a quota of one",
      settings: { mostTargets: 1 },
      resources: [
        rule(),
        ...[1, 2].map((each) => target({ arn: "arn:aws:lambda:us-east-1:123456789012:function:f" }, `t${each}`)),
      ],
      findings: [{ resource: "rule", property: "", message: "EventBridge takes 1" }],
    },
    {
      name: "a target on the wrong bus",
      resources: [
        bus,
        rule({ eventPattern: "{}", eventBusName: ref("bus", "name") }),
        target({ arn: "arn:aws:lambda:us-east-1:123456789012:function:f" }),
      ],
      findings: [{ resource: "target", property: "eventBusName", message: "does not exist on EventBus default" }],
    },
    {
      name: "a function without a permission",
      resources: [rule(), fn, target({ arn: ref("fn", "arn") })],
      findings: [
        { resource: "target", property: "arn", message: 'No permission lets EventBridge invoke "fn" for "rule"' },
      ],
    },
    {
      name: "a function with a permission for another rule",
      resources: [
        rule(),
        rule({ eventPattern: "{}" }, "other"),
        fn,
        permission({ sourceArn: ref("other", "arn") }),
        target({ arn: ref("fn", "arn") }),
      ],
      findings: [{ resource: "target", property: "arn", message: "No permission lets EventBridge" }],
    },
    {
      name: "a permission that forgets the bus",
      modes: ["preview", "up"],
      resources: [
        bus,
        rule({ name: "placed", eventPattern: "{}", eventBusName: ref("bus", "name") }),
        fn,
        permission({ sourceArn: "arn:aws:events:us-east-1:123456789012:rule/placed" }),
        target({ arn: ref("fn", "arn"), eventBusName: ref("bus", "name") }),
      ],
      findings: [{ resource: "target", property: "arn", message: "No permission lets EventBridge" }],
    },
    {
      name: "a topic without a policy, for two rules",
      resources: [
        rule(),
        topic(),
        target({ arn: ref("topic", "arn") }),
        target({ arn: ref("topic", "arn") }, "second"),
      ],
      findings: [{ resource: "second", property: "arn", message: 'This holds for "second" and "target"' }],
    },
    {
      name: "a queue with a policy for somebody else",
      resources: [
        rule(),
        queue({ policy: allow("sqs:SendMessage", "sns.amazonaws.com") }),
        target({ arn: ref("queue", "arn") }),
      ],
      findings: [{ resource: "target", property: "arn", message: "does not let EventBridge in" }],
    },
    {
      name: "a state machine without a role",
      resources: [rule(), machine, target({ arn: ref("machine", "arn") })],
      findings: [{ resource: "target", property: "roleArn", message: 'The target "machine" needs a role' }],
    },
    {
      name: "a project of another stack without a role",
      resources: [rule(), target({ arn: "arn:aws:codebuild:us-east-1:123456789012:project/app" })],
      findings: [{ resource: "target", property: "roleArn", message: "needs a role" }],
    },
    {
      name: "a task without a role, on a cluster nobody knows",
      modes: ["up"],
      resources: [rule(), target({ arn: "my-cluster", ecsTarget: { taskDefinitionArn: "app" } })],
      findings: [{ resource: "target", property: "roleArn", message: "`ecsTarget` needs a role" }],
    },
    {
      name: "a role for another service",
      resources: [
        rule(),
        machine,
        role("states.amazonaws.com"),
        target({ arn: ref("machine", "arn"), roleArn: ref("role", "arn") }),
      ],
      findings: [{ resource: "target", property: "roleArn", message: "does not let `events.amazonaws.com` assume it" }],
    },
    {
      name: "undelivered events in a topic",
      resources: [
        rule(),
        topic({ policy: allow("sns:Publish") }),
        target({ arn: ref("topic", "arn"), deadLetterConfig: { arn: ref("topic", "arn") } }),
      ],
      findings: [{ resource: "target", property: "deadLetterConfig.arn", message: '"topic" is no queue' }],
    },
    {
      name: "undelivered events in a bucket of another stack",
      resources: [
        rule(),
        target({
          arn: "arn:aws:lambda:us-east-1:123456789012:function:f",
          deadLetterConfig: { arn: "arn:aws:s3:::letters" },
        }),
      ],
      findings: [{ resource: "target", property: "deadLetterConfig.arn", message: "is no queue" }],
    },
    {
      name: "undelivered events in a queue that does not take them",
      resources: [
        rule(),
        queue(),
        target({
          arn: "arn:aws:lambda:us-east-1:123456789012:function:f",
          deadLetterConfig: { arn: ref("queue", "arn") },
        }),
      ],
      findings: [
        { resource: "target", property: "deadLetterConfig.arn", message: '"queue" has no policy', severity: "medium" },
      ],
    },
    {
      name: "a schedule of Scheduler with a role for rules, a crontab and a topic for what fails",
      resources: [
        role("events.amazonaws.com"),
        topic(),
        schedule({ scheduleExpression: "cron(0 2 * * *)" }, { deadLetterConfig: { arn: ref("topic", "arn") } }),
      ],
      findings: [
        { resource: "schedule", property: "scheduleExpression", message: "has 5 fields" },
        { resource: "schedule", property: "target.roleArn", message: "does not let `scheduler.amazonaws.com`" },
        { resource: "schedule", property: "target.deadLetterConfig.arn", message: "is no queue" },
      ],
    },
  ],
});
