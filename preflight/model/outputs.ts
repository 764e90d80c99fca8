/** What a program, and the rules, see of a custom resource: its checked inputs, and its outputs. */
import { MADE_UP_TOKEN } from "../../policy-pack/engine/made-up";
import { Secret } from "../../policy-pack/engine/wire";
import { autoName } from "../../policy-pack/helpers/auto-names";
import { checkInputs } from "../aws/check";
import { fabricateOutputs, previewOutputs } from "../aws/outputs";
import type { Place } from "../aws/place";
import { packageOf, PROVIDER_PREFIX } from "./urn";
import { keepPropertyMarks, unwrapProperties, type Properties } from "./values";

/** A custom resource that is registered or read. */
export interface Subject {
  readonly type: string;
  readonly urn: string;
  readonly name: string;
  /** Decoded, secret marks kept. */
  readonly inputs: Properties;
  readonly place: Place;
  /** Names of outputs that are secret whatever the inputs are. */
  readonly secretOutputs: readonly string[];
  /** The id of a resource that exists already: one that is read, or imported. */
  readonly existingId?: string | undefined;
}

/** Outputs, as the program gets them and as the stack rules see them. What is unknown is there as unknown. */
export interface Outputs {
  /** Empty when it is not known. */
  readonly id: string;
  readonly properties: Properties;
}

/** What the provider's Check makes of the inputs: auto-name and defaults filled in, documents as text. */
export function checkedInputs({ type, name, inputs, place }: Omit<Subject, "urn" | "secretOutputs">): Properties {
  if (packageOf(type) !== "aws" || type.startsWith(PROVIDER_PREFIX)) {
    return inputs;
  }
  const checked = checkInputs(type, name, unwrapProperties(inputs), place, MADE_UP_TOKEN).inputs;
  // The provider copies the tags: what is secret there is secret here.
  return keepPropertyMarks(checked, { tagsAll: inputs.tags, ...inputs });
}

/** The outputs of a custom resource, computed ones made up. */
export function madeUpOutputs(subject: Subject): Outputs {
  const { type, urn, name, place, existingId } = subject;
  const inputs = { ...unwrapProperties(subject.inputs), ...identityFromId(subject) };
  const { id, outputs } = fabricateOutputs(type, urn, name, inputs, place, "made-up");
  const properties = existingId === undefined ? outputs : { ...outputs, id: existingId };
  return { id: existingId ?? id, properties: marked(properties, subject) };
}

/**
 * The outputs of a custom resource as the engine's preview has them: of a new resource, what the program gave is known,
 * and what only AWS knows is not.
 */
export function unknownOutputs(subject: Subject): Outputs {
  const { type, urn, name, inputs, place, existingId = "" } = subject;
  const properties = previewOutputs(type, urn, name, unwrapProperties(inputs), place);
  return { id: existingId, properties: marked(properties, subject) };
}

/** An existing resource is called what its id says, not by a made-up name: an id is an ARN or the physical name. */
function identityFromId({ type, name, inputs, existingId }: Subject): Properties {
  if (existingId === undefined) {
    return {};
  }
  const isArn = existingId.startsWith("arn:");
  const physical = isArn ? (existingId.split(/[:/]/).at(-1) ?? existingId) : existingId;
  const named = autoName(type, name, inputs);
  return { ...(isArn ? { arn: existingId } : {}), ...(named === undefined ? {} : { [named.property]: physical }) };
}

function marked(outputs: Properties, { inputs, secretOutputs }: Subject): Properties {
  const properties = keepPropertyMarks(outputs, inputs);
  for (const name of secretOutputs) {
    if (name in properties && !(properties[name] instanceof Secret)) {
      properties[name] = new Secret(properties[name]);
    }
  }
  return properties;
}
