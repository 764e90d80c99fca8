import { kinds } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, notApplicable, undecided, type Yield } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import { isDeclared } from "../../helpers/declared";
import { eventInvokeConfigsOf, hasFailurePath } from "../../helpers/function-destinations";
import { asynchronousInvokers } from "../../helpers/functions";
import { quotedNames } from "../../helpers/words";

const MOST_NAMED = 4;

export const lambdaFailurePath = defineRule({
  id: "lambda-failure-path",
  title: "Events a function cannot handle are kept somewhere",
  rationale:
    "Lambda tries an asynchronous event three times and then drops it. Without a queue for what failed, it is lost and nobody learns of it.",
  remediation:
    "Set `deadLetterConfig: { targetArn: queue.arn }` on the function, or `destinationConfig.onFailure` in an `aws.lambda.FunctionEventInvokeConfig`, and let the role send there.",
  severity: "medium",
  enforcement: "advisory",
  family: "guard",
  frameworks: [],
  seeds: ["S4-10", "F"],
  scope: "stack",
  targets: [...kinds.lambdaFunction, ...kinds.eventSourceMapping],
  *check(resource, { stack }) {
    const isMapping = resource.is(kinds.eventSourceMapping);
    yield* isMapping ? checkMapping(resource, stack) : checkFunction(resource, stack);
  },
});

function* checkFunction(fn: Resource, stack: Stack): Generator<Yield> {
  const invokers = asynchronousInvokers(stack).get(fn) ?? [];
  if (invokers.length === 0) {
    yield notApplicable("nothing in the stack invokes it asynchronously");
  } else if (!hasFailurePath(stack, fn)) {
    if (eventInvokeConfigsOf(stack, fn).possible) {
      yield undecided(
        "deadLetterConfig",
        "whether an event invoke configuration is for this function is not known yet",
      );
      return;
    }
    const kindsOf = [...new Set(invokers.map(({ what }) => what))];
    const what = kindsOf.length === 1 ? `${kindsOf[0] ?? ""}${invokers.length > 1 ? "s" : ""}` : "sources";
    const names = quotedNames(
      invokers.map((each) => each.resource.name),
      MOST_NAMED,
    );
    const ofTarget = invokers.some(({ resource }) => hasTargetQueue(resource))
      ? " The dead-letter queue of a target or subscription takes what cannot be delivered, not what the function fails at."
      : "";
    yield finding(
      "deadLetterConfig",
      `The function is invoked asynchronously by the ${what} ${names}, and has neither a dead-letter queue nor a destination for failures: what fails three times is dropped.${ofTarget}`,
      // The clock comes again: what is lost is one run, not somebody's data.
      invokers.every(({ resource }) => isByClock(resource, stack)) ? { severity: "low" } : {},
    );
  }
}

function isByClock(invoker: Resource, stack: Stack): boolean {
  if (invoker.is(kinds.schedule)) {
    return true;
  }
  const rules = invoker.is(kinds.eventTarget)
    ? stack.link(invoker, ["rule"], ["aws:cloudwatch/eventRule:EventRule"]).targets
    : [];
  return (
    rules.length > 0 &&
    rules.every((rule) => !rule.at("scheduleExpression").absent && !isDeclared(stack, rule, "eventPattern"))
  );
}

function hasTargetQueue(invoker: Resource): boolean {
  return ["deadLetterConfig", "redrivePolicy"].some((each) => !invoker.at(each).absent);
}

function* checkMapping(mapping: Resource, stack: Stack): Generator<Yield> {
  const queues = stack.link(mapping, ["eventSourceArn"], kinds.queue);
  const [queue] = queues.targets;
  if (queue !== undefined) {
    yield* checkQueue(mapping, queue, queues.certain, stack);
    return;
  }
  const sources = [...kinds.stream, ...kinds.dynamodbTable];
  const [source] = [
    ...stack.link(mapping, ["eventSourceArn"], sources).targets,
    ...stack.dependenciesOf(mapping, "eventSourceArn", sources),
  ];
  const onFailure = mapping.at("destinationConfig", "onFailure", "destinationArn");
  if (source === undefined) {
    yield notApplicable("what it reads is no queue or stream of this stack");
  } else if (onFailure.absent) {
    yield finding(
      "destinationConfig",
      `When the function fails at a batch of "${source.name}", Lambda tries it again until it expires, which holds up the shard, and then drops it.`,
      {
        remediation:
          "Set `destinationConfig: { onFailure: { destinationArn: queue.arn } }`, `maximumRetryAttempts` and `bisectBatchOnFunctionError: true`.",
      },
    );
  }
}

/** A queue keeps a message until it is handled or too old, unless it is told after how many attempts to put it aside. */
function* checkQueue(mapping: Resource, queue: Resource, certain: boolean, stack: Stack): Generator<Yield> {
  const separate = stack.companions(queue, kinds.queue, kinds.queueRedrivePolicy, "queueUrl");
  const strays = stack.strays(kinds.queue, kinds.queueRedrivePolicy, "queueUrl");
  if (!certain || (separate.length === 0 && strays.length > 0)) {
    yield undecided("eventSourceArn", "which queue this is, or whether it has a redrive policy, is not known yet");
    return;
  }
  const policy = queue.at("redrivePolicy");
  const has = separate.length > 0 || (isDeclared(stack, queue, "redrivePolicy") && policy.string !== "");
  const [first] = stack.companions(queue, kinds.queue, kinds.eventSourceMapping, "eventSourceArn");
  if (!has && (first === undefined || first === mapping)) {
    yield finding(
      "redrivePolicy",
      `"${mapping.name}" gives the queue's messages to a function, and a message it cannot handle comes back until it is too old, and is then dropped: the queue has no dead-letter queue.`,
      {
        resource: queue,
        remediation:
          "Set `redrivePolicy: pulumi.jsonStringify({ deadLetterTargetArn: failed.arn, maxReceiveCount: 5 })` on the queue.",
      },
    );
  }
}
