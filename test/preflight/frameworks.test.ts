/** Reports by framework: what is counted, the forms, the contract, and that no form says more than was looked at. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { Ajv } from "ajv";
import type { Rule } from "../../policy-pack/engine/rule";
import { frameworkNamed, frameworks, type CataloguedFramework } from "../../policy-pack/frameworks/catalogue";
import { rules } from "../../policy-pack/rules";
import { exitCodeOf, type CheckResult } from "../../preflight";
import { coverage, frameworkReport, onlyOf, rulesOf } from "../../preflight/framework-report";
import { parseCommandLine } from "../../preflight/options";
import { renderFrameworkReport } from "../../preflight/report/formats";
import { frameworkList } from "../../preflight/report/framework-list";
import { frameworkMarkdown } from "../../preflight/report/framework-markdown";
import { frameworkText } from "../../preflight/report/framework-text";
import { exempted, failure, finding, HOSTILE, nothing, result as shared } from "./results";
import { ROOT } from "./support";

const cis = named("cis");
const nist = named("nist");

function named(name: string): CataloguedFramework {
  const found = frameworkNamed(name);
  if (found === undefined) {
    throw new Error(`no ${name}`);
  }
  return found;
}

const count = (id: string, level: "advisory" | "mandatory" | "disabled" = "mandatory") => ({
  ...{ id, level, evaluated: 1, notApplicable: 0, undecided: 0 },
});
const at = { urn: finding.urn, type: finding.type, name: "logs" };

/** One control of CIS with each outcome, and a finding that has nothing to do with it. */
const result: CheckResult = {
  ...shared,
  rules: [
    ...[
      "s3-tls-only",
      "rds-encryption",
      "rds-not-public",
      "kms-rotation",
      "vpc-flow-logs",
      "s3-public-access-block",
    ].map((id) => count(id)),
    count("ec2-imdsv2", "disabled"),
    count("dynamodb-valid"),
  ],
  findings: [
    { ...finding, rule: "s3-tls-only", level: "advisory", message: "Plain HTTP is let in." },
    { ...finding, rule: "dynamodb-valid", level: "mandatory", message: "No such attribute." },
  ],
  exempted: [{ ...exempted, rule: "rds-not-public" }],
  remediated: [
    {
      ...{ rule: "s3-public-access-block", ...at, name: "block", location: finding.location },
      ...{ properties: ["blockPublicAcls", "ignorePublicAcls"], does: "Sets the switches." },
    },
    {
      rule: "storage-valid",
      ...at,
      properties: ["x"],
      does: "Remediates what is none of the framework's.",
      location: null,
    },
  ],
  undecided: [{ rule: "rds-encryption", ...at, reason: "not known yet" }],
  complied: [
    // What is remediated complies.
    { rule: "s3-public-access-block", ...at, name: "block" },
    { rule: "kms-rotation", ...at },
    { rule: "kms-rotation", ...at, name: "other" },
    { rule: "s3-tls-only", ...at },
  ],
};
const levelOf = (rule: Rule) => result.rules.find(({ id }) => id === rule.id)?.level ?? "advisory";
const report = frameworkReport(cis, rules, levelOf, result);

