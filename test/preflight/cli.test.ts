/** The command as a user types it. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Log } from "sarif";
import type { JsonReport } from "../../preflight";
import { only } from "../support/only";
import { cleanUp, ENVIRONMENT, program, PROGRAMS, ROOT, run } from "./support";

afterAll(cleanUp);

/** One mandatory finding of a rule of the pack, and nothing else. */
const FAULTY = {
  "index.js": `const { Alarm } = require("./kit");
new Alarm("silent", { comparisonOperator: "GreaterThanThreshold", evaluationPeriods: 1 });
console.log("chatter");`,
  "only.json": JSON.stringify(only("alarm-sns-actions")),
};
const CLEAN = { ...FAULTY, "index.js": `const { Topic } = require("./kit"); new Topic("alerts");` };

test("the real process: exit codes 0, 1 and 2, report on stdout, error on stderr", () => {
  const tsx = path.join(ROOT, "node_modules", ".bin", "tsx");
  const cli = path.join(ROOT, "preflight", "cli.ts");
  const spawn = (cwd: string, ...args: readonly string[]) =>
    spawnSync(tsx, [cli, ...args], { cwd, encoding: "utf8", env: { ...ENVIRONMENT } });

  const version = spawn(ROOT, "--version");
  const { version: own } = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8")) as { version: string };
  expect([version.status, version.stdout]).toEqual([0, `${own}\n`]);

  const faulty = spawn(PROGRAMS, "check", "typescript", "--format", "json");
  expect(faulty.stderr).toBe("");
  expect(faulty.status).toBe(1);
  const report = JSON.parse(faulty.stdout) as JsonReport;
  expect(report.findings.map(({ name }) => name)).toContain("silent");

  const nowhere = spawn(PROGRAMS, "check", "nowhere", "--format", "json");
  expect(nowhere.status).toBe(2);
  expect(nowhere.stderr).toContain("The directory nowhere cannot be read");
  expect((JSON.parse(nowhere.stdout) as JsonReport).error).toMatchObject({ kind: "input" });
});

test("a reader that stops reading does not change the exit code", () => {
  const tsx = path.join(ROOT, "node_modules", ".bin", "tsx");
  const shell = `"${tsx}" "${path.join(ROOT, "preflight", "cli.ts")}" check nowhere | true; echo "$PIPESTATUS"`;
  const { stdout, stderr } = spawnSync("bash", ["-c", shell], {
    cwd: PROGRAMS,
    encoding: "utf8",
    env: { ...ENVIRONMENT },
  });
  expect([stdout, stderr]).toEqual(["2\n", ""]);
});

test.concurrent("a clean program: 0, and what was really evaluated", async () => {
  const { code, out, err } = await run(program(CLEAN), "check", ".", "--policy-pack-config", "only.json");
  expect([code, err]).toEqual([0, ""]);
  expect(out).toMatch(
    /^shop, stack dev: 1 resource, 0 mandatory, 0 advisory, 0 undecided\nNo rule had anything to evaluate/,
  );
});

