/**
 * Changes of a resource's inputs on their way to the provider: data that a rule states, and the one place that makes them.
 *
 * The inputs come in three forms: as the engine's messages have them, as `@pulumi/policy` deserialized them, and decoded
 * (`wire.ts`). They have in common that plain data is plain objects, lists and scalars, an unknown is a sentinel, and a
 * secret, an asset or a reference is none of these.
 */
import { isDeepStrictEqual } from "node:util";
import { SENTINEL_PATTERN, SIGNATURE_KEY } from "./wire";
import type { Value } from "./value";

/** What JSON can hold. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A property, and what it is to be. */
export interface Edit {
  /** Path as `Value.path` spells it: `metadataOptions.httpTokens`, `origins[0].customOriginConfig.originSslProtocols`. */
  readonly property: string;
  readonly value: Json;
}

/** States a change. */
export function set(property: Value | string, value: Json): Edit {
  return { property: typeof property === "string" ? property : property.path, value };
}

/**
 * The edit that is given.
 * @throws TypeError of what is none: somebody's JavaScript can yield anything.
 */
export function checkedEdit(edit: Edit): Edit {
  const { property, value } = edit;
  if (typeof property !== "string" || typeof JSON.stringify(value) !== "string") {
    throw new TypeError("an edit is made by set(), of a property and of what JSON can hold");
  }
  return edit;
}

type Key = string | number;
type Container = Record<Key, unknown>;

/** The engine's note of which properties of an object the provider filled in, beside them. */
const DEFAULTS = "__defaults";

/**
 * Makes changes in place, and only those: nothing else of the inputs is touched, copied or spelled anew.
 *
 * An edit is left out where an unknown or a secret is, holds the property or is held by it; where a list has no such element;
 * and where the property is of another shape (a list where a text is to be). What lies on the way and is not set is made.
 *
 * @returns the edits that changed something.
 */
export function applyEdits(properties: Record<string, unknown>, edits: readonly Edit[]): readonly Edit[] {
  return edits.filter(({ property, value }) => write(properties, keysOf(property), value));
}

/** A copy to make edits in: its lists and plain objects are new, everything else is the same. */
export function editable(properties: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, editableValue(value)]));
}

function editableValue(value: unknown): unknown {
  return Array.isArray(value) ? value.map(editableValue) : isContainer(value) ? editable(value) : value;
}

/** The top-level property an edit changes, or changes a part of. */
export function topOf({ property }: Edit): string {
  return String(keysOf(property)[0] ?? "");
}

function write(holder: Container, [key, ...rest]: readonly Key[], value: Json): boolean {
  if (key === undefined || !mayHold(holder, key)) {
    return false;
  }
  const current = holder[key];
  if (rest.length === 0) {
    if (!canBecome(current, value) || isDeepStrictEqual(current, value)) {
      return false;
    }
    holder[key] = JSON.parse(JSON.stringify(value)) as Json;
  } else if (current === undefined || current === null) {
    const inner: Container = {};
    if (!write(inner, rest, value)) {
      return false;
    }
    holder[key] = inner;
  } else if (!isContainer(current) || !write(current, rest, value)) {
    return false;
  }
  forgetDefault(holder, key);
  return true;
}

function mayHold(holder: Container, key: Key): boolean {
  return Array.isArray(holder) ? typeof key === "number" && key < holder.length : typeof key === "string";
}

function canBecome(current: unknown, value: Json): boolean {
  return (
    current === undefined ||
    current === null ||
    (!isOpaque(current) &&
      isContainer(current) === isContainer(value) &&
      Array.isArray(current) === Array.isArray(value))
  );
}

/** Whether something is not plain data through and through: an unknown, a secret, an asset, or any of these inside. */
function isOpaque(value: unknown): boolean {
  if (typeof value === "string") {
    return value.search(SENTINEL_PATTERN) >= 0;
  }
  if (typeof value !== "object" || value === null) {
    return false;
  }
  return !isContainer(value) || Object.values(value).some(isOpaque);
}

/** A list or a plain object. What carries a signature, or is an object of some class, is a secret, an asset or a reference. */
function isContainer(value: unknown): value is Container {
  if (typeof value !== "object" || value === null) {
    return false;
  }
  if (Array.isArray(value)) {
    return true;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  const isPlain = prototype === null || Object.getPrototypeOf(prototype) === null;
  return isPlain && !(SIGNATURE_KEY in value);
}

/**
 * What a rule set is no default of the provider's any more. The provider takes the defaults of the last deployment over
 * (pulumi-terraform-bridge, `pkg/tfbridge/schema.go`, `useOldDefault`), so that the change would stay when the rule no longer
 * makes it.
 */
function forgetDefault(holder: Container, key: Key): void {
  const defaults = holder[DEFAULTS];
  if (Array.isArray(defaults) && defaults.includes(key)) {
    holder[DEFAULTS] = defaults.filter((each) => each !== key);
  }
}

const KEY = /(?:^|\.)([A-Za-z_$][\w$]*)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/g;

/** The keys of a path as `Value.path` spells it. */
function keysOf(path: string): readonly Key[] {
  return [...path.matchAll(KEY)].map(([, name, index, quoted]) =>
    index !== undefined ? Number(index) : quoted !== undefined ? (JSON.parse(quoted) as string) : (name ?? ""),
  );
}
