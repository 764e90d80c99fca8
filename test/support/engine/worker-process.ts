/** The harness's side of a worker process (worker.ts). */
import { fork, type ChildProcess } from "node:child_process";
import path from "node:path";
import type { Operation, Request, Response, StackOptions } from "./protocol";

/** Longest a single operation may take. One that hangs is a finding of its own. */
const LONGEST_OPERATION_MS = 60_000;

/** Runs one operation at a time; more wait for their turn. */
export class WorkerProcess {
  readonly #process: ChildProcess;
  #turn: Promise<unknown> = Promise.resolve();
  #count = 0;

  /** @param longestOperationMs for programs that take longer than most. */
  constructor(
    environment: NodeJS.ProcessEnv,
    private readonly longestOperationMs = LONGEST_OPERATION_MS,
  ) {
    this.#process = fork(path.join(__dirname, "start.cjs"), ["./worker.ts"], {
      env: environment,
      stdio: ["ignore", "inherit", "inherit", "ipc"],
      execArgv: [],
    });
  }

  /** @throws when the operation does not end in time, or the process ends before it. */
  ask(operation: Operation, stack: StackOptions): Promise<Response> {
    const answer = this.#turn.then(() => this.#send({ id: ++this.#count, operation, stack }));
    this.#turn = answer.catch(() => undefined);
    return answer;
  }

  async close(): Promise<void> {
    if (this.#process.exitCode === null && this.#process.signalCode === null) {
      await new Promise<void>((resolve) => {
        this.#process.once("exit", () => {
          resolve();
        });
        this.#process.disconnect();
      });
    }
  }

  async #send(request: Request): Promise<Response> {
    const response = await new Promise<Response>((resolve, reject) => {
      const settle = (end: () => void) => {
        clearTimeout(timer);
        this.#process.off("message", onMessage);
        this.#process.off("exit", onExit);
        end();
      };
      const timer = setTimeout(() => {
        this.#process.kill("SIGKILL");
        settle(() => {
          reject(new Error(`pulumi ${request.operation} did not end within ${this.longestOperationMs / 1000} s`));
        });
      }, this.longestOperationMs);
      const onMessage = (message: unknown) => {
        settle(() => {
          resolve(message as Response);
        });
      };
      const onExit = (code: number | null, signal: string | null) => {
        settle(() => {
          reject(new Error(`the engine's worker process ended (${String(code ?? signal)})`));
        });
      };
      this.#process.on("message", onMessage);
      this.#process.on("exit", onExit);
      this.#process.send(request);
    });
    if ("failure" in response) {
      throw new Error(response.failure);
    }
    return response;
  }
}
