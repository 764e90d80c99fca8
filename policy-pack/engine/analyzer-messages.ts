/**
 * Reads the messages of the analyzer service (`@pulumi/pulumi/proto/analyzer_pb`) into what rules see. Properties are
 * decoded only when a rule reads them: most resources of a large stack are never looked at.
 */
import type { ConfigValue, ProgramContext } from "./context";
import type { DeclaredInputs } from "./declared-inputs";
import type { EngineLevel, PolicyConfiguration } from "../settings/state";
import { Resource, type ProviderView } from "./resource";
import { Value } from "./value";
import { decodeProperties, SIGNATURE_KEY } from "./wire";

/** `google.protobuf.Struct`. */
interface StructMessage {
  toJavaScript(): Record<string, unknown>;
  getFieldsMap(): {
    keys(): IterableIterator<string>;
    get(name: string): { getStructValue(): StructMessage | null | undefined; hasListValue(): boolean } | undefined;
  };
}
interface ProtoMap<V> {
  entries(): IterableIterator<[string, V]>;
}
interface ProviderMessage {
  getType(): string;
  getUrn(): string;
  getName(): string;
  getProperties(): StructMessage | undefined;
}
/** Properties of one resource before it is created. */
export interface AnalyzeRequest {
  getType(): string;
  getUrn(): string;
  getName(): string;
  getProperties(): StructMessage | undefined;
  getProvider(): ProviderMessage | undefined;
  getOptions(): { getParent(): string } | undefined;
}
/** One resource of a whole stack. */
export interface StackResourceMessage extends AnalyzeRequest {
  getParent(): string;
  getDependenciesList(): string[];
  getPropertydependenciesMap(): ProtoMap<{ getUrnsList(): string[] }>;
}
/** Levels and settings by policy name. */
export interface ConfigureRequest {
  getPolicyconfigMap(): ProtoMap<{
    getEnforcementlevel(): number;
    setEnforcementlevel(level: number): unknown;
    getProperties(): StructMessage | undefined;
  }>;
}
/** Project, stack and configuration. */
export interface ConfigureStackRequest {
  getProject(): string;
  getStack(): string;
  getConfigMap(): ProtoMap<string>;
  getConfigSecretKeysList(): string[];
}
/** What the pack says of itself. */
export interface AnalyzerInfoResponse {
  getPoliciesList(): { getName(): string; setPolicyType?(type: number): unknown }[];
}

/**
 * The resource of an Analyze or Remediate call.
 *
 * @param raw its properties, where they are no longer those of the call.
 */
export function resourceFrom(request: AnalyzeRequest, raw?: Readonly<Record<string, unknown>>): Resource {
  return new Resource({
    urn: request.getUrn(),
    type: request.getType(),
    name: request.getName(),
    parent: request.getOptions()?.getParent(),
    properties: () => (raw === undefined ? propertiesOf(request) : decodeProperties(raw)),
    provider: () => providerFrom(request),
  });
}

/** The names of the properties of an Analyze call; nothing is decoded for them. */
export function propertyNames(request: AnalyzeRequest): Iterable<string> {
  return request.getProperties()?.getFieldsMap().keys() ?? [];
}

/** The resources of an AnalyzeStack call. Each carries its provider, which is decoded once for all that share it. */
export function stackResourcesFrom(
  requests: readonly StackResourceMessage[],
  declared: DeclaredInputs,
): readonly Resource[] {
  const providers = new Map<string, ProviderView | undefined>();
  const providerOf = (request: StackResourceMessage): ProviderView | undefined => {
    const urn = request.getProvider()?.getUrn() ?? "";
    if (!providers.has(urn)) {
      providers.set(urn, providerFrom(request));
    }
    return providers.get(urn);
  };
  return requests.map((each) => stackResourceFrom(each, declared, providerOf));
}

function stackResourceFrom(
  request: StackResourceMessage,
  declared: DeclaredInputs,
  providerOf: (request: StackResourceMessage) => ProviderView | undefined,
): Resource {
  return new Resource({
    urn: request.getUrn(),
    type: request.getType(),
    name: request.getName(),
    parent: request.getParent(),
    properties: () => propertiesOf(request),
    tagKeys: () => tagKeysOf(request),
    provider: () => providerOf(request),
    dependencies: request.getDependenciesList(),
    propertyDependencies: () =>
      declared.complete(
        request.getUrn(),
        Object.fromEntries(
          [...request.getPropertydependenciesMap().entries()].map(([name, all]) => [name, all.getUrnsList()]),
        ),
      ),
  });
}

/** Of wrapped tags (a secret) and of a list only decoding tells. */
function tagKeysOf(message: { getProperties(): StructMessage | undefined }): readonly string[] | undefined {
  const tags = message.getProperties()?.getFieldsMap().get("tags");
  const keys = [...(tags?.getStructValue()?.getFieldsMap().keys() ?? [])];
  return keys.includes(SIGNATURE_KEY) || tags?.hasListValue() === true ? undefined : keys;
}

function propertiesOf(message: { getProperties(): StructMessage | undefined }): Record<string, unknown> {
  return decodeProperties(message.getProperties()?.toJavaScript() ?? {});
}

function providerFrom(request: AnalyzeRequest): ProviderView | undefined {
  const provider = request.getProvider();
  if (provider === undefined) {
    return undefined;
  }
  return {
    type: provider.getType(),
    urn: provider.getUrn(),
    name: provider.getName(),
    props: new Value(propertiesOf(provider), ""),
  };
}

/** `EnforcementLevel` of `analyzer.proto`, by number. */
const LEVELS: readonly EngineLevel[] = ["advisory", "mandatory", "disabled", "remediate"];

/** Tells the SDK of a level that the settings of the pack decided, and not the engine. */
export function setLevel(request: ConfigureRequest, id: string, level: EngineLevel): void {
  for (const [name, config] of request.getPolicyconfigMap().entries()) {
    if (name === id) {
      config.setEnforcementlevel(LEVELS.indexOf(level));
    }
  }
}

/** `POLICY_TYPE_STACK` of `analyzer.proto`. */
const STACK_POLICY = 2;

/** Says of policies that they are stack policies. */
export function markStackPolicies(info: AnalyzerInfoResponse, ids: readonly string[]): void {
  for (const policy of info.getPoliciesList()) {
    if (ids.includes(policy.getName())) {
      policy.setPolicyType?.(STACK_POLICY);
    }
  }
}

/** Levels and settings of a Configure call, by policy. */
export function configurationFrom(request: ConfigureRequest): ReadonlyMap<string, PolicyConfiguration> {
  return new Map(
    [...request.getPolicyconfigMap().entries()].map(([id, config]) => [
      id,
      {
        level: LEVELS[config.getEnforcementlevel()] ?? "advisory",
        settings: config.getProperties()?.toJavaScript() ?? {},
      },
    ]),
  );
}

/** The program of a ConfigureStack call; unlike the environment, it tells which values are secret. */
export function programFromRequest(request: ConfigureStackRequest): ProgramContext {
  const secretKeys = new Set(request.getConfigSecretKeysList());
  const config = new Map<string, ConfigValue>();
  for (const [key, value] of request.getConfigMap().entries()) {
    config.set(key, { value, secret: secretKeys.has(key) });
  }
  return { project: request.getProject(), stack: request.getStack(), config, environment: process.env };
}
