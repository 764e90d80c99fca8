import { logRetention } from "../../../policy-pack/rules/cloudwatch/log-retention";
import { component, interpolate, ref, resource, testRule, unknown } from "../../support";

const GROUP = "aws:cloudwatch/logGroup:LogGroup";
const FUNCTION = "aws:lambda/function:Function";
const group = (props: Readonly<Record<string, unknown>>, name = "logs") => resource(GROUP, name, props);
const pay = resource(FUNCTION, "pay", { name: "pay", handler: "index.handler" });

testRule(logRetention, {
  valid: [
    { name: "thirty days", resources: [group({ retentionInDays: 30 })] },
    { name: "ten years", resources: [group({ retentionInDays: 3653 })] },
    { name: "a number as text", resources: [group({ retentionInDays: "14" })] },
    {
      name: "class DELIVERY, which has two days of its own",
      resources: [group({ logGroupClass: "DELIVERY" })],
      outcome: "notApplicable",
    },
    {
      name: "a retention nobody knows yet",
      resources: [group({ retentionInDays: unknown })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "exactly the fewest days that are wanted",
      resources: [group({ retentionInDays: 365 })],
      settings: { minimumDays: 365 },
    },
    {
      name: "a function and its log group, its name written out",
      resources: [pay, group({ name: "/aws/lambda/pay", retentionInDays: 7 })],
    },
    {
      name: "a function and a log group named after it, its own name automatic",
      resources: [
        resource(FUNCTION, "charge", { handler: "index.handler" }),
        group({ name: interpolate`/aws/lambda/${ref("charge", "name")}`, retentionInDays: 7 }),
      ],
    },
    {
      name: "a log group whose unknown name comes from the function",
      resources: [pay, group({ name: interpolate`/aws/lambda/${ref("pay", "qualifiedName")}`, retentionInDays: 7 })],
      modes: ["preview"],
    },
    {
      name: "a function that names its log group",
      resources: [
        resource(FUNCTION, "charge", { loggingConfig: { logFormat: "JSON", logGroup: ref("logs", "name") } }),
        group({ retentionInDays: 7 }),
      ],
    },
    {
      name: "a function that names a log group of another stack",
      resources: [
        resource(FUNCTION, "charge", { loggingConfig: { logFormat: "Text", logGroup: "/shared/functions" } }),
      ],
    },
    {
      name: "a function beside a log group that may be any",
      resources: [pay, group({ name: unknown, retentionInDays: 7 })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a function at the edge",
      resources: [
        pay,
        resource("aws:cloudfront/distribution:Distribution", "cdn", {
          defaultCacheBehavior: {
            lambdaFunctionAssociations: [{ eventType: "viewer-request", lambdaArn: ref("pay", "qualifiedArn") }],
          },
        }),
      ],
      outcome: "notApplicable",
    },
    {
      name: "functions left out by the settings",
      resources: [pay],
      settings: { functions: false },
    },
  ],
  invalid: [
    {
      name: "no retention",
      resources: [group({ name: "app" })],
      findings: [
        { resource: "logs", property: "retentionInDays", message: "keeps its events for ever", severity: "medium" },
      ],
    },
    {
      name: "a retention of zero, inside a component",
      resources: [component("app"), resource(GROUP, "logs", { retentionInDays: 0 }, { parent: "app" })],
      findings: [{ resource: "logs", property: "retentionInDays", message: "for ever" }],
    },
    {
      name: "a number AWS does not offer, and one near the end of the list",
      resources: [group({ retentionInDays: 45 }), group({ retentionInDays: 4000 }, "long")],
      findings: [
        {
          resource: "logs",
          property: "retentionInDays",
          message: /45 days \(cfn-lint [\d.]+, \d{4}-/,
          severity: "high",
        },
        { resource: "long", property: "retentionInDays", message: "4000 days" },
      ],
    },
    {
      name: "fewer days than wanted",
      resources: [group({ retentionInDays: 90 })],
      settings: { minimumDays: 365 },
      findings: [{ resource: "logs", property: "retentionInDays", message: "90 days; 365 are wanted" }],
    },
    {
      name: "a function without a log group, found in a first preview",
      resources: [resource(FUNCTION, "charge", { name: "charge", handler: "index.handler", role: unknown })],
      findings: [{ resource: "charge", property: "", message: "`/aws/lambda/charge`" }],
    },
    {
      name: "a function beside the log group of another one",
      resources: [
        pay,
        resource(FUNCTION, "charge", { name: "charge" }),
        group({ name: interpolate`/aws/lambda/${ref("charge", "qualifiedName")}`, retentionInDays: 7 }),
      ],
      modes: ["preview"],
      findings: [{ resource: "pay", message: "/aws/lambda/pay" }],
    },
    {
      name: "a function beside a log group whose name only begins like its own",
      resources: [pay, group({ name: "/aws/lambda/pay-out", retentionInDays: 7 })],
      findings: [{ resource: "pay", message: "Nothing manages" }],
    },
    {
      name: "an automatic name, and a log group that lacks its end",
      resources: [
        resource(FUNCTION, "charge", { name: "charge-1a2b3c4" }),
        group({ name: "/aws/lambda/charge", retentionInDays: 7 }),
      ],
      findings: [{ resource: "charge", message: '"logs" is not it: its name, "/aws/lambda/charge", lacks the end' }],
    },
    {
      name: "a function whose logging configuration names no group",
      resources: [resource(FUNCTION, "charge", { loggingConfig: { logFormat: "JSON" } })],
      findings: [{ resource: "charge", message: "Nothing manages" }],
    },
    {
      name: "a function and its log group, which keeps everything",
      resources: [pay, group({ name: "/aws/lambda/pay" })],
      findings: [{ resource: "logs", property: "retentionInDays", message: "for ever" }],
    },
  ],
  remediates: [
    { name: "no retention", resource: group({ name: "app" }), becomes: { retentionInDays: 365 } },
    { name: "for ever", resource: group({ retentionInDays: 0 }), becomes: { retentionInDays: 365 } },
    {
      name: "as long as the settings say, at least as long as is wanted, and what there is",
      resource: group({ retentionInDays: 0 }),
      settings: { remediationDays: 30, minimumDays: 100 },
      becomes: { retentionInDays: 120 },
    },
    { name: "a number there is not", resource: group({ retentionInDays: 45 }), becomes: { retentionInDays: 60 } },
    {
      name: "fewer days than wanted",
      resource: group({ retentionInDays: 90 }),
      settings: { minimumDays: 365 },
      becomes: { retentionInDays: 365 },
    },
    { name: "a week", resource: group({ retentionInDays: 7 }), becomes: {} },
    { name: "for ever, by the settings", resource: group({}), settings: { remediationDays: 0 }, becomes: {} },
    { name: "a retention nobody knows yet", resource: group({ retentionInDays: unknown }), becomes: {} },
    { name: "class DELIVERY", resource: group({ logGroupClass: "DELIVERY" }), becomes: {} },
    { name: "a function", resource: pay, becomes: {} },
  ],
  remediated: [
    "no retention",
    "a retention of zero, inside a component",
    "a number AWS does not offer, and one near the end of the list",
    "fewer days than wanted",
    "a function and its log group, which keeps everything",
  ],
});
