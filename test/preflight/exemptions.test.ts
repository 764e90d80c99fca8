/** Exemptions in the offline check, and `preflight baseline`. */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { JsonReport } from "../../preflight";
import { baselineOf } from "../../preflight/baseline";
import { finding } from "./results";
import { check, cleanUp, program, run, urn } from "./support";

afterAll(cleanUp);

const BUCKET = "aws:s3/bucket:Bucket";
const PUBLIC = {
  "index.js": `const { pulumi, Bucket } = require("./kit");
class Site extends pulumi.ComponentResource {
  constructor(name) {
    super("acme:web:Site", name);
    new Bucket("assets", { acl: "public-read" }, { parent: this });
  }
}
new Site("site");
new Bucket("assets-2", { acl: "public-read" });
new Bucket("downloads", {
  acl: "public-read",
  tags: { "preflight:allow:no-public-acl": "Public by design / owner=web team / expires=2999-12-31" },
});`,
};
const configured = (...exemptions: readonly unknown[]) => ({
  "pack.json": JSON.stringify({ "bucket-has-policy": "disabled", "preflight-settings": { exemptions } }),
});
const pack = { packConfigFile: "pack.json" };

test("an exemption and a tag take findings out of the verdict and into their own list, siblings stay", async () => {
  const exemption = { policies: "no-public-acl", within: "site", reason: "A public site.", expires: "2999-01-01" };
  const result = await check(program({ ...PUBLIC, ...configured(exemption) }), pack);
  expect(result.error).toBeNull();
  expect(result.findings.map(({ rule, name }) => `${rule} ${name}`)).toEqual(["no-public-acl assets-2"]);
  expect(
    result.exempted.map(({ rule, level, name, location, exemption: why }) => [rule, level, name, location?.line, why]),
  ).toEqual([
    [
      "no-public-acl",
      "mandatory",
      "assets",
      5,
      { reason: "A public site.", owner: null, expires: "2999-01-01", source: "exemptions[0]" },
    ],
    [
      "no-public-acl",
      "mandatory",
      "downloads",
      10,
      {
        reason: "Public by design",
        owner: "web team",
        expires: "2999-12-31",
        source: "tag preflight:allow:no-public-acl of downloads",
      },
    ],
  ]);
  expect(result.rules.find(({ id }) => id === "no-public-acl")).toMatchObject({ evaluated: 3 });
});

test("an exemption without a reason, or of nothing, is a finding at its own level", async () => {
  const target = urn(BUCKET, "assets-2");
  const files = {
    ...PUBLIC,
    ...configured(
      { policies: "no-public-acl", targets: target },
      { policies: "no-public-acl", name: "gone", reason: "x" },
    ),
  };
  const result = await check(program(files), pack);
  expect(result.findings.filter(({ rule }) => rule === "no-public-acl")).toHaveLength(2);
  expect(
    result.findings.filter(({ rule }) => rule === "exemption-valid").map(({ level, message }) => [level, message]),
  ).toEqual([
    ["advisory", "`exemptions[0]` gives no reason."],
    ["advisory", "`exemptions[1]` matches no resource of this stack."],
  ]);
  const strict = await check(program(files), { ...pack, profile: "strict" });
  expect(strict.findings.filter(({ rule }) => rule === "exemption-valid").map(({ level }) => level)).toEqual([
    "mandatory",
    "mandatory",
  ]);
});

