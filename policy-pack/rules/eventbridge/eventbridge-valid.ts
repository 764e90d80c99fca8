import { kinds, type Kind } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import {
  defineRule,
  finding,
  undecided,
  type SettingsSchema,
  type Severity,
  type StackRuleContext,
  type Yield,
} from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import type { Value } from "../../engine/value";
import { companionsOf } from "../../helpers/buckets";
import { checksByKind } from "../../helpers/checks-by-kind";
import { isDeclared } from "../../helpers/declared";
import { bucketsAskedFor, patternFaults, readPattern } from "../../helpers/event-patterns";
import { isOnCustomBus, isSourceRule, ruleOf, serviceIn, targetOf } from "../../helpers/event-rule-access";
import { policiesOf } from "../../helpers/event-targets";
import { invokersOf } from "../../helpers/function-invokers";
import { FUNCTIONS } from "../../helpers/functions";
import { scheduleFault, type ScheduleService } from "../../helpers/schedule-expressions";
import { admitsService, trustsService } from "../../helpers/service-access";
import type { Answer } from "../../iam/answer";
import { segmentsOf } from "../../helpers/values-at";
import { quotedNames } from "../../helpers/words";

const SERVICE = "events.amazonaws.com";
const SCHEDULER = "scheduler.amazonaws.com";
/** What programs give for a dead-letter queue. */
const DEAD_LETTER_KINDS: Kind = [
  ...kinds.queue,
  ...kinds.topic,
  ...FUNCTIONS,
  ...kinds.stream,
  ...kinds.firehose,
  ...kinds.bucket,
  ...kinds.logGroup,
];
const SQS = "sqs:SendMessage";
const MOST_NAMED = 3;
/** Blocks of a target that make EventBridge act in the account, for which it needs a role. */
const ACTING_BLOCKS = ["ecsTarget", "batchTarget", "kinesisTarget"];

const settings = {
  mostTargets: {
    type: "integer",
    minimum: 1,
    description: "The account's quota of targets per rule.",
    default: 5,
  },
} as const satisfies SettingsSchema;

export const eventbridgeValid = defineRule({
  id: "eventbridge-valid",
  title: "EventBridge takes the rule, and events reach its targets",
  rationale:
    "A preview does not ask EventBridge: it refuses the rule or the target half way, or takes both and drops every event without a word.",
  remediation: "Correct the property as the message says.",
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["F"],
  settings,
  scope: "stack",
  ...checksByKind([kinds.eventRule, checkRule], [kinds.eventTarget, checkTarget], [kinds.schedule, checkSchedule]),
});

function* checkRule(rule: Resource, { stack, settings: given }: StackRuleContext): Generator<Yield> {
  const mostTargets = given.mostTargets as number;
  const schedule = rule.at("scheduleExpression");
  const pattern = rule.at("eventPattern");
  const isScheduled = isDeclared(stack, rule, "scheduleExpression") && schedule.string !== "";
  if (isScheduled) {
    yield* checkBus(rule, stack);
    yield* checkExpression(schedule, "rule");
  } else if (!isDeclared(stack, rule, "eventPattern")) {
    yield finding("", "The rule has neither a schedule nor a pattern: EventBridge refuses it.", {
      remediation: "Set `eventPattern` or `scheduleExpression`.",
    });
  }
  if (pattern.unknown && isDeclared(stack, rule, "eventPattern")) {
    yield undecided(pattern, "the pattern is not known yet");
  }
  for (const { at, message, remediation } of patternFaults(pattern)) {
    yield finding(at, message, { remediation });
  }
  yield* checkBuckets(pattern, stack);
  const targets = stack
    .companions(rule, kinds.eventRule, kinds.eventTarget, "rule")
    .filter((each) => ruleOf(stack, each) === rule);
  if (targets.length > mostTargets) {
    const names = targets.map(({ name }) => name);
    yield finding(
      "",
      `The rule has ${targets.length} targets (${quotedNames(names, MOST_NAMED)}); EventBridge takes ${mostTargets}.`,
      {
        remediation: "Make a second rule with the same pattern, or send to one topic with several subscribers.",
      },
    );
  }
}

/** "ScheduleExpression is supported only on the default event bus" (https://github.com/aws-controllers-k8s/community/issues/1984). */
function* checkBus(rule: Resource, stack: Stack): Generator<Yield> {
  const bus = rule.at("eventBusName");
  const custom = isOnCustomBus(stack, rule);
  if (custom === "unknown") {
    yield undecided(bus, "which bus this is, is not known yet");
  } else if (custom === "yes") {
    yield finding(
      bus,
      "A rule with a schedule is on a bus of its own: EventBridge runs schedules on the default bus only, and refuses the rule.",
      {
        remediation: "Remove `eventBusName`, from the rule and from its targets; or use `aws.scheduler.Schedule`.",
      },
    );
  }
}

