import type { ProgramContext } from "../../policy-pack/engine/context";
import { isUnknownSentinel } from "../../policy-pack/engine/wire";
import { partitionOf, surroundingRegion } from "../../policy-pack/helpers/place";
import { MADE_UP_PLACE, type Place } from "../aws/place";
import { isRecord } from "../project/yaml-file";
import { unwrap, type Properties } from "./values";

/**
 * Where AWS would put a resource, as far as the program says: its own `region` (provider 7), its provider's, the
 * stack's configuration, the environment; else us-east-1. The account is always made up.
 */
export function placeOf(inputs: Properties, provider: Properties | undefined, program: ProgramContext): Place {
  const region =
    knownText(inputs.region) ?? knownText(provider?.region) ?? surroundingRegion(program) ?? MADE_UP_PLACE.region;
  const defaultTags = defaultTagsOf(provider);
  return {
    ...MADE_UP_PLACE,
    region,
    partition: partitionOf(region) ?? MADE_UP_PLACE.partition,
    ...(defaultTags && { defaultTags }),
  };
}

function knownText(value: unknown): string | undefined {
  const plain = unwrap(value);
  return typeof plain === "string" && plain !== "" && !isUnknownSentinel(plain) ? plain : undefined;
}

/** A provider's `defaultTags`: JSON text, as every input of a provider that is no text itself. */
function defaultTagsOf(provider: Properties | undefined): Readonly<Record<string, unknown>> | undefined {
  const text = knownText(provider?.defaultTags);
  if (text === undefined) {
    return undefined;
  }
  try {
    const parsed: unknown = JSON.parse(text);
    return isRecord(parsed) && isRecord(parsed.tags) ? parsed.tags : undefined;
  } catch {
    return undefined; // Half known or malformed: then nobody can say what the tags will be.
  }
}
