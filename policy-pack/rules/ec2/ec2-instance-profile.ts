import { kinds } from "../../engine/kinds";
import { defineRule, finding, notApplicable, undecided } from "../../engine/rule";
import type { Resource } from "../../engine/resource";
import type { Stack } from "../../engine/stack";
import { isDeclared } from "../../helpers/declared";
import { LAUNCHING, launchLabel, templateOf } from "../../helpers/launching";
import type { Answer } from "../../iam/answer";

export const ec2InstanceProfile = defineRule({
  id: "ec2-instance-profile",
  title: "Instances have a role",
  rationale:
    "Without an instance profile there are no short-lived credentials on the instance: whatever it needs of AWS, logs and " +
    "metrics included, takes access keys that somebody puts there, and Session Manager does not reach it.",
  remediation:
    "Set `iamInstanceProfile` to an `aws.iam.InstanceProfile` whose role allows what the instance needs, and no more.",
  severity: "low",
  enforcement: "advisory",
  family: "convention",
  frameworks: [],
  seeds: ["F"],
  scope: "stack",
  targets: LAUNCHING,
  *check(resource, { stack }) {
    const profile = resource.at("iamInstanceProfile");
    if (isDeclared(stack, resource, "iamInstanceProfile") && (profile.unknown || hasContent(resource))) {
      return;
    }
    if (resource.is(kinds.launchTemplate)) {
      const launched = launchesInstances(resource, stack);
      if (launched !== "yes") {
        yield launched === "no"
          ? notApplicable("no group or instance of the stack is launched from it")
          : undecided("", "whether a group of the stack is launched from it is not known yet");
        return;
      }
    }
    const template = templateOf(stack, resource);
    if (template !== undefined) {
      yield template.targets.length > 0
        ? notApplicable("its launch template decides")
        : undecided("launchTemplate", "what its launch template says cannot be seen from here");
    } else {
      yield finding(
        "iamInstanceProfile",
        `${launchLabel(resource)} has no instance profile: what runs there can use AWS only with access keys that somebody puts on it.`,
      );
    }
  },
});

/** Instances and launch configurations name the profile; a template has a block, in which one of two names it. */
function hasContent(resource: Resource): boolean {
  const profile = resource.at("iamInstanceProfile");
  return profile.object === undefined
    ? profile.items.some((each) => (each.string ?? "") !== "" || !each.at("name").absent || !each.at("arn").absent)
    : !profile.at("name").absent || !profile.at("arn").absent;
}

/**
 * Whether instances of their own are launched from a template. Not those of an EKS node group, which brings the role and
 * refuses a template with a profile (https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html).
 */
function launchesInstances(template: Resource, stack: Stack): Answer {
  const users = [...kinds.autoScalingGroup, ...kinds.ec2Instance];
  const keys = ["id", "name"];
  if (keys.some((key) => stack.companions(template, kinds.launchTemplate, users, "launchTemplate", key).length > 0)) {
    return "yes";
  }
  const open = keys.some((key) => stack.strays(kinds.launchTemplate, users, "launchTemplate", key).length > 0);
  return open ? "unknown" : "no";
}
