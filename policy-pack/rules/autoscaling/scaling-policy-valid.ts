import { defineRule, finding, undecided, type Yield } from "../../engine/rule";
import type { Value } from "../../engine/value";

const GROUP_POLICY = "aws:autoscaling/policy:Policy";
const APPLICATION_POLICY = "aws:appautoscaling/policy:Policy";

/** Where each type names the metric AWS keeps for it. */
const METRICS: Readonly<Record<string, readonly [string, string]>> = {
  [GROUP_POLICY]: ["targetTrackingConfiguration", "predefinedMetricSpecification"],
  [APPLICATION_POLICY]: ["targetTrackingScalingPolicyConfiguration", "predefinedMetricSpecification"],
};
const BY_TARGET_GROUP = "ALBRequestCountPerTarget";

/** `app/<load balancer>/<id>/targetgroup/<target group>/<id>`: the ends of two ARNs. */
const LABEL = /^app\/[^/]+\/[^/]+\/targetgroup\/[^/]+\/[^/]+$/;

/**
 * What the names of the metrics of a service begin with, beside {@link BY_TARGET_GROUP}
 * (https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PredefinedMetricSpecification.html,
 * https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PredefinedMetricSpecification.html).
 */
const SERVICES: Readonly<Record<string, string>> = {
  appstream: "AppStream",
  cassandra: "Cassandra",
  comprehend: "Comprehend",
  dynamodb: "DynamoDB",
  ec2: "EC2SpotFleet",
  ecs: "ECSService",
  elasticache: "ElastiCache",
  kafka: "Kafka",
  lambda: "LambdaProvisioned",
  neptune: "Neptune",
  rds: "RDSReader",
  sagemaker: "SageMaker",
  workspaces: "WorkSpaces",
};
/** An Auto Scaling group, beside the services. */
const GROUP = "an Auto Scaling group";

export const scalingPolicyValid = defineRule({
  id: "scaling-policy-valid",
  title: "Target tracking policies follow a metric of what they scale",
  rationale:
    "Auto Scaling has metrics of its own for each service, and the one that counts requests has to say of which load balancer and target group. " +
    "A preview checks neither; AWS refuses the policy after the rest is made.",
  remediation: "Change the metric as the message says.",
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["F"],
  scope: "resource",
  targets: [GROUP_POLICY, APPLICATION_POLICY],
  *check(policy) {
    const [configuration, specification] = METRICS[policy.type] ?? ["", ""];
    for (const metric of policy.at(configuration, specification).items) {
      const type = metric.at("predefinedMetricType");
      const scaled = policy.type === GROUP_POLICY ? GROUP : policy.at("serviceNamespace").string;
      if (type.unknown) {
        yield undecided(type, "the metric is not known yet");
      } else if (type.string !== undefined && isForeign(type.string, scaled)) {
        yield finding(
          type,
          `${type.show()} is no metric of ${scaled === GROUP ? GROUP : `the service "${scaled ?? ""}"`}. AWS refuses the policy.`,
          { remediation: `Use ${ownMetrics(scaled)}, or a \`customizedMetricSpecification\`.` },
        );
      } else if (type.string === BY_TARGET_GROUP) {
        yield* checkLabel(metric.at("resourceLabel"));
      }
    }
  },
});

/** Whether what is scaled has no such metric. Metrics and services that are not listed are not judged. */
function isForeign(metric: string, scaled: string | undefined): boolean {
  const homes = homesOf(metric);
  const isListed = scaled === GROUP || (scaled !== undefined && SERVICES[scaled] !== undefined);
  return isListed && homes.length > 0 && !homes.includes(scaled);
}

/** What has a metric; nothing when nobody knows. */
function homesOf(metric: string): readonly string[] {
  if (metric === BY_TARGET_GROUP) {
    return [GROUP, "ec2", "ecs"];
  }
  return metric.startsWith("ASG")
    ? [GROUP]
    : Object.keys(SERVICES).filter((service) => metric.startsWith(SERVICES[service] ?? ""));
}

function ownMetrics(scaled: string | undefined): string {
  return scaled === GROUP
    ? `\`ASGAverageCPUUtilization\`, \`ASGAverageNetworkIn\`, \`ASGAverageNetworkOut\` or \`${BY_TARGET_GROUP}\``
    : `a metric that begins with \`${SERVICES[scaled ?? ""] ?? ""}\``;
}

function* checkLabel(label: Value): Generator<Yield> {
  const remediation =
    "Set `resourceLabel: pulumi.interpolate`${loadBalancer.arnSuffix}/${targetGroup.arnSuffix}``, with the load balancer and the target group of the targets.";
  if (label.absent || label.string === "") {
    yield finding(
      label,
      `\`${BY_TARGET_GROUP}\` counts the requests of one target group, and \`resourceLabel\`, which says of which, is missing. AWS refuses the policy.`,
      { remediation },
    );
  } else if (label.string !== undefined && !label.halfKnown && !LABEL.test(label.string)) {
    yield finding(
      label,
      `\`resourceLabel: ${label.show()}\` is not of the form \`app/<load balancer>/<id>/targetgroup/<target group>/<id>\`. AWS refuses the policy.`,
      { remediation },
    );
  }
}
