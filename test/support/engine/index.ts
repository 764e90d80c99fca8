/**
 * Drives the real engine: programs through `preview`, `up` and `destroy` of the Pulumi CLI, with the pack under test, a
 * stand-in for AWS, and a backend of files that is gone afterwards. See docs/testing-with-the-engine.md.
 */
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { findCli } from "../../../tools/engine/cli";
import type { EngineRun, Operation, StackOptions } from "./protocol";
import { WorkerProcess } from "./worker-process";

export type { EngineFinding, EngineRun } from "./protocol";

export const ROOT = path.join(__dirname, "..", "..", "..");

/** Longest a call of the CLI may take. */
const LONGEST_CALL_MS = 60_000;

export interface ProgramOptions {
  /** Configuration by full key; `aws:region` is us-east-1 unless given. */
  readonly config?: Readonly<Record<string, string>>;
  /** Configuration stored encrypted, by full key. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Settings of the pack, in the form of a `--policy-pack-config` file. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Instead of this repository; an empty list for none. */
  readonly policyPacks?: readonly string[];
  /** For the CLI, the stand-ins and the pack. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly stack?: string;
  /** Name of the project, for programs whose configuration is under it. */
  readonly project?: string;
}

/** A program in the engine's hands. */
export interface EngineStack {
  preview(): Promise<EngineRun>;
  up(): Promise<EngineRun>;
  destroy(): Promise<EngineRun>;
  /** The stack's state, as `pulumi stack export` prints it. */
  export(): Promise<unknown>;
}

/** What `pulumi` printed and how it ended. */
export interface CliRun {
  readonly exitCode: number;
  readonly output: string;
}

/** One backend and one Pulumi home for the tests of a file. */
export class EngineSession {
  readonly directory = mkdtempSync(path.join(os.tmpdir(), "preflight-engine-"));
  readonly #workers: readonly WorkerProcess[];
  readonly #environment: Readonly<Record<string, string>>;
  #count = 0;

  /**
   * @param parallel how many stacks can be worked on at a time. An operation waits for the CLI, the pack and the provider
   *   to start one after another, so two of them keep two cores busy.
   * @param longestOperationMs for programs whose operations take longer than a minute.
   * @throws when there is no CLI.
   */
  constructor(parallel = 1, longestOperationMs?: number) {
    const search = findCli();
    if (search.cli === undefined) {
      throw new Error(`no Pulumi CLI: ${search.reason}`);
    }
    for (const each of ["home", "backend"]) {
      mkdirSync(path.join(this.directory, each));
    }
    this.#environment = {
      // The stand-ins come first: with the real provider installed, the tests would want an AWS account.
      PATH: [path.join(__dirname, "bin"), search.cli.directory, process.env.PATH ?? ""].join(path.delimiter),
      PULUMI_HOME: path.join(this.directory, "home"),
      PULUMI_BACKEND_URL: `file://${path.join(this.directory, "backend")}`,
      PULUMI_CONFIG_PASSPHRASE: "preflight",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      PULUMI_AUTOMATION_API_SKIP_VERSION_CHECK: "true",
      NODE_NO_WARNINGS: "1",
    };
    const workerEnvironment = { ...withoutPulumi(process.env), ...this.#environment };
    this.#workers = Array.from({ length: parallel }, () => new WorkerProcess(workerEnvironment, longestOperationMs));
  }

