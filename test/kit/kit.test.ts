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
  ])("refuses %s", (_, pack, message) => {
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

  test("leads to its own page, or to none", () => {
    const told = (one: Rule) => {
      const bucket = new Resource({ urn: "urn", type: "aws:s3/bucket:Bucket", name: "logs", properties: () => ({}) });
      const evaluator = new Evaluator([one], { project: "", stack: "", config: undefined, environment: {} });
      return evaluator.evaluateResource(bucket).flatMap(({ findings }) => findings.map(engineMessage));
    };
    expect(told(rule({ url: "https://acme.example/thing" }))[0]).toMatch(
      /\nWhy, and when not to: https:\/\/acme.example\/thing$/,
    );
    expect(told(rule())[0]).toMatch(/\nFix: Put it right\.$/);
    expect(pageOf(s3Versioning)).toMatch(/\/docs\/rules\/s3-versioning\.md$/);
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
