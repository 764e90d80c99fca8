/** The report for people. */
import type { RuleCount } from "../evaluate";
import type {
  CheckResult,
  Failure,
  ReportedExemption,
  ReportedFinding,
  ReportedRemediation,
  Undecided,
} from "../result";
import type { FrameLine } from "./code-frame";
import { PLAIN, type Style } from "./style";
import { headline, plural } from "./text";

/** How many rules are named, and how many resources of one reason. */
const MOST_NAMED = 5;
const LABEL_WIDTH = 6;

export interface TerminalOptions {
  readonly style?: Style;
  /** Show what the program printed even though it did not fail. */
  readonly verbose?: boolean;
}

/** A result as text. It ends with a line break. */
export function terminalReport(result: CheckResult, { style = PLAIN, verbose = false }: TerminalOptions = {}): string {
  const blocks = grouped(result.findings).map((group) => findingBlock(group, style));
  if (result.error !== null) {
    blocks.push(failureBlock(result.error, style));
  }
  if (result.output.trim() !== "" && (verbose || result.error !== null)) {
    blocks.push(`${style.bold("The program printed:")}\n${indent(result.output.trimEnd(), 2)}`);
  }
  if (result.error === null || result.resources > 0) {
    blocks.push(summaryBlock(result, style));
  }
  return `${blocks.join("\n\n")}\n`;
}

/** The result in one line. */
export function summaryLine({
  project,
  stack,
  resources,
  findings,
  exempted,
  remediated,
  undecided,
  error,
}: CheckResult): string {
  const at = (level: string) => findings.filter((finding) => finding.level === level).length;
  const counts = [
    `${at("mandatory")} mandatory`,
    `${at("advisory")} advisory`,
    `${undecided.length} undecided`,
    ...(exempted.length === 0 ? [] : [`${exempted.length} exempt`]),
    ...(remediated.length === 0 ? [] : [`${remediated.length} remediated`]),
  ].join(", ");
  const subject = project === "" ? "no project" : `${project}, stack ${stack}`;
  return `${subject}: ${plural(resources, "resource")}, ${counts}${error === null ? "" : `; ${headline(error)}`}`;
}

/** What one rule says of one resource, together: its findings follow each other already. */
function grouped(findings: readonly ReportedFinding[]): readonly (readonly [ReportedFinding, ...ReportedFinding[]])[] {
  const groups: [ReportedFinding, ...ReportedFinding[]][] = [];
  for (const finding of findings) {
    const last = groups.at(-1);
    const [first] = last ?? [];
    const belongs = first?.rule === finding.rule && first.urn === finding.urn && first.severity === finding.severity;
    if (last !== undefined && belongs) {
      last.push(finding);
    } else {
      groups.push([finding]);
    }
  }
  return groups;
}

function findingBlock(group: readonly [ReportedFinding, ...ReportedFinding[]], style: Style): string {
  const [first] = group;
  const { location, level, severity, rule, title, name, type, rationale } = first;
  const place = location === null ? "(no source position)" : `${location.file}:${location.line}:${location.column}`;
  const paint = (text: string) => (level === "mandatory" ? style.red(text) : style.yellow(text));
  const fixes = [...new Set(group.map(({ remediation }) => remediation))];
  return [
    `${style.bold(place)}  ${paint(`${level}  ${severity}`)}  ${style.bold(rule)}`,
    `  ${title}`,
    ...frameLines(first.frame, style),
    labelled("What", `${name} (${type})`),
    ...group.map(({ property, message }) => labelled("", property === "" ? message : `\`${property}\`: ${message}`)),
    labelled("Why", rationale),
    ...fixes.map((fix) => labelled("Fix", fix)),
    ...(first.page === null ? [] : [labelled("More", style.dim(first.page))]),
  ].join("\n");
}

/** Why there is no verdict, as text. */
export function failureBlock(error: Failure, style: Style): string {
  const [first] = error.stack;
  const place = first === undefined ? "" : `${style.bold(`${first.file}:${first.line}:${first.column}`)}  `;
  const others = error.stack.slice(1).map(({ file, line, column }) => `${file}:${line}:${column}`);
  return [
    `${place}${style.red(headline(error))}`,
    indent(error.message, 2),
    ...frameLines(error.frame, style),
    ...(others.length === 0 ? [] : [labelled("From", others.join("\n"))]),
    ...(error.hint === null ? [] : [labelled("Fix", error.hint)]),
  ].join("\n");
}

