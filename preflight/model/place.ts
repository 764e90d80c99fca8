import type { ProgramContext } from "../../policy-pack/engine/context";
import { isUnknownSentinel } from "../../policy-pack/engine/wire";
import { MADE_UP_PLACE, type Place } from "../aws/outputs";
import { unwrap, type Properties } from "./values";

/**
 * Where AWS would put a resource, as far as the program says: its own `region` (provider 7), its provider's, the
 * stack's configuration, the environment; else us-east-1. The account is always made up.
 */
export function placeOf(inputs: Properties, provider: Properties | undefined, program: ProgramContext): Place {
  const region =
    knownText(inputs.region) ??
    knownText(provider?.region) ??
    knownText(program.config?.get("aws:region")?.value) ??
    knownText(program.environment.AWS_REGION) ??
    knownText(program.environment.AWS_DEFAULT_REGION) ??
    MADE_UP_PLACE.region;
  return { ...MADE_UP_PLACE, region, partition: partitionOf(region) };
}

function knownText(value: unknown): string | undefined {
  const plain = unwrap(value);
  return typeof plain === "string" && plain !== "" && !isUnknownSentinel(plain) ? plain : undefined;
}

/** https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html */
function partitionOf(region: string): string {
  return region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}
