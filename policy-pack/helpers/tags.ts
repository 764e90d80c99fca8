/** Which resources take tags, which they must have, and which they really get: their own, and their provider's defaults. */
import type { ProviderView, Resource } from "../engine/resource";
import type { SettingSchema } from "../engine/rule";
import type { Value } from "../engine/value";
import { providerObject } from "./aws-provider";

/** Keys of tags. */
export interface TagKeys {
  /** Every key that is known, each once. */
  readonly keys: readonly string[];
  /** Whether there may be others. */
  readonly open: boolean;
}

/** Takes a list of `{key, value, propagateAtLaunch}`, and no default tags. */
export const AUTO_SCALING_GROUP = "aws:autoscaling/group:Group";

let loaded: readonly string[] | undefined;

/** Type tokens of everything in AWS that takes tags; from the SDK, by `npm run generate`. */
export function taggableTypes(): readonly string[] {
  // Some nine hundred tokens; nobody needs them before the first resource comes.
  return (loaded ??= [
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    ...(require("../data/taggable-types.json") as { readonly types: readonly string[] }).types,
    AUTO_SCALING_GROUP,
  ]);
}

/** Keys that every resource's tags must have; one setting for all rules about them. */
export const REQUIRED_TAGS = {
  type: "array",
  items: { type: "string" },
  description: "Keys every resource must have among its tags, exactly as spelled here.",
  default: ["Project", "Environment", "ManagedBy"],
} as const satisfies SettingSchema;

/** The setting's value, once it has been validated. */
export function requiredTags(setting: unknown): readonly string[] {
  return Array.isArray(setting) ? setting.filter((key) => typeof key === "string") : [];
}

/**
 * The keys of a resource's tags. Where the provider merged the default tags in itself, `tagsAll` says so; the merge is done
 * here as well, since `tagsAll` is unknown as soon as one single tag is.
 *
 * Sources: https://www.pulumi.com/docs/iac/clouds/aws/guides/ (default tags) and
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs#default_tags-configuration-block (Auto Scaling groups
 * take none).
 */
export function tagKeysOf(resource: Resource): TagKeys {
  if (resource.type === AUTO_SCALING_GROUP) {
    const tags = resource.at("tags");
    const keys = tags.items.map((tag) => tag.at("key"));
    return {
      keys: distinct(keys.flatMap((key) => key.string ?? [])),
      open: tags.unknown || keys.some((key) => key.unknown),
    };
  }
  const merged = keysOf(resource.at("tagsAll"));
  const own = keysOf(resource.at("tags"));
  const defaults = defaultTagKeys(resource.provider);
  return {
    keys: distinct([...own.keys, ...defaults.keys, ...merged.keys]),
    // What the provider merged holds the resource's own, but not the default tags that are unknown (the offline check).
    open: (own.open && resource.at("tagsAll").object === undefined) || defaults.open,
  };
}

/** The keys of the default tags a provider adds to its resources. */
export function defaultTagKeys(provider: Pick<ProviderView, "props"> | undefined): TagKeys {
  return keysOf(providerObject(provider, "defaultTags").at("tags"));
}

/**
 * Whether a provider leaves tags with this key alone, because something else sets them (`ignoreTags`). While its settings
 * are unknown it may leave any alone.
 *
 * Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs#ignore_tags-configuration-block
 */
export function ignoresTag(provider: Pick<ProviderView, "props"> | undefined, key: string): boolean {
  const ignored = providerObject(provider, "ignoreTags");
  const [keys, prefixes] = [ignored.at("keys"), ignored.at("keyPrefixes")];
  return (
    [keys, prefixes, ...keys.items, ...prefixes.items].some((each) => each.unknown) ||
    keys.items.some((each) => each.string === key) ||
    prefixes.items.some((each) => key.startsWith(each.string ?? "\u0000"))
  );
}

function keysOf(tags: Value): TagKeys {
  return { keys: tags.entries.flatMap(([key, value]) => (value.absent ? [] : [key])), open: tags.unknown };
}

function distinct(keys: readonly string[]): readonly string[] {
  return [...new Set(keys)];
}
