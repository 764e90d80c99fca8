import { healthCheckTiming } from "../../../policy-pack/rules/elb/health-check-timing";
import { ref, resource, testRule, unknown } from "../../support";

const GROUP = "aws:lb/targetGroup:TargetGroup";
const CLASSIC = "aws:elb/loadBalancer:LoadBalancer";
const http = (healthCheck: unknown, more: Record<string, unknown> = {}, type = GROUP) =>
  resource(type, "web", { port: 80, protocol: "HTTP", healthCheck, ...more });
const lambda = (healthCheck: unknown) => resource(GROUP, "web", { targetType: "lambda", healthCheck });
const tcp = (healthCheck: unknown) => http(healthCheck, { protocol: "TCP" });
const classic = (interval: unknown, timeout: unknown) =>
  resource(CLASSIC, "web", {
    healthCheck: { healthyThreshold: 2, unhealthyThreshold: 2, target: "HTTP:80/", interval, timeout },
  });

testRule(healthCheckTiming, {
  invalid: [
    {
      name: "a timeout as long as the interval",
      resources: [http({ interval: 10, timeout: 10 })],
      findings: [
        {
          resource: "web",
          property: "healthCheck.interval",
          message: "An interval of 10 seconds is not above the timeout of 10 seconds. AWS refuses the health check.",
          severity: "high",
        },
      ],
    },
    {
      name: "a longer timeout, in another spelling and as text",
      resources: [http({ interval: "15", timeout: "20" }, {}, "aws:alb/targetGroup:TargetGroup")],
      findings: [{ resource: "web", message: "An interval of 15 seconds" }],
    },
    {
      name: "a function, both by default",
      resources: [lambda({ enabled: true, path: "/health" })],
      findings: [
        {
          resource: "web",
          message: "An interval of 30 seconds, the default, is not above the timeout of 30 seconds, the default here",
        },
      ],
    },
    {
      name: "a function, the interval set",
      resources: [lambda({ enabled: true, interval: 30 })],
      findings: [{ resource: "web", message: "An interval of 30 seconds is not above" }],
    },
    {
      name: "the default interval under a long timeout",
      resources: [http({ path: "/", timeout: 60 })],
      findings: [{ resource: "web", property: "healthCheck.timeout", message: "30 seconds, the default," }],
    },
    {
      name: "the shortest interval under the default timeout",
      resources: [http({ interval: 5 }, { protocol: "HTTPS" })],
      findings: [{ resource: "web", message: "timeout of 5 seconds, the default here" }],
    },
    {
      name: "a Network Load Balancer that checks TCP more often than it waits",
      resources: [tcp({ protocol: "TCP", interval: 5 })],
      findings: [{ resource: "web", message: "An interval of 5 seconds is not above the timeout of 10 seconds" }],
    },
    {
      name: "a Classic Load Balancer",
      resources: [classic(5, 5)],
      findings: [{ resource: "web", property: "healthCheck.interval", message: "5 seconds" }],
    },
    {
      name: "beside ids that are not known yet",
      resources: [
        resource("aws:ec2/vpc:Vpc", "vpc", { cidrBlock: "10.0.0.0/16" }),
        http({ interval: 20, timeout: 25 }, { vpcId: ref("vpc") }),
      ],
      findings: [{ resource: "web", message: "25 seconds" }],
    },
  ],
  valid: [
    { name: "an interval above the timeout", resources: [http({ interval: 11, timeout: 10 })] },
    { name: "the defaults of HTTP", resources: [http({ path: "/health" })] },
    { name: "six seconds under the default timeout", resources: [http({ interval: 6 })] },
    { name: "a function with a longer interval", resources: [lambda({ enabled: true, interval: 35 })] },
    { name: "a function with a shorter timeout", resources: [lambda({ enabled: true, timeout: 10 })] },
    {
      name: "a function without a health check",
      resources: [resource(GROUP, "web", { targetType: "lambda" })],
      outcome: "notApplicable",
    },
    { name: "a health check that is off", resources: [lambda({ enabled: false })], outcome: "notApplicable" },
    {
      name: "ten and ten of a Network Load Balancer",
      resources: [tcp({ protocol: "TCP", interval: 10, timeout: 10 })],
    },
    { name: "ten seconds of a Network Load Balancer", resources: [tcp({ protocol: "TCP", interval: 10 })] },
    { name: "a Classic Load Balancer with time between", resources: [classic(10, 5)] },
    {
      name: "an interval nobody knows",
      resources: [http({ interval: unknown, timeout: 5 })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a type of targets nobody knows",
      resources: [http({ interval: 20 }, { targetType: unknown })],
      undecided: ["preview", "up", "offline"],
    },
  ],
});
