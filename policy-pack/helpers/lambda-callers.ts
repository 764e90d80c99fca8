/** Which services invoke Lambda functions, and with the ARN of what they do. */

/** A service that may invoke a function. */
interface Caller {
  /** The service its ARNs name. */
  readonly arn: string;
  /** Beginnings of what follows the account in an ARN it comes with; any, when left out. */
  readonly resources?: readonly string[];
  /** Type tokens of `@pulumi/aws` whose ARN, or a text made of it, is such an ARN. */
  readonly types: readonly string[];
  /** What to pass as `sourceArn`. */
  readonly source: string;
}

/**
 * By principal, without `.amazonaws.com`
 * (https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html and the pages of each service in
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-services.html).
 */
export const CALLERS: Readonly<Record<string, Caller | undefined>> = {
  s3: { arn: "s3", types: ["aws:s3/bucket:", "aws:s3/bucketV2:"], source: "the bucket's `arn`" },
  sns: { arn: "sns", types: ["aws:sns/topic:"], source: "the topic's `arn`" },
  events: {
    arn: "events",
    resources: ["rule/"],
    types: ["aws:cloudwatch/eventRule:"],
    source: "the rule's `arn`",
  },
  apigateway: {
    arn: "execute-api",
    types: ["aws:apigateway/", "aws:apigatewayv2/"],
    source: "`pulumi.interpolate`${api.executionArn}/*/*``",
  },
  logs: { arn: "logs", types: ["aws:cloudwatch/logGroup:"], source: "`pulumi.interpolate`${logGroup.arn}:*``" },
  "cognito-idp": { arn: "cognito-idp", types: ["aws:cognito/userPool:"], source: "the user pool's `arn`" },
  iot: { arn: "iot", types: ["aws:iot/"], source: "the rule's `arn`" },
  secretsmanager: { arn: "secretsmanager", types: ["aws:secretsmanager/"], source: "the secret's `arn`" },
  elasticloadbalancing: {
    arn: "elasticloadbalancing",
    resources: ["targetgroup/"],
    types: [
      "aws:lb/targetGroup:",
      "aws:alb/targetGroup:",
      "aws:elasticloadbalancingv2/targetGroup:",
      "aws:applicationloadbalancing/targetGroup:",
    ],
    source: "the target group's `arn`",
  },
  config: { arn: "config", types: ["aws:cfg/"], source: "the rule's `arn`" },
  ses: { arn: "ses", types: ["aws:ses/"], source: "the receipt rule's `arn`" },
  "lambda.alarms.cloudwatch": {
    arn: "cloudwatch",
    types: ["aws:cloudwatch/metricAlarm:", "aws:cloudwatch/compositeAlarm:"],
    source: "the alarm's `arn`",
  },
};

/**
 * Services whose events Lambda fetches itself, with an event source mapping: they invoke nothing
 * (https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html).
 */
export const POLLED: ReadonlySet<string> = new Set(["sqs", "dynamodb", "kinesis", "kafka", "mq"]);

/**
 * The name of a service principal: `logs` for `logs.eu-west-1.amazonaws.com` and `logs.amazonaws.com`.
 *
 * @returns `undefined` for an account, an ARN, `*` and other principals that are no service.
 */
export function serviceOf(principal: string): string | undefined {
  const [, name] = /^([a-z0-9.-]+)\.amazonaws\.com(?:\.cn)?$/.exec(principal) ?? [];
  return name?.replace(/\.[a-z]{2,4}(?:-[a-z]+)+-\d$/, "");
}

/** Whether the ARN of something is what a service comes with when it invokes a function. */
export function isSourceOf(service: string, arn: string): boolean {
  const caller = CALLERS[service];
  const [, , owner = "", , , ...rest] = arn.split(":");
  const resource = rest.join(":");
  if (caller === undefined || /[*?]/.test(owner)) {
    return true;
  }
  return (
    owner === caller.arn &&
    (caller.resources === undefined ||
      resource === "" ||
      caller.resources.some((start) => resource.startsWith(start) || /^[*?]/.test(resource)))
  );
}
