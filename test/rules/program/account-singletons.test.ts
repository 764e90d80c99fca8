import { accountSingletons } from "../../../policy-pack/rules/program/account-singletons";
import { ref, resource, testRule } from "../../support";

const recorder = (name?: string) =>
  resource("aws:cfg/recorder:Recorder", "recorder", {
    roleArn: "arn:aws:iam::210987654321:role/config",
    ...(name === undefined ? {} : { name }),
  });
const channel = resource("aws:cfg/deliveryChannel:DeliveryChannel", "channel", { s3BucketName: ref("logs", "bucket") });
const logs = (bucket: string) => resource("aws:s3/bucket:Bucket", "logs", { bucket });
const detector = resource("aws:guardduty/detector:Detector", "detector", { enable: true });
const hub = resource("aws:securityhub/account:Account", "hub", {});
const topic = (name: string) => resource("aws:sns/topic:Topic", "alerts", { name });

testRule(accountSingletons, {
  judgedByCompanions: ["pulumi:pulumi:Stack"],
  invalid: [
    {
      name: "a recorder for each environment",
      resources: [recorder("config-staging")],
      findings: [
        {
          resource: "recorder",
          property: "",
          message:
            'makes AWS Config\'s recorder, which an account has once in a region, and names like "config-staging" say that it is one of several: AWS refuses the second ("MaxNumberOfConfigurationRecordersExceededException")',
          severity: "medium",
        },
      ],
    },
    {
      name: "a recorder and a channel, beside a bucket of one environment",
      resources: [recorder(), channel, logs("acme-config-dev")],
      findings: [
        { resource: "recorder", message: "AWS Config's recorder and AWS Config's delivery channel, which an account" },
      ],
    },
    {
      name: "a detector in a stack whose names hold the stack's",
      resources: [detector, topic("acme-blue-alerts")],
      program: { project: "acme", stack: "blue", config: new Map(), environment: {} },
      findings: [{ resource: "detector", message: 'names like "acme-blue-alerts" say' }],
    },
    {
      name: "Security Hub",
      resources: [hub, topic("alerts-prod")],
      findings: [{ resource: "hub", message: "makes Security Hub, which an account has once" }],
    },
    {
      name: "beside what is not known yet",
      resources: [
        hub,
        topic("alerts-prod"),
        resource("aws:sns/topicSubscription:TopicSubscription", "mail", {
          topic: ref("alerts", "arn"),
          protocol: "email",
          endpoint: "ops@acme.com",
        }),
      ],
      findings: [{ resource: "hub", message: "makes Security Hub" }],
    },
  ],
  valid: [
    { name: "nothing of the kind", resources: [topic("alerts-prod")], outcome: "notApplicable" },
    { name: "a program for the account", resources: [recorder("default"), detector] },
    {
      name: "the same beside a name that is the same everywhere",
      resources: [recorder(), topic("account-alerts")],
    },
    {
      name: "an account for every environment",
      resources: [recorder("config-staging")],
      settings: { environmentsShareAccounts: false },
      outcome: "notApplicable",
    },
    {
      name: "a stack whose short name is the beginning of a word",
      resources: [recorder(), logs("development-210987654321"), topic("device-events-210987654321")],
      settings: { environmentWords: ["prod"] },
      program: { project: "acme", stack: "dev", config: new Map(), environment: {} },
    },
    {
      name: "a name that the settings say exists once",
      resources: [recorder(), logs("acme-audit-prod")],
      settings: { exempt: ["acme-audit-*"] },
    },
    {
      name: "a provider that is told the account",
      resources: [
        resource(
          "aws:guardduty/detector:Detector",
          "detector",
          { enable: true },
          { provider: { props: { region: "eu-west-1", allowedAccountIds: ["210987654321"] } } },
        ),
        topic("alerts-prod"),
      ],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a setting of the account that may be written twice",
      resources: [
        resource("aws:ebs/encryptionByDefault:EncryptionByDefault", "encryption", { enabled: true }),
        topic("alerts-prod"),
      ],
      outcome: "notApplicable",
    },
  ],
});
