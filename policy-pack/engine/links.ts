import { SERVICES } from "../rules/services";
import type { Rule } from "./rule";

/** Where the project's documentation lives; the rule pages lie beside it in `docs/rules`. */
export const HOMEPAGE = "https://github.com/pulumi-preflight/pulumi-preflight";

/** Pages of the pack's own policies, which are no rules about AWS. */
const PACK_PAGES: Readonly<Record<string, string>> = {
  "preflight-settings": "settings.md",
  "exemption-valid": "exemptions.md",
  "exemption-trail": "exemptions.md",
};

const OWN_RULES = new Set(Object.values(SERVICES).flat());

/** The page of a rule: where it says so itself, else in this pack's documentation. Rules of others may have none. */
export function pageOf({ id, url }: Pick<Rule, "id" | "url">): string | undefined {
  const page = PACK_PAGES[id] ?? (OWN_RULES.has(id) ? `rules/${id}.md` : undefined);
  return url ?? (page === undefined ? undefined : `${HOMEPAGE}/blob/main/docs/${page}`);
}
