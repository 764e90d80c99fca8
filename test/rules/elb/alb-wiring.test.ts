import { albWiring } from "../../../policy-pack/rules/elb/alb-wiring";
import { ref, resource, ROOT, testRule, unknown } from "../../support";

const LB = "aws:lb/loadBalancer:LoadBalancer";
const LISTENER = "aws:lb/listener:Listener";
const SERVICE = "aws:ecs/service:Service";

const web = (type = LB, more: Record<string, unknown> = {}) => resource(type, "web", { idleTimeout: 60, ...more });
const group = resource("aws:lb/targetGroup:TargetGroup", "group", { port: 80, protocol: "HTTP" });
const other = resource("aws:lb/targetGroup:TargetGroup", "other", { port: 81, protocol: "HTTP" });
const listener = (action: unknown, loadBalancerArn: unknown = ref("web", "arn"), type = LISTENER) =>
  resource(type, "listener", { loadBalancerArn, port: 80, defaultActions: [action] });
const forward = (name = "group") => ({ type: "forward", targetGroupArn: ref(name, "arn") });
const fixed = { type: "fixed-response" };
const service = (...names: readonly string[]) =>
  resource(SERVICE, "service", {
    desiredCount: 2,
    loadBalancers: names.map((name) => ({ targetGroupArn: ref(name, "arn"), containerName: "app", containerPort: 80 })),
  });
const LISTENS = 'Load balancer "web" has no listener in this stack';

testRule(albWiring, {
  judgedByCompanions: [LB, "aws:alb/loadBalancer:LoadBalancer"],
  invalid: [
    {
      name: "a load balancer that does not listen",
      resources: [web()],
      findings: [{ resource: "web", property: "", message: LISTENS, severity: "high" }],
    },
    {
      name: "a Network Load Balancer in another spelling",
      resources: [web("aws:alb/loadBalancer:LoadBalancer", { loadBalancerType: "network" })],
      findings: [{ resource: "web", message: LISTENS }],
    },
    {
      name: "the listener belongs to another load balancer",
      resources: [web(), resource(LB, "second", { idleTimeout: 60 }), listener(fixed, ref("second", "arn"))],
      findings: [{ resource: "web", message: LISTENS }],
    },
    {
      name: "a service whose target group nothing forwards to",
      resources: [web(), group, listener(fixed), service("group")],
      findings: [
        {
          resource: "service",
          property: "loadBalancers",
          message: 'Service "service" registers its tasks with target group "group", and no listener or rule',
        },
      ],
    },
    {
      name: "a service with two target groups, one of them forgotten",
      resources: [web(), group, other, listener(forward("group")), service("group", "other")],
      findings: [{ resource: "service", message: '"other"' }],
    },
  ],
  valid: [
    {
      name: "a load balancer whose ARN the stack exports: another stack may add the listener",
      resources: [web(), { ...ROOT, name: "exports", props: { albArn: ref("web", "arn") } }],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a listener that forwards to the service's target group",
      resources: [web(), group, listener(forward()), service("group")],
    },
    {
      name: "a rule that forwards, with weights",
      resources: [
        web(),
        group,
        listener(fixed),
        resource("aws:lb/listenerRule:ListenerRule", "rule", {
          listenerArn: ref("listener", "arn"),
          actions: [{ type: "forward", forward: { targetGroups: [{ arn: ref("group", "arn"), weight: 1 }] } }],
        }),
        service("group"),
      ],
    },
    {
      name: "a listener in another spelling",
      resources: [web(), group, listener(forward(), ref("web", "arn"), "aws:alb/listener:Listener")],
    },
    {
      name: "a service without load balancer",
      resources: [web(), listener(fixed), service()],
      outcome: "notApplicable",
    },
    {
      name: "a listener for a load balancer nobody knows yet",
      resources: [web(), listener(fixed, unknown)],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "told to other stacks",
      resources: [web(), resource("aws:ssm/parameter:Parameter", "arn", { type: "String", value: ref("web", "arn") })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a listener that forwards nobody knows where",
      resources: [web(), group, listener({ type: "forward", targetGroupArn: unknown }), service("group")],
      undecided: ["preview", "up", "offline"],
    },
  ],
});
