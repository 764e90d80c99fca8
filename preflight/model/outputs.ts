/** What a program, and the stack rules, see of a resource after its registration. */
import { Secret, UNKNOWN } from "../../policy-pack/engine/wire";
import { autoName } from "../aws/autonames";
import { fabricateOutputs, type Fabricated, type Place } from "../aws/outputs";
import { genericOutputs } from "./generic-outputs";
import { packageOf, PROVIDER_PREFIX } from "./urn";
import { keepMarks, unwrapProperties, type Properties } from "./values";

/** A custom resource that asks for its outputs. */
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

/** Outputs in both views. */
export interface Outputs {
  /** What the program gets; what is missing stays unknown. The id is empty when unknown. */
  readonly program: { readonly id: string; readonly properties: Properties };
  /** What the stack rules see; unknown ones are there as unknowns. */
  readonly rules: Properties;
}

/** The outputs of a custom resource, computed ones made up. */
export function madeUpOutputs(subject: Subject): Outputs {
  const { id, outputs } = fabricate(subject);
  const properties = markSecret(outputs, subject);
  return { program: { id, properties }, rules: properties };
}

/**
 * The outputs of a custom resource as the engine's preview has them: of a new resource, what the program gave is known,
 * and what only AWS knows is not.
 */
export function unknownOutputs(subject: Subject): Outputs {
  const { outputs } = fabricate(subject);
  const unknown = Object.keys(outputs).filter((name) => !(name in subject.inputs));
  return {
    program: { id: subject.existingId ?? "", properties: subject.inputs },
    rules: { ...subject.inputs, ...Object.fromEntries(unknown.map((name) => [name, UNKNOWN])) },
  };
}

function fabricate(subject: Subject): Fabricated {
  const { type, urn, name, place, existingId } = subject;
  const inputs = { ...unwrapProperties(subject.inputs), ...identityFromId(subject) };
  const made =
    packageOf(type) === "aws" && !type.startsWith(PROVIDER_PREFIX)
      ? fabricateOutputs(type, urn, name, inputs, place, "made-up")
      : genericOutputs(type, urn, inputs);
  return existingId === undefined ? made : { id: existingId, outputs: { ...made.outputs, id: existingId } };
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

function markSecret(outputs: Properties, { inputs, secretOutputs }: Subject): Properties {
  const marked: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(outputs)) {
    const kept = keepMarks(value, inputs[name]);
    marked[name] = secretOutputs.includes(name) && !(kept instanceof Secret) ? new Secret(kept) : kept;
  }
  return marked;
}