function* checkExpression(expression: Value, service: ScheduleService): Generator<Yield> {
  if (expression.unknown) {
    yield undecided(expression, "the schedule is not known yet");
  }
  const fault = expression.string === undefined ? undefined : scheduleFault(expression.string, service);
  if (fault !== undefined) {
    yield finding(
      expression,
      `${expression.show()} ${fault.what}. AWS refuses it ("Parameter ScheduleExpression is not valid").`,
      { remediation: fault.remediation },
    );
  }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-event-notifications-eventbridge.html. */
function* checkBuckets(pattern: Value, stack: Stack): Generator<Yield> {
  const read = pattern.string === undefined ? undefined : readPattern(pattern);
  const names = read === undefined ? [] : bucketsAskedFor(read);
  const buckets = names.map((name) => stack.ofKind(kinds.bucket).find((each) => each.at("bucket").string === name));
  // One that speaks up is enough for the rule to work.
  const known = buckets.filter((bucket) => bucket !== undefined);
  if (names.length === 0 || known.length < names.length) {
    return;
  }
  const answers = known.map((bucket) => sendsEvents(stack, bucket));
  if (answers.every((answer) => answer === "no")) {
    yield finding(
      pattern,
      `The pattern waits for events of ${quotedNames(
        known.map(({ name }) => name),
        MOST_NAMED,
      )}, and S3 sends none to EventBridge until it is told to: the rule never matches.`,
      {
        remediation:
          "Add `new aws.s3.BucketNotification(name, { bucket: bucket.id, eventbridge: true })`, or set `eventbridge: true` on the one there is.",
      },
    );
  } else if (!answers.includes("yes")) {
    yield undecided(pattern, "whether the bucket sends its events to EventBridge is not known yet");
  }
}

function sendsEvents(stack: Stack, bucket: Resource): Answer {
  const { sure, possible } = companionsOf(stack, bucket, kinds.bucketNotification);
  const switches = sure.map((each) => each.at("eventbridge"));
  if (switches.some(({ boolean }) => boolean === true)) {
    return "yes";
  }
  return possible.length > 0 || switches.some(({ unknown }) => unknown) ? "unknown" : "no";
}

function* checkTarget(target: Resource, { stack }: StackRuleContext): Generator<Yield> {
  const rule = ruleOf(stack, target);
  if (rule !== undefined && isOnCustomBus(stack, rule) === "yes" && !isDeclared(stack, target, "eventBusName")) {
    yield finding(
      "eventBusName",
      `The rule "${rule.name}" is on a bus of its own, and the target looks for it on the default bus: EventBridge refuses the target ("Rule does not exist on EventBus default").`,
      { remediation: "Set the target's `eventBusName` to the rule's." },
    );
  }
  const { access, resource, open } = targetOf(stack, target);
  const hasRole = isDeclared(stack, target, "roleArn");
  if (open) {
    yield undecided("arn", "what the target is, is not known yet");
  }
  const block = ACTING_BLOCKS.find((each) => isDeclared(stack, target, each) && target.at(each).items.length > 0);
  if (
    (access?.by === "role" || block !== undefined) &&
    !hasRole &&
    !(rule !== undefined && isDeclared(stack, rule, "roleArn"))
  ) {
    const what =
      resource === undefined ? `The target \`${block ?? target.at("arn").show()}\`` : `The target "${resource.name}"`;
    yield finding("roleArn", `${what} needs a role: EventBridge refuses it ("RoleArn is required for target").`, {
      remediation: `Set \`roleArn\` to a role that trusts \`${SERVICE}\` and may start the target.`,
    });
  }
  yield* checkTrust(target, target.at("roleArn"), SERVICE, stack);
  // A role does instead of a policy (https://aws.amazon.com/about-aws/whats-new/2025/03/amazon-eventbridge-iam-execution-role-all-targets/).
  if (resource !== undefined && !hasRole && access?.by === "permission") {
    yield* checkPermission(resource, rule, stack);
  } else if (resource !== undefined && !hasRole && access?.action !== undefined) {
    yield* checkPolicy(target, resource, target.at("arn"), access.action, stack);
  }
  yield* checkDeadLetters(target, target.at("deadLetterConfig", "arn"), stack, true);
}

/** "Provided role … cannot be assumed by principal 'events.amazonaws.com'". */
function* checkTrust(resource: Resource, roleArn: Value, service: string, stack: Stack): Generator<Yield> {
  const { targets, certain } = stack.link(resource, segmentsOf(roleArn), kinds.role);
  const [role] = certain ? targets : [];
  const trusts = role && trustsService(role, service);
  if (trusts === "no") {
    yield finding(roleArn, `The role "${role?.name ?? ""}" does not let \`${service}\` assume it: AWS refuses this.`, {
      remediation: `Allow \`sts:AssumeRole\` for \`Service: "${service}"\` in the role's \`assumeRolePolicy\`.`,
    });
  } else if (trusts === "unknown") {
    yield undecided(roleArn, "whom the role trusts is not known yet");
  }
}

function* checkPermission(fn: Resource, rule: Resource | undefined, stack: Stack): Generator<Yield> {
  const { admits } = invokersOf(stack, fn, SERVICE, (permission) => isSourceRule(stack, rule, permission));
  if (admits === "no") {
    yield finding(
      "arn",
      `No permission lets EventBridge invoke "${fn.name}" for ${rule === undefined ? "the rule" : `"${rule.name}"`}: every event is dropped, and nothing says so.`,
      {
        remediation: `Add \`new aws.lambda.Permission(name, { action: "lambda:InvokeFunction", function: fn.name, principal: "${SERVICE}", sourceArn: rule.arn })\`.`,
      },
    );
  } else if (admits === "unknown") {
    yield undecided("arn", `whether EventBridge may invoke "${fn.name}" is not known yet`);
  }
}

/** Once for all that send to the same topic or queue: one policy lets all of them in. */
function* checkPolicy(
  target: Resource,
  holder: Resource,
  at: Value,
  action: string,
  stack: Stack,
  severity?: Severity,
): Generator<Yield> {
  const { sure, possible } = policiesOf(stack, holder);
  const answer = admitsService(
    sure.map(({ value }) => value),
    SERVICE,
    [action],
  );
  if (answer === "unknown" || (answer === "no" && possible)) {
    yield undecided(at, `whether the policy of "${holder.name}" lets EventBridge in is not known yet`);
    return;
  }
  const kind: Kind = [holder.type];
  const path = segmentsOf(at);
  const users = stack
    .companions(holder, kind, kinds.eventTarget, ...path)
    .filter((each) => stack.link(each, path, kind).certain);
  if (answer === "no" && (users.length === 0 || users[0] === target)) {
    const why = sure.length === 0 ? "has no policy" : "has a policy that does not let EventBridge in";
    const others =
      users.length > 1
        ? ` This holds for ${quotedNames(
            users.map(({ name }) => name),
            MOST_NAMED,
          )}.`
        : "";
    yield finding(at, `"${holder.name}" ${why}: every event sent there is dropped, and nothing says so.${others}`, {
      severity,
      ...(users.length > 1 ? { about: users } : {}),
      remediation: `Give it a policy with \`{ Effect: "Allow", Principal: { Service: "${SERVICE}" }, Action: "${action}", Resource: arn, Condition: { ArnEquals: { "aws:SourceArn": rule.arn } } }\`.`,
    });
  }
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html. */
function* checkDeadLetters(resource: Resource, arn: Value, stack: Stack, byPolicy: boolean): Generator<Yield> {
  if (arn.absent) {
    return;
  }
  const { targets, certain } = stack.link(resource, segmentsOf(arn), DEAD_LETTER_KINDS);
  const [letters] = certain ? targets : [];
  const isQueue = letters === undefined ? undefined : letters.is(kinds.queue);
  const service = serviceIn(arn.string ?? "");
  if (isQueue === false || (letters === undefined && service !== undefined && service !== "sqs")) {
    yield finding(
      arn,
      `${letters === undefined ? arn.show() : `"${letters.name}"`} is no queue: undelivered events go to an SQS queue, and AWS refuses anything else.`,
      {
        remediation: "Make an `aws.sqs.Queue` for them, and pass its `arn`.",
      },
    );
  } else if (letters !== undefined && byPolicy) {
    yield* checkPolicy(resource, letters, arn, SQS, stack, "medium");
  }
}

/** EventBridge Scheduler acts with a role, also towards the dead-letter queue. */
function* checkSchedule(schedule: Resource, { stack }: StackRuleContext): Generator<Yield> {
  yield* checkExpression(schedule.at("scheduleExpression"), "scheduler");
  yield* checkTrust(schedule, schedule.at("target", "roleArn"), SCHEDULER, stack);
  yield* checkDeadLetters(schedule, schedule.at("target", "deadLetterConfig", "arn"), stack, false);
}