describe("preflight baseline", () => {
  const alarm = (name: string) =>
    `new Alarm("${name}", { comparisonOperator: "GreaterThanThreshold", evaluationPeriods: 1 });\n`;
  const START = `const { Alarm, Database } = require("./kit");\n`;
  const baseline = ["baseline", "--once", "--output", "pack.json", "--expires", "2999-12-31"] as const;
  const after = async (directory: string) => {
    const { code, out } = await run(
      directory,
      "check",
      "--once",
      "--format",
      "json",
      "--policy-pack-config",
      "pack.json",
    );
    return { code, report: JSON.parse(out) as JsonReport };
  };

  test("exempts a stack from all it does not meet; what is new fails", async () => {
    const directory = program({ "index.js": START + alarm("old") });
    expect((await run(directory, "check", "--once")).code).toBe(1);
    const { code, out } = await run(directory, ...baseline, "--owner", "platform");
    expect(code).toBe(0);
    expect(out).toMatch(/^\d+ findings of shop, stack dev, are exempt in pack\.json until 2999-12-31\.\n$/);

    const old = await after(directory);
    expect(old.code).toBe(0);
    expect(old.report.findings).toEqual([]);
    expect(old.report.exempted.map(({ rule }) => rule)).toContain("alarm-sns-actions");
    expect(new Set(old.report.exempted.map(({ exemption }) => exemption.owner))).toEqual(new Set(["platform"]));

    writeFileSync(path.join(directory, "index.js"), START + alarm("old") + alarm("old-2"));
    const grown = await after(directory);
    expect(grown.code).toBe(1);
    expect(grown.report.findings.map(({ rule, name }) => `${rule} ${name}`)).toContain("alarm-sns-actions old-2");
    // Rules that report once for all that lack the same find the new one too.
    expect(grown.report.findings.map(({ rule, name }) => `${rule} ${name}`)).toContain("tags-required old-2");
    expect(grown.report.findings.filter(({ name }) => name === "old")).toEqual([]);

    // And what is put right since is to be taken out.
    writeFileSync(path.join(directory, "index.js"), START);
    const shrunk = await after(directory);
    expect(shrunk.report.findings.map(({ rule }) => rule)).toContain("exemption-valid");
  });

  test("counts one finding as one", async () => {
    const levels = [
      { rule: "*", level: "disabled" },
      { rule: "alarm-sns-actions", level: "mandatory" },
    ];
    const settings = JSON.stringify({ "preflight-settings": { levels } });
    const directory = program({ "index.js": START + alarm("old"), "before.json": settings });
    const { out } = await run(directory, ...baseline, "--policy-pack-config", "before.json");
    expect(out).toMatch(/^1 finding of shop, stack dev, is exempt in pack\.json/);
  });

  test("adds to the configuration there is, and says what nothing exempts from", async () => {
    const directory = program({
      "index.js": `${START}${alarm("old")}new Database("orders", { engine: "postgres", password: "hunter2hunter2" });`,
      "before.json": JSON.stringify({
        "log-retention": { minimumDays: 30 },
        "preflight-settings": {
          levels: [{ family: "convention", level: "disabled" }],
          exemptions: [{ policies: "x" }],
        },
      }),
    });
    // The old exemption is wrong: it stays, and is reported.
    const { code, out } = await run(
      directory,
      ...baseline,
      "--policy-pack-config",
      "before.json",
      "--reason",
      "Legacy",
    );
    expect([code, out]).toEqual([0, expect.stringContaining("Nothing exempts from")]);
    expect(out).toContain("rds-no-hardcoded-password");
    const text = readFileSync(path.join(directory, "pack.json"), "utf8");
    expect(text).not.toContain("hunter2");
    const written = JSON.parse(text) as Record<string, { exemptions: readonly Record<string, unknown>[] }>;
    expect(written["log-retention"]).toEqual({ minimumDays: 30 });
    expect(written["preflight-settings"]).toMatchObject({ levels: [{ family: "convention", level: "disabled" }] });
    expect(written["preflight-settings"]?.exemptions[0]).toEqual({ policies: "x" });
    expect(written["preflight-settings"]?.exemptions).toContainEqual({
      policies: ["alarm-sns-actions"],
      targets: [urn("aws:cloudwatch/metricAlarm:MetricAlarm", "old")],
      reason: "Legacy",
      expires: "2999-12-31",
    });
  });

  test("keeps the level of the settings it adds to, and refuses to add to what is disabled", async () => {
    const files = (level: unknown) => ({
      "index.js": START + alarm("old"),
      "before.json": JSON.stringify({ "preflight-settings": level }),
    });
    const directory = program(files("advisory"));
    const from = ["--policy-pack-config", "before.json"];
    expect((await run(directory, ...baseline, ...from)).code).toBe(0);
    const written = JSON.parse(readFileSync(path.join(directory, "pack.json"), "utf8")) as Record<string, object>;
    expect(Object.keys(written["preflight-settings"] ?? {})).toEqual(["enforcementLevel", "exemptions"]);
    expect((await after(directory)).code).toBe(0);

    expect(await run(program(files("disabled")), ...baseline, ...from)).toMatchObject({
      code: 2,
      err: expect.stringContaining("so exemptions written to it would do nothing") as unknown,
    });
  });

  test("writes at most as many URNs into one exemption as one of Pulumi's exceptions takes", () => {
    const urns = Array.from({ length: 250 }, (_, index) => urn(BUCKET, `b${String(index).padStart(3, "0")}`));
    const findings = urns.map((each) => ({ ...finding, urn: each, about: [each] }));
    const terms = { before: {}, profile: undefined, expires: "2999-12-31", reason: undefined, owner: undefined };
    const { configuration, exempt } = baselineOf({ project: "shop", stack: "dev", findings }, [], terms);
    const { exemptions } = configuration["preflight-settings"] as { exemptions: { targets: string[] }[] };
    expect([exempt, exemptions.map(({ targets }) => targets.length)]).toEqual([250, [100, 100, 50]]);
    expect(exemptions.flatMap(({ targets }) => targets)).toEqual(urns);
  });

  test("refuses a stack that cannot be checked, and a day that is past", async () => {
    const directory = program({ "index.js": "throw new Error('no');" });
    expect(await run(directory, ...baseline)).toMatchObject({
      code: 2,
      out: "",
      err: expect.stringContaining("Error: no") as unknown,
    });
    expect(await run(directory, "baseline", "--output", "x.json", "--expires", "2020-01-01")).toMatchObject({
      code: 2,
      err: 'preflight: --expires takes a day from today on, as 2027-01-31, not "2020-01-01".\n',
    });
    expect(await run(directory, ...baseline, "--owner", " ")).toMatchObject({
      code: 2,
      err: "preflight: --reason and --owner take a text; leave them out for none.\n",
    });
    expect(await run(directory, "baseline", "--output", "x.json")).toMatchObject({
      code: 2,
      err: "preflight: preflight baseline needs --output FILE and --expires DATE.\nSee preflight --help.\n",
    });
  });
});
