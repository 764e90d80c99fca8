import { codepipelineSource } from "../../../policy-pack/rules/codepipeline/codepipeline-source";
import { ref, resource, testRule, unknown } from "../../support";

type Props = Readonly<Record<string, unknown>>;

const pipeline = (provider: string, configuration: Props) =>
  resource("aws:codepipeline/pipeline:Pipeline", "pipeline", {
    roleArn: "arn:aws:iam::123456789012:role/pipeline",
    artifactStores: [{ location: "artifacts", type: "S3" }],
    stages: [
      {
        name: "Source",
        actions: [{ name: "Code", category: "Source", provider, owner: "AWS", version: "1", configuration }],
      },
      {
        name: "Build",
        actions: [{ name: "Build", category: "Build", provider: "CodeBuild", owner: "AWS", version: "1" }],
      },
    ],
  });
const commits = (poll?: unknown) =>
  pipeline("CodeCommit", {
    RepositoryName: "app",
    BranchName: "main",
    ...(poll === undefined ? {} : { PollForSourceChanges: poll }),
  });
const github = pipeline("GitHub", { Owner: "o", Repo: "r", Branch: "main", PollForSourceChanges: "false" });
const images = pipeline("ECR", { RepositoryName: "app" });
const objects = (S3Bucket: unknown) => pipeline("S3", { S3Bucket, S3ObjectKey: "app.zip" });
const rule = resource("aws:cloudwatch/eventRule:EventRule", "rule", { eventPattern: "{}" });
const fn = resource("aws:lambda/function:Function", "fn", { handler: "index.handler", role: "r" });
const target = (arn: unknown) =>
  resource("aws:cloudwatch/eventTarget:EventTarget", "target", { rule: ref("rule", "name"), arn });
const bucket = resource("aws:s3/bucket:Bucket", "code");
const versioning = (status: unknown) =>
  resource("aws:s3/bucketVersioning:BucketVersioning", "versioning", {
    bucket: ref("code"),
    versioningConfiguration: { status },
  });

testRule(codepipelineSource, {
  valid: [
    { name: "polled", resources: [commits("true")] },
    { name: "polled by default", resources: [commits()] },
    { name: "started by a rule", resources: [commits("false"), rule, target(ref("pipeline", "arn"))] },
    {
      name: "perhaps started by a rule",
      resources: [commits("false"), rule, target(unknown)],
      undecided: ["preview", "up", "offline"],
    },
    { name: "polled or not, nobody knows", resources: [commits(unknown)] },
    {
      name: "started by a webhook",
      resources: [
        github,
        resource("aws:codepipeline/webhook:Webhook", "hook", { targetPipeline: ref("pipeline", "name") }),
      ],
    },
    { name: "a connection", resources: [pipeline("CodeStarSourceConnection", { DetectChanges: "false" })] },
    { name: "a versioned bucket", resources: [bucket, versioning("Enabled"), objects(ref("code", "bucket"))] },
    { name: "a bucket of another stack", resources: [objects("code-elsewhere")] },
    { name: "a bucket nobody knows yet", resources: [bucket, versioning(unknown), objects(ref("code", "bucket"))] },
    {
      name: "no stages yet",
      resources: [resource("aws:codepipeline/pipeline:Pipeline", "pipeline", { stages: unknown })],
      outcome: "notApplicable",
    },
  ],
  invalid: [
    {
      name: "not polled, and nothing else",
      resources: [commits("false")],
      findings: [
        {
          resource: "pipeline",
          property: "stages[0].actions[0].configuration.PollForSourceChanges",
          message: "`PollForSourceChanges` is off, and no EventBridge rule",
        },
      ],
    },
    {
      name: "not polled, and a rule for a function",
      resources: [commits(false), rule, fn, target(ref("fn", "arn"))],
      findings: [{ resource: "pipeline", message: "no EventBridge rule" }],
    },
    {
      name: "GitHub without a webhook, and a rule for CodeCommit",
      resources: [github, rule, target(ref("pipeline", "arn"))],
      findings: [{ resource: "pipeline", message: "no webhook" }],
    },
    {
      name: "images",
      resources: [images],
      findings: [{ resource: "pipeline", property: "stages[0].actions[0].provider", message: "are not polled" }],
    },
    {
      name: "a bucket that is not versioned",
      resources: [bucket, objects(ref("code", "bucket"))],
      findings: [
        {
          resource: "pipeline",
          property: "stages[0].actions[0].configuration.S3Bucket",
          message: 'The source bucket "code" is not versioned',
          severity: "high",
        },
      ],
    },
    {
      name: "a bucket whose versioning is suspended",
      resources: [bucket, versioning("Suspended"), objects(ref("code", "bucket"))],
      findings: [{ resource: "pipeline", message: "is not versioned", severity: "high" }],
    },
  ],
});
