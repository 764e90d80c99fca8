/** Which frameworks the pack refers to, in a list. */
import type { CataloguedFramework } from "../../policy-pack/frameworks/catalogue";
import type { FrameworkFormat } from "./formats";
import { plural } from "./text";

/** Frameworks in a form, ready to be written. */
export function frameworkList(
  format: FrameworkFormat,
  frameworks: readonly CataloguedFramework[],
  rulesOf: (framework: CataloguedFramework) => number,
): string {
  const rows = frameworks.map((framework) => {
    const { id, name, version, publisher, source, checked, size = null, controls } = framework;
    const lookedAt = Object.keys(controls).length;
    return { id, name, version, publisher, source, checked, controls: size, lookedAt, rules: rulesOf(framework) };
  });
  switch (format) {
    case "json":
      return `${JSON.stringify({ version: 1, frameworks: rows }, undefined, 2)}\n`;
    case "markdown":
      return [
        "| Short name | Framework | Controls looked at | Rules | Checked |",
        "| --- | --- | --- | --- | --- |",
        ...rows.map(
          ({ id, name, version, source, checked, controls, lookedAt, rules }) =>
            `| \`${id}\` | [${name} ${version}](${source}) | ${of(lookedAt, controls)} | ${rules} | ${checked} |`,
        ),
        "",
      ].join("\n");
    case "terminal": {
      const width = Math.max(...rows.map(({ id }) => id.length));
      return [
        ...rows.map(
          ({ id, name, version, controls, lookedAt, rules }) =>
            `${id.padEnd(width)}  ${name} ${version}: ${of(lookedAt, controls)} controls, ${plural(rules, "rule")}`,
        ),
        "",
        "preflight frameworks NAME shows its controls and rules, preflight check DIR --framework NAME what they find.",
        "",
      ].join("\n");
    }
  }
}

function of(lookedAt: number, all: number | null): string {
  return all === null ? String(lookedAt) : `${lookedAt} of ${all}`;
}
