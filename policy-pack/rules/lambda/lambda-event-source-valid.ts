import { kinds, type Kind } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, undecided, type Yield } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import { isDeclared } from "../../helpers/declared";
import { functionOf } from "../../helpers/functions";

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html */
const DEFAULT_TIMEOUT = 3;
/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html */
const DEFAULT_VISIBILITY = 30;
/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html */
const LARGEST_BATCH_WITHOUT_WINDOW = 10;
const STREAMS: Kind = [...kinds.stream, ...kinds.dynamodbTable];

export const lambdaEventSourceValid = defineRule({
  id: "lambda-event-source-valid",
  title: "Lambda accepts event source mappings",
  rationale:
    "Lambda checks a mapping against its queue or stream and its function when it is created, which is late in a deployment.",
  remediation: "Correct the property as the message says.",
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["S4-10", "F"],
  scope: "stack",
  targets: kinds.eventSourceMapping,
  *check(mapping, { stack }) {
    const queues = stack.link(mapping, ["eventSourceArn"], kinds.queue);
    const [queue] = queues.certain ? queues.targets : [];
    const isQueue = queue !== undefined || isArnOf(mapping, "sqs");
    if (isQueue) {
      yield* checkQueueMapping(mapping, queue);
    } else if (readsStream(mapping, stack)) {
      yield* checkStreamMapping(mapping, stack);
    }
    if (queue !== undefined) {
      yield* checkVisibility(mapping, queue, stack);
    } else if (mapping.at("eventSourceArn").unknown && queues.targets.length > 0) {
      yield undecided("eventSourceArn", "which queue this is, is not known yet");
    }
  },
});

function isArnOf(mapping: Resource, service: string): boolean {
  return (mapping.at("eventSourceArn").string ?? "").split(":")[2] === service;
}

function readsStream(mapping: Resource, stack: Stack): boolean {
  return (
    isArnOf(mapping, "kinesis") ||
    isArnOf(mapping, "dynamodb") ||
    stack.dependenciesOf(mapping, "eventSourceArn", STREAMS).length > 0
  );
}

/** "Queue visibility timeout: 30 seconds is less than Function timeout: 60 seconds". */
function* checkVisibility(mapping: Resource, queue: Resource, stack: Stack): Generator<Yield> {
  const fn = functionOf(stack, mapping, ["functionName"]);
  if (fn === undefined) {
    yield undecided("functionName", "which function this is, is not known yet");
    return;
  }
  const visibility = secondsOf(queue, "visibilityTimeoutSeconds", DEFAULT_VISIBILITY, stack);
  const timeout = secondsOf(fn, "timeout", DEFAULT_TIMEOUT, stack);
  if (visibility === undefined || timeout === undefined) {
    yield undecided("eventSourceArn", "the timeout of the queue or the function is not known yet");
  } else if (visibility < timeout) {
    yield finding(
      "visibilityTimeoutSeconds",
      `The queue hides a message for ${visibility} seconds, and "${fn.name}" may work on it for ${timeout}: Lambda refuses the mapping "${mapping.name}" ("Queue visibility timeout: ${visibility} seconds is less than Function timeout: ${timeout} seconds").`,
      {
        resource: queue,
        remediation: `Set \`visibilityTimeoutSeconds\` to at least ${timeout}; AWS advises six times that, ${timeout * 6}.`,
      },
    );
  }
}

/** What a property says, or its default; `undefined` when it is not known yet. */
function secondsOf(resource: Resource, property: string, byDefault: number, stack: Stack): number | undefined {
  return isDeclared(stack, resource, property) ? resource.at(property).number : byDefault;
}

function* checkQueueMapping(mapping: Resource, queue: Resource | undefined): Generator<Yield> {
  const position = mapping.at("startingPosition");
  if (position.string !== undefined && position.string !== "") {
    yield finding(position, `A queue has no position to start from, so Lambda refuses ${position.show()}.`, {
      remediation: "Leave `startingPosition` out.",
    });
  }
  const batch = mapping.at("batchSize");
  const size = batch.number ?? LARGEST_BATCH_WITHOUT_WINDOW;
  const window = mapping.at("maximumBatchingWindowInSeconds");
  const isFifo =
    queue?.at("fifoQueue").boolean === true || (mapping.at("eventSourceArn").string ?? "").endsWith(".fifo");
  if (size <= LARGEST_BATCH_WITHOUT_WINDOW) {
    return;
  }
  if (isFifo) {
    yield finding(
      batch,
      `Lambda takes at most ${LARGEST_BATCH_WITHOUT_WINDOW} messages of a FIFO queue at once, and this is ${size}.`,
      {
        remediation: `Set \`batchSize\` to at most ${LARGEST_BATCH_WITHOUT_WINDOW}.`,
      },
    );
  } else if (!window.unknown && (window.number ?? 0) === 0) {
    yield finding(
      batch,
      `To gather ${size} messages, more than ${LARGEST_BATCH_WITHOUT_WINDOW}, Lambda must be given time: it refuses the mapping ("Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10").`,
      { remediation: "Set `maximumBatchingWindowInSeconds` to at least 1." },
    );
  }
}

function* checkStreamMapping(mapping: Resource, stack: Stack): Generator<Yield> {
  if (mapping.at("startingPosition").absent) {
    yield finding(
      "startingPosition",
      "A stream is read from some position on, and Lambda refuses a mapping that names none.",
      {
        remediation: 'Set `startingPosition: "LATEST"`, or `"TRIM_HORIZON"` for what is in the stream already.',
      },
    );
  }
  const arn = mapping.at("eventSourceArn");
  const [table, ...others] = stack.dependenciesOf(mapping, "eventSourceArn", kinds.dynamodbTable);
  if (isArnOf(mapping, "dynamodb") && arn.string?.includes("/stream/") !== true) {
    yield finding(arn, `${arn.show()} is the ARN of a table, and Lambda reads from its stream.`, {
      remediation: "Use the table's `streamArn`.",
    });
  } else if (table !== undefined && others.length === 0 && hasNoStream(table)) {
    yield finding(arn, `The table "${table.name}" has no stream, so there is nothing to read from.`, {
      remediation: `Set \`streamEnabled: true\` and \`streamViewType: "NEW_AND_OLD_IMAGES"\` on "${table.name}", and use its \`streamArn\`.`,
    });
  }
}

/** A global table has a stream, whatever it says. */
function hasNoStream(table: Resource): boolean {
  const enabled = table.at("streamEnabled");
  const replicas = table.at("replicas");
  return !enabled.unknown && enabled.boolean !== true && !replicas.unknown && replicas.items.length === 0;
}
