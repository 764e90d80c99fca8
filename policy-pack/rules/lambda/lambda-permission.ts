import { kinds } from "../../engine/kinds";
import { defineRule, finding, notApplicable, undecided } from "../../engine/rule";
import { checkedBy } from "../../frameworks/references";
import { CALLERS, POLLED, serviceOf } from "../../helpers/lambda-callers";

/** Properties that narrow a permission to some callers; one is enough. */
const NARROWING = ["sourceArn", "sourceAccount", "eventSourceToken", "principalOrgId"];

export const lambdaPermission = defineRule({
  id: "lambda-permission",
  title: "Services may invoke a function for one's own resources only",
  rationale:
    "A service comes with the same name for every customer: without a source, anybody can point a bucket, topic, rule or API of his own at the function and have it invoked.",
  remediation: "Set `sourceArn` to the ARN of what invokes the function, or `sourceAccount` to the account it is in.",
  severity: "medium",
  enforcement: "advisory",
  family: "guard",
  frameworks: checkedBy("Security Hub Lambda.1", "Powerpipe lambda_function_restrict_public_access", "text of CWE-441"),
  seeds: ["F"],
  scope: "resource",
  targets: kinds.lambdaPermission,
  *check(permission) {
    const principal = permission.at("principal");
    const service = serviceOf(principal.string ?? "");
    if (principal.unknown) {
      yield undecided(principal, "who may invoke the function is not known yet");
    } else if (service === undefined || POLLED.has(service)) {
      yield notApplicable("it lets in no service that comes for its customers");
    } else if (NARROWING.every((name) => permission.at(name).absent || permission.at(name).string === "")) {
      const source = CALLERS[service]?.source;
      yield finding(
        "sourceArn",
        `${principal.show()} may invoke the function for every customer of AWS: the permission names neither \`sourceArn\` nor \`sourceAccount\`.`,
        source === undefined
          ? {}
          : { remediation: `Set \`sourceArn\` to ${source}, or \`sourceAccount\` to the account it is in.` },
      );
    }
  },
});
