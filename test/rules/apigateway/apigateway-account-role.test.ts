import { apigatewayAccountRole } from "../../../policy-pack/rules/apigateway/apigateway-account-role";
import { ref, resource, testRule } from "../../support";

const api = resource("aws:apigateway/restApi:RestApi", "api");
const account = resource("aws:apigateway/account:Account", "account", {
  cloudwatchRoleArn: "arn:aws:iam::210987654321:role/logs",
});
const stage = (more: Readonly<Record<string, unknown>> = {}, options = {}, name = "stage") =>
  resource("aws:apigateway/stage:Stage", name, { restApi: ref("api"), stageName: name, ...more }, options);
const settings = (loggingLevel: string, options = {}) =>
  resource(
    "aws:apigateway/methodSettings:MethodSettings",
    "settings",
    { restApi: ref("api"), stageName: "v1", methodPath: "*/*", settings: { loggingLevel } },
    options,
  );
const logGroup = resource("aws:cloudwatch/logGroup:LogGroup", "logs");
const logging = { accessLogSettings: { destinationArn: ref("logs", "arn"), format: "$context.requestId" } };
const after = { dependsOn: ["account"] };

testRule(apigatewayAccountRole, {
  judgedByCompanions: ["aws:apigateway/stage:Stage", "aws:apigateway/methodSettings:MethodSettings"],
  valid: [
    {
      name: "a stage that logs after the account's role is set",
      resources: [api, logGroup, account, stage(logging, after)],
    },
    { name: "method settings after it", resources: [api, account, settings("INFO", after)] },
    { name: "a stage that logs nothing", resources: [api, stage()], outcome: "notApplicable" },
    { name: "method settings without logs", resources: [api, settings("OFF")], outcome: "notApplicable" },
  ],
  invalid: [
    {
      name: "access logs and no account",
      resources: [api, logGroup, stage(logging)],
      findings: [{ resource: "stage", property: "", message: "has no `aws.apigateway.Account`", severity: "medium" }],
    },
    {
      name: "execution logs and no account",
      resources: [api, settings("ERROR")],
      findings: [{ resource: "settings", message: "has no `aws.apigateway.Account`" }],
    },
    {
      name: "told once for all",
      resources: [api, logGroup, stage(logging), stage(logging, {}, "other"), settings("INFO")],
      findings: [{ resource: "settings", message: '("settings", "other" and "stage")' }],
    },
    {
      name: "an account that nothing waits for",
      resources: [api, logGroup, account, stage(logging)],
      findings: [{ resource: "stage", message: 'Nothing orders "stage" after' }],
    },
  ],
});
