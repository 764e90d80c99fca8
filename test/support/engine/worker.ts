/**
 * Runs Pulumi programs through the Automation API, in a process of its own: `@pulumi/aws` is thousands of modules, which
 * plain node loads in a second and jest's module registry in many, and a program that misbehaves must not take the tests
 * with it. `node start.cjs ./worker.ts`, spoken to over node's IPC channel.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { LocalWorkspace, PulumiCommand, type EngineEvent, type Stack } from "@pulumi/pulumi/automation";
import { parse, stringify } from "yaml";
import type {
  EngineFinding,
  EngineRemediation,
  EngineRun,
  Operation,
  Request,
  Response,
  StackOptions,
} from "./protocol";

const stacks = new Map<string, Promise<Stack>>();

/** Looked for once: finding out its version is a start of the CLI. */
let command: Promise<PulumiCommand> | undefined;

// The harness sends one request at a time: programs see the process's working directory.
process.on("message", (request: Request) => {
  void answer(request);
});
process.on("disconnect", () => process.exit());

async function answer(request: Request): Promise<void> {
  let response: Response;
  try {
    response = await respond(request);
  } catch (error) {
    response = { id: request.id, failure: String((error as Error).stack) };
  }
  process.send?.(response);
}

async function respond({ id, operation, stack: options }: Request): Promise<Response> {
  const stack = await open(options);
  if (operation === "export") {
    return { id, state: await stack.exportStack() };
  }
  return { id, run: await run(stack, operation, options) };
}

function open(options: StackOptions): Promise<Stack> {
  const key = `${options.backend} ${options.project} ${options.stack}`;
  let stack = stacks.get(key);
  if (stack === undefined) {
    stack = create(options);
    stacks.set(key, stack);
  }
  return stack;
}

async function create(options: StackOptions): Promise<Stack> {
  const { project, stack: stackName, workDirectory, config, secrets, backend, home, environment } = options;
  // Written here instead of set through the CLI, which takes half a second a call.
  writeFileSync(path.join(workDirectory, `Pulumi.${stackName}.yaml`), stringify({ config }));
  const stack = await LocalWorkspace.createStack(
    { stackName, projectName: project, program: () => runProgram(options.program) },
    {
      workDir: workDirectory,
      pulumiHome: home,
      pulumiCommand: await (command ??= PulumiCommand.get({ skipVersionCheck: true })),
      projectSettings: { name: project, runtime: "nodejs", main: workDirectory, backend: { url: backend } },
      envVars: { ...environment },
    },
  );
  for (const [key, value] of Object.entries(secrets)) {
    await stack.setConfig(key, { value, secret: true });
  }
  return stack;
}

/** Runs a program as the language host would: a fresh copy of its modules, in its own directory. */
async function runProgram(directory: string): Promise<Record<string, unknown>> {
  const before = process.cwd();
  for (const file of Object.keys(require.cache)) {
    if (file.startsWith(`${directory}${path.sep}`)) {
      // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- the only way to run a module again
      delete require.cache[file];
    }
  }
  process.chdir(directory);
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- which program it is, a test decides
    const exported: unknown = require(path.join(directory, mainOf(directory)));
    // A program may export what makes its resources, as a function; the language host calls it.
    const made: unknown = typeof exported === "function" ? (exported as () => unknown)() : exported;
    return (await made) as Record<string, unknown>;
  } finally {
    process.chdir(before);
  }
}

function mainOf(directory: string): string {
  const file = path.join(directory, "Pulumi.yaml");
  const project = existsSync(file) ? (parse(readFileSync(file, "utf8")) as { main?: string } | null) : null;
  return project?.main ?? "index.ts";
}

async function run(stack: Stack, operation: Exclude<Operation, "export">, options: StackOptions): Promise<EngineRun> {
  const events: EngineEvent[] = [];
  const output: string[] = [];
  const common = {
    onEvent: (event: EngineEvent) => events.push(event),
    onOutput: (text: string) => output.push(text),
    onError: (text: string) => output.push(text),
    color: "never" as const,
  };
  const packs = {
    policyPacks: [...options.policyPacks],
    policyPackConfigs: options.policyPackConfig === undefined ? [] : [options.policyPackConfig],
  };
  let exitCode = 0;
  let failure: string | undefined;
  try {
    if (operation === "preview") {
      await stack.preview({ ...common, ...packs });
    } else if (operation === "up") {
      await stack.up({ ...common, ...packs, suppressProgress: true });
    } else {
      await stack.destroy(common);
    }
  } catch (error) {
    const text = (error as Error).message;
    const { commandResult } = error as { commandResult?: { err?: { exitCode?: number } } };
    exitCode = commandResult?.err?.exitCode ?? -1;
    failure = text;
  }
  const errors = errorsOf(events);
  return {
    succeeded: exitCode === 0,
    exitCode,
    findings: findingsOf(events),
    remediations: remediationsOf(events),
    changes: { ...events.findLast(({ summaryEvent }) => summaryEvent !== undefined)?.summaryEvent?.resourceChanges },
    passedStackPolicies: untyped(events).flatMap(({ policyAnalyzeStackSummaryEvent: each }) => each?.passed ?? []),
    // A failure that left no diagnostic is one before the engine began: a syntax error in the project, a missing CLI.
    errors: failure !== undefined && errors.length === 0 && findingsOf(events).length === 0 ? [failure] : errors,
    resources: [...new Set(events.flatMap((event) => event.resourcePreEvent?.metadata.urn ?? []))].sort(),
    output: output.join(""),
  };
}

function findingsOf(events: readonly EngineEvent[]): readonly EngineFinding[] {
  return events
    .flatMap(({ policyEvent }) => {
      if (policyEvent === undefined) {
        return [];
      }
      const { policyName, resourceUrn = "", enforcementLevel, message } = policyEvent;
      const { severity = "" } = policyEvent as { severity?: string };
      return [
        {
          rule: policyName,
          urn: resourceUrn,
          resource: resourceUrn.split("::").slice(3).join("::"),
          // The SDK's type says "warning"; the engine sends what the pack says.
          level: (enforcementLevel as string) === "mandatory" ? ("mandatory" as const) : ("advisory" as const),
          severity,
          message: plain(message),
        },
      ];
    })
    .sort((a, b) => compare(`${a.rule} ${a.urn} ${a.message}`, `${b.rule} ${b.urn} ${b.message}`));
}

/** Events the engine sends that the SDK has no types for (`sdk/go/common/apitype/events.go`). */
interface UntypedEvents {
  readonly policyRemediationEvent?: { readonly policyName: string; readonly resourceUrn?: string };
  readonly policyAnalyzeStackSummaryEvent?: { readonly passed?: readonly string[] };
}

function untyped(events: readonly EngineEvent[]): readonly UntypedEvents[] {
  return events as readonly UntypedEvents[];
}

function remediationsOf(events: readonly EngineEvent[]): readonly EngineRemediation[] {
  return untyped(events)
    .flatMap(({ policyRemediationEvent: each }) =>
      each === undefined
        ? []
        : [{ rule: each.policyName, resource: (each.resourceUrn ?? "").split("::").slice(3).join("::") }],
    )
    .sort((a, b) => compare(`${a.rule} ${a.resource}`, `${b.rule} ${b.resource}`));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function errorsOf(events: readonly EngineEvent[]): readonly string[] {
  return events.flatMap(({ diagnosticEvent }) =>
    diagnosticEvent?.severity === "error" ? [plain(diagnosticEvent.message)] : [],
  );
}

/** Without the engine's colour tags. */
function plain(text: string): string {
  return text.replace(/<\{%.*?%\}>/g, "").trim();
}
