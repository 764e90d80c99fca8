/**
 * Runs example programs of the provider's documentation through the offline check, many in one process: loading the SDK is
 * nearly all of a run. Most examples are fragments that use names they do not declare; those stand for something outside
 * the program that nobody knows.
 */
import { createRequire } from "node:module";
import * as pulumi from "@pulumi/pulumi";
import { setAllConfig } from "@pulumi/pulumi/runtime/config";
import { disconnect, resetOptions } from "@pulumi/pulumi/runtime/settings";
import { runInPulumiStack } from "@pulumi/pulumi/runtime/stack";
import * as state from "@pulumi/pulumi/runtime/state";
import ts from "typescript";
import type { ProgramContext } from "../../policy-pack/engine/context";
import type { Evaluation } from "../../policy-pack/engine/evaluate";
import type { Rule } from "../../policy-pack/engine/rule";
import { evaluate } from "../../preflight/evaluate";
import { Model } from "../../preflight/model/model";
import { packConfig } from "../../preflight/project/pack-config";
import { Engine } from "../../preflight/run/engine";
import { monitorMethods } from "../../preflight/run/monitor";
import { serve } from "../../preflight/run/servers";
import { Transforms } from "../../preflight/run/transforms";
import type { ProviderExample } from "./extract";

/** What became of one example. */
export interface ExampleRun {
  readonly example: ProviderExample;
  /** Resources it registered. */
  readonly resources: number;
  /** Why it did not come to its end: it is a fragment that cannot run, or needs another package. */
  readonly error: string | undefined;
  readonly evaluations: readonly Evaluation[];
}

const PROJECT = "example";
const STACK = "dev";
/** No region: the examples name zones of any. */
const CONFIG: Readonly<Record<string, string>> = {};
const requireFromHere = createRequire(__filename);
/** How the Automation API runs an inline program; the SDK keeps it out of its declarations. */
const { withLocalStorage } = state as unknown as { withLocalStorage: <T>(run: () => Promise<T>) => Promise<T> };

/** Runs one example and evaluates the rules over what it registered. Not for several at a time in one process. */
export async function runExample(
  example: ProviderExample,
  rules: readonly Rule[],
  unknownOutputs = false,
): Promise<ExampleRun> {
  const program: ProgramContext = {
    project: PROJECT,
    stack: STACK,
    config: new Map(Object.entries(CONFIG).map(([key, value]) => [key, { value, secret: false }])),
    environment: {},
    marksDataSources: true,
  };
  const model = new Model({ program, root: __dirname, unknownOutputs });
  const transforms = new Transforms();
  const servers = await serve(monitorMethods(model, transforms), new Engine().methods, () => undefined);
  const error = await withLocalStorage(() => runProgram(example, servers.address));
  transforms.close();
  servers.close();
  const { registry } = model;
  const { evaluations } = evaluate({
    registry,
    rules,
    config: packConfig({}, rules),
    program,
    complete: error === undefined,
    again: undefined,
  });
  return { example, resources: registry.resources.length - 1, error, evaluations };
}

async function runProgram(example: ProviderExample, address: string): Promise<string | undefined> {
  let failure: unknown;
  const onError = (error: unknown) => {
    failure ??= error;
  };
  process.on("uncaughtException", onError);
  process.on("unhandledRejection", onError);
  try {
    resetOptions(PROJECT, STACK, 16, address, address, true, "organization");
    setAllConfig(CONFIG, []);
    await runInPulumiStack(() => {
      load(example.text);
      return Promise.resolve(undefined);
    });
    await disconnect(true);
  } catch (error) {
    onError(error);
    await disconnect(false).catch(() => undefined);
  } finally {
    process.off("uncaughtException", onError);
    process.off("unhandledRejection", onError);
  }
  return failure instanceof Error ? failure.message : failure === undefined ? undefined : "it threw what is no error";
}

/** Runs the text of a program. Names it does not declare are looked up in a scope that knows every name. */
function load(text: string): void {
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, alwaysStrict: false },
  });
  const exports = {};
  const known: Readonly<Record<string, unknown>> = { require: requireOrOutside, exports, module: { exports } };
  const scope = new Proxy(known, {
    has: (_, key) => typeof key === "string" && (key in known || !(key in globalThis)),
    get: (_, key) => (typeof key === "string" ? (known[key] ?? outside()) : undefined),
  });
  // Only sloppy code can have its free names caught.
  const body = `with (scope) { (function () { ${outputText.replace(/^"use strict";/, "")}\n})(); }`;
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
  new Function("scope", body)(scope);
}

function requireOrOutside(name: string): unknown {
  if (/^@pulumi\/(aws|pulumi|random)(\/|$)|^(fs|path|crypto)$/.test(name)) {
    return requireFromHere(name) as unknown;
  }
  throw new Error(`needs ${name}`);
}

/** An output nobody knows, of nothing in this program; its properties are such outputs, too. */
function outside(): unknown {
  const make = pulumi.Output as unknown as new (...parts: readonly unknown[]) => unknown;
  return new make(
    new Set(),
    Promise.resolve(undefined),
    Promise.resolve(false),
    Promise.resolve(false),
    Promise.resolve(new Set()),
  );
}
