/** The command line. */
import { parseArgs } from "node:util";
import { DEFAULT_TIMEOUT_SECONDS } from "./check";
import { InputError } from "./errors";
import { GRAPH_FORMATS, type GraphFormat } from "./graph/graph";
import { endWithGuess } from "./nearest";
import { FORMATS, type Format } from "./report/formats";
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
    })
  | (ProgramOptions & {
      readonly name: "baseline";
      readonly output: string;
      readonly expires: string;
      readonly reason: string | undefined;
      readonly owner: string | undefined;
    })
  | {
      readonly name: "settings";
      readonly explain: boolean;
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
       preflight settings [--explain] [--policy-pack-config FILE] [--profile NAME]

check runs the Pulumi program in DIR (default: the current directory) without CLI, credentials and network, and reports what
AWS will refuse, what is dangerous and what will be regretted.
graph draws the stack: its components, and what depends on what.
baseline checks, and writes a policy pack configuration that exempts all it finds, until a day.
settings shows the level of every rule; with --explain, its settings and which line of the configuration decided.

Options:
  -s, --stack NAME              stack to check (default: the only one with a configuration file, else dev)
  -c, --config KEY=VALUE        set a configuration value; may be given several times
      --format FORMAT           ${FORMATS.join(", ")} (default: terminal)
      --output FILE             write the report to FILE
      --report FORMAT=FILE      write another report to FILE; may be given several times
      --fail-on LEVEL           mandatory, advisory or never: from which level on findings fail (default: mandatory)
      --unknown-outputs         leave what only AWS knows unknown, as a preview does, instead of making it up
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

A graph takes --stack, --config, --output, --timeout, --type-check and --format ${GRAPH_FORMATS.join(", ")} (default: mermaid).

Exit code: 0 no findings at or above the level, 1 findings, 2 the program or the input failed.
`;

const OPTIONS = {
  stack: { type: "string", short: "s" },
  config: { type: "string", short: "c", multiple: true },
  format: { type: "string" },
  output: { type: "string" },
  report: { type: "string", multiple: true },
  "fail-on": { type: "string" },
  "unknown-outputs": { type: "boolean" },
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
  if (command === "settings") {
    if (directory !== undefined) {
      throw new InputError(`preflight settings takes no directory: "${directory}".`, SEE_HELP);
    }
    return {
      name: "settings",
      explain: given.has("explain"),
      packConfigFile: text("policy-pack-config"),
      profile: text("profile"),
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
  return {
    name: "check",
    ...program,
    format: oneOf("--format", text("format"), FORMATS, "terminal"),
    output: text("output"),
    reports: reportFiles(given.get("report") ?? [], text("output")),
    failOn: oneOf("--fail-on", text("fail-on"), FAIL_ON, "mandatory"),
    noColour: given.has("no-color"),
    verbose: given.has("verbose"),
  };
}

const COMMANDS = ["check", "graph", "baseline", "settings"] as const;
type CommandName = (typeof COMMANDS)[number];

function isCommand(name: string | undefined): name is CommandName {
  return COMMANDS.some((each) => each === name);
}

const RUNNING = ["check", "graph", "baseline"] as const;
const CONFIGURED = ["check", "baseline", "settings"] as const;

/** Options that not every command takes; all others are those of `check` and `baseline`. */
const ONLY_OF: Partial<Record<OptionName, readonly CommandName[]>> = {
  stack: RUNNING,
  config: RUNNING,
  output: RUNNING,
  timeout: RUNNING,
  "type-check": RUNNING,
  explain: ["settings"],
  "policy-pack-config": CONFIGURED,
  profile: CONFIGURED,
  expires: ["baseline"],
  reason: ["baseline"],
  owner: ["baseline"],
  format: ["check", "graph"],
  report: ["check"],
  "fail-on": ["check"],
  verbose: ["check"],
  "no-color": ["check"],
};

function refuseForeign(command: CommandName, given: Arguments["given"]): void {
  const foreign = [...given.keys()].find((name) => !(ONLY_OF[name] ?? ["check", "baseline"]).includes(command));
  if (foreign !== undefined) {
    throw new InputError(`preflight ${command} has no option --${foreign}.`, SEE_HELP);
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
