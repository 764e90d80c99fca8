/** The `preflight` command, without the process around it. */
import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Rule } from "../policy-pack/engine/rule";
import { frameworks } from "../policy-pack/frameworks/catalogue";
import { rules as ownRules } from "../policy-pack/rules";
import { baselineOf } from "./baseline";
import { checkProgram, packConfigSource, registerProgram } from "./check";
import { InputError, reasonOf } from "./errors";
import { frameworkReport, onlyOf } from "./framework-report";
import { drawStack } from "./graph/graph";
import { parseCommandLine, USAGE, type Command } from "./options";
import { packConfig, readRaw } from "./project/pack-config";
import { openPolicyPack, type PolicyPack } from "./project/policy-pack";
import { isFrameworkFormat, renderFrameworkReport, renderReport, type Format } from "./report/formats";
import { frameworkList } from "./report/framework-list";
import { explainSettings } from "./report/settings";
import { PLAIN, styleFor, type Style } from "./report/style";
import { failureBlock, summaryLine } from "./report/terminal";
import { plural } from "./report/text";
import { exitCodeOf, type CheckResult } from "./result";
import { ownVersion } from "./version";

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

type GraphCommand = Extract<Command, { readonly name: "graph" }>;
type CheckCommand = Extract<Command, { readonly name: "check" }>;
type FrameworksCommand = Extract<Command, { readonly name: "frameworks" }>;
type BaselineCommand = Extract<Command, { readonly name: "baseline" }>;

/** Runs the command and returns its exit code. */
export async function main(args: readonly string[], io: Io): Promise<number> {
  try {
    const command = parseCommandLine(args);
    const pack = policyPackOf(command, io.cwd);
    if ("otherMain" in pack) {
      const other = (await import(pack.otherMain)) as { readonly main: typeof main };
      return await other.main(args, io);
    }
    const { rules } = pack;
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
      case "frameworks":
        showFrameworks(command, rules, io);
        return 0;
      case "baseline":
        return await baseline(command, rules, io);
      case "check":
        return await check(command, rules, io);
      case "graph":
        return await graph(command, io);
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

function policyPackOf(command: Command, cwd: string): PolicyPack {
  const directory = "policyPack" in command ? command.policyPack : undefined;
  return directory === undefined ? { rules: ownRules } : openPolicyPack(path.resolve(cwd, directory), directory);
}

async function check(
  command: CheckCommand,
  rules: readonly Rule[],
  { cwd, environment, stdout, stderr }: Io,
): Promise<number> {
  const { format, output, reports, failOn, noColour, framework } = command;
  const files = [...(output === undefined ? [] : [{ format, file: output }]), ...reports];
  for (const { file } of files) {
    refuseUnwritable(file, cwd);
  }
  const whole = await checkProgram({ ...command, rules, cwd, environment });
  const result = framework === undefined ? whole : onlyOf(framework, rules, whole);
  const render = renderer(command, rules, whole, environment);
  for (const each of files) {
    write(each.file, cwd, render(each.format, PLAIN));
  }
  stdout.write(
    output === undefined
      ? render(format, styleFor(stdout, environment, noColour))
      : `${summaryLine(result)}. The report is in ${output}.\n`,
  );
  if (result.error !== null && (format !== "terminal" || output !== undefined)) {
    // Whoever reads the log of a failed job sees why, wherever the report went.
    const { message, hint } = result.error;
    stderr.write(`preflight: ${message}\n${hint === null ? "" : `${hint}\n`}`);
  }
  return exitCodeOf(result, failOn);
}

/** Writes a result in a form: as a whole, or by the controls of the one framework that is asked for. */
function renderer(
  { failOn, verbose, framework }: CheckCommand,
  rules: readonly Rule[],
  result: CheckResult,
  environment: Io["environment"],
): (as: Format, style: Style) => string {
  const version = ownVersion();
  return (as, style) => {
    if (framework !== undefined && isFrameworkFormat(as)) {
      const levels = new Map(result.rules.map(({ id, level }) => [id, level]));
      const report = frameworkReport(framework, rules, (rule) => levels.get(rule.id) ?? rule.enforcement, result);
      return renderFrameworkReport(as, report, { environment, style });
    }
    return renderReport(as, result, { rules, version, failOn, environment, style, verbose });
  };
}

/** What the pack looks at: all frameworks, or the controls of one. No program is run. */
function showFrameworks(command: FrameworksCommand, rules: readonly Rule[], { cwd, environment, stdout }: Io): void {
  const { framework, format, output, noColour } = command;
  if (output !== undefined) {
    refuseUnwritable(output, cwd);
  }
  const config = packConfig(packConfigSource(command, cwd), rules);
  const style = output === undefined ? styleFor(stdout, environment, noColour) : PLAIN;
  const shown =
    framework === undefined
      ? frameworkList(format, frameworks, rules)
      : renderFrameworkReport(
          format,
          frameworkReport(framework, rules, (rule) => config.levelOf(rule)),
          { environment, style },
        );
  if (output === undefined) {
    stdout.write(shown);
  } else {
    write(output, cwd, shown);
  }
}

async function graph(command: GraphCommand, { cwd, environment, stdout, stderr }: Io): Promise<number> {
  const { format, output } = command;
  if (output !== undefined) {
    refuseUnwritable(output, cwd);
  }
  const registration = await registerProgram({ ...command, cwd, environment });
  if (registration.error !== null) {
    // Half a stack would be a wrong picture.
    stderr.write(`${failureBlock(registration.error, PLAIN)}\n`);
    return 2;
  }
  const picture = await drawStack(registration, format);
  if (output === undefined) {
    stdout.write(picture);
  } else {
    write(output, cwd, picture);
  }
  return 0;
}

/** Exempts a stack from all it does not meet today; what comes later is a finding as before. */
async function baseline(
  command: BaselineCommand,
  rules: readonly Rule[],
  { cwd, environment, stdout, stderr }: Io,
): Promise<number> {
  const { output } = command;
  refuseUnwritable(output, cwd);
  const result = await checkProgram({ ...command, rules, cwd, environment });
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
    `${plural(exempt, "finding")} of ${result.project}, stack ${result.stack}, ${exempt === 1 ? "is" : "are"} exempt in ${output} until ${command.expires}.${rest}\n`,
  );
  return 0;
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
