/** `preflight settings`, `--profile`, and settings of the whole pack in the offline check. */
import path from "node:path";
import type { JsonReport } from "../../preflight";
import { only } from "../support/only";
import { check, cleanUp, program, ROOT, run } from "./support";

afterAll(cleanUp);

/** The line about a rule, and those about its settings. */
function about(out: string, id: string): readonly string[] {
  const lines = out.split("\n");
  const start = lines.findIndex((line) => line.startsWith(`${id} `));
  const end = lines.findIndex((line, index) => index > start && !line.startsWith("    "));
  return lines.slice(start, end).map((line) => line.trim().replace(/ {2,}/g, "  "));
}

const FAULTY = {
  "index.js": `const { Alarm } = require("./kit");
new Alarm("silent", { comparisonOperator: "GreaterThanThreshold", evaluationPeriods: 1 });`,
};

describe("preflight settings", () => {
  test("explains the level of every rule: which line decided, and its settings", async () => {
    const directory = program({
      "pack.json": JSON.stringify({
        "alarm-sns-actions": "advisory",
        "log-retention": { minimumDays: 30 },
        "preflight-settings": {
          profile: "strict",
          levels: [{ service: "rds", severity: ["low", "medium"], level: "disabled" }],
        },
      }),
    });
    const { code, out, err } = await run(directory, "settings", "--explain", "--policy-pack-config", "pack.json");
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(/^Profile strict; \d+ rules: \d+ mandatory, 1 advisory, \d+ disabled\.\n/);
    expect(about(out, "alarm-sns-actions")).toEqual([
      "alarm-sns-actions  advisory  the configuration, by its id or `all`",
    ]);
    expect(about(out, "log-retention")).toEqual([
      "log-retention  mandatory  profile strict (rule *)",
      "minimumDays = 30",
      "remediationDays = 365  (default)",
      "functions = true  (default)",
    ]);
    expect(about(out, "rds-monitoring")[0]).toBe(
      "rds-monitoring  disabled  levels[0] (service rds, severity low or medium)",
    );
    expect(about(out, "preflight-settings").slice(0, 2)).toEqual([
      "preflight-settings  mandatory  profile strict",
      'profile = "strict"',
    ]);
    // The command line stands above the file.
    const advisory = await run(
      directory,
      ...["settings", "--explain", "--policy-pack-config", "pack.json", "--profile", "advisory"],
    );
    expect(about(advisory.out, "log-retention")[0]).toBe("log-retention  advisory  profile advisory (rule *)");
  });

  test("without --explain shows levels only", async () => {
    const { out } = await run(ROOT, "settings", "--profile", "baseline");
    expect(about(out, "alarm-sns-actions")).toEqual(["alarm-sns-actions  advisory"]);
    expect(out).not.toContain("levels =");
  });

  test("a wrong profile or file is refused with the nearest name", async () => {
    const directory = program({ "pack.json": `{ "preflight-settings": { "levels": [{ "servise": "s3" }] } }` });
    expect(await run(directory, "settings", "--profile", "advisry")).toMatchObject({
      code: 2,
      err: 'preflight: --profile takes baseline, recommended, strict, advisory, not "advisry"; did you mean "advisory"?\n',
    });
    const { code, err } = await run(directory, "settings", "--policy-pack-config", "pack.json");
    expect(code).toBe(2);
    expect(err).toContain(
      '  - `preflight-settings.levels[0].servise`: there is no such criterion; did you mean "service"?',
    );
  });
});

describe("the offline check", () => {
  test("takes a profile as an option, in the file and as a ready file", async () => {
    const file = (profile: string) => ({ "preflight-settings": { profile } });
    const directory = program({ ...FAULTY, "advisory.json": JSON.stringify(file("advisory")) });
    const ready = path.relative(directory, path.join(ROOT, "profiles", "advisory.json"));
    for (const options of [
      ["--profile", "advisory"],
      ["--policy-pack-config", "advisory.json"],
      ["--policy-pack-config", ready],
    ]) {
      const { code, out } = await run(directory, "check", "--once", "--format", "json", ...options);
      const { findings } = JSON.parse(out) as JsonReport;
      expect(findings.map(({ rule, level }) => `${rule} ${level}`)).toContain("alarm-sns-actions advisory");
      expect(findings.every(({ level }) => level === "advisory")).toBe(true);
      expect(code).toBe(0);
    }
  });

  test("refuses levels that would do nothing", async () => {
    const directory = program({
      "index.js": "",
      "both.json": JSON.stringify({
        "no-public-acl": "mandatory",
        "preflight-settings": { levels: [{ rule: "no-public-acl", level: "advisory" }] },
      }),
      "all.json": JSON.stringify({ all: "mandatory", "preflight-settings": { profile: "advisory" } }),
      "native.json": JSON.stringify({ exceptions: { "EXC-1": { reason: "x" } } }),
      "off.json": JSON.stringify({ ...only(), "preflight-settings": { profile: "advisory" } }),
    });
    const message = async (packConfigFile: string) => (await check(directory, { packConfigFile })).error?.message;
    expect(await message("both.json")).toBe(
      "The policy pack configuration both.json is wrong:\n  - `no-public-acl`: mandatory is the own level of " +
        "no-public-acl and says nothing beside levels[0] (rule no-public-acl), which makes it advisory; put it into " +
        "`preflight-settings.levels`",
    );
    expect(await message("all.json")).toMatch(/`all`: beside profile advisory .* \(1, such as no-public-acl\)/);
    expect(await message("native.json")).toContain("`exceptions`: these are Pulumi's own");
    expect(await message("off.json")).toMatch(/`preflight-settings` is disabled, .* \(profile\) do nothing/);
  });
});
