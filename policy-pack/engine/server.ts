/**
 * The fast path: our own answers to the engine's calls, inside the server that `@pulumi/policy` starts.
 *
 * The SDK deserializes every property of every resource again for every rule: R rules on N resources cost R×N
 * (`@pulumi/policy/server.js`, makeAnalyzeStackRpcFun). Here each resource is decoded at most once per call, and only
 * when a rule reads it, into one index that all rules share. The same seam answers `Remediate` in the engine's own form of
 * the properties: the SDK's deserializing hangs the whole preview when a program holds an empty `StringAsset`, and its
 * serializing fails the deployment when it holds an `AssetArchive`.
 *
 * How: while `new PolicyPack` runs, `addService` of the SDK's gRPC server is intercepted once, and the handlers of the
 * analyzer service are replaced. Everything else (start-up, port, `GetAnalyzerInfo`) stays the SDK's. The seam is used
 * only with an SDK version it was tested with; with any other the policies of `policies.ts` run as they are, slower and
 * with the same findings. `test/engine/paths.test.ts` compares both.
 */
import { createRequire } from "node:module";
import { PackState, type EngineLevel } from "../settings/state";
import {
  configurationFrom,
  markStackPolicies,
  programFromRequest,
  propertyNames,
  resourceFrom,
  setLevel,
  stackResourcesFrom,
  type AnalyzeRequest,
  type AnalyzerInfoResponse,
  type ConfigureRequest,
  type ConfigureStackRequest,
  type StackResourceMessage,
} from "./analyzer-messages";
import { programFromEnvironment } from "./context";
import { DeclaredInputs } from "./declared-inputs";
import { Evaluator, type Evaluation, type Finding } from "./evaluate";
import { engineMessage, levelOf } from "./message";
import { EVALUATED_ONCE, inapplicability } from "./policies";
import { redactorFor, type Redactor } from "./redact";
import { STACK_TYPE, type Resource } from "./resource";
import { describeTargets, looksAt, mayRemediate, type Rule } from "./rule";
import { Stack } from "./stack";

/** `@pulumi/policy` versions whose server this file was tested with. */
const TESTED_SDK = "1.21.";

/** Set to `1` to run without the fast path: for comparing, and as a way out. */
const PLAIN_SDK_VARIABLE = "PREFLIGHT_PLAIN_SDK";

/** gRPC refuses a response over 4 MB (the engine's proxy dials with default limits); stay well below. */
const LARGEST_RESPONSE_BYTES = 3_000_000;

/** A gRPC status a handler fails with. */
type Callback = (error: Error | null, response?: unknown) => void;
type Handler = (call: { request: unknown }, callback: Callback) => unknown;
type Handlers = Record<string, Handler>;

interface Diagnostic {
  policyName: string;
  policyPackName: string;
  policyPackVersion: string;
  description: string;
  message: string;
  urn: string;
  enforcementLevel: "advisory" | "mandatory";
  severity: string;
}

interface Remediated {
  policyName: string;
  policyPackName: string;
  policyPackVersion: string;
  description: string;
  /** All of the resource's, in the form of the message's. */
  properties: Readonly<Record<string, unknown>>;
}

/** What is needed of the SDK; all of it exists in the tested versions. */
interface Sdk {
  makeAnalyzeResponse(diagnostics: readonly Diagnostic[], notApplicable: readonly unknown[]): unknown;
  makeRemediateResponse(remediations: readonly Remediated[], notApplicable: readonly unknown[]): unknown;
  PolicyNotApplicable: new () => { setPolicyName(name: string): void; setReason(reason: string): void };
}

/**
 * Starts a policy pack with the fast path where the installed SDK allows it. Where it does not, the SDK answers all calls
 * itself, and the pack only listens to its configuration: the settings of the whole pack concern every policy, and the
 * SDK shows a policy its own settings only.
 *
 * @param start calls `new PolicyPack(…)`; the SDK registers its gRPC service synchronously in there.
 * @param state the one `toPolicies` has, where the policies of the plain path are to hear of the configuration.
 * @returns whether the fast path is in place.
 */
