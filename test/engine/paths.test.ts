/**
 * What the engine's two paths share and where they may differ: the plain policies run by the SDK, and our handlers.
 * Rule by rule they are compared by `testRule`; here, with rules that misbehave.
 */
import * as analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { defineRule, finding, notApplicable, type Rule } from "../../policy-pack/engine/rule";
import { fastHandlers, loadSdk, startWithFastPath } from "../../policy-pack/engine/server";
import { SIGNATURE, SIGNATURE_KEY } from "../../policy-pack/engine/wire";
import { analyzeRequest, inProcess, stackRequest, throughFastPath, throughSdk } from "../../kit/testing/engine-calls";
import { component, resolveStack, resource, unknown } from "../support";
import { RULE_METADATA } from "../support/rule-metadata";

const THING = "acme:index/thing:Thing";
const METADATA = { ...RULE_METADATA, targets: [THING] };

const throwing = (scope: "resource" | "stack"): Rule =>
  defineRule({
    ...METADATA,
    id: `throwing-${scope}`,
    scope,
    // eslint-disable-next-line require-yield
    *check() {
      throw new TypeError("cannot read hunter2-canary");
    },
  });

const all = (stack: ReturnType<typeof resolveStack>, rule: Rule) =>
  Promise.all([throughSdk([rule], stack), throughFastPath([rule], stack)]);

