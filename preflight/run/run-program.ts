/** Runs a program's process against our servers, and takes care that it ends. */
import { spawn, type ChildProcess } from "node:child_process";
import type { Config } from "../project/config";
import type { Project } from "../project/project";
import type { StackName } from "../project/stack-file";
import { programEnvironment } from "./environment";
import { preload, type Evaluated } from "./preload";
import type { Sdk } from "./sdk";
import { shellWords } from "./shell-words";

export interface RunOptions {
  readonly project: Project;
  readonly stack: StackName;
  readonly config: Config;
  readonly sdk: Sdk;
  /** Where monitor and engine answer. */
  readonly address: string;
  readonly timeoutSeconds: number;
  readonly typeCheck: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Which of two evaluations this is; none, when there is only one. */
  readonly evaluated?: Evaluated | undefined;
  /** Stops the program as the time limit does. */
  readonly stop?: AbortSignal | undefined;
}

/** How a program's process ended. */
export interface RunEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly timedOut: boolean;
  /** The last part of what it printed. */
  readonly stdout: string;
  readonly stderr: string;
}

/** How much of a program's output is kept: enough for any error, however much it printed before. */
const LONGEST_OUTPUT = 256 * 1024;
/** How long after the process its output may still come in, from pipes or from processes it left behind. */
const DRAIN_MS = 1_000;
/** Like a CLI on a machine with four cores; resources are answered at once anyway. */
const PARALLEL = 16;

/** Runs the program to its end, or to the time limit. Its process, and all it started, are gone afterwards. */
export async function runProgram(options: RunOptions): Promise<RunEnd> {
  const { project, stack, sdk, address } = options;
  const args = [
    ...shellWords(project.runtime.nodeargs),
    preload(sdk.directory, options.evaluated),
    sdk.runner,
    ...["--monitor", address, "--engine", address],
    ...["--organization", stack.organization, "--project", project.name, "--stack", stack.stack],
    ...["--root-directory", project.root, "--pwd", project.pwd],
    ...["--parallel", String(PARALLEL), "--dry-run"],
    project.entry,
  ];
  const child = spawn(process.execPath, args, {
    cwd: project.pwd,
    stdio: ["ignore", "pipe", "pipe"],
    // A group of its own, so that what the program started ends with it.
    detached: process.platform !== "win32",
    env: programEnvironment({ ...options, inherited: options.environment }),
  });
  return guard(child, options.timeoutSeconds, options.stop);
}

async function guard(child: ChildProcess, timeoutSeconds: number, stop?: AbortSignal): Promise<RunEnd> {
  const stdout = new Tail(child.stdout);
  const stderr = new Tail(child.stderr);
  let timedOut = false;
  const onTimeout = () => {
    timedOut = true;
    killGroup(child);
  };
  const timer = setTimeout(onTimeout, timeoutSeconds * 1_000);
  stop?.addEventListener("abort", onTimeout, { once: true });
  const onExit = () => {
    killGroup(child);
  };
  const onSignal = (signal: NodeJS.Signals) => {
    killGroup(child);
    process.kill(process.pid, signal); // Ours is gone by now (`once`), so this ends us as the sender meant.
  };
  process.once("exit", onExit).once("SIGINT", onSignal).once("SIGTERM", onSignal);
  try {
    const end = await new Promise<Pick<RunEnd, "code" | "signal">>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code, signal) => {
        resolve({ code, signal });
      });
      child.once("exit", (code, signal) => {
        setTimeout(() => {
          resolve({ code, signal });
        }, DRAIN_MS).unref();
      });
    });
    return { ...end, timedOut, stdout: stdout.text, stderr: stderr.text };
  } finally {
    clearTimeout(timer);
    stop?.removeEventListener("abort", onTimeout);
    process.off("exit", onExit).off("SIGINT", onSignal).off("SIGTERM", onSignal);
    killGroup(child);
    child.stdout?.destroy();
    child.stderr?.destroy();
  }
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) {
    return;
  }
  try {
    if (process.platform === "win32") {
      child.kill("SIGKILL");
    } else {
      process.kill(-child.pid, "SIGKILL");
    }
  } catch {
    // Nothing of it is left.
  }
}

/** Keeps the end of a stream, in whole lines: half a line could be half a secret, which nobody would recognise. */
class Tail {
  #text = "";
  #cut = false;

  constructor(stream: NodeJS.ReadableStream | null) {
    stream?.setEncoding("utf8").on("data", (chunk: string) => {
      const all = this.#text + chunk;
      this.#cut ||= all.length > LONGEST_OUTPUT;
      this.#text = all.slice(-LONGEST_OUTPUT);
    });
  }

  get text(): string {
    return this.#cut ? `(…)\n${this.#text.slice(this.#text.indexOf("\n") + 1 || this.#text.length)}` : this.#text;
  }
}
