import { s3ReplicationPrerequisites } from "../../../policy-pack/rules/s3/s3-replication-prerequisites";
import { component, interpolate, ref, resource, testRule, unknown } from "../../support";

const BUCKET = "aws:s3/bucket:Bucket";
const BUCKET_V2 = "aws:s3/bucketV2:BucketV2";
const VERSIONING = "aws:s3/bucketVersioning:BucketVersioning";
const VERSIONING_V2 = "aws:s3/bucketVersioningV2:BucketVersioningV2";
const REPLICATION = "aws:s3/bucketReplicationConfig:BucketReplicationConfig";

const source = resource(BUCKET, "source", { forceDestroy: false });
const target = resource(BUCKET, "target", { forceDestroy: false });
const versioning = (of: string, status: unknown = "Enabled", type = VERSIONING) =>
  resource(type, `${of}-versions`, { bucket: ref(of), versioningConfiguration: { status } });
const versions = [versioning("source"), versioning("target")];
const trust = (service: unknown) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
  });
const role = (service: unknown = "s3.amazonaws.com") =>
  resource("aws:iam/role:Role", "role", { assumeRolePolicy: trust(service) });
const set = (object: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
const rule = (more: Readonly<Record<string, unknown>> = {}, destination: Readonly<Record<string, unknown>> = {}) =>
  set({
    id: "all",
    status: "Enabled",
    filter: {},
    deleteMarkerReplication: { status: "Disabled" },
    destination: { bucket: ref("target", "arn"), ...destination },
    ...more,
  });
const replication = (
  more: Readonly<Record<string, unknown>> = {},
  dependsOn: readonly string[] = ["source-versions", "target-versions"],
) =>
  resource(
    REPLICATION,
    "replication",
    { bucket: ref("source"), role: ref("role", "arn"), rules: [rule()], ...more },
    { dependsOn },
  );
const RTC = { replicationTime: { status: "Enabled", time: { minutes: 15 } } };
const METRICS = { metrics: { status: "Enabled", eventThreshold: { minutes: 15 } } };

testRule(s3ReplicationPrerequisites, {
  invalid: [
    {
      name: "a destination no bucket can be called",
      resources: [
        source,
        versioning("source"),
        role(),
        replication({ rules: [rule({}, { bucket: "arn:aws:s3:::AppStack-media-replica" })] }, ["source-versions"]),
      ],
      findings: [
        {
          resource: "replication",
          property: "rules[0].destination.bucket",
          message:
            'No bucket can be called as "arn:aws:s3:::AppStack-media-replica" says: AWS wants "lowercase letters',
        },
      ],
    },
    {
      name: "neither end is versioned",
      resources: [source, target, role(), replication({}, [])],
      findings: [
        {
          resource: "replication",
          property: "bucket",
          message: 'Bucket "source", which is to be replicated, is not versioned',
          severity: "high",
        },
        {
          resource: "replication",
          property: "rules[0].destination.bucket",
          message: 'Bucket "target", to which it replicates, is not versioned',
        },
      ],
    },
    {
      name: "the destination is suspended",
      resources: [
        source,
        target,
        versioning("source"),
        versioning("target", "Suspended", VERSIONING_V2),
        role(),
        replication(),
      ],
      findings: [
        {
          resource: "replication",
          property: "rules[0].destination.bucket",
          message: "Destination bucket must have versioning enabled",
        },
      ],
    },
    {
      name: "the source alone is not versioned, and named literally",
      resources: [
        resource(BUCKET_V2, "source", { bucket: "acme-source" }),
        target,
        versioning("target"),
        role(),
        replication({ bucket: "acme-source" }, ["target-versions"]),
      ],
      findings: [{ resource: "replication", property: "bucket", message: "is not versioned" }],
    },
    {
      name: "nothing orders the replication after its destination's versions",
      resources: [source, target, ...versions, role(), replication({}, ["source-versions"])],
      findings: [
        {
          resource: "replication",
          property: "rules[0].destination.bucket",
          message: 'does not depend on "target-versions"',
        },
      ],
    },
    {
      name: "inline, and the destination is not versioned",
      resources: [
        resource(BUCKET, "source", {
          versioning: { enabled: true },
          replicationConfiguration: { role: ref("role", "arn"), rules: [rule()] },
        }),
        target,
        role(),
      ],
      findings: [
        {
          resource: "source",
          property: "replicationConfiguration.rules[0].destination.bucket",
          message: "is not versioned",
        },
      ],
    },
    {
      name: "inline in lists, and the source is not versioned",
      resources: [
        resource(BUCKET_V2, "source", {
          versionings: [{ enabled: false }],
          replicationConfigurations: [
            {
              role: ref("role", "arn"),
              rules: [{ status: "Enabled", destinations: [{ bucket: "arn:aws:s3:::elsewhere" }] }],
            },
          ],
        }),
        role(),
      ],
      findings: [{ resource: "source", property: "replicationConfigurations[0].bucket", message: "is not versioned" }],
    },
    {
      name: "no role",
      resources: [source, target, ...versions, replication({ role: "" })],
      findings: [{ resource: "replication", property: "role", message: "has no role" }],
    },
    {
      name: "a role by its name",
      resources: [source, target, ...versions, replication({ role: "replicator" })],
      findings: [{ resource: "replication", property: "role", message: '"replicator" is no ARN' }],
    },
    {
      name: "a role for another service",
      resources: [source, target, ...versions, role("lambda.amazonaws.com"), replication()],
      findings: [{ resource: "role", property: "assumeRolePolicy", message: "does not trust `s3.amazonaws.com`" }],
    },
    {
      name: "time control without a filter",
      resources: [
        source,
        target,
        ...versions,
        role(),
        replication({ rules: [rule({ filter: undefined, prefix: "a/" }, { ...RTC, ...METRICS })] }),
      ],
      findings: [
        {
          resource: "replication",
          property: "rules[0].destination.replicationTime",
          message: "the rule has no `filter`",
        },
      ],
    },
    {
      name: "time control without metrics",
      resources: [source, target, ...versions, role(), replication({ rules: [rule({}, RTC)] })],
      findings: [
        { resource: "replication", property: "rules[0].destination.replicationTime", message: "without `metrics`" },
      ],
    },
  ],
  valid: [
    {
      name: "a destination of another stack",
      resources: [
        source,
        versioning("source"),
        role(),
        replication({ rules: [rule({}, { bucket: "arn:aws:s3:::acme-media-replica" })] }, ["source-versions"]),
      ],
    },
    { name: "both ends versioned, in order", resources: [source, target, ...versions, role(), replication()] },
    {
      name: "ordered by data flow alone",
      resources: [
        source,
        target,
        ...versions,
        role(),
        replication(
          {
            bucket: ref("source-versions", "bucket"),
            rules: [rule({}, { bucket: interpolate`arn:aws:s3:::${ref("target-versions", "bucket")}` })],
          },
          [],
        ),
      ],
    },
    {
      name: "the source's versions unordered: the provider tries again",
      resources: [source, target, ...versions, role(), replication({}, ["target-versions"])],
    },
    {
      name: "versions inline at both ends",
      resources: [
        resource(BUCKET, "source", { versioning: { enabled: true } }),
        resource(BUCKET_V2, "target", { versionings: [{ enabled: true }] }),
        role(),
        replication({}, []),
      ],
    },
    {
      name: "ordered through a component",
      resources: [
        source,
        target,
        versioning("source"),
        component("copies"),
        resource(
          VERSIONING,
          "target-versions",
          { bucket: ref("target"), versioningConfiguration: { status: "Enabled" } },
          { parent: "copies" },
        ),
        role(),
        replication({}, ["copies"]),
      ],
    },
    {
      name: "both ends and the role outside the stack",
      resources: [
        replication(
          {
            bucket: "elsewhere",
            role: "arn:aws:iam::123456789012:role/replicator",
            rules: [rule({}, { bucket: "arn:aws:s3:::far-away" })],
          },
          [],
        ),
      ],
    },
    { name: "a bucket without replication", resources: [source], outcome: "notApplicable" },
    {
      name: "time control with filter and metrics",
      resources: [
        source,
        target,
        ...versions,
        role(["s3.amazonaws.com", "batchoperations.s3.amazonaws.com"]),
        replication({ rules: [rule({}, { ...RTC, ...METRICS })] }),
      ],
    },
    {
      name: "time control that is off",
      resources: [
        source,
        target,
        ...versions,
        role(),
        replication({
          rules: [rule({ filter: undefined }, { replicationTime: { status: "Disabled", time: { minutes: 15 } } })],
        }),
      ],
    },
    {
      name: "a status nobody knows yet",
      resources: [source, target, versioning("source", unknown), versioning("target"), role(), replication()],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a destination nobody knows yet",
      resources: [source, versioning("source"), role(), replication({ rules: [rule({}, { bucket: unknown })] }, [])],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a bucket nobody knows yet",
      resources: [target, versioning("target"), role(), replication({ bucket: unknown }, ["target-versions"])],
      undecided: ["preview", "up", "offline"],
    },
  ],
});
