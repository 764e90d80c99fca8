import { kinds } from "../../engine/kinds";
import { defineRule, finding, notApplicable } from "../../engine/rule";
import { checkedBy } from "../../frameworks/references";
import { besides } from "../../helpers/place";

export const configRecorderStarted = defineRule({
  id: "config-recorder-started",
  title: "AWS Config's recorder is started",
  rationale:
    "A recorder is created stopped. Until something starts it, AWS Config records nothing, and its rules have nothing to judge.",
  remediation:
    "Add `new aws.cfg.RecorderStatus(name, { name: recorder.name, isEnabled: true }, { dependsOn: [channel] })`.",
  severity: "medium",
  enforcement: "advisory",
  family: "guard",
  frameworks: checkedBy("Security Hub Config.1"),
  seeds: ["F"],
  scope: "stack",
  targets: [...kinds.configRecorder],
  *check(recorder, { stack }) {
    if (besides(stack, recorder, kinds.configChannel).length === 0) {
      yield notApplicable("the rest of AWS Config is not part of this stack");
    } else if (stack.ofKind(kinds.configRecorderStatus).length === 0) {
      yield finding(
        "",
        "The recorder has a delivery channel beside it and nothing that starts it: it records nothing.",
      );
    }
  },
});
