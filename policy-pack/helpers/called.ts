/** What the program calls a resource: words of its logical name and of its descriptive tags. */
import type { Resource } from "../engine/resource";

/** Tags by which programs say what a subnet or table is for. */
const TAGS = ["Name", "Type", "Tier", "Role", "Purpose"];

/** Whether a resource is called so: the word stands by itself in its name or in a tag, as in `acme-private-1`, `privateSubnet`. */
export function isCalled(resource: Resource, word: string): boolean {
  const tags = resource.at("tags");
  const texts = [
    resource.name,
    ...tags.entries
      .filter(([key]) => TAGS.some((each) => each.toLowerCase() === key.toLowerCase()))
      .map(([, value]) => value.string ?? ""),
  ];
  return texts.some((text) => wordsOf(text).includes(word));
}

/** The words of a name, in lower case; what is no letter, and a capital after a small letter, parts two words. */
export function wordsOf(text: string): readonly string[] {
  return text
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== "");
}
