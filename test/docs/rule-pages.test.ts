/** The examples on the rule pages are run: the bad one must be reported, the good one must not. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { rules } from "../../policy-pack/rules";
import { checkText, ROOT } from "../support/programs";

const SECTIONS = [
  "What it checks",
  "Bad",
  "Good",
  "When it does not apply",
  "When not to use it",
  "How it decides",
  "Sources",
];

/** The first program of a section. */
function exampleOf(page: string, section: string): string {
  const body = page.split(`\n## ${section}\n`)[1]?.split("\n## ")[0] ?? "";
  return /```ts\n([\s\S]*?)```/.exec(body)?.[1] ?? "";
}

/** The pack's configuration with which a page says its examples are checked: of a rule that is off without one. */
function configurationOf(page: string): string | undefined {
  return /The examples below are checked with this configuration.*?```json\n(.*?)```/s.exec(page)?.[1];
}

describe.each(rules.map((rule) => [rule.id, rule] as const))("docs/rules/%s.md", (id, { scope }) => {
  // Only rules that compare two evaluations need a second one.
  const once = scope !== "program";
  const page = readFileSync(path.join(ROOT, "docs", "rules", `${id}.md`), "utf8");

  test("has every section, and nothing left to write", () => {
    expect(SECTIONS.filter((section) => !page.includes(`\n## ${section}\n`))).toEqual([]);
    expect(page).not.toContain("TODO");
  });

  test("shows a bad program that the rule reports", async () => {
    const result = await checkText(exampleOf(page, "Bad"), { once }, configurationOf(page));
    expect(result.error).toBeNull();
    expect(result.findings.map((each) => each.rule)).toContain(id);
  });

  test("shows a good program that the rule looked at, and no blocker or guard speaks", async () => {
    const result = await checkText(exampleOf(page, "Good"), { once }, configurationOf(page));
    expect(result.error).toBeNull();
    expect(result.findings.filter((each) => each.level === "mandatory" || each.rule === id)).toEqual([]);
    expect(result.rules.find((each) => each.id === id)?.evaluated).toBeGreaterThan(0);
  });
});
