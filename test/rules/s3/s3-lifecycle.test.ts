import { s3Lifecycle } from "../../../policy-pack/rules/s3/s3-lifecycle";
import { interpolate, ref, resource, testRule, unknown } from "../../support";

const BUCKET = "aws:s3/bucket:Bucket";
const BUCKET_V2 = "aws:s3/bucketV2:BucketV2";
const VERSIONING = "aws:s3/bucketVersioning:BucketVersioning";
const LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
const LIFECYCLE_V2 = "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2";

const data = resource(BUCKET, "data", { forceDestroy: false });
const versioning = resource(VERSIONING, "versioning", {
  bucket: ref("data"),
  versioningConfiguration: { status: "Enabled" },
});
const trail = resource("aws:cloudtrail/trail:Trail", "trail", { s3BucketName: ref("data") });
const ABORT = { abortIncompleteMultipartUpload: { daysAfterInitiation: 7 } };
const OLD = { noncurrentVersionExpiration: { noncurrentDays: 30 } };
const rule = (more: Readonly<Record<string, unknown>>) => ({ id: "r", status: "Enabled", filter: {}, ...more });
const lifecycle = (rules: unknown, bucket: unknown = ref("data"), type = LIFECYCLE) =>
  resource(type, "lifecycle", { bucket, rules });

testRule(s3Lifecycle, {
  judgedByCompanions: [BUCKET, BUCKET_V2],
  invalid: [
    {
      name: "versions, and no lifecycle at all",
      resources: [data, versioning],
      findings: [
        {
          resource: "data",
          property: "",
          message: /never expire .* uploads that were never completed stay/,
          severity: "medium",
        },
      ],
    },
    {
      name: "an unversioned bucket, and no lifecycle: only uploads, and low",
      resources: [data],
      findings: [
        { resource: "data", message: /^In bucket "data", uploads that were never completed stay/, severity: "low" },
      ],
    },
    {
      name: "old versions move to a colder class and never expire",
      resources: [
        data,
        versioning,
        lifecycle([
          rule({ ...ABORT, noncurrentVersionTransitions: [{ noncurrentDays: 30, storageClass: "GLACIER" }] }),
        ]),
      ],
      findings: [
        {
          resource: "data",
          message: /^In bucket "data", versions that are no longer current never expire \([^;]*\)\.$/,
        },
      ],
    },
    {
      name: "a rule that is switched off",
      resources: [data, versioning, lifecycle([rule({ ...OLD, ...ABORT, status: "Disabled" })])],
      findings: [{ resource: "data", message: "never expire" }],
    },
    {
      name: "versions inline, rules inline, without abort",
      resources: [
        resource(BUCKET, "data", {
          versioning: { enabled: true },
          lifecycleRules: [{ enabled: true, noncurrentVersionExpiration: { days: 30 } }],
        }),
      ],
      findings: [{ resource: "data", message: /^In bucket "data", uploads/, severity: "low" }],
    },
    {
      name: "a log bucket whose logs never expire",
      resources: [data, trail, lifecycle([rule({ ...ABORT, transitions: [{ days: 30, storageClass: "GLACIER" }] })])],
      findings: [{ resource: "data", message: "the logs it takes never expire" }],
    },
    {
      name: "a log bucket that only loses its delete markers",
      resources: [
        data,
        trail,
        lifecycle(
          [rule({ ...ABORT, expiration: { expiredObjectDeleteMarker: true } })],
          ref("data", "bucket"),
          LIFECYCLE_V2,
        ),
      ],
      findings: [{ resource: "data", message: "the logs it takes never expire" }],
    },
    {
      name: "the lifecycle of another bucket",
      resources: [
        data,
        versioning,
        resource(BUCKET_V2, "other", { forceDestroy: false }),
        lifecycle([rule({ ...OLD, ...ABORT })], ref("other")),
      ],
      findings: [{ resource: "data", message: "never expire" }],
    },
    {
      name: "Object Lock, which switches versions on",
      resources: [resource(BUCKET, "data", { objectLockEnabled: true }), lifecycle([rule(ABORT)])],
      findings: [{ resource: "data", message: "never expire" }],
    },
  ],
  valid: [
    { name: "both, in one rule", resources: [data, versioning, lifecycle([rule({ ...OLD, ...ABORT })])] },
    {
      name: "both, in two rules, in the V2 spelling",
      resources: [data, versioning, lifecycle([rule(OLD), rule(ABORT)], ref("data", "bucket"), LIFECYCLE_V2)],
    },
    {
      name: "a number of newer versions",
      resources: [
        data,
        versioning,
        lifecycle([rule({ ...ABORT, noncurrentVersionExpiration: { newerNoncurrentVersions: 3, noncurrentDays: 1 } })]),
      ],
    },
    {
      name: "inline",
      resources: [
        resource(BUCKET, "data", {
          versioning: { enabled: true },
          lifecycleRules: [
            { enabled: true, noncurrentVersionExpiration: { days: 30 }, abortIncompleteMultipartUploadDays: 7 },
          ],
        }),
      ],
    },
    {
      name: "inline in lists",
      resources: [
        resource(BUCKET_V2, "data", {
          versionings: [{ enabled: true }],
          lifecycleRules: [
            { enabled: true, noncurrentVersionExpirations: [{ days: 30 }], abortIncompleteMultipartUploadDays: 7 },
          ],
        }),
      ],
    },
    { name: "unversioned data that is kept", resources: [data, lifecycle([rule(ABORT)])] },
    {
      name: "a log bucket whose logs expire",
      resources: [data, trail, lifecycle([rule({ ...ABORT, expiration: { days: 365 } })])],
    },
    {
      name: "a log bucket whose logs expire on a day, inline",
      resources: [
        resource(BUCKET, "data", {
          lifecycleRules: [
            { enabled: true, expiration: { date: "2030-01-01" }, abortIncompleteMultipartUploadDays: 7 },
          ],
        }),
        trail,
      ],
    },
    {
      name: "rules nobody knows yet",
      resources: [data, versioning, lifecycle(unknown)],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "an expiry nobody knows yet",
      resources: [data, versioning, lifecycle([rule({ ...ABORT, noncurrentVersionExpiration: unknown })])],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a status nobody knows yet",
      resources: [data, lifecycle([rule({ ...ABORT, status: unknown })])],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a lifecycle of one of two buckets, until the name is known",
      resources: [
        data,
        resource(BUCKET, "other", { forceDestroy: false }),
        lifecycle([rule(ABORT)], interpolate`${ref("data")}${ref("other")}`),
      ],
      modes: ["preview"],
      undecided: ["preview"],
    },
  ],
});
