/** The recipes of docs/ci.md and the action: read as YAML, looked over, and their shell run on a sample program. */
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { cleanUp, ENVIRONMENT, program, ROOT } from "./preflight/support";

afterAll(cleanUp);

interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, string>>;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string; readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

interface Workflow {
  readonly on: object;
  readonly permissions: object;
  readonly jobs: Readonly<
    Record<string, { readonly permissions: Readonly<Record<string, string>>; readonly steps: readonly Step[] }>
  >;
}

interface GitLabJob {
  readonly script: readonly string[];
  readonly after_script: readonly string[];
  readonly artifacts: {
    readonly when: string;
    readonly paths: readonly string[];
    readonly reports: { readonly junit: string };
  };
}

const PAGE = readFileSync(path.join(ROOT, "docs", "ci.md"), "utf8");
const ACTION_TEXT = readFileSync(path.join(ROOT, "action.yml"), "utf8");
const ACTION = parse(ACTION_TEXT) as Action;
const [WITH_ACTION = "", WITHOUT_ACTION = "", GITLAB = ""] = blocks("yaml");
const withAction = parse(WITH_ACTION) as Workflow;
const withoutAction = parse(WITHOUT_ACTION) as Workflow;
const WORKFLOWS = [withAction, withoutAction];
const JOB = (parse(GITLAB) as { readonly preflight: GitLabJob }).preflight;

function blocks(language: string): readonly string[] {
  return [...PAGE.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, "gm"))].map(([, text = ""]) => text);
}

const steps = ({ jobs }: Workflow) => Object.values(jobs).flatMap((job) => job.steps);

const SOURCE = {
  faulty: `const { Alarm } = require("./kit");
    new Alarm("silent", { comparisonOperator: "GreaterThanThreshold", evaluationPeriods: 1 });`,
  clean: `require("./kit");`,
  broken: `throw new Error("no way");`,
};

/** A repository with a program in `infra`, and stand-ins for what reaches out. Each call of one is a line in `calls`. */
function repository(source: keyof typeof SOURCE): string {
  const root = program(
    {
      "infra/Pulumi.yaml": "name: shop\nruntime: { name: nodejs, options: { typescript: false } }\nmain: index.js\n",
      "infra/Pulumi.prod.yaml": "config: {}\n",
      "infra/package.json": "{}",
      "infra/index.js": SOURCE[source],
      calls: "",
    },
    { installed: false },
  );
  const infra = path.join(root, "infra");
  writeFileSync(path.join(infra, "kit.js"), readFileSync(path.join(root, "kit.js")));
  symlinkSync(path.join(ROOT, "node_modules"), path.join(infra, "node_modules"));
  const preflight = `exec "${path.join(ROOT, "node_modules/.bin/tsx")}" "${path.join(ROOT, "preflight/cli.ts")}"`;
  const record = `echo "$(basename "$0") $*" >> "${path.join(root, "calls")}"`;
  const stubs = {
    "node_modules/.bin/preflight": `${preflight} "$@"`,
    "stubs/npx": `shift; ${preflight} "$@"`,
    "stubs/npm": record,
    "stubs/curl": record,
    // What exists is a comment of this program and one of another.
    "stubs/gh": `${record}
      case "$*" in *--jq*) if [ "$EXISTING" = yes ] && [ "$MARKER" = "<!-- preflight shop/prod -->" ]; then printf '71\\n72\\n'; fi ;; esac`,
  };
  for (const [name, text] of Object.entries(stubs)) {
    const file = path.join(root, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, `#!/usr/bin/env bash\n${text}\n`);
    chmodSync(file, 0o755);
  }
  return root;
}

function calls(root: string): readonly string[] {
  return readFileSync(path.join(root, "calls"), "utf8")
    .split("\n")
    .filter((line) => line !== "");
}

/** Runs a script as a CI system does: in the repository, ending at the first command that fails. */
function shell(root: string, script: string, environment: Readonly<Record<string, string>> = {}, flags = "-e") {
  const { status, stdout, stderr } = spawnSync("bash", ["--noprofile", "--norc", flags, "-c", script], {
    cwd: root,
    encoding: "utf8",
    env: {
      ...ENVIRONMENT,
      ...environment,
      PATH: `${path.join(root, "stubs")}:${process.env.PATH ?? ""}`,
    },
  });
  return { status, output: stdout + stderr };
}

const read = (root: string, file: string) => readFileSync(path.join(root, file), "utf8");