export function startWithFastPath(
  rules: readonly Rule[],
  pack: PackIdentity,
  start: () => void,
  state = new PackState(rules),
): boolean {
  const prototype = grpcServerPrototype();
  const sdk = process.env[PLAIN_SDK_VARIABLE] === "1" ? undefined : loadSdk();
  if (prototype === undefined) {
    start();
    return false;
  }
  // eslint-disable-next-line @typescript-eslint/unbound-method -- only ever called with `call`
  const original = prototype.addService;
  let replaced = false;
  prototype.addService = function (service: unknown, handlers: Handlers): unknown {
    if (!("analyzeStack" in handlers && "configure" in handlers)) {
      return original.call(this, service, handlers);
    }
    replaced = sdk !== undefined;
    const own = sdk === undefined ? listening(state, handlers) : fastHandlers(rules, pack, sdk, handlers, state);
    return original.call(this, service, { ...handlers, ...own, ...introducing(rules, handlers) });
  };
  try {
    start();
  } finally {
    prototype.addService = original;
  }
  return replaced;
}

/**
 * The one handler of the plain path: it reads the configuration on its way to the SDK, and tells the SDK which rules are to
 * remediate because the settings of the pack say so: it asks no others.
 */
export function listening(state: PackState, original: Handlers): Handlers {
  return {
    configure(call, callback) {
      const request = call.request as ConfigureRequest;
      state.configure(configurationFrom(request));
      for (const rule of state.rules.filter((each) => each.remediate && state.levelOf(each) === "remediate")) {
        setLevel(request, rule.id, "remediate");
      }
      return original.configure?.(call, callback);
    },
  };
}

/**
 * A stack policy that remediates too is a resource policy to the SDK, and the engine would count it as passed on every
 * resource, and not at all among the stack policies (`pkg/resource/analyzer/summary.go`, read at 3.255).
 */
export function introducing(rules: readonly Rule[], original: Handlers): Handlers {
  const ids = rules.filter(({ scope, remediate }) => scope === "stack" && remediate !== undefined).map(({ id }) => id);
  return {
    getAnalyzerInfo(call, callback) {
      return original.getAnalyzerInfo?.(call, (error, response) => {
        if (response !== undefined) {
          markStackPolicies(response as AnalyzerInfoResponse, ids);
        }
        callback(error, response);
      });
    },
  };
}

/** Name and version under which findings are reported. */
export interface PackIdentity {
  readonly name: string;
  readonly version: string;
}

/**
 * The handlers that replace the SDK's. Exported for the test harness, which drives them with real messages.
 *
 * @param original the SDK's handlers; `configure` and `configureStack` go on to them.
 */
