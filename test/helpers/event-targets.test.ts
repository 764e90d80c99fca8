import { Value } from "../../policy-pack/engine/value";
import { UNKNOWN } from "../../policy-pack/engine/wire";
import { admitsS3, isObjectsArn, policiesOf } from "../../policy-pack/helpers/event-targets";
import { ref, resource, type ResourceLiteral, stackOf, unknown } from "../support";

const statement = (more: Readonly<Record<string, unknown>> = {}) => ({
  Effect: "Allow",
  Principal: { Service: "s3.amazonaws.com" },
  Action: "sqs:SendMessage",
  Resource: "*",
  ...more,
});
function told(...statements: readonly unknown[]): string {
  const { admits, objectsArn } = admitsS3(new Value({ Statement: statements }, "policy"), "sqs:SendMessage");
  return objectsArn === undefined ? admits : `${admits}, but ${objectsArn.path}`;
}
const source = (value: unknown) => ({ Condition: { ArnLike: { "aws:SourceArn": value } } });

test.each<[string, readonly unknown[], string]>([
  ["S3 by name", [statement()], "yes"],
  [
    "S3 among others, any action",
    [statement({ Principal: { Service: ["sns.amazonaws.com", "s3.amazonaws.com"] }, Action: "SQS:*" })],
    "yes",
  ],
  ["everyone", [statement({ Principal: "*", ...source("arn:aws:s3:::acme") })], "yes"],
  ["the second statement", [statement({ Principal: { AWS: "123456789012" } }), statement()], "yes"],
  ["another service", [statement({ Principal: { Service: "sns.amazonaws.com" } })], "no"],
  ["another action", [statement({ Action: "sqs:ReceiveMessage" })], "no"],
  ["a denial", [statement({ Effect: "Deny" })], "no"],
  [
    "the objects' ARN",
    [statement(source("arn:aws:s3:::acme/*"))],
    'no, but policy.Statement[0].Condition.ArnLike["aws:SourceArn"]',
  ],
  ["the objects' ARN or the bucket's", [statement(source(["arn:aws:s3:::acme/*", "arn:aws:s3:::acme"]))], "yes"],
  ["the form of AWS's own example", [statement(source("arn:aws:s3:*:*:acme"))], "yes"],
  ["an unknown service", [statement({ Principal: { Service: UNKNOWN } })], "unknown"],
  ["an unknown action", [statement({ Action: UNKNOWN })], "unknown"],
  ["an unknown statement", [UNKNOWN], "unknown"],
])("a policy for %s", (_, statements, expected) => {
  expect(told(...statements)).toBe(expected);
});

test("an ARN of objects", () => {
  expect(["arn:aws:s3:::acme/*", "arn:aws:s3:::acme/"].map((text) => isObjectsArn(new Value(text, "")))).toEqual([
    true,
    true,
  ]);
  expect(["arn:aws:s3:::acme", "arn:aws:s3:::*", UNKNOWN, 7].map((text) => isObjectsArn(new Value(text, "")))).toEqual([
    false,
    false,
    false,
    false,
  ]);
});

test.each<[string, ResourceLiteral[], string[], boolean]>([
  ["none", [resource("aws:sqs/queue:Queue", "target", { fifoQueue: false })], [], false],
  ["inline", [resource("aws:sqs/queue:Queue", "target", { policy: "{}" })], ["target"], false],
  [
    "of a queue",
    [
      resource("aws:sqs/queue:Queue", "target"),
      resource("aws:sqs/queuePolicy:QueuePolicy", "p", { queueUrl: ref("target"), policy: "{}" }),
    ],
    ["p"],
    false,
  ],
  [
    "of a topic",
    [
      resource("aws:sns/topic:Topic", "target"),
      resource("aws:sns/topicPolicy:TopicPolicy", "p", { arn: ref("target", "arn"), policy: "{}" }),
    ],
    ["p"],
    false,
  ],
  [
    "of a topic nobody knows",
    [
      resource("aws:sns/topic:Topic", "target"),
      resource("aws:sns/topicPolicy:TopicPolicy", "p", { arn: unknown, policy: "{}" }),
    ],
    [],
    true,
  ],
])("policies: %s", (_, literals, sure, possible) => {
  const { stack, find } = stackOf(
    "preview",
    resource("aws:sqs/queue:Queue", "ballast", { fifoQueue: false }),
    ...literals,
  );
  const found = policiesOf(stack, find("target"));
  expect(found.sure.map(({ holder }) => holder.name)).toEqual(sure);
  expect(found.possible).toBe(possible);
});
