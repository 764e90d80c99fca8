/** The `preflight` command, without the process around it. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { rules } from "../policy-pack/rules";
import { baselineOf } from "./baseline";
import { checkProgram, packConfigSource } from "./check";
import { InputError, reasonOf } from "./errors";
import { parseCommandLine, USAGE, type Command } from "./options";
import { packConfig, readRaw } from "./project/pack-config";
import { jsonReport } from "./report/json";
import { explainSettings } from "./report/settings";
import { PLAIN, styleFor, type Style } from "./report/style";
import { summaryLine, terminalReport } from "./report/terminal";
import { exitCodeOf, type CheckResult } from "./result";

/** What the command needs of its process. */
export interface Io {
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stdout: Stream;
  readonly stderr: Stream;
}

interface Stream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

type CheckCommand = Extract<Command, { readonly name: "check" }>;
type BaselineCommand = Extract<Command, { readonly name: "baseline" }>;

/** Runs the command and returns its exit code. */
export async function main(args: readonly string[], io: Io): Promise<number> {
  try {
    const command = parseCommandLine(args);
    switch (command.name) {
      case "help":
        io.stdout.write(USAGE);
        return 0;
      case "version":
        io.stdout.write(`${ownVersion()}\n`);
        return 0;
      case "settings":
        io.stdout.write(explainSettings(packConfig(packConfigSource(command, io.cwd), rules), rules, command.explain));
        return 0;
      case "baseline":
        return await baseline(command, io);
      case "check":
        return await check(command, io);
    }
  } catch (error) {
    if (error instanceof InputError) {
      io.stderr.write(`preflight: ${error.message}\n${error.hint === undefined ? "" : `${error.hint}\n`}`);
    } else {
      // A mistake of ours. The stack names our files and lines; no value of the program's is in an error of ours.
      io.stderr.write(
        `preflight: internal error, please report it: ${String(error instanceof Error ? error.stack : error)}\n`,
      );
    }
    return 2;
  }
}

async function check(command: CheckCommand, { cwd, environment, stdout, stderr }: Io): Promise<number> {
  const { format, output, failOn, noColour, verbose } = command;
  if (output !== undefined) {
    refuseUnwritable(output, cwd);
  }
  const result = await checkProgram({ ...command, cwd, environment });
  if (output === undefined) {
    stdout.write(render(result, format, styleFor(stdout, environment, noColour), verbose));
  } else {
    write(output, cwd, render(result, format, PLAIN, verbose));
    stdout.write(`${summaryLine(result)}. The report is in ${output}.\n`);
  }
  if (result.error !== null && (format === "json" || output !== undefined)) {
    // Whoever reads the log of a failed job sees why, wherever the report went.
    const { message, hint } = result.error;
    stderr.write(`preflight: ${message}\n${hint === null ? "" : `${hint}\n`}`);
  }
  return exitCodeOf(result, failOn);
}

/** Exempts a stack from all it does not meet today; what comes later is a finding as before. */
async function baseline(command: BaselineCommand, { cwd, environment, stdout, stderr }: Io): Promise<number> {
  const { output } = command;
  refuseUnwritable(output, cwd);
  const result = await checkProgram({ ...command, cwd, environment });
  if (result.error !== null) {
    const { message, hint } = result.error;
    stderr.write(`preflight: ${message}\n${hint === null ? "" : `${hint}\n`}`);
    return 2;
  }
  const { packConfigFile, profile } = command;
  const { configuration, exempt, left } = baselineOf(result, rules, {
    ...command,
    before: packConfigFile === undefined ? {} : readRaw(path.resolve(cwd, packConfigFile), packConfigFile),
    profile,
  });
  write(output, cwd, `${JSON.stringify(configuration, undefined, 2)}\n`);
  const rest = left.length === 0 ? "" : ` Nothing exempts from ${left.join(", ")}: fix what they find.`;
  stdout.write(
    `${exempt} findings of ${result.project}, stack ${result.stack}, are exempt in ${output} until ${command.expires}.${rest}\n`,
  );
  return 0;
}

function render(result: CheckResult, format: CheckCommand["format"], style: Style, verbose: boolean): string {
  return format === "json"
    ? `${JSON.stringify(jsonReport(result), undefined, 2)}\n`
    : terminalReport(result, { style, verbose });
}

/** Before the program runs: nobody should wait for a report that has nowhere to go. */
function refuseUnwritable(output: string, cwd: string): void {
  const directory = path.dirname(path.resolve(cwd, output));
  if (!existsSync(directory)) {
    throw new InputError(`The report cannot be written to ${output}: there is no directory ${path.dirname(output)}.`);
  }
}

function write(output: string, cwd: string, report: string): void {
  try {
    writeFileSync(path.resolve(cwd, output), report);
  } catch (error) {
    throw new InputError(`The report cannot be written to ${output}: ${reasonOf(error)}.`);
  }
}

/** The version of this package, from the package.json above: one level up in the sources, two when compiled. */
function ownVersion(): string {
  const file = [path.join(__dirname, "..", "package.json"), path.join(__dirname, "..", "..", "package.json")].find(
    (each) => existsSync(each),
  );
  const content = JSON.parse(readFileSync(file ?? "", "utf8")) as { readonly version: string };
  return content.version;
}
