/** What the AWS provider's Check makes of a program's inputs: region, tags, documents as text, auto-name, defaults. */
import { UNKNOWN } from "../../policy-pack/engine/wire";
import { autoName } from "../../policy-pack/helpers/auto-names";
import { defaultsOf } from "./defaults";
import type { Properties } from "./maker";
import { mergedTags } from "./outputs";
import type { Place } from "./place";
import { computedOutputs, computedWhenOmitted } from "./tables";

/** Inputs as the provider would hand them on to AWS. */
export interface CheckedInputs {
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Properties the program did not set and the provider did; sorted. States keep them as `__defaults`. */
  readonly defaults: readonly string[];
}

/**
 * Documents the provider turns into JSON text when a program gives them as objects
 * (`Transform: TransformJSONDocument` in the provider's table; the same source as that of the auto-names).
 */
const DOCUMENTS = new Set(["policy", "assumeRolePolicy", "accessPolicies", "policyDocument"]);

/** @param suffix the random part of an auto-name. */
export function checkInputs(
  type: string,
  name: string,
  inputs: Properties,
  place: Place,
  suffix: string,
): CheckedInputs {
  const checked: Record<string, unknown> = { ...inputs };
  for (const key of DOCUMENTS) {
    if (typeof checked[key] === "object" && checked[key] !== null) {
      const text = JSON.stringify(checked[key]);
      // One unknown part makes the whole text unknown.
      checked[key] = text.includes(UNKNOWN) ? UNKNOWN : text;
    }
  }
  if (checked.region === undefined && computedWhenOmitted(type).includes("region")) {
    checked.region = place.region;
  }
  if (computedOutputs(type)?.has("tagsAll") === true) {
    checked.tagsAll = mergedTags(checked.tags, place);
  }
  const defaults: string[] = [];
  const named = autoName(type, name, checked, suffix);
  if (named !== undefined) {
    checked[named.property] = named.value;
    defaults.push(named.property);
  }
  for (const [key, value] of Object.entries(defaultsOf(type))) {
    if (checked[key] === undefined || checked[key] === null) {
      checked[key] = value;
      defaults.push(key);
    }
  }
  return { inputs: checked, defaults: defaults.sort() };
}
