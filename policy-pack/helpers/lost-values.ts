/** What programming languages put into a text in place of a value that is not there, or not there yet. */
import { maskUnknown } from "../engine/made-up";
import type { Text } from "./texts";

/** A text that stands where a value should. */
export interface LostValue {
  readonly kind: "output" | "object" | "nothing" | "list";
  /** The telltale part. */
  readonly shown: string;
}

/**
 * The texts of an Output in the SDKs' own words. Sources: `@pulumi/pulumi` output.js (toString, toJSON); sdk/python
 * `_OutputToStringError`, and before 3.36 Python's own (CHANGELOG, #9848); pulumi-dotnet Output.cs and, before it had its
 * own words, .NET's; pulumi-java OutputInternal.java. Go has none: `fmt` prints the struct
 * (https://www.pulumi.com/docs/iac/operations/troubleshooting/output-values/).
 */
const OUTPUT =
  /Calling [['"`]?(?:to_?string|to_s|toJSON|__str__)[\]'"`]? on an? [['"`]?(?:Pulumi::)?Output|<pulumi\.(?:output\.)?Output object|Pulumi\.Output`1\[|\*(?:internal|pulumi)\.OutputState|\{0xc[0-9a-f]{9}\}/i;

/** What JavaScript makes of an object or a Promise, and Python of anything without a text of its own. */
const OBJECT =
  /\[object [A-Z]\w*\]|<(?:coroutine|[\w.]+) object [^<>]*?at 0x[0-9a-f]+>|<function .{1,60} at 0x[0-9a-f]+>/;

/** The same as a constant of source code, compared with what `Object.prototype.toString` answers. */
const IN_SOURCE = /(?:[!=]==?|\bcase|[,(])\s*["'`]\[object \w+\]["'`]|["'`]\[object \w+\]["'`]\s*[!=]==?/;

const WANTED =
  /Calling|\[object |object |<function|Pulumi\.Output|OutputState|\{0xc|undefined|NaN|:null:|:None:|^arn:[^\s"]*[,[]/;

/** For {@link textsIn}: whether a text may hold a lost value. */
export function mayBeLost(text: string): boolean {
  return WANTED.test(text);
}

/** The text of an Output, an object, nothing or a list in a text of a resource, whichever comes first in this order. */
export function lostValueIn({ text, name, form }: Text): LostValue | undefined {
  const output = OUTPUT.exec(text)?.[0];
  if (output !== undefined) {
    return { kind: "output", shown: output };
  }
  const object = isSource(name) || IN_SOURCE.test(text) ? undefined : OBJECT.exec(text)?.[0];
  if (object !== undefined) {
    return { kind: "object", shown: object };
  }
  return form === "value" ? (nothingIn(text, name) ?? listIn(text, name)) : undefined;
}

/** Properties and file names whose text is a program. */
function isSource(name: string): boolean {
  return /^(?:code|script|handler|source|content|\w+Code|\w+Script)$|\.(?:[cm]?[jt]sx?|html?|py)$/.test(name);
}

/** Properties that hold what people call a thing. */
const NAME = /^(?:name|bucket|family|repository|\w*(?:Name|Identifier|NamePrefix|Prefix))$/i;

/** One word made of parts: an ARN, the address of something. */
const ADDRESS = /^(?:arn:\S+|\S+:\/\/\S+|\S+\.amazonaws\.com(?:\.cn)?(?:[/:]\S*)?)$/;

/**
 * `undefined` or `NaN` for a value that is not there: as the whole text, as a part of an ARN or an address, or in a name.
 */
function nothingIn(text: string, name: string): LostValue | undefined {
  if (text === "undefined" || text === "NaN") {
    // Some formats have a word for missing values, and it may be this one.
    return /^(?:description|comment)$|null|format|missing/i.test(name) ? undefined : { kind: "nothing", shown: text };
  }
  if (ADDRESS.test(text)) {
    const shown = lostPartOf(text, true) ?? /^arn:[^:]*:[^:]*:(?:[^:]*:)?(null|None):/.exec(text)?.[1];
    return shown === undefined ? undefined : { kind: "nothing", shown };
  }
  const shown = NAME.test(name) ? lostPartOf(text, false) : undefined;
  return shown === undefined ? undefined : { kind: "nothing", shown };
}

/** What follows `undefined` where it is the thing meant: `undefined-behaviour`. */
const MEANT =
  /^(?:behaviou?rs?|errors?|functions?|index|is|methods?|not|property|references?|symbols?|values?|variables?)$/i;

/**
 * The part of a name, between dashes and the like, that is the text of nothing.
 *
 * @param asAddress whether parts between slashes and colons may be so too; in a name they may be prose.
 */
export function lostPartOf(text: string, asAddress: boolean): string | undefined {
  if (!asAddress && /\s/.test(text)) {
    return undefined;
  }
  const parts = maskUnknown(text).split(/[-_./:@?=&]/);
  return parts.find((part, index) => (part === "undefined" || part === "NaN") && !MEANT.test(parts[index + 1] ?? ""));
}

/** A list put into an ARN, as JavaScript (`a,b`) or Python (`['a', 'b']`) writes it. */
function listIn(text: string, name: string): LostValue | undefined {
  if (!text.startsWith("arn:")) {
    return undefined;
  }
  const list =
    /\[['"].*/.exec(text)?.[0] ??
    // The region or the account.
    /^arn:[^:,]*:[^:,]*:(?:[^:,]*:)?([^:,]*,[^:]*):/.exec(text)?.[1] ??
    /([a-z]+-)[0-9a-f]{8,17}(?:,\1[0-9a-f]{8,17})+/.exec(text)?.[0] ??
    (name.endsWith("Arn") && /,\s*arn:/.test(text) ? text : undefined);
  return list === undefined ? undefined : { kind: "list", shown: list };
}