describe("the report", () => {
  const outcomeOf = (reference: string) => report.controls.find((each) => each.reference === reference)?.outcome;

  test.each([
    ["2.1.1", "findings"],
    ["2.2.1", "undecided"],
    ["2.2.3", "exempted"],
    ["2.1.4", "remediated"],
    ["3.6", "complied"],
    ["3.7", "nothing"],
    ["5.7", "disabled"],
  ])("%s: %s", (reference, outcome) => {
    expect(outcomeOf(reference)).toBe(outcome);
  });

  test("has every control the pack looks at and no other, with the rules, their levels and how they come to it", () => {
    expect(report.controls.map(({ reference }) => reference)).toEqual(Object.keys(cis.controls));
    expect(report.controls.find(({ reference }) => reference === "2.1.1")?.rules).toEqual([
      { id: "s3-tls-only", via: ["Security Hub S3.5", "Prowler s3_bucket_secure_transport_policy"] },
    ]);
    expect(report.rules.map(({ id }) => id)).toEqual(rulesOf(cis, rules).map(({ id }) => id));
    const tls = report.rules.find(({ id }) => id === "s3-tls-only");
    expect(tls).toMatchObject({ level: "mandatory", complied: 1, findings: [{ message: "Plain HTTP is let in." }] });
    expect(report.rules.find(({ id }) => id === "kms-rotation")?.complied).toBe(2);
  });

  test("what has nothing to do with the framework is counted, and does not decide the exit code", () => {
    expect(report.check?.otherFindings).toBe(1);
    expect(JSON.stringify(report)).not.toContain("No such attribute.");
    expect(exitCodeOf(result, "mandatory")).toBe(1);
    expect(exitCodeOf(onlyOf(cis, rules, result), "mandatory")).toBe(0);
    expect(exitCodeOf(onlyOf(cis, rules, result), "advisory")).toBe(1);
    expect(exitCodeOf(onlyOf(cis, rules, failure), "never")).toBe(2);
    expect(onlyOf(cis, rules, result).remediated.map(({ rule }) => rule)).toEqual(["s3-public-access-block"]);
  });

  test("says how much of the framework it is, with the number of all controls where somebody states it", () => {
    expect(coverage(report)).toBe(
      "17 of the 63 controls of CIS AWS Foundations Benchmark 5.0.0 are looked at by this pack, each in part; the other 46 " +
        "are not checked. That these rules find nothing in a program is no statement of compliance.",
    );
    expect(coverage(frameworkReport(nist, rules, levelOf, result))).toMatch(
      /^32 controls of NIST SP 800-53 Rev. 5 are looked at by this pack, each in part; its other controls are not checked\./,
    );
  });
});