describe("the action", () => {
  const { inputs, outputs, runs } = ACTION;

  test("has no obvious mistake", () => {
    expect(runs.using).toBe("composite");
    const ids = runs.steps.flatMap(({ id }) => id ?? []);
    const written = new Set(
      [...ACTION_TEXT.matchAll(/echo "([\w-]+)=[^"]*" >> "\$GITHUB_OUTPUT"/g)].map(([, name]) => name),
    );
    for (const [, input] of ACTION_TEXT.matchAll(/inputs\.([\w-]+)/g)) {
      expect(Object.keys(inputs)).toContain(input);
    }
    for (const [, id, output] of ACTION_TEXT.matchAll(/steps\.([\w-]+)\.outputs\.([\w-]+)/g)) {
      expect(ids).toContain(id);
      expect(written).toContain(output);
    }
    for (const { description } of [...Object.values(inputs), ...Object.values(outputs)]) {
      expect(description).toMatch(/\.$/);
    }
    for (const [name] of Object.entries(inputs)) {
      expect(PAGE).toContain(`\`${name}\``);
      expect(ACTION_TEXT).toContain(`inputs.${name}`);
    }
  });

  test("puts no expression into a script, where it would be code", () => {
    for (const { run = "", shell: of, uses } of runs.steps) {
      expect(run).not.toContain("${{");
      expect(uses === undefined ? of : "bash").toBe("bash");
    }
  });

  /** Runs the steps with a shell one after the other, as GitHub does, and returns the result of each. */
  function act(
    root: string,
    given: Readonly<Record<string, string>>,
    environment: Readonly<Record<string, string>> = {},
  ) {
    const temporary = path.join(root, "temporary");
    mkdirSync(temporary, { recursive: true });
    const known: Record<string, string> = {
      "github.action_path": path.join(root, "action"),
      "github.event.pull_request.number": "12",
      "github.token": "token",
    };
    for (const [name, { default: value }] of Object.entries(inputs)) {
      known[`inputs.${name}`] = given[name] ?? resolve(value);
    }
    function resolve(text: string): string {
      return text.replace(/\$\{\{ *([^ }]+) *\}\}/g, (_, name: string) => known[name] ?? "");
    }
    const results: (number | null)[] = [];
    for (const { id = "", run, env = {} } of runs.steps) {
      if (run === undefined) {
        continue;
      }
      const output = path.join(temporary, "output");
      writeFileSync(output, "");
      const resolved = Object.fromEntries(Object.entries(env).map(([name, value]) => [name, resolve(value)]));
      const { status } = shell(root, `set -o pipefail\n${run}`, {
        ...environment,
        ...resolved,
        GITHUB_OUTPUT: output,
        GITHUB_STEP_SUMMARY: path.join(temporary, "summary"),
        GITHUB_REPOSITORY: "acme/shop",
        RUNNER_TEMP: temporary,
      });
      for (const line of readFileSync(output, "utf8").split("\n")) {
        const [name = "", ...value] = line.split("=");
        known[`steps.${id}.outputs.${name}`] = value.join("=");
      }
      results.push(status);
      if (status !== 0) {
        break;
      }
    }
    const value = (name: string) => resolve(outputs[name]?.value ?? "");
    return { results, exitCode: value("exit-code"), reports: value("reports"), temporary };
  }

  test("with findings: reports, summary and a new comment, and then the job fails", () => {
    const root = repository("faulty");
    const { results, exitCode, reports, temporary } = act(root, {
      directory: "infra",
      stack: "prod",
      config: "a=1\n\nb=x y",
    });
    expect([results, exitCode]).toEqual([[0, 0, 0, 1], "1"]);
    const sarif = JSON.parse(readFileSync(path.join(reports, "preflight.sarif"), "utf8")) as {
      runs: { results: object[] }[];
    };
    expect(sarif.runs[0]?.results).toEqual(
      expect.arrayContaining([expect.objectContaining({ ruleId: "alarm-sns-actions" })]),
    );
    for (const report of ["preflight.xml", "preflight.md", "preflight.json"]) {
      expect(existsSync(path.join(reports, report))).toBe(true);
    }
    expect(readFileSync(path.join(temporary, "summary"), "utf8")).toContain("### ❌ preflight: shop, stack prod");
    expect(calls(root)).toEqual([
      expect.stringMatching(/^gh api --paginate repos\/acme\/shop\/issues\/12\/comments --jq /),
      `gh api --silent --method POST repos/acme/shop/issues/12/comments --field body=@${reports}/preflight.md`,
    ]);
  });

  test("without findings: its comment is brought up to date, and the job passes", () => {
    const root = repository("clean");
    const { results, reports } = act(root, { directory: "infra", stack: "prod" }, { EXISTING: "yes" });
    expect(results).toEqual([0, 0, 0, 0]);
    expect(calls(root).slice(1)).toEqual([
      `gh api --silent --method PATCH repos/acme/shop/issues/comments/71 --field body=@${reports}/preflight.md`,
    ]);
  });

  test("a wrong option fails the job at once; a program without preflight is checked with the action's own", () => {
    const root = repository("clean");
    expect(act(root, { directory: "infra", "fail-on": "mandetory" })).toMatchObject({ results: [0, 2], exitCode: "2" });
    writeFileSync(path.join(root, "node_modules/.bin/preflight"), "");
    chmodSync(path.join(root, "node_modules/.bin/preflight"), 0o644);
    const cli = path.join(root, "action/dist/preflight/cli.js");
    mkdirSync(path.dirname(cli), { recursive: true });
    writeFileSync(
      cli,
      `require("fs").appendFileSync(${JSON.stringify(path.join(root, "calls"))}, "own " + process.argv.slice(2, 4).join(" ")); process.exit(2);`,
    );
    expect(act(root, { directory: "infra" }).results).toEqual([0, 2]);
    expect(calls(root)).toEqual([
      `npm ci --prefix ${path.join(root, "action")} --no-audit --no-fund`,
      "own check infra",
    ]);
  });
});

