/** Masks string literals of source lines that look as if they hold a secret, before such lines are shown. */
import { speaksOfSecret } from "./names";

const MASKED = "[secret]";
/** A string literal; one that does not end on its line is taken to the line's end. */
const LITERAL = /(["'`])((?:[^"'`\\]|\\.|(?!\1)["'`])*)(?:\1|$)/g;
/** A line whose statement goes on: the next one may hold the value. */
const GOES_ON = /(?:[:=+(,?]|\breturn|\b(?:concat|interpolate)`?)\s*$/;
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
    const sensitive = speaksOfSecret(line) || (continued && /^\s*["'`+?:(]/.test(line));
    continued = sensitive && GOES_ON.test(line);
    if (!sensitive && !KEY_FILE_LINE.test(line)) {
      return masked;
    }
    return KEY_FILE_LINE.test(line) ? MASKED : maskLiterals(masked);
  });
}

function maskKeyLine(line: string, begins: boolean): string {
  return begins ? line.replace(/-----BEGIN.*$/, MASKED) : MASKED;
}

/** Every non-empty string literal of a line replaced; an import's module name says where, not what. */
function maskLiterals(line: string): string {
  if (/^\s*(?:import|export)\b.*\bfrom\b/.test(line)) {
    return line;
  }
  return line.replace(LITERAL, (whole: string, quote: string, inner: string) =>
    inner === "" ? whole : `${quote}${MASKED}${whole.length > 1 && whole.endsWith(quote) ? quote : ""}`,
  );
}
