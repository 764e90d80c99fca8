import { codepipelineValid } from "../../../policy-pack/rules/codepipeline/codepipeline-valid";
import { ref, resource, testRule, unknown } from "../../support";

type Props = Readonly<Record<string, unknown>>;
const STORE = { location: "artifacts", type: "S3" };

const action = (category: string, provider: string, configuration: unknown, more: Props = {}) => ({
  name: provider,
  category,
  provider,
  owner: "AWS",
  version: "1",
  configuration,
  ...more,
});
const fromS3 = (more: Props = {}) =>
  action("Source", "S3", { S3Bucket: "code", S3ObjectKey: "app.zip" }, { outputArtifacts: ["code"], ...more });
const build = (more: Props = {}, configuration: Props = {}) =>
  action("Build", "CodeBuild", { ProjectName: "app", ...configuration }, { inputArtifacts: ["code"], ...more });
const approve = action("Approval", "Manual", { CustomData: "Look at it" });
const stage = (name: string, ...actions: readonly unknown[]) => ({ name, actions });
const pipeline = (more: Props = {}) =>
  resource("aws:codepipeline/pipeline:Pipeline", "pipeline", {
    roleArn: "arn:aws:iam::123456789012:role/pipeline",
    artifactStores: [STORE],
    stages: [stage("Source", fromS3()), stage("Build", build())],
    ...more,
  });
const stages = (...all: readonly unknown[]) => pipeline({ stages: all });
const variables = (value: unknown) =>
  stages(stage("Source", fromS3()), stage("Build", build({}, { EnvironmentVariables: value })));
const project = resource("aws:codebuild/project:Project", "project", {});

