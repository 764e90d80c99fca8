/** Reads exemptions: what may stay as it is, why, who answers for it and until when. */
import type { Rule } from "../engine/rule";
import { shorten } from "../engine/value";
import { didYouMean, nearestName } from "../helpers/nearest";

/** An exemption that holds. */
export interface Exemption {
  /** Where it stands: `exemptions[3]`, or a tag of a resource. */
  readonly source: string;
  /** Rules it exempts from. */
  readonly policies: readonly string[];
  /** URNs, compared as they are. */
  readonly targets?: readonly string[];
  /** Type tokens, with `*` for any letters. */
  readonly types?: readonly string[];
  /** Logical names, with `*` for any letters. */
  readonly names?: readonly string[];
  /** URN or logical name of a component (or any resource): it and everything below it. */
  readonly within?: string;
  /** `project/stack`, each; elsewhere the exemption is none. */
  readonly stacks?: readonly string[];
  readonly reason: string;
  readonly owner?: string;
  /** Last day on which it holds, as `2027-01-31`. */
  readonly expires?: string;
}

/** An exemption, or why it does not hold: one sentence each. */
export interface ReadExemption {
  readonly exemption: Exemption | undefined;
  readonly mistakes: readonly string[];
}

/** What an exemption may name. */
export interface Exemptable {
  readonly rules: readonly Rule[];
  /** Ids of rules that nothing exempts from. */
  readonly never: readonly string[];
  /** The day it is, as `2026-11-28`. */
  readonly today: string;
}

const FIELDS = ["policies", "targets", "type", "name", "within", "stacks", "reason", "owner", "expires"] as const;
const WHERE = ["targets", "type", "name", "within"] as const;

