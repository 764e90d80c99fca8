/** Masks string literals of source lines that look as if they hold a secret, before such lines are shown. */
import { speaksOfSecret } from "./names";

const MASKED = "[secret]";
/** A string literal; one that does not end on its line is taken to the line's end. */
const LITERAL = /(["'`])((?:[^"'`\\]|\\.|(?!\1)["'`])*)(?:\1|$)/g;
/** A line whose statement goes on: the next one may hold the value. */
const GOES_ON = /(?:[:=+(,?]|\breturn|\b(?:concat|interpolate)`?)\s*$/;
/** A word for a kind of secret: what it says, everybody knows. */
const PLAIN_WORD = /^(?:secrets?|tokens?|credentials?|passwords|api-?keys)$/i;
/** A line of a key in base 64, bare or as a literal of its own. */
const KEY_FILE_LINE = /^\s*["'`]?[A-Za-z0-9+/=]{40,}(?:\\n)?["'`]?\s*[+,;)]*\s*$/;

/**
 * Source lines fit to be shown.
 *
 * @param lines in their order in the file, from far enough above the first one of interest.
 */
export function maskLines(lines: readonly string[]): readonly string[] {
  let continued = false;
  let inKey = false;
  return lines.map((line) => {
    const begins = line.includes("-----BEGIN");
    const masked = inKey || begins ? maskKeyLine(line, begins) : line;
    inKey = (inKey || begins) && !line.includes("-----END");
    const wasContinued = continued;
    const sensitive = speaksOfSecret(line) || (continued && /^\s*["'`+?:(]/.test(line));
    continued = sensitive && GOES_ON.test(line);
    if (!sensitive && !KEY_FILE_LINE.test(line)) {
      return masked;
    }
    // `key("secrets")`: only the word itself speaks of secrets, and nothing else on the line may be one for that reason.
    const onlyWords = !wasContinued && !speaksOfSecret(masked.replace(LITERAL, ""));
    return KEY_FILE_LINE.test(line) ? MASKED : maskLiterals(masked, onlyWords);
  });
}

function maskKeyLine(line: string, begins: boolean): string {
  return begins ? line.replace(/-----BEGIN.*$/, MASKED) : MASKED;
}

/**
 * Every non-empty string literal of a line replaced; an import's module name says where, not what.
 *
 * @param sparesWords whether a literal that is nothing but a word for a kind of secret stays.
 */
function maskLiterals(line: string, sparesWords: boolean): string {
  if (/^\s*(?:import|export)\b.*\bfrom\b/.test(line)) {
    return line;
  }
  return line.replace(LITERAL, (whole: string, quote: string, inner: string) =>
    inner === "" || (sparesWords && PLAIN_WORD.test(inner))
      ? whole
      : `${quote}${MASKED}${whole.length > 1 && whole.endsWith(quote) ? quote : ""}`,
  );
}