describe("its forms", () => {
  const forms = {
    terminal: frameworkText(report),
    json: renderFrameworkReport("json", report, { environment: {} }),
    markdown: frameworkMarkdown(report),
  };

  test("for people: outcomes, levels, counts, and each finding once", () => {
    expect(forms.terminal).toMatch(/^CIS AWS Foundations Benchmark 5\.0\.0 \(cis\): shop, stack dev\n/);
    expect(forms.terminal).toMatch(/^2\.1\.1 {2}Bucket policies refuse plain HTTP {2}findings$/m);
    expect(forms.terminal).toMatch(/^ {4}s3-tls-only +mandatory {2}1 finding, 1 without a finding$/m);
    expect(forms.terminal).toMatch(/^ {4}ec2-imdsv2 +disabled$/m);
    expect(forms.terminal).toContain("  src/index.ts:9:3  mandatory  s3-tls-only: logs: Plain HTTP is let in.\n");
    expect(forms.terminal).toContain("  rds-not-public: logs: Public downloads. (until 2027-01-31, web team)\n");
    expect(forms.terminal).toContain("  rds-encryption: logs: not known yet\n");
    expect(forms.terminal).toMatch(/^ {4}s3-public-access-block +mandatory {2}1 remediated$/m);
    expect(forms.terminal).toContain("  s3-public-access-block: block: `blockPublicAcls`, `ignorePublicAcls`\n");
    expect(forms.terminal).not.toContain("storage-valid");
    expect(forms.terminal).toContain("1 finding of rules outside the framework is not shown.\n");
    expect(forms.terminal).toMatch(
      /Controls: 1 with findings, 1 undecided, 1 exempt, 1 remediated when deployed, 1 nothing found, 11 nothing to look at, 1 switched off\./,
    );
  });

  test("Markdown: a table by control, then what was found, exempt and undecided", () => {
    expect(forms.markdown).toMatch(/^## CIS AWS Foundations Benchmark 5\.0\.0: shop, stack dev\n/);
    expect(forms.markdown).toMatch(
      /^\| 2\.1\.1 \| Bucket policies refuse plain HTTP \| findings \| \[`s3-tls-only`\]\(https:\S+\) mandatory, 1 finding, /m,
    );
    expect(forms.markdown).toContain(
      "- [src/index.ts:9](src/index.ts#L9) `s3-tls-only` (mandatory) `logs`: Plain HTTP is let in.",
    );
    expect(forms.markdown).toContain("- `rds-not-public` of `logs`: Public downloads. (web team, until 2027-01-31)");
    expect(forms.markdown).toContain("- `s3-public-access-block` of `block`: `blockPublicAcls`, `ignorePublicAcls`");
    expect(forms.markdown).toContain("- `rds-encryption` of `logs`: not known yet");
  });

  test.each(["terminal", "markdown"] as const)("%s never claims that a control is met", (form) => {
    expect(forms[form]).toContain(coverage(report));
    expect(forms[form].replace(coverage(report), "")).not.toMatch(/\bpass(ed)?\b(?! nor)|complian|satisfie/i);
  });

  test("a program that failed: the reason, no count of controls; input that got nowhere: the reason alone", () => {
    for (const render of [frameworkText, frameworkMarkdown] as const) {
      const failed = render(frameworkReport(cis, rules, levelOf, { ...result, error: failure.error }));
      expect(failed).toContain("No verdict: the program failed");
      expect(failed).not.toContain("Controls: ");
      const empty = render(frameworkReport(cis, rules, levelOf, nothing));
      expect(empty).toContain("No verdict: cannot check");
      expect(empty).not.toContain("2.1.1");
      expect(empty).not.toContain("looked at by this pack");
    }
  });

  test("a program's text makes no markup", () => {
    const hostile = frameworkMarkdown(
      frameworkReport(cis, rules, levelOf, {
        ...result,
        findings: [{ ...finding, rule: "s3-tls-only", name: HOSTILE, message: HOSTILE }],
        remediated: [
          { rule: "kms-rotation", ...at, name: HOSTILE, properties: [HOSTILE], does: HOSTILE, location: null },
        ],
        undecided: [{ rule: "rds-encryption", ...at, name: HOSTILE, reason: HOSTILE }],
        notes: [HOSTILE],
      }),
    );
    const items = hostile.split("\n").filter((line) => line.startsWith("- "));
    expect(items).toHaveLength(5);
    for (const item of items) {
      expect(item.replace(/``.*?``/g, "")).not.toMatch(
        /<\/failure>|<script>|[^\\]!\[x|\]\(1\)(?<!\\\]\(1\))|[^>]@octocat/,
      );
    }
  });

  test("a pack none of whose rules refers to the framework: that says so, and nothing of no findings", () => {
    const none = rules.filter(({ id }) => id === "dynamodb-valid");
    for (const given of [undefined, result]) {
      for (const render of [frameworkText, frameworkMarkdown] as const) {
        const text = render(frameworkReport(cis, none, levelOf, given));
        expect(text).toContain("No rule of this pack refers to a control of it: nothing was looked at.");
        expect(text).not.toContain("Controls: ");
      }
    }
  });

  test("without a check: what the pack looks at, and by which checks", () => {
    const asked = frameworkReport(cis, rules, levelOf);
    expect(asked.controls.every(({ outcome }) => outcome === null)).toBe(true);
    expect(frameworkText(asked)).toMatch(/^ {4}s3-tls-only +mandatory {2}by Security Hub S3\.5, Prowler s3_/m);
    expect(frameworkText(asked)).not.toContain("Controls: ");
    expect(frameworkMarkdown(asked)).toContain("| Control | What it asks for | Rules |");
  });
});

describe("the JSON contract", () => {
  const read = (file: string) => JSON.parse(readFileSync(path.join(ROOT, "docs", file), "utf8")) as object;
  const ajv = new Ajv({ allErrors: true });
  ajv.addSchema(read("json-report.schema.json"));
  const isValid = ajv.compile(read("framework-report.schema.json"));

  test.each(frameworks.map((framework) => [framework.id, framework] as const))("%s", (_, framework) => {
    for (const given of [undefined, result, { ...result, error: failure.error }, nothing]) {
      isValid(
        JSON.parse(
          renderFrameworkReport("json", frameworkReport(framework, rules, levelOf, given), { environment: {} }),
        ),
      );
      expect(isValid.errors).toBeNull();
    }
  });

  test("the schema notices a change", () => {
    for (const property of ["framework", "check", "controls", "rules"]) {
      expect(isValid({ ...report, [property]: undefined })).toBe(false);
    }
    expect(isValid({ ...report, controls: [{ ...report.controls[0], outcome: "passed" }] })).toBe(false);
  });
});