  /**
   * A stack of a program.
   *
   * @param program directory of a Pulumi program, or the text of a TypeScript one.
   */
  stack(program: string, options: ProgramOptions = {}): EngineStack {
    const number = ++this.#count;
    const workDirectory = this.#mkdir(`work-${number}`);
    const { config = {}, secrets = {}, settings, policyPacks = [ROOT], environment = {} } = options;
    let policyPackConfig: string | undefined;
    if (settings !== undefined) {
      policyPackConfig = path.join(workDirectory, "settings.json");
      writeFileSync(policyPackConfig, JSON.stringify(settings));
    }
    const stack: StackOptions = {
      program: program.includes("\n") ? this.#write(program, number) : program,
      project: options.project ?? `flight${number}`,
      stack: options.stack ?? "dev",
      workDirectory,
      config: { "aws:region": "us-east-1", ...config },
      secrets,
      policyPacks,
      ...(policyPackConfig === undefined ? {} : { policyPackConfig }),
      environment: {
        ...this.#environment,
        PREFLIGHT_STAND_IN_WORLD: path.join(workDirectory, "world"),
        ...environment,
      },
      backend: this.#environment.PULUMI_BACKEND_URL ?? "",
      home: this.#environment.PULUMI_HOME ?? "",
    };
    const worker = this.#workers[number % this.#workers.length];
    if (worker === undefined) {
      throw new Error("an engine session needs a worker process");
    }
    const run = async (operation: Exclude<Operation, "export">) => {
      const response = await worker.ask(operation, stack);
      if (!("run" in response)) {
        throw new Error(`the worker answered ${operation} with a state`);
      }
      return response.run;
    };
    return {
      preview: () => run("preview"),
      up: () => run("up"),
      destroy: () => run("destroy"),
      export: async () => {
        const response = await worker.ask("export", stack);
        return "state" in response ? response.state : undefined;
      },
    };
  }

  /** Runs the CLI itself, outside of any project. */
  pulumi(...parameters: readonly string[]): CliRun {
    const { status, stdout, stderr, error } = spawnSync("pulumi", [...parameters], {
      cwd: this.directory,
      env: { ...withoutPulumi(process.env), ...this.#environment },
      encoding: "utf8",
      timeout: LONGEST_CALL_MS,
    });
    return { exitCode: status ?? -1, output: `${stdout}${stderr}${error === undefined ? "" : error.message}` };
  }

  /** Runs the CLI in a directory while this process goes on, for a CLI that talks to it. */
  async pulumiIn(
    directory: string,
    variables: Readonly<Record<string, string>>,
    ...parameters: readonly string[]
  ): Promise<CliRun> {
    const child = spawn("pulumi", [...parameters], {
      cwd: directory,
      env: { ...withoutPulumi(process.env), ...this.#environment, ...variables },
      stdio: ["ignore", "pipe", "pipe"],
      timeout: LONGEST_CALL_MS,
    });
    const output: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => output.push(chunk.toString()));
    }
    const exitCode = await new Promise<number>((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code) => {
        resolve(code ?? -1);
      });
    });
    return { exitCode, output: output.join("") };
  }

  /** Writes a file into the session's directory. */
  write(name: string, content: string | Buffer): string {
    const file = path.join(this.directory, name);
    writeFileSync(file, content);
    return file;
  }

  /** Ends the workers and removes everything. */
  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.close()));
    rmSync(this.directory, { recursive: true, force: true });
  }

  #mkdir(name: string): string {
    const directory = path.join(this.directory, name);
    mkdirSync(directory);
    return directory;
  }

  #write(program: string, number: number): string {
    const directory = this.#mkdir(`program-${number}`);
    symlinkSync(path.join(ROOT, "node_modules"), path.join(directory, "node_modules"), "dir");
    writeFileSync(path.join(directory, "index.ts"), program);
    return directory;
  }
}

/** What the user's own Pulumi set must not reach the tests: their login, their passphrase, their plugins. */
function withoutPulumi(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept: NodeJS.ProcessEnv = {};
  for (const [key, value] of Object.entries(environment)) {
    if (!/^(?:PULUMI|AWS)_/.test(key)) {
      kept[key] = value;
    }
  }
  return kept;
}

/** Directory of one of the programs under test/fixtures/engine. */
export function engineFixture(name: string): string {
  return path.join(ROOT, "test", "fixtures", "engine", name);
}
