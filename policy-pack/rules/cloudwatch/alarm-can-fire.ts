import { kinds } from "../../engine/kinds";
import { defineRule, finding, undecided, type StackRuleContext, type Yield } from "../../engine/rule";
import type { Resource } from "../../engine/resource";
import type { Stack } from "../../engine/stack";
import type { Value } from "../../engine/value";
import { metricsOf, type AlarmMetric } from "../../helpers/alarm-metrics";
import { outOfReach } from "../../helpers/counted-metrics";
import { judgeDimension } from "../../helpers/dimension-values";
import { idsIn } from "../../helpers/metric-math";
import {
  metricPage,
  metricSource,
  misplaced,
  namespaceMeantBy,
  wrongDimensions,
  type DimensionSet,
  type WrongDimensions,
} from "../../helpers/published-metrics";
import { otherNameOf } from "../../helpers/other-names";
import { assumedRegion, partitionOf } from "../../helpers/place";
import { listed } from "../../helpers/words";

export const alarmCanFire = defineRule({
  id: "alarm-can-fire",
  title: "Alarms watch a metric that exists",
  rationale:
    "CloudWatch accepts an alarm on a metric nobody publishes. It stays in INSUFFICIENT_DATA and never fires, and nobody notices.",
  remediation:
    "Name the metric as AWS publishes it: namespace, metric name, and the whole set of dimensions with their exact values.",
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["F"],
  scope: "stack",
  targets: [...kinds.metricAlarm],
  *check(alarm, context) {
    for (const metric of metricsOf(alarm)) {
      yield* checkMetric(metric, alarm, context);
    }
    yield* checkReach(alarm);
    yield* checkExpressions(alarm);
  },
});

function* checkReach(alarm: Resource): Generator<Yield> {
  const counted = outOfReach(alarm);
  if (counted !== undefined) {
    const [statistic, threshold] = [alarm.at("statistic"), alarm.at("threshold")];
    yield finding(
      statistic,
      `The alarm waits until the ${statistic.string?.toLowerCase() ?? ""} of ${alarm.at("metricName").show()} passes ${threshold.show()}, ` +
        `and never sees that: in this metric ${counted.points}, so the ${statistic.string?.toLowerCase() ?? ""} is 1 at most (${counted.page}).`,
      {
        remediation: counted.isShare
          ? '`statistic: "Sum"` counts them. To watch their share of all, take a threshold between 0 and 1.'
          : 'Set `statistic: "Sum"`, which counts them.',
      },
    );
  }
}

function* checkMetric(metric: AlarmMetric, alarm: Resource, context: StackRuleContext): Generator<Yield> {
  const { stack } = context;
  const namespace = metric.namespace.string;
  if (namespace === undefined) {
    if (metric.namespace.unknown) {
      yield undecided(metric.namespace, "the namespace is not known yet");
    }
    return;
  }
  const meant = namespaceMeantBy(namespace);
  if (meant !== undefined) {
    yield finding(
      metric.namespace,
      `AWS has no namespace ${metric.namespace.show()}, and nobody else can publish under \`AWS/\`: no metric is ever there.`,
      { remediation: `Use \`${meant}\`; names are case-sensitive.` },
    );
    return;
  }
  const wrongName = [...checkName(namespace, metric)];
  yield* wrongName;
  if (wrongName.length === 0) {
    yield* checkDimensions(namespace, metric, stack);
  }
  yield* checkRegion(namespace, metric, alarm, context);
}

function* checkName(namespace: string, { metricName }: AlarmMetric): Generator<Yield> {
  const wrong = metricName.string === undefined ? undefined : misplaced(namespace, metricName.string);
  if (metricName.unknown) {
    yield undecided(metricName, "the metric's name is not known yet");
  } else if (wrong?.kind === "spelling") {
    yield finding(metricName, `\`${namespace}\` has no metric ${metricName.show()}; names are case-sensitive.`, {
      remediation: `Write \`${wrong.meant}\`.`,
    });
  } else if (wrong?.kind === "foreign") {
    yield finding(
      metricName,
      `\`${namespace}\` publishes no metric ${metricName.show()}: that is one of ${wrong.homes.slice(0, 3).join(", ")} ` +
        `(${metricSource()}).`,
      { remediation: `Use a metric \`${namespace}\` publishes, or the namespace and dimensions of the one you mean.` },
    );
  }
}

