import { InputError } from "../../preflight/errors";
import { parseCommandLine, USAGE } from "../../preflight/options";

const defaults = {
  name: "check",
  directory: undefined,
  stack: undefined,
  config: [],
  format: "terminal",
  output: undefined,
  reports: [],
  failOn: "mandatory",
  unknownOutputs: false,
  packConfigFile: undefined,
  profile: undefined,
  timeoutSeconds: 120,
  typeCheck: false,
  once: false,
  noColour: false,
  verbose: false,
};

test.each([
  ["check", {}],
  ["check infra", { directory: "infra" }],
  ["check -s prod -c a=1 --config aws:region=eu-west-1", { stack: "prod", config: ["a=1", "aws:region=eu-west-1"] }],
  ["check --config=a==b", { config: ["a==b"] }],
  ["check --format json --output r.json --fail-on advisory", { format: "json", output: "r.json", failOn: "advisory" }],
  [
    "check --format markdown --report sarif=a.sarif --report=junit=b=c.xml",
    {
      format: "markdown",
      reports: [
        { format: "sarif", file: "a.sarif" },
        { format: "junit", file: "b=c.xml" },
      ],
    },
  ],
  [
    "check --unknown-outputs --type-check --once --no-color --verbose",
    { unknownOutputs: true, typeCheck: true, once: true, noColour: true, verbose: true },
  ],
  ["check --timeout 1.5 --policy-pack-config p.json", { timeoutSeconds: 1.5, packConfigFile: "p.json" }],
  ["check --profile strict", { profile: "strict" }],
  ["--stack dev check -- -odd-directory", { stack: "dev", directory: "-odd-directory" }],
])("%s", (line, expected) => {
  expect(parseCommandLine(line.split(" "))).toEqual({ ...defaults, ...expected });
});

test.each([
  ["settings", {}],
  ["settings --explain --profile strict", { explain: true, profile: "strict" }],
  ["settings --policy-pack-config p.json", { packConfigFile: "p.json" }],
])("%s", (line, expected) => {
  const all = { name: "settings", explain: false, packConfigFile: undefined, profile: undefined };
  expect(parseCommandLine(line.split(" "))).toEqual({ ...all, ...expected });
});

test.each<[string, Record<string, unknown>]>([
  ["graph", {}],
  [
    "graph infra -s prod --format svg --output a.svg",
    { directory: "infra", stack: "prod", format: "svg", output: "a.svg" },
  ],
  ["graph -c a=1 --timeout 9 --type-check", { config: ["a=1"], timeoutSeconds: 9, typeCheck: true }],
])("%s", (line, expected) => {
  const { directory, stack, config, output, timeoutSeconds, typeCheck } = defaults;
  const own = { name: "graph", format: "mermaid", directory, stack, config, output, timeoutSeconds, typeCheck };
  expect(parseCommandLine(line.split(" "))).toEqual({ ...own, ...expected });
});

test.each([
  ["graph --format png", '--format takes mermaid, svg, dot, not "png"; did you mean "svg"?'],
  ["graph --fail-on never", "preflight graph has no option --fail-on."],
  ["grph", '"grph" is no command; did you mean "graph"?'],
  ["chek", '"chek" is no command; did you mean "check"?'],
  ["--verbose", "No command is given."],
  ["setings", '"setings" is no command; did you mean "settings"?'],
  ["settings infra", 'preflight settings takes no directory: "infra".'],
  ["settings --stack dev", "preflight settings has no option --stack."],
  ["check --explain", "preflight check has no option --explain."],
  ["check a b", 'One directory at a time, not "a", "b".'],
  ["check --fromat json", 'There is no option --fromat; did you mean "--format"?'],
  ["check -x", "There is no option -x."],
  ["check --format xml", '--format takes terminal, json, sarif, junit, markdown, not "xml".'],
  ["check --report out.sarif", '--report takes FORMAT=FILE, not "out.sarif".'],
  ["check --report sarif=", '--report takes FORMAT=FILE, not "sarif=".'],
  ["check --report sarf=a", '--report takes terminal, json, sarif, junit, markdown, not "sarf"; did you mean "sarif"?'],
  ["check --output a --report sarif=a", "Two reports would be written to a."],
  ["check --report json=a --report sarif=a", "Two reports would be written to a."],
  [
    "check --fail-on mandetory",
    '--fail-on takes mandatory, advisory, never, not "mandetory"; did you mean "mandatory"?',
  ],
  ["check --stack", "The option --stack needs a value."],
  ["check --stack --verbose", "The option --stack needs a value."],
  ["check --verbose=yes", "The option --verbose takes no value."],
  ["check --timeout soon", '--timeout takes a number of seconds between 0 and 604800, not "soon".'],
  ["check --timeout 0", '--timeout takes a number of seconds between 0 and 604800, not "0".'],
  ["check --timeout=-1", '--timeout takes a number of seconds between 0 and 604800, not "-1".'],
])("%s is refused", (line, message) => {
  expect(() => parseCommandLine(line.split(" "))).toThrow(new InputError(message));
});

test("the usage names every option", () => {
  for (const option of [
    "stack",
    "config",
    "format",
    "output",
    "report",
    "fail-on",
    "unknown-outputs",
    "policy-pack-config",
    "profile",
    "explain",
  ]) {
    expect(USAGE).toContain(`--${option}`);
  }
  for (const option of ["timeout", "type-check", "verbose", "no-color", "help", "version"]) {
    expect(USAGE).toContain(`--${option}`);
  }
});
