/**
 * Environment variables that code cannot do without. Reading an absent variable is no failure in itself; these are the uses
 * after which there surely is one. What the code tests, gives a default or sets itself is left out.
 */
import { captured, type RunningSource } from "./function-handlers";

/** A variable that code needs. */
export interface NeededVariable {
  readonly name: string;
  readonly file: string;
  /** What becomes of it when it is absent: `os.environ["TABLE"]` raises KeyError. */
  readonly why: string;
}

const NAME = String.raw`[A-Za-z_]\w*`;

/** All variables the sources need, each once. */
export function neededVariables(
  sources: readonly RunningSource[],
  language: "node" | "python",
): readonly NeededVariable[] {
  // Such libraries read a file into the environment.
  if (sources.some(({ text }) => text.includes("dotenv"))) {
    return [];
  }
  const needs = language === "node" ? neededByJavaScript : neededByPython;
  const handled = new Set(sources.flatMap(({ text }) => handledIn(text)));
  const found = new Map<string, NeededVariable>();
  for (const { file, text } of sources) {
    for (const [name, why] of needs(text)) {
      if (!handled.has(name) && !found.has(name)) {
        found.set(name, { name, file, why });
      }
    }
  }
  return [...found.values()];
}

type Need = readonly [name: string, why: string];

/** Variables that the code tests for, gives a default or sets. */
function handledIn(text: string): readonly string[] {
  const javaScript = String.raw`process\.env(?:\.|\[["'])(${NAME})(?:["']\])?`;
  const python = String.raw`environ(?:\.get\(|\.setdefault\(|\.pop\()\s*["'](${NAME})["']`;
  return [
    String.raw`${javaScript}\s*(?:\|\||\?\?|\?|&&|=(?!=)|[=!]==?)`,
    String.raw`(?:!|\bif\s*\(|&&|\|\||typeof|delete|\bwhile\s*\()\s*${javaScript}`,
    String.raw`["'](${NAME})["']\s+(?:not\s+)?in\s+(?:process\.env|(?:os\.)?environ)`,
    String.raw`environ\[\s*["'](${NAME})["']\s*\]\s*=(?!=)`,
    String.raw`del\s+(?:os\.)?environ\[\s*["'](${NAME})["']`,
    python,
    String.raw`getenv\(\s*["'](${NAME})["']`,
  ]
    .flatMap((pattern) => captured(new RegExp(pattern, "g"), text))
    .filter((name) => !throwsWithout(text, String.raw`process\.env(?:\.|\[["'])${name}(?:["']\])?`));
}

/** Whether code throws when something is absent: `if (!x) throw …`, with or without braces. */
function throwsWithout(text: string, expression: string): boolean {
  return new RegExp(String.raw`\bif\s*\(\s*!\s*${expression}\s*\)\s*\{?\s*throw\b`).test(text);
}

/**
 * Members of requests that AWS does not do without; the SDK refuses a request where one is undefined.
 * (https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/)
 */
const REQUIRED_MEMBERS =
  "TableName|Bucket|QueueUrl|TopicArn|FunctionName|StreamName|SecretId|KeyId|UserPoolId|stateMachineArn|DeliveryStreamName";

function neededByJavaScript(text: string): readonly Need[] {
  const read = String.raw`process\.env(?:\.(${NAME})|\[["'](${NAME})["']\])`;
  const match = (before: string, after: string) =>
    [...text.matchAll(new RegExp(before + read + after, "g"))].flatMap(([, first, second]) => first ?? second ?? []);
  const direct: Need[] = [
    ...match(String.raw`\bif\s*\(\s*!\s*`, String.raw`\s*\)\s*\{?\s*throw\b`).map((name): Need => [
      name,
      "the code throws without it",
    ]),
    ...match("", String.raw`\.[a-z]\w*\(`).map((name): Need => [name, "the code calls a method of it"]),
    ...match(String.raw`\b(?:${REQUIRED_MEMBERS})\s*:\s*`, String.raw`\s*[,}\n]`).map((name): Need => [
      name,
      "the code passes it to AWS, which takes no request without",
    ]),
  ];
  return [...direct, ...localsOf(text).flatMap(([local, name]) => needsOfLocal(text, local, name))];
}

