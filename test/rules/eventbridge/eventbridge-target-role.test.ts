import { eventbridgeTargetRole } from "../../../policy-pack/rules/eventbridge/eventbridge-target-role";
import { ref, resource, testRule, unknown } from "../../support";

const rule = resource("aws:cloudwatch/eventRule:EventRule", "rule", { scheduleExpression: "rate(5 minutes)" });
const fn = resource("aws:lambda/function:Function", "fn", { handler: "index.handler", role: "r" });
const queue = resource("aws:sqs/queue:Queue", "queue");
const topic = resource("aws:sns/topic:Topic", "topic");
const role = resource("aws:iam/role:Role", "role", { assumeRolePolicy: "{}" });
const machine = resource("aws:sfn/stateMachine:StateMachine", "machine", { definition: "{}", roleArn: "r" });
const target = (arn: unknown, roleArn?: unknown) =>
  resource("aws:cloudwatch/eventTarget:EventTarget", "target", {
    rule: ref("rule", "name"),
    arn,
    ...(roleArn === undefined ? {} : { roleArn }),
  });
const byRole = ref("role", "arn");

testRule(eventbridgeTargetRole, {
  valid: [
    { name: "a function without a role", resources: [rule, fn, target(ref("fn", "arn"))] },
    { name: "a queue without a role", resources: [rule, queue, target(ref("queue", "arn"))] },
    {
      name: "a state machine with a role",
      resources: [rule, machine, role, target(ref("machine", "arn"), byRole)],
      outcome: "notApplicable",
    },
    {
      name: "something unknown with a role",
      resources: [rule, role, target(unknown, byRole)],
      outcome: "notApplicable",
    },
  ],
  invalid: [
    {
      name: "a function with a role",
      resources: [rule, fn, role, target(ref("fn", "arn"), byRole)],
      findings: [{ resource: "target", property: "roleArn", message: 'The target "fn" takes a resource policy' }],
    },
    {
      name: "a topic with a role nobody knows yet",
      resources: [rule, topic, target(ref("topic", "arn"), unknown)],
      findings: [{ resource: "target", property: "roleArn", message: '"topic"' }],
    },
    {
      name: "a queue with a role of another stack",
      resources: [rule, queue, target(ref("queue", "arn"), "arn:aws:iam::123456789012:role/events")],
      findings: [{ resource: "target", property: "roleArn", message: '"queue"' }],
    },
    {
      name: "a log group of another stack",
      resources: [rule, role, target("arn:aws:logs:us-east-1:123456789012:log-group:/aws/events/all", byRole)],
      findings: [{ resource: "target", property: "roleArn", message: "log-group:/aws/events/all" }],
    },
  ],
});
