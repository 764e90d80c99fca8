/** Patterns of names as a team writes them down: `{project}-{type}-{region?}-{env}`. */

/** What the setting `standard` stands for. */
export const STANDARD = "{project}-{type}-{region?}-{env}";

/** What the parts of a pattern may be. */
export interface NameParts {
  readonly project: string;
  readonly stack: string;
  /** Beside the stack's name. */
  readonly environments: readonly string[];
}

/** What stands before a name because AWS wants it there, and after it. */
const FRAME = /^(?:alias\/|aws-waf-logs-|\/aws\/[a-z-]+\/|\/)|\.fifo$/g;

const WORDS = "[a-z0-9]+(?:-[a-z0-9]+)*";
const PLACEHOLDER = /\{(\w+)(\??)\}/;

/**
 * Whether names have a form. Case does not count, and dashes, underscores, dots, slashes and spaces are all the same, since
 * not every service takes every one of them; `alias/`, `/aws/lambda/` and `.fifo` are AWS's and do not count either.
 * A name in braces that is none of the known ones stands for itself.
 */
export function namePattern(pattern: string, parts: NameParts): { test(name: string): boolean } {
  const form = new RegExp(`^${expression(pattern === "standard" ? STANDARD : pattern, parts)}$`);
  return { test: (name) => form.test(normal(name.replaceAll(FRAME, ""))) };
}

function expression(pattern: string, parts: NameParts): string {
  let rest = pattern;
  let written = "";
  for (let match = PLACEHOLDER.exec(rest); match !== null; match = PLACEHOLDER.exec(rest)) {
    const before = normal(rest.slice(0, match.index));
    const [whole, name = "", optional] = match;
    const inner = `(?:${placeholder(name, parts) ?? literal(normal(whole))})`;
    if (optional === "?") {
      const separator = before.endsWith("-") ? "-" : "";
      written += `${literal(before.slice(0, before.length - separator.length))}(?:${separator}${inner})?`;
    } else {
      written += literal(before) + inner;
    }
    rest = rest.slice(match.index + whole.length);
  }
  return written + literal(normal(rest));
}

function placeholder(name: string, { project, stack, environments }: NameParts): string | undefined {
  const known: Readonly<Record<string, string>> = {
    project: literal(normal(project)),
    stack: literal(normal(stack)),
    env: [stack, ...environments].map((each) => literal(normal(each))).join("|"),
    region: "[a-z]{2,3}(?:-[a-z]+)+-\\d|[a-z]{2,4}\\d",
    account: "\\d{12}",
    type: WORDS,
    name: WORDS,
    random: "[a-z0-9]{5,}",
  };
  return Object.hasOwn(known, name) ? known[name] : undefined;
}

function normal(text: string): string {
  return text.toLowerCase().replaceAll(/[-_./ ]+/g, "-");
}

function literal(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
