/**
 * Known ways from some permissions to more, as data.
 *
 * Sources: Spencer Gietzen, https://rhinosecuritylabs.com/aws/aws-privilege-escalation-methods-mitigation/ (the list with
 * its permissions: https://github.com/RhinoSecurityLabs/AWS-IAM-Privilege-Escalation), and what others have found since,
 * https://pathfinding.cloud (https://github.com/DataDog/pathfinding.cloud).
 */

/** What kinds of principal can go a path: one can only do to itself what AWS has for its kind. */
export type PrincipalKind = "role" | "user" | "group";

/** What the first permission of a path is used on. */
export type PathObject = "role" | "user" | "group" | "policy" | "function";

/** A way from some permissions to more. */
export interface EscalationPath {
  /** The permission that makes the path; on what it must be allowed, `on` says. */
  readonly key: string;
  readonly on: PathObject;
  /** Permissions that must come with it, on anything; of an entry with several, one is enough. */
  readonly with: readonly (readonly string[])[];
  /** The service the role is passed to, with `iam:PassRole`. */
  readonly passedTo?: string;
  /**
   * `itself`: whoever goes the path writes its own permissions, or another's whose it uses then. `other`: it gets those of a
   * mightier role, user or group, if the account has one.
   */
  readonly gains: "itself" | "other";
  readonly by: readonly PrincipalKind[];
  /** What one does with it: completes "The role can …". */
  readonly does: string;
}

const EVERYBODY: readonly PrincipalKind[] = ["role", "user", "group"];
const PEOPLE: readonly PrincipalKind[] = ["user", "group"];

/** Paths that end in a policy of one's own making, or in another one's credentials. */
const IAM: readonly EscalationPath[] = [
  {
    key: "iam:CreatePolicyVersion",
    on: "policy",
    with: [],
    gains: "itself",
    by: EVERYBODY,
    does: "write a new version of a policy it has itself",
  },
  {
    key: "iam:SetDefaultPolicyVersion",
    on: "policy",
    with: [],
    gains: "other",
    by: EVERYBODY,
    does: "go back to an older, wider version of a policy it has itself",
  },
  {
    key: "iam:AttachRolePolicy",
    on: "role",
    with: [],
    gains: "itself",
    by: ["role"],
    does: "attach `AdministratorAccess` to itself",
  },
  { key: "iam:PutRolePolicy", on: "role", with: [], gains: "itself", by: ["role"], does: "write itself a policy" },
  {
    key: "iam:AttachRolePolicy",
    on: "role",
    with: [["sts:AssumeRole"]],
    gains: "itself",
    by: PEOPLE,
    does: "attach `AdministratorAccess` to a role, and assume it",
  },
  {
    key: "iam:PutRolePolicy",
    on: "role",
    with: [["sts:AssumeRole"]],
    gains: "itself",
    by: PEOPLE,
    does: "write a policy for a role, and assume it",
  },
  {
    key: "iam:AttachUserPolicy",
    on: "user",
    with: [],
    gains: "itself",
    by: PEOPLE,
    does: "attach `AdministratorAccess` to itself",
  },
  { key: "iam:PutUserPolicy", on: "user", with: [], gains: "itself", by: PEOPLE, does: "write itself a policy" },
  {
    key: "iam:AttachUserPolicy",
    on: "user",
    with: [["iam:CreateAccessKey", "iam:CreateLoginProfile"]],
    gains: "itself",
    by: ["role"],
    does: "attach `AdministratorAccess` to a user, and come as that user",
  },
  {
    key: "iam:PutUserPolicy",
    on: "user",
    with: [["iam:CreateAccessKey", "iam:CreateLoginProfile"]],
    gains: "itself",
    by: ["role"],
    does: "write a policy for a user, and come as that user",
  },
  {
    key: "iam:AttachGroupPolicy",
    on: "group",
    with: [],
    gains: "itself",
    by: PEOPLE,
    does: "attach `AdministratorAccess` to a group it belongs to",
  },
  {
    key: "iam:PutGroupPolicy",
    on: "group",
    with: [],
    gains: "itself",
    by: PEOPLE,
    does: "write a policy for a group it belongs to",
  },
  {
    key: "iam:AddUserToGroup",
    on: "group",
    with: [],
    gains: "other",
    by: PEOPLE,
    does: "put itself into the administrators' group",
  },
  {
    key: "iam:UpdateAssumeRolePolicy",
    on: "role",
    with: [],
    gains: "other",
    by: EVERYBODY,
    does: "let itself into an administrator's role",
  },
  {
    key: "iam:CreateAccessKey",
    on: "user",
    with: [],
    gains: "other",
    by: EVERYBODY,
    does: "make access keys for an administrator",
  },
  {
    key: "iam:CreateLoginProfile",
    on: "user",
    with: [],
    gains: "other",
    by: EVERYBODY,
    does: "set a password for an administrator",
  },
  {
    key: "iam:UpdateLoginProfile",
    on: "user",
    with: [],
    gains: "other",
    by: EVERYBODY,
    does: "change an administrator's password",
  },
];

