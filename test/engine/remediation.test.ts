/** What is changed of a resource's inputs, and what never is; and when a rule may change anything. */
import * as analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import type { Resource } from "../../policy-pack/engine/resource";
import { applyEdits, set } from "../../policy-pack/engine/remediation";
import { defineRule, finding, type Rule } from "../../policy-pack/engine/rule";
import { introducing, listening } from "../../policy-pack/engine/server";
import { Value } from "../../policy-pack/engine/value";
import { Asset, Secret, SIGNATURE, SIGNATURE_KEY, UNKNOWN } from "../../policy-pack/engine/wire";
import { PackState } from "../../policy-pack/settings/state";
import type { ResolvedResource } from "../support";
import { component, fileArchive, resolveStack, resource } from "../support";
import { RULE_METADATA } from "../support/rule-metadata";
import { accept, analyzeRequest, call, configureRequest, fastPath, type Rpc } from "../../kit/testing/engine-calls";
import { expectRemediation, remediateThroughFastPath, remediateThroughSdk } from "../../kit/testing/remediation";

const DECODED: unknown = new Secret(false);
const SEALED = { [SIGNATURE_KEY]: SIGNATURE.secret, value: { inner: "hunter2" } };

describe("applyEdits", () => {
  const after = (properties: Record<string, unknown>, property: string, value: Parameters<typeof set>[1]) => {
    const made = applyEdits(properties, [set(property, value)]);
    return made.length === 0 ? "nothing" : properties;
  };

  test.each([
    ["a property that is not set", {}, "on", true, { on: true }],
    ["a property that is null", { on: null }, "on", true, { on: true }],
    ["a property of another value", { on: false, off: 1 }, "on", true, { on: true, off: 1 }],
    ["what lies on the way and is not set", { b: 1 }, "a.b.c", "x", { a: { b: { c: "x" } }, b: 1 }],
    ["an element of a list", { all: [{ on: 1 }, { on: 2 }] }, "all[1].on", 3, { all: [{ on: 1 }, { on: 3 }] }],
    ["a whole list", { all: ["a", "b"] }, "all", ["b"], { all: ["b"] }],
    ["a key that is no identifier", { tags: {} }, 'tags["a.b:c"]', "x", { tags: { "a.b:c": "x" } }],
    [
      "what the provider filled in, which is its own no more",
      { days: 0, name: "n", __defaults: ["days", "name"] },
      "days",
      30,
      { days: 30, name: "n", __defaults: ["name"] },
    ],
    [
      "the same, deeper",
      { a: { b: "optional", __defaults: ["b"] }, __defaults: ["a"] },
      "a.b",
      "required",
      { a: { b: "required", __defaults: [] }, __defaults: [] },
    ],
  ])("sets %s", (_, properties, property, value, expected) => {
    expect(after(properties as Record<string, unknown>, property, value)).toEqual(expected);
  });

  test.each([
    ["what is so already", { on: true }, "on", true],
    ["a list that is so already", { all: ["a"] }, "all", ["a"]],
    ["an unknown", { on: UNKNOWN }, "on", true],
    ["what lies in an unknown", { a: UNKNOWN }, "a.b", true],
    ["what holds an unknown", { all: ["a", UNKNOWN] }, "all", ["a"]],
    ["a text with an unknown in it", { text: `arn:${UNKNOWN}` }, "text", "x"],
    ["a secret, as the engine has it", { on: SEALED }, "on", true],
    ["what lies in a secret", { a: SEALED }, "a.value", true],
    ["what holds a secret", { a: { b: SEALED } }, "a", { b: 1 }],
    ["a decoded secret", { on: DECODED }, "on", true],
    ["an asset", { code: new Asset("asset", { text: "x" }) }, "code", "y"],
    ["an archive", { code: fileArchive("./x") }, "code.path", "y"],
    ["an element there is not", { all: [1] }, "all[1]", 2],
    ["a list by a name", { all: [{}] }, "all.on", 2],
    ["a text with something below it", { a: "text" }, "a.b", 2],
    ["a list that is to be a text", { all: ["a"] }, "all", "a"],
  ])("leaves alone %s", (_, properties, property, value) => {
    const before = JSON.stringify(properties);
    expect(after(properties as Record<string, unknown>, property, value)).toBe("nothing");
    expect(JSON.stringify(properties)).toBe(before);
  });

  test("takes the path of a value as it is", () => {
    const tags = new Value({ "a b": 1 }, "tags");
    expect(set(tags.at("a b"), "x")).toEqual({ property: 'tags["a b"]', value: "x" });
  });
});

const THING = "acme:index/thing:Thing";
const METADATA = { ...RULE_METADATA, targets: [THING] };

const switching = (id: string, property: string, scope: "resource" | "stack" = "resource"): Rule =>
  defineRule({
    ...METADATA,
    id,
    scope,
    remediate: {
      does: `Sets ${property}.`,
      *edits() {
        yield set(property, true);
      },
    },
    *check(each: Resource) {
      if (each.at(property).boolean !== true) {
        yield finding(property, "off");
      }
    },
  });

const [thing] = resolveStack([resource(THING, "thing", { size: 1 })], "up").slice(1) as [ResolvedResource];

