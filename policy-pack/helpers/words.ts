/** Names as a sentence lists them, each as code: `a`, `b` and `c`. */
export function listed(names: readonly string[]): string {
  return sentence(names.map((name) => `\`${name}\``));
}

/** Names of resources as a sentence lists them, a few of many: `"a", "b" and 3 more`. */
export function quotedNames(names: readonly string[], most: number): string {
  const quoted = names.slice(0, most).map((name) => `"${name}"`);
  return sentence(names.length > most ? [...quoted, `${names.length - most} more`] : quoted);
}

/** Parts of a sentence, joined: `one, two and three`. */
export function sentence(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1) ?? ""}`;
}
