/** Whether a queue or topic lets S3 deliver events, as far as its policy says. */
import { kinds, type Kind } from "../engine/kinds";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import type { Value } from "../engine/value";
import { readDocument } from "../iam/document";
import { namesEveryone } from "../iam/everyone";
import type { Statement } from "../iam/statement";
import { matches } from "../iam/wildcard";
import type { Answer } from "../iam/answer";
import { isDeclared } from "./declared";

const S3 = "s3.amazonaws.com";

/** A policy, and the resource that carries it: the target itself, or one beside it. */
export interface TargetPolicy {
  readonly holder: Resource;
  readonly value: Value;
}

export interface TargetPolicies {
  readonly sure: readonly TargetPolicy[];
  /** Whether a policy may belong to the target whose own target is not known yet. */
  readonly possible: boolean;
}

/** The policies of a queue or topic, inline and separate. */
export function policiesOf(stack: Stack, target: Resource): TargetPolicies {
  const isQueue = target.is(kinds.queue);
  const [own, separate, property]: [Kind, Kind, string] = isQueue
    ? [kinds.queue, kinds.queuePolicy, "queueUrl"]
    : [kinds.topic, kinds.topicPolicy, "arn"];
  const companions = stack.companions(target, own, separate, property);
  const sure = companions.filter((policy) => stack.link(policy, [property], own).certain);
  const inline = isDeclared(stack, target, "policy") ? [{ holder: target, value: target.at("policy") }] : [];
  return {
    sure: [...inline, ...sure.map((holder) => ({ holder, value: holder.at("policy") }))],
    possible: sure.length < companions.length || stack.strays(own, separate, property).length > 0,
  };
}

/** What a policy says about S3. */
export interface Admission {
  readonly admits: Answer;
  /** A condition that would admit S3, had it the bucket's ARN and not that of the objects in it. */
  readonly objectsArn?: Value;
}

/** Whether a policy lets S3 do something: `sqs:SendMessage`, `sns:Publish`. */
export function admitsS3(policy: Value, action: string): Admission {
  const document = readDocument(policy);
  if (document === undefined) {
    return { admits: "no" };
  }
  let open = document.open.some(({ kind }) => kind === "unknown");
  let objectsArn: Value | undefined;
  for (const statement of document.statements) {
    const admission = statement.effect === "Allow" ? admissionOf(statement, action) : "no";
    const wrong = admission === "no" ? undefined : objectsArnIn(statement.condition);
    if (admission === "yes" && wrong === undefined) {
      return { admits: "yes" };
    }
    objectsArn ??= wrong;
    open ||= admission === "unknown";
  }
  return { admits: open ? "unknown" : "no", ...(objectsArn === undefined ? {} : { objectsArn }) };
}

function admissionOf(statement: Statement, action: string): Answer {
  const { actions, notActions, principal } = statement;
  const services = principal.at("Service");
  const named = services.items.some(({ string }) => string === S3 || string === "*");
  const everyone = namesEveryone(statement);
  const allows = notActions.present || actions.known.some(({ text }) => matches(text, action));
  if (!allows) {
    return actions.open.length > 0 ? "unknown" : "no";
  }
  if (named || everyone === "yes") {
    return "yes";
  }
  const isOpen = everyone === "unknown" || services.unknown || services.items.some((each) => each.unknown);
  return isOpen ? "unknown" : "no";
}

/** An `aws:SourceArn` that asks for the ARN of objects; S3 comes with the bucket's own. */
function objectsArnIn(condition: Value): Value | undefined {
  return condition.entries
    .flatMap(([, test]) => test.entries)
    .filter(([key]) => key.toLowerCase() === "aws:sourcearn")
    .map(([, value]) => value)
    .find((value) => value.items.length > 0 && value.items.every(isObjectsArn));
}

/** Whether a text is the ARN of a bucket's objects, `arn:aws:s3:::name/*`. */
export function isObjectsArn(value: Value): boolean {
  return /\/\*?$/.test(value.string ?? "");
}