/** Variables kept under a local name: `const table = process.env.TABLE;`, `const { TABLE, OTHER: other } = process.env`. */
function localsOf(text: string): readonly (readonly [local: string, name: string])[] {
  const declared = new RegExp(
    String.raw`\b(?:const|let|var)\s+(${NAME})\s*=\s*process\.env(?:\.(${NAME})|\[["'](${NAME})["']\])\s*(?:;|,|\n|$)`,
    "g",
  );
  const locals = [...text.matchAll(declared)].map(
    ([, local = "", first, second]) => [local, first ?? second ?? ""] as const,
  );
  const taken = captured(/\b(?:const|let|var)\s*\{([^{}]*)\}\s*=\s*process\.env\b(?![.[])/g, text)
    .flatMap((list) => list.split(","))
    .flatMap((item) => {
      const [, name = "", local = name] =
        new RegExp(String.raw`^\s*(${NAME})\s*(?::\s*(${NAME}))?\s*$`).exec(item) ?? [];
      return name === "" ? [] : [[local, name] as const];
    });
  return [...locals, ...taken];
}

function needsOfLocal(text: string, local: string, name: string): readonly Need[] {
  const has = (pattern: string) => new RegExp(pattern).test(text);
  const throws = throwsWithout(text, local);
  const isTested = has(
    String.raw`(?<![.\w])${local}\s*(?:\|\||\?|&&|[=!]==?)|(?:!|\bif\s*\(|&&|\|\||typeof|\bwhile\s*\()\s*${local}\b`,
  );
  // Its own declaration is an assignment as well.
  const assignments = captured(new RegExp(String.raw`(?<![.\w])(${local})\s*=(?![=>])`, "g"), text).length;
  if (throws) {
    return [[name, "the code throws without it"]];
  }
  if (isTested || assignments > 1) {
    return [];
  }
  if (
    has(String.raw`\b(?:${REQUIRED_MEMBERS})\s*:\s*${local}\s*[,}\n]`) ||
    (REQUIRED_MEMBERS.split("|").includes(local) && has(String.raw`[{,]\s*${local}\s*[,}](?!\s*=)`))
  ) {
    return [[name, "the code passes it to AWS, which takes no request without"]];
  }
  return has(String.raw`(?<![.\w])${local}\.[a-z]\w*\(`) ? [[name, "the code calls a method of it"]] : [];
}

/** Blocks that may not run, or may catch what is raised. */
const CONDITIONAL = /^(?:try|except|if|elif|else|for|while|match|case)\b/;

function neededByPython(text: string): readonly Need[] {
  const lines = text.split("\n");
  return lines.flatMap((line, index): readonly Need[] => {
    const names = captured(new RegExp(String.raw`\benviron\[\s*["'](${NAME})["']\s*\]`, "g"), line);
    return names.length === 0 || isConditional(lines, index)
      ? []
      : names.map((name): Need => [name, `\`os.environ["${name}"]\` raises KeyError without it`]);
  });
}

/** Whether a line lies in a block of the kind that may not run, by its indentation, or is such a line. */
function isConditional(lines: readonly string[], index: number): boolean {
  const line = lines[index] ?? "";
  // A conditional expression.
  if (/\bif\b.*\belse\b/.test(line)) {
    return true;
  }
  let depth = indentationOf(line);
  for (let above = index - 1; above >= 0 && depth > 0; above--) {
    const text = lines[above] ?? "";
    if (text.trim() !== "" && indentationOf(text) < depth) {
      depth = indentationOf(text);
      if (CONDITIONAL.test(text.trim())) {
        return true;
      }
    }
  }
  return false;
}

function indentationOf(line: string): number {
  return line.length - line.trimStart().length;
}
