/** The SARIF report: its official schema, what GitHub asks for beyond it, and what identifies a finding. */
import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import type { Log, Run } from "sarif";
import type { CheckResult, FailOn } from "../../preflight";
import { rules } from "../../policy-pack/rules";
import { sarifReport } from "../../preflight/report/sarif";
import { exempted, failure, finding, HOSTILE, nothing, result, RULES } from "./results";
import { check, cleanUp, noPublicAcl, bucketHasPolicy, program } from "./support";

afterAll(cleanUp);

/**
 * The schema of the standard, from Microsoft's matchers for jest (MIT): of draft 4, but without any keyword of which the
 * meaning has changed since, except its `id`.
 */
const SCHEMA = require.resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");
const schema = { ...(JSON.parse(readFileSync(SCHEMA, "utf8")) as object), $schema: undefined, id: undefined };
const isValid = new Ajv({
  allErrors: true,
  strict: false,
  // Two of the schema's patterns are none under the flag `u`.
  unicodeRegExp: false,
  formats: {
    uri: (text) => URL.canParse(text),
    "uri-reference": (text) => URL.canParse(text, "https://example.com/") && !/[\s\\<>"^`{|}]/.test(text),
    "date-time": true,
  },
}).compile(schema);

function report(of: CheckResult, failOn: FailOn = "mandatory"): Log {
  const log = JSON.parse(JSON.stringify(sarifReport(of, { rules: RULES, version: "1.2.3", failOn }))) as Log;
  expect([isValid(log), isValid.errors]).toEqual([true, null]);
  return log;
}

function run(of: CheckResult, failOn?: FailOn): Run {
  const [only] = report(of, failOn).runs;
  if (only === undefined) {
    throw new Error("no run");
  }
  return only;
}

const withFindings = (...findings: readonly Partial<typeof finding>[]) =>
  run({ ...result, findings: findings.map((each) => ({ ...finding, ...each })) }).results ?? [];

test("the schema would notice a mistake", () => {
  expect(isValid({ version: "2.1.0", runs: [{ results: [] }] })).toBe(false);
  const log = sarifReport(result, { rules: RULES, version: "1.2.3", failOn: "mandatory" });
  expect(isValid({ ...log, more: 1 })).toBe(false);
});

test("a finding", () => {
  expect(run(result).results).toEqual([
    {
      ruleId: "no-public-acl",
      ruleIndex: 0,
      kind: "fail",
      level: "error",
      message: { text: "logs (aws:s3/bucket:Bucket): `acl`: The ACL lets strangers in.\nFix: Change it." },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "src/index.ts", uriBaseId: "%SRCROOT%" },
            region: { startLine: 9, startColumn: 3 },
          },
          logicalLocations: [{ name: "logs", fullyQualifiedName: finding.urn, kind: "resource" }],
        },
      ],
      partialFingerprints: {
        primaryLocationLineHash: expect.stringMatching(/^[0-9a-f]{32}:1$/) as string,
        "preflightIdentity/v1": expect.stringMatching(/^[0-9a-f]{32}:1$/) as string,
      },
      properties: { level: "mandatory", severity: "high", type: "aws:s3/bucket:Bucket", property: "acl" },
    },
  ]);
});

test("its rule: everything GitHub asks for, and those switched off are left out", () => {
  const { driver } = run(result).tool;
  expect(driver).toMatchObject({ name: "pulumi-preflight", semanticVersion: "1.2.3" });
  expect(driver.rules).toEqual([
    {
      id: "no-public-acl",
      name: "NoPublicAcl",
      shortDescription: { text: "Buckets are not public." },
      fullDescription: { text: "Because it matters." },
      help: {
        text: expect.stringContaining("Fix: Change it.") as string,
        markdown: expect.stringContaining("- CIS 1: 2.3") as string,
      },
      helpUri: expect.stringMatching(/\/docs\/rules\/no-public-acl\.md$/) as string,
      defaultConfiguration: { level: "error" },
      relationships: [{ target: { id: "2.3", toolComponent: { name: "CIS 1", index: 0 } }, kinds: ["relevant"] }],
      properties: {
        tags: ["aws", "pulumi", "guard", "security"],
        precision: "high",
        "problem.severity": "error",
        "security-severity": "8.0",
        frameworks: ["CIS 1: 2.3"],
      },
    },
  ]);
});

