/** The example of docs/own-pack as its author has it: installed from the package alone, built, tested, loaded, checked. */
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { EngineSession, ROOT, type EngineRun } from "../support/engine";
import { describeEngine } from "../support/engine/gate";
import { filesIn, install, packOwn, project, run, tryRun } from "../support/packed";

// Of several hundred packages, from the network where the cache does not have them.
jest.setTimeout(300_000);

const EXAMPLE = path.join(ROOT, "docs", "own-pack");

const PROGRAM = `
import * as aws from "@pulumi/aws";
new aws.sqs.Queue("orders", { messageRetentionSeconds: 86400 });
new aws.s3.Bucket("logs");
new aws.cloudwatch.MetricAlarm("unheard", {
  comparisonOperator: "GreaterThanThreshold", evaluationPeriods: 1, threshold: 1,
  metricName: "Errors", namespace: "AWS/Lambda", period: 60, statistic: "Sum",
});
`;

/** The same without \`@pulumi/aws\`, for the offline check in a project that has nothing but the pack. */
const OFFLINE_PROGRAM = `
const { CustomResource } = require("@pulumi/pulumi");
class Queue extends CustomResource {
  constructor(name, args) {
    super("aws:sqs/queue:Queue", name, args);
  }
}
new Queue("orders", { messageRetentionSeconds: 86400 });
`;

const said = ({ findings }: Pick<EngineRun, "findings">) =>
  findings.map(({ rule, level, resource }) => `${rule} ${level} ${resource}`);

