import { albHealthCheck } from "../../../policy-pack/rules/elb/alb-health-check";
import { ref, resource, testRule, unknown } from "../../support";

const GROUP = "aws:lb/targetGroup:TargetGroup";
const group = (name: string, more: Record<string, unknown> = {}, type = GROUP) =>
  resource(type, name, { port: 80, protocol: "HTTP", ...more });
const check = { healthCheck: { path: "/health" } };
const NONE = "no health check of its own";

const SG = "aws:ec2/securityGroup:SecurityGroup";
const sg = (ingress: unknown, name = "tasks") =>
  resource(SG, name, { ...(ingress === undefined ? {} : { ingress }), description: name });
const from = (fromPort: unknown, toPort: unknown = fromPort, protocol: unknown = "tcp") => [
  { fromPort, toPort, protocol, cidrBlocks: ["10.0.0.0/16"] },
];
const service = (containerPort: unknown = 3000, ...securityGroups: readonly string[]) =>
  resource("aws:ecs/service:Service", "service", {
    loadBalancers: [{ targetGroupArn: ref("web", "arn"), containerName: "app", containerPort }],
    networkConfiguration: {
      subnets: ["subnet-1"],
      securityGroups: (securityGroups.length === 0 ? ["tasks"] : securityGroups).map((each) => ref(each)),
    },
  });
const rule = (more: Record<string, unknown> = {}, type = "aws:ec2/securityGroupRule:SecurityGroupRule") =>
  resource(type, "rule", {
    securityGroupId: ref("tasks"),
    type: "ingress",
    protocol: "tcp",
    fromPort: 3000,
    toPort: 3000,
    ...more,
  });
const SHUT = 'asks port 3000 of "service", and none of its security groups ("tasks") opens that port';
const template = resource("aws:ec2/launchTemplate:LaunchTemplate", "template", { vpcSecurityGroupIds: [ref("tasks")] });
const workers = resource("aws:autoscaling/group:Group", "workers", {
  minSize: 1,
  maxSize: 2,
  targetGroupArns: [ref("web", "arn")],
  launchTemplate: { id: ref("template") },
});
const instance = resource("aws:ec2/instance:Instance", "instance", { vpcSecurityGroupIds: [ref("tasks")] });
const attachment = (more: Record<string, unknown> = {}) =>
  resource("aws:lb/targetGroupAttachment:TargetGroupAttachment", "attachment", {
    targetGroupArn: ref("web", "arn"),
    targetId: ref("instance"),
    ...more,
  });

testRule(albHealthCheck, {
  judgedByCompanions: ["aws:alb/targetGroup:TargetGroup"],
  invalid: [
    {
      name: "nothing about health",
      resources: [group("web")],
      findings: [
        { resource: "web", property: "healthCheck", message: `Target group "web" has ${NONE}`, severity: "medium" },
      ],
    },
    {
      name: "an empty block",
      resources: [group("web", { healthCheck: {} })],
      findings: [{ resource: "web", message: NONE }],
    },
    {
      name: "another spelling",
      resources: [group("web", {}, "aws:alb/targetGroup:TargetGroup")],
      findings: [{ resource: "web", message: NONE }],
    },
    {
      name: "its VPC not known yet",
      resources: [resource("aws:ec2/vpc:Vpc", "vpc", {}), group("web", { vpcId: ref("vpc"), targetType: "ip" })],
      findings: [{ resource: "web", message: NONE }],
    },
    {
      name: "three of four: one finding",
      resources: [group("a"), group("b"), group("c", check), group("d")],
      findings: [{ resource: "a", message: 'Target groups "a", "b" and "d" have no health check of their own' }],
    },
    {
      name: "tasks whose security group opens nothing",
      resources: [group("web", check), sg(undefined), service()],
      findings: [{ resource: "web", property: "healthCheck", message: SHUT, severity: "high" }],
    },
    {
      name: "another port opened",
      resources: [group("web", check), sg(from(8080)), service()],
      findings: [{ resource: "web", message: SHUT }],
    },
    {
      name: "UDP opened",
      resources: [group("web", check), sg(from(3000, 3000, "udp")), service()],
      findings: [{ resource: "web", message: SHUT }],
    },
    {
      name: "a rule for what goes out",
      resources: [group("web", check), sg(undefined), rule({ type: "egress" }), service()],
      findings: [{ resource: "web", message: SHUT }],
    },
    {
      name: "the traffic's port opened, the checked one not",
      resources: [group("web", { healthCheck: { path: "/health", port: "9000" } }), sg(from(3000)), service()],
      findings: [{ resource: "web", message: "asks port 9000" }],
    },
    {
      name: "instances of an Auto Scaling group",
      resources: [group("web", check), sg(from(8080)), template, workers],
      findings: [{ resource: "web", message: 'asks port 80 of "workers"' }],
    },
    {
      name: "an instance, at a port of its own",
      resources: [group("web", check), sg(from(80)), instance, attachment({ port: 8080 })],
      findings: [{ resource: "web", message: 'asks port 8080 of "instance"' }],
    },
  ],
  valid: [
    { name: "a path", resources: [group("web", check)] },
    { name: "TCP, said so", resources: [group("web", { protocol: "TCP", healthCheck: { protocol: "TCP" } })] },
    { name: "a health check that is not known yet", resources: [group("web", { healthCheck: unknown })] },
    { name: "a function", resources: [resource(GROUP, "web", { targetType: "lambda" })], outcome: "notApplicable" },
    {
      name: "targets nobody knows",
      resources: [group("web", { targetType: unknown })],
      undecided: ["preview", "up", "offline"],
    },
    { name: "the port opened", resources: [group("web", check), sg(from(3000)), service()] },
    { name: "a range that holds it", resources: [group("web", check), sg(from(1024, 65535)), service()] },
    { name: "everything opened", resources: [group("web", check), sg(from(0, 0, "-1")), service()] },
    {
      name: "opened by one of two security groups",
      resources: [group("web", check), sg(undefined), sg(from(3000), "second"), service(3000, "tasks", "second")],
    },
    { name: "opened by a rule of its own", resources: [group("web", check), sg(undefined), rule(), service()] },
    {
      name: "opened by a rule of the newer kind",
      resources: [
        group("web", check),
        sg(undefined),
        rule({ ipProtocol: "tcp" }, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"),
        service(),
      ],
    },
    {
      name: "a rule of a security group nobody knows",
      resources: [group("web", check), sg(undefined), rule({ securityGroupId: unknown }), service()],
    },
    { name: "rules nobody knows", resources: [group("web", check), sg(unknown), service()] },
    {
      name: "a security group of another stack",
      resources: [
        group("web", check),
        resource("aws:ecs/service:Service", "service", {
          loadBalancers: [{ targetGroupArn: ref("web", "arn"), containerPort: 3000 }],
          networkConfiguration: { securityGroups: ["sg-0123456789abcdef0"] },
        }),
      ],
    },
    {
      name: "an instance at the group's own port",
      resources: [group("web", check), sg(from(80)), instance, attachment()],
    },
  ],
});
