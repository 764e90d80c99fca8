/** Rule pages' heads and the rule tables, from the rules' metadata. */
import { describeTargets, type Rule } from "../policy-pack/engine/rule";
import { frameworkNamed } from "../policy-pack/frameworks/catalogue";

const HEAD_START = "<!-- head: generated -->";
const HEAD_END = "<!-- /head -->";
const TABLE_START = "<!-- rule table: generated -->";
const TABLE_END = "<!-- /rule table -->";

/** The page of a rule with its head brought up to date. The body is written by hand. */
export function rulePage(rule: Rule, page: string): string {
  return replaceBetween(page, HEAD_START, HEAD_END, head(rule), `docs/rules/${rule.id}.md`);
}

/**
 * A document with its rule table brought up to date.
 * @param pages where the rule pages are, seen from the document.
 */
export function withRuleTable(rules: readonly Rule[], document: string, pages: string, where: string): string {
  const rows = rules.map(
    (rule) =>
      `| [\`${rule.id}\`](${pages}${rule.id}.md) | ${rule.title} | ${rule.family} | ${rule.severity} | ${rule.enforcement} |`,
  );
  const table = ["| Rule | What must hold | Family | Severity | Level |", "| --- | --- | --- | --- | --- |", ...rows];
  return replaceBetween(document, TABLE_START, TABLE_END, table.join("\n"), where);
}

const REMEDIATION_START = "<!-- remediation table: generated -->";
const REMEDIATION_END = "<!-- /remediation table -->";

/** `docs/remediation.md` with its table brought up to date. */
export function withRemediationTable(rules: readonly Rule[], document: string, where: string): string {
  const rows = rules.flatMap(({ id, remediate }) =>
    remediate === undefined ? [] : [`| [\`${id}\`](rules/${id}.md) | ${remediate.does} |`],
  );
  const table = ["| Rule | What it does |", "| --- | --- |", ...rows];
  return replaceBetween(document, REMEDIATION_START, REMEDIATION_END, table.join("\n"), where);
}

const DECIDES = {
  resource: "before the resource is created",
  stack: "once all resources are registered",
  program: "in the offline check, from two evaluations of the program",
} satisfies Record<Rule["scope"], string>;

function head(rule: Rule): string {
  const facts: (readonly [name: string, value: string])[] = [
    ["Level", rule.enforcement],
    ["Severity", rule.severity],
    ["Family", rule.family],
    ["Decides", DECIDES[rule.scope]],
    ["Looks at", describeTargets(rule, "<br>", (target) => `\`${target}\``)],
    ...(rule.remediate === undefined
      ? []
      : [["Remediates", `${rule.remediate.does} [More](../remediation.md)`] as const]),
    ...(rule.neverExempt === true ? [["Exemptions", "none"] as const] : []),
    ["From", rule.seeds.join(", ")],
    ...frameworkFacts(rule),
  ];
  const settings = Object.entries(rule.settings ?? {}).map(
    ([name, setting]) =>
      `| \`${name}\` | ${setting.type} | \`${JSON.stringify(setting.default)}\` | ${setting.description} |`,
  );
  return [
    `# ${rule.id}`,
    "",
    `${rule.title}.`,
    "",
    "| | |",
    "| --- | --- |",
    ...facts.map(([name, value]) => `| ${name} | ${value} |`),
    "",
    `**Why.** ${rule.rationale}`,
    "",
    `**Fix.** ${rule.remediation}`,
    ...(settings.length === 0
      ? []
      : ["", "| Setting | Type | Default | Meaning |", "| --- | --- | --- | --- |", ...settings]),
  ].join("\n");
}

/** A line for each framework, with the controls the rule shows in part; and the checks by which it comes to them. */
function frameworkFacts({ frameworks }: Rule): readonly (readonly [name: string, value: string])[] {
  const names = [...new Set(frameworks.map(({ name }) => name))];
  const checks = [...new Set(frameworks.flatMap(({ via = [] }) => via))];
  return [
    ...names.map((each) => {
      const own = frameworks.filter(({ name }) => name === each);
      const id = frameworkNamed(each)?.id;
      const shown = `${each} ${own[0]?.version ?? ""}`;
      const controls = own.map(({ reference, specification }) => `${reference}: ${specification}`).join("<br>");
      return [id === undefined ? shown : `[${shown}](../frameworks.md#${id})`, controls] as const;
    }),
    ...(checks.length === 0 ? [] : [["Controls by", checks.join("<br>")] as const]),
  ];
}

/** A document with what stands between two markers replaced. */
export function replaceBetween(text: string, start: string, end: string, content: string, where: string): string {
  const from = text.indexOf(start);
  const to = text.indexOf(end);
  if (from < 0 || to < from) {
    throw new Error(`${where} needs the markers ${start} and ${end}`);
  }
  return `${text.slice(0, from + start.length)}\n\n${content}\n\n${text.slice(to)}`;
}
