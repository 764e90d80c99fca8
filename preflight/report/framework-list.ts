/** Which frameworks the pack refers to, in a list. */
import type { Rule } from "../../policy-pack/engine/rule";
import type { CataloguedFramework } from "../../policy-pack/frameworks/catalogue";
import { rulesOf } from "../framework-report";
import type { FrameworkFormat } from "./formats";
import { plural } from "./text";

/** Frameworks in a form, ready to be written: of each, how many controls and rules there are. */
export function frameworkList(
  format: FrameworkFormat,
  frameworks: readonly CataloguedFramework[],
  rules: readonly Rule[],
): string {
  const rows = frameworks.map((framework) => {
    const { id, name, version, publisher, source, checked, size = null, controls } = framework;
    const own = rulesOf(framework, rules);
    const referred = new Set(
      own.flatMap((rule) => rule.frameworks.filter((each) => each.name === name)).map((each) => each.reference),
    );
    const lookedAt = Object.keys(controls).filter((reference) => referred.has(reference)).length;
    return { id, name, version, publisher, source, checked, controls: size, lookedAt, rules: own.length };
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
            `${id.padEnd(width)}  ${name} ${version}: ${of(lookedAt, controls)} ${(controls ?? lookedAt) === 1 ? "control" : "controls"}, ${plural(rules, "rule")}`,
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