/** Reads one entry of `exemptions`. One with a mistake does not hold, not even in part: it may reach further than meant. */
export function readExemption(entry: unknown, source: string, exemptable: Exemptable): ReadExemption {
  if (typeof entry !== "object" || entry === null || Array.isArray(entry)) {
    return { exemption: undefined, mistakes: [`\`${source}\` is an object, not ${show(entry)}`] };
  }
  const given = entry as Readonly<Record<string, unknown>>;
  const mistakes: string[] = [];
  for (const key of Object.keys(given).filter((each) => !FIELDS.some((field) => field === each))) {
    mistakes.push(`\`${source}.${key}\`: there is no such field${didYouMean(key, FIELDS)} (${FIELDS.join(", ")})`);
  }
  const texts = (field: (typeof FIELDS)[number]): readonly string[] | undefined => {
    const value = given[field];
    if (value === undefined) {
      return undefined;
    }
    const all: readonly unknown[] = Array.isArray(value) ? value : [value];
    const wrong = all.findIndex((each) => typeof each !== "string" || each.trim() === "");
    if (all.length === 0 || (wrong >= 0 && !Array.isArray(value))) {
      mistakes.push(`\`${source}.${field}\` is a text or a list of texts, not ${show(value)}`);
      return undefined;
    }
    if (wrong >= 0) {
      mistakes.push(`\`${source}.${field}[${wrong}]\` is a text, not ${show(all[wrong])}`);
      return undefined;
    }
    return all as readonly string[];
  };
  const text = (field: "within" | "reason" | "owner" | "expires"): string | undefined => {
    const value = given[field];
    if (value !== undefined && (typeof value !== "string" || (value.trim() === "" && field !== "reason"))) {
      mistakes.push(`\`${source}.${field}\` is a text, not ${show(value)}`);
      return undefined;
    }
    return value?.trim() === "" ? undefined : value?.trim();
  };
  const policies = texts("policies");
  const [targets, types, names, stacks] = [texts("targets"), texts("type"), texts("name"), texts("stacks")];
  const [within, reason, owner, expires] = [text("within"), text("reason"), text("owner"), text("expires")];
  if (given.policies === undefined) {
    mistakes.push(`\`${source}.policies\` is missing: the rules it exempts from`);
  }
  mistakes.push(...(policies ?? []).flatMap((id) => policyMistakes(id, `${source}.policies`, exemptable)));
  if (WHERE.every((field) => given[field] === undefined)) {
    mistakes.push(`\`${source}\` names no resource (${WHERE.join(", ")}); to switch a rule off everywhere, disable it`);
  }
  for (const urn of (targets ?? []).filter((each) => !each.startsWith("urn:pulumi:"))) {
    mistakes.push(`\`${source}.targets\`: ${JSON.stringify(urn)} is no URN; for a logical name use \`name\``);
  }
  for (const stack of (stacks ?? []).filter((each) => !/^[^/*]+\/[^/*]+$/.test(each))) {
    mistakes.push(`\`${source}.stacks\`: ${JSON.stringify(stack)} is not of the form project/stack`);
  }
  mistakes.push(...termMistakes({ reason, expires }, source, exemptable.today));
  if (mistakes.length > 0 || policies === undefined || reason === undefined) {
    return { exemption: undefined, mistakes };
  }
  const where = { targets, types, names, within, stacks, owner, expires };
  const present = Object.fromEntries(Object.entries(where).filter(([, value]) => value !== undefined));
  return { exemption: { source, policies, reason, ...present }, mistakes };
}

/** A value of the configuration in a message: what is wrong may be a list of thousands. */
export function show(value: unknown): string {
  return shorten(JSON.stringify(value));
}

/** What a rule's id that an exemption names is wrong for. */
export function policyMistakes(id: string, path: string, { rules, never }: Exemptable): readonly string[] {
  if (never.includes(id)) {
    return [`\`${path}\`: nothing exempts from ${id}`];
  }
  const ids = rules.map((rule) => rule.id);
  return ids.includes(id) ? [] : [`\`${path}\`: there is no rule ${JSON.stringify(id)}${didYouMean(id, ids)}`];
}

/** What is wrong with reason and expiry. */
export function termMistakes(
  { reason, expires }: Pick<Partial<Exemption>, "reason" | "expires">,
  source: string,
  today: string,
): readonly string[] {
  const mistakes: string[] = [];
  if (reason === undefined) {
    mistakes.push(`\`${source}\` gives no reason`);
  }
  if (expires !== undefined && !isDate(expires)) {
    mistakes.push(`\`${source}\`: ${JSON.stringify(expires)} is no date of the form 2027-01-31`);
  } else if (expires !== undefined && expires < today) {
    mistakes.push(
      `\`${source}\` expired on ${expires}${reason === undefined ? "" : `; its reason was: ${reason.replace(/\.$/, "")}`}`,
    );
  }
  return mistakes;
}

/** Whether a text is a day that exists, as `2027-01-31`. */
export function isDate(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** The day it is, everywhere the same. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

const TAG_PREFIX = "preflight:allow:";
/** What somebody may have typed for it: another case, another sign, a letter wrong. */
const NEAR_TAG_PREFIX = /^(preflight\W*al*ow|pre\W?fli?g?ht:al*ow)/i;

/** The rule a tag's key exempts from; `undefined` for any other key. */
export function ruleOfTag(key: string): string | undefined {
  return key.startsWith(TAG_PREFIX) ? key.slice(TAG_PREFIX.length) : undefined;
}

/** What of a tag's reason was meant to be owner or expiry: `Old / expire=2027-01-31`, which would never end. */
export function mistypedTerms(reason: string): readonly string[] {
  return reason.split(" / ").flatMap((part) => {
    const [, name = "", sign = ""] = /^(\w+)\s*([=:])/.exec(part) ?? [];
    const meant = nearestName(name, ["owner", "expires"]);
    const isMistyped = meant !== undefined && (sign === "=" || meant === name.toLowerCase());
    return isMistyped ? [`${JSON.stringify(part)} is read as part of the reason; did you mean "${meant}="?`] : [];
  });
}

/** What a key that looks like an exemption, and is none, was meant to be. */
export function tagMeant(key: string): string | undefined {
  const [near] = NEAR_TAG_PREFIX.exec(key) ?? [];
  if (near === undefined || ruleOfTag(key) !== undefined) {
    return undefined;
  }
  const id = key.slice(near.length).replace(/^\W+/, "");
  return `${TAG_PREFIX}${id === "" ? "RULE" : id}`;
}

/**
 * Reads the value of a tag: `reason / owner=NAME / expires=2027-01-31`. Letters, digits, spaces and `_ . : / = + @ -` are
 * what all AWS services take in one (https://docs.aws.amazon.com/personalize/latest/dg/personalize-managing-tags.html).
 */
export function readTagValue(value: string): Pick<Partial<Exemption>, "reason" | "owner" | "expires"> {
  const parts = value.split(/\s+\/\s+/).map((part) => part.trim());
  const named = (name: string) => parts.find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1);
  const reason = parts.filter((part) => !/^(owner|expires)=/.test(part)).join(" / ");
  const [owner, expires] = [named("owner"), named("expires")];
  return {
    ...(reason === "" ? {} : { reason }),
    ...(owner === undefined ? {} : { owner }),
    ...(expires === undefined ? {} : { expires }),
  };
}