export function fastHandlers(
  rules: readonly Rule[],
  pack: PackIdentity,
  sdk: Sdk,
  original: Handlers,
  state = new PackState(rules),
): Handlers {
  let program = programFromEnvironment(process.env);
  const settingsOf = (rule: Rule) => state.settingsOf(rule);
  const levelOfRule = (rule: Rule) => state.levelOf(rule);
  const isEnabled = (rule: Rule) => levelOfRule(rule) !== "disabled";
  const isOff = (id: string) => state.isOff(id);
  let book = state.openBook();
  let evaluator = new Evaluator(rules.filter(isEnabled), program, settingsOf, book, isOff);
  const reset = () => {
    book = state.openBook();
    evaluator = new Evaluator(rules.filter(isEnabled), program, settingsOf, book, isOff);
    remediating = undefined;
  };
  let remediating: readonly Rule[] | undefined;
  const notApplicableByType = new Map<string, readonly unknown[]>();
  const declared = new DeclaredInputs();

  const report = (findings: readonly Finding[]): readonly Diagnostic[] => {
    const redactor = redactorFor(program);
    return bounded(
      findings
        .filter((finding) => isEnabled(finding.rule))
        .map((finding) => toDiagnostic(finding, pack, levelOfRule(finding.rule), redactor)),
    );
  };
  const inapplicable = (rule: Rule, reason: string): unknown => {
    const message = new sdk.PolicyNotApplicable();
    message.setPolicyName(rule.id);
    message.setReason(reason);
    return message;
  };
  /** Rules that do not look at a type, as messages; the same for every resource of the type, so made once. */
  const inapplicableTo = (type: string): readonly unknown[] => {
    let found = notApplicableByType.get(type);
    if (found === undefined) {
      found = rules
        .filter((rule) => rule.scope === "resource" && isEnabled(rule) && !looksAt(rule, type))
        .map((rule) => inapplicable(rule, `Rule looks at ${describeTargets(rule)}`));
      notApplicableByType.set(type, found);
    }
    return found;
  };

  return {
    configure(call, callback) {
      state.configure(configurationFrom(call.request as ConfigureRequest));
      notApplicableByType.clear();
      reset();
      return original.configure?.(call, callback);
    },

    configureStack(call, callback) {
      program = programFromRequest(call.request as ConfigureStackRequest);
      reset();
      return original.configureStack?.(call, callback);
    },

    analyze(call, callback) {
      answer(callback, () => {
        const request = call.request as AnalyzeRequest;
        declared.note(request.getUrn(), propertyNames(request));
        const resource = resourceFrom(request);
        const evaluations = evaluator.evaluateResource(resource);
        const findings = evaluations.flatMap((each) => each.findings);
        if (resource.type === STACK_TYPE) {
          findings.push(...settingsFindings(evaluator, rules, "resource", resource));
        }
        const notApplicable = evaluations
          .filter((each) => each.outcome === "notApplicable")
          .map((each) => inapplicable(each.rule, each.reasons[0] ?? ""));
        return sdk.makeAnalyzeResponse(report(findings), [...inapplicableTo(resource.type), ...notApplicable]);
      });
    },

    analyzeStack(call, callback) {
      answer(callback, () => {
        const request = call.request as { getResourcesList(): StackResourceMessage[] };
        const stack = new Stack(stackResourcesFrom(request.getResourcesList(), declared));
        const findings: Finding[] = [];
        const notApplicable: unknown[] = [];
        for (const rule of rules) {
          if (rule.scope === "resource" || !isEnabled(rule)) {
            continue;
          }
          if (rule.scope === "program") {
            notApplicable.push(inapplicable(rule, EVALUATED_ONCE));
            continue;
          }
          const evaluations: readonly Evaluation[] = evaluator.evaluateStackRule(rule, stack);
          findings.push(...evaluations.flatMap((each) => each.findings));
          const reason = inapplicability(rule, evaluations);
          if (reason !== undefined) {
            notApplicable.push(inapplicable(rule, reason));
          }
        }
        const root = stack.ofKind([STACK_TYPE])[0];
        if (root !== undefined) {
          findings.push(
            ...settingsFindings(evaluator, rules, "stack", root),
            ...settingsFindings(evaluator, rules, "program", root),
            ...state.mistakeFindings(root),
            ...book.findings(stack.resources),
            ...book.trail(root),
          );
        }
        return sdk.makeAnalyzeResponse(report(findings), notApplicable);
      });
    },

    remediate(call, callback) {
      answer(callback, () => {
        const request = call.request as AnalyzeRequest;
        remediating ??= rules.filter((rule) => rule.remediate && levelOfRule(rule) === "remediate");
        const meant = remediating.filter((rule) => mayRemediate(rule, request.getType()));
        return sdk.makeRemediateResponse(meant.length === 0 ? [] : remediations(request, meant), []);
      });
    },
  };

  function remediations(request: AnalyzeRequest, meant: readonly Rule[]): readonly Remediated[] {
    const properties = request.getProperties()?.toJavaScript() ?? {};
    const made: Remediated[] = [];
    for (const { rule } of evaluator.remediate(meant, properties, () => resourceFrom(request, properties))) {
      made.push({
        policyName: rule.id,
        policyPackName: pack.name,
        policyPackVersion: pack.version,
        description: rule.remediate?.does ?? "",
        // The engine shows what each made of the one before.
        properties: structuredClone(properties),
      });
    }
    return made;
  }
}

