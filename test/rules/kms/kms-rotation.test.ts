import { kmsRotation } from "../../../policy-pack/rules/kms/kms-rotation";
import { json, ref, resource, testRule, unknown } from "../../support";

const key = (more: Readonly<Record<string, unknown>> = {}) =>
  resource("aws:kms/key:Key", "key", { description: "Data", ...more });

testRule(kmsRotation, {
  valid: [
    { name: "on", resources: [key({ enableKeyRotation: true })] },
    {
      name: "on, as a text, with a period",
      resources: [key({ enableKeyRotation: "true", rotationPeriodInDays: 180 })],
    },
    { name: "an asymmetric key", resources: [key({ customerMasterKeySpec: "RSA_2048" })], outcome: "notApplicable" },
    {
      name: "an HMAC key",
      resources: [key({ customerMasterKeySpec: "HMAC_256", keyUsage: "GENERATE_VERIFY_MAC" })],
      outcome: "notApplicable",
    },
    { name: "a key of a custom store", resources: [key({ customKeyStoreId: "cks-1" })], outcome: "notApplicable" },
    { name: "a key that is switched off", resources: [key({ isEnabled: false })], outcome: "notApplicable" },
    { name: "imported material", resources: [resource("aws:kms/externalKey:ExternalKey", "key", {})], outcome: "none" },
    {
      name: "a switch nobody knows",
      resources: [key({ enableKeyRotation: unknown })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a kind of key nobody knows",
      resources: [key({ customerMasterKeySpec: unknown })],
      undecided: ["preview", "up", "offline"],
    },
  ],
  invalid: [
    {
      name: "left out",
      resources: [key()],
      findings: [
        { resource: "key", property: "enableKeyRotation", message: "can rotate, and does not", severity: "medium" },
      ],
    },
    {
      name: "off",
      resources: [key({ enableKeyRotation: false })],
      findings: [{ resource: "key", message: "does not" }],
    },
    {
      name: "off, the defaults written out",
      resources: [key({ customerMasterKeySpec: "SYMMETRIC_DEFAULT", keyUsage: "ENCRYPT_DECRYPT" })],
      findings: [{ resource: "key", message: "does not" }],
    },
    {
      name: "a multi-region primary",
      resources: [key({ multiRegion: true })],
      findings: [{ resource: "key", message: "does not" }],
    },
    {
      name: "left out, with a policy for a role that is still to come",
      resources: [
        resource("aws:iam/role:Role", "role", { assumeRolePolicy: "{}" }),
        key({ policy: json({ Statement: [{ Effect: "Allow", Principal: { AWS: ref("role", "arn") } }] }) }),
      ],
      findings: [{ resource: "key", property: "enableKeyRotation", message: "does not" }],
    },
  ],
  remediates: [
    { name: "left out", resource: key(), becomes: { enableKeyRotation: true } },
    { name: "off", resource: key({ enableKeyRotation: false }), becomes: { enableKeyRotation: true } },
    { name: "on", resource: key({ enableKeyRotation: "true" }), becomes: {} },
    { name: "a key that cannot rotate", resource: key({ customerMasterKeySpec: "RSA_2048" }), becomes: {} },
  ],
  remediated: [
    "left out",
    "off",
    "off, the defaults written out",
    "a multi-region primary",
    "left out, with a policy for a role that is still to come",
  ],
});
