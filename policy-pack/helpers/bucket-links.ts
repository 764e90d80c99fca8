/** The bucket a property means, also where the property names a place in the bucket. */
import { kinds } from "../engine/kinds";
import type { Resource } from "../engine/resource";
import type { Link, Stack } from "../engine/stack";
import type { Value } from "../engine/value";
import { segmentsOf } from "./values-at";

/** The ARN of a bucket with a prefix behind it, as flow logs and others take it. */
const ARN_WITH_PREFIX = /^arn:[a-z0-9-]+:s3:::([^/*]+)\/.*$/;

/**
 * Which bucket of the stack a property refers to: by name, ARN, host name, or an ARN with a prefix.
 *
 * @param value a property of `resource`, or a part of one.
 */
export function bucketAt(stack: Stack, resource: Resource, value: Value): Link {
  const name = ARN_WITH_PREFIX.exec(value.string ?? "")?.[1];
  if (name !== undefined) {
    const targets = stack.ofKind(kinds.bucket).filter((bucket) => bucket.at("bucket").string === name);
    if (targets.length > 0) {
      return { targets, certain: targets.length === 1, exhaustive: true };
    }
  }
  return stack.link(resource, segmentsOf(value), kinds.bucket);
}
