import { lifecycleOf, type Lifecycle } from "../../policy-pack/helpers/lifecycle";
import { ref, resource, type ResourceLiteral, stackOf, unknown } from "../support";

const BUCKET = "aws:s3/bucket:Bucket";
const LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";

const data = (more: Readonly<Record<string, unknown>> = { forceDestroy: false }) => resource(BUCKET, "data", more);
const rules = (...all: readonly Readonly<Record<string, unknown>>[]) =>
  resource(LIFECYCLE, "lifecycle", { bucket: ref("data"), rules: all.map((each) => ({ status: "Enabled", ...each })) });

function told(...literals: readonly ResourceLiteral[]): string {
  const answers = (["preview", "up", "offline"] as const).map((mode) => {
    const { stack, find } = stackOf(mode, ...literals);
    const all: Lifecycle = lifecycleOf(stack, find("data"));
    return `${all.expires} ${all.expiresOld} ${all.abortsUploads}`;
  });
  expect(new Set(answers).size).toBe(1);
  return answers[0] ?? "";
}

test.each<[string, ResourceLiteral[], string]>([
  ["no lifecycle", [data()], "no no no"],
  ["an expiry", [data(), rules({ expiration: { days: 30 } })], "yes no no"],
  ["an expiry on a day", [data(), rules({ expiration: { date: "2030-01-01" } })], "yes no no"],
  ["an end of delete markers", [data(), rules({ expiration: { expiredObjectDeleteMarker: true } })], "no no no"],
  [
    "an expiry of no days, as providers read an unset one",
    [data(), rules({ expiration: { days: 0, expiredObjectDeleteMarker: true } })],
    "no no no",
  ],
  ["old versions", [data(), rules({ noncurrentVersionExpiration: { noncurrentDays: 30 } })], "no yes no"],
  ["uploads", [data(), rules({ abortIncompleteMultipartUpload: { daysAfterInitiation: 7 } })], "no no yes"],
  [
    "two rules",
    [data(), rules({ expiration: { days: 30 } }, { abortIncompleteMultipartUpload: { daysAfterInitiation: 7 } })],
    "yes no yes",
  ],
  ["a rule that is off", [data(), rules({ status: "Disabled", expiration: { days: 30 } })], "no no no"],
  ["a status nobody knows", [data(), rules({ status: unknown, expiration: { days: 30 } })], "unknown no no"],
  ["an expiry nobody knows", [data(), rules({ expiration: unknown })], "unknown no no"],
  [
    "rules nobody knows",
    [data(), resource(LIFECYCLE, "lifecycle", { bucket: ref("data"), rules: unknown })],
    "unknown unknown unknown",
  ],
  [
    "rules of a bucket nobody knows",
    [data(), resource(LIFECYCLE, "lifecycle", { bucket: unknown, rules: [] })],
    "unknown unknown unknown",
  ],
  [
    "inline rules",
    [
      data({
        lifecycleRules: [
          {
            enabled: true,
            expiration: { days: 1 },
            noncurrentVersionExpiration: { days: 1 },
            abortIncompleteMultipartUploadDays: 1,
          },
        ],
      }),
    ],
    "yes yes yes",
  ],
  [
    "inline rules in lists",
    [
      data({
        lifecycleRules: [{ enabled: true, expirations: [{ days: 1 }], noncurrentVersionExpirations: [{ days: 1 }] }],
      }),
    ],
    "yes yes no",
  ],
  ["an inline rule that is off", [data({ lifecycleRules: [{ enabled: false, expiration: { days: 1 } }] })], "no no no"],
  [
    "a separate lifecycle over the inline one",
    [
      data({ lifecycleRules: [{ enabled: true, expiration: { days: 1 } }] }),
      rules({ abortIncompleteMultipartUpload: { daysAfterInitiation: 7 } }),
    ],
    "no no yes",
  ],
])("%s", (_, literals, expected) => {
  expect(told(...literals)).toBe(expected);
});
