/** What policy authors import, beside what docs/own-pack shows (test/e2e/own-pack.test.ts). */
import { readFileSync } from "node:fs";
import path from "node:path";
import * as kit from "../../kit";
import { defineRule, finding, startPolicyPack, type PolicyPackDefinition, type Rule } from "../../kit";
import * as testing from "../../kit/testing";
import { globalRunner } from "../../kit/testing/runner";
import { engineMessage } from "../../policy-pack/engine/message";
import { Evaluator } from "../../policy-pack/engine/evaluate";
import { pageOf } from "../../policy-pack/engine/links";
import { Resource } from "../../policy-pack/engine/resource";
import { s3Versioning } from "../../policy-pack/rules/s3/s3-versioning";
import { capturePolicyPack } from "../../policy-pack/start";
import { PackState } from "../../policy-pack/settings/state";
import { renderReport } from "../../preflight";
import { PLAIN } from "../../preflight/report/style";
import { packConfig } from "../../preflight/project/pack-config";
import { check, cleanUp, program, ROOT } from "../preflight/support";

const rule = (more: Partial<Rule> = {}): Rule =>
  defineRule({
    id: "acme-thing",
    title: "Things are right",
    rationale: "Wrong ones break.",
    remediation: "Put it right.",
    severity: "high",
    enforcement: "mandatory",
    family: "guard",
    scope: "resource",
    targets: ["aws:s3/bucket:Bucket"],
    *check(thing: Resource) {
      yield finding("", `"${thing.name}" is wrong.`);
    },
    ...more,
  } as Rule);

const packOf = (...rules: readonly Rule[]): PolicyPackDefinition => ({ name: "acme", rules });

/** A pack of a rule as JavaScript may have written it. */
const written = (more: Readonly<Record<string, unknown>>): PolicyPackDefinition => packOf({ ...rule(), ...more });

describe("startPolicyPack", () => {
  test("hands the pack to whoever only wants to know it", () => {
    const pack = packOf(rule(), s3Versioning);
    expect(
      capturePolicyPack(() => {
        startPolicyPack(pack);
      }),
    ).toBe(pack);
    expect(capturePolicyPack(() => undefined)).toBeUndefined();
  });

  test("starts one pack: rules of a second would not be heard", () => {
    const load = () => {
      startPolicyPack(packOf(rule()));
      startPolicyPack(packOf(s3Versioning));
    };
    expect(() => capturePolicyPack(load)).toThrow("startPolicyPack is called twice");
  });

  test.each([
    ["a name with a slash", { ...packOf(rule()), name: "acme/pack" }, "its name must be 1 to 100 letters"],
    ["two rules of one id", packOf(rule(), rule()), 'two of its rules have the id "acme-thing"'],
    [
      "an id that is no id",
      packOf(rule({ id: "Acme Thing" })),
      'lower-case letters, digits and single dashes, such as "acme-thing"',
    ],
    ["a key of the configuration", packOf(rule({ id: "all" })), 'no rule can have the id "all"'],
    ["a policy of every pack", packOf(rule({ id: "exemption-valid" })), 'no rule can have the id "exemption-valid"'],
    // As JavaScript has it, where no compiler looks.
    ["no name", { rules: [rule()] }, "its name must be 1 to 100 letters"],
    ["no rules", { name: "acme" }, "`rules` is to be a list"],
    ["an empty list of rules", packOf(), "it has no rules"],
    ["an import that is undefined", { name: "acme", rules: [rule(), undefined] }, "`rules[1]` is of type undefined"],
    ["a rule without an id", { name: "acme", rules: [{}] }, "undefined is no id of a rule"],
    ["a level there is not", written({ enforcement: "sometimes" }), 'is one of advisory, mandatory, not "sometimes"'],
    ["a severity there is not", written({ severity: "dire" }), "rule acme-thing: `severity` is one of low, medium"],
    ["a family there is not", written({ family: "x" }), "`family` is one of blocker, guard, convention"],
    [
      "a scope there is not, which nothing would run",
      written({ scope: "global" }),
      "`scope` is one of resource, stack",
    ],
    ["no rationale", written({ rationale: undefined }), "`rationale` is to be a text"],
    ["a target that is no list", written({ targets: "aws:s3/bucket:Bucket" }), "`targets` is to be a list"],
    ["a target that is undefined", written({ targets: [undefined] }), "`targets` is to be a list"],
    ["no frameworks, for want of defineRule", written({ frameworks: undefined }), "`defineRule` gives an empty one"],
    ["a rule that checks nothing", written({ check: undefined }), "`check` is to be a generator, `*check(resource"],
    ["a check that answers later", written({ check: async () => Promise.resolve([]) }), "`check` is async"],
    [
      "edits that come later",
      written({ remediate: { does: "Sets.", edits: async () => Promise.resolve([]) } }),
      "`remediate.edits` is async",
    ],
    ["edits that are none", written({ remediate: { does: "Sets." } }), "`*edits(resource, context) { … }`"],
    ["an untold remediation", written({ remediate: { edits: () => [] } }), "`remediate.does` is to be a text"],
    ["a remediation that is a text", written({ remediate: "yes" }), "is to have `does` and `edits`"],
  ] as readonly (readonly [string, PolicyPackDefinition, string])[])("refuses %s", (_, pack, message) => {
    expect(() => {
      startPolicyPack(pack);
    }).toThrow(message);
  });
});

