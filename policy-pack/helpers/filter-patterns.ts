/** Filter patterns of CloudWatch Logs (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html). */

/** Why a pattern does not find what it says, and what would. */
export interface PatternFault {
  /** Continues "The pattern …". */
  readonly why: string;
  readonly remediation: string;
}

/** A quoted phrase or a regular expression: text to look for, whatever is in it. */
const LITERAL = /"(?:[^"\\]|\\.)*"|%[^%]*%/g;
/** Words of other query languages. */
const OPERATOR = /(?:^|\s)(OR|AND|\|\|?|&&)(?=\s)/;
/**
 * What people look for, spelt as logs spell it. Fields that are meant as fields have names like `level` or `error`, in
 * lower case.
 */
const SOUGHT =
  /^(?:ERRORS?|Errors?|EXCEPTION|\w*Exception|FATAL|Fatal|CRITICAL|Critical|WARN(?:ING)?|Warn(?:ing)?|FAIL(?:ED|URE)?|Fail(?:ed|ure)?|TIMEOUT|Timeout|PANIC)$/;

const BRACKETS: Readonly<Record<string, string>> = { "{": "}", "[": "]" };

/** @param readsFields whether something else uses the pattern's fields: a value or a dimension such as `$size`. */
export function faultOfPattern(pattern: string, readsFields: boolean): PatternFault | undefined {
  const text = pattern.trim();
  const closing = BRACKETS[text.charAt(0)];
  if (closing === undefined) {
    return faultOfTerms(text);
  }
  if (!text.endsWith(closing)) {
    return {
      why: `begins with \`${text.charAt(0)}\` and does not end with \`${closing}\`: CloudWatch Logs refuses it`,
      remediation: `Close it with \`${closing}\`. A text to look for that begins with \`${text.charAt(0)}\` goes into double quotes.`,
    };
  }
  return closing === "}" ? faultOfJson(text) : faultOfFields(text.slice(1, -1), readsFields);
}

function faultOfTerms(text: string): PatternFault | undefined {
  const operator = OPERATOR.exec(text.replace(LITERAL, "x"))?.[1];
  return operator === undefined
    ? undefined
    : {
        why: `takes \`${operator}\` for one more word to look for: terms beside each other must all be in the line`,
        remediation:
          "For any of several terms write `?ERROR ?Exception`, for all of them `ERROR Exception`; what is not letters and digits goes into double quotes.",
      };
}

function faultOfJson(text: string): PatternFault | undefined {
  return text.replace(LITERAL, "x").includes("$")
    ? undefined
    : {
        why: "names no field of the JSON, as `$.level` would: CloudWatch Logs refuses it",
        remediation: 'Write the field with `$.` before it: `{ $.level = "ERROR" }`.',
      };
}

function faultOfFields(inside: string, readsFields: boolean): PatternFault | undefined {
  const fields = inside.split(",").map((field) => field.trim());
  const asks = fields.some((field) => !/^(?:\w+|\.{3})$/.test(field));
  const sought = fields.find((field) => SOUGHT.test(field));
  return asks || readsFields || sought === undefined
    ? undefined
    : {
        why: `calls fields of a line \`${fields.join("`, `")}\` and asks nothing of them: it finds every line of ${fields.length === 1 ? "one word" : `${fields.length} words`}, and \`${sought}\` in no other`,
        remediation: `For lines with any of these words write \`${fields.map((field) => `?${field}`).join(" ")}\`.`,
      };
}
