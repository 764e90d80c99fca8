/**
 * Runs rules over a resolved stack the three ways they run in real life: through the SDK's own analyzer functions with
 * the plain policies, through our fast handlers, and in process as the offline check does. All with real messages.
 */
import * as analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import type { ProgramContext } from "../../policy-pack/engine/context";
import { Evaluator, type Evaluation } from "../../policy-pack/engine/evaluate";
import { toPolicies } from "../../policy-pack/engine/policies";
import { Resource, STACK_TYPE } from "../../policy-pack/engine/resource";
import { defineRule, type Rule, type Settings } from "../../policy-pack/engine/rule";
import { fastHandlers, listening, loadSdk } from "../../policy-pack/engine/server";
import { Value } from "../../policy-pack/engine/value";
import { decodeProperties } from "../../policy-pack/engine/wire";
import { packRules } from "../../policy-pack/settings/pack-rules";
import { PackState } from "../../policy-pack/settings/state";
import type { ResolvedResource } from "./literals";

/** A finding as a rule table states it. */
export interface Reported {
  readonly rule: string;
  readonly urn: string;
  readonly message: string;
  readonly severity: string;
  readonly level: string;
}

export interface CallOptions {
  readonly settings?: Settings;
  readonly program?: ProgramContext;
  /** In the form of a `--policy-pack-config` file; instead of `settings`, where levels and the pack's own matter. */
  readonly configuration?: Readonly<Record<string, unknown>>;
}

export type Rpc = (
  call: { request: unknown },
  callback: (error: Error | null, response?: analyzer.AnalyzeResponse) => void,
) => unknown;
interface SdkServer {
  makeAnalyzeRpcFun(name: string, version: string, level: string, policies: unknown): Rpc;
  makeAnalyzeStackRpcFun(name: string, version: string, level: string, policies: unknown): Rpc;
}

export const PACK = { name: "test", version: "0.0.0" };

/** A pack always has resource rules, and a stack rule may rely on what the engine showed them. This one says nothing. */
const OBSERVER = defineRule({
  id: "observer",
  title: "Nothing",
  rationale: "",
  remediation: "",
  severity: "low",
  enforcement: "advisory",
  family: "convention",
  frameworks: [],
  seeds: [],
  scope: "resource",
  targets: [],
  check: () => [],
});
const SEVERITY = ["unspecified", "low", "medium", "high", "critical"];
const LEVEL = ["advisory", "mandatory", "disabled", "remediate"];

/** The plain path: `toPolicies`, run by the SDK's own server functions (its proxies, its secrets). */
export async function throughSdk(
  rules: readonly Rule[],
  stack: readonly ResolvedResource[],
  { settings = {}, program, configuration }: CallOptions = {},
): Promise<readonly Reported[]> {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const sdk = require("@pulumi/policy/server") as SdkServer;
  const state = new PackState([...rules, OBSERVER]);
  const policies = toPolicies([...rules, OBSERVER], state).map((policy) =>
    policy.name === OBSERVER.id ? policy : withSettings(policy, settings),
  );
  return withEnvironment(program, async () => {
    if (configuration !== undefined) {
      const { configure } = listening(state, { configure: accept });
      await call(configure as unknown as Rpc, configureRequest(rules, configuration));
    }
    const analyze = sdk.makeAnalyzeRpcFun(PACK.name, PACK.version, "advisory", policies);
    const analyzeStack = sdk.makeAnalyzeStackRpcFun(PACK.name, PACK.version, "advisory", policies);
    return callAll(analyze, analyzeStack, stack);
  });
}

/** The fast path: our handlers, configured through the messages the engine sends. */
export async function throughFastPath(
  rules: readonly Rule[],
  stack: readonly ResolvedResource[],
  { settings, program, configuration }: CallOptions = {},
): Promise<readonly Reported[]> {
  return withEnvironment(program, async () => {
    const handlers = await fastPath(
      rules,
      { settings, program, configuration },
      { configure: accept, configureStack: accept },
    );
    return callAll(handlers.analyze as unknown as Rpc, handlers.analyzeStack as unknown as Rpc, stack);
  });
}