function settingsFindings(
  evaluator: Evaluator,
  rules: readonly Rule[],
  scope: Rule["scope"],
  root: Resource,
): readonly Finding[] {
  return rules.filter((rule) => rule.scope === scope).flatMap((rule) => evaluator.settingsFindings(rule, root));
}

/** Rules are guarded one by one; what fails here is this file, and it fails the call as the SDK would. */
function answer(callback: Callback, respond: () => unknown): void {
  let response: unknown;
  try {
    response = respond();
  } catch (error) {
    callback(error instanceof Error ? error : new Error(String(error)));
    return;
  }
  callback(null, response);
}

function toDiagnostic(finding: Finding, pack: PackIdentity, level: EngineLevel, redactor: Redactor): Diagnostic {
  return {
    policyName: finding.rule.id,
    policyPackName: pack.name,
    policyPackVersion: pack.version,
    description: `${finding.rule.title}. ${finding.rule.rationale}`,
    message: redactor.apply(engineMessage(finding)),
    urn: finding.resource.urn,
    enforcementLevel: levelOf(finding, level),
    severity: finding.severity,
  };
}

/**
 * Keeps a response below the size gRPC refuses. Nothing is dropped before everything was shortened, and what is dropped
 * is counted in the last diagnostic kept.
 */
function bounded(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const sizeOf = (each: Diagnostic) =>
    Buffer.byteLength(each.message) + Buffer.byteLength(each.description) + each.urn.length + 200;
  const total = (all: readonly Diagnostic[]) => all.reduce((sum, each) => sum + sizeOf(each), 0);
  if (total(diagnostics) <= LARGEST_RESPONSE_BYTES) {
    return diagnostics;
  }
  const short = diagnostics.map((each) => ({
    ...each,
    description: each.policyName,
    message: firstLines(each.message, 2),
  }));
  // Mandatory ones first: they decide whether the deployment stops.
  const ordered = [
    ...short.filter((each) => each.enforcementLevel === "mandatory"),
    ...short.filter((each) => each.enforcementLevel !== "mandatory"),
  ];
  let size = 0;
  const kept = ordered.filter((each) => (size += sizeOf(each)) <= LARGEST_RESPONSE_BYTES);
  const last = kept.at(-1);
  if (last !== undefined && kept.length < ordered.length) {
    last.message += `\n(${ordered.length - kept.length} further findings do not fit into one response; fix these and run again)`;
  }
  return kept;
}

function firstLines(text: string, count: number): string {
  return text.split("\n").slice(0, count).join("\n");
}

interface GrpcServerPrototype {
  addService(service: unknown, handlers: Handlers): unknown;
}

function sdkRequire(): NodeJS.Require | undefined {
  try {
    return createRequire(require.resolve("@pulumi/policy"));
  } catch {
    return undefined;
  }
}

function grpcServerPrototype(): GrpcServerPrototype | undefined {
  const load = sdkRequire();
  const grpc = load?.("@grpc/grpc-js") as { Server?: { prototype: GrpcServerPrototype } } | undefined;
  return typeof grpc?.Server?.prototype.addService === "function" ? grpc.Server.prototype : undefined;
}

/** The parts of the SDK the handlers need, or `undefined` when this is not a version they were tested with. */
export function loadSdk(): Sdk | undefined {
  const load = sdkRequire();
  if (load === undefined) {
    return undefined;
  }
  try {
    const { version } = load("@pulumi/policy/version") as { version?: string };
    if (version?.startsWith(TESTED_SDK) !== true) {
      return undefined;
    }
    const protoutil = load("@pulumi/policy/protoutil") as Partial<Sdk>;
    const { PolicyNotApplicable } = load("@pulumi/pulumi/proto/analyzer_pb") as Partial<Sdk>;
    const { makeAnalyzeResponse, makeRemediateResponse } = protoutil;
    return makeAnalyzeResponse && makeRemediateResponse && PolicyNotApplicable
      ? { makeAnalyzeResponse, makeRemediateResponse, PolicyNotApplicable }
      : undefined;
  } catch {
    return undefined;
  }
}