describeEngine("a pack of somebody else's", () => {
  let session: EngineSession;
  let directory: string;
  beforeAll(() => {
    session = new EngineSession();
    directory = realpathSync(mkdtempSync(path.join(session.directory, "own-")));
    const isSource = (file: string) => !/[\\/](?:node_modules|dist)$/.test(file);
    cpSync(EXAMPLE, directory, { recursive: true, filter: isSource });
    install(directory, packOwn(session.directory).file);
    run(directory, "npm", ["run", "build"]);
  });
  afterAll(() => session.close());

  test.each([
    ["node16", "node16"],
    ["esnext", "bundler"],
    ["commonjs", "node10"],
  ])("compiles as %s with the resolution %s, declarations of libraries included", (module, resolution) => {
    const types = ["--module", module, "--moduleResolution", resolution, "--skipLibCheck", "false"];
    run(directory, "npx", ["tsc", "-p", "tsconfig.build.json", "--noEmit", ...types]);
  });

  test("what its page shows of a start and of rules from here compiles", () => {
    const page = readFileSync(path.join(ROOT, "docs", "writing-your-own-pack.md"), "utf8");
    const [start = "", rules = ""] = [...page.matchAll(/```ts\n([^]*?)```/g)].map(([, text = ""]) => text);
    expect([start, rules]).toEqual([expect.stringContaining("startPolicyPack("), expect.stringContaining("rules/s3-")]);
    project(path.join(directory, "src", "page"), { "index.ts": start, "rules.ts": rules });
    run(directory, "npx", ["tsc", "-p", "tsconfig.build.json", "--noEmit"]);
    rmSync(path.join(directory, "src", "page"), { recursive: true });
  });

  test("its tables pass under jest and under vitest, test for test", () => {
    run(directory, "npx", ["tsc"]);
    const jest = run(directory, "npx", ["jest", "--silent"]).output;
    // In CI it colours what it prints.
    const vitest = stripVTControlCharacters(run(directory, "npx", ["vitest", "run"]).output);
    const count = /Tests: +(\d+) passed, \1 total/.exec(jest)?.[1];
    expect(Number(count)).toBeGreaterThan(30);
    expect(vitest).toContain(`Tests  ${String(count)} passed (${String(count)})`);
  });

  test("a table fails under both, where the rule says something else", () => {
    const wrong =
      filesIn(EXAMPLE).get("test/tables.ts")?.replace("keeps messages 4 days", "keeps messages 3 days") ?? "";
    project(directory, { "test/tables.ts": wrong });
    for (const runner of [["jest"], ["vitest", "run"]]) {
      const { exitCode, output } = tryRun(directory, "npx", runner);
      expect(exitCode).toBe(1);
      expect(output).toContain("keeps messages 3 days");
      expect(output).toContain("keeps messages 4 days");
    }
  });

  test("without a runner a table says what it needs", () => {
    const script = 'require("pulumi-preflight/testing").testRule({ id: "x" }, { valid: [], invalid: [] })';
    expect(tryRun(directory, process.execPath, ["-e", script]).output).toContain(
      "testRule(rule, table, { describe, test, expect })",
    );
  });

  test.each([
    ["the pack's own answers", {}],
    ["the SDK's answers", { PREFLIGHT_PLAIN_SDK: "1" }],
  ])("reports in the real engine what it imports and what it has itself (%s)", async (_, environment) => {
    const preview = await session.stack(PROGRAM, { policyPacks: [directory], environment }).preview();
    expect(preview.output).toContain("acme-policies@v1.0.0");
    expect(said(preview)).toEqual([
      "acme-queue-dead-letters advisory orders",
      "acme-queue-retention mandatory orders",
      "alarm-sns-actions mandatory unheard",
      "s3-versioning mandatory logs",
    ]);
    const [deadLetters, retention, alarm] = preview.findings.map(({ message }) => message);
    expect(retention).toContain("Why, and when not to: https://wiki.acme.example/policies/queue-retention");
    expect(alarm).toContain("/docs/rules/alarm-sns-actions.md");
    expect(deadLetters).not.toContain("https://");
  });

  test("takes settings of its own rules, profiles, lines by service and exemptions; a wrong one is named", async () => {
    const preview = (settings: Readonly<Record<string, unknown>>) =>
      session.stack(PROGRAM, { policyPacks: [directory], settings }).preview();

    const fewer = await preview({
      "acme-queue-retention": { minimumDays: 1 },
      "preflight-settings": {
        levels: [{ service: ["s3", "cloudwatch"], level: "disabled" }],
        exemptions: [
          {
            policies: ["acme-queue-dead-letters"],
            name: "orders",
            reason: "it is drained by hand",
            expires: "2999-12-31",
          },
        ],
      },
    });
    expect(said(fewer).filter((each) => !each.startsWith("exemption-trail"))).toEqual([]);
    expect(fewer.succeeded).toBe(true);

    const mistyped = await preview({
      all: "disabled",
      "acme-queue-retention": { enforcementLevel: "mandatory", minimumDay: 3 },
    });
    expect(mistyped.findings.map(({ message }) => message).join()).toContain('did you mean "minimumDays"?');

    const remediated = await preview({
      "acme-queue-retention": "remediate",
      "preflight-settings": { levels: [{ service: ["s3", "cloudwatch"], level: "disabled" }] },
    });
    expect(said(remediated)).toEqual(["acme-queue-dead-letters advisory orders"]);

    const tooMany = await preview({ "acme-queue-retention": { minimumDays: 40 } });
    expect(tooMany.succeeded).toBe(false);
    expect(`${tooMany.output}${tooMany.errors.join()}`).toMatch(/minimumDays.*14/s);
  });

  test("runs offline, with its rules and no others, at the line of the program", () => {
    project(path.join(directory, "program"), {
      "Pulumi.yaml": "name: shop\nruntime: { name: nodejs, options: { typescript: false } }\nmain: index.js\n",
      "index.js": OFFLINE_PROGRAM,
    });
    const check = tryRun(directory, "npx", ["preflight", "check", "program", "--policy-pack", ".", "--no-color"]);
    expect(check.exitCode).toBe(1);
    expect(check.output).toContain("program/index.js:8:1  mandatory  high  acme-queue-retention");
    expect(check.output).toContain("acme-queue-dead-letters");
    expect(check.output).not.toContain("tags-required");
    // Another copy of preflight leaves the check to the one the pack has, whose values its rules understand.
    const other = [
      path.join(ROOT, "dist", "preflight", "cli.js"),
      "check",
      "program",
      "--policy-pack",
      ".",
      "--no-color",
    ];
    expect(tryRun(directory, process.execPath, other)).toEqual(check);
    const settings = run(directory, "npx", ["preflight", "settings", "--explain", "--policy-pack", "."]).output;
    expect(settings).toContain("4 rules");
    expect(settings).toContain("minimumDays = 5  (default)");
  });

  test("what is no such pack is refused, with the reason", () => {
    const refused = (files: Readonly<Record<string, string>>) => {
      const pack = project(mkdtempSync(path.join(directory, "pack-")), files);
      const { exitCode, output } = tryRun(directory, "npx", ["preflight", "settings", "--policy-pack", pack]);
      expect(exitCode).toBe(2);
      return output;
    };
    expect(refused({})).toContain("it has no PulumiPolicy.yaml");
    const yaml = { "PulumiPolicy.yaml": "runtime: nodejs\n" };
    expect(refused({ ...yaml, "package.json": '{ "main": "dist/index.js" }' })).toContain("Build the pack first");
    expect(refused({ ...yaml, "package.json": "{}", "index.js": "" })).toContain(
      "index.js does not call startPolicyPack",
    );
    const wrong = { ...yaml, "package.json": "{}", "index.js": 'require("./rules/queues.js");\n' };
    expect(refused({ ...wrong, "rules/queues.js": "module.exports = [\n" })).toMatch(
      /does not load: SyntaxError: Unexpected .* \(rules[\\/]queues\.js:\d+:1\)$/m,
    );
    expect(refused({ ...wrong, "rules/queues.js": "\n  kinds.queue;\n" })).toContain(
      `does not load: ReferenceError: kinds is not defined (${path.join("rules", "queues.js")}:2:3)`,
    );
    expect(refused({ ...wrong, "rules/queues.js": 'require("nowhere");\n' })).toMatch(
      /does not load: Error: Cannot find module 'nowhere' \(rules[\\/]queues\.js:1:1\)$/m,
    );
    expect(refused({ ...wrong, "rules/queues.js": "process.exit(0);\n" })).toContain("ended the process while");
    const typed = { "package.json": '{ "main": "index.ts" }', "index.ts": "enum Level {\n  Mandatory,\n}\n" };
    expect(refused({ ...yaml, ...typed })).toMatch(/does not load: SyntaxError: .*\nBuild the pack first/);
    expect(refused({ ...yaml, "package.json": "{ main" })).toMatch(/cannot be read: .*package\.json/);
    const twice =
      'const { startPolicyPack } = require("pulumi-preflight/kit");\n' +
      'const { s3Versioning } = require("pulumi-preflight/rules/s3-versioning");\n' +
      'startPolicyPack({ name: "twice", rules: [s3Versioning, s3Versioning] });\n';
    expect(refused({ ...yaml, "package.json": "{}", "index.js": twice })).toContain(
      'two of its rules have the id "s3-versioning"',
    );
  });
});
