/** The offline check, where rules remediate resources when the program is deployed: what is remediated is listed, and fails nothing. */
import { readFileSync } from "node:fs";
import path from "node:path";
import Ajv from "ajv";
import { renderReport, type JsonReport } from "../../preflight";
import { rules } from "../../policy-pack/rules";
import { main } from "../../preflight/main";
import { check, cleanUp, ENVIRONMENT, program, ROOT } from "./support";

afterAll(cleanUp);

const START = `const { pulumi, Database } = require("./kit");
const make = (type) => class extends pulumi.CustomResource { constructor(name, args) { super(type, name, args); } };
const Key = make("aws:kms/key:Key");
const Instance = make("aws:ec2/instance:Instance");
const Files = make("aws:efs/fileSystem:FileSystem");
`;
const REMEDIABLE = `${START}new Key("data", {});
new Key("old", { tags: { "preflight:allow:kms-rotation": "Replaced soon" } });
new Instance("web", { metadataOptions: { httpTokens: "optional" } });
new Database("orders", { password: new pulumi.Config().requireSecret("password"), publiclyAccessible: true });
`;
const RULES = ["kms-rotation", "ec2-imdsv2", "rds-not-public", "storage-encryption", "iam-valid-document"];
const pack = (level: string) => ({
  "pack.json": JSON.stringify({
    "preflight-settings": {
      levels: [
        { rule: "*", level: "disabled" },
        { rule: RULES, level },
      ],
    },
  }),
  "Pulumi.dev.yaml": "config:\n  shop:password: hunter2-canary\n",
});
const options = { packConfigFile: "pack.json", rules: undefined } as const;

async function run(directory: string, ...args: readonly string[]) {
  const out: string[] = [];
  const write = (text: string) => out.push(text);
  const code = await main(args, { cwd: directory, environment: ENVIRONMENT, stdout: { write }, stderr: { write } });
  return { code, out: out.join("") };
}
const checking = ["check", "--once", "--policy-pack-config", "pack.json"] as const;

test("at level remediate, what the pack remediates is no finding, and what it cannot remediate is one", async () => {
  const { code, out } = await run(
    program({ "index.js": REMEDIABLE, ...pack("remediate") }),
    ...checking,
    ...["--format", "json"],
  );
  const report = JSON.parse(out) as JsonReport;
  expect(report.findings).toEqual([]);
  expect(code).toBe(0);
  expect(
    report.remediated.map(({ rule, name, properties, location }) => [rule, name, properties, location?.line]),
  ).toEqual([
    ["kms-rotation", "data", ["enableKeyRotation"], 6],
    ["ec2-imdsv2", "web", ["metadataOptions.httpTokens", "metadataOptions.httpEndpoint"], 8],
    ["rds-not-public", "orders", ["publiclyAccessible"], 9],
  ]);
  expect(report.remediated[0]?.does).toBe("Sets `enableKeyRotation: true`.");
  expect(report.exempted.map(({ rule, name }) => [rule, name])).toEqual([["kms-rotation", "old"]]);
  expect(report.rules.find(({ id }) => id === "kms-rotation")).toMatchObject({ level: "mandatory", evaluated: 2 });
  expect(out).not.toContain("hunter2");

  const schema = JSON.parse(readFileSync(path.join(ROOT, "docs", "json-report.schema.json"), "utf8")) as object;
  const validate = new Ajv({ strict: false }).compile(schema);
  expect([validate(report), validate.errors]).toEqual([true, null]);
  const wrong = { ...report, remediated: [{ ...report.remediated[0], properties: "enableKeyRotation" }] };
  expect(validate(wrong)).toBe(false);

  const stillReported = await run(
    program({ "index.js": `${START}new Files("files", {});`, ...pack("remediate") }),
    ...checking,
  );
  expect(stillReported.code).toBe(1);
  expect(stillReported.out).toContain("mandatory  high  storage-encryption");
});

test("at any other level nothing is remediated", async () => {
  const result = await check(program({ "index.js": REMEDIABLE, ...pack("mandatory") }), options);
  expect(result.remediated).toEqual([]);
  expect(result.findings.map(({ rule, name }) => `${rule} ${name}`)).toEqual(
    expect.arrayContaining(["kms-rotation data", "ec2-imdsv2 web", "rds-not-public orders"]),
  );
});

test("every report for people lists what is remediated", async () => {
  const result = await check(program({ "index.js": REMEDIABLE, ...pack("remediate") }), options);
  const rendered = (format: "terminal" | "markdown" | "sarif") =>
    renderReport(format, result, { failOn: "mandatory", version: "1.0.0", rules, environment: {} });
  expect(rendered("terminal")).toContain("0 mandatory, 0 advisory, 0 undecided, 1 exempt, 3 remediated");
  expect(rendered("terminal")).toContain(
    [
      "Remediated by the pack when deployed, not in the program:",
      "  - kms-rotation: Sets `enableKeyRotation: true`.",
      "      data: `enableKeyRotation`",
    ].join("\n"),
  );
  expect(rendered("markdown")).toContain("Remediated by the pack when deployed");
  expect(rendered("markdown")).toContain("`kms-rotation` of `data`: `enableKeyRotation`");
  const sarif = JSON.parse(rendered("sarif")) as {
    readonly runs: readonly {
      readonly results: unknown;
      readonly properties: { readonly remediated: readonly unknown[] };
    }[];
  };
  expect(sarif.runs[0]?.properties.remediated).toHaveLength(3);
  expect(sarif.runs[0]?.results).toHaveLength(1); // What is exempt.
});

test("`preflight settings` shows the level, and says of a rule that remediates nothing what it means", async () => {
  const { code, out } = await run(
    program(pack("remediate")),
    "settings",
    "--explain",
    "--policy-pack-config",
    "pack.json",
  );
  expect(code).toBe(0);
  expect(out).toMatch(/^Profile recommended; \d+ rules: 0 mandatory, 5 remediate, 0 advisory, \d+ disabled\.\n/);
  expect(out).toMatch(/^kms-rotation +remediate {2}levels\[1\] \(rule [^;]*\)$/m);
  expect(out).toMatch(/^iam-valid-document +remediate {2}levels\[1\] .*; remediates nothing, so as mandatory$/m);
});
