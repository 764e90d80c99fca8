/**
 * The form of every rule test: literal tables of stacks, each run the three ways rules run in real life (the SDK's own
 * analyzer, our fast handlers, in process) and in the three states a program is seen in (first preview, after `up`,
 * offline check), with exactly the findings the table states.
 *
 * Every rule also meets, unasked: the empty stack, unrelated types, every property unknown, every property of a wrong
 * type, and wrong settings. A table has a wrong stack and a right one: one that holds nothing would pass whatever the rule says.
 */
import type { ProgramContext } from "../../policy-pack/engine/context";
import { looksAt, type Rule, type Settings, type Severity } from "../../policy-pack/engine/rule";
import { defaultSettings, resolveSettings } from "../../policy-pack/engine/settings";
import { UNKNOWN } from "../../policy-pack/engine/wire";
import { mistakeInRule } from "../../policy-pack/settings/pack-mistakes";
import { inProcess, throughFastPath, throughSdk, type CallOptions, type Reported } from "./engine-calls";
import { MODES, resolveStack, resource, type Mode, type ResolvedResource, type ResourceLiteral } from "./literals";
import { expectRemediatedStack } from "./remediation";
import { remediationTests, type RemediationCase } from "./remediation-tester";
import { globalRunner, type Expect, type TestRunner } from "./runner";

/** A finding a table expects. */
export interface ExpectedFinding {
  /** Logical name of the resource. */
  readonly resource: string;
  /** Property path; compared exactly when given. */
  readonly property?: string;
  /** Text or pattern the message must hold. Required: a test that only counts findings proves little. */
  readonly message: string | RegExp;
  readonly severity?: Severity;
}

interface Case {
  /** What is special about this stack. */
  readonly name: string;
  readonly resources: readonly ResourceLiteral[];
  readonly settings?: Settings;
  readonly program?: ProgramContext;
  /** Where the case makes sense; all three by default. */
  readonly modes?: readonly Mode[];
  /**
   * Modes in which the rule cannot tell yet: no finding there, and the outcome is "undecided" for at least one resource.
   * Typically `["preview"]` for a document built from another resource's ARN.
   */
  readonly undecided?: readonly Mode[];
  /**
   * The plain SDK path cannot know which configuration values are secret, so cases that turn on it are skipped there.
   */
  readonly needsSecretKeys?: boolean;
}

export interface ValidCase extends Case {
  /** What the rule must say of some resource where it is not undecided: it really looked, or it does not apply. */
  readonly outcome?: "complies" | "notApplicable" | "none";
}

export interface InvalidCase extends Case {
  readonly findings: readonly ExpectedFinding[];
  /** What a rule that remediates still reports of a stack it remediates in part. */
  readonly stillReported?: readonly ExpectedFinding[];
}

export interface RuleTable {
  /**
   * Types the rule reports for what is missing beside them, so that their own properties, known or not, decide nothing:
   * they are left out when every property is unknown.
   */
  readonly judgedByCompanions?: readonly string[];
  readonly valid: readonly ValidCase[];
  readonly invalid: readonly InvalidCase[];
  /** For a rule that remediates: inputs before and after, and neighbours that stay as they are. */
  readonly remediates?: readonly RemediationCase[];
  /** Names of the wrong stacks of which such a rule says nothing any more once it has remediated them; of the others it cannot. */
  readonly remediated?: readonly string[];
}

/**
 * Declares the tests of one rule.
 *
 * @param runner for runners without globals: `{ describe, test, expect }` from "vitest" or "@jest/globals".
 * @throws when neither is there, and of a rule no pack would start with.
 */
