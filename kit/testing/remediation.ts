/** What rules make of a resource's inputs, through both of the engine's paths, and how a stack looks afterwards. */
import type * as analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import { Evaluator } from "../../policy-pack/engine/evaluate";
import { toPolicies } from "../../policy-pack/engine/policies";
import { mayRemediate, type Rule } from "../../policy-pack/engine/rule";
import { SIGNATURE, SIGNATURE_KEY, UNKNOWN } from "../../policy-pack/engine/wire";
import { PackState } from "../../policy-pack/settings/state";
import {
  accept,
  analyzeRequest,
  asResource,
  call,
  fastPath,
  NO_PROGRAM,
  PACK,
  withEnvironment,
  withSettings,
  type CallOptions,
  type Rpc,
} from "./engine-calls";
import type { ResolvedResource } from "./literals";
import type { Expect } from "./runner";

type Inputs = Readonly<Record<string, unknown>>;

/** What one rule made of a resource's inputs. */
export interface Remediated {
  readonly rule: string;
  /** All of them, as the engine gets them back. */
  readonly inputs: Inputs;
}

interface SdkServer {
  makeRemediateRpcFun(name: string, version: string, level: string, policies: unknown): Rpc;
}

/** The plain path: `remediateResource`, run by the SDK's own server function, every rule's level being `remediate`. */
export async function remediateThroughSdk(
  rules: readonly Rule[],
  resource: ResolvedResource,
  { settings = {}, program }: CallOptions = {},
): Promise<readonly Remediated[]> {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const sdk = require("@pulumi/policy/server") as SdkServer;
  const policies = toPolicies(rules, new PackState(rules)).map((policy) => ({
    ...withSettings(policy, settings),
    enforcementLevel: "remediate",
  }));
  return withEnvironment(program, async () =>
    read(await call(sdk.makeRemediateRpcFun(PACK.name, PACK.version, "remediate", policies), analyzeRequest(resource))),
  );
}

/** The fast path: our handler, every rule's level being `remediate`. */
export async function remediateThroughFastPath(
  rules: readonly Rule[],
  resource: ResolvedResource,
  { settings = {}, program }: CallOptions = {},
): Promise<readonly Remediated[]> {
  const configuration = Object.fromEntries(
    rules.map(({ id }) => [id, { ...settings, enforcementLevel: "remediate" }] as const),
  );
  return withEnvironment(program, async () => {
    const handlers = await fastPath(rules, { program, configuration }, { configure: accept, configureStack: accept });
    return read(await call(handlers.remediate as unknown as Rpc, analyzeRequest(resource)));
  });
}

function read(response: unknown): readonly Remediated[] {
  return (response as analyzer.RemediateResponse).getRemediationsList().map((each) => ({
    rule: each.getPolicyname(),
    inputs: each.getProperties()?.toJavaScript() ?? {},
  }));
}

/** A stack as it is once rules have remediated what they can, in process: inputs, outputs, and what the program is taken to have set. */
function remediatedStack(
  rules: readonly Rule[],
  stack: readonly ResolvedResource[],
  { settings = {}, program }: CallOptions = {},
): readonly ResolvedResource[] {
  const evaluator = new Evaluator(rules, program ?? NO_PROGRAM, () => settings);
  return stack.map((each) => {
    const inputs = structuredCloneOf(each.inputs);
    const tops = [...evaluator.remediate(rules, inputs, () => asResource(each, inputs))].flatMap(({ edits }) =>
      edits.map(({ property }) => /^[^.[]+/.exec(property)?.[0] ?? ""),
    );
    return {
      ...each,
      inputs,
      outputs: { ...each.outputs, ...Object.fromEntries(tops.map((name) => [name, inputs[name]])) },
      propertyDependencies: { ...Object.fromEntries(tops.map((name) => [name, []])), ...each.propertyDependencies },
    };
  });
}

/** A copy whose objects belong to this realm: jest's `structuredClone` comes from another. */
function structuredCloneOf(inputs: Inputs): Record<string, unknown> {
  return JSON.parse(JSON.stringify(inputs)) as Record<string, unknown>;
}

/** What must come through a remediation as it is, beside what is remediated. */
const BYSTANDERS: Inputs = {
  __defaults: ["bystanderName"],
  __internal: { note: 1 },
  bystanderArchive: {
    [SIGNATURE_KEY]: SIGNATURE.archive,
    assets: { "__index.js": { [SIGNATURE_KEY]: SIGNATURE.asset, text: "exports.handler = 1" } },
  },
  bystanderList: [UNKNOWN, { [SIGNATURE_KEY]: SIGNATURE.secret, value: ["hunter2"] }],
  bystanderName: "given-by-the-provider",
  bystanderNumber: 1.5,
  bystanderSecret: { [SIGNATURE_KEY]: SIGNATURE.secret, value: { inner: UNKNOWN } },
  bystanderUnknown: UNKNOWN,
};

/**
 * Remediates one resource on both paths, and holds what always holds: they agree, a second time changes nothing, and secrets,
 * unknowns, archives and the engine's own notes come through as they were.
 *
 * @returns the inputs afterwards.
 */
export async function expectRemediation(
  expect: Expect,
  rules: readonly Rule[],
  resource: ResolvedResource,
  options: CallOptions = {},
): Promise<Inputs> {
  const given = { ...resource, inputs: { ...resource.inputs, ...BYSTANDERS } };
  const fast = await remediateThroughFastPath(rules, given, options);
  expect(await remediateThroughSdk(rules, given, options)).toEqual(fast);
  const inputs = fast.at(-1)?.inputs ?? given.inputs;
  expect(Object.fromEntries(Object.keys(BYSTANDERS).map((name) => [name, inputs[name]]))).toEqual(BYSTANDERS);
  expect(await remediateThroughFastPath(rules, { ...given, inputs }, options)).toEqual([]);
  expect(await remediateThroughSdk(rules, { ...given, inputs }, options)).toEqual([]);
  return Object.fromEntries(Object.entries(inputs).filter(([name]) => !(name in BYSTANDERS)));
}

/** Remediates every resource of a stack it may, on both paths and in process, and returns the stack as it is then. */
export async function expectRemediatedStack(
  expect: Expect,
  rule: Rule,
  stack: readonly ResolvedResource[],
  options: CallOptions,
): Promise<readonly ResolvedResource[]> {
  const after = remediatedStack([rule], stack, options);
  for (const [index, each] of stack.entries()) {
    if (mayRemediate(rule, each.type)) {
      expect(await expectRemediation(expect, [rule], each, options)).toEqual(after[index]?.inputs);
    }
  }
  return after;
}
