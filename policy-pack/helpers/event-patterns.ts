/** Event patterns of EventBridge rules: what is refused, and what can never match. */
import type { Value } from "../engine/value";
import { readJson } from "../iam/json";

export interface PatternFault {
  readonly at: Value;
  readonly message: string;
  readonly remediation: string;
}

/**
 * Events of AWS services that programs react to, by the source they come from
 * (https://docs.aws.amazon.com/eventbridge/latest/ref/events.html). What is not here is not judged.
 */
const EVENTS: Readonly<Record<string, readonly string[]>> = {
  "aws.autoscaling": [
    "EC2 Instance Launch Successful",
    "EC2 Instance Launch Unsuccessful",
    "EC2 Instance Terminate Successful",
    "EC2 Instance Terminate Unsuccessful",
    "EC2 Instance-launch Lifecycle Action",
    "EC2 Instance-terminate Lifecycle Action",
  ],
  "aws.batch": ["Batch Job State Change"],
  "aws.cloudwatch": ["CloudWatch Alarm State Change"],
  "aws.codebuild": ["CodeBuild Build State Change", "CodeBuild Build Phase Change"],
  "aws.codecommit": [
    "CodeCommit Repository State Change",
    "CodeCommit Pull Request State Change",
    "CodeCommit Comment on Pull Request",
    "CodeCommit Comment on Commit",
  ],
  "aws.codedeploy": [
    "CodeDeploy Deployment State-change Notification",
    "CodeDeploy Instance State-change Notification",
  ],
  "aws.codepipeline": [
    "CodePipeline Pipeline Execution State Change",
    "CodePipeline Stage Execution State Change",
    "CodePipeline Action Execution State Change",
  ],
  "aws.config": ["Config Rules Compliance Change", "Config Configuration Item Change"],
  "aws.ec2": [
    "EC2 Instance State-change Notification",
    "EC2 Spot Instance Interruption Warning",
    "EBS Volume Notification",
    "EBS Snapshot Notification",
  ],
  "aws.ecr": ["ECR Image Action", "ECR Image Scan"],
  "aws.ecs": ["ECS Task State Change", "ECS Container Instance State Change", "ECS Deployment State Change"],
  "aws.glue": ["Glue Job State Change", "Glue Crawler State Change"],
  "aws.guardduty": ["GuardDuty Finding"],
  "aws.health": ["AWS Health Event"],
  "aws.inspector2": ["Inspector2 Finding", "Inspector2 Scan"],
  "aws.rds": ["RDS DB Instance Event", "RDS DB Cluster Event", "RDS DB Snapshot Event"],
  // https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-s3.html
  "aws.s3": [
    "Object Created",
    "Object Deleted",
    "Object Restore Initiated",
    "Object Restore Completed",
    "Object Restore Expired",
    "Object Tags Added",
    "Object Tags Deleted",
    "Object ACL Updated",
    "Object Storage Class Changed",
    "Object Access Tier Changed",
  ],
  "aws.securityhub": ["Security Hub Findings - Imported", "Security Hub Findings - Custom Action"],
  "aws.states": ["Step Functions Execution Status Change"],
};
const SOURCE_OF = new Map(
  Object.entries(EVENTS).flatMap(([source, all]) => all.map((each) => [each, source] as const)),
);

/** The pattern, if it is an object and known. */
export function readPattern(value: Value): Value | undefined {
  const read = readJson(value);
  return "value" in read && read.value.object !== undefined ? read.value : undefined;
}

/** What is wrong with a pattern, given as JSON. Unknown parts are not judged. */
export function* patternFaults(value: Value): Generator<PatternFault> {
  const text = value.string;
  const pattern = text === undefined ? undefined : readPattern(value);
  // What is not known yet may be what makes it JSON.
  if (text === undefined || (pattern === undefined && value.halfKnown)) {
    return;
  }
  if (pattern === undefined) {
    yield {
      at: value,
      message: 'The pattern is not a JSON object: EventBridge refuses it ("Event pattern is not valid").',
      remediation: "Build it with `JSON.stringify({ … })`, or `pulumi.jsonStringify({ … })` when it holds Outputs.",
    };
    return;
  }
  yield* scalarFaults(pattern);
  yield* sourceFaults(pattern);
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern.html: values stand in lists. */
function* scalarFaults(holder: Value): Generator<PatternFault> {
  for (const [, value] of holder.entries) {
    if (value.object !== undefined) {
      yield* scalarFaults(value);
    } else if (!Array.isArray(value.raw)) {
      yield {
        at: value,
        message: `\`${value.path}\` is ${value.show()}, and must be a list: EventBridge refuses the pattern ("must be an object or an array").`,
        remediation: `Write \`[${value.show()}]\`.`,
      };
    }
  }
}

function* sourceFaults(pattern: Value): Generator<PatternFault> {
  const sources = textsOf(pattern.at("source"));
  const types = textsOf(pattern.at("detail-type"));
  const owners = types?.map((type) => SOURCE_OF.get(type));
  // Anybody may put events of a source that is not AWS's own on a bus.
  if (sources?.every((each) => each.startsWith("aws.")) !== true || owners === undefined) {
    return;
  }
  if (owners.every((owner) => owner !== undefined && !sources.includes(owner))) {
    yield {
      at: pattern.at("detail-type"),
      message: `${pattern.at("detail-type").show()} comes from ${quoted(owners)}, and the pattern asks for ${quoted(sources)}: it never matches.`,
      remediation: `Set \`source\` to ${quoted(owners)}, or name an event of ${quoted(sources)}.`,
    };
  }
}

/**
 * The names of the buckets whose own events, which S3 sends only when asked to, are all a pattern asks for. Calls of the S3
 * API reach EventBridge through CloudTrail instead.
 */
export function bucketsAskedFor(pattern: Value): readonly string[] {
  const sources = textsOf(pattern.at("source"));
  const types = textsOf(pattern.at("detail-type"));
  const isAboutBuckets =
    sources?.every((each) => each === "aws.s3") === true &&
    types?.every((each) => SOURCE_OF.get(each) === "aws.s3") === true;
  return isAboutBuckets ? (textsOf(pattern.at("detail", "bucket", "name")) ?? []) : [];
}

/** The elements of a list that holds nothing but texts; `undefined` for anything else, such as `{ prefix: … }`. */
function textsOf(list: Value): readonly string[] | undefined {
  const texts = list.items.map((each) => each.string);
  return Array.isArray(list.raw) && texts.length > 0 && texts.every((each) => each !== undefined) ? texts : undefined;
}

function quoted(texts: readonly (string | undefined)[]): string {
  return [...new Set(texts)].map((each) => `\`${each ?? ""}\``).join(" or ");
}
