import type { Resource } from "../engine/resource";

/** Names as a sentence lists them, each as code: `a`, `b` and `c`. */
export function listed(names: readonly string[], conjunction = "and"): string {
  return sentence(
    names.map((name) => `\`${name}\``),
    conjunction,
  );
}

/** The logical names of resources. */
export function namesOf(resources: readonly Resource[]): readonly string[] {
  return resources.map((each) => each.name);
}

/** Names of resources as a sentence lists them, a few of many: `"a", "b" and 3 more`. */
export function quotedNames(names: readonly string[], most: number): string {
  const quoted = names.slice(0, most).map((name) => `"${name}"`);
  return sentence(names.length > most ? [...quoted, `${names.length - most} more`] : quoted);
}

/** `a queue`, `an alarm`, `an SNS topic`. */
export function withArticle(noun: string): string {
  return `${/^(?:[aeio]|SSM|SNS|SQS)/i.test(noun) ? "an" : "a"} ${noun}`;
}

/** Parts of a sentence, the last joined by a word. */
export function sentence(parts: readonly string[], conjunction = "and"): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} ${conjunction} ${parts.at(-1) ?? ""}`;
}
