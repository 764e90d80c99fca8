/** Where the project's documentation lives; the rule pages lie beside it in `docs/rules`. */
export const HOMEPAGE = "https://github.com/pulumi-preflight/pulumi-preflight";

/** Pages of the pack's own policies, which are no rules about AWS. */
const PACK_PAGES: Readonly<Record<string, string>> = {
  "preflight-settings": "settings.md",
  "exemption-valid": "exemptions.md",
  "exemption-trail": "exemptions.md",
};

/** The page of a rule. */
export function pageOf(ruleId: string): string {
  return `${HOMEPAGE}/blob/main/docs/${PACK_PAGES[ruleId] ?? `rules/${ruleId}.md`}`;
}
