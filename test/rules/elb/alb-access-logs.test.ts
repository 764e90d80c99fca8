import { albAccessLogs } from "../../../policy-pack/rules/elb/alb-access-logs";
import { ref, resource, testRule, unknown } from "../../support";

const LB = "aws:lb/loadBalancer:LoadBalancer";
const CLASSIC = "aws:elb/loadBalancer:LoadBalancer";
const LISTENER = "aws:lb/listener:Listener";

const logs = resource("aws:s3/bucket:Bucket", "logs", {});
const web = (more: Record<string, unknown> = {}, type = LB) => resource(type, "web", { idleTimeout: 60, ...more });
const listener = (protocol: unknown) =>
  resource(LISTENER, "listener", { loadBalancerArn: ref("web", "arn"), protocol });
const network = { loadBalancerType: "network" };

testRule(albAccessLogs, {
  judgedByCompanions: [CLASSIC, "aws:alb/loadBalancer:LoadBalancer"],
  invalid: [
    {
      name: "nothing about logs",
      resources: [web()],
      findings: [
        {
          resource: "web",
          property: "accessLogs",
          message: 'Load balancer "web" writes no access logs',
          severity: "low",
        },
      ],
    },
    {
      name: "switched off",
      resources: [logs, web({ accessLogs: { bucket: ref("logs"), enabled: false } })],
      findings: [{ resource: "web", message: "`enabled` is false" }],
    },
    {
      name: "a bucket, and nothing that switches them on",
      resources: [logs, web({ accessLogs: { bucket: ref("logs") } })],
      findings: [{ resource: "web", message: "`enabled` is (not set)" }],
    },
    {
      name: "a Classic Load Balancer",
      resources: [web({}, CLASSIC)],
      findings: [{ resource: "web", message: "no access logs" }],
    },
    {
      name: "connection logs alone",
      resources: [
        logs,
        web({ connectionLogs: { bucket: ref("logs"), enabled: true } }, "aws:alb/loadBalancer:LoadBalancer"),
      ],
      findings: [{ resource: "web", message: "no access logs" }],
    },
    {
      name: "a Network Load Balancer that ends TLS",
      resources: [web(network), listener("TLS")],
      findings: [{ resource: "web", message: "no access logs" }],
    },
  ],
  valid: [
    { name: "switched on", resources: [logs, web({ accessLogs: { bucket: ref("logs"), enabled: true } })] },
    {
      name: "a Classic Load Balancer, on by default",
      resources: [logs, web({ accessLogs: { bucket: ref("logs") } }, CLASSIC)],
    },
    {
      name: "a Network Load Balancer without TLS",
      resources: [web(network), listener("TCP")],
      outcome: "notApplicable",
    },
    { name: "a Gateway Load Balancer", resources: [web({ loadBalancerType: "gateway" })], outcome: "notApplicable" },
    {
      name: "delivered through CloudWatch",
      resources: [
        web(network),
        listener("TLS"),
        resource("aws:cloudwatch/logDeliverySource:LogDeliverySource", "source", {
          logType: "NLB_ACCESS_LOGS",
          resourceArn: ref("web", "arn"),
        }),
      ],
    },
    {
      name: "nobody knows whether they are on",
      resources: [logs, web({ accessLogs: { bucket: ref("logs"), enabled: unknown } })],
      undecided: ["preview", "up", "offline"],
    },
  ],
});
