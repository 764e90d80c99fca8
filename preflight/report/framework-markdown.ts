/** The report by framework as a Markdown document: for an audit's folder, or a pull request. */
import { coverage, type FrameworkReport, type FrameworkRule } from "../framework-report";
import { counts, NO_RULE, OUTCOMES, outcomeCounts } from "./framework-text";
import { code, inline, placeLink, short, LONGEST_NAME } from "./markdown-text";
import { relativeLink, type LinkTo } from "./source-links";
import { headline, plural } from "./text";

/** A report by framework as Markdown. It ends with a line break, and is as long as it has to be. */
export function frameworkMarkdown(report: FrameworkReport, linkTo: LinkTo = relativeLink): string {
  const { framework, check, controls, rules } = report;
  const { name, version, publisher, source, checked, notCovered } = framework;
  const subject = check === null || check.project === "" ? "" : `: ${inline(`${check.project}, stack ${check.stack}`)}`;
  const other = check?.otherFindings ?? 0;
  const error = check?.error ?? null;
  const ruleCell = ({ id, via }: { readonly id: string; readonly via: readonly string[] }): string => {
    const rule = rules.find((each) => each.id === id);
    const found =
      rule === undefined ? "" : [rule.level, ...(check === null ? [] : [counts(rule)])].filter(Boolean).join(", ");
    const page = rule?.page ?? null;
    return `${page === null ? code(id) : `[${code(id)}](${page})`} ${found}; by ${via.map(code).join(", ")}`;
  };
  const withOutcome = check !== null;
  const table = [
    `| Control | What it asks for |${withOutcome ? " Outcome |" : ""} Rules |`,
    `| --- | --- |${withOutcome ? " --- |" : ""} --- |`,
    ...controls.map(({ reference, specification, outcome, rules: looking }) =>
      [
        `| ${inline(reference)} | ${inline(specification)} |`,
        ...(outcome === null ? [] : [` ${OUTCOMES[outcome]} |`]),
        ` ${looking.map(ruleCell).join("<br>")} |`,
      ].join(""),
    ),
  ];
  return `${[
    `## ${inline(`${name} ${version}`)}${subject}`,
    ...(error === null ? [] : [`**No verdict: ${headline(error)}.** ${inline(error.message)}`]),
    ...(check === null || error !== null || controls.length === 0 ? [] : [`**Controls: ${outcomeCounts(report)}.**`]),
    ...(controls.length > 0 ? [coverage(report), table.join("\n")] : error === null ? [NO_RULE] : []),
    ...section(
      "Findings",
      rules.flatMap((rule) => findingLines(rule, linkTo)),
    ),
    ...section("Exempt, and why", rules.flatMap(exemptedLines)),
    ...section("Mended by the pack when deployed, not in the program", rules.flatMap(remediatedLines)),
    ...section("Undecided, neither passed nor failed", rules.flatMap(undecidedLines)),
    ...section(
      "Notes",
      (check?.notes ?? []).map((note) => `- ${inline(note)}`),
    ),
    `Not covered: ${inline(notCovered)}`,
    ...(other === 0
      ? []
      : [`${plural(other, "finding")} of rules outside the framework ${other === 1 ? "is" : "are"} not shown.`]),
    `Framework: ${inline(publisher)}, <${source}>, checked ${checked}.`,
  ].join("\n\n")}\n`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`### ${title}`, lines.join("\n")];
}

function named(name: string): string {
  return code(short(name, LONGEST_NAME));
}

function findingLines({ id, level, findings }: FrameworkRule, linkTo: LinkTo): readonly string[] {
  return findings.map(({ location, name, message }) => {
    const place = location === null ? "" : `${placeLink(location, linkTo)} `;
    return `- ${place}${code(id)} (${level}) ${named(name)}: ${inline(message)}`;
  });
}

function exemptedLines({ id, exempted }: FrameworkRule): readonly string[] {
  return exempted.map(({ name, exemption: { reason, owner, expires } }) => {
    const terms = [
      ...(owner === null ? [] : [inline(owner)]),
      expires === null ? "without an end" : `until ${expires}`,
    ].join(", ");
    return `- ${code(id)} of ${named(name)}: ${inline(reason)} (${terms})`;
  });
}

function remediatedLines({ id, remediated }: FrameworkRule): readonly string[] {
  return remediated.map(
    ({ name, properties }) => `- ${code(id)} of ${named(name)}: ${properties.map(code).join(", ")}`,
  );
}

function undecidedLines({ undecided }: FrameworkRule): readonly string[] {
  return undecided.map(({ rule, name, reason }) => `- ${code(rule)} of ${named(name)}: ${inline(reason)}`);
}
