/** No secret in any output: every way a secret can get near a report, and every output grepped for it. */
import path from "node:path";
import { readFileSync } from "node:fs";
import { main } from "../../preflight/main";
import { checkProgram, FORMATS, renderReport, type CheckResult } from "../../preflight";
import { cleanUp, ENVIRONMENT, program, tellsAll, check } from "./support";

afterAll(cleanUp);

const KEY_LINES = ["MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQ", "C7VJTUt9Us8cKjMzEfYyjiWA4R4ypbHqGC0H0"];
const KEY = ["-----BEGIN PRIVATE KEY-----", ...KEY_LINES, "-----END PRIVATE KEY-----"];

/** Every one of these is a secret somewhere below; none may ever be printed. */
const CANARIES = [
  "canary-config-flag",
  "canary-config-file",
  "canary-in-object",
  "canary-marked",
  "canary-hardcoded",
  "canary-joined-by-plus",
  "canary-unmarked-key",
  "canary-in-container",
  "canary-in-script",
  "canary-in-url",
  "canary-in-env",
  "canary-in-export",
  "canary-half",
  'canary "quoted"',
  ...KEY_LINES,
];

function expectNoCanary(text: string): void {
  for (const canary of CANARIES) {
    const forms = [
      canary,
      JSON.stringify(canary).slice(1, -1),
      Buffer.from(canary).toString("base64"),
      encodeURIComponent(canary),
    ];
    for (const form of forms) {
      expect(text).not.toContain(form);
    }
  }
}

/** In every form a report takes, as it is written to a file. */
function expectNoCanaryInReports(result: CheckResult): void {
  for (const format of FORMATS) {
    const options = {
      rules: [tellsAll],
      version: "1.0.0",
      failOn: "mandatory",
      environment: {},
      verbose: true,
    } as const;
    expectNoCanary(renderReport(format, result, options));
  }
}

const STACK_FILE = `encryptionsalt: v1:abc
config:
  shop:apiKey:
    secure: AAABANcanary-encrypted
  shop:dbPassword: canary-config-file
  shop:service:
    host: db.internal
    login: { token: { secure: AAAB } }
  shop:plain: visible-value
`;

const LEAKY = `
const { pulumi, Bucket, Database } = require("./kit");
const config = new pulumi.Config();
const flag = config.requireSecret("flagged");
const all = { flag, file: config.get("dbPassword"), key: config.requireSecret("apiKey"), service: config.getSecretObject("service") };
const db = new Database("db", {
  engine: "postgres",
  password: "canary-hardcoded",
  masterPassword: "canary-joined" + "-by-plus",
  description: flag,
  characterSetName: pulumi.secret("canary-marked"),
  optionGroupName: pulumi.secret('canary "quoted"'),
  userData: "#!/bin/sh\\nexport DB_PASSWORD=canary-in-script\\n",
  connection: "postgres://admin:canary-in-url@db/x",
  containerDefinitions: JSON.stringify([{ environment: [{ name: "API_TOKEN", value: "canary-in-container" }] }]),
  combined: pulumi.interpolate\`\${pulumi.secret("canary-half")}/\${new Bucket("b").arn}\`,
  settings: { file: config.get("dbPassword"), apiKey: all.key, object: all.service.apply((s) => s.login.token + "canary-in-object") },
  privateKey: \`${KEY.join("\n")}\`,
  certificate: process.env.SERVICE_TOKEN,
  accessKey: "canary-unmarked-key",
  plain: config.get("plain"),
});
console.log("stdout", config.get("dbPassword"), process.env.SERVICE_TOKEN);
console.error("stderr", "canary-hardcoded", "canary-in-script");
flag.apply((value) => { pulumi.log.warn("warned of " + value); pulumi.log.info("told " + value); console.log(Buffer.from(value).toString("base64")); });
exports.leak = pulumi.secret("canary-in-export");
`;

const options = {
  stack: "prod",
  config: ["flagged=canary-config-flag"],
  environment: { ...ENVIRONMENT, SERVICE_TOKEN: "canary-in-env" },
  rules: [tellsAll],
};

/** `flagged` is kept encrypted in the file, so that the value given on the command line is secret too. */
const FILES = {
  "index.js": LEAKY,
  "Pulumi.prod.yaml": `${STACK_FILE}  shop:flagged: { secure: AAAB }\n`,
};

