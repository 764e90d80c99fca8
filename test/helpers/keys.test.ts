import { isAwsManagedKey, keyAt, keyPropertiesOf } from "../../policy-pack/helpers/keys";
import { type Mode, namesOf, ref, resource, stackOf, unknown } from "../support";

const MODES: readonly Mode[] = ["preview", "up", "offline"];
const KEY = "aws:kms/key:Key";
const TRAIL = "aws:cloudtrail/trail:Trail";
const keys = [
  resource(KEY, "key"),
  resource(KEY, "other"),
  resource("aws:kms/alias:Alias", "alias", { name: "alias/logs", targetKeyId: ref("key", "keyId") }),
];

test.each(MODES)("a key is found by ARN, id and alias (%s)", (mode) => {
  const values = [ref("key", "arn"), ref("key", "keyId"), ref("alias", "arn"), "alias/logs"];
  for (const kmsKeyId of values) {
    const { stack, find } = stackOf(mode, ...keys, resource(TRAIL, "trail", { kmsKeyId }));
    const { targets, certain } = keyAt(stack, find("trail"), find("trail").at("kmsKeyId"));
    expect([namesOf(targets), certain]).toEqual([["key"], true]);
  }
});

test("a key of another stack is none of this one", () => {
  const trail = resource(TRAIL, "trail", { kmsKeyId: "arn:aws:kms:us-east-1:210987654321:key/1" });
  const { stack, find } = stackOf("up", ...keys, trail);
  expect(keyAt(stack, find("trail"), find("trail").at("kmsKeyId"))).toMatchObject({ targets: [], certain: true });
});

test.each([
  ["nobody knows", unknown, false],
  ["is not set", undefined, true],
])("a key that %s is none of the stack", (_, kmsKeyId, certain) => {
  const { stack, find } = stackOf("up", ...keys, resource(TRAIL, "trail", { kmsKeyId }));
  expect(keyAt(stack, find("trail"), find("trail").at("kmsKeyId"))).toMatchObject({ targets: [], certain });
});

test("a bucket's key stands beside it or in it", () => {
  const byDefault = {
    applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: ref("key", "arn") },
  };
  const { stack, find } = stackOf(
    "preview",
    ...keys,
    resource("aws:s3/bucket:Bucket", "beside"),
    resource("aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration", "encryption", {
      bucket: ref("beside"),
      rules: [byDefault],
    }),
    resource("aws:s3/bucket:Bucket", "inside", { serverSideEncryptionConfiguration: { rule: byDefault } }),
    resource("aws:sqs/queue:Queue", "plain"),
  );
  const places = (name: string) =>
    keyPropertiesOf(stack, find(name)).map((each) => [each.resource.name, each.value.path]);
  expect(places("beside")).toEqual([["encryption", "rules[0].applyServerSideEncryptionByDefault.kmsMasterKeyId"]]);
  expect(places("inside")).toEqual([
    ["inside", "serverSideEncryptionConfiguration.rule.applyServerSideEncryptionByDefault.kmsMasterKeyId"],
  ]);
  expect(places("plain")).toEqual([]);
});

test.each([
  ["alias/aws/sns", true],
  ["arn:aws:kms:eu-west-1:210987654321:alias/aws/sns", true],
  ["alias/alerts", false],
  ["alias/aws/sns/mine", false],
  ["", false],
])("%p is managed by AWS: %p", (text, expected) => {
  expect(isAwsManagedKey(text)).toBe(expected);
});