describe("a rule that throws", () => {
  test.each(["resource", "stack"] as const)("becomes an advisory finding that names it (%s rule)", async (scope) => {
    const stack = resolveStack([resource(THING, "thing", { a: 1 })], "up");
    const [plain, fast] = await all(stack, throwing(scope));
    expect(fast).toEqual([
      {
        rule: `throwing-${scope}`,
        urn: stack[1]?.urn,
        level: "advisory",
        severity: "low",
        message: expect.stringMatching(
          /internal error \(TypeError at .*paths\.test\.ts|internal error \(TypeError/,
        ) as unknown,
      },
    ]);
    expect(fast[0]?.message).toContain("report it");
    expect(JSON.stringify(fast)).not.toContain("canary");
    expect(plain).toEqual(fast);
  });
});

describe("unknown values", () => {
  test("never reach the engine as 'can't run policy' advice", async () => {
    const reading = defineRule({
      ...METADATA,
      id: "reading-everything",
      scope: "stack",
      *check(target) {
        if (
          JSON.stringify(target.props.entries.map(([key, value]) => [key, value.string, value.items.length])).length >
          9_999
        ) {
          yield finding("", "never");
        }
      },
    });
    const stack = resolveStack([resource(THING, "thing", { a: unknown, b: [unknown, { c: unknown }] })], "preview");
    expect(await all(stack, reading)).toEqual([[], []]);
  });
});

describe("a response", () => {
  const chatty = defineRule({
    ...METADATA,
    id: "chatty",
    scope: "stack",
    *check() {
      for (let index = 0; index < 40; index++) {
        yield finding(`property${index}`, "x".repeat(1_500));
      }
    },
  });

  test("stays below the 4 MB gRPC refuses, says how much is missing, and loses no resource silently", async () => {
    const literals = Array.from({ length: 400 }, (_, index) => resource(THING, `thing${index}`, {}));
    const reported = await throughFastPath([chatty], resolveStack(literals, "up"));
    const bytes = reported.reduce((sum, each) => sum + each.message.length + each.urn.length, 0);
    expect(bytes).toBeLessThan(4_000_000);
    expect(reported.length).toBeGreaterThan(1_000);
    expect(reported.at(-1)?.message).toMatch(new RegExp(`${16_000 - reported.length} further findings`));
  });
});

describe("not applicable", () => {
  const never = (scope: "resource" | "stack") =>
    defineRule({
      ...METADATA,
      id: "never-applies",
      scope,
      *check() {
        yield notApplicable("things of this sort are exempt");
      },
    });

  test.each(["resource", "stack"] as const)("is reported as such, with the reason (%s rule)", async (scope) => {
    const sdk = loadSdk();
    if (sdk === undefined) {
      throw new Error("no fast path");
    }
    const stack = resolveStack([resource(THING, "thing", {}), resource("acme:index/other:Other", "other", {})], "up");
    const handlers = fastHandlers([never(scope)], { name: "test", version: "0.0.0" }, sdk, {});
    const requests = scope === "resource" ? stack.map(analyzeRequest) : [stackRequest(stack)];
    const reasons: string[] = [];
    for (const request of requests) {
      await handlers[scope === "resource" ? "analyze" : "analyzeStack"]?.({ request }, (error, response) => {
        expect(error).toBeNull();
        const list = (response as analyzer.AnalyzeResponse).getNotApplicableList();
        reasons.push(...list.map((each) => `${each.getPolicyName()}: ${each.getReason()}`));
      });
    }
    if (scope === "resource") {
      expect(reasons).toHaveLength(stack.length);
      expect(reasons).toContain("never-applies: things of this sort are exempt");
      expect(reasons).toContain(`never-applies: Rule looks at ${THING}`);
    } else {
      expect(reasons).toEqual(["never-applies: Rule applies to none of the stack's resources"]);
    }
    expect(inProcess([never(scope)], stack).map((each) => each.outcome)).toEqual(["notApplicable"]);
  });
});

describe("a wildcard among the targets", () => {
  const looking = (scope: "resource" | "stack", ...targets: readonly string[]): Rule =>
    defineRule({
      ...METADATA,
      id: `looking-${scope}`,
      targets,
      scope,
      *check(each: { readonly name: string }) {
        yield finding("", `saw ${each.name}`);
      },
    });
  const stack = resolveStack(
    [resource(THING, "thing"), resource("other:index/thing:Thing", "other"), component("part")],
    "up",
  );

  test.each(["resource", "stack"] as const)("stands for every type, or those of a package (%s rule)", async (scope) => {
    for (const [target, names] of [
      ["*", ["flight-dev", "other", "part", "thing"]],
      ["acme:*", ["part", "thing"]],
      ["nobody:*", []],
    ] as const) {
      const rule = looking(scope, target);
      const [plain, fast] = await all(stack, rule);
      const seen = inProcess([rule], stack).flatMap((each) => each.findings.map(({ message }) => message));
      expect(seen.sort()).toEqual(names.map((name) => `saw ${name}`));
      expect(fast.map(({ urn }) => urn.split("::").at(-1)).sort()).toEqual(names);
      expect(plain.length).toBe(fast.length);
    }
  });
});

describe("a program rule", () => {
  const rule: Rule = defineRule({
    ...METADATA,
    id: "evaluated-twice",
    scope: "program",
    proves: [],
    *check(root) {
      yield finding("", `saw ${root.name}`);
    },
  });

  test("never applies in the engine, which evaluates a program once", async () => {
    const stack = resolveStack([resource(THING, "thing")], "up");
    expect(await all(stack, rule)).toEqual([[], []]);
    expect(inProcess([rule], stack)).toEqual([]);
    const sdk = loadSdk();
    if (sdk === undefined) {
      throw new Error("no fast path");
    }
    const reasons: string[] = [];
    await fastHandlers([rule], { name: "test", version: "0.0.0" }, sdk, {}).analyzeStack?.(
      { request: stackRequest(stack) },
      (_, response) => {
        const list = (response as analyzer.AnalyzeResponse).getNotApplicableList();
        reasons.push(...list.map((each) => `${each.getPolicyName()}: ${each.getReason()}`));
      },
    );
    expect(reasons).toEqual(["evaluated-twice: Only the offline check evaluates a program twice"]);
  });
});

describe("remediate", () => {
  test("answers a resource with an empty string asset, on which the SDK never answers", async () => {
    const sdk = loadSdk();
    if (sdk === undefined) {
      throw new Error("no fast path");
    }
    const handlers = fastHandlers([throwing("resource")], { name: "test", version: "0.0.0" }, sdk, {});
    const request = new analyzer.AnalyzeRequest();
    request.setProperties(Struct.fromJavaScript({ source: { [SIGNATURE_KEY]: SIGNATURE.asset, text: "" } }));
    const remediations = await new Promise((resolve, reject) => {
      void handlers.remediate?.({ request }, (error, response) => {
        if (error) {
          reject(error);
        } else {
          resolve((response as analyzer.RemediateResponse).getRemediationsList());
        }
      });
    });
    expect(remediations).toEqual([]);
  });
});

describe("startWithFastPath", () => {
  const prototype = () => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const grpc = require("@grpc/grpc-js") as { Server: { prototype: { addService: unknown } } };
    return grpc.Server.prototype;
  };

  test("replaces the analyzer's handlers while the pack starts, and nothing afterwards", () => {
    const before = prototype().addService;
    let during: unknown;
    startWithFastPath([], { name: "test", version: "0.0.0" }, () => {
      during = prototype().addService;
    });
    expect(during).not.toBe(before);
    expect(prototype().addService).toBe(before);
  });

  test("only listens to the configuration when told to leave the SDK alone", () => {
    process.env.PREFLIGHT_PLAIN_SDK = "1";
    const added: Record<string, unknown>[] = [];
    const mock = jest.spyOn(prototype() as { addService: (service: unknown, all: unknown) => unknown }, "addService");
    mock.mockImplementation((_, all) => added.push(all as Record<string, unknown>));
    const handlers = { analyze: jest.fn(), analyzeStack: jest.fn(), remediate: jest.fn(), configure: jest.fn() };
    try {
      const fast = startWithFastPath([], { name: "test", version: "0.0.0" }, () => {
        (prototype().addService as (service: unknown, all: unknown) => unknown)({}, handlers);
      });
      expect(fast).toBe(false);
      const any: unknown = expect.any(Function);
      expect(added).toEqual([{ ...handlers, configure: any, getAnalyzerInfo: any }]);
      expect(added[0]?.configure).not.toBe(handlers.configure);
    } finally {
      mock.mockRestore();
      delete process.env.PREFLIGHT_PLAIN_SDK;
    }
  });

  test("restores the SDK when the pack fails to start", () => {
    const before = prototype().addService;
    expect(() =>
      startWithFastPath([], { name: "test", version: "0.0.0" }, () => {
        throw new Error("no start");
      }),
    ).toThrow("no start");
    expect(prototype().addService).toBe(before);
  });
});
