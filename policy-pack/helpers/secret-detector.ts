/**
 * Finds texts that are credentials by their form, with the rules of secretlint
 * (https://github.com/secretlint/secretlint, MIT). What they find is not passed on, only which of them found something.
 */

/** What this file uses of a secretlint rule. */
interface Rule {
  readonly meta: { readonly id: string };
  create(context: Context, options: object): { file?(source: Source): unknown };
}
interface Context {
  createTranslator(messages: unknown): (id: string) => { readonly messageId: string };
  report(found: { readonly range: readonly [number, number] }): unknown;
  ignore(): void;
}
interface Source {
  readonly content: string;
  readonly contentType: "text";
  readonly ext: ".txt" | ".json";
  readonly filePath: undefined;
  readonly hasBOM: false;
}

/** A rule that lets comments switch others off. */
const NO_DETECTOR = "filter-comments";
/** Longer texts are cut: the patterns are not made for whole files. */
const LONGEST = 100_000;

let loaded: readonly Rule[] | undefined;

function rules(): readonly Rule[] {
  // An ES module, which every supported Node can `require`; loaded only when there is a text to look at.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  loaded ??= (require("@secretlint/secretlint-rule-preset-recommend") as { rules: readonly Rule[] }).rules.filter(
    ({ meta }) => !meta.id.endsWith(NO_DETECTOR),
  );
  return loaded;
}

/** The names of the rules that find a credential in a text: `aws`, `github`, `privatekey`. */
export function detectedBy(text: string): readonly string[] {
  const content = text.slice(0, LONGEST);
  return rules().flatMap((rule) => {
    const found: unknown[] = [];
    const context: Context = {
      createTranslator: () => (messageId) => ({ messageId }),
      report: ({ range }) => found.push(range),
      ignore: () => undefined,
    };
    const ext = /^\s*\{/.test(content) ? ".json" : ".txt";
    try {
      rule.create(context, {}).file?.({ content, contentType: "text", ext, filePath: undefined, hasBOM: false });
    } catch {
      return []; // A detector that stumbles over a text has found nothing in it.
    }
    return found.length > 0 ? [rule.meta.id.replace(/^.*secretlint-rule-/, "")] : [];
  });
}
