import { Value } from "../../policy-pack/engine/value";
import { UNKNOWN } from "../../policy-pack/engine/wire";
import { readDocument } from "../../policy-pack/iam/document";
import { turnsHttpAway } from "../../policy-pack/iam/tls-only";

const BUCKET = "arn:aws:s3:::acme";
const deny = (more: Readonly<Record<string, unknown>> = {}) => ({
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: [BUCKET, `${BUCKET}/*`],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
  ...more,
});

function told(...statements: readonly unknown[]) {
  const document = readDocument(new Value({ Statement: statements }, "policy")) ?? { statements: [], open: [] };
  const { only, attempt } = turnsHttpAway(document);
  return attempt === undefined ? only : `${attempt.statement.value.path} ${attempt.gap}`;
}

test.each<[string, readonly unknown[], boolean | string | undefined]>([
  ["bucket and objects", [deny()], true],
  ["in two statements", [deny({ Resource: BUCKET }), deny({ Resource: `${BUCKET}/*` })], true],
  [
    "an ARN that is made up in part",
    [deny({ Resource: ["arn:aws:s3:::acme-0facade", "arn:aws:s3:::acme-0facade/*"] })],
    true,
  ],
  ["no statement", [], false],
  ["an Allow", [deny({ Effect: "Allow" })], false],
  ["another condition", [deny({ Condition: { Bool: { "aws:MultiFactorAuthPresent": "false" } } })], false],
  ["the objects alone", [deny({ Resource: `${BUCKET}/*` })], "policy.Statement[0] does not cover the bucket itself"],
  ["the bucket alone", [deny({ Resource: BUCKET })], "policy.Statement[0] does not cover the objects"],
  ["a service beside it", [deny({ Action: "s3:GetObject" })], "policy.Statement[0] is not for every action (`s3:*`)"],
  [
    "one account",
    [deny({ Principal: { AWS: "123456789012" } })],
    'policy.Statement[0] is not for everyone (`Principal: "*"`)',
  ],
  ["an unknown resource", [deny({ Resource: UNKNOWN })], undefined],
  ["an unknown principal", [deny({ Principal: UNKNOWN })], undefined],
  ["an unknown value", [deny({ Condition: { Bool: { "aws:SecureTransport": UNKNOWN } } })], undefined],
  ["a complete one beside an unknown", [deny(), UNKNOWN], true],
  ["nothing beside an unknown", [UNKNOWN], undefined],
])("%s", (_, statements, expected) => {
  expect(told(...statements)).toBe(expected);
});
