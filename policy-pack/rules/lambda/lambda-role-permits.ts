import { kinds, type Kind } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, notApplicable, undecided, type Yield } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import { destinationsOf } from "../../helpers/function-destinations";
import { functionOf } from "../../helpers/functions";
import { may, permissionsThrough, type Permissions } from "../../iam/effective-permissions";
import { policiesOf } from "../../helpers/event-targets";

/** What a function's role needs to write failed events somewhere (https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html). */
const WRITES: readonly (readonly [Kind, string])[] = [
  [kinds.queue, "sqs:SendMessage"],
  [kinds.topic, "sns:Publish"],
];
/** And to read from a source (https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html). */
const READS: readonly (readonly [Kind, readonly string[]])[] = [
  [kinds.queue, ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]],
  [kinds.stream, ["kinesis:GetRecords", "kinesis:GetShardIterator", "kinesis:DescribeStream"]],
  [kinds.dynamodbTable, ["dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:DescribeStream"]],
];
/** What it needs to send traces; what else the daemon calls Lambda does not ask for. */
const TRACES = "xray:PutTraceSegments";

export const lambdaRolePermits = defineRule({
  id: "lambda-role-permits",
  title: "A function's role lets Lambda read its sources, write to its destinations and send its traces",
  rationale:
    "Lambda reads queues and streams, writes failed events and sends traces with the function's own role. It tries when the function or the mapping is created, and refuses it.",
  remediation: "Give the function's role a policy with the action on the resource's ARN.",
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["S4-10", "F"],
  scope: "stack",
  targets: [...kinds.lambdaFunction, ...kinds.eventSourceMapping],
  *check(resource, { stack }) {
    const isMapping = kinds.eventSourceMapping.some((type) => type === resource.type);
    yield* isMapping ? checkMapping(resource, stack) : checkFunction(resource, stack);
  },
});

function* checkFunction(fn: Resource, stack: Stack): Generator<Yield> {
  const destinations = destinationsOf(stack, fn);
  const isTraced = fn.at("tracingConfig", "mode").string === "Active";
  if (destinations.length === 0 && !isTraced) {
    yield notApplicable("it writes failed events nowhere, and is not traced");
    return;
  }
  const permissions = permissionsThrough(fn, ["role"], stack);
  if (isTraced) {
    yield* checkTracing(permissions);
  }
  for (const { holder, path, property } of destinations) {
    for (const [kind, action] of WRITES) {
      const { targets, certain } = stack.link(holder, path, kind);
      const [target] = certain ? targets : [];
      if (target !== undefined) {
        yield* judge(permissions, [action], target, { holder, property, reads: false });
      }
    }
  }
}

function* checkMapping(mapping: Resource, stack: Stack): Generator<Yield> {
  const fn = functionOf(stack, mapping, ["functionName"]);
  const permissions = fn && permissionsThrough(fn, ["role"], stack);
  for (const [kind, actions] of READS) {
    const link = stack.link(mapping, ["eventSourceArn"], kind);
    // A table's stream is not the table, but depends on it.
    const [target, ...others] =
      link.certain && link.targets.length > 0 ? link.targets : stack.dependenciesOf(mapping, "eventSourceArn", kind);
    if (target !== undefined && others.length === 0) {
      const place = { holder: mapping, property: "eventSourceArn", reads: true };
      yield* judge(permissions, actions, target, place, kind !== kinds.dynamodbTable);
    }
  }
}

/** X-Ray has no resources to grant on (https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html). */
function* checkTracing(permissions: Permissions | undefined): Generator<Yield> {
  const property = "tracingConfig.mode";
  if (permissions === undefined) {
    yield undecided(property, "which role the function has is not known, or it is of another stack");
    return;
  }
  const { answer, statements } = may(permissions, TRACES);
  if (answer === "unknown") {
    yield undecided(property, "whether the role may send traces is not known yet");
  } else if (answer === "no") {
    yield finding(
      property,
      `The function is traced with the role "${permissions.principal.name}", which ${statements.length > 0 ? "is denied" : "is not allowed"} \`${TRACES}\`: Lambda refuses this ("The provided execution role does not have permissions to call PutTraceSegments on XRAY").`,
      {
        remediation:
          `Attach \`arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess\` to "${permissions.principal.name}", or allow it ` +
          "`xray:PutTraceSegments` and `xray:PutTelemetryRecords` on `*`: X-Ray knows no other resource.",
      },
    );
  }
}

interface Place {
  readonly holder: Resource;
  readonly property: string;
  /** Whether Lambda reads from the target; else it writes to it. */
  readonly reads: boolean;
}

/** @param exact whether the target's own ARN is what the action is allowed on; else it is something under it. */
function* judge(
  permissions: Permissions | undefined,
  actions: readonly string[],
  target: Resource,
  { holder, property, reads }: Place,
  exact = true,
): Generator<Yield> {
  if (permissions === undefined) {
    yield undecided(property, "which role the function has is not known, or it is of another stack");
    return;
  }
  const verdicts = actions.map((action) => ({
    action,
    verdict: may(permissions, action, exact ? { resource: target } : undefined),
  }));
  const missing = verdicts.filter(({ verdict }) => verdict.answer === "no").map(({ action }) => action);
  const [first] = missing;
  if (first !== undefined) {
    const denied = verdicts.some(({ verdict }) => verdict.answer === "no" && verdict.statements.length > 0);
    // Reading, a queue's own policy can let the role in as well; for what is sent to it, Lambda asks the role alone.
    if (reads && !denied && isLetInOtherwise(permissions, target)) {
      yield undecided(property, "the queue's own policy may let the role in");
      return;
    }
    const api = `${first.split(":")[1] ?? ""} on ${service(first)}`;
    yield finding(
      property,
      `Lambda ${reads ? "reads" : "sends events to"} "${target.name}" with the role "${permissions.principal.name}", which ${denied ? "is denied" : "is not allowed"} ${missing.map((each) => `\`${each}\``).join(", ")} there: it refuses this ("The provided execution role does not have permissions to call ${api}").`,
      {
        resource: holder,
        remediation: `Give "${permissions.principal.name}" a policy that allows ${actions.map((each) => `\`${each}\``).join(", ")} on the ARN of "${target.name}"${exact ? "" : "'s stream"}.`,
      },
    );
  } else if (verdicts.some(({ verdict }) => verdict.answer === "unknown")) {
    yield undecided(property, "what the role may do there is not known yet");
  }
}

function isLetInOtherwise({ stack }: Permissions, target: Resource): boolean {
  if (!kinds.queue.some((type) => type === target.type)) {
    return false;
  }
  const { sure, possible } = policiesOf(stack, target);
  return possible || sure.length > 0;
}

function service(action: string): string {
  return { sqs: "SQS", sns: "SNS", kinesis: "Kinesis", dynamodb: "DynamoDB" }[action.split(":")[0] ?? ""] ?? "";
}