test.concurrent("a rule that says everything, a program that prints everything", async () => {
  const result = await check(program(FILES), options);
  expect(result.error).toBeNull();
  expectNoCanaryInReports(result);
  expectNoCanary(JSON.stringify(result));
  // The rule did see them, and the report is not empty for it.
  const properties = result.findings.filter(({ name }) => name === "db").map(({ property }) => property);
  expect(properties).toEqual(expect.arrayContaining(["password", "privateKey", "settings", "combined"]));
  expect(result.findings.find(({ property }) => property === "password")).toMatchObject({
    message: "It is [secret].",
    remediation: "Not [secret].",
  });
  expect(result.output).toContain("stdout [secret] [secret]");
  // What is no secret stays readable.
  expect(result.findings.find(({ property }) => property === "plain")?.message).toBe("It is visible-value.");
  expect(result.findings.find(({ property }) => property === "engine")?.message).toBe("It is postgres.");
});

test.concurrent("the same program, when it throws with the secrets in its error", async () => {
  const files = {
    ...FILES,
    "index.js": `${LEAKY}
      flag.apply((value) => {
        const error = new Error("cannot log in with " + value + " and " + "canary-hardcoded" + " at " + all.file);
        throw Object.assign(error, { request: { headers: { authorization: "canary-config-flag" } }, cause: new Error(value) });
      });`,
  };
  const result = await check(program(files), options);
  expect(result.error?.kind).toBe("program");
  expect(result.error?.message).toContain("cannot log in with [secret] and [secret] at [secret]");
  expectNoCanaryInReports(result);
});

test.concurrent("a program that throws before anything is known of its values", async () => {
  const source = `const password = "canary-hardcoded";\nconst settings = { apiToken: 'canary-joined' + "-by-plus" };\nthrow new Error(password + settings.apiToken);\n`;
  const result = await check(program({ "index.js": source }));
  expect(result.error).toMatchObject({ kind: "program", message: "Error: [secret][secret]" });
  expectNoCanaryInReports(result);
});

test.concurrent.each([
  ["JavaScript", "index.js", `const a = 1;\nconst password = "canary-hardcoded;\n`],
  ["TypeScript", "index.ts", `const a = 1;\nconst password = "canary-hardcoded;\n`],
  ["a key", "index.js", `const key = "-----BEGIN PRIVATE KEY-----\n${KEY_LINES.join("\n")}\n";\n`],
])("a syntax error in the very line of the secret: %s", async (_, file, source) => {
  const result = await check(program({ [file]: source }));
  expect(result.error?.kind).toBe("program");
  expect(result.error?.frame).not.toEqual([]);
  expectNoCanaryInReports(result);
});

test.concurrent("through the command: stdout, stderr and the report file", async () => {
  const directory = program({ ...FILES, "index.js": `${LEAKY}\nthrow new Error(config.get("dbPassword"));` });
  const written: string[] = [];
  const stream = { write: (text: string) => written.push(text) };
  const io = { cwd: directory, environment: options.environment, stdout: stream, stderr: stream };
  const args = ["--stack", "prod", "--config", "flagged=canary-config-flag", "--verbose"];
  const reports = FORMATS.map((format) => `report.${format}`);
  const files = reports.flatMap((file, index) => ["--report", `${FORMATS[index] ?? ""}=${file}`]);
  for (const more of [[], ["--format", "json"], ["--output", "report.txt", ...files]]) {
    expect(await main(["check", ...args, ...more], io)).toBe(2);
  }
  expectNoCanary(written.join("\n"));
  for (const file of ["report.txt", ...reports]) {
    expectNoCanary(readFileSync(path.join(directory, file), "utf8"));
  }
});

test.concurrent("wrong input: neither the command line nor a broken file is quoted", async () => {
  const directory = program({ "index.js": "", "Pulumi.dev.yaml": "config:\n  shop:dbPassword: *canary-config-file\n" });
  const broken = await checkProgram({ cwd: directory, environment: ENVIRONMENT });
  expect(broken.error?.message).toMatch(/^Pulumi\.dev\.yaml:2:\d+ is not valid YAML/);
  const malformed = await checkProgram({ cwd: directory, environment: ENVIRONMENT, config: ["canary-config-flag"] });
  expectNoCanary(JSON.stringify([broken, malformed]));
  const written: string[] = [];
  const stream = { write: (text: string) => written.push(text) };
  const io = { cwd: directory, environment: ENVIRONMENT, stdout: stream, stderr: stream };
  expect(await main(["check", "--confg=dbPassword=canary-config-flag"], io)).toBe(2);
  expect(written.join("")).toContain('There is no option --confg; did you mean "--config"?');
  expectNoCanary(written.join("\n"));
});
