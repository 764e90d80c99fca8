import { cloudfrontLogging } from "../../../policy-pack/rules/cloudfront/cloudfront-logging";
import { ref, resource, testRule, unknown } from "../../support";

const CDN = "aws:cloudfront/distribution:Distribution";
const SOURCE = "aws:cloudwatch/logDeliverySource:LogDeliverySource";

const cdn = (more: Readonly<Record<string, unknown>> = {}, name = "cdn") =>
  resource(CDN, name, { enabled: true, ...more });
const source = (arn: unknown) => resource(SOURCE, "source", { logType: "ACCESS_LOGS", resourceArn: arn });
const message = "No access logs";

testRule(cloudfrontLogging, {
  judgedByCompanions: [CDN],
  valid: [
    {
      name: "standard logs (legacy)",
      resources: [
        resource("aws:s3/bucket:Bucket", "logs"),
        cdn({ loggingConfig: { bucket: ref("logs", "bucketDomainName") } }),
      ],
    },
    { name: "standard logs (v2)", resources: [cdn(), source(ref("cdn", "arn"))] },
    {
      name: "real-time logs of one behaviour",
      resources: [cdn({ orderedCacheBehaviors: [{ pathPattern: "/api/*", realtimeLogConfigArn: unknown }] })],
    },
    { name: "a distribution that is not enabled", resources: [cdn({ enabled: false })], outcome: "notApplicable" },
    { name: "a bucket of another stack", resources: [cdn({ loggingConfig: { bucket: "logs.s3.amazonaws.com" } })] },
    {
      name: "a source whose distribution nobody knows yet",
      resources: [cdn(), source(unknown)],
      undecided: ["preview", "up", "offline"],
    },
  ],
  invalid: [
    {
      name: "nothing at all",
      resources: [cdn()],
      findings: [{ resource: "cdn", property: "", message, severity: "low" }],
    },
    {
      name: "an empty bucket",
      resources: [cdn({ loggingConfig: { bucket: "" } })],
      findings: [{ resource: "cdn", message }],
    },
    {
      name: "a logging block that only includes cookies",
      resources: [cdn({ loggingConfig: { includeCookies: true } })],
      findings: [{ resource: "cdn", message }],
    },
    {
      name: "a source of another distribution",
      resources: [cdn(), cdn({}, "other"), source(ref("other", "arn"))],
      findings: [{ resource: "cdn", message }],
    },
  ],
});
