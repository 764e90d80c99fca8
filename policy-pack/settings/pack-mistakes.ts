/**
 * What keeps a pack from starting. Rules come from packs of others, written in JavaScript too, where no compiler looks; and
 * a rule that can never speak is worse than none: the pack passes everything, and nobody hears why.
 */
import type { Rule } from "../engine/rule";
import { packRules } from "./pack-rules";

/** What the SDK and Pulumi Cloud take as the name of a pack. */
const PACK_NAME = /^[a-zA-Z0-9\-_.]{1,100}$/;
/** Ids stand in addresses, file names, tags and settings. */
const RULE_ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const LONGEST_ID = 100;
/** Keys a configuration file has beside those of policies (`pkg/resource/analyzer/config.go`). */
const RESERVED_IDS: readonly string[] = ["all", "environments"];

const TEXTS = ["title", "rationale", "remediation"] as const;
const WORDS = {
  severity: ["low", "medium", "high", "critical"],
  enforcement: ["advisory", "mandatory"],
  family: ["blocker", "guard", "convention"],
  scope: ["resource", "stack", "program"],
} as const satisfies { readonly [Field in keyof Rule]?: readonly Rule[Field][] };
/** What the constructors of functions are called that answer later. */
const ASYNC_FUNCTIONS: readonly string[] = ["AsyncFunction", "AsyncGeneratorFunction"];

/**
 * The first mistake in a pack, as the rest of a sentence; `undefined` when there is none. Does not throw, whatever is given.
 *
 * @param pack what somebody calls a pack.
 */
export function mistakeInPack({
  name,
  rules,
}: {
  readonly name?: unknown;
  readonly rules?: unknown;
}): string | undefined {
  if (typeof name !== "string" || !PACK_NAME.test(name)) {
    return "its name must be 1 to 100 letters, digits, dashes, dots and underscores";
  }
  if (!Array.isArray(rules) || rules.length === 0) {
    return "it has no rules: `rules` is to be a list of them, with one at least";
  }
  const taken = new Set<unknown>();
  for (const rule of rules as readonly unknown[]) {
    if (typeof rule !== "object" || rule === null) {
      return `\`rules[${taken.size}]\` is ${rule === null ? "null" : `of type ${typeof rule}`}, and no rule`;
    }
    const given = rule as Unchecked;
    const mistake =
      mistakeInId(given.id) ?? (taken.has(given.id) ? twice(given.id) : undefined) ?? mistakeInRule(given);
    if (mistake !== undefined) {
      return mistake;
    }
    taken.add(given.id);
  }
  return undefined;
}

/** A rule of which nothing is known yet. */
type Unchecked = { readonly [Field in keyof Rule]?: unknown };

function mistakeInId(id: unknown): string | undefined {
  if (typeof id !== "string" || !RULE_ID.test(id) || id.length > LONGEST_ID) {
    const example = JSON.stringify(asId(typeof id === "string" ? id : ""));
    return (
      `${typeof id === "string" ? JSON.stringify(id) : typeof id} is no id of a rule: up to ${LONGEST_ID} lower-case letters, ` +
      `digits and single dashes, such as ${example}`
    );
  }
  if (RESERVED_IDS.includes(id) || packRules.some((rule) => rule.id === id)) {
    return `no rule can have the id ${JSON.stringify(id)}: it means something of its own in a configuration`;
  }
  return undefined;
}

function twice(id: unknown): string {
  return `two of its rules have the id ${JSON.stringify(id)}`;
}

/** The first mistake in a rule, as a sentence; `undefined` when there is none. */
export function mistakeInRule(rule: Unchecked): string | undefined {
  const ofRule = (text: string) => `rule ${String(rule.id)}: ${text}`;
  const empty = TEXTS.find((field) => typeof rule[field] !== "string" || rule[field] === "");
  if (empty !== undefined) {
    return ofRule(`\`${empty}\` is to be a text`);
  }
  for (const [field, words] of Object.entries(WORDS) as [keyof typeof WORDS, readonly string[]][]) {
    const given = rule[field];
    if (typeof given !== "string" || !words.includes(given)) {
      return ofRule(`\`${field}\` is one of ${words.join(", ")}, not ${spell(given)}`);
    }
  }
  const { targets } = rule;
  if (!Array.isArray(targets) || targets.length === 0 || !targets.every((each) => typeof each === "string")) {
    return ofRule('`targets` is to be a list of resource types, such as ["aws:sqs/queue:Queue"]');
  }
  if (!Array.isArray(rule.frameworks)) {
    return ofRule("`frameworks` is to be a list; `defineRule` gives an empty one to a rule that has none");
  }
  return mistakeInFunction(ofRule, "check", rule.check) ?? mistakeInRemediation(ofRule, rule.remediate);
}

function mistakeInRemediation(ofRule: (text: string) => string, remediate: unknown): string | undefined {
  if (remediate === undefined) {
    return undefined;
  }
  if (typeof remediate !== "object" || remediate === null) {
    return ofRule("`remediate` is to have `does` and `edits`");
  }
  const { does, edits } = remediate as { readonly does?: unknown; readonly edits?: unknown };
  return typeof does === "string"
    ? mistakeInFunction(ofRule, "remediate.edits", edits)
    : ofRule("`remediate.does` is to be a text");
}

function mistakeInFunction(ofRule: (text: string) => string, field: string, given: unknown): string | undefined {
  if (typeof given !== "function") {
    return ofRule(
      `\`${field}\` is to be a generator, \`*${field.split(".").at(-1) ?? field}(resource, context) { … }\``,
    );
  }
  return ASYNC_FUNCTIONS.includes(given.constructor.name)
    ? ofRule(`\`${field}\` is async; a rule decides from what it is given, at once`)
    : undefined;
}

/** As a reader would write it; what is no text by its type alone. */
function spell(given: unknown): string {
  return typeof given === "string" ? JSON.stringify(given) : typeof given;
}

function asId(text: string): string {
  const id = text
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  return id === "" ? "acme-queue-encrypted" : id.slice(0, LONGEST_ID);
}