/** Our handlers, configured through the messages the engine sends. */
export async function fastPath(
  rules: readonly Rule[],
  { settings, program, configuration }: CallOptions,
  original: Parameters<typeof fastHandlers>[3],
): Promise<ReturnType<typeof fastHandlers>> {
  const sdk = loadSdk();
  if (sdk === undefined) {
    throw new Error("the installed @pulumi/policy is not one the fast path was tested with");
  }
  const handlers = fastHandlers(rules, PACK, sdk, original);
  if (program !== undefined) {
    const request = new analyzer.AnalyzerStackConfigureRequest();
    request.setProject(program.project);
    request.setStack(program.stack);
    for (const [key, each] of program.config ?? []) {
      request.getConfigMap().set(key, each.value);
    }
    request.setConfigSecretKeysList(
      [...(program.config ?? [])].filter(([, each]) => each.secret === true).map(([key]) => key),
    );
    await call(handlers.configureStack as unknown as Rpc, request);
  }
  if (configuration !== undefined) {
    await call(handlers.configure as unknown as Rpc, configureRequest(rules, configuration));
  } else if (settings !== undefined) {
    const request = new analyzer.ConfigureAnalyzerRequest();
    for (const rule of rules) {
      const config = new analyzer.PolicyConfig();
      config.setEnforcementlevel(
        analyzer.EnforcementLevel[rule.enforcement === "mandatory" ? "MANDATORY" : "ADVISORY"],
      );
      config.setProperties(Struct.fromJavaScript(settings as Record<string, JavaScriptValue>));
      request.getPolicyconfigMap().set(rule.id, config);
    }
    await call(handlers.configure as unknown as Rpc, request);
  }
  return handlers;
}

export function accept(_: unknown, callback: (error: Error | null) => void): void {
  callback(null);
}

/**
 * The request the engine makes of a configuration file: every policy with a level, its own where the file has none. It hands
 * `all` on too (pkg/resource/analyzer/config.go, applyConfig).
 */
export function configureRequest(
  rules: readonly Rule[],
  configuration: Readonly<Record<string, unknown>>,
): analyzer.ConfigureAnalyzerRequest {
  const request = new analyzer.ConfigureAnalyzerRequest();
  const byId = new Map([...rules, ...packRules].map((rule) => [rule.id, rule]));
  const ids = [...byId.keys(), ...Object.keys(configuration).filter((id) => !byId.has(id))];
  for (const id of ids) {
    const given = configuration[id];
    const entry = (typeof given === "object" ? given : { enforcementLevel: given }) as Record<string, unknown>;
    const { enforcementLevel, ...settings } = entry;
    const level = (enforcementLevel ?? configuration.all ?? byId.get(id)?.enforcement) as string;
    const config = new analyzer.PolicyConfig();
    config.setEnforcementlevel(analyzer.EnforcementLevel[level.toUpperCase() as "ADVISORY"]);
    config.setProperties(Struct.fromJavaScript(settings as Record<string, JavaScriptValue>));
    request.getPolicyconfigMap().set(id, config);
  }
  return request;
}

/** In process, as the offline check does. */
export function inProcess(
  rules: readonly Rule[],
  stack: readonly ResolvedResource[],
  { settings = {}, program }: CallOptions = {},
): readonly Evaluation[] {
  const evaluator = new Evaluator(rules, program ?? NO_PROGRAM, () => settings);
  return [
    ...stack.flatMap((each) => evaluator.evaluateResource(asResource(each, each.inputs))),
    ...evaluator.evaluateStack(stack.map((each) => asResource(each, each.outputs))),
  ];
}

/** A resource with properties as messages have them. */
export function asResource(each: ResolvedResource, props: Readonly<Record<string, unknown>>): Resource {
  return new Resource({
    ...each,
    properties: () => decodeProperties(props),
    provider: () => each.provider && { ...each.provider, props: new Value(decodeProperties(each.provider.props), "") },
    propertyDependencies: () => each.propertyDependencies,
  });
}

export const NO_PROGRAM: ProgramContext = { project: "flight", stack: "dev", config: undefined, environment: {} };

async function callAll(
  analyze: Rpc,
  analyzeStack: Rpc,
  stack: readonly ResolvedResource[],
): Promise<readonly Reported[]> {
  const reported: Reported[] = [];
  for (const each of stack) {
    reported.push(...read(await call(analyze, analyzeRequest(each)), each.urn));
  }
  const root = stack.find((each) => each.type === STACK_TYPE)?.urn ?? "";
  reported.push(...read(await call(analyzeStack, stackRequest(stack)), root));
  return reported;
}

function read(response: analyzer.AnalyzeResponse, defaultUrn: string): readonly Reported[] {
  return response.getDiagnosticsList().map((diagnostic) => ({
    rule: diagnostic.getPolicyname(),
    urn: diagnostic.getUrn() || defaultUrn,
    message: diagnostic.getMessage(),
    severity: SEVERITY[diagnostic.getSeverity()] ?? "",
    level: LEVEL[diagnostic.getEnforcementlevel()] ?? "",
  }));
}