test.concurrent(
  "by framework: its rules alone decide the exit code; every form; what the pack looks at without a program",
  async () => {
    const directory = program(FAULTY);
    const own = ["check", ".", "--policy-pack-config", "only.json", "--framework"];
    const nist = await run(directory, ...own, "nist", "--report", "markdown=nist.md", "--report", "json=nist.json");
    expect([nist.code, nist.err]).toEqual([1, ""]);
    expect(nist.out).toMatch(/^SI-4\(5\) {2}Alerts of the system reach those who have to act {2}findings$/m);
    expect(nist.out).toMatch(/^ {4}alarm-sns-actions +mandatory {2}1 finding$/m);
    expect(readFileSync(path.join(directory, "nist.md"), "utf8")).toMatch(
      /^- \[index\.js:2\]\(index\.js#L2\) `alarm-sns-actions`/m,
    );
    expect(JSON.parse(readFileSync(path.join(directory, "nist.json"), "utf8"))).toMatchObject({
      framework: { id: "nist", version: "Rev. 5" },
      check: { project: "shop", stack: "dev", otherFindings: 0, error: null },
    });

    const cis = await run(directory, ...own, "CIS AWS Foundations Benchmark");
    expect(cis.code).toBe(0);
    expect(cis.out).toContain("1 finding of rules outside the framework is not shown.\n");

    const asked = await run(directory, "frameworks", "nist", "--policy-pack-config", "only.json");
    expect(asked.code).toBe(0);
    expect(asked.out).toMatch(/^ {4}alarm-sns-actions +mandatory {2}by Security Hub CloudWatch\.15$/m);
    expect(asked.out).toMatch(/^ {4}rds-encryption +disabled {3}by /m);
    expect((await run(directory, "frameworks", "--output", "list.txt")).out).toBe("");
    expect(readFileSync(path.join(directory, "list.txt"), "utf8")).toMatch(/^nist +NIST SP 800-53 Rev\. 5: /m);

    const unknown = await run(directory, ...own, "NIST 800-53");
    expect(unknown.code).toBe(2);
    expect(unknown.err).toMatch(
      /^preflight: There is no framework "NIST 800-53"; did you mean "NIST SP 800-53"\?\nThere are: cis \(/,
    );
  },
);

test.concurrent("--fail-on and levels decide the exit code", async () => {
  const directory = program({
    ...FAULTY,
    "advisory.json": `{ "all": "disabled", "alarm-sns-actions": "advisory" }`,
    "off.yaml": "all: disabled\n",
  });
  const code = async (...args: readonly string[]) => (await run(directory, "check", ...args)).code;
  expect(await code("--policy-pack-config", "advisory.json")).toBe(0);
  expect(await code("--policy-pack-config", "advisory.json", "--fail-on=advisory")).toBe(1);
  const off = await run(directory, "check", "--policy-pack-config", "off.yaml", "--format", "json");
  expect(off.code).toBe(0);
  const { rules, findings } = JSON.parse(off.out) as JsonReport;
  expect(findings).toEqual([]);
  expect(rules.find(({ id }) => id === "alarm-sns-actions")).toMatchObject({ level: "disabled", evaluated: 0 });
});

test.concurrent("--output takes the report, stdout a summary; --verbose shows the program's output", async () => {
  const directory = program(FAULTY);
  const first = await run(
    directory,
    "check",
    "--policy-pack-config",
    "only.json",
    "--output",
    "report.json",
    "--format",
    "json",
  );
  expect(first).toMatchObject({ code: 1, err: "" });
  expect(first.out).toBe(
    "shop, stack dev: 1 resource, 1 mandatory, 0 advisory, 0 undecided. The report is in report.json.\n",
  );
  const report = JSON.parse(readFileSync(path.join(directory, "report.json"), "utf8")) as JsonReport;
  expect(report.findings).toHaveLength(1);
  const second = await run(directory, "check", "--verbose");
  expect(second.out).toContain("The program printed:\n  chatter\n");
  expect(second.out).toContain("index.js:2:1  mandatory  high  alarm-sns-actions\n");
  expect(second.out).not.toContain("\u001b");
});

test.concurrent("--report writes any number of reports beside the one on standard output", async () => {
  const directory = program(FAULTY);
  const reports = ["sarif=a.sarif", "junit=b.xml", "markdown=c.md", "json=d.json", "terminal=e.txt"];
  const { code, out, err } = await run(
    ...[directory, "check", "--policy-pack-config", "only.json"],
    ...reports.flatMap((report) => ["--report", report]),
  );
  expect([code, err]).toEqual([1, ""]);
  const read = (file: string) => readFileSync(path.join(directory, file), "utf8");
  expect(out).toBe(read("e.txt"));
  expect((JSON.parse(read("d.json")) as JsonReport).findings).toHaveLength(1);
  const sarif = JSON.parse(read("a.sarif")) as Log;
  expect(sarif.runs[0]?.results?.[0]?.locations?.[0]?.physicalLocation?.artifactLocation?.uri).toBe("index.js");
  expect(sarif.runs[0]?.tool.driver.rules?.map(({ id }) => id)).toEqual(["alarm-sns-actions"]);
  expect(read("b.xml")).toMatch(/<testcase name="silent [^>]*>\s*<failure /);
  expect(read("c.md")).toContain("[index.js:2](index.js#L2)");
});

test.concurrent.each(["sarif", "junit", "markdown"])("a program that cannot be checked, as %s", async (format) => {
  const directory = program({ "Pulumi.yaml": "name: shop\nruntime: go\n" });
  const { code, out, err } = await run(directory, "check", "--format", format);
  expect(code).toBe(2);
  expect(out).toMatch(/runtime: go/);
  expect(err).toMatch(/^preflight: Pulumi\.yaml says `runtime: go`/);
});

test("a report that has nowhere to go is refused before the program runs", async () => {
  const directory = program({ "index.js": `require("fs").writeFileSync(__dirname + "/ran", "")` });
  const { code, err } = await run(directory, "check", "--output", "no/such/report.txt");
  expect(code).toBe(2);
  expect(err).toBe("preflight: The report cannot be written to no/such/report.txt: there is no directory no/such.\n");
  expect((await run(directory, "check", "--report", "sarif=no/such.sarif")).code).toBe(2);
  expect(existsSync(path.join(directory, "ran"))).toBe(false);
});

test("help", async () => {
  for (const args of [[], ["--help"], ["help"], ["check", "-h"]]) {
    const { code, out } = await run(ROOT, ...args);
    expect(code).toBe(0);
    expect(out).toMatch(/^Usage: preflight check \[DIR\]/);
  }
});