/** Ids of the rules that change the thing under a configuration, on our own path. */
async function remediating(rules: readonly Rule[], configuration: Readonly<Record<string, unknown>>) {
  const handlers = await fastPath(rules, { configuration }, { configure: accept });
  const response: unknown = await call(handlers.remediate as unknown as Rpc, analyzeRequest(thing));
  return (response as analyzer.RemediateResponse).getRemediationsList().map((each) => each.getPolicyname());
}

describe("rules that remediate", () => {
  const [one, two] = [switching("one", "on"), switching("two", "nested.on", "stack")];

  test("change one resource one after another, each seeing what the one before it made", async () => {
    const seesOne = defineRule({
      ...METADATA,
      id: "sees-one",
      scope: "resource",
      remediate: {
        does: "Adds.",
        *edits(each) {
          yield set("seen", each.at("on").boolean === true);
        },
      },
      *check(each) {
        if (each.at("seen").absent) {
          yield finding("seen", "nothing seen");
        }
      },
    });
    const rules = [one, two, seesOne];
    expect(await remediateThroughFastPath(rules, thing)).toEqual([
      { rule: "one", inputs: { size: 1, on: true } },
      { rule: "two", inputs: { size: 1, on: true, nested: { on: true } } },
      { rule: "sees-one", inputs: { size: 1, on: true, nested: { on: true }, seen: true } },
    ]);
    expect(await expectRemediation(expect, rules, thing)).toEqual({
      size: 1,
      on: true,
      nested: { on: true },
      seen: true,
    });
  });

  test.each([
    ["by its own entry", { one: "remediate" }, ["one"]],
    ["by an entry with settings", { one: { enforcementLevel: "remediate" } }, ["one"]],
    ["by `all`", { all: "remediate" }, ["one", "two"]],
    ["by a line of the pack's settings", lines({ rule: "two", level: "remediate" }), ["two"]],
    ["not by its own level", {}, []],
    ["not when advisory", { one: "advisory", two: "mandatory" }, []],
    ["not when disabled, whatever a line says", { one: "disabled", ...lines({ rule: "one", level: "remediate" }) }, []],
  ])("do so only at level remediate: %s", async (_, configuration, expected) => {
    expect(await remediating([one, two], configuration)).toEqual(expected);
    // The other path: what the SDK is told is what it asks for.
    const state = new PackState([one, two]);
    const request = configureRequest([one, two], configuration);
    await call(listening(state, { configure: accept }).configure as unknown as Rpc, request);
    const levels = ["one", "two"].filter(
      (id) => request.getPolicyconfigMap().get(id)?.getEnforcementlevel() === analyzer.EnforcementLevel.REMEDIATE,
    );
    expect(levels).toEqual(expected);
  });

  test("change nothing where a resource rule finds nothing, and a rule that fails changes nothing", async () => {
    const content = defineRule({ ...(one as object), id: "content", check: () => [] } as unknown as Rule);
    const failing = defineRule({
      ...(one as object),
      id: "failing",
      remediate: {
        does: "",
        edits: () => {
          throw new TypeError("no");
        },
      },
    } as unknown as Rule);
    expect(await remediateThroughFastPath([content, failing], thing)).toEqual([]);
    expect(await remediateThroughSdk([content, failing], thing)).toEqual([]);
  });

  test("leave alone what is exempt: by URN, name, component and tag", async () => {
    const literals = [
      resource(THING, "plain", {}),
      resource(THING, "named", {}),
      component("part"),
      resource(THING, "inside", {}, { parent: "part" }),
      resource(THING, "tagged", { tags: { "preflight:allow:one": "Moves out soon" } }),
    ];
    const stack = resolveStack(literals, "up");
    const [plain] = stack.filter(({ name }) => name === "plain");
    const because = { policies: "one", reason: "Moves out soon." };
    const exemptions = [
      { ...because, targets: plain?.urn },
      { ...because, name: "named" },
      { ...because, within: "part" },
    ];
    const configuration = { one: "remediate", "preflight-settings": { exemptions } };
    const handlers = await fastPath([one], { configuration }, { configure: accept });
    const changed: string[] = [];
    for (const each of [...stack, thing]) {
      const response: unknown = await call(handlers.remediate as unknown as Rpc, analyzeRequest(each));
      changed.push(...(response as analyzer.RemediateResponse).getRemediationsList().map(() => each.name));
      await call(handlers.analyze as unknown as Rpc, analyzeRequest(each));
    }
    expect(changed).toEqual(["thing"]);
  });

  test("are stack policies to the engine where they look at the stack", () => {
    const info = new analyzer.AnalyzerInfo();
    for (const id of ["one", "two"]) {
      const policy = new analyzer.PolicyInfo();
      policy.setName(id);
      policy.setPolicyType(analyzer.PolicyType.POLICY_TYPE_RESOURCE);
      info.addPolicies(policy);
    }
    let types: readonly number[] = [];
    void introducing([one, two], {
      getAnalyzerInfo: (_, callback) => {
        callback(null, info);
      },
    }).getAnalyzerInfo?.({ request: undefined }, (_, response) => {
      types = (response as analyzer.AnalyzerInfo).getPoliciesList().map((each) => each.getPolicyType());
    });
    expect(types).toEqual([analyzer.PolicyType.POLICY_TYPE_RESOURCE, analyzer.PolicyType.POLICY_TYPE_STACK]);
  });
});

function lines(...levels: readonly unknown[]) {
  return { "preflight-settings": { levels } };
}
