/** Explicit and default providers, as rules see them. */
import type { ProgramContext } from "../../policy-pack/engine/context";
import type { ProviderView } from "../../policy-pack/engine/resource";
import { Value } from "../../policy-pack/engine/value";
import { Secret } from "../../policy-pack/engine/wire";
import type { Registered, Registry } from "./registry";
import { packageOf, parseProviderReference, PROVIDER_PREFIX, urnOf } from "./urn";
import type { Properties } from "./values";

/**
 * The provider of a resource. One without an explicit provider gets the default one of its package, which is configured
 * by the stack's `package:*` configuration and registered with its first resource, as the engine does.
 *
 * @param reference `urn::id`, empty for none.
 * @param version of the package, as its SDK states it.
 */
export function providerOf(
  registry: Registry,
  program: ProgramContext,
  type: string,
  reference: string,
  version: string,
): Registered | undefined {
  const explicit = parseProviderReference(reference);
  if (explicit !== undefined) {
    return registry.get(explicit);
  }
  const name = packageOf(type);
  // The root stack, stack references and providers themselves have none.
  if (name === "pulumi" || type.startsWith(PROVIDER_PREFIX)) {
    return undefined;
  }
  const provider = defaultProvider(program, name, version);
  registry.add(provider);
  return registry.get(provider.urn);
}

function defaultProvider(program: ProgramContext, packageName: string, version: string): Registered {
  const type = `${PROVIDER_PREFIX}${packageName}`;
  const name = version === "" ? "default" : `default_${version.replace(/[.+-]/g, "_")}`;
  const urn = urnOf(program.stack, program.project, "", type, name);
  const inputs = configurationOf(program, packageName);
  return {
    urn,
    type,
    name,
    parent: "",
    custom: true,
    inputs: version === "" ? inputs : { ...inputs, version },
    outputs: version === "" ? inputs : { ...inputs, version },
    id: "",
    provider: undefined,
    dependencies: [],
    propertyDependencies: {},
    position: undefined,
    byProgram: false,
  };
}

function configurationOf(program: ProgramContext, packageName: string): Properties {
  const inputs: Record<string, unknown> = {};
  for (const [key, { value, secret }] of program.config ?? []) {
    if (key.startsWith(`${packageName}:`)) {
      inputs[key.slice(packageName.length + 1)] = secret === true ? new Secret(value) : value;
    }
  }
  return inputs;
}

/** A provider as a rule reads it. */
export function viewOf(provider: Registered): ProviderView {
  const { type, urn, name, inputs } = provider;
  return { type, urn, name, props: new Value(inputs, "") };
}
