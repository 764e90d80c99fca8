/** What the end of a program's process means for its check. */
import { inspect } from "node:util";
import type { Registry } from "../model/registry";
import type { Project } from "../project/project";
import type { LogEntry } from "../run/engine";
import type { RunEnd } from "../run/run-program";
import { installCommand } from "../run/sdk";
import type { RawFailure } from "./describe";
import { programError } from "./failure";

/** Everything known when a program has ended. */
export interface RunFacts {
  readonly end: RunEnd;
  readonly log: readonly LogEntry[];
  readonly project: Project;
  readonly registry: Registry;
  readonly timeoutSeconds: number;
  /** Errors in the check's own code while it answered the program. */
  readonly internalErrors: readonly unknown[];
}

/** Why the run does not count, or `undefined` when it does. */
export function runFailure(facts: RunFacts): RawFailure | undefined {
  const { end, log, project, registry, timeoutSeconds, internalErrors } = facts;
  if (end.timedOut) {
    return {
      kind: "timeout",
      message: `The program did not end within ${timeoutSeconds} seconds and was stopped. ${progressOf(registry)}`,
      hint:
        "A server, a timer or a connection that is never closed keeps a program running, and so does waiting for the " +
        "network. If it only is slow, allow it more time: --timeout SECONDS.",
      positions: [],
    };
  }
  const [bug] = internalErrors;
  if (bug !== undefined) {
    return {
      kind: "internal",
      message: `The offline check itself failed: ${inspect(bug)}`,
      hint: "This is a mistake of the check, not of your program. Please report it.",
      positions: [],
    };
  }
  const { root, pwd, name } = project;
  const error = programError(end, log, { root, pwd, project: name, install: installCommand(project) });
  return error === undefined ? undefined : { kind: "program", ...error };
}

/** What a reader must know about how much of the program was seen. */
export function completenessNotes(failure: RawFailure | undefined, registry: Registry): readonly string[] {
  const begun = registry.resources.some(({ byProgram }) => byProgram);
  return failure !== undefined && begun
    ? [
        "The program did not come to its end. Findings are those of the resources it registered until then; rules " +
          "that look at the whole stack were not run.",
      ]
    : [];
}

function progressOf(registry: Registry): string {
  const made = registry.resources.filter(({ byProgram }) => byProgram);
  const last = made.at(-1);
  return last === undefined
    ? "No resource was registered until then."
    : `Resources registered until then: ${made.length}, the last one ${last.name} (${last.type}).`;
}
