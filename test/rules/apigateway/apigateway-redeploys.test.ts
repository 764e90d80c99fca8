import { apigatewayRedeploys } from "../../../policy-pack/rules/apigateway/apigateway-redeploys";
import { json, ref, resource, testRule, unknown } from "../../support";

const api = resource("aws:apigateway/restApi:RestApi", "api", { body: "{}" });
const integration = resource("aws:apigateway/integration:Integration", "integration", { restApi: ref("api") });
const deployment = (more: Readonly<Record<string, unknown>> = {}, options = {}) =>
  resource("aws:apigateway/deployment:Deployment", "deployment", { restApi: ref("api"), ...more }, options);
const message = "later changes of the API are not deployed";

testRule(apigatewayRedeploys, {
  judgedByCompanions: ["aws:apigateway/deployment:Deployment"],
  valid: [
    { name: "a hash of the body", resources: [api, deployment({ triggers: { redeployment: "d41d8cd9" } })] },
    {
      name: "the ids of its parts",
      resources: [api, integration, deployment({ triggers: { redeployment: json([ref("integration")]) } })],
    },
    { name: "triggers nobody knows yet", resources: [api, deployment({ triggers: unknown })] },
    { name: "an API of another stack", resources: [deployment({ restApi: "a1b2c3" })], outcome: "notApplicable" },
  ],
  invalid: [
    {
      name: "none",
      resources: [api, deployment()],
      findings: [{ resource: "deployment", property: "triggers", message, severity: "low" }],
    },
    {
      name: "only an order",
      resources: [api, integration, deployment({}, { dependsOn: ["integration"] })],
      findings: [{ resource: "deployment", message }],
    },
    {
      name: "only a description",
      resources: [api, deployment({ description: "first" })],
      findings: [{ resource: "deployment", message }],
    },
    {
      name: "only variables",
      resources: [api, deployment({ variables: { version: "1" } })],
      findings: [{ resource: "deployment", message }],
    },
  ],
});
