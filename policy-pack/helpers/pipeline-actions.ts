/** What CodePipeline's own actions take. */

/** Bounds of a number, both included. */
type Bounds = readonly [least: number, most: number];

export interface ActionType {
  readonly category: string;
  readonly provider: string;
  readonly owner: "AWS" | "ThirdParty";
  readonly inputs: Bounds;
  readonly outputs: Bounds;
  /** Keys of the configuration that must be there. */
  readonly required: readonly string[];
}

const NONE: Bounds = [0, 0];
const ONE: Bounds = [1, 1];
const UP_TO_FIVE: Bounds = [0, 5];

type Row = readonly [string, string, "AWS" | "ThirdParty", Bounds, Bounds, ...string[]];

/**
 * Artifacts: https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-action-artifacts.html, and for the newer
 * actions their own pages. Configuration: the pages of
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference.html. Actions that are not here are not judged.
 */
const ROWS: readonly Row[] = [
  ["Source", "S3", "AWS", NONE, ONE, "S3Bucket", "S3ObjectKey"],
  ["Source", "CodeCommit", "AWS", NONE, ONE, "RepositoryName", "BranchName"],
  ["Source", "ECR", "AWS", NONE, ONE, "RepositoryName"],
  ["Source", "CodeStarSourceConnection", "AWS", NONE, ONE, "ConnectionArn", "FullRepositoryId", "BranchName"],
  ["Source", "GitHub", "ThirdParty", NONE, ONE, "Owner", "Repo", "Branch", "OAuthToken"],
  ["Build", "CodeBuild", "AWS", [1, 5], UP_TO_FIVE, "ProjectName"],
  ["Test", "CodeBuild", "AWS", [1, 5], UP_TO_FIVE, "ProjectName"],
  ["Approval", "Manual", "AWS", NONE, NONE],
  ["Deploy", "S3", "AWS", ONE, NONE, "BucketName", "Extract"],
  ["Deploy", "CloudFormation", "AWS", [0, 10], [0, 1], "ActionMode", "StackName"],
  ["Deploy", "CodeDeploy", "AWS", ONE, NONE, "ApplicationName", "DeploymentGroupName"],
  ["Deploy", "ElasticBeanstalk", "AWS", ONE, NONE, "ApplicationName", "EnvironmentName"],
  ["Deploy", "ECS", "AWS", ONE, NONE, "ClusterName", "ServiceName"],
  ["Invoke", "Lambda", "AWS", UP_TO_FIVE, UP_TO_FIVE, "FunctionName"],
];

const TYPES: readonly ActionType[] = ROWS.map(([category, provider, owner, inputs, outputs, ...required]) => ({
  category,
  provider,
  owner,
  inputs,
  outputs,
  required,
}));

/**
 * Every provider whose owner is AWS, by category
 * (https://docs.aws.amazon.com/codepipeline/latest/userguide/actions-valid-providers.html; names of
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference.html, read 2026-11-28).
 */
const OF_AWS: Readonly<Record<string, readonly string[] | undefined>> = {
  Source: ["S3", "CodeCommit", "ECR", "CodeStarSourceConnection"],
  Build: ["CodeBuild", "ECRBuildAndPublish"],
  Test: ["CodeBuild", "DeviceFarm"],
  Approval: ["Manual"],
  Deploy: [
    "AppConfig",
    "CloudFormation",
    "CloudFormationStackInstances",
    "CloudFormationStackSet",
    "CodeDeploy",
    "CodeDeployToECS",
    "EC2",
    "ECS",
    "EKS",
    "ElasticBeanstalk",
    "Lambda",
    "OpsWorks",
    "S3",
    "ServiceCatalog",
  ],
  Invoke: ["CodePipeline", "InspectorScan", "Lambda", "StepFunctions"],
  Compute: ["Commands"],
};

/** The providers of a category whose owner is AWS; `undefined` for what is no category. */
export function providersOfAws(category: string | undefined): readonly string[] | undefined {
  return OF_AWS[category ?? ""];
}

/** The action type with this category and provider, if AWS has it and it is known here. */
export function actionType(category: string | undefined, provider: string | undefined): ActionType | undefined {
  return TYPES.find((type) => type.category === category && type.provider === provider);
}
