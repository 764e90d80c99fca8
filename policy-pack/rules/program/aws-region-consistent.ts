import { STACK_TYPE } from "../../engine/resource";
import { defineRule, finding, type StackRuleContext, type Yield } from "../../engine/rule";
import { AWS_PROVIDER } from "../../helpers/aws-provider";
import { certainRegion } from "../../helpers/place";
import { REGIONAL_TYPES, regionalFaults } from "../../helpers/regional-faults";

export const awsRegionConsistent = defineRule({
  id: "aws-region-consistent",
  title: "A resource and what it uses are in one region, an allowed one",
  rationale:
    "AWS looks in the region of the call and finds neither the zone nor the other resource: creation fails, after others succeeded.",
  remediation:
    "Give the resource and what it refers to the same `provider` (or the same `region`), and pass that provider to the data " +
    "sources whose answers it uses, `getAvailabilityZones` above all.",
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["S1-1", "S3-9", "S4-3", "F"],
  settings: {
    allowedRegions: {
      type: "array",
      items: { type: "string" },
      description:
        "Regions in which resources may be created; all of them when empty. List us-east-1 too if you use CloudFront.",
      default: [],
    },
  },
  scope: "stack",
  targets: [STACK_TYPE, ...REGIONAL_TYPES],
  *check(resource, context) {
    if (resource.type === STACK_TYPE) {
      yield* checkAllowed(context);
      return;
    }
    yield* regionalFaults(resource, context);
  },
});

function* checkAllowed(context: StackRuleContext): Iterable<Yield> {
  const { settings, stack } = context;
  const allowed = Array.isArray(settings.allowedRegions) ? (settings.allowedRegions as readonly unknown[]) : [];
  if (allowed.length === 0) {
    return;
  }
  for (const resource of stack.resources) {
    const isProvider = resource.type === AWS_PROVIDER;
    if (!isProvider && !resource.type.startsWith("aws:")) {
      continue;
    }
    const region = certainRegion(resource);
    // Said of the provider once, not of everything it creates.
    const inherited = !isProvider && region === resource.provider?.props.at("region").string;
    if (region !== undefined && !allowed.includes(region) && !inherited) {
      const message = `${region} is none of the allowed regions (${allowed.join(", ")}).`;
      yield finding("region", message, { resource, remediation: "Use an allowed region, or extend `allowedRegions`." });
    }
  }
}