testRule(codepipelineValid, {
  valid: [
    {
      name: "an action of one's own, and one AWS's documentation tells little of",
      resources: [
        stages(
          stage("Source", fromS3()),
          stage(
            "Deploy",
            action("Deploy", "CodeDeployToLambda", {}, { inputArtifacts: ["code"], owner: "Custom" }),
            action("Deploy", "CodeDeployToECS", {}, { inputArtifacts: ["code"] }),
          ),
        ),
      ],
    },
    { name: "one store without a region", resources: [pipeline()] },
    {
      name: "a store in each of two regions",
      resources: [
        pipeline({
          artifactStores: [
            { ...STORE, region: "us-east-1" },
            { ...STORE, region: "eu-west-1" },
          ],
        }),
      ],
    },
    { name: "a store whose region is empty", resources: [pipeline({ artifactStores: [{ ...STORE, region: "" }] })] },
    {
      name: "a store whose region nobody knows yet",
      resources: [pipeline({ artifactStores: [{ ...STORE, region: unknown }] })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a project nobody knows yet",
      resources: [
        project,
        stages(stage("Source", fromS3()), stage("Build", build({}, { ProjectName: ref("project", "name") }))),
      ],
    },
    {
      name: "a configuration nobody knows yet",
      resources: [stages(stage("Source", fromS3()), stage("Build", { ...build(), configuration: unknown }))],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a boolean, which the provider makes a text of",
      resources: [
        stages(
          stage(
            "Source",
            action(
              "Source",
              "S3",
              { S3Bucket: "code", S3ObjectKey: "app.zip", PollForSourceChanges: false },
              { outputArtifacts: ["code"] },
            ),
          ),
          stage("Build", build()),
        ),
      ],
    },
    {
      name: "an approval",
      resources: [stages(stage("Source", fromS3()), stage("Approve", approve), stage("Build", build()))],
    },
    {
      name: "an artifact of an earlier action of the stage",
      resources: [
        stages(
          stage("Source", fromS3()),
          stage(
            "Build",
            build({ outputArtifacts: ["app"], runOrder: 1 }),
            action("Deploy", "S3", { BucketName: "site", Extract: "true" }, { inputArtifacts: ["app"], runOrder: 2 }),
          ),
        ),
      ],
    },
    {
      name: "two sources",
      resources: [
        stages(
          stage("Source", fromS3(), fromS3({ name: "more", outputArtifacts: ["more"] })),
          stage("Build", build({ inputArtifacts: ["code", "more"] })),
        ),
      ],
    },
    {
      name: "variables as JSON",
      resources: [variables(JSON.stringify([{ name: "STAGE", value: "dev", type: "PLAINTEXT" }]))],
    },
    { name: "a variable of the pipeline", resources: [variables('[{"name":"COMMIT","value":"#{Source.CommitId}"}]')] },
    {
      name: "an action of somebody else",
      resources: [
        stages(
          stage("Source", fromS3()),
          stage("Build", build({ provider: "Jenkins", owner: "Custom", configuration: {} })),
        ),
      ],
    },
    {
      name: "a connection",
      resources: [
        stages(
          stage(
            "Source",
            action(
              "Source",
              "CodeStarSourceConnection",
              { ConnectionArn: "c", FullRepositoryId: "o/r", BranchName: "main" },
              { outputArtifacts: ["code"] },
            ),
          ),
          stage("Build", build()),
        ),
      ],
    },
    {
      name: "triggers of type V2",
      resources: [pipeline({ pipelineType: "V2", executionMode: "QUEUED", variables: [{ name: "a" }] })],
    },
    { name: "the default mode", resources: [pipeline({ executionMode: "SUPERSEDED" })] },
    {
      name: "stages nobody knows yet",
      resources: [pipeline({ stages: unknown })],
      undecided: ["preview", "up", "offline"],
    },
  ],
  invalid: [
    {
      name: "an action AWS does not have",
      resources: [
        stages(
          stage("Source", fromS3()),
          stage("Deploy", action("Deploy", "CodeDeployToLambda", {}, { inputArtifacts: ["code"] })),
        ),
      ],
      findings: [
        {
          resource: "pipeline",
          property: "stages[1].actions[0].provider",
          message: 'CodePipeline has no "Deploy" action of "CodeDeployToLambda", and refuses the pipeline',
        },
      ],
    },
    {
      name: "one store with a region, in a bucket that does not exist yet",
      resources: [
        resource("aws:s3/bucket:Bucket", "artifacts", { forceDestroy: false }),
        pipeline({ artifactStores: [{ ...STORE, location: ref("artifacts"), region: "us-east-1" }] }),
      ],
      findings: [{ resource: "pipeline", property: "artifactStores[0].region", message: "single-region CodePipeline" }],
    },
    {
      name: "one store with a region",
      resources: [pipeline({ artifactStores: [{ ...STORE, region: "us-east-1" }] })],
      findings: [{ resource: "pipeline", property: "artifactStores[0].region", message: "single-region CodePipeline" }],
    },
    {
      name: "several stores, one without a region",
      resources: [pipeline({ artifactStores: [{ ...STORE, region: "us-east-1" }, STORE] })],
      findings: [{ resource: "pipeline", property: "artifactStores[1].region", message: "cross-region CodePipeline" }],
    },
    {
      name: "two stores in one region",
      resources: [
        pipeline({
          artifactStores: [
            { ...STORE, region: "us-east-1" },
            { ...STORE, region: "us-east-1" },
          ],
        }),
      ],
      findings: [{ resource: "pipeline", property: "artifactStores[1].region", message: "one a region" }],
    },
    {
      name: "one stage",
      resources: [stages(stage("Source", fromS3()))],
      findings: [{ resource: "pipeline", property: "stages", message: "at least two" }],
    },
    {
      name: "a build in the first stage",
      resources: [stages(stage("Source", fromS3(), { ...approve, runOrder: 2 }), stage("Build", build()))],
      findings: [{ resource: "pipeline", property: "stages[0].actions[1].category", message: "takes sources only" }],
    },
    {
      name: "a source in a later stage",
      resources: [stages(stage("Source", fromS3()), stage("Build", build(), fromS3({ outputArtifacts: ["more"] })))],
      findings: [{ resource: "pipeline", property: "stages[1].actions[1].category", message: "only the first stage" }],
    },
    {
      name: "names twice",
      resources: [stages(stage("Source", fromS3()), stage("Build", build(), build()), stage("Build", approve))],
      findings: [
        { resource: "pipeline", property: "stages[2].name", message: 'Two stages of the pipeline are called "Build"' },
        { resource: "pipeline", property: "stages[1].actions[1].name", message: 'are called "CodeBuild"' },
      ],
    },
    {
      name: "an artifact nobody makes",
      resources: [stages(stage("Source", fromS3()), stage("Build", build({ inputArtifacts: ["app"] })))],
      findings: [
        {
          resource: "pipeline",
          property: "stages[1].actions[0].inputArtifacts[0]",
          message: 'No earlier action makes the artifact "app". There is `code`.',
        },
      ],
    },
    {
      name: "an artifact made at the same time",
      resources: [
        stages(
          stage("Source", fromS3()),
          stage(
            "Build",
            build({ outputArtifacts: ["app"] }),
            action("Deploy", "S3", { BucketName: "site", Extract: "true" }, { inputArtifacts: ["app"] }),
          ),
        ),
      ],
      findings: [{ resource: "pipeline", property: "stages[1].actions[1].inputArtifacts[0]", message: "No earlier" }],
    },
    {
      name: "an artifact made twice",
      resources: [stages(stage("Source", fromS3()), stage("Build", build({ outputArtifacts: ["code"] })))],
      findings: [
        { resource: "pipeline", property: "stages[1].actions[0].outputArtifacts[0]", message: "Two actions make" },
      ],
    },
    {
      name: "an object as configuration value",
      resources: [variables([{ name: "STAGE", value: "dev" }])],
      findings: [
        {
          resource: "pipeline",
          property: "stages[1].actions[0].configuration.EnvironmentVariables",
          message: "is no text",
        },
      ],
    },
    {
      name: "an object's text as configuration value",
      resources: [variables("[object Object]")],
      findings: [{ resource: "pipeline", message: "`EnvironmentVariables` is no text" }],
    },
    {
      name: "variables that are no list",
      resources: [variables('{"STAGE":"dev"}')],
      findings: [{ resource: "pipeline", message: "not the JSON text of a list" }],
    },
    {
      name: "variables with a number and a wrong type",
      resources: [
        variables('[{"name":"A","value":1},{"name":"B","value":"b","type":"SECRET"},{"name":"C","value":"c"}]'),
      ],
      findings: [
        {
          resource: "pipeline",
          property: "stages[1].actions[0].configuration.EnvironmentVariables[0]",
          message: "both texts",
        },
        {
          resource: "pipeline",
          property: "stages[1].actions[0].configuration.EnvironmentVariables[1].type",
          message: "no type of environment variable",
        },
      ],
    },
    {
      name: "an empty text, and a missing key beside an unknown one",
      resources: [
        project,
        stages(
          stage("Source", action("Source", "S3", { S3Bucket: ref("project", "name") }, { outputArtifacts: ["code"] })),
          stage("Build", build({}, { PrimarySource: "" })),
        ),
      ],
      findings: [
        { resource: "pipeline", property: "stages[0].actions[0].configuration", message: "lacks `S3ObjectKey`" },
        {
          resource: "pipeline",
          property: "stages[1].actions[0].configuration.PrimarySource",
          message: "refuses empty texts",
        },
      ],
    },
    {
      name: "GitHub as AWS's own, and without a token",
      resources: [
        stages(
          stage(
            "Source",
            action("Source", "GitHub", { Owner: "o", Repo: "r", Branch: "main" }, { outputArtifacts: ["code"] }),
          ),
          stage("Build", build()),
        ),
      ],
      findings: [
        { resource: "pipeline", property: "stages[0].actions[0].owner", message: "is not" },
        { resource: "pipeline", property: "stages[0].actions[0].configuration", message: "lacks `OAuthToken`" },
      ],
    },
    {
      name: "a build without an artifact, an approval with one",
      resources: [
        stages(
          stage("Source", fromS3()),
          stage("Build", build({ inputArtifacts: [] })),
          stage("Approve", { ...approve, inputArtifacts: ["code"] }),
        ),
      ],
      findings: [
        { resource: "pipeline", property: "stages[1].actions[0].inputArtifacts", message: "wants 1 to 5" },
        { resource: "pipeline", property: "stages[2].actions[0].inputArtifacts", message: "wants 0" },
      ],
    },
    {
      name: "what only type V2 has",
      resources: [pipeline({ executionMode: "PARALLEL", variables: [{ name: "a" }] })],
      findings: [{ resource: "pipeline", property: "pipelineType", message: "`variables` or `executionMode`" }],
    },
  ],
});
