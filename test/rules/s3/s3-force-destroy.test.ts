import { UNKNOWN_PROGRAM, type ProgramContext } from "../../../policy-pack/engine/context";
import { s3ForceDestroy } from "../../../policy-pack/rules/s3/s3-force-destroy";
import { resource, secret, testRule, unknown } from "../../support";

const BUCKET = "aws:s3/bucket:Bucket";
const BUCKET_V2 = "aws:s3/bucketV2:BucketV2";

const on = (stack: string, config: Readonly<Record<string, string>> = {}): ProgramContext => ({
  ...UNKNOWN_PROGRAM,
  project: "flight",
  stack,
  config: new Map(Object.entries(config).map(([key, value]) => [key, { value, secret: undefined }])),
});
const data = (more: Readonly<Record<string, unknown>> = {}, type = BUCKET) =>
  resource(type, "data", { forceDestroy: true, ...more });
const FOUND = { resource: "data", property: "forceDestroy", message: "deletes every object in it first" };

testRule(s3ForceDestroy, {
  invalid: [
    { name: "the stack prod", resources: [data()], program: on("prod"), findings: [{ ...FOUND, severity: "high" }] },
    {
      name: "the stack acme-production-eu, a BucketV2",
      resources: [data({}, BUCKET_V2)],
      program: on("acme-production-eu"),
      findings: [FOUND],
    },
    {
      name: "the stack prodEu1",
      resources: [data({ forceDestroy: "true" })],
      program: on("prodEu1"),
      findings: [FOUND],
    },
    {
      name: "the stack PRD2, a secret switch",
      resources: [data({ forceDestroy: secret(true) })],
      program: on("PRD2"),
      findings: [FOUND],
    },
    {
      name: "a tag",
      resources: [data({ tags: { Environment: "Production" } })],
      program: on("main"),
      findings: [FOUND],
    },
    {
      name: "a tag in small letters",
      resources: [data({ tags: { environment: "live" } })],
      program: on("main"),
      findings: [FOUND],
    },
    {
      name: "a default tag of the provider, which arrives as JSON text",
      resources: [
        resource(
          BUCKET,
          "data",
          { forceDestroy: true },
          { provider: { name: "eu", props: { defaultTags: '{"tags":{"Environment":"prod"}}' } } },
        ),
      ],
      program: on("main"),
      findings: [FOUND],
    },
    {
      name: "a configuration key",
      resources: [data()],
      program: on("main", { "flight:environment": "prod" }),
      findings: [FOUND],
    },
    {
      name: "another configuration key, and other words, by the settings",
      resources: [data()],
      program: on("main", { "acme:stage": "blue" }),
      settings: { protectedEnvironments: ["blue"], environmentFrom: ["config:acme:stage"] },
      findings: [FOUND],
    },
    {
      name: "a directory bucket",
      resources: [data({ bucket: "a--use1-az4--x-s3" }, "aws:s3/directoryBucket:DirectoryBucket")],
      program: on("prod"),
      findings: [FOUND],
    },
    {
      name: "a Lightsail bucket",
      resources: [resource("aws:lightsail/bucket:Bucket", "data", { forceDelete: true, bundleId: "small_1_0" })],
      program: on("prod"),
      findings: [{ ...FOUND, property: "forceDelete" }],
    },
    {
      name: "a bucket whose tags are unknown, in the stack prod",
      resources: [data({ tags: unknown })],
      program: on("prod"),
      findings: [FOUND],
    },
  ],
  valid: [
    { name: "a development stack, by its URN", resources: [data()], outcome: "notApplicable" },
    { name: "off in production", resources: [data({ forceDestroy: false })], program: on("prod") },
    { name: "not set in production", resources: [data({ forceDestroy: undefined })], program: on("prod") },
    { name: "the stack nonprod", resources: [data()], program: on("nonprod"), outcome: "notApplicable" },
    { name: "the stack non-prod", resources: [data()], program: on("non-prod"), outcome: "notApplicable" },
    { name: "the stack pre-production", resources: [data()], program: on("pre-production"), outcome: "notApplicable" },
    {
      name: "the stack product-catalogue",
      resources: [data()],
      program: on("product-catalogue"),
      outcome: "notApplicable",
    },
    { name: "the stack delivery", resources: [data()], program: on("delivery"), outcome: "notApplicable" },
    {
      name: "a tag of another key",
      resources: [data({ tags: { Owner: "prod" } })],
      program: on("main"),
      outcome: "notApplicable",
    },
    {
      name: "production by a word the settings do not have",
      resources: [data()],
      program: on("prod"),
      settings: { protectedEnvironments: ["blue"] },
      outcome: "notApplicable",
    },
    {
      name: "the stack's name does not count, by the settings",
      resources: [data()],
      program: on("prod"),
      settings: { environmentFrom: ["tag:Environment"] },
      outcome: "notApplicable",
    },
    {
      name: "a switch nobody knows yet",
      resources: [data({ forceDestroy: unknown })],
      program: on("prod"),
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a tag nobody knows yet",
      resources: [data({ tags: { Environment: unknown } })],
      program: on("main"),
      undecided: ["preview", "up", "offline"],
    },
  ],
  remediates: [
    { name: "in production", resource: data(), program: on("prod"), becomes: { forceDestroy: false } },
    {
      name: "a Lightsail bucket in production",
      resource: resource("aws:lightsail/bucket:Bucket", "data", { forceDelete: true }),
      program: on("prod"),
      becomes: { forceDelete: false },
    },
    { name: "elsewhere", resource: data(), program: on("dev"), becomes: {} },
    { name: "a secret switch", resource: data({ forceDestroy: secret(true) }), program: on("prod"), becomes: {} },
    { name: "a switch nobody knows yet", resource: data({ forceDestroy: unknown }), program: on("prod"), becomes: {} },
  ],
  remediated: [
    "the stack prod",
    "the stack acme-production-eu, a BucketV2",
    "the stack prodEu1",
    "a tag",
    "a tag in small letters",
    "a default tag of the provider, which arrives as JSON text",
    "a configuration key",
    "another configuration key, and other words, by the settings",
    "a directory bucket",
    "a Lightsail bucket",
    "a bucket whose tags are unknown, in the stack prod",
  ],
});
