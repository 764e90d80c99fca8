/**
 * The values Pulumi sends over gRPC, decoded once into plain data.
 *
 * Sources: `@pulumi/pulumi/runtime/rpc` (signatures) and `@pulumi/policy/proxy` (the seven unknown sentinels), read at
 * 3.248.0 and 1.21.0. They are part of the wire protocol and do not change between versions, so they are spelled out
 * here: importing them would load the whole SDK.
 */

/** The key under which a special object carries its signature. */
export const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";

/** The signatures themselves. */
export const SIGNATURE = {
  asset: "c44067f5952c0a294b673a41bacd8c17",
  archive: "0def7320c3a5731c473e5ecbe6d01bc7",
  secret: "1b47061264138c4ac30d75fd1eb44270",
  resource: "5cf8f73096256a8f31e491e813e4eb8e",
  output: "d0e6a833031e9bbcd3f4e8bde6ca49a4",
} as const;

/** The sentinel an unknown string (and, in practice, any unknown property) has on the wire. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const UNKNOWN_SENTINELS: readonly string[] = [
  UNKNOWN,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", // boolean
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421", // number
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", // array
  "030794c1-ac77-496b-92df-f27374a8bd58", // asset
  "e48ece36-62e2-4504-bad9-02848725956a", // archive
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff", // object
];
const SENTINEL_SET = new Set(UNKNOWN_SENTINELS);

/** Matches a sentinel anywhere in a text: a document that interpolates an unknown is *half* known. */
export const SENTINEL_PATTERN = new RegExp(UNKNOWN_SENTINELS.join("|"), "g");

/** Whether a decoded value is exactly an unknown. */
export function isUnknownSentinel(value: unknown): boolean {
  return typeof value === "string" && SENTINEL_SET.has(value);
}

/** A value the program marked secret. Only the offline check sees these; the engine unwraps them for policies. */
export class Secret {
  constructor(readonly value: unknown) {}
}

/** An asset or archive, by what it refers to; never its bytes. */
export class Asset {
  constructor(
    readonly kind: "asset" | "archive",
    readonly source: {
      readonly text?: string;
      readonly path?: string;
      readonly uri?: string;
      readonly assets?: Readonly<Record<string, unknown>>;
    },
  ) {}
}

/** A reference to another resource passed as a value (a component that takes a resource as an argument). */
export class ResourceReference {
  constructor(readonly urn: string) {}
}

/**
 * Decodes what `google.protobuf.Struct.toJavaScript()` returns.
 *
 * Unlike `@pulumi/policy`'s own deserializer it accepts an empty `StringAsset` (on which the SDK hangs the preview),
 * resource references and output values, and it keeps secret marks. It never throws: what it does not know, it keeps.
 */
export function decode(value: unknown): unknown {
  if (value === null || typeof value !== "object") {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map(decode);
  }
  const object = value as Record<string, unknown>;
  switch (object[SIGNATURE_KEY]) {
    case undefined:
      return decodeProperties(object);
    case SIGNATURE.secret:
      return new Secret(decode(object.value));
    case SIGNATURE.output: {
      const inner = "value" in object ? decode(object.value) : UNKNOWN;
      return object.secret === true ? new Secret(inner) : inner;
    }
    case SIGNATURE.asset:
    case SIGNATURE.archive:
      return decodeAsset(object);
    case SIGNATURE.resource:
      return new ResourceReference(typeof object.urn === "string" ? object.urn : "");
    default:
      return decodeProperties(object);
  }
}

/** Decodes the property bag of a resource: `undefined` values count as not set, as in the SDK. */
export function decodeProperties(object: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(object)) {
    // The engine's own bookkeeping (`__defaults`, `__internal`) is no property of the resource.
    if (value !== undefined && !key.startsWith("__")) {
      result[key] = decode(value);
    }
  }
  return result;
}

function decodeAsset(object: Readonly<Record<string, unknown>>): Asset {
  const text = (key: string) => (typeof object[key] === "string" ? object[key] : undefined);
  const members = object.assets;
  return new Asset(object[SIGNATURE_KEY] === SIGNATURE.asset ? "asset" : "archive", {
    text: text("text"),
    path: text("path"),
    uri: text("uri"),
    assets: typeof members === "object" && members !== null ? decodeMembers(members) : undefined,
  });
}

/** Files by name. Here a name may begin with two underscores: Pulumi's own function archives hold `__index.js`. */
function decodeMembers(members: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(members).map(([name, member]) => [name, decode(member)]));
}
