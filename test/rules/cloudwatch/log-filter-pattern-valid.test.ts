import { logFilterPatternValid } from "../../../policy-pack/rules/cloudwatch/log-filter-pattern-valid";
import { interpolate, ref, resource, testRule, unknown } from "../../support";

type Props = Readonly<Record<string, unknown>>;
const metric = (pattern: unknown, transformation: Props = {}) =>
  resource("aws:cloudwatch/logMetricFilter:LogMetricFilter", "errors", {
    logGroupName: "/shop/web",
    pattern,
    metricTransformation: { name: "Errors", namespace: "Shop", value: "1", ...transformation },
  });
const FORWARD = "arn:aws:lambda:eu-west-1:210987654321:function:forward";
const subscription = (filterPattern: unknown, destinationArn: unknown = FORWARD) =>
  resource("aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter", "forward", {
    logGroup: "/shop/web",
    destinationArn,
    filterPattern,
  });

testRule(logFilterPatternValid, {
  invalid: [
    {
      name: "words in brackets, which are fields",
      resources: [metric("[ERROR, Exception]")],
      findings: [{ resource: "errors", property: "pattern", message: "every line of 2 words" }],
    },
    {
      name: "words joined by OR",
      resources: [metric("ERROR OR Exception")],
      findings: [{ resource: "errors", property: "pattern", message: "one more word to look for" }],
    },
    {
      name: "the same in a subscription, to a function that does not exist yet",
      resources: [
        resource("aws:lambda/function:Function", "handler", { runtime: "nodejs22.x" }),
        subscription('"ERROR" || "WARN"', ref("handler", "arn")),
      ],
      findings: [{ resource: "forward", property: "filterPattern", message: "one more word to look for" }],
    },
    {
      name: "a field of JSON without its root",
      resources: [metric('{ level = "ERROR" }')],
      findings: [{ resource: "errors", property: "pattern", message: "no field of the JSON" }],
    },
    {
      name: "a brace that is never closed",
      resources: [metric('{ $.level = "ERROR"')],
      findings: [{ resource: "errors", property: "pattern", message: "does not end with `}`" }],
    },
  ],
  valid: [
    { name: "any of two words", resources: [metric("?ERROR ?Exception")] },
    { name: "a quoted phrase with OR in it", resources: [metric('"ERROR OR WARN"')] },
    { name: "fields with a condition", resources: [metric("[ip, user, timestamp, request, status=5*, size]")] },
    {
      name: "fields whose value is published",
      resources: [metric("[Timeout, ms]", { value: "$ms" })],
    },
    {
      name: "fields that are dimensions",
      resources: [metric("[ERROR, code]", { dimensions: { Code: "$code" } })],
    },
    { name: "a field of JSON", resources: [metric('{ $.level = "ERROR" }')] },
    { name: "everything", resources: [subscription("")] },
    {
      name: "a pattern nobody knows yet",
      resources: [metric(unknown)],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a pattern with a part of another resource",
      resources: [resource("aws:sqs/queue:Queue", "jobs"), metric(interpolate`{ $.queue = "${ref("jobs", "arn")}" }`)],
      undecided: ["preview", "offline"],
    },
  ],
});