describe("a rule of somebody else's", () => {
  afterAll(cleanUp);

  test("needs no frameworks and no seeds", () => {
    expect(rule()).toMatchObject({ frameworks: [], seeds: [] });
  });

  test("is selected by the service it says", () => {
    const own = rule({ service: "acme-things" });
    const state = new PackState([own, s3Versioning]);
    const levels = [{ service: "acme-things", level: "advisory" }];
    state.configure(new Map([["preflight-settings", { level: "mandatory", settings: { levels } }]]));
    expect(state.mistakes).toEqual([]);
    expect([state.levelOf(own), state.levelOf(s3Versioning)]).toEqual(["advisory", "advisory"]);
    expect(state.decisionOf(own).decidedBy).toContain("service acme-things");
    expect(state.decisionOf(s3Versioning).decidedBy).toBe("the rule's own level");
  });

  const bucket = () => new Resource({ urn: "urn", type: "aws:s3/bucket:Bucket", name: "logs", properties: () => ({}) });
  const evaluator = (one: Rule) => new Evaluator([one], { project: "", stack: "", config: undefined, environment: {} });
  const evaluate = (one: Rule) => evaluator(one).evaluateResource(bucket());

  test("leads to its own page, or to none", () => {
    const told = (one: Rule) => evaluate(one).flatMap(({ findings }) => findings.map(engineMessage));
    expect(told(rule({ url: "https://acme.example/thing" }))[0]).toMatch(
      /\nWhy, and when not to: https:\/\/acme.example\/thing$/,
    );
    expect(told(rule())[0]).toMatch(/\nFix: Put it right\.$/);
    expect(pageOf(s3Versioning)).toMatch(/\/docs\/rules\/s3-versioning\.md$/);
  });

  test.each([
    ["nothing", undefined],
    ["a text", "it is wrong"],
    ["an object of its own", { outcome: "wrong", reason: "x" }],
  ])("that yields %s has failed, and has not passed", (_, item) => {
    const own = rule({
      *check() {
        yield item;
      },
    } as unknown as Partial<Rule>);
    const [evaluation] = evaluate(own);
    expect(evaluation?.outcome).toBe("violates");
    expect(evaluation?.findings[0]).toMatchObject({ problem: "internal-error" });
    expect(evaluation?.findings[0]?.message).toContain("failed on this resource with an internal error (TypeError at");
  });

  test("that throws is found by its own file and line, and what it says stays with it", () => {
    const own = rule({
      // eslint-disable-next-line require-yield
      *check() {
        throw new RangeError("hunter2\n    at hunter3 (/hunter4.js:1:2)");
      },
    });
    const message = evaluate(own)[0]?.findings[0]?.message ?? "";
    expect(message).toMatch(/\(RangeError at \S*kit\.test\.ts:\d+:\d+\)/);
    expect(message).not.toContain("hunter");
  });

  test.each([
    ["nothing", undefined],
    ["what is no edit", {}],
    ["what JSON cannot hold", { property: "acl", value: Symbol("private") }],
  ])("that remediates with %s changes nothing, and its finding stays", (_, edit) => {
    const own = rule({
      remediate: {
        does: "Sets `acl`.",
        *edits() {
          yield { property: "bucket", value: "logs" };
          yield edit;
        },
      },
    } as unknown as Partial<Rule>);
    const properties = { acl: "public-read" };
    const made = evaluator(own).remediate([own], properties, () => bucket());
    expect([...made]).toEqual([]);
    expect(properties).toEqual({ acl: "public-read" });
  });

  test("is reported in every form of the report, without a page", async () => {
    const own = rule();
    const rules = [own];
    const directory = program({ "index.js": 'const { Bucket } = require("./kit"); new Bucket("logs");' });
    const result = await check(directory, { rules });
    expect(packConfig({}, rules).levelOf(own)).toBe("mandatory");
    for (const format of ["terminal", "json", "sarif", "junit", "markdown"] as const) {
      const text = renderReport(format, result, {
        ...{ rules, version: "1.0.0", failOn: "mandatory", environment: {}, style: PLAIN, verbose: false },
      });
      expect(text).toContain("acme-thing");
      expect(text).not.toMatch(/null\)|undefined|helpUri|More:? /);
    }
  });
});

test("every export is on the page for policy authors", () => {
  const page = readFileSync(path.join(ROOT, "docs", "writing-your-own-pack.md"), "utf8");
  const named = (name: string) => new RegExp(`\\b${name}\\b`).test(page);
  const exported = [...Object.keys(kit), ...Object.keys(testing)];
  expect(exported.length).toBeGreaterThan(30);
  expect(exported.filter((name) => !named(name))).toEqual([]);
});

test("a table finds jest's own functions", () => {
  expect(globalRunner()).toEqual({ describe, test, expect });
});

describe("a table of somebody else's", () => {
  /** The tests a table declares, by name; run by hand, they show that they can fail. */
  const declared = (one: Rule, table: testing.RuleTable) => {
    const tests = new Map<string, () => void | Promise<void>>();
    const group = (_: string, declare: () => void) => {
      declare();
    };
    testing.testRule(one, table, { describe: group, test: (name, run) => tests.set(name, run), expect });
    return (name: string) => tests.get(name)?.();
  };

  test("that holds nothing fails", () => {
    const run = declared(rule(), { valid: [], invalid: [] });
    expect(() => run("has a stack it reports and one it says nothing about")).toThrow("none");
  });

  test("of a rule with a wrong default fails", () => {
    const days = { type: "integer", description: "Days.", default: "many" } as const;
    const run = declared(rule({ settings: { days } }), { valid: [], invalid: [] });
    expect(() => run("has settings whose defaults they take")).toThrow("`days` must be integer");
  });

  test("of what is no rule is refused at once", () => {
    const none = { ...rule(), scope: "global" } as unknown as Rule;
    expect(() => declared(none, { valid: [], invalid: [] })).toThrow("rule acme-thing: `scope` is one of");
  });
});
