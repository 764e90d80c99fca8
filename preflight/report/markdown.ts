/**
 * The report as a comment on a pull request: a summary, what was found by severity with links to the lines, the fixes
 * folded in below. It always fits into a comment of GitHub's; what does not is left out, the least severe first, and counted.
 */
import type { Severity } from "../../policy-pack/engine/rule";
import type { CheckResult, Failure, ReportedFinding } from "../result";
import { code, html, inline, LONGEST_NAME, placeLink, short, shortType } from "./markdown-text";
import { relativeLink, type LinkTo } from "./source-links";
import { headline, plural, printable, SEVERITIES } from "./text";

export interface MarkdownOptions {
  readonly linkTo?: LinkTo;
}

/** GitHub refuses a comment of more characters. Here bytes are counted: there never are fewer. */
export const LONGEST_COMMENT = 65_536;
/** For the note on what was cut, and for headings. */
const RESERVE = 1_000;
/** Which part of what is left the tables may take; the rest is for the explanations. */
const FOR_TABLES = 0.6;
/** Of one list, in bytes. */
const LONGEST_LIST = 4_000;
const LONGEST_TEXT = 1_500;
const MOST_RESOURCES = 20;
const MOST_OPEN = 30;

/** A result as Markdown. It ends with a line break. */
export function markdownReport(result: CheckResult, { linkTo = relativeLink }: MarkdownOptions = {}): string {
  const sections = SEVERITIES.map((severity) => sectionOf(severity, result.findings, linkTo)).filter(
    ({ rows }) => rows.length > 0,
  );
  const head = [
    // By this line a job finds its earlier comment.
    `<!-- preflight ${commentText(`${result.project}/${result.stack}`)} -->`,
    `### ${titleOf(result)}`,
    summaryOf(result),
    ...(result.error === null ? [] : [failureBlock(result.error, linkTo)]),
  ];
  const tail = [
    ...folded("Exempt, and why", exemptedLines(result)),
    ...folded("Remediated by the pack when deployed", remediatedLines(result)),
    ...folded("Undecided, neither passed nor failed", undecidedLines(result)),
    ...folded("Notes", listed(result.notes.map((note) => inline(short(note, LONGEST_TEXT))))),
  ];
  const room = LONGEST_COMMENT - RESERVE - Buffer.byteLength([...head, ...tail].join("\n\n"));
  const rows = new Budget(room * FOR_TABLES);
  const details = new Budget(room - room * FOR_TABLES);
  // All rows first, then all explanations: a finding without its fix is still a finding.
  const shownRows = sections.map((section) => section.rows.filter((row) => rows.takes(row)));
  const shownDetails = sections.map((section) => section.details.filter((detail) => details.takes(detail)));
  const body = sections.flatMap(({ severity }, index) => {
    const own = shownRows[index] ?? [];
    return [
      ...(own.length === 0 ? [] : [[`#### ${capital(severity)}`, "", ...TABLE_HEAD, ...own].join("\n")]),
      ...(shownDetails[index] ?? []),
    ];
  });
  return `${[...head, ...body, ...cutNote(rows.refused, details.refused), ...tail].join("\n\n")}\n`;
}

/** How much may still be written. Once something is refused, so is all that follows: nothing less severe goes before it. */
class Budget {
  refused = 0;
  #left: number;

  constructor(bytes: number) {
    this.#left = bytes;
  }

  takes(text: string): boolean {
    const bytes = Buffer.byteLength(text) + 2;
    if (this.refused > 0 || bytes > this.#left) {
      this.refused += 1;
      return false;
    }
    this.#left -= bytes;
    return true;
  }
}

const TABLE_HEAD = ["| Level | Rule | Resource | Where |", "| --- | --- | --- | --- |"];

interface Section {
  readonly severity: Severity;
  readonly rows: readonly string[];
  readonly details: readonly string[];
}

function sectionOf(severity: Severity, all: readonly ReportedFinding[], linkTo: LinkTo): Section {
  const findings = all.filter((finding) => finding.severity === severity);
  // Mandatory before advisory; within a level as they stand in the source.
  const sorted = ["mandatory", "advisory"].flatMap((level) => findings.filter((finding) => finding.level === level));
  const byRule = new Map<string, ReportedFinding[]>();
  for (const finding of sorted) {
    byRule.set(finding.rule, [...(byRule.get(finding.rule) ?? []), finding]);
  }
  return {
    severity,
    rows: [...new Set(sorted.map((finding) => rowOf(finding, linkTo)))],
    details: [...byRule.values()].map(detailsOf),
  };
}

function rowOf({ level, rule, page, name, type, location }: ReportedFinding, linkTo: LinkTo): string {
  const place = location === null ? "" : placeLink(location, linkTo);
  const named = page === null ? code(rule) : `[${code(rule)}](${page})`;
  return `| ${level} | ${named} | ${code(short(name, LONGEST_NAME))} (${code(shortType(type))}) | ${place} |`;
}

