import { ecsValidService } from "../../../policy-pack/rules/ecs/ecs-valid-service";
import { component, json, ref, resource, testRule, unknown } from "../../support";

const SERVICE = "aws:ecs/service:Service";
const container = (more: Readonly<Record<string, unknown>> = {}) => ({
  name: "web",
  image: "nginx:1.27",
  portMappings: [{ containerPort: 80 }],
  ...more,
});
const task = (more: Readonly<Record<string, unknown>> = {}) =>
  resource("aws:ecs/taskDefinition:TaskDefinition", "task", {
    family: "web",
    networkMode: "awsvpc",
    requiresCompatibilities: ["FARGATE"],
    cpu: "256",
    memory: "512",
    containerDefinitions: JSON.stringify([container()]),
    ...more,
  });
const network = { networkConfiguration: { subnets: ["subnet-0a"], securityGroups: ["sg-0a"] } };
const service = (more: Readonly<Record<string, unknown>> = {}, options = {}) =>
  resource(
    SERVICE,
    "service",
    { taskDefinition: ref("task", "arn"), launchType: "FARGATE", ...network, ...more },
    options,
  );
const balanced = (containerName = "web", containerPort: unknown = 80) => ({
  loadBalancers: [{ targetGroupArn: ref("group", "arn"), containerName, containerPort }],
});
const group = (
  more: Readonly<Record<string, unknown>> = { targetType: "ip" },
  type = "aws:lb/targetGroup:TargetGroup",
) => resource(type, "group", more);
const alb = resource("aws:lb/loadBalancer:LoadBalancer", "alb");
const forward = { type: "forward", targetGroupArn: ref("group", "arn") };
const listener = (action: unknown = forward, type = "aws:lb/listener:Listener", options = {}) =>
  resource(type, "listener", { loadBalancerArn: ref("alb", "arn"), port: 80, defaultActions: [action] }, options);
const rule = resource("aws:lb/listenerRule:ListenerRule", "rule", {
  listenerArn: ref("listener", "arn"),
  actions: [forward],
});
const notFound = { type: "fixed-response", fixedResponse: { contentType: "text/plain", statusCode: "404" } };
const after = (...dependsOn: readonly string[]) => ({ dependsOn });
const web = [alb, listener(), group(), task()];
const strategies = { capacityProviderStrategies: [{ capacityProvider: "FARGATE_SPOT", weight: 1 }] };
const ec2 = { launchType: "EC2" };