test("frameworks are taxonomies: every control a rule is relevant to is one of its framework, and the rest is left out", () => {
  const counts = rules.map(({ id, enforcement }) => ({
    ...{ id, level: enforcement, evaluated: 0, notApplicable: 0, undecided: 0 },
  }));
  const log = sarifReport({ ...result, rules: counts }, { rules, version: "1.2.3", failOn: "mandatory" });
  const { tool, taxonomies = [] } = log.runs[0] ?? {};
  expect(taxonomies.map(({ name }) => name)).toEqual(tool?.driver.supportedTaxonomies?.map(({ name }) => name));
  expect(
    taxonomies.map(({ name, version, organization, informationUri }) => [name, version, organization, informationUri]),
  ).toContainEqual([
    "PCI DSS 4.0.1",
    "4.0.1",
    "PCI Security Standards Council",
    "https://www.pcisecuritystandards.org/document_library/",
  ]);
  for (const rule of rules) {
    const relationships = tool?.driver.rules?.find(({ id }) => id === rule.id)?.relationships ?? [];
    expect(relationships).toHaveLength(rule.frameworks.length);
    for (const { target } of relationships) {
      const { name = "", index = -1 } = target.toolComponent ?? {};
      expect(taxonomies[index]).toMatchObject({ name });
      expect(taxonomies[index]?.taxa?.map(({ id }) => id)).toContain(target.id);
    }
  }
  const none = sarifReport(
    { ...result, rules: [], findings: [], exempted: [], undecided: [] },
    { rules, version: "1.2.3", failOn: "mandatory" },
  );
  expect(none.runs[0]).not.toHaveProperty("taxonomies");
});

test("the pack's own rules: valid, within GitHub's limits, and a number of security only where it is about security", () => {
  const counts = rules.map(({ id, enforcement }) => ({
    ...{ id, level: enforcement, evaluated: 0, notApplicable: 0, undecided: 0 },
  }));
  const log = sarifReport({ ...result, rules: counts }, { rules, version: "1.2.3", failOn: "mandatory" });
  expect([isValid(log), isValid.errors]).toEqual([true, null]);
  const described = log.runs[0]?.tool.driver.rules ?? [];
  expect(described.map(({ id }) => id)).toEqual(rules.map(({ id }) => id));
  for (const { name = "", shortDescription, fullDescription, properties } of described) {
    expect(name).toMatch(/^[A-Z][A-Za-z0-9]*$/);
    expect(shortDescription?.text.length).toBeLessThan(1024);
    expect(fullDescription?.text.length).toBeLessThan(1024);
    expect(properties?.tags?.includes("security")).toBe(properties?.["security-severity"] !== undefined);
  }
});

test.each([
  ["mandatory", "low", "error"],
  ["advisory", "critical", "warning"],
  ["advisory", "medium", "warning"],
  ["advisory", "low", "note"],
] as const)("%s, %s: %s", (level, severity, expected) => {
  expect(withFindings({ level, severity })[0]?.level).toBe(expected);
});

describe("the fingerprint", () => {
  const of = (...findings: readonly Partial<typeof finding>[]) =>
    withFindings(...findings).map((each) => each.partialFingerprints?.primaryLocationLineHash);

  test("survives another line, file, message and level", () => {
    const moved = { location: { file: "lib/other.ts", line: 99, column: 1 }, message: "x", level: "advisory" as const };
    expect(of(moved)).toEqual(of({}));
    expect(of({ location: null })).toEqual(of({}));
  });

  test("differs by rule, resource and property", () => {
    const all = of({}, { rule: "bucket-has-policy" }, { urn: `${finding.urn}-2` }, { property: "" }, { property: "a" });
    expect(new Set(all).size).toBe(5);
  });

  test("numbers what is the same", () => {
    const [first = "", second] = of({}, { message: "And more." });
    expect(second).toBe(first.replace(/:1$/, ":2"));
  });

  test("of a real program, before and after lines were added above", async () => {
    const source = `const { Bucket } = require("./kit"); new Bucket("a", { acl: "public-read" }); new Bucket("b", {});`;
    const real = async (text: string) => {
      const all = [noPublicAcl, bucketHasPolicy];
      const log = sarifReport(await check(program({ "index.js": text })), {
        rules: all,
        version: "1",
        failOn: "never",
      });
      expect([isValid(log), isValid.errors]).toEqual([true, null]);
      return log.runs[0]?.results ?? [];
    };
    const [before, after] = await Promise.all([real(source), real(`\n// A comment.\n\n${source}`)]);
    expect(before).toHaveLength(3);
    expect(after.map((each) => each.partialFingerprints)).toEqual(before.map((each) => each.partialFingerprints));
    const lines = (all: typeof before) => all.map((each) => each.locations?.[0]?.physicalLocation?.region?.startLine);
    expect([new Set(lines(before)), new Set(lines(after))]).toEqual([new Set([1]), new Set([4])]);
  });
});

