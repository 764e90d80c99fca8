import { kinds } from "../../engine/kinds";
import { defineRule, finding, notApplicable } from "../../engine/rule";
import { isDeclared } from "../../helpers/declared";
import { restApiOf } from "../../helpers/internet-facing";

export const apigatewayRedeploys = defineRule({
  id: "apigateway-redeploys",
  title: "Deployments of REST APIs follow changes of the API",
  rationale:
    "A deployment is a snapshot. Without `triggers`, a changed method or integration is updated and never deployed: the stage goes on serving the old API.",
  remediation:
    "Add `triggers: { redeployment: … }` with a hash of what the API is made of: its `body`, or the ids and settings of its methods and integrations.",
  severity: "low",
  enforcement: "advisory",
  family: "convention",
  frameworks: [],
  seeds: ["F"],
  scope: "stack",
  targets: kinds.restDeployment,
  *check(deployment, { stack }) {
    if (restApiOf(deployment, stack) === undefined) {
      yield notApplicable("the API is not one of this stack");
    } else if (!isDeclared(stack, deployment, "triggers")) {
      yield finding("triggers", "This deployment has no `triggers`: later changes of the API are not deployed.");
    }
  },
});
