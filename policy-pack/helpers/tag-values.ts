/** Values that settings give to tags a resource lacks. */
import type { SettingSchema } from "../engine/rule";
import type { ProgramContext } from "../engine/context";
import type { Resource } from "../engine/resource";

/** What stands for something of the program in a value. */
const PLACEHOLDER = /\{(project|stack|name)\}/g;

export const TAG_VALUES = {
  type: "object",
  description:
    "At level `remediate`: the values of required tags that a resource lacks, by key, such as " +
    '`{ "ManagedBy": "pulumi", "Project": "{project}", "Environment": "{stack}" }`. `{project}`, `{stack}` and `{name}`, the ' +
    "logical name, are filled in. A key without a value is reported, as ever.",
  default: {},
  additionalProperties: { type: "string" },
} as const satisfies SettingSchema;

/**
 * The value for a tag.
 *
 * @param setting {@link TAG_VALUES}, once it has been validated.
 * @returns `undefined` where the settings give none, or what it is made of is not known (state analysis knows no program).
 */
export function tagValue(
  setting: unknown,
  key: string,
  { name }: Resource,
  { project, stack }: ProgramContext,
): string | undefined {
  const values = (setting ?? {}) as Readonly<Record<string, unknown>>;
  const template = Object.hasOwn(values, key) ? values[key] : undefined;
  if (typeof template !== "string" || template === "") {
    return undefined;
  }
  const known: Readonly<Record<string, string>> = { project, stack, name };
  const isKnown = [...template.matchAll(PLACEHOLDER)].every(([, each = ""]) => known[each] !== "");
  return isKnown ? template.replace(PLACEHOLDER, (_, each: string) => known[each] ?? "") : undefined;
}
