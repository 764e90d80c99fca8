import { apigatewayValid } from "../../../policy-pack/rules/apigateway/apigateway-valid";
import { component, json, ref, resource, testRule, unknown } from "../../support";

const api = (more: Readonly<Record<string, unknown>> = {}, name = "api") =>
  resource("aws:apigateway/restApi:RestApi", name, more);
const method = (name: string, of = "api") =>
  resource("aws:apigateway/method:Method", `${name}-method`, {
    restApi: ref(of),
    httpMethod: "GET",
    authorization: "NONE",
  });
const integration = (name: string, restApi: unknown = ref("api"), options = {}) =>
  resource(
    "aws:apigateway/integration:Integration",
    name,
    {
      restApi,
      httpMethod: "GET",
      type: "AWS_PROXY",
      uri: "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/f/invocations",
    },
    options,
  );
const deployment = (more: Readonly<Record<string, unknown>> = {}, options = {}) =>
  resource("aws:apigateway/deployment:Deployment", "deployment", { restApi: ref("api"), ...more }, options);
const after = (...dependsOn: readonly string[]) => ({ dependsOn });
const privately = { endpointConfiguration: { types: "PRIVATE", vpcEndpointIds: ["vpce-0a"] } };
const policy = (restApiId: unknown = ref("api")) =>
  resource("aws:apigateway/restApiPolicy:RestApiPolicy", "policy", { restApiId, policy: "{}" });

testRule(apigatewayValid, {
  judgedByCompanions: ["aws:apigateway/deployment:Deployment"],
  valid: [
    {
      name: "dependsOn every integration",
      resources: [api(), integration("a"), integration("b"), deployment({}, after("a", "b"))],
    },
    {
      name: "triggers made of the integrations",
      resources: [api(), integration("a"), deployment({ triggers: { redeployment: json([ref("a")]) } })],
    },
    {
      name: "through a component they are in",
      resources: [
        api(),
        component("routes"),
        integration("a", ref("api"), { parent: "routes" }),
        deployment({}, after("routes")),
      ],
    },
    {
      name: "an integration that takes the API from its method",
      resources: [api(), method("a"), integration("a", ref("a-method", "restApi")), deployment({}, after("a"))],
    },
    { name: "an API with a body", resources: [api({ body: "{}" }), deployment()] },
    { name: "an API of another stack", resources: [deployment({ restApi: "a1b2c3" })], outcome: "notApplicable" },
    {
      name: "integrations of another API",
      resources: [
        api(),
        api({}, "other"),
        integration("a"),
        integration("b", ref("other")),
        deployment({}, after("a")),
      ],
    },
    { name: "a private API with its own policy", resources: [api({ ...privately, policy: "{}" })] },
    {
      name: "a private API with a separate policy",
      resources: [api(privately), policy(), integration("a"), deployment({}, after("a", "policy"))],
    },
    { name: "a private API whose body may carry the policy", resources: [api({ ...privately, body: "{}" })] },
    { name: "a regional API without policy", resources: [api({ endpointConfiguration: { types: "REGIONAL" } })] },
    {
      name: "integrations of an API nobody knows yet",
      resources: [api(), integration("a", unknown), deployment()],
      undecided: ["preview", "up", "offline"],
    },
  ],
  invalid: [
    {
      name: "nothing orders the deployment",
      resources: [api(), integration("a"), deployment()],
      findings: [
        { resource: "deployment", property: "", message: 'Nothing orders the deployment after "a"', severity: "high" },
      ],
    },
    {
      name: "one of two integrations is left out",
      resources: [api(), integration("a"), integration("b"), deployment({}, after("a"))],
      findings: [{ resource: "deployment", message: 'after "b"' }],
    },
    {
      name: "only the methods come first",
      resources: [api(), method("a"), integration("a", ref("a-method", "restApi")), deployment({}, after("a-method"))],
      findings: [{ resource: "deployment", message: "No integration defined for method" }],
    },
    {
      name: "triggers without the integrations",
      resources: [api(), integration("a"), deployment({ triggers: { redeployment: "1" } })],
      findings: [{ resource: "deployment", message: 'after "a"' }],
    },
    {
      name: "an API without anything",
      resources: [api(), deployment()],
      findings: [{ resource: "deployment", message: "doesn't contain any methods" }],
    },
    {
      name: "a private API without policy",
      resources: [api(privately)],
      findings: [{ resource: "api", property: "policy", message: "doesn't have a resource policy" }],
    },
    {
      name: "a policy of another API",
      resources: [api(privately), api({}, "other"), policy(ref("other"))],
      findings: [{ resource: "api", message: "cannot be deployed" }],
    },
    {
      name: "a private API deployed before its policy",
      resources: [api(privately), policy(), integration("a"), deployment({}, after("a"))],
      findings: [{ resource: "deployment", message: 'after its policy "policy"' }],
    },
  ],
});