describe("the list", () => {
  const list = (format: "terminal" | "json" | "markdown") => frameworkList(format, frameworks, rules);

  test("names every framework with its version and how much of it is looked at", () => {
    expect(list("terminal")).toMatch(/^cis +CIS AWS Foundations Benchmark 5\.0\.0: 17 of 63 controls, 15 rules$/m);
    expect(list("markdown").split("\n")).toHaveLength(frameworks.length + 3);
    const { frameworks: listed } = JSON.parse(list("json")) as { frameworks: readonly { id: string; rules: number }[] };
    expect(listed.map(({ id }) => id)).toEqual(frameworks.map(({ id }) => id));
    expect(listed.every((each) => each.rules > 0)).toBe(true);
    // Another pack's rules look at what they look at.
    const few = rules.filter(({ id }) => id === "s3-tls-only");
    expect(frameworkList("terminal", frameworks, few)).toMatch(/^cis +CIS AWS .* 5\.0\.0: 1 of 63 controls, 1 rule$/m);
    const one = rules
      .filter(({ id }) => id === "log-retention")
      .map((rule) => ({
        ...rule,
        frameworks: rule.frameworks.filter(({ name }) => name === nist.name).slice(0, 1),
      }));
    expect(frameworkList("terminal", frameworks, one)).toMatch(/^nist +NIST .* Rev\. 5: 1 control, 1 rule$/m);
  });
});

describe("the command line", () => {
  test("a framework by its short name, its name, or name and version", () => {
    for (const name of ["nist", "NIST", "NIST SP 800-53", "NIST SP 800-53 Rev. 5"]) {
      expect(parseCommandLine(["check", "--framework", name])).toMatchObject({
        name: "check",
        framework: { id: "nist" },
      });
      expect(parseCommandLine(["frameworks", name])).toMatchObject({ name: "frameworks", framework: { id: "nist" } });
    }
    expect(parseCommandLine(["frameworks", "--profile", "strict", "--format", "json", "--output", "f.json"])).toEqual({
      ...{ name: "frameworks", framework: undefined, format: "json", output: "f.json", profile: "strict" },
      ...{ packConfigFile: undefined, noColour: false },
    });
  });

  test.each([
    [["check", "--framework", "niist"], 'There is no framework "niist"; did you mean "nist"?'],
    [
      ["frameworks", "CIS AWS Foundations Benchmark 3.0.0"],
      'There is no framework "CIS AWS Foundations Benchmark 3.0.0"; did you mean "CIS AWS Foundations Benchmark 5.0.0"?',
    ],
    [["frameworks", "hipaa-security-rule"], 'There is no framework "hipaa-security-rule".'],
    [
      ["check", "--framework", "cis", "--format", "sarif"],
      "A report by framework is terminal, json, markdown, not sarif.",
    ],
    [
      ["check", "--framework", "cis", "--report", "junit=a.xml"],
      "A report by framework is terminal, json, markdown, not junit.",
    ],
    [["frameworks", "--format", "sarif"], '--format takes terminal, json, markdown, not "sarif".'],
    [["frameworks", "PCI", "DSS"], 'preflight frameworks takes the name of one framework, not "DSS" as well.'],
    [["frameworks", "--stack", "dev"], "preflight frameworks has no option --stack."],
    [["check", "--framework", "cis", "--framework", "pci"], "--framework is given more than once"],
    [["check", "--policy-pack", "a", "--policy-pack", "b"], "--policy-pack is given more than once"],
    [["settings", "--policy-pack-config=a", "--policy-pack-config=b"], "--policy-pack-config is given more than once"],
    [["graph", "--framework", "cis"], "preflight graph has no option --framework."],
  ])("%j is refused", (args, message) => {
    expect(() => parseCommandLine(args)).toThrow(message);
  });
});
