/**
 * The report in the JUnit XML that CI systems read. A suite per rule; in it a test per resource the rule reached a verdict
 * on, so that what is fixed turns from failed to passed instead of vanishing. What makes the check fail is a failure; what
 * does not, and what is undecided, is skipped with its message, because CI systems hide the output of tests that pass.
 */
import { failsCheck, type CheckResult, type Failure, type FailOn, type Named, type ReportedFinding } from "../result";
import { headline, plural, printable } from "./text";

export interface JunitOptions {
  /** From which level on a finding is a failure. */
  readonly failOn: FailOn;
}

/** A test case, and how it counts. */
interface Case {
  readonly outcome: "passed" | "failure" | "skipped" | "error";
  readonly xml: readonly string[];
}

type Attributes = Readonly<Record<string, string | number>>;

/** What one rule said of one resource. */
interface Verdict {
  readonly resource: Named;
  readonly findings: ReportedFinding[];
  readonly reasons: string[];
}

/** A result as an XML document. It ends with a line break. */
export function junitReport(result: CheckResult, { failOn }: JunitOptions): string {
  const prefix = [result.project || "no project", result.stack].filter((part) => part !== "").join(".");
  const suites = [
    suite("the program runs to its end", [programCase(result, prefix)]),
    ...[...verdictsByRule(result)].map(([rule, verdicts]) =>
      suite(
        rule,
        [...verdicts.values()].map((verdict) => verdictCase(verdict, `${prefix}.${rule}`, failOn)),
      ),
    ),
  ];
  const cases = suites.flatMap((each) => each.cases);
  return [
    `<?xml version="1.0" encoding="UTF-8"?>`,
    `<testsuites${attributes({ name: "preflight", ...totals(cases) })}>`,
    ...suites.flatMap(({ name, cases: own }) => [
      `  <testsuite${attributes({ name, ...totals(own) })}>`,
      ...own.flatMap(({ xml }) => xml.map((line) => `    ${line}`)),
      "  </testsuite>",
    ]),
    "</testsuites>",
    "",
  ].join("\n");
}

function suite(name: string, cases: readonly Case[]) {
  return { name, cases };
}

function totals(cases: readonly Case[]): Attributes {
  const count = (wanted: Case["outcome"]) => cases.filter(({ outcome }) => outcome === wanted).length;
  return {
    tests: cases.length,
    failures: count("failure"),
    errors: count("error"),
    skipped: count("skipped"),
    time: 0,
  };
}

/** By rule in alphabetical order, then by URN: the order of two runs is the same. */
function verdictsByRule(result: CheckResult): ReadonlyMap<string, ReadonlyMap<string, Verdict>> {
  const all = new Map<string, Map<string, Verdict>>();
  const sorted = [...result.complied, ...result.undecided, ...result.exempted, ...result.findings].sort(
    (a, b) => compare(a.rule, b.rule) || compare(a.urn, b.urn),
  );
  for (const { rule, urn, type, name } of sorted) {
    const verdicts = all.get(rule) ?? new Map<string, Verdict>();
    all.set(rule, verdicts.set(urn, { resource: { urn, type, name }, findings: [], reasons: [] }));
  }
  for (const finding of result.findings) {
    all.get(finding.rule)?.get(finding.urn)?.findings.push(finding);
  }
  for (const { rule, urn, reason } of result.undecided) {
    all.get(rule)?.get(urn)?.reasons.push(`undecided: ${reason}`);
  }
  for (const { rule, urn, exemption } of result.exempted) {
    all.get(rule)?.get(urn)?.reasons.push(`exempt: ${exemption.reason}`);
  }
  return all;
}

function verdictCase({ resource, findings, reasons }: Verdict, classname: string, failOn: FailOn): Case {
  const [first] = findings;
  const place = findings.find(({ location }) => location !== null)?.location;
  const where: Attributes = place === undefined || place === null ? {} : { file: place.file, line: place.line };
  const open = `testcase${attributes({ name: nameOf(resource), classname, time: 0, ...where })}`;
  if (first !== undefined) {
    const fails = findings.some(({ level }) => failsCheck(level, failOn));
    const summary = findings.length === 1 ? first.message : `${first.title} (${plural(findings.length, "finding")})`;
    return fails
      ? filled(open, "failure", { message: summary, type: first.severity }, bodyOf(findings))
      : filled(open, "skipped", { message: `${first.level}: ${summary}` }, bodyOf(findings));
  }
  if (reasons.length > 0) {
    return filled(open, "skipped", { message: reasons.join("; ") }, "");
  }
  return { outcome: "passed", xml: [`<${open}/>`] };
}

function programCase({ error, resources }: CheckResult, prefix: string): Case {
  const open = `testcase${attributes({ name: "the program runs to its end", classname: `${prefix}.program`, time: 0 })}`;
  return error === null
    ? {
        outcome: "passed",
        xml: [`<${open}>`, `  <system-out>${text(plural(resources, "resource"))}</system-out>`, "</testcase>"],
      }
    : filled(open, "error", { message: headline(error), type: error.kind }, errorBody(error));
}

function filled(
  open: string,
  outcome: "failure" | "skipped" | "error",
  given: Readonly<Record<string, string>>,
  body: string,
): Case {
  const element =
    body === "" ? `<${outcome}${attributes(given)}/>` : `<${outcome}${attributes(given)}>${text(body)}</${outcome}>`;
  return { outcome, xml: [`<${open}>`, `  ${element}`, "</testcase>"] };
}

function bodyOf(findings: readonly ReportedFinding[]): string {
  return findings
    .map(({ location, level, severity, title, type, name, property, message, rationale, remediation, page }) =>
      [
        `${location === null ? "" : `${location.file}:${location.line}:${location.column}  `}${level}  ${severity}`,
        `${title}: ${name} (${type})`,
        `${property === "" ? "" : `\`${property}\`: `}${message}`,
        `Why: ${rationale}`,
        `Fix: ${remediation}`,
        ...(page === null ? [] : [`More: ${page}`]),
      ].join("\n"),
    )
    .join("\n\n");
}

function errorBody({ message, hint, stack }: Failure): string {
  return [
    message,
    ...stack.map(({ file, line, column }) => `${file}:${line}:${column}`),
    ...(hint === null ? [] : [`Fix: ${hint}`]),
  ].join("\n");
}

/** Type with its parents' and name: what a URN says beyond project and stack. No two resources of a stack share it. */
function nameOf({ urn, type, name }: Named): string {
  const [, , qualifiedType = type, ...rest] = urn.split("::");
  return rest.length === 0 ? `${name} (${type})` : `${rest.join("::")} (${qualifiedType})`;
}

function attributes(given: Attributes): string {
  return Object.entries(given)
    .map(([name, value]) => ` ${name}="${attribute(String(value))}"`)
    .join("");
}

/** Line breaks in an attribute would be read as spaces. */
function attribute(value: string): string {
  return text(value).replace(/"/g, "&quot;").replace(/\n/g, "&#10;").replace(/\t/g, "&#9;");
}

function text(value: string): string {
  return printable(value.replace(/\r\n?/g, "\n")).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
