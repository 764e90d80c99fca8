import { albTlsPolicy } from "../../../policy-pack/rules/elb/alb-tls-policy";
import { ref, resource, testRule, unknown } from "../../support";

const MODERN = "ELBSecurityPolicy-TLS13-1-2-2021-06";
const LISTENER = "aws:lb/listener:Listener";
const web = resource("aws:lb/loadBalancer:LoadBalancer", "web", { idleTimeout: 60 });
const https = (more: Record<string, unknown> = {}, type = LISTENER) =>
  resource(type, "https", {
    loadBalancerArn: ref("web", "arn"),
    port: 443,
    protocol: "HTTPS",
    certificateArn: unknown,
    ...more,
  });

testRule(albTlsPolicy, {
  invalid: [
    {
      name: "the default",
      resources: [web, https()],
      findings: [
        {
          resource: "https",
          property: "sslPolicy",
          message:
            /Without `sslPolicy` the default, "ELBSecurityPolicy-2016-08", holds, which accepts .*`TLSv1\.1`.*\d{4}-\d\d-\d\d/,
          severity: "medium",
        },
      ],
    },
    {
      name: "the old one by name",
      resources: [web, https({ sslPolicy: "ELBSecurityPolicy-2016-08" })],
      findings: [{ resource: "https", message: 'The policy "ELBSecurityPolicy-2016-08" accepts' }],
    },
    {
      name: "TLS 1.3 with 1.0 beside it",
      resources: [web, https({ sslPolicy: "ELBSecurityPolicy-TLS13-1-0-2021-06" })],
      findings: [{ resource: "https", message: "TLS13-1-0" }],
    },
    {
      name: "TLS of a Network Load Balancer, another spelling",
      resources: [
        web,
        https({ protocol: "TLS", sslPolicy: "ELBSecurityPolicy-TLS-1-1-2017-01" }, "aws:alb/listener:Listener"),
      ],
      findings: [{ resource: "https", message: "`TLSv1.1`" }],
    },
  ],
  valid: [
    { name: "TLS 1.3 and 1.2", resources: [web, https({ sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06" })] },
    { name: "TLS 1.2 only", resources: [web, https({ sslPolicy: "ELBSecurityPolicy-TLS-1-2-2017-01" })] },
    { name: "plain HTTP", resources: [web, https({ protocol: "HTTP" })], outcome: "notApplicable" },
    { name: "TCP passed through", resources: [web, https({ protocol: "TCP" })], outcome: "notApplicable" },
    {
      name: "a policy AWS may have added since",
      resources: [web, https({ sslPolicy: "ELBSecurityPolicy-TLS14-2031-01" })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a policy nobody knows yet",
      resources: [web, https({ sslPolicy: unknown })],
      undecided: ["preview", "up", "offline"],
    },
  ],
  remediates: [
    {
      name: "the default",
      resource: resource(LISTENER, "https", { protocol: "HTTPS" }),
      becomes: { sslPolicy: MODERN },
    },
    {
      name: "an old one, of TLS",
      resource: resource(LISTENER, "https", { protocol: "TLS", sslPolicy: "ELBSecurityPolicy-2016-08" }),
      becomes: { sslPolicy: MODERN },
    },
    {
      name: "TLS 1.2 only",
      resource: resource(LISTENER, "https", { protocol: "HTTPS", sslPolicy: "ELBSecurityPolicy-TLS-1-2-2017-01" }),
      becomes: {},
    },
    {
      name: "a policy nobody knows yet",
      resource: resource(LISTENER, "https", { protocol: "HTTPS", sslPolicy: unknown }),
      becomes: {},
    },
    {
      name: "a policy AWS may have added since",
      resource: resource(LISTENER, "https", { protocol: "HTTPS", sslPolicy: "ELBSecurityPolicy-TLS14-2031-01" }),
      becomes: {},
    },
    { name: "a protocol nobody knows yet", resource: resource(LISTENER, "https", { protocol: unknown }), becomes: {} },
    { name: "plain HTTP", resource: resource(LISTENER, "http", { protocol: "HTTP" }), becomes: {} },
  ],
  remediated: [
    "the default",
    "the old one by name",
    "TLS 1.3 with 1.0 beside it",
    "TLS of a Network Load Balancer, another spelling",
  ],
});
