import { isHalfKnown } from "../engine/made-up";
import type { StackRuleContext } from "../engine/rule";
import type { Stack } from "../engine/stack";

/** What the offline check takes for the region of a program about whose region nothing is known. */
export const INVENTED_REGION = "us-east-1";

/**
 * The region that names of zones and answers of data sources may be invented for. The offline check, which asks no AWS,
 * answers `getAvailabilityZones` for this one when neither configuration nor environment name a region.
 *
 * @returns `undefined` when nothing is invented: AWS answered, or the region is the program's own.
 */
export function inventedRegion({ program, stack }: Pick<StackRuleContext, "program" | "stack">): string | undefined {
  const { config, environment } = program;
  const named = config?.get("aws:region")?.value ?? environment.AWS_REGION ?? environment.AWS_DEFAULT_REGION ?? "";
  const invents = program.marksDataSources === true || stack.derive(holdsMadeUpIds);
  return invents && named === "" ? INVENTED_REGION : undefined;
}

function holdsMadeUpIds(stack: Stack): boolean {
  return stack.resources.some((resource) => ["id", "arn"].some((name) => isHalfKnown(resource.at(name).string ?? "")));
}
