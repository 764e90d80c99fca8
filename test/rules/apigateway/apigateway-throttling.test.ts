import { apigatewayThrottling } from "../../../policy-pack/rules/apigateway/apigateway-throttling";
import { ref, resource, testRule, unknown } from "../../support";

const STAGE = "aws:apigateway/stage:Stage";
const api = (more: Readonly<Record<string, unknown>> = {}, name = "api") =>
  resource("aws:apigateway/restApi:RestApi", name, more);
const stage = resource(STAGE, "stage", { restApi: ref("api"), stageName: "v1" });
const settings = (more: unknown, stageName: unknown = ref("stage", "stageName"), restApi: unknown = ref("api")) =>
  resource("aws:apigateway/methodSettings:MethodSettings", "settings", {
    restApi,
    stageName,
    methodPath: "*/*",
    settings: more,
  });
const plan = (more: Readonly<Record<string, unknown>>, apiId: unknown = ref("api")) =>
  resource("aws:apigateway/usagePlan:UsagePlan", "plan", { apiStages: [{ apiId, stage: "v1" }], ...more });
const limits = { throttlingRateLimit: 100, throttlingBurstLimit: 50 };
const message = "Nothing limits the rate";

testRule(apigatewayThrottling, {
  judgedByCompanions: [STAGE],
  valid: [
    { name: "method settings for all methods", resources: [api(), stage, settings(limits)] },
    { name: "a limit from elsewhere", resources: [api(), stage, settings({ throttlingRateLimit: unknown })] },
    { name: "a usage plan", resources: [api(), stage, plan({ throttleSettings: { rateLimit: 100, burstLimit: 50 } })] },
    {
      name: "a private API",
      resources: [api({ endpointConfiguration: { types: "PRIVATE" } }), stage],
      outcome: "notApplicable",
    },
    {
      name: "an API of another stack",
      resources: [resource(STAGE, "stage", { restApi: "a1b2c3", stageName: "v1" })],
      outcome: "notApplicable",
    },
    {
      name: "settings nobody knows yet",
      resources: [api(), stage, settings(unknown)],
      undecided: ["preview", "up", "offline"],
    },
  ],
  invalid: [
    {
      name: "nothing",
      resources: [api(), stage],
      findings: [{ resource: "stage", property: "", message, severity: "low" }],
    },
    {
      name: "method settings about logs",
      resources: [api(), stage, settings({ loggingLevel: "INFO" })],
      findings: [{ resource: "stage", message }],
    },
    {
      name: "what the provider fills in for no limit",
      resources: [api(), stage, settings({ throttlingRateLimit: -1, throttlingBurstLimit: -1 })],
      findings: [{ resource: "stage", message }],
    },
    {
      name: "settings of another stage",
      resources: [api(), stage, settings(limits, "v2")],
      findings: [{ resource: "stage", message }],
    },
    {
      name: "a usage plan with only a quota",
      resources: [api(), stage, plan({ quotaSettings: { limit: 1000, period: "DAY" } })],
      findings: [{ resource: "stage", message }],
    },
    {
      name: "a usage plan of another API",
      resources: [api(), stage, api({}, "other"), plan({ throttleSettings: { rateLimit: 100 } }, ref("other"))],
      findings: [{ resource: "stage", message }],
    },
  ],
});
