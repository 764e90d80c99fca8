import { s3AccessLogging } from "../../../policy-pack/rules/s3/s3-access-logging";
import { interpolate, ref, resource, testRule, unknown } from "../../support";

const BUCKET = "aws:s3/bucket:Bucket";
const BUCKET_V2 = "aws:s3/bucketV2:BucketV2";
const LOGGING = "aws:s3/bucketLogging:BucketLogging";
const LOGGING_V2 = "aws:s3/bucketLoggingV2:BucketLoggingV2";

const data = resource(BUCKET, "data", { forceDestroy: false });
const logs = resource(BUCKET, "logs", { forceDestroy: false });
const logging = (bucket: unknown = ref("data"), targetBucket: unknown = ref("logs"), type = LOGGING) =>
  resource(type, "logging", { bucket, targetBucket, targetPrefix: "data/" });
const NOTHING = {
  resource: "data",
  property: "",
  message: 'who reads and writes bucket "data"',
  severity: "low" as const,
};
const ITSELF = { resource: "logging", property: "targetBucket", message: 'Bucket "data" logs into itself' };

testRule(s3AccessLogging, {
  judgedByCompanions: [BUCKET, BUCKET_V2],
  invalid: [
    { name: "no logging", resources: [data], findings: [NOTHING] },
    {
      name: "no logging, a BucketV2",
      resources: [resource(BUCKET_V2, "data", { forceDestroy: false })],
      findings: [NOTHING],
    },
    {
      name: "another bucket logs",
      resources: [data, logs, resource(BUCKET, "other", { forceDestroy: false }), logging(ref("other"))],
      findings: [NOTHING],
    },
    {
      name: "into itself, ids unknown in a preview",
      resources: [data, logging(ref("data"), ref("data"))],
      findings: [ITSELF],
    },
    {
      name: "into itself, through the name the logging repeats",
      resources: [data, logging(ref("data", "bucket"), ref("data"), LOGGING_V2)],
      findings: [ITSELF],
    },
    {
      name: "into itself, inline, by a literal name",
      resources: [resource(BUCKET, "data", { bucket: "acme-data", logging: { targetBucket: "acme-data" } })],
      findings: [{ ...ITSELF, resource: "data", property: "logging.targetBucket" }],
    },
    {
      name: "into itself, inline in a list",
      resources: [resource(BUCKET_V2, "data", { bucket: "acme-data", loggings: [{ targetBucket: "acme-data" }] })],
      findings: [{ ...ITSELF, resource: "data", property: "loggings[0].targetBucket" }],
    },
  ],
  valid: [
    { name: "into another bucket, which needs none itself", resources: [data, logs, logging()] },
    {
      name: "in the V2 spelling",
      resources: [data, logs, logging(ref("data", "bucket"), ref("logs", "bucket"), LOGGING_V2)],
    },
    { name: "into a bucket outside the stack", resources: [data, logging(ref("data"), "acme-central-logs")] },
    { name: "inline", resources: [resource(BUCKET, "data", { logging: { targetBucket: "acme-central-logs" } })] },
    {
      name: "inline in a list",
      resources: [resource(BUCKET_V2, "data", { loggings: [{ targetBucket: ref("logs") }] }), logs],
    },
    {
      name: "a bucket that CloudTrail logs to",
      resources: [data, resource("aws:cloudtrail/trail:Trail", "trail", { s3BucketName: ref("data") })],
      outcome: "notApplicable",
    },
    {
      name: "a bucket that flow logs go to, under a prefix",
      resources: [
        data,
        resource("aws:ec2/flowLog:FlowLog", "flow", {
          logDestinationType: "s3",
          logDestination: interpolate`${ref("data", "arn")}/vpc/`,
          trafficType: "ALL",
        }),
      ],
      outcome: "notApplicable",
    },
    {
      name: "a target nobody knows yet",
      resources: [
        data,
        logs,
        logging(ref("data"), unknown),
        resource(LOGGING, "second", { bucket: ref("logs"), targetBucket: "acme-central-logs" }),
      ],
    },
    {
      name: "the logging of a bucket nobody knows yet",
      resources: [data, logging(unknown, "acme-central-logs")],
      undecided: ["preview", "up", "offline"],
    },
  ],
});
