import { kinds } from "../../engine/kinds";
import { set } from "../../engine/remediation";
import { defineRule, finding, notApplicable, undecided } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import { checkedBy } from "../../frameworks/references";
import { isDeclared } from "../../helpers/declared";
import { LAUNCHING, launchLabel, templateOf } from "../../helpers/launching";

export const ec2Imdsv2 = defineRule({
  id: "ec2-imdsv2",
  title: "Instances answer metadata requests with a session token only (IMDSv2)",
  rationale:
    "Version 1 of the metadata service hands the instance role's credentials to any request that reaches it, one forged " +
    "through the application included. Version 2 asks for a token first.",
  remediation: '`metadataOptions: { httpEndpoint: "enabled", httpTokens: "required" }`.',
  severity: "medium",
  enforcement: "advisory",
  family: "guard",
  frameworks: checkedBy(
    "Security Hub EC2.8",
    "Security Hub EC2.170",
    "Security Hub AutoScaling.3",
    "Prowler ec2_instance_imdsv2_enabled",
  ),
  seeds: ["F"],
  scope: "stack",
  targets: LAUNCHING,
  remediate: {
    does: 'Sets `metadataOptions.httpTokens: "required"` on instances and launch templates.',
    // A launch configuration cannot be changed, only replaced.
    targets: () => [...kinds.ec2Instance, ...kinds.launchTemplate],
    *edits(resource) {
      const options = resource.at("metadataOptions");
      const [endpoint, tokens] = [options.at("httpEndpoint"), options.at("httpTokens")];
      const leavesItToTemplate = tokens.absent && !resource.at("launchTemplate").absent;
      const isDone = tokens.string === "required" || endpoint.string === "disabled";
      if (isDone || endpoint.unknown || tokens.unknown || leavesItToTemplate) {
        return;
      }
      yield set(tokens, "required");
      if (endpoint.absent) {
        // Without it the provider leaves the tokens out (terraform-provider-aws, expandInstanceMetadataOptions).
        yield set(endpoint, "enabled");
      }
    },
  },
  *check(resource, { stack }) {
    const options = resource.at("metadataOptions");
    const isSet = isDeclared(stack, resource, "metadataOptions");
    const tokens = options.at("httpTokens");
    if (tokens.string === "required" || options.at("httpEndpoint").string === "disabled") {
      return;
    }
    const template = templateOf(stack, resource);
    if (isSet && (tokens.unknown || options.at("httpEndpoint").unknown)) {
      yield undecided(tokens, "whether a token is required is not known yet");
    } else if (tokens.string === undefined && template !== undefined) {
      yield template.targets.length > 0
        ? notApplicable("its launch template decides")
        : undecided("launchTemplate", "what its launch template says cannot be seen from here");
    } else if (tokens.string !== "optional" && stack.derive(defaultsRequireTokens)) {
      yield notApplicable("the region's default, set in this stack, requires tokens");
    } else {
      const what = isSet && !tokens.absent ? `${tokens.show()} lets` : "Without `httpTokens` the default lets";
      yield finding(
        tokens,
        `${what} ${launchLabel(resource).replace(/^\w/, (first) => first.toLowerCase())} answer metadata requests without a token: ` +
          "a forged request through the application is enough to get at the role's credentials.",
      );
    }
  },
});

function defaultsRequireTokens(stack: Stack): boolean {
  return stack.ofKind(kinds.metadataDefaults).some((defaults) => defaults.at("httpTokens").string === "required");
}
