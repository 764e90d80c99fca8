import { scalingPolicyValid } from "../../../policy-pack/rules/autoscaling/scaling-policy-valid";
import { interpolate, ref, resource, testRule, unknown } from "../../support";

type Props = Readonly<Record<string, unknown>>;
const tasks = (predefinedMetricType: unknown, more: Props = {}, serviceNamespace: unknown = "ecs") =>
  resource("aws:appautoscaling/policy:Policy", "scale", {
    policyType: "TargetTrackingScaling",
    resourceId: "service/shop/web",
    scalableDimension: "ecs:service:DesiredCount",
    serviceNamespace,
    targetTrackingScalingPolicyConfiguration: {
      predefinedMetricSpecification: { predefinedMetricType, ...more },
      targetValue: 100,
    },
  });
const instances = (predefinedMetricType: unknown, more: Props = {}) =>
  resource("aws:autoscaling/policy:Policy", "scale", {
    autoscalingGroupName: "web",
    policyType: "TargetTrackingScaling",
    targetTrackingConfiguration: {
      predefinedMetricSpecification: { predefinedMetricType, ...more },
      targetValue: 100,
    },
  });
const balancer = [
  resource("aws:lb/loadBalancer:LoadBalancer", "web"),
  resource("aws:lb/targetGroup:TargetGroup", "group"),
];
const LABEL = "app/web/50dc6c495c0c9188/targetgroup/group/73e2d6bc24d8a067";
const METRIC = "targetTrackingScalingPolicyConfiguration.predefinedMetricSpecification";

testRule(scalingPolicyValid, {
  invalid: [
    {
      name: "a group that does not exist yet, without a label",
      resources: [
        resource("aws:autoscaling/group:Group", "group", { maxSize: 2, minSize: 1 }),
        resource("aws:autoscaling/policy:Policy", "scale", {
          autoscalingGroupName: ref("group", "id"),
          policyType: "TargetTrackingScaling",
          targetTrackingConfiguration: {
            predefinedMetricSpecification: { predefinedMetricType: "ALBRequestCountPerTarget" },
            targetValue: 100,
          },
        }),
      ],
      findings: [{ resource: "scale", message: "is missing" }],
    },
    {
      name: "requests of nobody knows which target group, for a service",
      resources: [tasks("ALBRequestCountPerTarget")],
      findings: [{ resource: "scale", property: `${METRIC}.resourceLabel`, message: "is missing" }],
    },
    {
      name: "the same for a group, with an empty label",
      resources: [instances("ALBRequestCountPerTarget", { resourceLabel: "" })],
      findings: [
        {
          resource: "scale",
          property: "targetTrackingConfiguration.predefinedMetricSpecification.resourceLabel",
          message: "is missing",
        },
      ],
    },
    {
      name: "an ARN where the label belongs",
      resources: [
        tasks("ALBRequestCountPerTarget", {
          resourceLabel: "arn:aws:elasticloadbalancing:eu-west-1:210987654321:targetgroup/group/73e2d6bc24d8a067",
        }),
      ],
      findings: [{ resource: "scale", property: `${METRIC}.resourceLabel`, message: "not of the form" }],
    },
    {
      name: "a group's metric for a service",
      resources: [tasks("ASGAverageCPUUtilization")],
      findings: [
        { resource: "scale", property: `${METRIC}.predefinedMetricType`, message: 'no metric of the service "ecs"' },
      ],
    },
    {
      name: "a service's metric for a table",
      resources: [tasks("ECSServiceAverageCPUUtilization", {}, "dynamodb")],
      findings: [
        {
          resource: "scale",
          property: `${METRIC}.predefinedMetricType`,
          message: 'no metric of the service "dynamodb"',
        },
      ],
    },
    {
      name: "a service's metric for a group",
      resources: [instances("ECSServiceAverageCPUUtilization")],
      findings: [
        {
          resource: "scale",
          property: "targetTrackingConfiguration.predefinedMetricSpecification.predefinedMetricType",
          message: "no metric of an Auto Scaling group",
        },
      ],
    },
  ],
  valid: [
    {
      name: "requests of a target group of the stack",
      resources: [
        ...balancer,
        tasks("ALBRequestCountPerTarget", {
          resourceLabel: interpolate`${ref("web", "arnSuffix")}/${ref("group", "arnSuffix")}`,
        }),
      ],
    },
    {
      name: "requests of a target group by its label",
      resources: [instances("ALBRequestCountPerTarget", { resourceLabel: LABEL })],
    },
    {
      name: "a label that is not known yet",
      resources: [instances("ALBRequestCountPerTarget", { resourceLabel: unknown })],
    },
    { name: "the processor time of tasks", resources: [tasks("ECSServiceAverageCPUUtilization")] },
    { name: "the processor time of instances", resources: [instances("ASGAverageCPUUtilization")] },
    { name: "reads of a table", resources: [tasks("DynamoDBReadCapacityUtilization", {}, "dynamodb")] },
    { name: "a metric younger than this rule", resources: [tasks("ECSGpuUtilization")] },
    { name: "a service younger than this rule", resources: [tasks("ECSServiceAverageCPUUtilization", {}, "quantum")] },
    { name: "a service nobody knows yet", resources: [tasks("ECSServiceAverageCPUUtilization", {}, unknown)] },
    {
      name: "step scaling",
      resources: [resource("aws:autoscaling/policy:Policy", "steps", { policyType: "StepScaling" })],
    },
    {
      name: "a metric nobody knows yet",
      resources: [tasks(unknown)],
      undecided: ["preview", "up", "offline"],
    },
  ],
});