export function testRule(rule: Rule, table: RuleTable, runner: TestRunner = globalRunner()): void {
  const { describe } = runner;
  const mistake = mistakeInRule(rule);
  if (mistake !== undefined) {
    throw new Error(mistake);
  }
  describe(rule.id, () => {
    describe("says nothing about", () => {
      for (const each of table.valid) {
        runCase(rule, each, [], runner);
      }
    });
    describe("reports", () => {
      for (const each of table.invalid) {
        runCase(rule, each, each.findings, runner, table.remediated);
      }
    });
    describe("always", () => {
      alwaysTests(rule, table, runner);
    });
    if (rule.remediate !== undefined || table.remediates !== undefined) {
      describe("remediates", () => {
        remediationTests(rule, table, runner);
      });
    }
  });
}

function runCase(
  rule: Rule,
  each: ValidCase | InvalidCase,
  findings: readonly ExpectedFinding[],
  { test, expect }: TestRunner,
  remediated: readonly string[] = [],
): void {
  for (const mode of each.modes ?? MODES) {
    const open = each.undecided?.includes(mode) ?? false;
    test(`${each.name} (${mode}${open ? ", undecided" : ""})`, async () => {
      const stack = resolveStack(each.resources, mode);
      await expectEverywhere(expect, rule, stack, open ? [] : findings, each);
      if (rule.remediate !== undefined && findings.length > 0) {
        const stillReported = remediated.includes(each.name)
          ? []
          : (("stillReported" in each ? each.stillReported : undefined) ?? findings);
        const after = await expectRemediatedStack(expect, rule, stack, each);
        await expectEverywhere(expect, rule, after, open ? [] : stillReported, each);
      }
      const outcomes = inProcess([rule], stack, each).map((evaluation) => evaluation.outcome);
      if (open) {
        expect(outcomes).toContain("undecided");
      } else if (findings.length === 0) {
        const expected = ("outcome" in each ? each.outcome : undefined) ?? "complies";
        if (expected === "none") {
          expect(outcomes).toEqual([]);
        } else {
          expect(outcomes).toContain(expected);
          expect(outcomes).not.toContain("undecided");
        }
      }
    });
  }
}

/** Runs all three ways and expects the same, exact findings from each. */
async function expectEverywhere(
  expect: Expect,
  rule: Rule,
  stack: readonly ResolvedResource[],
  expected: readonly ExpectedFinding[],
  options: CallOptions & { readonly needsSecretKeys?: boolean },
): Promise<void> {
  const evaluations = inProcess([rule], stack, options);
  const findings = evaluations.flatMap((evaluation) => evaluation.findings);
  const found = findings.map((each) => ({
    resource: each.resource.name,
    property: each.property,
    message: each.message,
    severity: each.severity,
  }));
  expect(found).toEqual(inOrderOf(found, expected).map((each) => asMatcher(expect, each)));

  const inProcessReported = findings.map((each) => ({ urn: each.resource.urn, severity: each.severity }));
  const fast = await throughFastPath([rule], stack, options);
  expect(sorted(fast.map(place))).toEqual(sorted(inProcessReported));
  if (options.needsSecretKeys !== true) {
    const plain = await throughSdk([rule], stack, options);
    expect(sorted(plain)).toEqual(sorted(fast));
  }
  for (const each of fast) {
    expect(each.level).toBe(rule.enforcement);
    expect(each.message).toContain(rule.title);
    expect(each.message).toContain("Fix: ");
  }
}

function place(each: Reported) {
  return { urn: each.urn, severity: each.severity };
}

