import { kinds } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, notApplicable, undecided, type Yield } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import { admitsS3, isObjectsArn, policiesOf } from "../../helpers/event-targets";
import { invokersOf, mayBeSource } from "../../helpers/function-invokers";
import { FUNCTIONS } from "../../helpers/functions";
import { segmentsOf, valuesAt } from "../../helpers/values-at";
import type { Answer } from "../../iam/answer";

/** As whom S3 calls. */
const SERVICE = "s3.amazonaws.com";

/** Where a notification names its targets, and what S3 does there. */
const TARGETS = [
  { property: "lambdaFunctions", path: "lambdaFunctions[].lambdaFunctionArn", kind: FUNCTIONS, action: "" },
  { property: "queues", path: "queues[].queueArn", kind: kinds.queue, action: "sqs:SendMessage" },
  { property: "topics", path: "topics[].topicArn", kind: kinds.topic, action: "sns:Publish" },
] as const;

const REFUSED =
  'S3 tries a delivery when the notification is made, and refuses it ("Unable to validate the following destination configurations")';

export const s3NotificationPermission = defineRule({
  id: "s3-notification-permission",
  title: "Targets of bucket notifications let S3 in before the notification is made",
  rationale:
    "S3 checks the permission when the notification is made. When it is missing, wrong or not there yet, the deployment stops " +
    "half way.",
  remediation:
    'For a function: `const permission = new aws.lambda.Permission(name, { action: "lambda:InvokeFunction", function: fn.name, ' +
    'principal: "s3.amazonaws.com", sourceArn: bucket.arn });` and `{ dependsOn: [permission] }` on the notification. For a ' +
    "queue or topic the same with its policy.",
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["F"],
  scope: "stack",
  targets: kinds.bucketNotification,
  *check(notification, { stack }) {
    let judged = false;
    for (const { property, path, kind, action } of TARGETS) {
      const entries = valuesAt(notification.props, path);
      const links = entries.map((value) => ({ value, link: stack.link(notification, segmentsOf(value), kind) }));
      for (const { value } of links.filter(({ link }) => !link.exhaustive)) {
        judged = true;
        yield undecided(value, "which target this is, is not known yet");
      }
      // While all ids are unknown, each entry may be any target the list depends on; but all of these are in it.
      for (const target of new Set(links.flatMap(({ link }) => (link.exhaustive ? link.targets : [])))) {
        judged = true;
        const sure = links.find(({ link }) => link.certain && link.targets[0] === target);
        const place = sure?.value.path ?? property;
        yield* action === ""
          ? judgeFunction(stack, notification, target, place)
          : judgeTarget(stack, notification, target, place, action);
      }
    }
    if (!judged) {
      yield notApplicable("it notifies nothing of this stack");
    }
  },
});

function* judgeFunction(stack: Stack, notification: Resource, fn: Resource, place: string): Generator<Yield> {
  const { permissions, admits } = invokersOf(stack, fn, SERVICE, (each) => isForBucket(stack, notification, each));
  // S3 does not come with the ARN of the bucket's objects.
  const forObjects = invokersOf(stack, fn, SERVICE, (each) => (isObjectsArn(each.at("sourceArn")) ? "yes" : "no"));
  const [wrong] = forObjects.permissions.filter((each) => isObjectsArn(each.at("sourceArn")));
  if (permissions.length > 0) {
    yield* judgeOrder(stack, notification, fn, place, permissions, admits === "unknown");
  } else if (wrong !== undefined) {
    const value = wrong.at("sourceArn");
    yield finding(
      value,
      `${value.show()} is the ARN of the objects. S3 calls "${fn.name}" with the bucket's own ARN, so the permission does not match. ${REFUSED}.`,
      { resource: wrong, remediation: "Set `sourceArn: bucket.arn`, without `/*`." },
    );
  } else if (admits === "unknown") {
    yield undecided(place, "whether the function lets S3 in is not known yet");
  } else {
    yield finding(
      place,
      `No permission lets S3 (\`s3.amazonaws.com\`) invoke "${fn.name}" for this bucket. ${REFUSED}.`,
    );
  }
}

/** Whether a permission's `sourceArn` is that of the bucket. */
function isForBucket(stack: Stack, notification: Resource, permission: Resource): Answer {
  const arn = permission.at("sourceArn");
  if (isObjectsArn(arn) || !mayBeSource(stack, permission, kinds.bucket, notification, "bucket")) {
    return "no";
  }
  // Unknown, it may still be the ARN of the bucket's objects.
  return arn.unknown ? "unknown" : "yes";
}

function* judgeTarget(
  stack: Stack,
  notification: Resource,
  target: Resource,
  place: string,
  action: string,
): Generator<Yield> {
  const { sure, possible } = policiesOf(stack, target);
  const admissions = sure.map(({ holder, value }) => ({ holder, ...admitsS3(value, action) }));
  const admitting = admissions.filter(({ admits }) => admits !== "no");
  const wrong = admissions.find(({ objectsArn }) => objectsArn !== undefined);
  const line = `\`{ Effect: "Allow", Principal: { Service: "s3.amazonaws.com" }, Action: "${action}", Resource: arn, Condition: { ArnEquals: { "aws:SourceArn": bucket.arn } } }\``;
  if (admitting.length > 0) {
    const open = admitting.every(({ admits }) => admits === "unknown");
    yield* judgeOrder(
      stack,
      notification,
      target,
      place,
      admitting.map(({ holder }) => holder),
      open,
    );
  } else if (wrong?.objectsArn !== undefined) {
    yield finding(
      wrong.objectsArn,
      `The policy of "${target.name}" asks for the ARN of objects (${wrong.objectsArn.show()}), and S3 comes with the bucket's own. ${REFUSED}.`,
      { resource: wrong.holder, remediation: "Compare `aws:SourceArn` with the bucket's ARN, without `/*`." },
    );
  } else if (possible) {
    yield undecided(place, "which policy the target has is not known yet");
  } else {
    const what = sure.length === 0 ? "has no policy" : "has a policy that does not let S3 in";
    yield finding(place, `"${target.name}" ${what}. ${REFUSED}.`, {
      remediation: `Give it a policy with ${line}, and let the notification depend on it.`,
    });
  }
}

/** Of several that let S3 in, one that is there in time is enough. */
function* judgeOrder(
  stack: Stack,
  notification: Resource,
  target: Resource,
  place: string,
  admitting: readonly Resource[],
  open: boolean,
): Generator<Yield> {
  if (!admitting.some((each) => each === target || stack.isOrderedAfter(notification, each))) {
    const [first] = admitting;
    yield finding(
      place,
      `The notification does not depend on "${first?.name ?? ""}", which lets S3 into "${target.name}", so both are created at the same time. ${REFUSED} when the permission is not there yet.`,
      {
        remediation: `Pass \`{ dependsOn: [permission] }\`, with "${first?.name ?? ""}" for \`permission\`, to the notification.`,
      },
    );
  } else if (open) {
    yield undecided(place, "whether the target lets S3 in is not known yet");
  }
}