function frameLines(frame: readonly FrameLine[], style: Style): readonly string[] {
  if (frame.length === 0) {
    return [];
  }
  const width = String(frame.at(-1)?.number ?? 0).length;
  const lines = frame.flatMap(({ number, text, caret }) => {
    const gutter = `${caret === undefined ? " " : ">"} ${String(number).padStart(width)} |`;
    const shown = `  ${caret === undefined ? style.dim(gutter) : gutter} ${text}`.trimEnd();
    return caret === undefined
      ? [shown]
      : [shown, `  ${" ".repeat(width + 2)} | ${" ".repeat(caret)}${style.red("^")}`];
  });
  return ["", ...lines, ""];
}

function summaryBlock(result: CheckResult, style: Style): string {
  const { findings, exempted, remediated, undecided, notes, rules, error } = result;
  const ran = rules.filter(({ evaluated }) => evaluated > 0);
  const mandatory = findings.some(({ level }) => level === "mandatory");
  const paint = mandatory || error !== null ? style.red : findings.length > 0 ? style.yellow : style.green;
  return [
    paint(style.bold(summaryLine(result))),
    ...(error === null ? [evaluatedLine(rules, ran)] : []),
    ...exemptedLines(exempted),
    ...remediatedLines(remediated),
    ...undecidedLines(undecided),
    ...(notes.length === 0 ? [] : ["Notes:", ...notes.map((note) => indent(`- ${note}`, 2))]),
  ].join("\n");
}

/** What was really evaluated: "no findings" means little when no rule had anything to look at. */
function evaluatedLine(rules: readonly RuleCount[], ran: readonly RuleCount[]): string {
  const idle = rules.length - ran.length;
  const verdicts = ran.reduce((sum, { evaluated }) => sum + evaluated, 0);
  if (ran.length === 0) {
    return `No rule had anything to evaluate (${plural(rules.length, "rule")} in all).`;
  }
  const names = ran.slice(0, 2 * MOST_NAMED).map(({ id, evaluated }) => `${id} (${evaluated})`);
  const more = ran.length > names.length ? `, and ${ran.length - names.length} more` : "";
  const rest = idle === 0 ? "" : ` ${plural(idle, "rule")} found nothing to decide.`;
  return `${plural(ran.length, "rule")} evaluated, ${plural(verdicts, "verdict")}: ${names.join(", ")}${more}.${rest}`;
}

/** What is exempt, by reason; every finding is named, so that nothing is silent. */
function exemptedLines(exempted: readonly ReportedExemption[]): readonly string[] {
  const groups = new Map<string, string[]>();
  for (const { rule, name, property, exemption } of exempted) {
    const { reason, owner, expires } = exemption;
    const end = expires === null ? "without an end" : `until ${expires}`;
    const terms = `${reason} (${end}${owner === null ? "" : `, ${owner}`})`;
    groups.set(terms, [...(groups.get(terms) ?? []), `${rule}: ${name}${property === "" ? "" : `, \`${property}\``}`]);
  }
  return exempted.length === 0
    ? []
    : ["Exempt:", ...[...groups].flatMap(([terms, all]) => [`  - ${terms}`, ...all.map((each) => `      ${each}`)])];
}

/** What the pack remediates itself, by rule. The program stays as it is, so it is worth a look. */
function remediatedLines(remediated: readonly ReportedRemediation[]): readonly string[] {
  const groups = new Map<string, string[]>();
  for (const { rule, name, does, properties } of remediated) {
    const paths = properties.map((each) => `\`${each}\``).join(", ");
    groups.set(`${rule}: ${does}`, [...(groups.get(`${rule}: ${does}`) ?? []), `${name}: ${paths}`]);
  }
  return remediated.length === 0
    ? []
    : [
        "Remediated by the pack when deployed, not in the program:",
        ...[...groups].flatMap(([what, all]) => [`  - ${what}`, ...all.map((each) => `      ${each}`)]),
      ];
}

function undecidedLines(undecided: readonly Undecided[]): readonly string[] {
  if (undecided.length === 0) {
    return [];
  }
  const groups = new Map<string, string[]>();
  for (const { rule, reason, name } of undecided) {
    const key = `${rule}: ${reason}`;
    groups.set(key, [...(groups.get(key) ?? []), name]);
  }
  const lines = [...groups].map(([what, names]) => {
    const named = names.slice(0, MOST_NAMED).join(", ");
    return `  - ${what} (${named}${names.length > MOST_NAMED ? `, and ${names.length - MOST_NAMED} more` : ""})`;
  });
  return ["Undecided, neither passed nor failed:", ...lines];
}

function labelled(label: string, text: string): string {
  return `  ${label.padEnd(LABEL_WIDTH)}${indent(text, LABEL_WIDTH + 2).trimStart()}`;
}

function indent(text: string, by: number): string {
  return text
    .split("\n")
    .map((line) => (line === "" ? line : `${" ".repeat(by)}${line}`))
    .join("\n");
}
