import { kinds } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, notApplicable } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import type { Value } from "../../engine/value";
import { isDeclared } from "../../helpers/declared";
import { quotedNames } from "../../helpers/words";

const MOST_NAMED = 3;

export const apigatewayAccountRole = defineRule({
  id: "apigateway-account-role",
  title: "API Gateway has the account's role before a stage logs",
  rationale:
    'API Gateway writes logs with one role of the account and region; without it a stage that logs is refused ("CloudWatch Logs role ARN must be set in account settings to enable logging").',
  remediation:
    "Create an `aws.apigateway.Account` with a `cloudwatchRoleArn` that `apigateway.amazonaws.com` may assume, once per account and region, and let stages and method settings depend on it.",
  severity: "medium",
  enforcement: "advisory",
  family: "guard",
  frameworks: [],
  seeds: ["F"],
  scope: "stack",
  targets: [...kinds.restStage, ...kinds.restMethodSettings],
  *check(resource, { stack }) {
    const { early, names, missing } = stack.derive(loggingWithoutRole);
    if (!logs(resource, stack)) {
      yield notApplicable("it logs nothing");
    } else if (early[0] === resource) {
      yield finding(
        "",
        missing
          ? `The stack logs to CloudWatch (${names}) and has no \`aws.apigateway.Account\`: in an account whose role nobody has set, API Gateway refuses that.`
          : `Nothing orders ${names} after the \`aws.apigateway.Account\` of the stack: created first, API Gateway refuses it.`,
        { about: early, ...(missing ? {} : { remediation: "Add `dependsOn: [account]`." }) },
      );
    }
  },
});

/** The account's role is one for all, so what misses it is told once, with the first that does. */
function loggingWithoutRole(stack: Stack) {
  const accounts = stack.ofKind(kinds.restAccount);
  const early = stack
    .ofKind([...kinds.restStage, ...kinds.restMethodSettings])
    .filter((each) => logs(each, stack) && !accounts.some((account) => stack.isOrderedAfter(each, account)));
  return {
    early,
    names: quotedNames(
      early.map(({ name }) => name),
      MOST_NAMED,
    ),
    missing: accounts.length === 0,
  };
}

/** Access logs of a stage, or execution logs of its methods. */
function logs(resource: Resource, stack: Stack): boolean {
  if (resource.is(kinds.restStage)) {
    return isDeclared(stack, resource, "accessLogSettings") && isPresent(resource.at("accessLogSettings"));
  }
  return ["INFO", "ERROR"].includes(resource.at("settings", "loggingLevel").string ?? "");
}

function isPresent(value: Value): boolean {
  return value.unknown || value.items.length > 0;
}
