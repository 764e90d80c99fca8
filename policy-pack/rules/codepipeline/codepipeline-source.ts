import { kinds } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, notApplicable, undecided, type Yield } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import type { Value } from "../../engine/value";
import { isVersioned } from "../../helpers/buckets";
import type { Answer } from "../../iam/answer";
import { segmentsOf } from "../../helpers/values-at";

/** Sources that start a pipeline only when they are polled, or when something else starts it. */
const POLLED = ["CodeCommit", "S3", "GitHub"];
/** ECR is never polled (https://docs.aws.amazon.com/codepipeline/latest/userguide/create-cwe-ecr-source.html). */
const NEVER_POLLED = "ECR";

export const codepipelineSource = defineRule({
  id: "codepipeline-source",
  title: "A change of the source starts the pipeline",
  rationale:
    "A source that is not polled starts its pipeline only through an EventBridge rule or a webhook, and one in S3 only works in a versioned bucket. Without them every push goes nowhere.",
  remediation:
    "Send the source's change events to the pipeline (`aws.cloudwatch.EventRule` and `EventTarget` with the pipeline's ARN), or remove `PollForSourceChanges: \"false\"`.",
  severity: "medium",
  enforcement: "advisory",
  family: "guard",
  frameworks: [],
  seeds: ["F"],
  scope: "stack",
  targets: [...kinds.pipeline],
  *check(pipeline, { stack }) {
    const sources = pipeline
      .at("stages", 0)
      .at("actions")
      .items.filter((action) => action.at("category").string === "Source");
    if (sources.length === 0) {
      yield notApplicable("it has no source, or none is known yet");
    }
    for (const source of sources) {
      yield* checkTrigger(pipeline, source, stack);
      yield* checkVersions(pipeline, source, stack);
    }
  },
});

function* checkTrigger(pipeline: Resource, source: Value, stack: Stack): Generator<Yield> {
  const provider = source.at("provider").string ?? "";
  const poll = source.at("configuration", "PollForSourceChanges");
  const isSilent = provider === NEVER_POLLED || (POLLED.includes(provider) && poll.boolean === false);
  const started = isSilent ? isStarted(pipeline, provider, stack) : "yes";
  if (started === "unknown") {
    yield undecided(poll.absent ? source : poll, "what starts the pipeline is not known yet");
  } else if (started === "no") {
    const by = provider === "GitHub" ? "no webhook" : "no EventBridge rule";
    const why = provider === NEVER_POLLED ? "Images in ECR are not polled" : "`PollForSourceChanges` is off";
    yield finding(
      poll.absent ? source.at("provider") : poll,
      `${why}, and ${by} of this stack starts the pipeline: a change of ${source.at("name").show()} goes unnoticed.`,
      provider === "GitHub"
        ? {
            remediation:
              'Add an `aws.codepipeline.Webhook`, or use a connection (`provider: "CodeStarSourceConnection"`).',
          }
        : {},
    );
  }
}

/** Whether something of the stack starts a pipeline. An EventBridge rule may do so whatever it waits for. */
function isStarted(pipeline: Resource, provider: string, stack: Stack): Answer {
  const [kind, property] =
    provider === "GitHub" ? [kinds.pipelineWebhook, "targetPipeline"] : [kinds.eventTarget, "arn"];
  const starters = stack.companions(pipeline, kinds.pipeline, kind, property);
  if (starters.length > 0) {
    return "yes";
  }
  const isStray = (each: Resource) =>
    // A target that depends on some other resource of the stack is that one.
    (each.propertyDependencies[property] ?? []).length === 0;
  return stack.strays(kinds.pipeline, kind, property).some(isStray) ? "unknown" : "no";
}

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-S3.html. */
function* checkVersions(pipeline: Resource, source: Value, stack: Stack): Generator<Yield> {
  const name = source.at("configuration", "S3Bucket");
  if (source.at("provider").string !== "S3" || name.absent) {
    return;
  }
  const { targets, certain } = stack.link(pipeline, segmentsOf(name), kinds.bucket);
  const [bucket] = certain ? targets : [];
  const versioned = bucket === undefined ? undefined : isVersioned(stack, bucket);
  if (bucket !== undefined && versioned?.holds === false) {
    yield finding(
      name,
      `The source bucket "${bucket.name}" is not versioned: CodePipeline cannot tell one source from the next, and the source action fails.`,
      {
        severity: "high",
        remediation:
          'Enable versioning: `new aws.s3.BucketVersioning(name, { bucket: bucket.id, versioningConfiguration: { status: "Enabled" } })`.',
      },
    );
  }
}
