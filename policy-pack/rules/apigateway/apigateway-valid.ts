import { kinds, type Kind } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, notApplicable, undecided, type StackRuleContext, type Yield } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import { checksByKind } from "../../helpers/checks-by-kind";
import { isGiven } from "../../helpers/distributions";
import { isPublicRestApi, restApiOf } from "../../helpers/internet-facing";
import { quotedNames } from "../../helpers/words";

const MOST_NAMED = 3;

export const apigatewayValid = defineRule({
  id: "apigateway-valid",
  title: "REST APIs can be deployed",
  rationale:
    "A deployment is a snapshot: API Gateway refuses one of an API without methods, with a method that has no integration yet, or of a private API without a policy.",
  remediation: "Let the deployment depend on every integration of its API, by `triggers` or `dependsOn`.",
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["F"],
  scope: "stack",
  ...checksByKind([kinds.restDeployment, checkDeployment], [kinds.restApi, checkPrivate]),
});

/** Those of a kind that surely belong to an API. */
function partsOf(api: Resource, kind: Kind, property: string, stack: Stack): readonly Resource[] {
  return stack
    .companions(api, kinds.restApi, kind, property)
    .filter((each) => stack.link(each, [property], kinds.restApi).certain);
}

function* checkDeployment(deployment: Resource, { stack }: StackRuleContext): Generator<Yield> {
  const api = restApiOf(deployment, stack);
  if (api === undefined) {
    yield notApplicable("the API is not one of this stack");
    return;
  }
  const integrations = partsOf(api, kinds.restIntegration, "restApi", stack);
  const early = integrations.filter((each) => !stack.isOrderedAfter(deployment, each));
  if (early.length > 0) {
    const names = quotedNames(
      early.map(({ name }) => name),
      MOST_NAMED,
    );
    yield finding(
      "",
      `Nothing orders the deployment after ${names}: created first, it is refused ("No integration defined for method"), or serves the API without ${early.length === 1 ? "it" : "them"}.`,
      { remediation: "Add `dependsOn: [integration]` with every integration, or name them in `triggers`." },
    );
  } else if (integrations.length === 0 && !isGiven(stack, api, "body")) {
    const open =
      stack.companions(api, kinds.restApi, kinds.restIntegration, "restApi").length > 0 ||
      stack.strays(kinds.restApi, kinds.restIntegration, "restApi").length > 0;
    // Somebody else's resource may import the methods.
    const imports = stack.companions(api, kinds.restApi, ["aws:apigateway/restApiPut:RestApiPut"], "restApiId");
    if (open) {
      yield undecided("", "which API the integrations of the stack belong to is not known yet");
    } else if (imports.length === 0) {
      yield finding(
        "",
        `API "${api.name}" has no \`body\` and no integration in the stack: API Gateway refuses to deploy it ("The REST API doesn't contain any methods").`,
        { remediation: "Add a method and an integration, and let the deployment depend on them." },
      );
    }
  }
  for (const policy of isPublicRestApi(api, stack) === "no"
    ? partsOf(api, kinds.restApiPolicy, "restApiId", stack)
    : []) {
    if (!stack.isOrderedAfter(deployment, policy)) {
      yield finding(
        "",
        `Nothing orders the deployment of a private API after its policy "${policy.name}"; created first, it is refused.`,
        { remediation: "Add `dependsOn: [policy]` to the deployment." },
      );
    }
  }
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-api-create.html. */
function* checkPrivate(api: Resource, { stack }: StackRuleContext): Generator<Yield> {
  const open = isPublicRestApi(api, stack);
  if (open === "unknown") {
    yield undecided("endpointConfiguration", "whether the API is private is not known yet");
  }
  // A body may carry the policy (`x-amazon-apigateway-policy`).
  if (open !== "no" || ["policy", "body"].some((property) => isGiven(stack, api, property))) {
    return;
  }
  if (stack.companions(api, kinds.restApi, kinds.restApiPolicy, "restApiId").length > 0) {
    return;
  }
  if (stack.strays(kinds.restApi, kinds.restApiPolicy, "restApiId").length > 0) {
    yield undecided("policy", "which API a policy of the stack belongs to is not known yet");
    return;
  }
  yield finding(
    "policy",
    `A private API without a resource policy cannot be deployed ("Private REST API doesn't have a resource policy attached to it").`,
    {
      remediation:
        "Set `policy` (or an `aws.apigateway.RestApiPolicy`) to one that lets your VPC endpoint take `execute-api:Invoke`.",
    },
  );
}
