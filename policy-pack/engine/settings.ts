import type * as AjvModule from "ajv";
import { didYouMean } from "../helpers/nearest";
import type { Settings, SettingsSchema } from "./rule";
import { shorten } from "./value";

/** Settings of one rule after validation. */
export interface ResolvedSettings {
  /** Valid settings; the rule's defaults where a given one was wrong. */
  readonly settings: Settings;
  /** One sentence per mistake: path, value, expectation. */
  readonly mistakes: readonly string[];
}

/** The defaults of a schema. */
export function defaultSettings(schema: SettingsSchema | undefined): Settings {
  return Object.fromEntries(Object.entries(schema ?? {}).map(([name, setting]) => [name, setting.default]));
}

/**
 * Checks given settings against a rule's schema and fills in defaults. A wrong setting never silently does nothing: it
 * becomes a mistake, and the default is used in its place. Does not throw.
 */
export function resolveSettings(schema: SettingsSchema | undefined, given: Settings): ResolvedSettings {
  const settings: Record<string, unknown> = { ...defaultSettings(schema) };
  const mistakes: string[] = [];
  for (const [name, value] of Object.entries(given)) {
    // A setting may be called like what every object has, such as "constructor".
    const setting = schema !== undefined && Object.hasOwn(schema, name) ? schema[name] : undefined;
    if (setting === undefined) {
      const known = Object.keys(schema ?? {});
      const expected = known.length === 0 ? "this rule has no settings" : `known settings: ${known.join(", ")}`;
      mistakes.push(`\`${name}\` is not a setting of this rule (${expected}${didYouMean(name, known)})`);
      continue;
    }
    const errors = validate(setting, value);
    if (errors.length === 0) {
      settings[name] = value;
    } else {
      mistakes.push(
        ...errors.map(
          (error) => `\`${name}${error.path}\` ${error.message}, but is ${shorten(JSON.stringify(error.value))}`,
        ),
      );
    }
  }
  return { settings, mistakes };
}

interface WrongValue {
  readonly path: string;
  /** What stands there. */
  readonly value: unknown;
  readonly message: string;
}

function validate(schema: object, value: unknown): readonly WrongValue[] {
  // Loaded only when somebody configured something: it would be a tenth of the pack's start-up time.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { Ajv } = require("ajv") as typeof AjvModule;
  // `default` and `description` are annotations; strict mode would still refuse our union-free subset's `enum` mixes.
  const validator = new Ajv({ allErrors: true, strict: false, verbose: true }).compile(schema);
  validator(value);
  return (validator.errors ?? []).map((error) => ({
    path: error.instancePath.replace(/\/(\d+)/g, "[$1]").replace(/\//g, "."),
    value: error.data,
    message: `${error.message ?? "is not valid"}${allowedValues(error)}`,
  }));
}

/** Of a wrong enumeration: ` (a, b; did you mean "a"?)`. */
function allowedValues({ keyword, params, data }: AjvModule.ErrorObject): string {
  if (keyword !== "enum") {
    return "";
  }
  const allowed = (params as { readonly allowedValues: readonly (string | number)[] }).allowedValues.map(String);
  return ` (${allowed.join(", ")}${typeof data === "string" ? didYouMean(data, allowed) : ""})`;
}
