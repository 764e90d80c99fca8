import { MASK } from "../../policy-pack/engine/made-up";
import { UNKNOWN } from "../../policy-pack/engine/wire";
import type { Answer } from "../../policy-pack/iam/answer";
import { coversAction, coversPrincipal, coversResource, type Caller } from "../../policy-pack/iam/statement-match";
import { mayMatch } from "../../policy-pack/iam/wildcard";
import { statement } from "./support";

test.each<[parts: Record<string, unknown>, Answer]>([
  [{ Action: "sqs:SendMessage" }, "yes"],
  [{ Action: "SQS:sendmessage" }, "yes"],
  [{ Action: ["s3:GetObject", "sqs:Send*"] }, "yes"],
  [{ Action: "*" }, "yes"],
  [{ Action: "*:*" }, "yes"],
  [{ Action: "sqs:ReceiveMessage" }, "no"],
  [{ Action: ["sqs:ReceiveMessage", UNKNOWN] }, "unknown"],
  [{ Action: UNKNOWN }, "unknown"],
  [{ Action: `sqs:${UNKNOWN}` }, "unknown"],
  [{ Action: `s3:${UNKNOWN}` }, "no"],
  [{ NotAction: "iam:*" }, "yes"],
  [{ NotAction: ["iam:*", "sqs:*"] }, "no"],
  [{ NotAction: ["iam:*", UNKNOWN] }, "unknown"],
])("%j is about sqs:SendMessage: %s", (parts, expected) => {
  expect(coversAction(statement(parts), "sqs:SendMessage")).toBe(expected);
});

const QUEUE = "arn:aws:sqs:eu-west-1:210987654321:jobs";

test.each<[parts: Record<string, unknown>, Answer]>([
  [{ Resource: "*" }, "yes"],
  [{ Resource: QUEUE }, "yes"],
  [{ Resource: ["arn:aws:s3:::a", "arn:aws:sqs:*:*:jo?s"] }, "yes"],
  [{ Resource: QUEUE.toUpperCase() }, "no"],
  [{ Resource: ["arn:aws:s3:::a", UNKNOWN] }, "unknown"],
  [{ Resource: UNKNOWN }, "unknown"],
  [{ NotResource: "arn:aws:s3:::*" }, "yes"],
  [{ NotResource: ["arn:aws:s3:::*", QUEUE] }, "no"],
  [{ NotResource: UNKNOWN }, "unknown"],
  [{}, "unknown"],
])("%j is about the queue: %s", (parts, expected) => {
  const read = statement({ Action: "sqs:SendMessage", ...parts });
  expect(coversResource(read, ({ text }) => mayMatch(text, QUEUE))).toBe(expected);
});

const ROLE: Caller = { kind: "AWS", name: "arn:aws:iam::210987654321:role/worker" };
const LAMBDA: Caller = { kind: "Service", name: "lambda.amazonaws.com" };

test.each<[principals: Record<string, unknown>, caller: Caller, Answer]>([
  [{ Principal: "*" }, ROLE, "yes"],
  [{ Principal: { AWS: "*" } }, ROLE, "yes"],
  [{ Principal: { AWS: ["arn:aws:iam::1:role/x", ROLE.name] } }, ROLE, "yes"],
  [{ Principal: { AWS: "arn:aws:iam::210987654321:role/other" } }, ROLE, "no"],
  // The account's own policies decide.
  [{ Principal: { AWS: "210987654321" } }, ROLE, "unknown"],
  [{ Principal: { AWS: "arn:aws:iam::210987654321:root" } }, ROLE, "unknown"],
  [{ Principal: { AWS: "arn:aws:iam::109876543210:root" } }, ROLE, "no"],
  [{ Principal: { AWS: "AROA1234567890EXAMPLE" } }, ROLE, "unknown"],
  [{ Principal: { AWS: ROLE.name } }, LAMBDA, "no"],
  [{ Principal: { Service: "lambda.amazonaws.com" } }, LAMBDA, "yes"],
  [{ Principal: { Service: ["ec2.amazonaws.com", "lambda.amazonaws.com"] } }, LAMBDA, "yes"],
  [{ Principal: { Service: "ec2.amazonaws.com" } }, LAMBDA, "no"],
  [{ Principal: { Service: UNKNOWN } }, LAMBDA, "unknown"],
  [{ Principal: UNKNOWN }, LAMBDA, "unknown"],
  [{ Principal: { AWS: `arn:aws:iam::${UNKNOWN}:role/worker` } }, ROLE, "unknown"],
  [{ Principal: { AWS: ROLE.name } }, { kind: "AWS", name: `arn:aws:iam::${MASK}:role/worker` }, "unknown"],
  [{ Principal: { AWS: "*" } }, LAMBDA, "yes"],
  [{ NotPrincipal: { AWS: ROLE.name } }, ROLE, "no"],
  [{ NotPrincipal: { AWS: ROLE.name } }, LAMBDA, "yes"],
  [{ NotPrincipal: { AWS: UNKNOWN } }, ROLE, "unknown"],
  [{}, ROLE, "no"],
])("%j is about %j: %s", (principals, caller, expected) => {
  expect(coversPrincipal(statement({ Action: "sts:AssumeRole", ...principals }), caller)).toBe(expected);
});