export function call(rpc: Rpc, request: unknown): Promise<analyzer.AnalyzeResponse> {
  return new Promise((resolve, reject) => {
    rpc({ request }, (error, response = new analyzer.AnalyzeResponse()) => {
      if (error) {
        reject(error);
      } else {
        resolve(response);
      }
    });
  });
}

function struct(value: Readonly<Record<string, unknown>>): Struct {
  return Struct.fromJavaScript(value as Record<string, JavaScriptValue>);
}

function options(parent: string): analyzer.AnalyzerResourceOptions {
  const message = new analyzer.AnalyzerResourceOptions();
  message.setParent(parent);
  message.setCustomtimeouts(new analyzer.AnalyzerResourceOptions.CustomTimeouts());
  return message;
}

function providerMessage(each: ResolvedResource): analyzer.AnalyzerProviderResource | undefined {
  if (each.provider === undefined) {
    return undefined;
  }
  const message = new analyzer.AnalyzerProviderResource();
  message.setType(each.provider.type);
  message.setName(each.provider.name);
  message.setUrn(each.provider.urn);
  message.setProperties(struct(each.provider.props));
  return message;
}

/** What the messages of both calls say of a resource. */
function describe<M extends analyzer.AnalyzeRequest | analyzer.AnalyzerResource>(
  message: M,
  each: ResolvedResource,
  properties: ResolvedResource["inputs"],
): M {
  message.setType(each.type);
  message.setUrn(each.urn);
  message.setName(each.name);
  message.setProperties(struct(properties));
  message.setOptions(options(each.parent));
  message.setProvider(providerMessage(each));
  return message;
}

/** The `AnalyzeRequest` the engine sends for a resource: its checked inputs. */
export function analyzeRequest(each: ResolvedResource): analyzer.AnalyzeRequest {
  return describe(new analyzer.AnalyzeRequest(), each, each.inputs);
}

/** The `AnalyzeStackRequest` the engine sends: all outputs, resources in arbitrary order (here: reversed). */
export function stackRequest(stack: readonly ResolvedResource[]): analyzer.AnalyzeStackRequest {
  const request = new analyzer.AnalyzeStackRequest();
  request.setResourcesList(
    [...stack].reverse().map((each) => {
      const message = describe(new analyzer.AnalyzerResource(), each, each.outputs);
      message.setParent(each.parent);
      message.setDependenciesList([...each.dependencies]);
      // The engine leaves out properties without dependencies (pkg/resource/plugin/analyzer_plugin.go, AnalyzeStack).
      for (const [property, urns] of Object.entries(each.propertyDependencies).filter(([, all]) => all.length > 0)) {
        const dependencies = new analyzer.AnalyzerPropertyDependencies();
        dependencies.setUrnsList([...urns]);
        message.getPropertydependenciesMap().set(property, dependencies);
      }
      return message;
    }),
  );
  return request;
}

/** Gives a plain policy its settings: the SDK keeps configuration in a module variable only its server can set. */
export function withSettings(policy: object, settings: Settings): object {
  const wrapped: Record<string, unknown> = { ...policy };
  for (const key of ["validateResource", "validateStack", "remediateResource"]) {
    const original = wrapped[key];
    if (typeof original === "function") {
      wrapped[key] = (args: object, report: unknown) =>
        (original as (a: object, r: unknown) => unknown)({ ...args, getConfig: () => settings }, report);
    }
  }
  return wrapped;
}

/** Runs with the environment variables the language host would set for this program. */
export async function withEnvironment<T>(program: ProgramContext | undefined, run: () => Promise<T>): Promise<T> {
  const before = { ...process.env };
  delete process.env.PULUMI_CONFIG;
  if (program !== undefined) {
    Object.assign(process.env, program.environment);
    process.env.PULUMI_NODEJS_PROJECT = program.project;
    process.env.PULUMI_NODEJS_STACK = program.stack;
    if (program.config !== undefined) {
      process.env.PULUMI_CONFIG = JSON.stringify(
        Object.fromEntries([...program.config].map(([key, each]) => [key, each.value])),
      );
    }
  }
  try {
    return await run();
  } finally {
    for (const key of Object.keys(process.env)) {
      if (!(key in before)) {
        // eslint-disable-next-line @typescript-eslint/no-dynamic-delete
        delete process.env[key];
      }
    }
    Object.assign(process.env, before);
  }
}
