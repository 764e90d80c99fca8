/** The command line. */
import { parseArgs } from "node:util";
import { DEFAULT_TIMEOUT_SECONDS } from "./check";
import { InputError } from "./errors";
import { GRAPH_FORMATS, type GraphFormat } from "./graph/graph";
import { didYouMean, endWithGuess } from "../policy-pack/helpers/nearest";
import { FORMATS, FRAMEWORK_FORMATS, isFrameworkFormat, type Format, type FrameworkFormat } from "./report/formats";
import { frameworkNamed, frameworks, namesOf, type CataloguedFramework } from "../policy-pack/frameworks/catalogue";
import { isDate, today } from "../policy-pack/settings/exemptions";
import { PROFILE_NAMES } from "../policy-pack/settings/profiles";
import type { FailOn } from "./result";

/** What the command line asks for. */
export type Command =
  | { readonly name: "help" }
  | { readonly name: "version" }
  | {
      readonly name: "graph";
      readonly directory: string | undefined;
      readonly stack: string | undefined;
      readonly config: readonly string[];
      readonly format: GraphFormat;
      readonly output: string | undefined;
      readonly timeoutSeconds: number;
      readonly typeCheck: boolean;
    }
  | (ProgramOptions & {
      readonly name: "check";
      readonly format: Format;
      readonly output: string | undefined;
      readonly reports: readonly ReportFile[];
      readonly failOn: FailOn;
      readonly noColour: boolean;
      readonly verbose: boolean;
      /** The only one to report on; the formats are {@link FRAMEWORK_FORMATS} then. */
      readonly framework: CataloguedFramework | undefined;
    })
  | (ProgramOptions & {
      readonly name: "baseline";
      readonly output: string;
      readonly expires: string;
      readonly reason: string | undefined;
      readonly owner: string | undefined;
    })
  | {
      readonly name: "frameworks";
      /** `undefined`: all of them, in a list. */
      readonly framework: CataloguedFramework | undefined;
      readonly format: FrameworkFormat;
      readonly output: string | undefined;
      readonly policyPack: string | undefined;
      readonly packConfigFile: string | undefined;
      readonly profile: string | undefined;
      readonly noColour: boolean;
    }
  | {
      readonly name: "settings";
      readonly explain: boolean;
      readonly policyPack: string | undefined;
      readonly packConfigFile: string | undefined;
      readonly profile: string | undefined;
    };

/** A report that is written to a file, beside the one on standard output. */
export interface ReportFile {
  readonly format: Format;
  readonly file: string;
}

/** Which program to run, and how. */
interface ProgramOptions {
  readonly directory: string | undefined;
  readonly stack: string | undefined;
  readonly config: readonly string[];
  readonly unknownOutputs: boolean;
  readonly policyPack: string | undefined;
  readonly packConfigFile: string | undefined;
  readonly profile: string | undefined;
  readonly timeoutSeconds: number;
  readonly typeCheck: boolean;
  readonly once: boolean;
}

const FAIL_ON = ["mandatory", "advisory", "never"] as const;
/** A week: a timer takes no more than 2^31 milliseconds. */
const LONGEST_TIMEOUT = 7 * 24 * 60 * 60;

