import { kinds } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, notApplicable, undecided } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import { checkedBy } from "../../frameworks/references";
import type { Answer } from "../../iam/answer";
import { isPublicRestApi, restApiOf } from "../../helpers/internet-facing";

const LIMITS = ["throttlingRateLimit", "throttlingBurstLimit"];

export const apigatewayThrottling = defineRule({
  id: "apigateway-throttling",
  title: "Stages of REST APIs limit the rate of requests",
  rationale:
    "Without a limit of its own a stage may use up the account's (10 000 requests a second for all APIs of a region): one client starves every other API, and what stands behind this one.",
  remediation:
    'Add an `aws.apigateway.MethodSettings` for `methodPath: "*/*"` with `throttlingRateLimit` and `throttlingBurstLimit`, or a usage plan with `throttleSettings`.',
  severity: "low",
  enforcement: "advisory",
  family: "guard",
  frameworks: checkedBy("text of REL05-BP02"),
  seeds: ["F"],
  scope: "stack",
  targets: kinds.restStage,
  *check(stage, { stack }) {
    const api = restApiOf(stage, stack);
    if (api === undefined || isPublicRestApi(api, stack) === "no") {
      yield notApplicable(api === undefined ? "the API is not one of this stack" : "a private API");
      return;
    }
    const answers = [...bySettings(stage, api, stack), ...byPlans(api, stack)];
    if (answers.includes("yes")) {
      return;
    }
    if (answers.includes("unknown")) {
      yield undecided("", "whether the stage is limited is not known yet");
    } else {
      yield finding("", "Nothing limits the rate of requests to this stage but the account's own quota.");
    }
  },
});

function bySettings(stage: Resource, api: Resource, stack: Stack): readonly Answer[] {
  const settings = stack.companions(api, kinds.restApi, kinds.restMethodSettings, "restApi");
  const strays = stack.strays(kinds.restApi, kinds.restMethodSettings, "restApi");
  const here = settings.filter((each) => {
    const [name, own] = [each.at("stageName"), stage.at("stageName")];
    return name.string === undefined || own.string === undefined || name.string === own.string;
  });
  return [...here.map((each) => limits(each)), ...strays.map(() => "unknown" as const)];
}

function limits(settings: Resource): Answer {
  if (settings.at("settings").unknown) {
    return "unknown";
  }
  // Not set is -1 to the provider: no limit.
  const values = LIMITS.map((each) => settings.at("settings", each));
  return values.some(({ number, unknown }) => unknown || (number !== undefined && number >= 0)) ? "yes" : "no";
}

/** A plan limits the clients with its API keys, of every stage it names. */
function byPlans(api: Resource, stack: Stack): readonly Answer[] {
  return stack.ofKind(kinds.restUsagePlan).flatMap((plan) =>
    plan.at("apiStages").items.map((each, index) => {
      const { targets, exhaustive } = stack.link(plan, ["apiStages", index, "apiId"], kinds.restApi);
      const limited = [plan.at("throttleSettings"), each.at("throttles")].some(
        (value) => value.unknown || value.items.length > 0,
      );
      return !limited ? "no" : targets.includes(api) ? "yes" : exhaustive ? "no" : "unknown";
    }),
  );
}
