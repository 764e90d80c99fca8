/** Which metrics AWS publishes to CloudWatch, in which namespace and with which dimensions. */
import { REVIEWED } from "./reviewed-namespaces";

/** What `policy-pack/data/cloudwatch-metrics.json` holds; written by `tools/update-data.ts`. */
interface MetricData {
  readonly source: string;
  readonly date: string;
  readonly namespaces: Readonly<Record<string, Readonly<Record<string, readonly DimensionSet[]>>>>;
}

/** Names of dimensions. A metric exists only with one of its sets, the whole of it. */
export type DimensionSet = readonly string[];

let loaded: MetricData | undefined;

function data(): MetricData {
  // Only a stack with alarms needs it.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return (loaded ??= require("../data/cloudwatch-metrics.json") as MetricData);
}

/** Where the facts come from, as a message says it: `aws-cdk-lib 2.276.0, 2026-11-21`. */
export function metricSource(): string {
  return `${data().source}, ${data().date}`;
}

/** The page on which AWS lists the metrics of a reviewed namespace and their dimensions. */
export function metricPage(namespace: string): string | undefined {
  return REVIEWED[namespace]?.page;
}

/** Names other than the service's own that people look for its metrics under. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  "aws/alb": "AWS/ApplicationELB",
  "aws/applicationloadbalancer": "AWS/ApplicationELB",
  "aws/loadbalancer": "AWS/ApplicationELB",
  "aws/elbv2": "AWS/ApplicationELB",
  "aws/elasticloadbalancingv2": "AWS/ApplicationELB",
  "aws/elasticloadbalancing": "AWS/ELB",
  "aws/nlb": "AWS/NetworkELB",
  "aws/networkloadbalancer": "AWS/NetworkELB",
  "aws/stepfunctions": "AWS/States",
  "aws/sfn": "AWS/States",
  "aws/eventbridge": "AWS/Events",
  "aws/cloudwatchevents": "AWS/Events",
  "aws/cloudwatchlogs": "AWS/Logs",
  "aws/opensearch": "AWS/ES",
  "aws/opensearchservice": "AWS/ES",
  "aws/elasticsearch": "AWS/ES",
  "aws/kinesisfirehose": "AWS/Firehose",
  "aws/msk": "AWS/Kafka",
  "aws/aurora": "AWS/RDS",
  "aws/documentdb": "AWS/DocDB",
  "aws/asg": "AWS/AutoScaling",
};

/**
 * The namespace that is meant by one AWS does not have: `AWS/ALB`, `AWS/APIGateway`. Names are case-sensitive, and nobody
 * but AWS can publish under `AWS/`
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html), so no metric is ever there.
 *
 * @returns `undefined` for a namespace of AWS, one of the program's own, and one nobody knows.
 */
export function namespaceMeantBy(namespace: string): string | undefined {
  const known = [...Object.keys(data().namespaces), ...Object.keys(REVIEWED)];
  const lower = namespace.toLowerCase();
  if (!lower.startsWith("aws/") || known.includes(namespace)) {
    return undefined;
  }
  return known.find((each) => each.toLowerCase() === lower) ?? OTHER_NAMES[lower];
}

/**
 * Why a metric cannot be in a namespace: the namespace spells it otherwise, or it is a metric of other services and this
 * one's are all known. A metric nobody lists is not judged: AWS adds metrics before anybody lists them.
 */
export type MisplacedMetric =
  | { readonly kind: "spelling"; readonly meant: string }
  | { readonly kind: "foreign"; readonly homes: readonly string[] };

/** Whether AWS surely publishes no such metric in this namespace; `undefined` when it does, or may. */
export function misplaced(namespace: string, metric: string): MisplacedMetric | undefined {
  const here = metricsOf(namespace);
  if (here.length === 0 || here.includes(metric)) {
    return undefined;
  }
  const meant = here.filter((each) => letters(each) === letters(metric));
  if (meant[0] !== undefined) {
    return { kind: "spelling", meant: meant[0] };
  }
  const homes = Object.keys(data().namespaces).filter((each) => metricsOf(each).includes(metric));
  return REVIEWED[namespace]?.metricsKnown === true && homes.length > 0 ? { kind: "foreign", homes } : undefined;
}

/** All known metrics of a namespace; empty for one that is not in the data. */
function metricsOf(namespace: string): readonly string[] {
  const listed = data().namespaces[namespace];
  return listed === undefined ? [] : [...Object.keys(listed), ...(REVIEWED[namespace]?.furtherMetrics ?? [])];
}

/** A name without what people get wrong in it: case and separators. */
function letters(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9%]/g, "");
}

/**
 * Every set of dimensions a metric is published with.
 *
 * @returns `undefined` when they are not all known: then the dimensions are not judged.
 */
export function dimensionSets(namespace: string, metric: string): readonly DimensionSet[] | undefined {
  const review = REVIEWED[namespace];
  if (review === undefined) {
    return undefined;
  }
  const further = Object.entries(review.furtherSets ?? {}).flatMap(([name, sets]) =>
    new RegExp(`^(?:${name})$`).test(metric) ? sets : [],
  );
  const listed = review.onlyMetrics?.test(metric) === false ? [] : (data().namespaces[namespace]?.[metric] ?? []);
  const sets = [...listed, ...further];
  return sets.length > 0 ? sets : review.everyMetric;
}

/** The dimensions of a namespace; `undefined` when they are not all known. */
function dimensionNames(namespace: string): readonly string[] | undefined {
  return REVIEWED[namespace]?.dimensions;
}

/** What lacks or is too much in a set of dimensions. */
export interface WrongDimensions {
  /** What would match: the sets nearest to the given one. Empty when the metric has no dimensions at all. */
  readonly wanted: readonly DimensionSet[];
  /** Dimensions the namespace does not have. */
  readonly strange: readonly string[];
}

/**
 * Whether no metric can have these dimensions. CloudWatch matches the whole set, and does not aggregate over the
 * dimensions that are left out
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html#Dimension).
 *
 * What goes beyond a published set is forgiven when it is a dimension the namespace may have, because sets may be missing
 * in the data; what falls short of every one is not.
 */
export function wrongDimensions(namespace: string, metric: string, given: DimensionSet): WrongDimensions | undefined {
  const sets = dimensionSets(namespace, metric);
  const strange = given.filter((each) => dimensionNames(namespace)?.includes(each) === false);
  if (sets === undefined) {
    return strange.length > 0 ? { wanted: [], strange } : undefined;
  }
  const matches = sets.some((set) =>
    given.length === 0 ? set.length === 0 : set.length > 0 && set.every((each) => given.includes(each)),
  );
  if (matches && strange.length === 0) {
    return undefined;
  }
  const shared = (set: DimensionSet) => set.filter((each) => given.includes(each)).length;
  const most = Math.max(...sets.map(shared));
  const near = sets.filter((set) => shared(set) === most);
  const shortest = Math.min(...near.map((set) => set.length));
  return { wanted: near.filter((set) => set.length === shortest), strange };
}