export const USAGE = `Usage: preflight check [DIR] [options]
       preflight graph [DIR] [options]
       preflight baseline [DIR] --output FILE --expires DATE [options]
       preflight settings [--explain] [--policy-pack DIR] [--policy-pack-config FILE] [--profile NAME]
       preflight frameworks [NAME] [--policy-pack DIR] [--policy-pack-config FILE] [--profile NAME] [--format FORMAT]
         [--output FILE]

check runs the Pulumi program in DIR (default: the current directory) without CLI, credentials and network, and reports what
AWS will refuse, what is dangerous and what will be regretted.
graph draws the stack: its components, and what depends on what.
baseline checks, and writes a policy pack configuration that exempts all it finds, until a day.
settings shows the level of every rule; with --explain, its settings and which line of the configuration decided.
frameworks lists the frameworks rules refer to (${frameworks.map(({ id }) => id).join(", ")}); of one, which rules look at which control.

Options:
  -s, --stack NAME              stack to check (default: the only one with a configuration file, else dev)
  -c, --config KEY=VALUE        set a configuration value; may be given several times
      --format FORMAT           ${FORMATS.join(", ")} (default: terminal)
      --output FILE             write the report to FILE
      --report FORMAT=FILE      write another report to FILE; may be given several times
      --framework NAME          check: report by control of one framework, and on its rules only
      --fail-on LEVEL           mandatory, advisory or never: from which level on findings fail (default: mandatory)
      --unknown-outputs         leave what only AWS knows unknown, as a preview does, instead of making it up
      --policy-pack DIR         the rules of that policy pack instead of our own; it is started with pulumi-preflight/kit
      --policy-pack-config FILE levels and settings of rules, in Pulumi's format
      --profile NAME            levels for all rules: ${PROFILE_NAMES.join(", ")}
      --timeout SECONDS         time limit of the program (default: ${DEFAULT_TIMEOUT_SECONDS})
      --type-check              check the program's types while loading it
      --once                    evaluate the program once, not twice: names-deterministic and inputs-deterministic do not run
      --verbose                 show what the program printed
      --no-color                no colours
      --expires YYYY-MM-DD      baseline: last day on which the exemptions hold
      --reason TEXT             baseline: why they are there (default: the stack and the day)
      --owner NAME              baseline: who answers for them
  -h, --help                    show this
      --version                 show the version

With --framework, and of frameworks, FORMAT is one of ${FRAMEWORK_FORMATS.join(", ")}.
A graph takes --stack, --config, --output, --timeout, --type-check and --format ${GRAPH_FORMATS.join(", ")} (default: mermaid).

Exit code: 0 no findings at or above the level, 1 findings, 2 the program or the input failed.
`;

