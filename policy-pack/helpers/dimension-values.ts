/** What the value of a dimension looks like: names where people put ARNs, `app/name/id` where they put names. */
import { MASK, maskUnknown } from "../engine/made-up";
import type { Value } from "../engine/value";

/** The form a dimension's value has. */
interface Form {
  /** The namespace; a pattern of the whole name. */
  readonly namespace: RegExp;
  readonly metric?: RegExp;
  readonly dimension: RegExp;
  /** What the value must begin with. A text of which only the beginning is known can be judged by it. */
  readonly prefix?: string;
  /** What a value that is wholly known must look like. */
  readonly pattern?: RegExp;
  /** Values that cannot be right, in whichever part they are known. */
  readonly never?: RegExp;
  /** The right form, for people. */
  readonly form: string;
  /** The output of the resource that has it, as a program writes it. */
  readonly use?: string;
}

/** Sources: the pages in `reviewed-namespaces.ts`. The first form that fails is reported. */
const FORMS: readonly Form[] = [
  ...loadBalancerForms("AWS/ApplicationELB", "app"),
  ...loadBalancerForms("AWS/NetworkELB", "net"),
  ...loadBalancerForms("AWS/GatewayELB", "gwy"),
  {
    namespace: /^AWS\/CloudFront$/,
    dimension: /^Region$/,
    pattern: /^Global$/,
    form: "`Global`, always",
  },
  {
    namespace: /^AWS\/CloudFront$/,
    dimension: /^DistributionId$/,
    never: /[.:]/,
    form: "the distribution's id",
    use: "distribution.id",
  },
  {
    namespace: /^AWS\/S3$/,
    metric: /^NumberOfObjects$/,
    dimension: /^StorageType$/,
    pattern: /^AllStorageTypes$/,
    form: "`AllStorageTypes`, the only one objects are counted for",
  },
  {
    namespace: /^AWS\/S3$/,
    metric: /^BucketSizeBytes$/,
    dimension: /^StorageType$/,
    never: /^AllStorageTypes$/,
    form: "one storage type, such as `StandardStorage`",
  },
  {
    namespace: /^AWS\/RDS$/,
    dimension: /^DBInstanceIdentifier$/,
    never: /^db-(?=[A-Z0-9]*[A-Z])[A-Z0-9]{16,}$|\./,
    form: "the instance's identifier, not its resource id or address",
    use: "database.identifier",
  },
  {
    namespace: /^AWS\/(?:RDS|DocDB|Neptune)$/,
    dimension: /^DBClusterIdentifier$/,
    never: /^cluster-(?=[A-Z0-9]*[A-Z])[A-Z0-9]{16,}$|\./,
    form: "the cluster's identifier, not its resource id or address",
    use: "cluster.clusterIdentifier",
  },
  { namespace: /^AWS\/EC2$/, dimension: /^InstanceId$/, prefix: "i-", form: "the instance's id", use: "instance.id" },
  { namespace: /^AWS\/SQS$/, dimension: /^QueueName$/, never: /\//, form: "the queue's name", use: "queue.name" },
  { namespace: /^AWS\/States$/, dimension: /Arn$/, prefix: "arn:", form: "an ARN", use: "stateMachine.arn" },
  {
    namespace: /^AWS\/CertificateManager$/,
    dimension: /^CertificateArn$/,
    prefix: "arn:",
    form: "an ARN",
    use: "certificate.arn",
  },
  {
    // Everywhere but where the name of the dimension, or the page of the service, says ARN.
    namespace:
      /^AWS\/(?:ApiGateway|AutoScaling|CloudFront|DocDB|DynamoDB|EC2|ECS|EFS|EKS|ELB|ElastiCache|Events|Firehose|Kinesis|Lambda|Logs|NATGateway|Neptune|RDS|Redshift|Route53|S3|SNS|SQS)$/,
    dimension: /(?:Name|Id|Identifier|Bucket)$/,
    never: /^arn:/,
    form: "a name or an id, not an ARN",
  },
];

function loadBalancerForms(namespace: string, kind: string): readonly Form[] {
  const of = new RegExp(`^${namespace}$`);
  return [
    {
      namespace: of,
      dimension: /^LoadBalancer$/,
      prefix: `${kind}/`,
      pattern: new RegExp(`^${kind}/[^/]+/[^/]+$`),
      form: `\`${kind}/<name>/<id>\`, the end of its ARN`,
      use: "loadBalancer.arnSuffix",
    },
    {
      namespace: of,
      dimension: /^TargetGroup$/,
      prefix: "targetgroup/",
      pattern: /^targetgroup\/[^/]+\/[^/]+$/,
      form: "`targetgroup/<name>/<id>`, the end of its ARN",
      use: "targetGroup.arnSuffix",
    },
  ];
}

/** A value that no metric has, and what would be one. */
export interface WrongValue {
  readonly form: string;
  readonly use: string | undefined;
}

/**
 * Judges one dimension's value as far as it is known.
 *
 * @returns `wrong` when no metric can have this value; `open` when it has a form and too little of the value is known.
 */
export function judgeDimension(
  namespace: string,
  metric: string | undefined,
  dimension: string,
  value: Value,
): { readonly wrong: WrongValue } | "open" | "fine" {
  const forms = FORMS.filter(
    (each) =>
      each.namespace.test(namespace) &&
      each.dimension.test(dimension) &&
      (each.metric === undefined || each.metric.test(metric ?? "")),
  );
  const text = value.string === undefined ? undefined : maskUnknown(value.string);
  if (text === undefined) {
    return value.unknown && forms.length > 0 ? "open" : "fine";
  }
  const answers = forms.map((form) => ({ form, answer: judge(form, text) }));
  const wrong = answers.find(({ answer }) => answer === "wrong");
  if (wrong !== undefined) {
    return { wrong: { form: wrong.form.form, use: wrong.form.use } };
  }
  return answers.some(({ answer }) => answer === "open") ? "open" : "fine";
}

function judge({ prefix, pattern, never }: Form, text: string): "wrong" | "open" | "fine" {
  if (never?.test(text.replaceAll(MASK, "")) === true) {
    return "wrong";
  }
  const [known = "", ...unknown] = text.split(MASK);
  if (prefix !== undefined && !known.startsWith(prefix)) {
    return unknown.length > 0 && prefix.startsWith(known) ? "open" : "wrong";
  }
  if (unknown.length === 0) {
    return pattern?.test(text) === false ? "wrong" : "fine";
  }
  // With its beginning right, what is not known yet may be right, too.
  return prefix === undefined && pattern !== undefined ? "open" : "fine";
}
