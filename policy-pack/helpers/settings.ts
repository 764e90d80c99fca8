/** Settings that several rules share, each defined once. */
import type { Resource } from "../engine/resource";
import type { RuleContext, SettingsSchema } from "../engine/rule";
import type { Value } from "../engine/value";
import { readJson } from "../iam/json";
import type { Answer } from "../iam/answer";
import { stackNameOfUrn } from "./urn";

/**
 * Settings of rules that hold only where it hurts. Spread them into a rule's `settings` and ask
 * {@link isProtectedEnvironment}.
 */
export const environmentSettings: SettingsSchema = {
  protectedEnvironments: {
    type: "array",
    description:
      "Words that mean a production environment. `prod` is found in `acme-prod`, `prodEu` and `prod2`, not in `nonprod` or `pre-prod`.",
    default: ["prod", "production", "prd", "live"],
    items: { type: "string", pattern: "^[A-Za-z0-9]+$" },
  },
  environmentFrom: {
    type: "array",
    description:
      "Where the environment's name stands: `stack` (the stack's name), `tag:KEY` (a tag of the resource or its provider), `config:KEY` (a configuration key, the project's own without a prefix). One that names a protected environment is enough.",
    default: ["stack", "tag:Environment", "config:environment"],
    items: { type: "string", pattern: "^(stack|tag:.+|config:.+)$" },
  },
};

/** Words before a production word that turn it round. */
const NEGATIONS = ["non", "not", "no", "pre"];

/**
 * Whether a resource belongs to a protected environment.
 *
 * @returns `unknown` when nothing known says so, and a tag that may is not known yet.
 */
export function isProtectedEnvironment(resource: Resource, { settings, program }: RuleContext): Answer {
  const words = textsOf(settings.protectedEnvironments).map((word) => word.toLowerCase());
  const answers = textsOf(settings.environmentFrom).map((source): Answer => {
    const [kind, key] = split(source);
    if (kind === "tag") {
      const tags = tagsOf(resource, key);
      const isOpen = tags.some((tag) => tag.halfKnown);
      return tags.some((tag) => !tag.halfKnown && namesOneOf(tag.string ?? "", words))
        ? "yes"
        : isOpen
          ? "unknown"
          : "no";
    }
    const name =
      kind === "stack"
        ? // State analysis knows no program, but every URN begins with the stack's name.
          program.stack || stackNameOfUrn(resource.urn)
        : program.config?.get(key.includes(":") ? key : `${program.project}:${key}`)?.value;
    return namesOneOf(name ?? "", words) ? "yes" : "no";
  });
  return answers.includes("yes") ? "yes" : answers.includes("unknown") ? "unknown" : "no";
}

/** Whether a name holds one of the words, whole: `acme-prod-eu`, `prodEu`, `PROD2`; not `product`, `nonprod`, `pre-prod`. */
export function namesOneOf(name: string, words: readonly string[]): boolean {
  const parts = name
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  return parts.some(
    (part, index) =>
      (words.includes(part) || words.includes(part.replace(/\d+$/, ""))) && !NEGATIONS.includes(parts[index - 1] ?? ""),
  );
}

/** The tag's values on the resource and in the provider's default tags. Keys differ by case more often than not. */
function tagsOf(resource: Resource, key: string): readonly Value[] {
  const defaults = resource.provider?.props.at("defaultTags");
  const read = defaults === undefined ? undefined : readJson(defaults);
  const merged = resource.at("tagsAll");
  const holders = [
    resource.at("tags"),
    // What a provider merges is unknown as a whole in a preview; its parts are not.
    ...(merged.unknown ? [] : [merged]),
    ...(read !== undefined && "value" in read ? [read.value.at("tags")] : []),
  ];
  return holders.flatMap((tags) =>
    tags.unknown
      ? [tags]
      : tags.entries.filter(([name]) => name.toLowerCase() === key.toLowerCase()).map(([, value]) => value),
  );
}

function split(source: string): readonly [string, string] {
  const colon = source.indexOf(":");
  return colon < 0 ? [source, ""] : [source.slice(0, colon), source.slice(colon + 1)];
}

function textsOf(setting: unknown): readonly string[] {
  return Array.isArray(setting) ? setting.filter((each) => typeof each === "string") : [];
}
