/**
 * Metric math expressions
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html).
 */

/** Words of the language that look like ids; functions are told by the parenthesis after them. */
const WORDS = new Set(["and", "or", "not", "true", "false"]);

/** Queries in other languages, which name no ids. */
const OTHER_LANGUAGE = /^\s*(?:SELECT|SEARCH|SOURCE|LAMBDA)\b/i;

/**
 * The ids of other metrics and expressions that an expression uses: `e1` and `total` in `SUM([e1, total / 2])`. Ids begin
 * with a lower-case letter, and texts in quotes name nothing.
 */
export function idsIn(expression: string): readonly string[] {
  if (OTHER_LANGUAGE.test(expression)) {
    return [];
  }
  const code = expression.replace(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/g, "''");
  const ids = [...code.matchAll(/(?<![\w.$])([a-z]\w*)(?!\w|\s*\()/g)].map(([, id]) => id ?? "");
  return [...new Set(ids)].filter((id) => !WORDS.has(id));
}
