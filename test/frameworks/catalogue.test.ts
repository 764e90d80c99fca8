import { readFileSync } from "node:fs";
import path from "node:path";
import { toPolicies } from "../../policy-pack/engine/policies";
import { frameworks, isSecurityControl, namesOf, type Controls } from "../../policy-pack/frameworks/catalogue";
import { PROWLER } from "../../policy-pack/frameworks/checks/prowler";
import { PUBLISHERS } from "../../policy-pack/frameworks/checks/publishers";
import { SECURITY_HUB } from "../../policy-pack/frameworks/checks/security-hub";
import { checkedBy, CHECKS } from "../../policy-pack/frameworks/references";
import { rules } from "../../policy-pack/rules";
import { isDate } from "../../policy-pack/settings/exemptions";

const references = rules.flatMap((rule) => rule.frameworks.map((reference) => ({ rule: rule.id, ...reference })));
const entries = Object.entries<Controls>(CHECKS);

describe("the frameworks", () => {
  test("no two share a name, in any of its forms", () => {
    const names = frameworks.flatMap(namesOf);
    expect(names).toEqual([...new Set(names)]);
  });

  test.each(frameworks.map((framework) => [framework.id, framework] as const))(
    "%s says its version, where it is published, when it was checked and what is not covered",
    (_, { version, publisher, source, checked, notCovered }) => {
      expect([version, publisher, notCovered].every((text) => text.trim() !== "")).toBe(true);
      expect(new URL(source).protocol).toBe("https:");
      expect(isDate(checked)).toBe(true);
    },
  );

  test("a control is one line in our own words, and a rule refers to every one", () => {
    for (const { name, controls } of frameworks) {
      const used = references.filter((each) => each.name === name).map(({ reference }) => reference);
      expect({ name, unused: Object.keys(controls).filter((reference) => !used.includes(reference)) }).toEqual({
        name,
        unused: [],
      });
      for (const specification of Object.values<string>(controls)) {
        expect(specification).toMatch(/^[A-Z][^\n]{10,110}[^.\n]$/);
        // The words with which the titles of CIS, Security Hub and PCI begin.
        expect(specification).not.toMatch(/^Ensure|\bshould\b/);
      }
    }
  });

  test("of Well-Architected only the security pillar is about security; what nobody knows is taken to be", () => {
    const name = "AWS Well-Architected Framework";
    expect(isSecurityControl({ name, reference: "SEC08-BP02" })).toBe(true);
    expect(isSecurityControl({ name, reference: "COST03-BP02" })).toBe(false);
    expect(isSecurityControl({ name: "House rules", reference: "1" })).toBe(true);
  });
});

describe("the checks between rules and controls", () => {
  test("every reference of a rule is one of the catalogue, and says by which checks it comes", () => {
    for (const { name, version, reference, specification, via, rule } of references) {
      const framework = frameworks.find((each) => each.name === name);
      expect({ rule, version, specification }).toEqual({
        rule,
        version: framework?.version,
        specification: framework?.controls[reference],
      });
      expect(via).not.toEqual([]);
      expect(via?.every((check) => check in CHECKS)).toBe(true);
    }
    expect(references.length).toBeGreaterThan(250);
  });

  test("every check is used, relates to something, and has a publisher", () => {
    const used = new Set(references.flatMap(({ via = [] }) => via));
    expect(entries.map(([name]) => name).filter((name) => !used.has(name))).toEqual([]);
    expect(entries.filter(([, controls]) => Object.keys(controls).length === 0)).toEqual([]);
    expect(entries.filter(([name]) => !PUBLISHERS.some(({ prefix }) => name.startsWith(prefix)))).toEqual([]);
    expect(PUBLISHERS.every(({ checked }) => isDate(checked))).toBe(true);
  });

  test("a control of Security Hub stands for itself, where it stands for one of the standard", () => {
    for (const [name, { fsbp = [] }] of Object.entries<Controls>(SECURITY_HUB)) {
      expect([[], [name.replace("Security Hub ", "")]]).toContainEqual(fsbp);
    }
  });

  test("what Prowler is said to relate a check to stands in Prowler's files", () => {
    const file = path.join(__dirname, "../../tools/data/prowler-compliance.json");
    const { checks, sizes } = JSON.parse(readFileSync(file, "utf8")) as {
      checks: Record<string, Record<string, string[]>>;
      sizes: Record<string, number>;
    };
    for (const [name, controls] of Object.entries<Controls>(PROWLER)) {
      const published = checks[name.replace("Prowler ", "")] ?? {};
      for (const [framework, own] of Object.entries<readonly string[]>(controls)) {
        expect({
          name,
          framework,
          invented: own.filter((each) => !(published[framework] ?? []).includes(each)),
        }).toEqual({ name, framework, invented: [] });
      }
    }
    expect(frameworks.find(({ id }) => id === "cis")?.size).toBe(sizes.cis);
  });

  test("a text is of a control it names, and of that alone", () => {
    for (const [name, controls] of entries.filter(([each]) => each.startsWith("text of "))) {
      const all = Object.values<readonly string[]>(controls).flat();
      expect(all).toHaveLength(1);
      expect(name.endsWith(` ${String(all[0])}`)).toBe(true);
    }
  });
});

test("@pulumi/policy gets a rule's first reference, in its own shape", () => {
  const policies = toPolicies(rules);
  expect(policies.find(({ name }) => name === "s3-tls-only")?.framework).toEqual({
    name: "CIS AWS Foundations Benchmark",
    version: "5.0.0",
    reference: "2.1.1",
    specification: "Bucket policies refuse plain HTTP",
  });
  expect(policies.find(({ name }) => name === "names-valid")).not.toHaveProperty("framework");
});

describe("checkedBy", () => {
  test("names each control once, in the order of the catalogue, with all checks that lead to it", () => {
    expect(checkedBy("Security Hub S3.8", "Security Hub S3.1").map(({ reference, via }) => [reference, via])).toEqual([
      ["2.1.4", ["Security Hub S3.8", "Security Hub S3.1"]],
      ["AC-3", ["Security Hub S3.8", "Security Hub S3.1"]],
      ["AC-6", ["Security Hub S3.8", "Security Hub S3.1"]],
      ["SC-7", ["Security Hub S3.8", "Security Hub S3.1"]],
      ["1.4.4", ["Security Hub S3.8", "Security Hub S3.1"]],
      ["S3.1", ["Security Hub S3.1"]],
      ["S3.8", ["Security Hub S3.8"]],
    ]);
  });

  test("a blocker has a reference only where the control asks for the very thing AWS refuses", () => {
    const blockers = rules.filter(({ family, frameworks: own }) => family === "blocker" && own.length > 0);
    expect(blockers.map(({ id }) => id)).toEqual(["alarm-topic-delivers", "eks-valid", "lambda-runtime"]);
  });
});
