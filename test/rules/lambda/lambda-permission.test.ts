import { lambdaPermission } from "../../../policy-pack/rules/lambda/lambda-permission";
import { ref, resource, testRule, unknown } from "../../support";

const permission = (props: Readonly<Record<string, unknown>>) =>
  resource("aws:lambda/permission:Permission", "permission", {
    action: "lambda:InvokeFunction",
    function: "fn",
    principal: "s3.amazonaws.com",
    ...props,
  });
const bucket = resource("aws:s3/bucket:Bucket", "logs");

testRule(lambdaPermission, {
  valid: [
    { name: "the bucket", resources: [bucket, permission({ sourceArn: ref("logs", "arn") })] },
    { name: "the account", resources: [permission({ sourceAccount: "210987654321" })] },
    { name: "a source nobody knows yet", resources: [permission({ sourceArn: unknown })] },
    {
      name: "an Alexa skill with its token",
      resources: [permission({ principal: "alexa.amazonaws.com", eventSourceToken: "amzn1.ask.skill.x" })],
    },
    { name: "another account", resources: [permission({ principal: "123456789012" })], outcome: "notApplicable" },
    {
      name: "a role",
      resources: [permission({ principal: "arn:aws:iam::123456789012:role/caller" })],
      outcome: "notApplicable",
    },
    {
      name: "a public function URL",
      resources: [permission({ principal: "*", action: "lambda:InvokeFunctionUrl", functionUrlAuthType: "NONE" })],
      outcome: "notApplicable",
    },
    {
      name: "a queue, which invokes nothing",
      resources: [permission({ principal: "sqs.amazonaws.com" })],
      outcome: "notApplicable",
    },
    {
      name: "a principal nobody knows",
      resources: [permission({ principal: unknown })],
      undecided: ["preview", "up", "offline"],
    },
  ],
  invalid: [
    {
      name: "a function that does not exist yet, for every bucket",
      resources: [
        resource("aws:lambda/function:Function", "fn", { runtime: "nodejs22.x" }),
        permission({ function: ref("fn", "arn") }),
      ],
      findings: [{ resource: "permission", message: "s3.amazonaws.com" }],
    },
    ...(
      [
        ["s3.amazonaws.com", "the bucket's `arn`"],
        ["apigateway.amazonaws.com", "executionArn"],
        ["events.amazonaws.com", "the rule's `arn`"],
        ["logs.eu-west-1.amazonaws.com", "logGroup.arn"],
        ["secretsmanager.amazonaws.com", "the secret's `arn`"],
      ] as const
    ).map(([principal]) => ({
      name: `${principal} for everybody`,
      resources: [permission({ principal })],
      findings: [
        {
          resource: "permission",
          property: "sourceArn",
          message: `"${principal}" may invoke the function for every customer`,
          severity: "medium" as const,
        },
      ],
    })),
    {
      name: "an empty source",
      resources: [permission({ sourceArn: "" })],
      findings: [{ resource: "permission", property: "sourceArn", message: "names neither `sourceArn` nor" }],
    },
    {
      name: "a service nobody here knows",
      resources: [permission({ principal: "newservice.amazonaws.com" })],
      findings: [{ resource: "permission", property: "sourceArn", message: '"newservice.amazonaws.com" may invoke' }],
    },
  ],
});
