/** Where the project's documentation lives; the rule pages lie beside it in `docs/rules`. */
export const HOMEPAGE = "https://github.com/pulumi-preflight/pulumi-preflight";

/** The page of a rule. */
export function pageOf(ruleId: string): string {
  return `${HOMEPAGE}/blob/main/docs/rules/${ruleId}.md`;
}
