/** The command line. */
import { parseArgs } from "node:util";
import { DEFAULT_TIMEOUT_SECONDS } from "./check";
import { InputError } from "./errors";
import { didYouMean } from "./nearest";
import type { FailOn } from "./result";

/** What the command line asks for. */
export type Command =
  | { readonly name: "help" }
  | { readonly name: "version" }
  | {
      readonly name: "check";
      readonly directory: string | undefined;
      readonly stack: string | undefined;
      readonly config: readonly string[];
      readonly format: Format;
      readonly output: string | undefined;
      readonly failOn: FailOn;
      readonly unknownOutputs: boolean;
      readonly packConfigFile: string | undefined;
      readonly timeoutSeconds: number;
      readonly typeCheck: boolean;
      readonly noColour: boolean;
      readonly verbose: boolean;
    };

export type Format = "terminal" | "json";

const FORMATS = ["terminal", "json"] as const;
const FAIL_ON = ["mandatory", "advisory", "never"] as const;
/** A week: a timer takes no more than 2^31 milliseconds. */
const LONGEST_TIMEOUT = 7 * 24 * 60 * 60;

export const USAGE = `Usage: preflight check [DIR] [options]

Runs the Pulumi program in DIR (default: the current directory) without CLI, credentials and network, and reports what
AWS will refuse, what is dangerous and what will be regretted.

Options:
  -s, --stack NAME              stack to check (default: the only one with a configuration file, else dev)
  -c, --config KEY=VALUE        set a configuration value; may be given several times
      --format terminal|json    form of the report (default: terminal)
      --output FILE             write the report to FILE
      --fail-on LEVEL           mandatory, advisory or never: from which level on findings fail (default: mandatory)
      --unknown-outputs         leave what only AWS knows unknown, as a preview does, instead of making it up
      --policy-pack-config FILE levels and settings of rules, in Pulumi's format
      --timeout SECONDS         time limit of the program (default: ${DEFAULT_TIMEOUT_SECONDS})
      --type-check              check the program's types while loading it
      --verbose                 show what the program printed
      --no-color                no colours
  -h, --help                    show this
      --version                 show the version

Exit code: 0 no findings at or above the level, 1 findings, 2 the program or the input failed.
`;

const OPTIONS = {
  stack: { type: "string", short: "s" },
  config: { type: "string", short: "c", multiple: true },
  format: { type: "string" },
  output: { type: "string" },
  "fail-on": { type: "string" },
  "unknown-outputs": { type: "boolean" },
  "policy-pack-config": { type: "string" },
  timeout: { type: "string" },
  "type-check": { type: "boolean" },
  verbose: { type: "boolean" },
  "no-color": { type: "boolean" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean" },
} as const;

/**
 * Reads the arguments after the program's name.
 *
 * @throws InputError that says which argument is wrong.
 */
export function parseCommandLine(args: readonly string[]): Command {
  const { values, positionals } = parse(args);
  if (values.version === true) {
    return { name: "version" };
  }
  if (values.help === true || (args.length === 0 && positionals.length === 0)) {
    return { name: "help" };
  }
  const [command, directory, ...rest] = positionals;
  if (command === undefined) {
    throw new InputError("No command is given.", SEE_HELP);
  }
  if (command === "help") {
    return { name: "help" };
  }
  if (command !== "check") {
    throw new InputError(`"${command}" is no command${didYouMean(command, ["check", "help"])}.`, SEE_HELP);
  }
  if (rest.length > 0) {
    throw new InputError(
      `One directory at a time: "${String(directory)}" and "${rest.join('", "')}" were given.`,
      SEE_HELP,
    );
  }
  return {
    name: "check",
    directory,
    stack: values.stack,
    config: values.config ?? [],
    format: oneOf("--format", values.format, FORMATS, "terminal"),
    output: values.output,
    failOn: oneOf("--fail-on", values["fail-on"], FAIL_ON, "mandatory"),
    unknownOutputs: values["unknown-outputs"] ?? false,
    packConfigFile: values["policy-pack-config"],
    timeoutSeconds: seconds(values.timeout),
    typeCheck: values["type-check"] ?? false,
    noColour: values["no-color"] ?? false,
    verbose: values.verbose ?? false,
  };
}

const SEE_HELP = "See preflight --help.";

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, strict: true });
  } catch (error) {
    // `-c dbPassword=…` must not be quoted back, so only the option's name is taken from Node's message.
    const option = /'(-{1,2}[\w-]+)/.exec(error instanceof Error ? error.message : "")?.[1] ?? "";
    const known = Object.keys(OPTIONS).map((name) => `--${name}`);
    throw new InputError(
      known.includes(option)
        ? `The option ${option} is given without the value it needs, or with one it does not take.`
        : `There is no option ${option}${didYouMean(option, known)}.`,
      SEE_HELP,
    );
  }
}

function oneOf<T extends string>(option: string, given: string | undefined, allowed: readonly T[], otherwise: T): T {
  if (given === undefined) {
    return otherwise;
  }
  const found = allowed.find((value) => value === given);
  if (found === undefined) {
    throw new InputError(`${option} takes ${allowed.join(", ")}, not "${given}"${didYouMean(given, allowed)}.`);
  }
  return found;
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
