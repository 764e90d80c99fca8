/** What a question to a policy is about: an ARN, or a resource of the stack whose ARN nobody need know yet. */
import { identityOf } from "../engine/identity";
import { kinds } from "../engine/kinds";
import { MASK, maskUnknown } from "../engine/made-up";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import type { Answer } from "./answer";
import type { RequestContext } from "./request";
import { coversResource } from "./statement-match";
import type { Element, Statement } from "./statement";
import { fillIn } from "./variables";
import { matchesExactly, mayMatch } from "./wildcard";

/** A resource of the stack, or what lies under it. */
export interface StackTarget {
  readonly resource: Resource;
  /** What follows the resource's ARN: `/*` for all objects of a bucket, `:*` for all streams of a log group. */
  readonly suffix?: string;
}

/**
 * What a question is about. A `*` in an ARN or a suffix asks for all it matches: an entry that covers them all answers
 * `yes`, one that covers some `unknown`.
 */
export type Target = string | StackTarget;

/** Where a document stands: what its unknown parts may be made of. */
export interface DocumentHolder {
  readonly resource: Resource;
  /** The top-level property. */
  readonly property: string;
}

/** Whether a statement's `Resource` or `NotResource` covers a target. */
export function coversTarget(
  statement: Statement,
  target: Target,
  holder: DocumentHolder | undefined,
  stack: Stack,
  context: RequestContext,
): Answer {
  return coversResource(
    statement,
    (element) => namesTarget(element, target, stack, context),
    typeof target === "string" ? "unknown" : mayBeMadeOf(target, holder, stack),
  );
}

/** Whether an entry of `Resource` names a target. */
export function namesTarget({ value, text }: Element, target: Target, stack: Stack, context: RequestContext): Answer {
  // As it stands, made-up parts included: they come from the resource itself.
  const pattern = fillIn(value.string ?? text, context);
  if (pattern === undefined) {
    return "no";
  }
  if (typeof target === "string") {
    return withPart(maskUnknown(pattern), target);
  }
  const { resource, suffix = "" } = target;
  const arn = arnOf(resource);
  if (arn === undefined) {
    return withPart(maskUnknown(pattern), `${maskedArn(resource)}${suffix}`);
  }
  if (matchesExactly(pattern, `${arn}${suffix}`)) {
    return "yes";
  }
  if (pattern.startsWith(arn)) {
    // Made of this very ARN: what follows it decides.
    return withPart(maskUnknown(pattern.slice(arn.length)), suffix);
  }
  return isOfAnother(pattern, resource, stack) ? "no" : withPart(maskUnknown(pattern), maskUnknown(`${arn}${suffix}`));
}

/** Of a text that asks for several, an entry may cover some. */
function withPart(pattern: string, asked: string): Answer {
  const all = mayMatch(pattern, asked);
  return all === "no" && asked.includes("*") && mayMatch(pattern, asked.replaceAll("*", MASK)) !== "no"
    ? "unknown"
    : all;
}

/** Known, or made up: then as good as known to texts made of it. */
function arnOf(resource: Resource): string | undefined {
  const arn = resource.at("arn").string;
  if (arn !== undefined && arn !== "") {
    return arn;
  }
  const name = isBucket(resource) ? resource.at("bucket").string : undefined;
  return name === undefined || name === "" ? undefined : `arn:aws:s3:::${name}`;
}

/** What is known of an ARN before AWS has given it: that it ends in the name, where the resource has one. */
function maskedArn(resource: Resource): string {
  const [name] = identityOf(resource).texts;
  return name === undefined ? MASK : `arn:${MASK}${maskUnknown(name)}`;
}

function isBucket({ type }: Resource): boolean {
  return kinds.bucket.some((each) => each === type);
}

/** Whether an entry is made of the ARN of another resource of the same type. */
function isOfAnother(pattern: string, resource: Resource, stack: Stack): boolean {
  return stack
    .ofKind([resource.type])
    .some(
      (each) =>
        each !== resource && [pattern, pattern.replace(/[:/][^:/]*$/, "")].includes(each.at("arn").string ?? MASK),
    );
}

/**
 * Whether an entry that is not known at all may be a target. It is, if its document is made of the target and of nothing
 * else; it is not, if nothing it is made of leads to the target.
 */
function mayBeMadeOf({ resource, suffix }: StackTarget, holder: DocumentHolder | undefined, stack: Stack): Answer {
  const urns = holder?.resource.propertyDependencies[holder.property] ?? [];
  if (urns.length === 0) {
    return "unknown";
  }
  if (urns.every((urn) => urn === resource.urn)) {
    // The resource itself or something under it: nobody can tell which.
    return isBucket(resource) || suffix !== undefined ? "unknown" : "yes";
  }
  const sources = urns.map((urn) => stack.get(urn));
  return sources.every((each) => each !== undefined && each !== resource && !stack.isOrderedAfter(each, resource))
    ? "no"
    : "unknown";
}
