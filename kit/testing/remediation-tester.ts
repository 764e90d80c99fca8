/** The form of tests of what a rule remediates: one resource, and its inputs afterwards, exactly. */
import type { ProgramContext } from "../../policy-pack/engine/context";
import type { RuleContext, Rule, Settings } from "../../policy-pack/engine/rule";
import { defaultSettings } from "../../policy-pack/engine/settings";
import { SIGNATURE, SIGNATURE_KEY, UNKNOWN } from "../../policy-pack/engine/wire";
import { asResource, NO_PROGRAM } from "./engine-calls";
import { resolveStack, resource, type Mode, type ResourceLiteral } from "./literals";
import { expectRemediation } from "./remediation";
import type { TestRunner } from "./runner";

/** One resource, and what becomes of it. */
export interface RemediationCase {
  readonly name: string;
  readonly resource: ResourceLiteral;
  readonly settings?: Settings;
  readonly program?: ProgramContext;
  /** The properties that are another afterwards, each as a whole; every other one stays. Empty: it is left alone. */
  readonly becomes: Readonly<Record<string, unknown>>;
}

/** What of a rule's table these tests need. */
interface Table {
  readonly valid: readonly { readonly resources: readonly ResourceLiteral[] }[];
  readonly invalid: readonly { readonly name: string; readonly resources: readonly ResourceLiteral[] }[];
  readonly remediates?: readonly RemediationCase[];
  readonly remediated?: readonly string[];
}

/** Where what the program left to other resources is unknown, as an engine's first preview shows it. */
const MODE: Mode = "preview";

function resolveAlone(literal: ResourceLiteral) {
  const [, resolved] = resolveStack([literal], MODE);
  if (resolved === undefined) {
    throw new Error("a stack of one resource resolves to it and its root");
  }
  return resolved;
}

/** Declares the tests of what one rule remediates. */
export function remediationTests(rule: Rule, table: Table, { test, expect }: TestRunner): void {
  const cases = table.remediates ?? [];
  const changed = ({ becomes }: RemediationCase) => Object.keys(becomes).length > 0;

  for (const each of cases) {
    test(`${changed(each) ? "" : "leaves alone: "}${each.name}`, async () => {
      const before = resolveAlone(each.resource);
      const after = await expectRemediation(expect, [rule], before, each);
      expect(after).toEqual({ ...before.inputs, ...each.becomes });
    });
  }

  test("has a case that is remediated and one that is left alone, and names wrong stacks it has", () => {
    expect(rule.remediate === undefined).toBe(false);
    expect(cases.some(changed)).toBe(true);
    expect(cases.some((each) => !changed(each))).toBe(true);
    const wrong = table.invalid.map(({ name }) => name);
    expect((table.remediated ?? []).filter((name) => !wrong.includes(name))).toEqual([]);
  });

  const literals = [...table.valid, ...table.invalid].flatMap((each) => each.resources);

  test("leaves unknowns and secrets alone, whatever property they are", async () => {
    for (const each of cases.filter(changed)) {
      const names = Object.keys(each.resource.props);
      const sealed = (seal: (value: unknown) => unknown) =>
        resolveAlone({
          ...each.resource,
          props: Object.fromEntries(names.map((name) => [name, seal(each.resource.props[name])])),
        });
      const stacks = [
        sealed(() => UNKNOWN),
        sealed((value) => ({ [SIGNATURE_KEY]: SIGNATURE.secret, value: value ?? null })),
      ];
      for (const before of stacks) {
        const after = await expectRemediation(expect, [rule], before, each);
        expect(Object.fromEntries(names.map((name) => [name, after[name]]))).toEqual(
          Object.fromEntries(names.map((name) => [name, before.inputs[name]])),
        );
      }
    }
  });

  test("survives every property being of a wrong type", () => {
    const context: RuleContext = { settings: defaultSettings(rule.settings), program: NO_PROGRAM };
    for (const { type, props } of literals) {
      for (const value of [0, "", true, [], [[]], [null], {}, { a: [{}] }, null, "{"]) {
        const odd = resolveAlone(
          resource(type, "odd", Object.fromEntries(Object.keys(props).map((name) => [name, value]))),
        );
        // It throws where it does not survive.
        expect(Array.isArray([...(rule.remediate?.edits(asResource(odd, odd.inputs), context) ?? [])])).toBe(true);
      }
    }
  });
}
