/** Above this a document is no policy anyway (the largest AWS takes is 20,480 characters), and nobody needs a column. */
const LONGEST = 200_000;
// JSON forbids exactly these control characters in a text.
/* eslint-disable no-control-regex */
const TOKEN =
  /[ \t\r\n]*(?:([{}[\]:,])|("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-]))/y;
/* eslint-enable no-control-regex */

type Expected = "value" | "value or ]" | "key" | "key or }" | ":" | ", or end" | "nothing";

/**
 * Where a text stops being JSON: line and column, counted from 1. `JSON.parse` does not say it for every mistake, and
 * its message quotes the text, which may hold a secret.
 *
 * @param text a text that `JSON.parse` refuses.
 * @returns for example `line 3, column 5`.
 */
export function placeOfJsonError(text: string): string {
  const before = text.slice(0, offsetOfJsonError(text));
  const lines = before.split("\n");
  return `line ${lines.length}, column ${(lines.at(-1) ?? "").length + 1}`;
}

function offsetOfJsonError(text: string): number {
  if (text.length > LONGEST) {
    return 0;
  }
  const token = new RegExp(TOKEN);
  const open: string[] = [];
  let expected: Expected = "value";
  for (;;) {
    const end = token.lastIndex;
    const match = token.exec(text);
    const next: Expected | undefined = match === null ? undefined : step(expected, match[1], match[2], open);
    if (next === undefined) {
      return end + (/^[ \t\r\n]*/.exec(text.slice(end))?.[0].length ?? 0);
    }
    expected = next;
  }
}

/** What may follow, or `undefined` when the token may not stand here. Keeps track of what is open. */
function step(
  expected: Expected,
  mark: string | undefined,
  text: string | undefined,
  open: string[],
): Expected | undefined {
  const valueExpected = expected === "value" || expected === "value or ]";
  const after = (): Expected => (open.length === 0 ? "nothing" : ", or end");
  switch (mark) {
    case undefined:
      if (expected === "key" || expected === "key or }") {
        return text === undefined ? undefined : ":";
      }
      return valueExpected ? after() : undefined;
    case "{":
    case "[":
      if (!valueExpected) {
        return undefined;
      }
      open.push(mark);
      return mark === "{" ? "key or }" : "value or ]";
    case ":":
      return expected === ":" ? "value" : undefined;
    case ",":
      return expected === ", or end" ? (open.at(-1) === "{" ? "key" : "value") : undefined;
    default: {
      const opening = mark === "}" ? "{" : "[";
      const closes = expected === ", or end" || expected === (mark === "}" ? "key or }" : "value or ]");
      if (!closes || open.at(-1) !== opening) {
        return undefined;
      }
      open.pop();
      return after();
    }
  }
}
