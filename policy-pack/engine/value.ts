import { isHalfKnown } from "./made-up";
import { Asset, isUnknownSentinel, ResourceReference, Secret } from "./wire";

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;
const LONGEST_SHOWN = 120;

/**
 * One property of a resource, read so that an unknown can never be mistaken for a value.
 *
 * A value is in one of three states: *absent* (not set), *unknown* (it exists, nobody knows it yet) or known. The typed
 * getters answer `undefined` in the first two, and when the value is of another type; so a rule that reads a wrong or
 * unknown value simply sees nothing, and asks `unknown` to tell "complies" from "cannot tell yet". Nothing here throws.
 */
export class Value {
  /** The plain data, unwrapped when it was a secret. `undefined` when absent; an unknown sentinel when unknown. */
  readonly raw: unknown;
  /** Whether the program marked this value, or one it lies in, as secret. Only the offline check can see that. */
  readonly secret: boolean;

  /** @param path the property path as a program spells it: `ingress[0].cidrBlocks[1]`. */
  constructor(
    raw: unknown,
    readonly path: string,
    secret = false,
  ) {
    this.secret = secret || raw instanceof Secret;
    this.raw = raw instanceof Secret ? raw.value : raw;
  }

  /** Not set: neither a value nor an unknown. */
  get absent(): boolean {
    return this.raw === undefined || this.raw === null;
  }

  /** The whole value is unknown. */
  get unknown(): boolean {
    return isUnknownSentinel(this.raw);
  }

  /** The value, or any part of it, is unknown or made up. */
  get halfKnown(): boolean {
    return holdsUnknown(this.raw);
  }

  /** A known string. */
  get string(): string | undefined {
    return typeof this.raw === "string" && !this.unknown ? this.raw : undefined;
  }

  /** A known number; numeric strings count, as providers take both. */
  get number(): number | undefined {
    const text = this.string;
    if (text !== undefined) {
      return text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : undefined;
    }
    return typeof this.raw === "number" ? this.raw : undefined;
  }

  /** A known boolean; `"true"` and `"false"` count, as providers take both. */
  get boolean(): boolean | undefined {
    if (typeof this.raw === "boolean") {
      return this.raw;
    }
    return this.raw === "true" ? true : this.raw === "false" ? false : undefined;
  }

  /** A known plain object. */
  get object(): Readonly<Record<string, unknown>> | undefined {
    return isPlainObject(this.raw) ? this.raw : undefined;
  }

  /** A known asset or archive. */
  get asset(): Asset | undefined {
    return this.raw instanceof Asset ? this.raw : undefined;
  }

  /** A property or element of this value. Of an unknown, every part is unknown; of anything else, absent. */
  at(...keys: readonly (string | number)[]): Value {
    // eslint-disable-next-line @typescript-eslint/no-this-alias
    let current: Value = this;
    for (const key of keys) {
      const path = current.pathOf(key);
      if (current.unknown) {
        current = new Value(current.raw, path, current.secret);
      } else {
        const holder = current.raw;
        // An array's own `length` is no property of the resource.
        const inside = Array.isArray(holder)
          ? typeof key === "number"
          : isPlainObject(holder) && Object.hasOwn(holder, key);
        current = new Value(
          inside ? (holder as Record<string | number, unknown>)[key] : undefined,
          path,
          current.secret,
        );
      }
    }
    return current;
  }

  /**
   * The elements of a list. A single known object or scalar counts as a list of one, because providers spell
   * single-element blocks both ways; absent and unknown have no elements (ask `unknown` to tell them apart).
   */
  get items(): readonly Value[] {
    if (this.absent || this.unknown) {
      return [];
    }
    return Array.isArray(this.raw) ? this.raw.map((_, index) => this.at(index)) : [this];
  }

  /** The entries of a known object. */
  get entries(): readonly (readonly [string, Value])[] {
    return Object.keys(this.object ?? {}).map((key) => [key, this.at(key)] as const);
  }

  /** The value as a message may print it: shortened, and never a secret. */
  show(): string {
    if (this.absent) {
      return "(not set)";
    }
    if (this.unknown) {
      return "(not known yet)";
    }
    if (this.secret) {
      return "(secret)";
    }
    return shorten(
      JSON.stringify(this.raw, (_, inner: unknown) =>
        inner instanceof Secret ? "(secret)" : inner instanceof Asset ? `(${inner.kind})` : inner,
      ),
    );
  }

  private pathOf(key: string | number): string {
    if (typeof key === "number") {
      return `${this.path}[${key}]`;
    }
    if (!IDENTIFIER.test(key)) {
      return `${this.path}[${JSON.stringify(key)}]`;
    }
    return this.path === "" ? key : `${this.path}.${key}`;
  }
}

/** Shortens a text for a message. */
export function shorten(text: string, longest = LONGEST_SHOWN): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Asset) &&
    !(value instanceof ResourceReference) &&
    !(value instanceof Secret)
  );
}

function holdsUnknown(raw: unknown): boolean {
  if (raw instanceof Secret) {
    return holdsUnknown(raw.value);
  }
  if (typeof raw === "string") {
    return isHalfKnown(raw);
  }
  if (Array.isArray(raw)) {
    return raw.some(holdsUnknown);
  }
  return isPlainObject(raw) && Object.values(raw).some(holdsUnknown);
}
