/** What a rule may know of the AWS provider a resource is created with. */
import type { ProviderView, Resource } from "../engine/resource";
import { Value } from "../engine/value";
import { UNKNOWN } from "../engine/wire";

/** Type token of AWS providers, explicit and default ones. */
export const AWS_PROVIDER = "pulumi:providers:aws";

/** `default_7_48_0`: the name the engine gives the provider of resources that have no explicit one. */
const DEFAULT_NAME = /^default(?:_(\d+)_\d+_\d+.*)?$/;

/** Whether the engine made this provider itself, from the stack's configuration and the environment. */
export function isDefaultProvider(provider: Pick<ProviderView, "name">): boolean {
  return DEFAULT_NAME.test(provider.name);
}

/**
 * The major version of `@pulumi/aws` a resource is created with. The engine writes the version into the inputs of every
 * provider, explicit ones included, and into the name of a default one.
 *
 * @returns `undefined` when the frontend does not show it.
 */
export function providerMajor(resource: Resource): number | undefined {
  const { provider } = resource;
  const stated = /^v?(\d+)\./.exec(provider?.props.at("version").string ?? "")?.[1];
  const major = stated ?? DEFAULT_NAME.exec(provider?.name ?? "")?.[1];
  return major === undefined ? undefined : Number(major);
}

/**
 * An object among a provider's inputs. The engine hands over everything but strings as JSON text, a stack's configuration
 * likewise; the SDKs' own form is the object itself.
 *
 * @returns absent without a provider, for then nobody set anything; unknown when the text cannot be read.
 */
export function providerObject(provider: Pick<ProviderView, "props"> | undefined, name: string): Value {
  const value = provider?.props.at(name) ?? new Value(undefined, name);
  const text = value.string;
  if (text === undefined) {
    return value;
  }
  try {
    return new Value(JSON.parse(text) as unknown, name, value.secret);
  } catch {
    return new Value(UNKNOWN, name, value.secret);
  }
}
