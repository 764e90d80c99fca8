import { albHttps } from "../../../policy-pack/rules/elb/alb-https";
import { ref, resource, testRule, unknown } from "../../support";

const LB = "aws:lb/loadBalancer:LoadBalancer";
const CLASSIC = "aws:elb/loadBalancer:LoadBalancer";
const LISTENER = "aws:lb/listener:Listener";
const RULE = "aws:lb/listenerRule:ListenerRule";

const web = (more: Record<string, unknown> = {}, type = LB) => resource(type, "web", { idleTimeout: 60, ...more });
const group = resource("aws:lb/targetGroup:TargetGroup", "group", { port: 8080, protocol: "HTTP" });
const forward = { type: "forward", targetGroupArn: ref("group", "arn") };
const redirect = { type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } };
const listener = (action: unknown, more: Record<string, unknown> = {}, type = LISTENER) =>
  resource(type, "http", {
    loadBalancerArn: ref("web", "arn"),
    port: 80,
    protocol: "HTTP",
    defaultActions: [action],
    ...more,
  });
const rule = (action: unknown, path = "/api/*") =>
  resource(RULE, "rule", {
    listenerArn: ref("http", "arn"),
    actions: [action],
    conditions: [{ pathPattern: { values: [path] } }],
  });
const classic = (protocols: readonly unknown[], more: Record<string, unknown> = {}) =>
  resource(CLASSIC, "old", {
    listeners: protocols.map((lbProtocol) => ({ lbPort: 80, lbProtocol, instancePort: 80, instanceProtocol: "http" })),
    ...more,
  });

testRule(albHttps, {
  invalid: [
    {
      name: "plain HTTP is forwarded",
      resources: [web(), group, listener(forward)],
      findings: [
        {
          resource: "http",
          property: "defaultActions[0].type",
          message: 'Listener "http" takes plain HTTP from the internet and serves it ("forward")',
          severity: "high",
        },
      ],
    },
    {
      name: "no protocol, which means HTTP; another spelling",
      resources: [
        web({}, "aws:alb/loadBalancer:LoadBalancer"),
        resource("aws:alb/listener:Listener", "http", {
          loadBalancerArn: ref("web", "arn"),
          port: 80,
          defaultActions: [forward],
        }),
        group,
      ],
      findings: [{ resource: "http", message: "plain HTTP" }],
    },
    {
      name: "a fixed answer",
      resources: [
        web({ internal: false }),
        listener({ type: "fixed-response", fixedResponse: { contentType: "text/plain" } }),
      ],
      findings: [{ resource: "http", message: 'answers it itself ("fixed-response")', severity: "medium" }],
    },
    {
      name: "a rule that forwards, beside a redirect",
      resources: [web(), group, listener(redirect), rule(forward)],
      findings: [{ resource: "rule", property: "actions[0].type", message: 'Rule "rule" of listener "http"' }],
    },
    {
      name: "a listener and its rule that both forward: one finding",
      resources: [web(), group, listener(forward), rule(forward)],
      findings: [{ resource: "http", message: "forward" }],
    },
    {
      name: "a Classic Load Balancer that takes nothing else",
      resources: [classic(["http"])],
      findings: [{ resource: "old", property: "listeners[0].lbProtocol", message: "takes nothing but plain HTTP" }],
    },
  ],
  valid: [
    { name: "redirected", resources: [web(), listener(redirect)] },
    {
      name: "HTTPS on the listener, HTTP on port 8080 of the target",
      resources: [web(), group, listener(forward, { protocol: "HTTPS", port: 443 })],
      outcome: "notApplicable",
    },
    { name: "internal", resources: [web({ internal: true }), group, listener(forward)], outcome: "notApplicable" },
    {
      name: "TCP of a Network Load Balancer",
      resources: [web({ loadBalancerType: "network" }), group, listener(forward, { protocol: "TCP" })],
      outcome: "notApplicable",
    },
    {
      name: "a load balancer of another stack",
      resources: [
        group,
        resource(LISTENER, "http", {
          loadBalancerArn: "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/x/1",
          protocol: "HTTP",
          defaultActions: [forward],
        }),
      ],
      outcome: "notApplicable",
    },
    {
      name: "a rule for certificate challenges",
      resources: [web(), group, listener(redirect), rule(forward, "/.well-known/acme-challenge/*")],
    },
    { name: "a rule that redirects, too", resources: [web(), listener(redirect), rule(redirect)] },
    {
      name: "a Classic Load Balancer with HTTPS beside HTTP",
      resources: [classic(["http", "https"])],
      outcome: "notApplicable",
    },
    {
      name: "an internal Classic Load Balancer",
      resources: [classic(["http"], { internal: true })],
      outcome: "notApplicable",
    },
    {
      name: "nobody knows whether it is internal",
      resources: [web({ internal: unknown }), group, listener(forward)],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "an action nobody knows",
      resources: [web(), listener({ type: unknown })],
      undecided: ["preview", "up", "offline"],
    },
  ],
});