describe("GitHub workflows", () => {
  test("have no obvious mistake", () => {
    for (const workflow of WORKFLOWS) {
      expect(Object.keys(workflow.on)).toEqual(["pull_request", "push"]);
      expect(workflow.permissions).toEqual({ contents: "read" });
      for (const { uses = "x@v1", run = "" } of steps(workflow)) {
        expect(uses).toMatch(/@v\d/);
        expect(run).not.toContain("${{");
      }
    }
    const { version } = JSON.parse(read(ROOT, "package.json")) as { readonly version: string };
    const used = steps(withAction).find(({ uses = "" }) => uses.startsWith("pulumi-preflight/"));
    expect(used?.uses).toBe(`pulumi-preflight/pulumi-preflight@v${version}`);
    expect(Object.keys(ACTION.inputs)).toEqual(expect.arrayContaining(Object.keys(used?.with ?? {})));
    expect(WORKFLOWS.map(({ jobs }) => jobs.preflight?.permissions["security-events"])).toEqual(["write", "write"]);
  });

  test("without the action: the summary is written, whatever the verdict, and the verdict kept", () => {
    const scripts = steps(withoutAction).flatMap(({ run }) => run ?? []);
    const upload = steps(withoutAction).find(({ uses = "" }) => uses.includes("upload-sarif"));
    for (const [source, expected] of [
      ["faulty", 1],
      ["clean", 0],
    ] as const) {
      const root = repository(source);
      const summary = path.join(root, "summary");
      const results = scripts.map((script) => shell(root, script, { GITHUB_STEP_SUMMARY: summary }).status);
      expect(results).toEqual([0, expected]);
      expect(readFileSync(summary, "utf8")).toContain("preflight: shop, stack prod");
      expect(existsSync(path.join(root, upload?.with?.sarif_file ?? ""))).toBe(true);
    }
  });
});

test("GitLab: the script fails with findings, its reports are the job's artifacts, and the comment is sent", () => {
  const root = repository("faulty");
  const { status, output } = shell(root, JOB.script.join("\n"));
  expect([status, output]).toEqual([1, expect.stringContaining("alarm-sns-actions")]);
  expect(JOB.artifacts.when).toBe("always");
  expect(read(root, JOB.artifacts.reports.junit)).toContain(`file="infra/index.js"`);
  expect(read(root, JOB.artifacts.paths[0] ?? "")).toContain("❌");
  const after = JOB.after_script.join("\n");
  const variables = { CI_API_V4_URL: "https://gitlab.com/api/v4", CI_PROJECT_ID: "7", CI_MERGE_REQUEST_IID: "12" };
  expect(shell(root, after, variables).status).toBe(0);
  expect(calls(root)).toEqual(["npm ci"]);
  expect(shell(root, after, { ...variables, PREFLIGHT_TOKEN: "glpat" }).status).toBe(0);
  expect(calls(root)[1]).toMatch(
    /^curl .*--data-urlencode body@preflight\.md https:\/\/gitlab\.com\/api\/v4\/projects\/7\/merge_requests\/12\/notes$/,
  );
});

test("Jenkins: findings are left to the report, a broken program fails", () => {
  const [jenkinsfile = ""] = blocks("groovy");
  const [, script = ""] = /sh '''\n([^]*?)'''/.exec(jenkinsfile) ?? [];
  const report = /junit '([^']+)'/.exec(jenkinsfile)?.[1] ?? "";
  const results = (["faulty", "broken"] as const).map((source) => {
    const root = repository(source);
    const { status } = shell(root, script, {}, "-xe");
    return [status, /<(failure|error) /.exec(read(root, report))?.[1]];
  });
  expect(results).toEqual([
    [0, "failure"],
    [1, "error"],
  ]);
});

test("any other: exit code and reports", () => {
  const [script = ""] = blocks("sh");
  const root = repository("faulty");
  expect(shell(root, script).status).toBe(1);
  for (const report of ["preflight.xml", "preflight.sarif", "preflight.md"]) {
    expect(existsSync(path.join(root, report))).toBe(true);
  }
});
