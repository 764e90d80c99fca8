/** The offline check from start to end. */
import path from "node:path";
import type { ProgramContext } from "../policy-pack/engine/context";
import type { Redactor } from "../policy-pack/engine/redact";
import type { Rule } from "../policy-pack/engine/rule";
import { rules as allRules } from "../policy-pack/rules";
import { InputError } from "./errors";
import { evaluate, type SecondEvaluation } from "./evaluate";
import { Model } from "./model/model";
import { Registry } from "./model/registry";
import { resolveConfig, type Config } from "./project/config";
import { packConfig, type PackConfigSource } from "./project/pack-config";
import { readProject, type Project } from "./project/project";
import { chooseStack, readStackFile, type StackName } from "./project/stack-file";
import { describe, describeFailure, pathFrom, type RawFailure } from "./report/describe";
import { completenessNotes, runFailure } from "./report/run-end";
import type { CheckResult, Failure } from "./result";
import { Engine } from "./run/engine";
import { monitorMethods } from "./run/monitor";
import type { Evaluated } from "./run/preload";
import { runProgram, type RunOptions } from "./run/run-program";
import { findSdk } from "./run/sdk";
import { serve } from "./run/servers";
import { Transforms } from "./run/transforms";
import { addResourceSecrets, redactorForInput } from "./secrets/collect";
import { addSourceSecrets } from "./secrets/source";