describe("the place", () => {
  const place = (given: Partial<typeof finding>) => withFindings(given)[0]?.locations?.[0]?.physicalLocation;

  test("of what has none is the project's file", () => {
    expect(place({ location: null })).toEqual({
      artifactLocation: { uri: "infra/Pulumi.yaml", uriBaseId: "%SRCROOT%" },
      region: { startLine: 1, startColumn: 1 },
    });
  });

  test("is a relative URI, whatever the file's name", () => {
    const uri = (file: string) => place({ location: { file, line: 1, column: 1 } })?.artifactLocation?.uri;
    expect(uri("a b/ü#1.ts")).toBe("a%20b/%C3%BC%231.ts");
    expect(uri("../infra/index.ts")).toBe("../infra/index.ts");
  });

  test("an old SDK knows no column", () => {
    expect(place({ location: { file: "a.ts", line: 3, column: 0 } })?.region).toEqual({ startLine: 3, startColumn: 1 });
  });
});

test("what is undecided, notes and errors are notifications, not results", () => {
  const { invocations, automationDetails } = run(failure);
  expect(automationDetails).toEqual({ id: "preflight/shop/dev/" });
  expect(invocations).toEqual([
    {
      executionSuccessful: false,
      exitCode: 2,
      exitCodeDescription: "No verdict.",
      toolExecutionNotifications: [
        {
          descriptor: { id: "no-verdict", index: 2 },
          level: "error",
          message: { text: "the program failed: Error: no\nway\nTry again." },
          locations: [
            expect.objectContaining({
              physicalLocation: expect.objectContaining({ region: { startLine: 1, startColumn: 2 } }) as unknown,
            }),
            expect.objectContaining({
              physicalLocation: expect.objectContaining({ region: { startLine: 3, startColumn: 4 } }) as unknown,
            }),
          ],
          properties: { kind: "program" },
        },
        {
          descriptor: { id: "undecided", index: 0 },
          associatedRule: { id: "no-public-acl", index: 0 },
          level: "note",
          message: { text: "logs-2 (aws:s3/bucket:Bucket): undecided, not known yet" },
          locations: [
            { logicalLocations: [{ name: "logs-2", fullyQualifiedName: `${finding.urn}-2`, kind: "resource" }] },
          ],
        },
        { descriptor: { id: "note", index: 1 }, level: "note", message: { text: "Mind the gap." } },
      ],
    },
  ]);
});

test("the exit state follows --fail-on", () => {
  expect(run(result).invocations?.[0]).toMatchObject({ executionSuccessful: true, exitCode: 1 });
  expect(run(result, "never").invocations?.[0]).toMatchObject({ executionSuccessful: true, exitCode: 0 });
  expect(run({ ...result, findings: [] }).invocations?.[0]).toMatchObject({ exitCode: 0 });
});

test("wrong input, before anything is known", () => {
  const { results, tool, automationDetails } = run(nothing);
  expect([results, tool.driver.rules, automationDetails]).toEqual([[], [], { id: "preflight/" }]);
});

test("a program's text is neither placeholder nor link", () => {
  const [hostile] = withFindings({ message: HOSTILE, name: HOSTILE, property: HOSTILE });
  expect(hostile?.message.text).toContain("{{0}} [a] (1)");
});

test("what is exempt is a suppressed result, with its reason", () => {
  const { results = [] } = run({ ...result, findings: [], exempted: [exempted] });
  expect(results).toHaveLength(1);
  expect(results[0]).toMatchObject({
    ruleId: "no-public-acl",
    suppressions: [
      {
        kind: "external",
        status: "accepted",
        justification: "Public downloads. (web team). Until 2027-01-31. From exemptions[0].",
      },
    ],
  });
  // What is not exempt is not suppressed.
  expect(run(result).results?.every((each) => each.suppressions === undefined)).toBe(true);
});