type Row = readonly [service: string, permissions: readonly (readonly string[])[], does: string];

/** What a mighty role can be handed to, and made to work for oneself. */
const PASSED_TO: readonly Row[] = [
  ["ec2.amazonaws.com", [["ec2:RunInstances", "ec2:RequestSpotInstances"]], "start an instance with a mightier role"],
  [
    "lambda.amazonaws.com",
    [["lambda:CreateFunction"], ["lambda:InvokeFunction", "lambda:AddPermission", "lambda:CreateEventSourceMapping"]],
    "run a function with a mightier role",
  ],
  [
    "ecs-tasks.amazonaws.com",
    [["ecs:RegisterTaskDefinition"], ["ecs:RunTask", "ecs:StartTask", "ecs:CreateService"]],
    "run a container with a mightier role",
  ],
  ["cloudformation.amazonaws.com", [["cloudformation:CreateStack"]], "have CloudFormation act with a mightier role"],
  [
    "glue.amazonaws.com",
    [["glue:CreateJob"], ["glue:StartJobRun", "glue:CreateTrigger"]],
    "run a Glue job with a mightier role",
  ],
  ["glue.amazonaws.com", [["glue:CreateDevEndpoint"]], "log in to a Glue endpoint with a mightier role"],
  [
    "sagemaker.amazonaws.com",
    [["sagemaker:CreateNotebookInstance", "sagemaker:CreateTrainingJob", "sagemaker:CreateProcessingJob"]],
    "run code in SageMaker with a mightier role",
  ],
  [
    "codebuild.amazonaws.com",
    [["codebuild:CreateProject"], ["codebuild:StartBuild", "codebuild:StartBuildBatch"]],
    "run a build with a mightier role",
  ],
  [
    "datapipeline.amazonaws.com",
    [["datapipeline:CreatePipeline"], ["datapipeline:PutPipelineDefinition"], ["datapipeline:ActivatePipeline"]],
    "run a data pipeline with a mightier role",
  ],
  ["tasks.apprunner.amazonaws.com", [["apprunner:CreateService"]], "run a service in App Runner with a mightier role"],
  [
    "bedrock-agentcore.amazonaws.com",
    [["bedrock-agentcore:CreateCodeInterpreter"], ["bedrock-agentcore:InvokeCodeInterpreter"]],
    "run code in a Bedrock interpreter with a mightier role",
  ],
];

/** Every path, the surest first. */
export const escalationPaths: readonly EscalationPath[] = [
  ...IAM,
  ...PASSED_TO.map(([passedTo, permissions, does]) => ({
    key: "iam:PassRole",
    on: "role" as const,
    with: permissions,
    passedTo,
    gains: "other" as const,
    by: EVERYBODY,
    does,
  })),
  {
    key: "lambda:UpdateFunctionCode",
    on: "function",
    with: [],
    gains: "other",
    by: EVERYBODY,
    does: "put code of its own into a function with a mightier role",
  },
];
