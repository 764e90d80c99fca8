import type { Kind } from "./kinds";
import { Value } from "./value";

/** The type token of the root of every stack. */
export const STACK_TYPE = "pulumi:pulumi:Stack";

/** The explicit or default provider a resource is created with. */
export interface ProviderView {
  /** `pulumi:providers:aws`. */
  readonly type: string;
  readonly urn: string;
  readonly name: string;
  /** The provider's inputs. Everything but strings arrives as JSON text. */
  readonly props: Value;
}

/** What the frontends (engine, offline check, tests) hand over for one resource. */
export interface ResourceData {
  readonly urn: string;
  /** Type token, for example `aws:s3/bucket:Bucket`. */
  readonly type: string;
  /** Logical name. */
  readonly name: string;
  /** Decodes the properties (see `wire.ts`); called at most once, when a rule first reads them. */
  readonly properties: () => Readonly<Record<string, unknown>>;
  /** Names of the resource's own tags without decoding its properties, where the frontend can tell. */
  readonly tagKeys?: () => readonly string[] | undefined;
  readonly parent?: string;
  /** Called at most once, like {@link properties}. */
  readonly provider?: () => ProviderView | undefined;
  /** URNs of all dependencies. Empty where the frontend cannot know them (a resource rule in the engine). */
  readonly dependencies?: readonly string[];
  /** URNs each top-level property depends on. */
  readonly propertyDependencies?: () => Readonly<Record<string, readonly string[]>>;
}

/** One resource as rules see it. */
export class Resource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly parent: string | undefined;
  readonly dependencies: readonly string[];
  readonly #data: ResourceData;
  #props: Value | undefined;
  #provider: { readonly view: ProviderView | undefined } | undefined;
  #propertyDependencies: Readonly<Record<string, readonly string[]>> | undefined;

  constructor(data: ResourceData) {
    this.#data = data;
    this.urn = data.urn;
    this.type = data.type;
    this.name = data.name;
    this.parent = data.parent === "" ? undefined : data.parent;
    this.dependencies = data.dependencies ?? [];
  }

  /** Whether it is of a kind, whatever spelling of the type the program uses. */
  is(kind: Kind): boolean {
    return kind.includes(this.type);
  }

  /** All properties. */
  get props(): Value {
    return (this.#props ??= new Value(this.#data.properties(), ""));
  }

  /** One property by its path: `resource.at("accessLogs", "bucket")`. */
  at(...path: readonly (string | number)[]): Value {
    return this.props.at(...path);
  }

  /** Names of the resource's own tags, as far as they are known. Cheap: most resources of a large stack are not decoded. */
  get tagKeys(): readonly string[] {
    return this.#data.tagKeys?.() ?? this.tags.map(([key]) => key);
  }

  /** The resource's own tags, as far as they are known; of an Auto Scaling group they are a list. */
  get tags(): readonly (readonly [key: string, value: Value])[] {
    const tags = this.at("tags");
    const listed = Array.isArray(tags.raw) ? tags.items : [];
    return [...tags.entries, ...listed.map((each) => [each.at("key").string ?? "", each.at("value")] as const)];
  }

  get provider(): ProviderView | undefined {
    return (this.#provider ??= { view: this.#data.provider?.() }).view;
  }

  /** URNs each top-level property depends on. */
  get propertyDependencies(): Readonly<Record<string, readonly string[]>> {
    return (this.#propertyDependencies ??= this.#data.propertyDependencies?.() ?? {});
  }

  /**
   * Whether this physical name was made by Pulumi: logical name, dash, seven hexadecimal digits
   * (https://www.pulumi.com/docs/iac/concepts/resources/names/#autonaming).
   */
  isAutoNamed(physicalName: string): boolean {
    return physicalName.startsWith(`${this.name}-`) && /^[0-9a-f]{7}$/.test(physicalName.slice(this.name.length + 1));
  }
}
