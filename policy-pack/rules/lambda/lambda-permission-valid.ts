import { isHalfKnown, maskUnknown, MASK } from "../../engine/made-up";
import { kinds } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, undecided, type Yield } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import { asynchronousInvokers, functionOf } from "../../helpers/functions";
import { CALLERS, isSourceOf, POLLED, serviceOf } from "../../helpers/lambda-callers";
import { isNoText } from "../../iam/validity/texts";
import { typeOfUrn } from "../../helpers/urn";

/** What AddPermission takes: everybody, an account, an ARN, a host name (https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html). */
const PRINCIPAL = /^(?:\*|\d{12}|arn:.+|.*\..*)$/s;

export const lambdaPermissionValid = defineRule({
  id: "lambda-permission-valid",
  title: "Permissions let in what really invokes the function",
  rationale:
    "A permission whose principal and source do not belong together is accepted and lets nobody in: events are dropped, or the API answers 500.",
  remediation: "Set `sourceArn` to the ARN with which the service comes.",
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["F"],
  scope: "stack",
  targets: kinds.lambdaPermission,
  *check(permission, { stack }) {
    const principal = permission.at("principal");
    const text = principal.string;
    if (text === undefined) {
      yield undecided(principal, "who may invoke the function is not known yet");
      return;
    }
    const service = serviceOf(text);
    if (service !== undefined && POLLED.has(service)) {
      yield* checkPolled(permission, service, stack);
    } else if (service !== undefined) {
      yield* checkSource(permission, service, stack);
    } else if (!PRINCIPAL.test(text) && !isHalfKnown(text)) {
      yield finding(
        principal,
        `${principal.show()} is no principal, and Lambda refuses it ("The provided principal was invalid").`,
        {
          remediation: `Name a service by its host name${Object.hasOwn(CALLERS, text) ? `: \`${text}.amazonaws.com\`` : ", such as `events.amazonaws.com`"}, or an account by its number.`,
        },
      );
    }
  },
});

/** Nothing comes from a queue or stream: Lambda fetches. Beside a mapping that does so the permission is only idle. */
function* checkPolled(permission: Resource, service: string, stack: Stack): Generator<Yield> {
  const fn = functionOf(stack, permission, ["function"]);
  const mappings = stack.ofKind(kinds.eventSourceMapping);
  const isMapped = mappings.some((mapping) => {
    const mapped = functionOf(stack, mapping, ["functionName"]);
    return fn === undefined || mapped === undefined || mapped === fn;
  });
  if (!isMapped) {
    yield finding(
      "principal",
      `${permission.at("principal").show()} invokes no functions: Lambda itself fetches from it, with an event source mapping, and the stack has none for this function.`,
      {
        remediation: `Create an \`aws.lambda.EventSourceMapping\` with the ARN of the ${service === "sqs" ? "queue" : "source"}, and let the function's role read there; the permission is not needed.`,
      },
    );
  }
}

function* checkSource(permission: Resource, service: string, stack: Stack): Generator<Yield> {
  const caller = CALLERS[service];
  const source = permission.at("sourceArn");
  if (caller === undefined || source.absent || source.string === "") {
    return;
  }
  if (service === "s3" && isNotifiedByBucket(permission, stack)) {
    return; // `s3-notification-permission` tells what S3 comes with.
  }
  const wrong = (what: string) =>
    finding(
      source,
      `${what}, and ${permission.at("principal").show()} invokes functions with the ARN of ${owned(caller.arn)}. The permission never matches, so the function is not invoked.`,
      { remediation: `Set \`sourceArn\` to ${caller.source}.` },
    );
  const text = source.string;
  if (text !== undefined && isNoText({ value: source, text })) {
    return;
  }
  if (text !== undefined) {
    const known = maskUnknown(text).split(":");
    if (!text.startsWith("arn:")) {
      if (!isHalfKnown(text)) {
        yield wrong(`${source.show()} is no ARN`);
      }
    } else if (known[2]?.includes(MASK) !== true && !isSourceOf(service, text)) {
      yield wrong(`${source.show()} is an ARN of another kind`);
    }
    return;
  }
  const types = (permission.propertyDependencies.sourceArn ?? []).map(typeOfUrn);
  if (types.some((type) => isOwnType(service, type) || !isSourceType(type))) {
    return; // Of the right kind, or of a kind nobody here knows.
  }
  const [type] = types;
  if (type === undefined) {
    yield undecided(source, "what may invoke the function is not known yet");
  } else {
    yield wrong(`\`sourceArn\` is made from \`${type}\``);
  }
}

function isNotifiedByBucket(permission: Resource, stack: Stack): boolean {
  const fn = functionOf(stack, permission, ["function"]);
  const invokers = fn === undefined ? [] : (asynchronousInvokers(stack).get(fn) ?? []);
  return invokers.some(({ resource }) => resource.is(kinds.bucketNotification));
}

function owned(service: string): string {
  return (
    { "execute-api": "the API's executions (`execute-api`)", events: "a rule (`events`)" }[service] ??
    `something of \`${service}\``
  );
}

function isOwnType(service: string, type: string): boolean {
  return CALLERS[service]?.types.some((start) => type.startsWith(start)) === true;
}

/** Types whose ARN is, without doubt, another service's. */
function isSourceType(type: string): boolean {
  return (
    [
      "aws:cloudwatch/eventBus:",
      "aws:sqs/queue:",
      "aws:dynamodb/table:",
      "aws:kinesis/stream:",
      "aws:lb/loadBalancer:",
    ].some((start) => type.startsWith(start)) || Object.keys(CALLERS).some((service) => isOwnType(service, type))
  );
}