/** What to check, and how. */
export interface CheckOptions {
  /** Directory of the program, seen from `cwd`; default: `cwd` itself. */
  readonly directory?: string | undefined;
  /** What paths are seen from; default: the process's working directory. */
  readonly cwd?: string;
  /** Default: the only stack with a configuration file, else `dev`. */
  readonly stack?: string | undefined;
  /** `key=value`, each. */
  readonly config?: readonly string[];
  /** Leave what only AWS knows unknown, exactly as the engine's preview does. */
  readonly unknownOutputs?: boolean;
  /** Levels and settings of rules, in Pulumi's format for policy packs. */
  readonly packConfigFile?: string | undefined;
  /** Levels for all rules under one name; stands in for the file's own. */
  readonly profile?: string | undefined;
  /** Time limit of the program. */
  readonly timeoutSeconds?: number;
  /** Check the types of a TypeScript program while loading it. */
  readonly typeCheck?: boolean;
  /** Evaluate the program once only: rules that compare two evaluations do not run. */
  readonly once?: boolean;
  /** The program's environment; default: the process's own. */
  readonly environment?: Environment;
  /** Instead of the pack's own. */
  readonly rules?: readonly Rule[];
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The time limit of a program in seconds, unless another is given. */
export const DEFAULT_TIMEOUT_SECONDS = 120;

/**
 * Runs a Pulumi Node program without CLI, credentials and network, and evaluates the rules over what it registers.
 *
 * Never throws for what a user can do wrong: wrong input and failing programs are the result's `error`.
 */
export async function checkProgram(options: CheckOptions = {}): Promise<CheckResult> {
  const environment = options.environment ?? process.env;
  const stage = firstStage(options, environment);
  try {
    return await check(options, stage, environment);
  } catch (error) {
    const failure = inputFailure(error);
    return {
      project: stage.project,
      stack: stage.stack,
      projectFile: stage.projectFile,
      resources: 0,
      rules: [],
      findings: [],
      exempted: [],
      remediated: [],
      undecided: [],
      complied: [],
      notes: [],
      error: describeFailure(failure, stage.cwd, stage.redactor),
      output: "",
    };
  }
}

/** What a program registers, without a verdict on it. Every text in it but those of the registry is fit to be printed. */
export interface Registration {
  readonly project: string;
  readonly stack: string;
  readonly registry: Registry;
  /** Knows the secrets: whatever is printed goes through it. */
  readonly redactor: Redactor;
  /** `null` when the program ran to its end. */
  readonly error: Failure | null;
}

/** Runs a program as {@link checkProgram} does, once, and evaluates nothing. Does not throw for wrong input either. */
export async function registerProgram(options: Omit<CheckOptions, "rules" | "once"> = {}): Promise<Registration> {
  const environment = options.environment ?? process.env;
  const stage = firstStage(options, environment);
  let registry = new Registry();
  let failure: RawFailure | undefined;
  try {
    const { evaluateProgram, project } = prepareRun(options, stage, environment);
    ({ registry, failure } = await evaluateProgram());
    addSecrets(stage.redactor, registry, project);
  } catch (error) {
    failure = inputFailure(error);
  }
  const { cwd, redactor } = stage;
  return {
    project: redactor.apply(stage.project),
    stack: redactor.apply(stage.stack),
    ...{ registry, redactor },
    error: failure === undefined ? null : describeFailure(failure, cwd, redactor),
  };
}

/** What the user can do wrong as a failure; @throws anything else. */
function inputFailure(error: unknown): RawFailure {
  if (!(error instanceof InputError)) {
    throw error;
  }
  return { kind: "input", message: error.message, hint: error.hint, positions: [] };
}

function firstStage(options: CheckOptions, environment: Environment): Stage {
  return {
    cwd: path.resolve(options.cwd ?? process.cwd()),
    redactor: redactorForInput(new Map(), environment),
    project: "",
    stack: "",
    projectFile: null,
  };
}

function addSecrets(redactor: Redactor, registry: Registry, project: Project): void {
  addResourceSecrets(redactor, registry);
  addSourceSecrets(redactor, project.root);
}

/** The configuration of the pack that options name. */
export function packConfigSource(
  { packConfigFile, profile }: Pick<CheckOptions, "packConfigFile" | "profile">,
  cwd: string,
): PackConfigSource {
  const file = packConfigFile === undefined ? undefined : path.resolve(cwd, packConfigFile);
  return { file, shown: packConfigFile, profile };
}

/** How far a check got: what a report of its failure can name. */
interface Stage {
  readonly cwd: string;
  redactor: Redactor;
  project: string;
  stack: string;
  projectFile: string | null;
}

async function check(options: CheckOptions, stage: Stage, environment: Environment): Promise<CheckResult> {
  const rules = options.rules ?? allRules;
  const configured = packConfig(packConfigSource(options, stage.cwd), rules);
  const { project, program, notes, evaluateProgram } = prepareRun(options, stage, environment);
  const isTwice =
    options.once !== true && rules.some((rule) => rule.scope === "program" && configured.levelOf(rule) !== "disabled");
  const { run, again } = isTwice ? await twice(evaluateProgram) : { run: await evaluateProgram(), again: undefined };

  const { registry, failure } = run;
  addSecrets(stage.redactor, registry, project);
  return describe({
    ...stage,
    ...run,
    registry,
    packConfig: configured,
    failure,
    verdicts: evaluate({ registry, rules, config: configured, program, complete: failure === undefined, again }),
    notes: [...notes, ...registry.notes, ...completenessNotes(failure, registry)],
  });
}

/** A program that is ready to be evaluated. */
interface Ready {
  readonly project: Project;
  readonly program: ProgramContext;
  readonly notes: readonly string[];
  readonly evaluateProgram: EvaluateProgram;
}

function prepareRun(options: CheckOptions, stage: Stage, environment: Environment): Ready {
  const shown = options.directory ?? ".";
  const { project, stack, config, notes } = prepare(options, stage, shown);
  stage.redactor = redactorForInput(config, environment);
  const sdk = findSdk(project, shown);
  const program: ProgramContext = {
    project: project.name,
    stack: stack.stack,
    config,
    environment,
    marksDataSources: true,
    directory: project.pwd,
  };
  const timeoutSeconds = options.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS;
  const typeCheck = options.typeCheck ?? false;
  const evaluateProgram: EvaluateProgram = async (evaluated, stop) => {
    const model = new Model({ program, root: project.root, unknownOutputs: options.unknownOutputs ?? false });
    const { registry } = model;
    const given = { project, stack, config, sdk, timeoutSeconds, typeCheck, environment, evaluated, stop };
    const ended = await runAgainst(model, given);
    return { ...ended, registry, failure: runFailure({ ...ended, project, registry, timeoutSeconds }) };
  };
  return { project, program, notes, evaluateProgram };
}

/** One evaluation of the program, and how it ended. */
interface Evaluation extends Awaited<ReturnType<typeof runAgainst>> {
  readonly registry: Registry;
  readonly failure: RawFailure | undefined;
}

type EvaluateProgram = (evaluated?: Evaluated, stop?: AbortSignal) => Promise<Evaluation>;

/** How long the second evaluation may at least take after the first has ended. */
const LEAST_PATIENCE_MS = 5_000;

/**
 * Evaluates the program twice, side by side. One that fails may have come in the other's way (both write the same file),
 * so it is evaluated once more, alone, and that counts.
 */
async function twice(
  evaluateProgram: EvaluateProgram,
): Promise<{ readonly run: Evaluation; readonly again: SecondEvaluation | undefined }> {
  const start = performance.now();
  const stop = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const [first, second] = await Promise.all([
    evaluateProgram("first").finally(() => {
      // With another clock a program may wait for something that never comes; nobody should wait with it.
      const patience = Math.max(LEAST_PATIENCE_MS, performance.now() - start);
      timer = setTimeout(() => {
        stop.abort();
      }, patience).unref();
    }),
    evaluateProgram("second", stop.signal),
  ]);
  clearTimeout(timer);
  if (first.failure !== undefined) {
    const isOwn = first.failure.kind !== "program";
    return { run: isOwn ? first : await evaluateProgram(), again: undefined };
  }
  return { run: first, again: second.failure === undefined ? second.registry : "failed" };
}

interface Prepared {
  readonly project: Project;
  readonly stack: StackName;
  readonly config: Config;
  readonly notes: readonly string[];
}

function prepare(options: CheckOptions, stage: Stage, shown: string): Prepared {
  const project = readProject(path.resolve(stage.cwd, shown), shown);
  stage.project = project.name;
  stage.projectFile = pathFrom(stage.cwd, project.file);
  const stack = chooseStack(project, options.stack);
  stage.stack = stack.stack;
  const file = readStackFile(project, stack.stack, shown);
  const config = resolveConfig(project, stack.stack, file, options.config ?? []);
  const notes: string[] = [];
  if (stack.alternatives.length > 0) {
    notes.push(
      `There are configuration files of several stacks (${stack.alternatives.join(", ")}); this checked ` +
        `${stack.stack}. Choose with --stack.`,
    );
  }
  if (file.environments.length > 0) {
    notes.push(
      `Configuration from Pulumi ESC (${file.environments.join(", ")}) cannot be opened offline; its values were ` +
        "missing. Give those that matter with --config.",
    );
  }
  return { project, stack, config, notes };
}

/** Runs a program with a model behind the services it talks to. */
async function runAgainst(model: Model, options: Omit<RunOptions, "address">) {
  const engine = new Engine();
  const transforms = new Transforms();
  const internalErrors: unknown[] = [];
  const servers = await serve(monitorMethods(model, transforms), engine.methods, (error) => {
    internalErrors.push(error);
  });
  try {
    const end = await runProgram({ ...options, address: servers.address });
    return { end, log: engine.log, internalErrors };
  } finally {
    transforms.close();
    servers.close();
  }
}
