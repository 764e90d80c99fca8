/** The file name of a rule is its id, its test's and its page's; the generated index lists every one. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { toPolicies } from "../../policy-pack/engine/policies";
import { rules } from "../../policy-pack/rules";
import { loadRule, ROOT, ruleFiles } from "../../tools/rule-files";

const files = ruleFiles();

test("the index lists exactly the rules of the directory", () => {
  expect(rules.map((rule) => rule.id)).toEqual(files.map((file) => file.id));
});

describe.each(files)("$id", (file) => {
  const rule = loadRule(file);

  test("has a test and a page", () => {
    expect(existsSync(path.join(ROOT, "test", "rules", file.group, `${file.id}.test.ts`))).toBe(true);
    expect(existsSync(path.join(ROOT, "docs", "rules", `${file.id}.md`))).toBe(true);
  });

  test("has complete metadata in the house's form", () => {
    expect(rule.id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/);
    expect(rule.title).toMatch(/^[A-Z].*[^.]$/);
    expect(rule.rationale).toMatch(/\.$/);
    expect(rule.remediation).toMatch(/\.$/);
    expect(rule.seeds.length).toBeGreaterThan(0);
    expect(rule.seeds.filter((seed) => !/^(S[0-4]-\d{1,2}|F)$/.test(seed))).toEqual([]);
    expect(rule.targets.length).toBe(new Set(rule.targets).size);
    expect(rule.family !== "blocker" || rule.enforcement === "mandatory").toBe(true);
    expect(Object.values(rule.settings ?? {}).filter((setting) => setting.default === undefined)).toEqual([]);
  });

  test("gives @pulumi/policy everything it can carry", () => {
    const [policy] = toPolicies([rule]);
    expect(policy).toMatchObject({
      name: rule.id,
      displayName: rule.title,
      description: expect.stringContaining(rule.rationale) as unknown,
      enforcementLevel: rule.enforcement,
      severity: rule.severity,
      remediationSteps: rule.remediation,
      url: expect.stringContaining(`docs/rules/${rule.id}.md`) as unknown,
      tags: [rule.family, ...rule.seeds],
    });
  });

  test("loads no AWS SDK at run time", () => {
    const source = readFileSync(path.join(ROOT, "policy-pack", "rules", file.group, `${file.id}.ts`), "utf8");
    expect(source).not.toMatch(/from "@pulumi\/(aws|pulumi)"/);
  });
});