testRule(ecsValidService, {
  valid: [
    { name: "a service after its listener", resources: [...web, service(balanced(), after("listener"))] },
    {
      name: "older spellings",
      resources: [
        alb,
        listener(forward, "aws:alb/listener:Listener"),
        group({ targetType: "ip" }, "aws:alb/targetGroup:TargetGroup"),
        task(),
        service(balanced(), after("listener")),
      ],
    },
    {
      name: "a service after the listener's rule",
      resources: [alb, listener(notFound), rule, group(), task(), service(balanced(), after("rule"))],
    },
    {
      name: "a service after the load balancer, with the rule in the making",
      resources: [alb, listener(notFound), rule, group(), task(), service(balanced(), after("listener"))],
    },
    {
      name: "a service after a component with the listener",
      resources: [
        alb,
        component("edge"),
        listener(forward, undefined, { parent: "edge" }),
        group(),
        task(),
        service(balanced(), after("edge")),
      ],
    },
    { name: "a target group something outside forwards to", resources: [group(), task(), service(balanced())] },
    {
      name: "a target group of another stack",
      resources: [
        task(),
        service({
          loadBalancers: [
            {
              targetGroupArn: "arn:aws:elasticloadbalancing:eu-west-1:210987654321:targetgroup/a/1",
              containerName: "web",
              containerPort: 80,
            },
          ],
        }),
      ],
    },
    {
      name: "capacity providers alone",
      resources: [
        task(),
        resource(SERVICE, "service", { taskDefinition: ref("task", "arn"), ...network, ...strategies }),
      ],
    },
    {
      name: "EC2 in bridge mode",
      resources: [
        task({ networkMode: "bridge", requiresCompatibilities: ["EC2"] }),
        resource(SERVICE, "service", { taskDefinition: ref("task", "arn"), ...ec2 }),
      ],
    },
    {
      name: "EC2 with placement and instances",
      resources: [
        alb,
        listener(),
        group({ targetType: "instance" }),
        task({ networkMode: "bridge", requiresCompatibilities: ["EC2"] }),
        resource(
          SERVICE,
          "service",
          {
            taskDefinition: ref("task", "arn"),
            ...ec2,
            ...balanced(),
            orderedPlacementStrategies: [{ type: "spread", field: "instanceId" }],
          },
          after("listener"),
        ),
      ],
    },
    {
      name: "containers unknown before an image's repository exists",
      resources: [
        resource("aws:ecr/repository:Repository", "repository"),
        ...web.slice(0, 3),
        task({ containerDefinitions: json([container({ image: ref("repository", "repositoryUrl") })]) }),
        service(balanced(), after("listener")),
      ],
      undecided: ["preview"],
    },
    {
      name: "an external deployment controller",
      resources: [resource(SERVICE, "service", { launchType: "FARGATE", deploymentController: { type: "EXTERNAL" } })],
      outcome: "notApplicable",
    },
    {
      name: "a range of ports",
      resources: [
        ...web.slice(0, 3),
        task({
          containerDefinitions: JSON.stringify([container({ portMappings: [{ containerPortRange: "80-90" }] })]),
        }),
        service(balanced(), after("listener")),
      ],
    },
  ],
  invalid: [
    {
      name: "nothing orders the service after its listener",
      resources: [...web, service(balanced())],
      findings: [
        {
          resource: "service",
          property: "loadBalancers[0].targetGroupArn",
          message: 'waits neither for "listener"',
          severity: "high",
        },
      ],
    },
    {
      name: "the same with a weighted forward and another spelling",
      resources: [
        alb,
        listener(
          { type: "forward", forward: { targetGroups: [{ arn: ref("group", "arn"), weight: 1 }] } },
          "aws:alb/listener:Listener",
        ),
        group(),
        task(),
        service(balanced()),
      ],
      findings: [{ resource: "service", message: "does not have an associated load balancer" }],
    },
    {
      name: "after the target group only",
      resources: [...web, service(balanced(), after("group"))],
      findings: [{ resource: "service", message: 'connects target group "group"' }],
    },
    {
      name: "a launch type and capacity providers",
      resources: [task(), service(strategies)],
      findings: [{ resource: "service", property: "launchType", message: "not both" }],
    },
    {
      name: "placement on Fargate",
      resources: [
        task(),
        service({ orderedPlacementStrategies: [{ type: "spread", field: "attribute:ecs.availability-zone" }] }),
      ],
      findings: [
        { resource: "service", property: "orderedPlacementStrategies", message: "Fargate places tasks itself" },
      ],
    },
    {
      name: "a daemon on Fargate",
      resources: [task(), service({ schedulingStrategy: "DAEMON" })],
      findings: [{ resource: "service", property: "schedulingStrategy", message: "does not take `DAEMON`" }],
    },
    {
      name: "Fargate without a network",
      resources: [task(), resource(SERVICE, "service", { taskDefinition: ref("task", "arn"), launchType: "FARGATE" })],
      findings: [{ resource: "service", property: "networkConfiguration", message: "Fargate tasks need subnets" }],
    },
    {
      name: "awsvpc without a network",
      resources: [
        task({ requiresCompatibilities: ["EC2"] }),
        resource(SERVICE, "service", { taskDefinition: ref("task", "arn"), ...ec2 }),
      ],
      findings: [{ resource: "service", message: 'network mode "awsvpc" need subnets' }],
    },
    {
      name: "a network in bridge mode",
      resources: [task({ networkMode: "bridge", requiresCompatibilities: ["EC2"] }), service(ec2)],
      findings: [{ resource: "service", property: "networkConfiguration", message: "takes no `networkConfiguration`" }],
    },
    {
      name: "a target group for instances",
      resources: [alb, listener(), group({ port: 80 }), task(), service(balanced(), after("listener"))],
      findings: [
        { resource: "service", property: "loadBalancers[0].targetGroupArn", message: "registered by address" },
      ],
    },
    {
      name: "a container that is called otherwise",
      resources: [...web, service(balanced("app"), after("listener"))],
      findings: [
        { resource: "service", property: "loadBalancers[0].containerName", message: 'has no container "app"' },
      ],
    },
    {
      name: "a port the container does not map",
      resources: [...web, service(balanced("web", 8080), after("listener"))],
      findings: [{ resource: "service", property: "loadBalancers[0].containerPort", message: "maps no port 8080" }],
    },
    {
      name: "a service of capacity providers of Fargate without a network",
      resources: [
        task({ networkMode: unknown }),
        resource(SERVICE, "service", { taskDefinition: ref("task", "arn"), ...strategies }),
      ],
      findings: [{ resource: "service", message: "Fargate tasks need subnets" }],
    },
  ],
});