function detailsOf(findings: readonly ReportedFinding[]): string {
  const [first] = findings;
  if (first === undefined) {
    return "";
  }
  const said = findings.map(
    ({ name, property, message }) =>
      `${code(short(name, LONGEST_NAME))}${property === "" ? "" : ` ${code(short(property, LONGEST_NAME))}`}: ${inline(short(message, LONGEST_TEXT))}`,
  );
  const fixes = [...new Set(findings.map(({ remediation }) => inline(short(remediation, LONGEST_TEXT))))];
  return details(`<code>${html(first.rule)}</code>: ${html(first.title)}`, [
    inline(first.rationale),
    listed(said).join("\n"),
    fixes.length === 1 ? `**Fix:** ${String(fixes[0])}` : ["**Fix:**", "", ...listed(fixes)].join("\n"),
  ]);
}

function titleOf({ findings, error, project, stack }: CheckResult): string {
  const subject =
    project === "" ? "preflight" : `preflight: ${inline(short(`${project}, stack ${stack}`, LONGEST_NAME))}`;
  const isBlocked = error !== null || findings.some(({ level }) => level === "mandatory");
  return `${isBlocked ? "❌" : findings.length > 0 ? "⚠️" : "✅"} ${subject}`;
}

function summaryOf({ resources, findings, undecided, rules, error }: CheckResult): string {
  const at = (level: string) => findings.filter((finding) => finding.level === level).length;
  const evaluated = rules.filter((rule) => rule.evaluated > 0).length;
  return (
    `**${at("mandatory")} mandatory, ${at("advisory")} advisory, ${undecided.length} undecided**: ` +
    `${plural(resources, "resource")}, ${plural(evaluated, "rule")} evaluated.` +
    (error === null ? "" : ` **No verdict: ${headline(error)}.**`)
  );
}

function failureBlock({ message, hint, stack }: Failure, linkTo: LinkTo): string {
  const places = stack.map((place) => `- ${placeLink(place, linkTo)}`);
  return [
    fenced(short(message, 2 * LONGEST_TEXT)),
    ...(places.length === 0 ? [] : [places.join("\n")]),
    ...(hint === null ? [] : [`**Fix:** ${inline(short(hint, LONGEST_TEXT))}`]),
  ].join("\n\n");
}

/** By reason, so that whoever reviews sees what was waved through. */
function exemptedLines({ exempted }: CheckResult): readonly string[] {
  const groups = new Map<string, string[]>();
  for (const { rule, name, exemption } of exempted) {
    const { reason, owner, expires } = exemption;
    const more = [
      ...(owner === null ? [] : [inline(short(owner, LONGEST_NAME))]),
      ...(expires === null ? [] : [`until ${expires}`]),
    ].join(", ");
    const key = `${inline(short(reason, LONGEST_NAME))}${more === "" ? "" : ` (${more})`}`;
    groups.set(key, [...(groups.get(key) ?? []), `${code(rule)} of ${code(short(name, LONGEST_NAME / 2))}`]);
  }
  return listed(
    [...groups].map(([why, findings]) => `${why}: ${findings.join(", ")}`),
    MOST_OPEN,
  );
}

function remediatedLines({ remediated }: CheckResult): readonly string[] {
  return listed(
    remediated.map(({ rule, name, properties }) => {
      const paths = properties.map((each) => code(short(each, LONGEST_NAME))).join(", ");
      return `${code(rule)} of ${code(short(name, LONGEST_NAME / 2))}: ${paths}`;
    }),
    MOST_OPEN,
  );
}

function undecidedLines({ undecided }: CheckResult): readonly string[] {
  const groups = new Map<string, string[]>();
  for (const { rule, reason, name } of undecided) {
    const key = `${code(rule)}: ${inline(short(reason, LONGEST_NAME))}`;
    groups.set(key, [...(groups.get(key) ?? []), code(short(name, LONGEST_NAME / 2))]);
  }
  return listed(
    [...groups].map(([what, names]) => {
      const more = names.length > 3 ? `, and ${names.length - 3} more` : "";
      return `${what} (${names.slice(0, 3).join(", ")}${more})`;
    }),
    MOST_OPEN,
  );
}

/** A list that ends, with the number of what it leaves out. */
function listed(all: readonly string[], most = MOST_RESOURCES): readonly string[] {
  const budget = new Budget(LONGEST_LIST);
  const shown = all.slice(0, most).filter((each) => budget.takes(each));
  const left = all.length - shown.length;
  return [...shown.map((each) => `- ${each}`), ...(left === 0 ? [] : [`- … and ${left} more`])];
}

function cutNote(rows: number, fixes: number): readonly string[] {
  const parts = [
    ...(rows === 0 ? [] : [plural(rows, "finding")]),
    ...(fixes === 0 ? [] : [`the explanations of ${plural(fixes, "rule")}`]),
  ];
  return parts.length === 0
    ? []
    : [
        `**Cut:** a comment holds ${LONGEST_COMMENT.toLocaleString("en")} characters, so ${parts.join(" and ")} are left out, the least severe first. The other forms of the report have all.`,
      ];
}

function folded(summary: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [details(`${html(summary)} (${lines.length})`, [lines.join("\n")])];
}

function details(summary: string, blocks: readonly string[]): string {
  return ["<details>", `<summary>${summary}</summary>`, "", blocks.join("\n\n"), "", "</details>"].join("\n");
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${printable(text)}\n${fence}`;
}

/** Two dashes end a comment. */
function commentText(text: string): string {
  return printable(text)
    .replace(/--+/g, "-")
    .replace(/[<>\n]/g, "");
}
