/**
 * The examples on the rule pages are run: the bad one must be reported, the good one must not. That takes minutes, so the
 * pages are shared out among several test files, which run side by side.
 */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Rule } from "../../policy-pack/engine/rule";
import { rules } from "../../policy-pack/rules";
import { checkText, ROOT } from "./programs";

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

const TESTS = path.join(ROOT, "test", "docs");
const PARTS = readdirSync(TESTS)
  .filter((file) => /^rule-pages-\d+\.test\.ts$/.test(file))
  .map((file) => path.join(TESTS, file));

/** Declares the tests of one file's share of the pages. However many such files there are, each page is in one of them. */
export function testPages(file: string): void {
  const pages = rules.filter((_, index) => PARTS[index % PARTS.length] === file);
  describe.each(pages.map((rule) => [rule.id, rule] as const))("docs/rules/%s.md", testPage);
}

function testPage(id: string, { scope }: Rule): void {
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
}
