import { logEncryption } from "../../../policy-pack/rules/cloudwatch/log-encryption";
import { component, derived, ref, resource, secret, testRule, unknown } from "../../support";

const GROUP = "aws:cloudwatch/logGroup:LogGroup";
const ARN = "arn:aws:kms:eu-west-1:210987654321:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const group = (props: Readonly<Record<string, unknown>>, options = {}) => resource(GROUP, "logs", props, options);

testRule(logEncryption, {
  valid: [
    { name: "a key by its ARN", resources: [group({ kmsKeyId: ARN })] },
    {
      name: "a key of the stack, whose ARN is not known before it is there",
      resources: [resource("aws:kms/key:Key", "key"), group({ kmsKeyId: ref("key", "arn") })],
      modes: ["preview"],
    },
    { name: "a key in China, in another account", resources: [group({ kmsKeyId: ARN.replace("aws:", "aws-cn:") })] },
    {
      name: "a made-up ARN, and a text nobody knows the beginning of",
      resources: [
        group({ kmsKeyId: "arn:aws:kms:eu-west-1:000000000000:key/0facade0-0000-0000-0000-000000000000" }),
        resource(GROUP, "second", { kmsKeyId: "0facade0-rest" }),
      ],
    },
    {
      name: "a key that is secret, one nobody knows",
      resources: [group({ kmsKeyId: secret(ARN) }), resource(GROUP, "second", { kmsKeyId: unknown })],
    },
    {
      name: "a log group the settings do not ask about",
      resources: [group({ name: "/shop/web" })],
      settings: { only: ["/audit/"] },
    },
    {
      name: "a log group the settings ask about, with its key",
      resources: [
        group({ name: "/audit/pay", kmsKeyId: derived(ARN, "logs-key") }),
        resource("aws:kms/key:Key", "logs-key"),
      ],
      settings: { only: ["/audit/"] },
    },
  ],
  invalid: [
    {
      name: "no key",
      resources: [group({ name: "/shop/web", retentionInDays: 30 })],
      findings: [{ resource: "logs", property: "kmsKeyId", message: "no key of your own", severity: "low" }],
    },
    {
      name: "an empty key, in a component, everything else unknown",
      resources: [component("app"), group({ kmsKeyId: "", name: unknown }, { parent: "app" })],
      findings: [{ resource: "logs", property: "kmsKeyId", message: "no key of your own" }],
    },
    {
      name: "an alias, an id",
      resources: [
        group({ kmsKeyId: "alias/logs" }),
        resource(GROUP, "id", { kmsKeyId: "1234abcd-12ab-34cd-56ef-1234567890ab" }),
      ],
      findings: [
        { resource: "id", property: "kmsKeyId", message: "not the ARN of a key", severity: "high" },
        { resource: "logs", property: "kmsKeyId", message: '"alias/logs"', severity: "high" },
      ],
    },
    {
      name: "the ARN of an alias",
      resources: [group({ kmsKeyId: "arn:aws:kms:eu-west-1:210987654321:alias/logs" })],
      findings: [{ resource: "logs", property: "kmsKeyId", message: "not the ARN of a key" }],
    },
    {
      name: "a log group the settings ask about by its prefix, an automatic name",
      resources: [group({ namePrefix: "/audit/pay-" }), resource(GROUP, "audit")],
      settings: { only: ["audit"] },
      findings: [
        {
          resource: "audit",
          property: "kmsKeyId",
          message: '2 log groups have no key of your own: "audit" and "logs"',
        },
      ],
    },
  ],
});
