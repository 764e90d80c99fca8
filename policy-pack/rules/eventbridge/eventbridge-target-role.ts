import { kinds } from "../../engine/kinds";
import { defineRule, finding, notApplicable } from "../../engine/rule";
import { isDeclared } from "../../helpers/declared";
import { targetOf } from "../../helpers/event-rule-access";

export const eventbridgeTargetRole = defineRule({
  id: "eventbridge-target-role",
  title: "Targets with a policy of their own are reached by it, not by a role",
  rationale:
    "AWS asks for no `roleArn` on Lambda, SNS, SQS and log-group targets, which take resource policies: with a role, delivery may fail, above all to encrypted topics and queues.",
  remediation: "Remove `roleArn` from the target, and let `events.amazonaws.com` in by the target's own policy.",
  severity: "low",
  enforcement: "advisory",
  family: "guard",
  frameworks: [],
  seeds: ["F"],
  scope: "stack",
  targets: [...kinds.eventTarget],
  *check(target, { stack }) {
    const { access, resource } = targetOf(stack, target);
    if (access === undefined || access.by === "role") {
      yield notApplicable("it is no function, topic, queue or log group, or nobody knows yet");
    } else if (isDeclared(stack, target, "roleArn")) {
      const what = resource === undefined ? target.at("arn").show() : `"${resource.name}"`;
      yield finding(
        "roleArn",
        `The target ${what} takes a resource policy, and AWS says not to give it a role: delivery may fail, above all with KMS.`,
      );
    }
  },
});
