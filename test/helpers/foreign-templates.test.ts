import { foreignTemplateIn, mayBeForeign } from "../../policy-pack/helpers/foreign-templates";
import type { Text } from "../../policy-pack/helpers/texts";

const judge = (text: string, name = "resource", more: Partial<Text> = {}) =>
  mayBeForeign(text) ? foreignTemplateIn({ text, path: name, name, form: "value", secret: false, ...more }) : undefined;

test.each([
  ["arn:aws:iam::${AWS::AccountId}:root", "AWS", "CloudFormation", "${AWS::AccountId}"],
  ["#!/bin/sh\ncfn-signal --stack ${AWS::StackName}", "userData", "CloudFormation", "${AWS::StackName}"],
  ["{{resolve:secretsmanager:github:SecretString:token}}", "OAuthToken", "CloudFormation", "{{resolve:"],
  ["Bearer {{resolve:ssm:/api/key:1}}", "x", "CloudFormation", "{{resolve:ssm"],
  ["!Ref Bucket", "bucket", "CloudFormation", "!Ref Bucket"],
  ["!GetAtt Table.Arn", "x", "CloudFormation", "!GetAtt Table.Arn"],
  ["${var.environment}-logs", "bucket", "Terraform", "${var.environment}"],
  ["${aws_s3_bucket.logs.arn}/*", "x", "Terraform", "${aws_s3_bucket.logs.arn}"],
  ["${data.aws_caller_identity.current.account_id}", "x", "Terraform", "${data.aws"],
  ["${module.vpc.vpc_id}", "vpcId", "Terraform", "${module.vpc.vpc_id}"],
  ["app-${self:provider.stage}", "name", "Serverless Framework", "${self:provider.stage}"],
  ["${opt:stage}-api", "name", "Serverless Framework", "${opt:stage}"],
  ["${cf:network.VpcId}", "vpcId", "Serverless Framework", "${cf:network.VpcId}"],
  ["${Token[TOKEN.12]}", "x", "CDK", "${Token[TOKEN.12]}"],
  ["arn:aws:s3:::${bucketName}/*", "Resource", "JavaScript", "${bucketName}"],
  ["${project}-logs", "bucket", "JavaScript", "${project}"],
  ["${bucket.arn}", "sourceArn", "JavaScript", "${bucket.arn}"],
])("%s in %s waits for %s", (text, name, tool, shown) => {
  expect(judge(text, name)).toEqual({ tool, shown: expect.stringContaining(shown) as unknown });
});

test("functions of CloudFormation as objects", () => {
  expect(judge("Fn::GetAtt", "Resource", { form: "key", alone: true })?.tool).toBe("CloudFormation");
  expect(judge("Ref", "vpcId", { form: "key", alone: true })?.tool).toBe("CloudFormation");
  expect(judge("Ref", "vpcId", { form: "key", alone: false })).toBeUndefined();
  expect(judge("Ref", "variables", { form: "key", alone: true })).toBeUndefined();
});

test.each([
  ["arn:aws:s3:::home/${aws:username}/*", "Resource"],
  ["arn:aws:s3:::home/${*}", "Resource"],
  ["arn:aws:lambda:us-east-1:1:function:${stageVariables.fn}", "uri"],
  ["#!/bin/sh\necho ${HOME} ${var.x} ${name}", "userData"],
  ["{{ UserName }}", "x"],
  ["echo ${CODEBUILD_BUILD_ID}", "commands"],
  ["${STAGE}", "x"],
  ["!important", "css"],
  ["!Reference", "x"],
  ["Fn::Sub is a function", "description"],
  ["Resources:\n  A:\n    Type: AWS::S3::Bucket\n    Name: !Sub ${AWS::Region}", "x"],
  ["${AWS::Region}", "templateBody"],
  ["{{resolve:ssm:/a}}", "value"],
  ["${context.arguments.id}", "requestMappingTemplate"],
  ["${AWS::Nothing}", "x"],
])("%s in %s waits for nobody", (text, name) => {
  expect(judge(text, name)).toBeUndefined();
});
