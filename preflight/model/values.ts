/** Property values between their decoded form (policy-pack/engine/wire.ts) and the wire. */
import { isDeepStrictEqual } from "node:util";
import { Asset, ResourceReference, Secret, SIGNATURE, SIGNATURE_KEY } from "../../policy-pack/engine/wire";
import { isRecord } from "../project/yaml-file";

export type Properties = Readonly<Record<string, unknown>>;

/** A decoded value without secret marks, at any depth. */
export function unwrap(value: unknown): unknown {
  if (value instanceof Secret) {
    return unwrap(value.value);
  }
  if (Array.isArray(value)) {
    return value.map(unwrap);
  }
  return isPlain(value) ? mapValues(value, unwrap) : value;
}

/** {@link unwrap} for a property bag. */
export function unwrapProperties(properties: Properties): Record<string, unknown> {
  return mapValues(properties, unwrap);
}

/**
 * Marks the parts of a plain value secret that are secret in the one it was made from: what a provider returns is as
 * secret as what it was given. Of another shape (a document that became text) it is secret as a whole.
 */
export function keepMarks(plain: unknown, marked: unknown): unknown {
  if (marked instanceof Secret) {
    return new Secret(keepMarks(plain, marked.value));
  }
  if (Array.isArray(plain) && Array.isArray(marked)) {
    return plain.map((item, index) => keepMarks(item, marked[index]));
  }
  if (isPlain(plain) && isPlain(marked)) {
    return Object.fromEntries(Object.entries(plain).map(([key, value]) => [key, keepMarks(value, marked[key])]));
  }
  return holdsSecretMark(marked) ? new Secret(plain) : plain;
}

function holdsSecretMark(value: unknown): boolean {
  if (value instanceof Secret) {
    return true;
  }
  return Array.isArray(value)
    ? value.some(holdsSecretMark)
    : isPlain(value) && Object.values(value).some(holdsSecretMark);
}

/** {@link keepMarks} for a property bag. */
export function keepPropertyMarks(plain: Properties, marked: Properties): Record<string, unknown> {
  return Object.fromEntries(Object.entries(plain).map(([key, value]) => [key, keepMarks(value, marked[key])]));
}

/** A decoded value in wire form. */
export function encode(value: unknown): unknown {
  if (value instanceof Secret) {
    return { [SIGNATURE_KEY]: SIGNATURE.secret, value: encode(value.value) };
  }
  if (value instanceof ResourceReference) {
    return { [SIGNATURE_KEY]: SIGNATURE.resource, urn: value.urn };
  }
  if (value instanceof Asset) {
    return encodeAsset(value);
  }
  if (Array.isArray(value)) {
    return value.map(encode);
  }
  // Protobuf knows no undefined: for it, null is "no value".
  return isPlain(value) ? mapValues(value, encode) : (value ?? null);
}

function encodeAsset({ kind, source }: Asset): unknown {
  const { assets, ...content } = source;
  const given = Object.entries(content as Properties).filter(([, each]) => each !== undefined);
  return {
    [SIGNATURE_KEY]: SIGNATURE[kind],
    ...Object.fromEntries(given),
    ...(assets === undefined ? {} : { assets: mapValues(assets, encode) }),
  };
}

/** Whether a decoded value holds an asset without content. A program's SDK refuses to read one that is sent to it. */
export function holdsEmptyAsset(value: unknown): boolean {
  if (value instanceof Asset) {
    const { text, path, uri, assets } = value.source;
    return assets === undefined ? [text, path, uri].every((each) => (each ?? "") === "") : holdsEmptyAsset(assets);
  }
  if (value instanceof Secret) {
    return holdsEmptyAsset(value.value);
  }
  return Array.isArray(value)
    ? value.some(holdsEmptyAsset)
    : isPlain(value) && Object.values(value).some(holdsEmptyAsset);
}

/** Whether two decoded values are the same. */
export function same(a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(a, b);
}

/**
 * Every text of a decoded value with the name of the property it lies at, secret marks inherited. In a list of
 * `{name, value}` pairs, as containers take their variables, the name is the pair's.
 */
export function* textsOf(
  value: unknown,
  name: string,
  secret = false,
): Generator<{ readonly text: string; readonly name: string; readonly secret: boolean }> {
  if (value instanceof Secret) {
    yield* textsOf(value.value, name, true);
  } else if (typeof value === "string") {
    yield { text: value, name, secret };
  } else if (Array.isArray(value)) {
    for (const item of value) {
      yield* textsOf(item, name, secret);
    }
  } else if (value instanceof Asset) {
    yield* textsOf(value.source.text, name, secret);
    yield* textsOf(value.source.assets, name, secret);
  } else if (isPlain(value)) {
    const pairName = unwrap(value.name ?? value.Name ?? value.key ?? value.Key);
    for (const [key, inner] of Object.entries(value)) {
      const isPair = /^value$/i.test(key) && typeof pairName === "string";
      yield* textsOf(inner, isPair ? pairName : key, secret);
    }
  }
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return (
    isRecord(value) && !(value instanceof Asset) && !(value instanceof Secret) && !(value instanceof ResourceReference)
  );
}

function mapValues(properties: Properties, map: (value: unknown) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, map(value)]));
}
