/** Everything a program registered, as the check keeps it. */
import type { Position } from "./location";
import type { Properties } from "./values";

/** One resource of the program. */
export interface Registered {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** URN of the parent; empty for none. */
  readonly parent: string;
  /** Whether a provider manages it; otherwise it is a component. */
  readonly custom: boolean;
  /** Checked inputs, decoded, secret marks kept, auto-name filled in. */
  readonly inputs: Properties;
  /** What stack rules see. Of a component: what it registers when it is complete. */
  outputs: Properties;
  /** What the engine calls it; empty when not known. */
  readonly id: string;
  /** URN of its provider. */
  readonly provider: string | undefined;
  readonly dependencies: readonly string[];
  /** By every property the program set; empty for one that depends on nothing. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly position: Position | undefined;
  /** Made by the program; the root stack and default providers are not. */
  readonly byProgram: boolean;
}

/** The resources of a stack in the order of their registration. Those only read are kept apart: rules never see them. */
export class Registry {
  readonly #managed = new Map<string, Registered>();
  readonly #read = new Map<string, Registered>();
  readonly #notes = new Set<string>();

  /** Adds a managed resource. `false` when its URN is taken. */
  add(resource: Registered): boolean {
    if (this.#managed.has(resource.urn)) {
      return false;
    }
    this.#managed.set(resource.urn, resource);
    return true;
  }

  /** Adds a resource that the program only looks up. */
  addRead(resource: Registered): void {
    this.#read.set(resource.urn, resource);
  }

  /** What a component, or the stack itself, has to show once it is complete. */
  complete(urn: string, outputs: Properties): void {
    const resource = this.#managed.get(urn);
    if (resource !== undefined) {
      resource.outputs = outputs;
    }
  }

  get(urn: string): Registered | undefined {
    return this.#managed.get(urn) ?? this.#read.get(urn);
  }

  /** All managed resources: those of the program, the stack, and default providers. */
  get resources(): readonly Registered[] {
    return [...this.#managed.values()];
  }

  /** Managed and read ones. */
  get all(): readonly Registered[] {
    return [...this.#managed.values(), ...this.#read.values()];
  }

  /** Something the reader of the report should know about what could not be evaluated. Said once. */
  note(text: string): void {
    this.#notes.add(text);
  }

  get notes(): readonly string[] {
    return [...this.#notes].sort();
  }
}
