/** Every text of a resource, wherever it hides: in keys, in JSON documents, in base64. */
import { Value } from "../engine/value";
import { SENTINEL_PATTERN } from "../engine/wire";

/** A text of a resource. */
export interface Text {
  /** As it stands there; of a base64 text, what it encodes. */
  readonly text: string;
  /** The property path, into JSON documents too: `policy.Statement[0].Resource`. Of a key, the path of its object. */
  readonly path: string;
  /** Name of the property it is the value of, or in whose list it stands; of a key, the name of its object. */
  readonly name: string;
  readonly form: "value" | "key" | "base64";
  /** Of a key: whether its object has no other. */
  readonly alone?: boolean;
  readonly secret: boolean;
}

/** Shorter ones are words, and hold nothing that could be looked for. */
const SHORTEST_BASE64 = 24;
const BASE64 = /^[A-Za-z0-9+/\r\n]+={0,2}\s*$/;

/**
 * The texts of a value, except those in assets and archives: they are source code, in which anything may stand.
 *
 * A JSON document is not a text but what is in it. Paths, documents and encodings cost time, and nearly no text of a
 * stack is wanted, so all of them are looked into only where `isWanted`.
 *
 * @param isWanted a cheap test of a whole text, as one regular expression makes it.
 */
export function* textsIn(value: Value, isWanted: (text: string) => boolean, name = ""): Generator<Text> {
  const { raw } = value;
  if (typeof raw === "string") {
    yield* fromString(value, raw, isWanted, name);
  } else if (Array.isArray(raw)) {
    for (const item of value.items) {
      yield* textsIn(item, isWanted, name);
    }
  } else {
    const { entries } = value;
    for (const [key, inner] of entries) {
      if (isWanted(key)) {
        const alone = entries.length === 1;
        yield { text: key, path: value.path, name, form: "key", alone, secret: value.secret };
      }
      yield* textsIn(inner, isWanted, key);
    }
  }
}

function* fromString(value: Value, text: string, isWanted: (text: string) => boolean, name: string): Generator<Text> {
  const { path, secret } = value;
  if (isWanted(text)) {
    const document = parsed(text);
    if (document === undefined) {
      yield { text, path, name, form: "value", secret };
    } else {
      yield* textsIn(new Value(document, path, secret), isWanted, name);
    }
  } else if (text.length >= SHORTEST_BASE64 && BASE64.test(text)) {
    const decoded = Buffer.from(text, "base64").toString("utf8");
    if (isWanted(decoded)) {
      yield { text: decoded, path, name, form: "base64", secret };
    }
  }
}

/** The object or list a text spells in JSON. */
function parsed(text: string): object | undefined {
  if (!/^\s*[{[]/.test(text)) {
    return undefined;
  }
  try {
    return JSON.parse(text) as object;
  } catch {
    return undefined; // A text that begins like a document.
  }
}

/** The first part of a value that nobody knows yet, in full or in part. Made-up parts are known well enough to be read. */
export function unknownPartOf(value: Value): Value | undefined {
  const { raw } = value;
  if (typeof raw === "string") {
    return raw.search(SENTINEL_PATTERN) >= 0 ? value : undefined;
  }
  const parts = Array.isArray(raw) ? value.items : value.entries.map(([, inner]) => inner);
  for (const part of parts) {
    const unknown = unknownPartOf(part);
    if (unknown !== undefined) {
      return unknown;
    }
  }
  return undefined;
}
