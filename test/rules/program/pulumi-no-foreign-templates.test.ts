import { pulumiNoForeignTemplates } from "../../../policy-pack/rules/program/pulumi-no-foreign-templates";
import { interpolate, json, ref, resource, testRule, unknown } from "../../support";

const POLICY = "aws:iam/policy:Policy";
const PIPELINE = "aws:codepipeline/pipeline:Pipeline";
const BUCKET = "aws:s3/bucket:Bucket";
const allow = (Resource: unknown) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "sqs:SendMessage", Resource }] });
const template = JSON.stringify({
  AWSTemplateFormatVersion: "2010-09-09",
  Resources: { Jobs: { Type: "AWS::SQS::Queue", Properties: { QueueName: { "Fn::Sub": "jobs-${AWS::Region}" } } } },
});

testRule(pulumiNoForeignTemplates, {
  invalid: [
    {
      name: "a pseudo parameter in a policy",
      resources: [resource(POLICY, "app", { policy: allow("arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:jobs") })],
      findings: [
        {
          resource: "app",
          property: "policy.Statement[0].Resource",
          message: "holds `${AWS::Region}`, which CloudFormation would fill in",
          severity: "high",
        },
      ],
    },
    {
      name: "a dynamic reference in a pipeline whose role is unknown",
      resources: [
        resource("aws:iam/role:Role", "role"),
        resource(PIPELINE, "deploy", {
          roleArn: ref("role", "arn"),
          stages: [
            { actions: [{ configuration: { OAuthToken: "{{resolve:secretsmanager:github:SecretString:token}}" } }] },
          ],
        }),
      ],
      findings: [
        {
          resource: "deploy",
          property: "stages[0].actions[0].configuration.OAuthToken",
          message: "`{{resolve:secretsmanager:github:SecretString:token}}`",
        },
      ],
    },
    {
      name: "functions, as objects and as short forms, once",
      resources: [
        resource("aws:sqs/queue:Queue", "jobs", {
          redrivePolicy: JSON.stringify({ deadLetterTargetArn: { "Fn::GetAtt": ["Dead", "Arn"] }, maxReceiveCount: 3 }),
          kmsMasterKeyId: { Ref: "Key" },
        }),
        resource("aws:lambda/function:Function", "api", {
          role: "!GetAtt Role.Arn",
          environment: { variables: { TABLE: "!Ref Table" } },
        }),
      ],
      findings: [
        {
          resource: "jobs",
          property: "redrivePolicy.deadLetterTargetArn",
          message: "So does `kmsMasterKeyId`",
        },
        { resource: "api", property: "role", message: /So does `environment\.variables\.TABLE`/ },
      ],
    },
    {
      name: "user data copied out of a template",
      resources: [
        resource("aws:ec2/instance:Instance", "web", { userData: "#!/bin/sh\ncfn-signal --stack ${AWS::StackName}\n" }),
      ],
      findings: [{ resource: "web", property: "userData", message: "`${AWS::StackName}`" }],
    },
    {
      name: "Terraform and JavaScript, each once",
      resources: [
        resource(BUCKET, "logs", { bucket: "${var.environment}-logs" }),
        resource("aws:lambda/permission:Permission", "invoke", {
          sourceArn: "${aws_s3_bucket.logs.arn}",
          function: "app",
          sourceAccount: "${data.aws_caller_identity.current.account_id}",
        }),
        resource(POLICY, "app", { policy: allow("arn:aws:sqs:us-east-1:${accountId}:jobs"), name: "${project}-app" }),
      ],
      findings: [
        { resource: "logs", property: "bucket", message: "Terraform would fill in" },
        { resource: "invoke", property: "sourceArn", message: "So does `sourceAccount`" },
        { resource: "app", property: "policy.Statement[0].Resource", message: /template literal .* So does `name`/ },
      ],
    },
    {
      name: "the Serverless Framework's",
      resources: [resource("aws:sqs/queue:Queue", "jobs", { name: "jobs-${self:provider.stage}" })],
      findings: [{ resource: "jobs", property: "name", message: "Serverless Framework" }],
    },
  ],
  valid: [
    {
      name: "templates where they belong",
      resources: [
        resource("aws:cloudformation/stack:Stack", "legacy", { templateBody: template }),
        resource("aws:cloudformation/stackSet:StackSet", "all", { templateBody: template }),
        resource("aws:cfg/conformancePack:ConformancePack", "pack", { templateBody: "Role: !Sub ${AWS::AccountId}" }),
        resource("aws:s3/bucketObject:BucketObject", "file", { content: "Role: !Sub ${AWS::AccountId}" }),
        resource("aws:ssm/document:Document", "doc", { content: "{{resolve:ssm:/a}} ${AWS::Region}" }),
      ],
    },
    {
      name: "variables of IAM, API Gateway, AppSync, a shell and a build",
      resources: [
        resource(POLICY, "home", { policy: allow("arn:aws:s3:::home/${aws:username}/*") }),
        resource("aws:apigateway/integration:Integration", "i", {
          uri: "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:210987654321:function:${stageVariables.fn}/invocations",
        }),
        resource("aws:appsync/resolver:Resolver", "r", {
          requestTemplate: '{"id": "${context.arguments.id}", "v": "${var.x}"}',
        }),
        resource("aws:ec2/instance:Instance", "web", {
          userData: "#!/bin/sh\nexport NAME=${HOSTNAME} LOG=${var.log}\n",
        }),
        resource("aws:codebuild/project:Project", "b", { source: { buildspec: "commands:\n  - echo ${AWS::Region}" } }),
      ],
    },
    {
      name: "an object in a policy, which `iam-valid-document` reports",
      resources: [resource(POLICY, "app", { policy: allow([{ "Fn::GetAtt": ["Jobs", "Arn"] }, { Ref: "Jobs" }]) })],
    },
    {
      name: "a setting that is called Ref",
      resources: [resource("aws:lambda/function:Function", "api", { environment: { variables: { Ref: "main" } } })],
    },
    {
      name: "a document built from other resources",
      resources: [
        resource("aws:sqs/queue:Queue", "jobs"),
        resource(POLICY, "app", { policy: json({ Statement: [{ Resource: interpolate`${ref("jobs", "arn")}` }] }) }),
      ],
      undecided: ["preview"],
    },
    {
      name: "an unknown name",
      resources: [resource(BUCKET, "b", { bucket: unknown })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "another provider's resource, whose values another tool may fill in",
      resources: [resource("kubernetes:core/v1:ConfigMap", "c", { data: { region: "${AWS::Region}" } })],
      outcome: "none",
    },
  ],
});
