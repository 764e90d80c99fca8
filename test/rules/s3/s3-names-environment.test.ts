import { s3NamesEnvironment } from "../../../policy-pack/rules/s3/s3-names-environment";
import { component, interpolate, ref, resource, testRule, unknown } from "../../support";

const BUCKET = "aws:s3/bucket:Bucket";
const bucket = (name: unknown) => resource(BUCKET, "logs", { bucket: name });
const suffix = resource("random:index/randomId:RandomId", "suffix", { byteLength: 4, hex: "9f86d081" });

testRule(s3NamesEnvironment, {
  valid: [
    { name: "the stack's name", resources: [bucket("shop-logs-dev")] },
    { name: "another environment's name", resources: [bucket("shop-prod-logs")] },
    { name: "an account id", resources: [bucket("shop-logs-210987654321")] },
    { name: "no name", resources: [resource(BUCKET, "logs")], outcome: "notApplicable" },
    {
      name: "no name, other arguments",
      resources: [resource(BUCKET, "logs", { forceDestroy: true })],
      outcome: "notApplicable",
    },
    {
      name: "a prefix",
      resources: [resource(BUCKET, "logs", { bucketPrefix: "logs-" })],
      modes: ["preview"],
      outcome: "notApplicable",
    },
    { name: "a website's own domain", resources: [bucket("www.example.org")], outcome: "notApplicable" },
    {
      name: "a random suffix, unknown and known",
      resources: [suffix, bucket(interpolate`shop-logs-${ref("suffix", "hex")}`)],
    },
    {
      name: "a part of another resource's id, unknown in a first preview",
      resources: [
        resource("aws:ec2/vpc:Vpc", "main", { cidrBlock: "10.0.0.0/16" }),
        bucket(interpolate`shop-logs-${ref("main")}`),
      ],
    },
    { name: "exempt", resources: [bucket("shop-logs")], settings: { exempt: ["shop-logs"] } },
    {
      name: "a word of one's own",
      resources: [bucket("shop-logs-blue")],
      settings: { environmentWords: ["blue", "green"] },
    },
    { name: "a name nobody knows", resources: [bucket(unknown)], undecided: ["preview", "up", "offline"] },
    {
      name: "other kinds of buckets",
      resources: [resource("aws:lightsail/bucket:Bucket", "b", { name: "logs", bundleId: "small_1_0" })],
      outcome: "none",
    },
  ],
  invalid: [
    {
      name: "words alone",
      resources: [bucket("shop-logs")],
      findings: [
        {
          resource: "logs",
          property: "bucket",
          message: '"shop-logs" holds neither the stack\'s name nor another word for the environment',
          severity: "medium",
        },
      ],
    },
    {
      name: "a region tells no environment",
      resources: [bucket("shop-logs-eu-west-1")],
      findings: [{ resource: "logs", message: "eu-west-1" }],
    },
    {
      name: "a word that only begins so",
      resources: [bucket("device-logs")],
      findings: [{ resource: "logs", message: "device-logs" }],
    },
    {
      name: "two buckets, of two providers, beside an unknown one",
      resources: [
        component("site"),
        resource(BUCKET, "a", { bucket: "shop-a" }, { parent: "site" }),
        resource("aws:s3/bucketV2:BucketV2", "b", { bucket: "shop-b" }),
        resource(BUCKET, "c", { bucket: unknown }),
      ],
      findings: [
        { resource: "b", message: "shop-b" },
        { resource: "a", message: "shop-a" },
      ],
    },
    {
      name: "a stack called otherwise",
      resources: [bucket("shop-logs-blue")],
      program: { project: "shop", stack: "green", config: undefined, environment: {} },
      findings: [{ resource: "logs", message: "shop-logs-blue" }],
    },
  ],
});