function* checkDimensions(namespace: string, metric: AlarmMetric, stack: Stack): Generator<Yield> {
  const { dimensions, metricName } = metric;
  if (dimensions.unknown) {
    yield undecided(dimensions, "the dimensions are not known yet");
    return;
  }
  const given = dimensions.entries.filter(([, value]) => !value.absent);
  const names = given.map(([name]) => name);
  const wrong = wrongDimensions(namespace, metricName.string ?? "", names);
  if (wrong !== undefined) {
    yield finding(dimensions, messageOf(wrong, `\`${namespace}\` ${metricName.string ?? ""}`, names), {
      remediation: `Give the alarm exactly the dimensions of one metric that exists; AWS lists them at ${metricPage(namespace) ?? ""}.`,
    });
  }
  for (const [name, value] of given) {
    yield* checkValue(namespace, metric, [name, value], stack);
  }
}

function messageOf({ wanted, strange }: WrongDimensions, metric: string, given: DimensionSet): string {
  const asked = given.length === 0 ? "without dimensions" : `by ${listed(given)} alone`;
  const facts = [`The alarm watches ${metric} ${asked}, and no such metric exists.`];
  if (strange.length > 0) {
    facts.push(`The namespace has no ${listed(strange)}.`);
  }
  if (wanted.length > 0) {
    const sets = wanted.map((set) => (set.length === 0 ? "without any dimension" : `by ${listed(set)}`));
    facts.push(`It is published ${sets.join(", or ")} (${metricSource()}, and AWS's documentation).`);
  }
  return [...facts, "CloudWatch matches the whole set of dimensions and adds nothing up."].join(" ");
}

function* checkValue(
  namespace: string,
  metric: AlarmMetric,
  [key, value]: readonly [string, Value],
  stack: Stack,
): Generator<Yield> {
  const verdict = judgeDimension(namespace, metric.metricName.string, key, value);
  const other = otherNameOf(namespace, key, value, stack);
  if (other !== undefined) {
    yield finding(
      value,
      `${value.show()} is the \`${other.is}\` of "${other.of.name}"; the dimension holds another of its names.`,
      { remediation: `Use the resource's \`${other.wanted}\`.` },
    );
  } else if (verdict === "open") {
    yield undecided(value, `the value of dimension ${key} is not known yet`);
  } else if (verdict !== "fine") {
    const { form, use } = verdict.wrong;
    yield finding(value, `No metric has ${value.show()} as its \`${key}\`. The value is ${form}.`, {
      remediation: use === undefined ? `Give ${form}.` : `Use \`${use}\`.`,
    });
  }
}

/** Namespaces whose metrics the commercial partition has in one region only. */
const ONE_REGION: Readonly<Record<string, string>> = {
  "AWS/Billing": "us-east-1",
  "AWS/CloudFront": "us-east-1",
  "AWS/Route53": "us-east-1",
};

function* checkRegion(
  namespace: string,
  metric: AlarmMetric,
  alarm: Resource,
  context: StackRuleContext,
): Generator<Yield> {
  const wanted = ONE_REGION[namespace];
  const region = assumedRegion(alarm, context);
  if (wanted !== undefined && region !== undefined && region !== wanted && partitionOf(region) === "aws") {
    yield finding(
      metric.namespace,
      `The metrics of \`${namespace}\` are in ${wanted} only, and an alarm sees the metrics of its own region, ${region}.`,
      { remediation: `Create the alarm, and the topic it notifies, with a provider for ${wanted}.` },
    );
  }
}

function* checkExpressions(alarm: Resource): Generator<Yield> {
  const queries = alarm.at("metricQueries").items;
  const ids = queries.map((query) => query.at("id"));
  if (ids.some((id) => id.string === undefined)) {
    return;
  }
  const known = ids.map((id) => id.string);
  for (const expression of queries.map((query) => query.at("expression"))) {
    const missing = idsIn(expression.halfKnown ? "" : (expression.string ?? "")).filter((id) => !known.includes(id));
    if (missing.length > 0) {
      yield finding(
        expression,
        `The expression ${expression.show()} uses ${listed(missing)}, and no query of the alarm has that id: AWS refuses the alarm.`,
        { remediation: "Give the query the expression means that `id`, or use the id it has." },
      );
    }
  }
}
