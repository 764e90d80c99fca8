/** Which Lambda permissions let S3 invoke a function for a bucket's notification. */
import { kinds, type Kind } from "../engine/kinds";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import type { Value } from "../engine/value";
import { matches } from "../iam/wildcard";
import type { Answer } from "./alarms";
import { isObjectsArn } from "./event-targets";

const FUNCTIONS: Kind = [...kinds.lambdaFunction, ...kinds.lambdaAlias];
const RESOURCE_POLICY: Kind = ["aws:lambda/resourcePolicy:ResourcePolicy"];

export interface Invocation {
  /** Permissions that admit S3, surely or as far as one knows. */
  readonly admitting: readonly Resource[];
  /** Whether none of them does surely, or something else may. */
  readonly open: boolean;
  /** A permission for the ARN of the bucket's objects, which S3 does not come with. */
  readonly objectsArn?: { readonly permission: Resource; readonly value: Value };
}

/** Finds what lets S3 invoke a function, or an alias of one, when the bucket of a notification changes. */
export function findInvocation(stack: Stack, notification: Resource, fn: Resource): Invocation {
  const isAlias = kinds.lambdaAlias.some((type) => type === fn.type);
  const base = isAlias ? stack.link(fn, ["functionName"], kinds.lambdaFunction).targets : [];
  const permissions = [fn, ...base].flatMap((each) =>
    stack.companions(each, FUNCTIONS, kinds.lambdaPermission, "function"),
  );
  const judged = permissions.map((permission) => ({ permission, answer: admits(stack, notification, permission) }));
  const wrong = permissions.find((each) => isForS3(each) !== "no" && isObjectsArn(each.at("sourceArn")));
  const admitting = judged.filter(({ answer }) => answer !== "no");
  return {
    admitting: admitting.map(({ permission }) => permission),
    open:
      !admitting.some(({ answer }) => answer === "yes") &&
      (admitting.length > 0 ||
        stack.strays(FUNCTIONS, kinds.lambdaPermission, "function").length > 0 ||
        stack.ofKind(RESOURCE_POLICY).length > 0),
    ...(wrong === undefined ? {} : { objectsArn: { permission: wrong, value: wrong.at("sourceArn") } }),
  };
}

function isForS3(permission: Resource): Answer {
  const principal = permission.at("principal");
  const action = permission.at("action");
  if (principal.unknown || action.unknown) {
    return "unknown";
  }
  const isInvoke = matches(action.string ?? "", "lambda:InvokeFunction");
  return isInvoke && (principal.string === "s3.amazonaws.com" || principal.string === "*") ? "yes" : "no";
}

function admits(stack: Stack, notification: Resource, permission: Resource): Answer {
  const forS3 = isForS3(permission);
  const arn = permission.at("sourceArn");
  if (forS3 === "no" || isObjectsArn(arn)) {
    return "no";
  }
  if (arn.absent) {
    return forS3;
  }
  const from = stack.link(permission, ["sourceArn"], kinds.bucket);
  const own = stack.link(notification, ["bucket"], kinds.bucket);
  const [meant] = from.certain ? from.targets : [];
  const [bucket] = own.certain ? own.targets : [];
  if (meant !== undefined && bucket !== undefined && meant !== bucket) {
    return "no";
  }
  // Unknown, it may still be the ARN of the bucket's objects.
  return arn.unknown ? "unknown" : forS3;
}
