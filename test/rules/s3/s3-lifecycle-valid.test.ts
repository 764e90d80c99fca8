import { s3LifecycleValid } from "../../../policy-pack/rules/s3/s3-lifecycle-valid";
import { ref, resource, testRule, unknown } from "../../support";

type Props = Readonly<Record<string, unknown>>;
const bucket = resource("aws:s3/bucket:Bucket", "logs", {});
const separate = (rule: Props) =>
  resource("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", "lifecycle", {
    bucket: ref("logs"),
    rules: [{ id: "age", status: "Enabled", filter: {}, ...rule }],
  });
const inline = (rule: Props) =>
  resource("aws:s3/bucket:Bucket", "old", { lifecycleRules: [{ id: "age", enabled: true, ...rule }] });
const anywhere = ["preview", "up", "offline"] as const;

testRule(s3LifecycleValid, {
  invalid: [
    {
      name: "a week, the bucket unknown in a first preview",
      resources: [bucket, separate({ transitions: [{ days: 7, storageClass: "STANDARD_IA" }] })],
      findings: [
        {
          resource: "lifecycle",
          property: "rules[0].transitions[0].days",
          message: 'S3 moves objects to "STANDARD_IA" after 30 days at the earliest, and refuses 7.',
          severity: "high",
        },
      ],
    },
    {
      name: "no number",
      resources: [
        bucket,
        separate({ transitions: [{ storageClass: "STANDARD_IA" }, { days: 90, storageClass: "GLACIER" }] }),
      ],
      findings: [{ resource: "lifecycle", property: "rules[0].transitions[0].days", message: "which means 0 days" }],
    },
    {
      name: "the older resource, a number as text",
      resources: [
        resource("aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2", "lifecycle", {
          bucket: "logs",
          rules: [{ id: "age", status: "Enabled", transitions: [{ days: "29", storageClass: "ONEZONE_IA" }] }],
        }),
      ],
      findings: [{ resource: "lifecycle", message: 'refuses "29"' }],
    },
    {
      name: "inline, the second of two rules",
      resources: [
        resource("aws:s3/bucket:Bucket", "old", {
          lifecycleRules: [
            { enabled: true, expiration: { days: 90 } },
            { enabled: true, transitions: [{ days: 1, storageClass: "STANDARD_IA" }] },
          ],
        }),
      ],
      findings: [{ resource: "old", property: "lifecycleRules[1].transitions[0].days", message: "refuses 1." }],
    },
    {
      name: "versions that are no longer current",
      resources: [
        bucket,
        separate({ noncurrentVersionTransitions: [{ noncurrentDays: 7, storageClass: "STANDARD_IA" }] }),
      ],
      findings: [
        {
          resource: "lifecycle",
          property: "rules[0].noncurrentVersionTransitions[0].noncurrentDays",
          message: "refuses 7.",
        },
      ],
    },
    {
      name: "versions that are no longer current, inline",
      resources: [inline({ noncurrentVersionTransitions: [{ days: 10, storageClass: "ONEZONE_IA" }] })],
      findings: [
        { resource: "old", property: "lifecycleRules[0].noncurrentVersionTransitions[0].days", message: "refuses 10." },
      ],
    },
    {
      name: "an expiration on the day of the transition",
      resources: [bucket, separate({ expiration: { days: 90 }, transitions: [{ days: 90, storageClass: "GLACIER" }] })],
      findings: [
        {
          resource: "lifecycle",
          property: "rules[0].transitions[0].days",
          message: 'Objects expire after 90 days and would move to "GLACIER" after 90',
        },
      ],
    },
    {
      name: "an expiration before the transition, inline and of old versions",
      resources: [
        inline({
          noncurrentVersionExpiration: { days: 30 },
          noncurrentVersionTransitions: [{ days: 60, storageClass: "STANDARD_IA" }],
        }),
      ],
      findings: [{ resource: "old", message: "Objects expire after 30 days" }],
    },
  ],
  valid: [
    {
      name: "an expiration after the last transition",
      resources: [
        bucket,
        separate({
          expiration: { days: 91 },
          transitions: [
            { days: 30, storageClass: "STANDARD_IA" },
            { days: 90, storageClass: "GLACIER" },
          ],
        }),
      ],
    },
    {
      name: "delete markers only, and old versions that move later than others expire",
      resources: [
        bucket,
        separate({
          expiration: { days: 60, expiredObjectDeleteMarker: false },
          noncurrentVersionTransitions: [{ noncurrentDays: 90, storageClass: "GLACIER" }],
          noncurrentVersionExpiration: { noncurrentDays: 120 },
        }),
      ],
    },
    {
      name: "two rules, one that moves and one that removes",
      resources: [
        resource("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", "lifecycle", {
          bucket: "logs",
          rules: [
            { id: "a", status: "Enabled", filter: { prefix: "a/" }, expiration: { days: 10 } },
            {
              id: "b",
              status: "Enabled",
              filter: { prefix: "b/" },
              transitions: [{ days: 90, storageClass: "STANDARD_IA" }],
            },
          ],
        }),
      ],
    },
    {
      name: "thirty days",
      resources: [bucket, separate({ transitions: [{ days: 30, storageClass: "STANDARD_IA" }] })],
    },
    {
      name: "at once, into an archive",
      resources: [bucket, separate({ transitions: [{ days: 0, storageClass: "GLACIER" }] })],
    },
    {
      name: "no number, into the class that sorts by itself",
      resources: [bucket, separate({ transitions: [{ storageClass: "INTELLIGENT_TIERING" }] })],
    },
    {
      name: "at a date",
      resources: [bucket, separate({ transitions: [{ date: "2030-01-01", storageClass: "STANDARD_IA" }] })],
    },
    {
      name: "a rule that is switched off",
      resources: [bucket, separate({ status: "Disabled", transitions: [{ days: 7, storageClass: "STANDARD_IA" }] })],
    },
    {
      name: "an inline rule that is switched off",
      resources: [inline({ enabled: false, transitions: [{ days: 7, storageClass: "STANDARD_IA" }] })],
    },
    { name: "a bucket without rules", resources: [bucket] },
    {
      name: "a class nobody knows, late enough for any",
      resources: [bucket, separate({ transitions: [{ days: 60, storageClass: unknown }] })],
    },
    {
      name: "days nobody knows",
      resources: [bucket, separate({ transitions: [{ days: unknown, storageClass: "STANDARD_IA" }] })],
      undecided: [...anywhere],
    },
    {
      name: "a class nobody knows",
      resources: [bucket, separate({ transitions: [{ days: 7, storageClass: unknown }] })],
      undecided: [...anywhere],
    },
  ],
});
