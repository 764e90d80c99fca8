/** What AWS would have answered when it created a resource. */
import { UNKNOWN } from "../../policy-pack/engine/wire";
import { computeForms } from "./forms/compute";
import { dataForms } from "./forms/data";
import { edgeForms } from "./forms/edge";
import { generatorForms } from "./forms/generators";
import { identityForms } from "./forms/identity";
import { messagingForms } from "./forms/messaging";
import { networkForms } from "./forms/network";
import { storageForms } from "./forms/storage";
import { genericArn, genericValues } from "./generic";
import { Maker, type Form, type Forms, type Properties } from "./maker";
import type { Place } from "./place";
import { computedOutputs, computedWhenOmitted } from "./tables";
import type { Style } from "./tokens";

/** Id and outputs of a created resource. */
export interface Fabricated {
  readonly id: string;
  /** All properties after creation: the inputs, and what AWS computes. */
  readonly outputs: Properties;
}

const FORMS: Forms = {
  ...networkForms,
  ...storageForms,
  ...identityForms,
  ...computeForms,
  ...dataForms,
  ...messagingForms,
  ...edgeForms,
  ...generatorForms,
};

/** Types whose answers follow a form of their own. */
export const FORMED_TYPES: readonly string[] = Object.keys(FORMS);

/**
 * Fabricates id and computed outputs of the right form for a resource. Deterministic: the same URN, the same values.
 *
 * @param type any type token; of one that is neither AWS's nor has a form, only the id is made.
 * @param name the logical name.
 * @param inputs checked inputs, decoded or in wire form.
 */
export function fabricateOutputs(
  type: string,
  urn: string,
  name: string,
  inputs: Properties,
  place: Place,
  style: Style,
): Fabricated {
  const make = new Maker(type, urn, name, inputs, place, style);
  const isAws = type.startsWith("aws:");
  const computed = isAws ? computedOutputs(type) : undefined;
  const omitted = isAws ? computedWhenOmitted(type) : [];
  const form = FORMS[type] ?? (isAws ? genericForm : identified);
  const { id, ...formed } = form(make);
  // A form serves several types; what this one does not have stays away.
  const known = ([key]: [string, unknown]) => computed === undefined || computed.has(key) || omitted.includes(key);
  const outputs: Record<string, unknown> = {
    ...(computed === undefined ? {} : genericValues(make, computed)),
    ...Object.fromEntries(Object.entries(formed).filter(known)),
    ...definedOf(inputs),
    id,
  };
  if (computed?.has("tagsAll") === true || "tags" in inputs) {
    outputs.tagsAll = inputs.tagsAll ?? mergedTags(inputs.tags, place);
  }
  if (omitted.includes("region")) {
    outputs.region = inputs.region ?? place.region;
  }
  return { id, outputs };
}

/**
 * The outputs of a resource that is not created yet, as the engine's preview has them: what the inputs hold is known;
 * what AWS computes, and what the provider computes because the program left it out, is the unknown sentinel.
 */
export function previewOutputs(
  type: string,
  urn: string,
  name: string,
  inputs: Properties,
  place: Place,
): Readonly<Record<string, unknown>> {
  const made = Object.keys(fabricateOutputs(type, urn, name, inputs, place, "plausible").outputs);
  const omitted = type.startsWith("aws:") ? computedWhenOmitted(type) : [];
  const unknown = [...made, ...omitted].filter((key) => inputs[key] === undefined);
  return { ...inputs, ...Object.fromEntries(unknown.map((key) => [key, UNKNOWN])) };
}

/** The provider's default tags under the resource's own. One unknown among them makes all unknown, as in the provider. */
export function mergedTags(tags: unknown, place: Place): unknown {
  return typeof tags === "string" ? tags : { ...place.defaultTags, ...(tags as Properties | null | undefined) };
}

function definedOf(inputs: Properties): Properties {
  return Object.fromEntries(Object.entries(inputs).filter(([, value]) => value !== undefined && value !== null));
}

/** Named like the program says, with an ARN; the id is the name. */
const genericForm: Form = (make) => {
  const physical = make.physical();
  return { id: physical, arn: make.text("arn") ?? genericArn(make, physical) };
};

const identified: Form = (make) => ({ id: make.named(`${make.name}-`) });