function sorted<T>(all: readonly T[]): readonly T[] {
  return [...all].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

/** Findings come in the order of URNs; a table may state them in its own. */
function inOrderOf(
  found: readonly { resource: string; property: string }[],
  expected: readonly ExpectedFinding[],
): readonly ExpectedFinding[] {
  const rank = (each: ExpectedFinding) => {
    const index = found.findIndex(
      (one) => one.resource === each.resource && (each.property === undefined || one.property === each.property),
    );
    return index < 0 ? found.length : index;
  };
  return [...expected].sort((a, b) => rank(a) - rank(b));
}

function asMatcher(expect: Expect, each: ExpectedFinding): unknown {
  return {
    resource: each.resource,
    property: each.property ?? expect.any(String),
    message:
      typeof each.message === "string" ? expect.stringContaining(each.message) : expect.stringMatching(each.message),
    severity: each.severity ?? expect.any(String),
  };
}

const WRONG_VALUES: readonly unknown[] = [
  0,
  -1,
  "",
  "\u0000",
  true,
  [],
  [[]],
  [null],
  {},
  { a: [{}] },
  null,
  "{",
  "[1",
];

function alwaysTests(rule: Rule, table: RuleTable, { test, expect }: TestRunner): void {
  const literals = [...table.valid, ...table.invalid].flatMap((each) => each.resources);
  const propertiesOf = (type: string) =>
    [...new Set(literals.filter((each) => each.type === type).flatMap((each) => Object.keys(each.props)))].sort();

  test("has a stack it reports and one it says nothing about", () => {
    expect(table.invalid.length > 0 ? "one" : "none").toBe("one");
    expect(table.valid.length > 0 ? "one" : "none").toBe("one");
  });

  test("has settings whose defaults they take", () => {
    expect(resolveSettings(rule.settings, defaultSettings(rule.settings)).mistakes).toEqual([]);
  });

  test("says nothing about the empty stack and unrelated types", async () => {
    await expectEverywhere(expect, rule, resolveStack([], "preview"), [], {});
    const unrelated = [
      resource("random:index/randomId:RandomId", "id", { byteLength: 4 }),
      resource("acme:index:Thing", "thing", { a: 1 }),
    ];
    await expectEverywhere(expect, rule, resolveStack(unrelated, "up"), [], {});
  });

  test("says nothing while every property is unknown", async () => {
    // Of a wildcard, those the table uses.
    const targets = [...rule.targets, ...literals.map((each) => each.type).filter((type) => looksAt(rule, type))];
    for (const type of new Set(targets)) {
      const names = propertiesOf(type);
      if (names.length > 0 && !(table.judgedByCompanions ?? []).includes(type)) {
        const all = resource(type, "mystery", Object.fromEntries(names.map((name) => [name, UNKNOWN])));
        await expectEverywhere(expect, rule, resolveStack([all], "preview"), [], {});
      }
    }
  });

  test("survives every property being of a wrong type", () => {
    for (const type of new Set(literals.map((each) => each.type))) {
      for (const value of WRONG_VALUES) {
        const props = Object.fromEntries(propertiesOf(type).map((name) => [name, value]));
        const others = literals.filter((each) => each.type !== type);
        const byName = new Map([...others, resource(type, "odd", props)].map((each) => [each.name, each]));
        const stack = [...byName.values()].filter((each) => isSelfContained(each));
        const findings = inProcess([rule], resolveStack(stack, "up")).flatMap((each) => each.findings);
        expect(findings.filter((each) => each.problem === "internal-error")).toEqual([]);
      }
    }
  });

  test("answers wrong settings with a finding that names them", async () => {
    const stack = resolveStack([], "up");
    const wrong: Settings[] = [{ noSuchSetting: 1 }];
    for (const [name, schema] of Object.entries(rule.settings ?? {})) {
      wrong.push({ [name]: schema.type === "object" ? "no object" : { not: "valid" } });
    }
    for (const settings of wrong) {
      const reported = await throughFastPath([rule], stack, { settings });
      expect(reported.map((each) => each.message)).toEqual([expect.stringContaining(Object.keys(settings)[0] ?? "")]);
      expect(sorted(await throughSdk([rule], stack, { settings }))).toEqual(sorted(reported));
    }
  });

  test("every case has its own name", () => {
    const names = [...table.valid, ...table.invalid].map((each) => each.name);
    expect(names).toEqual([...new Set(names)]);
  });
}

/** Whether a literal can stand without the resources it refers to. */
function isSelfContained(literal: ResourceLiteral): boolean {
  try {
    resolveStack([literal], "up");
    return true;
  } catch {
    return false;
  }
}