const OPTIONS = {
  stack: { type: "string", short: "s" },
  config: { type: "string", short: "c", multiple: true },
  format: { type: "string" },
  output: { type: "string" },
  report: { type: "string", multiple: true },
  framework: { type: "string" },
  "fail-on": { type: "string" },
  "unknown-outputs": { type: "boolean" },
  "policy-pack": { type: "string" },
  "policy-pack-config": { type: "string" },
  profile: { type: "string" },
  explain: { type: "boolean" },
  expires: { type: "string" },
  reason: { type: "string" },
  owner: { type: "string" },
  timeout: { type: "string" },
  "type-check": { type: "boolean" },
  once: { type: "boolean" },
  verbose: { type: "boolean" },
  "no-color": { type: "boolean" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean" },
} as const;
type OptionName = keyof typeof OPTIONS;

const SEE_HELP = "See preflight --help.";

/**
 * Reads the arguments after the program's name.
 *
 * @throws InputError that says which argument is wrong.
 */
export function parseCommandLine(args: readonly string[]): Command {
  const { given, positionals } = parse(args);
  const text = (name: OptionName) => given.get(name)?.at(-1);
  if (given.has("version")) {
    return { name: "version" };
  }
  const [command, directory, ...rest] = positionals;
  if (given.has("help") || args.length === 0 || command === "help") {
    return { name: "help" };
  }
  if (!isCommand(command)) {
    throw new InputError(
      command === undefined
        ? "No command is given."
        : `"${command}" is no command${endWithGuess(command, [...COMMANDS, "help"])}`,
      SEE_HELP,
    );
  }
  refuseForeign(command, given);
  refuseRepeated(given);
  if (command === "settings") {
    if (directory !== undefined) {
      throw new InputError(`preflight settings takes no directory: "${directory}".`, SEE_HELP);
    }
    return {
      name: "settings",
      explain: given.has("explain"),
      policyPack: text("policy-pack"),
      packConfigFile: text("policy-pack-config"),
      profile: text("profile"),
    };
  }
  if (command === "frameworks") {
    if (rest.length > 0) {
      const [example] = rest;
      throw new InputError(
        `preflight frameworks takes the name of one framework, not "${String(example)}" as well.`,
        "A name with spaces stands in quotes.",
      );
    }
    return {
      name: "frameworks",
      framework: directory === undefined ? undefined : framework(directory),
      format: oneOf("--format", text("format"), FRAMEWORK_FORMATS, "terminal"),
      output: text("output"),
      policyPack: text("policy-pack"),
      packConfigFile: text("policy-pack-config"),
      profile: text("profile"),
      noColour: given.has("no-color"),
    };
  }
  if (rest.length > 0) {
    const all = [directory, ...rest].map((each) => `"${String(each)}"`).join(", ");
    throw new InputError(`One directory at a time, not ${all}.`, SEE_HELP);
  }
  const program: ProgramOptions = {
    directory,
    stack: text("stack"),
    config: given.get("config") ?? [],
    unknownOutputs: given.has("unknown-outputs"),
    policyPack: text("policy-pack"),
    packConfigFile: text("policy-pack-config"),
    profile: text("profile"),
    timeoutSeconds: seconds(text("timeout")),
    typeCheck: given.has("type-check"),
    once: given.has("once"),
  };
  if (command === "graph") {
    const { stack, config, timeoutSeconds, typeCheck } = program;
    const format = oneOf("--format", text("format"), GRAPH_FORMATS, "mermaid");
    return { name: "graph", directory, stack, config, timeoutSeconds, typeCheck, format, output: text("output") };
  }
  if (command === "baseline") {
    const [output, expires] = [text("output"), text("expires")];
    if (output === undefined || expires === undefined) {
      throw new InputError("preflight baseline needs --output FILE and --expires DATE.", SEE_HELP);
    }
    if (!isDate(expires) || expires < today()) {
      throw new InputError(`--expires takes a day from today on, as 2027-01-31, not "${expires}".`);
    }
    const [reason, owner] = [text("reason"), text("owner")];
    if ([reason, owner].some((each) => each?.trim() === "")) {
      throw new InputError("--reason and --owner take a text; leave them out for none.");
    }
    return { name: "baseline", ...program, output, expires, reason, owner };
  }
  const named = text("framework");
  const format = oneOf("--format", text("format"), FORMATS, "terminal");
  const reports = reportFiles(given.get("report") ?? [], text("output"));
  const foreign = [format, ...reports.map((each) => each.format)].find((each) => !isFrameworkFormat(each));
  if (named !== undefined && foreign !== undefined) {
    throw new InputError(`A report by framework is ${FRAMEWORK_FORMATS.join(", ")}, not ${foreign}.`, SEE_HELP);
  }
  return {
    name: "check",
    ...program,
    format,
    output: text("output"),
    reports,
    framework: named === undefined ? undefined : framework(named),
    failOn: oneOf("--fail-on", text("fail-on"), FAIL_ON, "mandatory"),
    noColour: given.has("no-color"),
    verbose: given.has("verbose"),
  };
}

const COMMANDS = ["check", "graph", "baseline", "settings", "frameworks"] as const;
type CommandName = (typeof COMMANDS)[number];

function isCommand(name: string | undefined): name is CommandName {
  return COMMANDS.some((each) => each === name);
}

const RUNNING = ["check", "graph", "baseline"] as const;
const CONFIGURED = ["check", "baseline", "settings", "frameworks"] as const;

/** Options that not every command takes; all others are those of `check` and `baseline`. */
const ONLY_OF: Partial<Record<OptionName, readonly CommandName[]>> = {
  stack: RUNNING,
  config: RUNNING,
  output: [...RUNNING, "frameworks"],
  timeout: RUNNING,
  "type-check": RUNNING,
  explain: ["settings"],
  "policy-pack": CONFIGURED,
  "policy-pack-config": CONFIGURED,
  profile: CONFIGURED,
  expires: ["baseline"],
  reason: ["baseline"],
  owner: ["baseline"],
  format: ["check", "graph", "frameworks"],
  framework: ["check"],
  report: ["check"],
  "fail-on": ["check"],
  verbose: ["check"],
  "no-color": ["check", "frameworks"],
};

function refuseForeign(command: CommandName, given: Arguments["given"]): void {
  const foreign = [...given.keys()].find((name) => !(ONLY_OF[name] ?? ["check", "baseline"]).includes(command));
  if (foreign !== undefined) {
    throw new InputError(`preflight ${command} has no option --${foreign}.`, SEE_HELP);
  }
}

/** Of other options the last one counts; to drop one of these would be to check less than was asked for. */
const ONCE: readonly OptionName[] = ["policy-pack", "policy-pack-config", "framework"];

function refuseRepeated(given: Arguments["given"]): void {
  const repeated = ONCE.find((name) => (given.get(name)?.length ?? 0) > 1);
  if (repeated !== undefined) {
    throw new InputError(
      `--${repeated} is given more than once, and one run takes one.`,
      "Run preflight once for each.",
    );
  }
}

interface Arguments {
  /** Values of the options that are there; of a flag, none. */
  readonly given: ReadonlyMap<OptionName, readonly string[]>;
  readonly positionals: readonly string[];
}

/** Node's own strict mode quotes the whole argument in its errors, `--config password=…` included; this does not. */
function parse(args: readonly string[]): Arguments {
  const given = new Map<OptionName, readonly string[]>();
  const { tokens, positionals } = parseArgs({
    args: [...args],
    options: OPTIONS,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind !== "option") {
      continue;
    }
    const { rawName, value, inlineValue } = token;
    const name = Object.keys(OPTIONS).find((each): each is OptionName => each === token.name);
    if (name === undefined) {
      const known = Object.keys(OPTIONS).map((each) => `--${each}`);
      throw new InputError(`There is no option ${rawName}${endWithGuess(rawName, known)}`, SEE_HELP);
    }
    const takesValue = OPTIONS[name].type === "string";
    if (takesValue && (value === undefined || (!inlineValue && value.startsWith("--")))) {
      throw new InputError(`The option ${rawName} needs a value.`, SEE_HELP);
    }
    if (!takesValue && value !== undefined) {
      throw new InputError(`The option ${rawName} takes no value.`, SEE_HELP);
    }
    given.set(name, value === undefined ? [] : [...(given.get(name) ?? []), value]);
  }
  return { given, positionals };
}

/** @throws InputError that names the nearest framework there is. */
function framework(name: string): CataloguedFramework {
  const found = frameworkNamed(name);
  if (found === undefined) {
    const known = frameworks.map(({ id, name: full, version }) => `${id} (${full} ${version})`).join(", ");
    throw new InputError(
      `There is no framework "${name}"${didYouMean(name, frameworks.flatMap(namesOf)) || "."}`,
      `There are: ${known}.`,
    );
  }
  return found;
}

function oneOf<T extends string>(option: string, given: string | undefined, allowed: readonly T[], otherwise: T): T {
  if (given === undefined) {
    return otherwise;
  }
  const found = allowed.find((value) => value === given);
  if (found === undefined) {
    throw new InputError(`${option} takes ${allowed.join(", ")}, not "${given}"${endWithGuess(given, allowed)}`);
  }
  return found;
}

/** @throws InputError for one that is not `FORMAT=FILE`, and for two that go to one file. */
function reportFiles(given: readonly string[], output: string | undefined): readonly ReportFile[] {
  const files = new Set(output === undefined ? [] : [output]);
  return given.map((each) => {
    const [format = "", ...rest] = each.split("=");
    const file = rest.join("=");
    if (file === "") {
      throw new InputError(`--report takes FORMAT=FILE, not "${each}".`, "For example: --report sarif=preflight.sarif");
    }
    if (files.has(file)) {
      throw new InputError(`Two reports would be written to ${file}.`);
    }
    files.add(file);
    return { format: oneOf("--report", format, FORMATS, "terminal"), file };
  });
}

function seconds(given: string | undefined): number {
  if (given === undefined) {
    return DEFAULT_TIMEOUT_SECONDS;
  }
  const value = Number(given);
  if (!(value > 0 && value <= LONGEST_TIMEOUT)) {
    throw new InputError(`--timeout takes a number of seconds between 0 and ${LONGEST_TIMEOUT}, not "${given}".`);
  }
  return value;
}
