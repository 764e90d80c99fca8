import { cloudtrailComplete } from "../../../policy-pack/rules/cloudtrail/cloudtrail-complete";
import { component, ref, resource, secret, testRule, unknown } from "../../support";

const TRAIL = "aws:cloudtrail/trail:Trail";
const whole = {
  s3BucketName: "logs",
  isMultiRegionTrail: true,
  enableLogFileValidation: true,
  kmsKeyId: "arn:aws:kms:eu-west-1:210987654321:key/1",
};
const trail = (more: Readonly<Record<string, unknown>>) => resource(TRAIL, "trail", more);

testRule(cloudtrailComplete, {
  valid: [
    { name: "everything", resources: [trail(whole)] },
    {
      name: "switched on explicitly, booleans as text",
      resources: [trail({ ...whole, enableLogging: true, isMultiRegionTrail: "true" })],
    },
    {
      name: "a key of the stack, its ARN unknown before it is there",
      resources: [resource("aws:kms/key:Key", "key"), trail({ ...whole, kmsKeyId: ref("key", "arn") })],
    },
    {
      name: "a key that is secret",
      resources: [trail({ ...whole, kmsKeyId: secret("arn:aws:kms:eu-west-1:210987654321:key/1") })],
    },
    {
      name: "switches nobody knows yet",
      resources: [
        trail({ ...whole, isMultiRegionTrail: unknown, enableLogFileValidation: unknown, enableLogging: unknown }),
      ],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "what the settings do not ask for",
      resources: [trail({ s3BucketName: "logs", isMultiRegionTrail: true })],
      settings: { parts: ["multiRegion", "logging"] },
    },
    { name: "a stack without a trail", resources: [], outcome: "notApplicable" },
    { name: "a stack with the trail it must have", resources: [trail(whole)], settings: { requireTrail: true } },
  ],
  invalid: [
    {
      name: "nothing but a bucket",
      resources: [trail({ s3BucketName: "logs" })],
      findings: [
        { resource: "trail", property: "isMultiRegionTrail", message: "one region only", severity: "medium" },
        { resource: "trail", property: "enableLogFileValidation", message: "digest files" },
        { resource: "trail", property: "kmsKeyId", message: "not encrypted with a key" },
      ],
      stillReported: [{ resource: "trail", property: "kmsKeyId", message: "not encrypted with a key" }],
    },
    {
      name: "one region, in a component, the bucket not known yet",
      resources: [
        component("audit"),
        resource("aws:s3/bucket:Bucket", "logs", {}, { parent: "audit" }),
        resource(
          TRAIL,
          "trail",
          { ...whole, s3BucketName: ref("logs", "id"), isMultiRegionTrail: false },
          { parent: "audit" },
        ),
      ],
      findings: [{ resource: "trail", property: "isMultiRegionTrail", message: "one region only" }],
    },
    {
      name: "no validation",
      resources: [trail({ ...whole, enableLogFileValidation: false })],
      findings: [{ resource: "trail", property: "enableLogFileValidation", message: "digest files" }],
    },
    {
      name: "no key, spelled as an empty text",
      resources: [trail({ ...whole, kmsKeyId: "" })],
      findings: [{ resource: "trail", property: "kmsKeyId", message: "not encrypted with a key" }],
    },
    {
      name: "switched off",
      resources: [trail({ ...whole, enableLogging: false })],
      findings: [{ resource: "trail", property: "enableLogging", message: "records nothing", severity: "high" }],
    },
    {
      name: "a stack without a trail, when it must have one",
      resources: [resource("aws:s3/bucket:Bucket", "logs")],
      settings: { requireTrail: true },
      findings: [{ resource: "flight-dev", property: "", message: "has no trail" }],
    },
  ],
  remediates: [
    {
      name: "nothing but a bucket: no key is chosen",
      resource: trail({ s3BucketName: "logs" }),
      becomes: { isMultiRegionTrail: true, enableLogFileValidation: true },
    },
    { name: "switched off", resource: trail({ ...whole, enableLogging: false }), becomes: { enableLogging: true } },
    {
      name: "only what the settings ask for",
      resource: trail({ s3BucketName: "logs" }),
      settings: { parts: ["validation"] },
      becomes: { enableLogFileValidation: true },
    },
    { name: "everything", resource: trail(whole), becomes: {} },
    { name: "a switch nobody knows", resource: trail({ ...whole, isMultiRegionTrail: unknown }), becomes: {} },
  ],
  remediated: ["one region, in a component, the bucket not known yet", "no validation", "switched off"],
});
