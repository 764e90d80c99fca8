import { configRecorderStarted } from "../../../policy-pack/rules/config/config-recorder-started";
import { ref, resource, testRule, unknown } from "../../support";

const recorder = (more: Readonly<Record<string, unknown>> = {}, name = "recorder") =>
  resource("aws:cfg/recorder:Recorder", name, { roleArn: "arn:aws:iam::123456789012:role/config", ...more });
const channel = (more: Readonly<Record<string, unknown>> = {}) =>
  resource("aws:cfg/deliveryChannel:DeliveryChannel", "channel", { s3BucketName: "logs", ...more });
const status = (name: unknown, isEnabled = true) =>
  resource("aws:cfg/recorderStatus:RecorderStatus", "status", { name, isEnabled });

testRule(configRecorderStarted, {
  judgedByCompanions: ["aws:cfg/recorder:Recorder"],
  valid: [
    { name: "started", resources: [recorder(), channel(), status(ref("recorder", "name"))] },
    { name: "started by the channel's name", resources: [recorder(), channel(), status(ref("channel", "name"))] },
    { name: "stopped on purpose", resources: [recorder(), channel(), status(ref("recorder", "name"), false)] },
    { name: "one nobody knows of what", resources: [recorder(), channel(), status(unknown)] },
    { name: "a recorder alone", resources: [recorder()], outcome: "notApplicable" },
    {
      name: "a channel of another region",
      resources: [recorder(), channel({ region: "eu-west-1" })],
      outcome: "notApplicable",
    },
  ],
  invalid: [
    {
      name: "a recorder and a channel",
      resources: [recorder(), channel()],
      findings: [{ resource: "recorder", property: "", message: "it records nothing" }],
    },
    {
      name: "with a bucket nobody knows yet",
      resources: [recorder(), channel({ s3BucketName: unknown })],
      findings: [{ resource: "recorder", message: "it records nothing" }],
    },
    {
      name: "with a role nobody knows yet",
      resources: [recorder({ roleArn: unknown }), channel()],
      findings: [{ resource: "recorder", message: "it records nothing" }],
    },
    {
      name: "in a region of their own",
      resources: [recorder({ region: "eu-west-1" }), channel({ region: "eu-west-1" })],
      findings: [{ resource: "recorder", message: "it records nothing" }],
    },
  ],
});
