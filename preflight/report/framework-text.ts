/** The report by framework, for people. */
import {
  coverage,
  type ControlOutcome,
  type ControlReport,
  type FrameworkReport,
  type FrameworkRule,
} from "../framework-report";
import { PLAIN, type Style } from "./style";
import { headline, plural } from "./text";

/** What an outcome is called. Never "passed": a rule shows a control in part. */
export const OUTCOMES: Readonly<Record<ControlOutcome, string>> = {
  findings: "findings",
  undecided: "undecided",
  exempted: "exempt",
  remediated: "remediated when deployed",
  complied: "nothing found",
  nothing: "nothing to look at",
  disabled: "switched off",
};

/** Of a pack of somebody else's: that nothing was found is then no news. */
export const NO_RULE = "No rule of this pack refers to a control of it: nothing was looked at.";

/** A report by framework as text. It ends with a line break. */
export function frameworkText(report: FrameworkReport, style: Style = PLAIN): string {
  const { framework, check, controls, rules } = report;
  const about = `${framework.name} ${framework.version} (${framework.id})`;
  const head =
    check === null
      ? [`${style.bold(about)}, ${framework.publisher}`, `${framework.source}, checked ${framework.checked}`]
      : [style.bold(check.project === "" ? about : `${about}: ${check.project}, stack ${check.stack}`)];
  const sections = [
    ["Findings:", rules.flatMap(findingLines)],
    ["Exempt:", rules.flatMap(exemptedLines)],
    ["Mended by the pack when deployed, not in the program:", rules.flatMap(remediatedLines)],
    ["Undecided, neither passed nor failed:", rules.flatMap(undecidedLines)],
    ["Notes:", check?.notes.map((note) => `  - ${note}`) ?? []],
  ] as const;
  return `${[
    head.join("\n"),
    ...errorBlock(report, style),
    ...controls.map((control) => controlBlock(control, report, style)),
    ...sections
      .filter(([, lines]) => lines.length > 0)
      .map(([title, lines]) => [style.bold(title), ...lines].join("\n")),
    summary(report, style),
  ]
    .filter((block) => block !== "")
    .join("\n\n")}\n`;
}

function errorBlock({ check }: FrameworkReport, style: Style): readonly string[] {
  const error = check?.error ?? null;
  return error === null
    ? []
    : [[style.red(`No verdict: ${headline(error)}`), `  ${error.message.replace(/\n/g, "\n  ")}`].join("\n")];
}

function controlBlock(
  { reference, specification, outcome, rules }: ControlReport,
  report: FrameworkReport,
  style: Style,
) {
  const state = outcome === null ? "" : `  ${paint(outcome, style)(OUTCOMES[outcome])}`;
  const width = Math.max(...report.rules.map(({ id }) => id.length));
  const lines = rules.map(({ id, via }) => {
    const rule = report.rules.find((each) => each.id === id);
    const shown = rule === undefined || report.check === null ? `by ${via.join(", ")}` : counts(rule);
    return `    ${id.padEnd(width)}  ${(rule?.level ?? "").padEnd("mandatory".length)}  ${shown}`.trimEnd();
  });
  return [`${style.bold(reference)}  ${specification}${state}`, ...lines].join("\n");
}

function paint(outcome: ControlOutcome, style: Style): (text: string) => string {
  return outcome === "findings" ? style.red : outcome === "complied" ? style.green : style.dim;
}

/** `2 findings, 1 remediated, 1 undecided, 3 without a finding`. */
export function counts({ level, findings, exempted, remediated, undecided, complied }: FrameworkRule): string {
  const parts = [
    ...(findings.length === 0 ? [] : [plural(findings.length, "finding")]),
    ...(exempted.length === 0 ? [] : [`${exempted.length} exempt`]),
    ...(remediated.length === 0 ? [] : [`${remediated.length} remediated`]),
    ...(undecided.length === 0 ? [] : [`${undecided.length} undecided`]),
    ...(complied === 0 ? [] : [`${complied} without a finding`]),
  ];
  return level === "disabled" ? "" : parts.length === 0 ? "nothing to look at" : parts.join(", ");
}

function findingLines({ id, level, findings }: FrameworkRule): readonly string[] {
  return findings.map(({ location, name, message }) => {
    const place = location === null ? "(no source position)" : `${location.file}:${location.line}:${location.column}`;
    return `  ${place}  ${level}  ${id}: ${name}: ${message}`;
  });
}

function exemptedLines({ id, exempted }: FrameworkRule): readonly string[] {
  return exempted.map(({ name, exemption: { reason, owner, expires } }) => {
    const end = expires === null ? "without an end" : `until ${expires}`;
    return `  ${id}: ${name}: ${reason} (${end}${owner === null ? "" : `, ${owner}`})`;
  });
}

function remediatedLines({ id, remediated }: FrameworkRule): readonly string[] {
  return remediated.map(
    ({ name, properties }) => `  ${id}: ${name}: ${properties.map((each) => `\`${each}\``).join(", ")}`,
  );
}

function undecidedLines({ undecided }: FrameworkRule): readonly string[] {
  return undecided.map(({ rule, name, reason }) => `  ${rule}: ${name}: ${reason}`);
}

/** How many controls came out how: `3 with findings, 1 undecided, 13 nothing found`. */
export function outcomeCounts({ controls }: FrameworkReport): string {
  return (Object.keys(OUTCOMES) as ControlOutcome[])
    .map((outcome) => [OUTCOMES[outcome], controls.filter((control) => control.outcome === outcome).length] as const)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${count} ${name === OUTCOMES.findings ? `with ${name}` : name}`)
    .join(", ");
}

function summary(report: FrameworkReport, style: Style): string {
  const { check, framework } = report;
  const other = check?.otherFindings ?? 0;
  const isComplete = check !== null && check.error === null;
  if (report.controls.length === 0) {
    return isComplete || check === null ? NO_RULE : "";
  }
  return [
    ...(isComplete ? [style.bold(`Controls: ${outcomeCounts(report)}.`)] : []),
    coverage(report),
    `Not covered: ${framework.notCovered}`,
    ...(other === 0
      ? []
      : [`${plural(other, "finding")} of rules outside the framework ${other === 1 ? "is" : "are"} not shown.`]),
  ].join("\n");
}
