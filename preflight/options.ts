/** The command line. */
import { parseArgs } from "node:util";
import { DEFAULT_TIMEOUT_SECONDS } from "./check";
import { InputError } from "./errors";
import { GRAPH_FORMATS, type GraphFormat } from "./graph/graph";
import { endWithGuess } from "./nearest";
import { FORMATS, type Format } from "./report/formats";
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
  | {
      readonly name: "check";
      readonly directory: string | undefined;
      readonly stack: string | undefined;
      readonly config: readonly string[];
      readonly format: Format;
      readonly output: string | undefined;
      readonly reports: readonly ReportFile[];
      readonly failOn: FailOn;
      readonly unknownOutputs: boolean;
      readonly packConfigFile: string | undefined;
      readonly timeoutSeconds: number;
      readonly typeCheck: boolean;
      readonly once: boolean;
      readonly noColour: boolean;
      readonly verbose: boolean;
    };

/** A report that is written to a file, beside the one on standard output. */
export interface ReportFile {
  readonly format: Format;
  readonly file: string;
}

const FAIL_ON = ["mandatory", "advisory", "never"] as const;
/** A week: a timer takes no more than 2^31 milliseconds. */
const LONGEST_TIMEOUT = 7 * 24 * 60 * 60;

export const USAGE = `Usage: preflight check [DIR] [options]
       preflight graph [DIR] [options]

Runs the Pulumi program in DIR (default: the current directory) without CLI, credentials and network, and reports what
AWS will refuse, what is dangerous and what will be regretted. Or draws the stack: its components, and what depends on what.

Options:
  -s, --stack NAME              stack to check (default: the only one with a configuration file, else dev)
  -c, --config KEY=VALUE        set a configuration value; may be given several times
      --format FORMAT           ${FORMATS.join(", ")} (default: terminal)
      --output FILE             write the report to FILE
      --report FORMAT=FILE      write another report to FILE; may be given several times
      --fail-on LEVEL           mandatory, advisory or never: from which level on findings fail (default: mandatory)
      --unknown-outputs         leave what only AWS knows unknown, as a preview does, instead of making it up
      --policy-pack-config FILE levels and settings of rules, in Pulumi's format
      --timeout SECONDS         time limit of the program (default: ${DEFAULT_TIMEOUT_SECONDS})
      --type-check              check the program's types while loading it
      --once                    evaluate the program once, not twice: names-deterministic and inputs-deterministic do not run
      --verbose                 show what the program printed
      --no-color                no colours
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
  timeout: { type: "string" },
  "type-check": { type: "boolean" },
  once: { type: "boolean" },
  verbose: { type: "boolean" },
  "no-color": { type: "boolean" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean" },
} as const;
type OptionName = keyof typeof OPTIONS;

const COMMANDS = ["check", "graph"] as const;
/** What a graph takes; a check takes every option. */
const GRAPH_OPTIONS: readonly OptionName[] = ["stack", "config", "format", "output", "timeout", "type-check"];

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
  const name = COMMANDS.find((each) => each === command);
  if (name === undefined) {
    throw new InputError(
      command === undefined
        ? "No command is given."
        : `"${command}" is no command${endWithGuess(command, [...COMMANDS, "help"])}`,
      SEE_HELP,
    );
  }
  if (rest.length > 0) {
    const all = [directory, ...rest].map((each) => `"${String(each)}"`).join(", ");
    throw new InputError(`One directory at a time, not ${all}.`, SEE_HELP);
  }
  const program = {
    directory,
    stack: text("stack"),
    config: given.get("config") ?? [],
    output: text("output"),
    timeoutSeconds: seconds(text("timeout")),
    typeCheck: given.has("type-check"),
  };
  if (name === "graph") {
    const foreign = [...given.keys()].find((each) => !GRAPH_OPTIONS.includes(each));
    if (foreign !== undefined) {
      throw new InputError(`preflight graph takes no --${foreign}.`, SEE_HELP);
    }
    return { name, ...program, format: oneOf("--format", text("format"), GRAPH_FORMATS, "mermaid") };
  }
  return {
    name,
    ...program,
    format: oneOf("--format", text("format"), FORMATS, "terminal"),
    reports: reportFiles(given.get("report") ?? [], text("output")),
    failOn: oneOf("--fail-on", text("fail-on"), FAIL_ON, "mandatory"),
    unknownOutputs: given.has("unknown-outputs"),
    packConfigFile: text("policy-pack-config"),
    once: given.has("once"),
    noColour: given.has("no-color"),
    verbose: given.has("verbose"),
  };
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
