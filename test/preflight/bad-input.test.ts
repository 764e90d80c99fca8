/** Everything a user can get wrong: a clear message, and a failed check. Never an exception, never a hang. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { exitCodeOf, type CheckOptions, type CheckResult } from "../../preflight";
import { bucketHasPolicy, check, cleanUp, noPublicAcl, program } from "./support";

afterAll(cleanUp);

function failed(result: CheckResult) {
  expect(exitCodeOf(result, "never")).toBe(2);
  return { kind: result.error?.kind, message: result.error?.message, hint: result.error?.hint };
}

describe("input that no program is run for", () => {
  const cases: readonly (readonly [
    name: string,
    files: Readonly<Record<string, string>>,
    options: CheckOptions,
    message: RegExp,
    hint: RegExp | null,
  ])[] = [
    ["no such directory", {}, { directory: "nowhere" }, /^The directory nowhere cannot be read: no such file/, null],
    ["a file for a directory", {}, { directory: "kit.js" }, /^kit\.js is not a directory\.$/, /Pulumi\.yaml/],
    [
      "no Pulumi.yaml, but a project above",
      { "sub/readme.md": "" },
      { directory: "sub" },
      /^There is no Pulumi\.yaml in sub\.$/,
      /The project above it is \.\.: preflight check /,
    ],
    [
      "a Pulumi.yaml that is no YAML",
      { "Pulumi.yaml": "name: shop\n  runtime: nodejs\n" },
      {},
      /^Pulumi\.yaml:1:7 is not valid YAML: \w+( \w+)*\.$/,
      /indentation/,
    ],
    ["a Pulumi.yaml that is a list", { "Pulumi.yaml": "- a\n" }, {}, /^Pulumi\.yaml must hold a mapping/, null],
    ["an empty Pulumi.yaml", { "Pulumi.yaml": "" }, {}, /^Pulumi\.yaml has no `name`/, null],
    ["no runtime", { "Pulumi.yaml": "name: shop\n" }, {}, /^Pulumi\.yaml has no `runtime`/, null],
    [
      "another language",
      { "Pulumi.yaml": "name: shop\nruntime: python\n" },
      {},
      /`runtime: python`: programs in that language are not supported yet/,
      /pulumi preview --policy-pack/,
    ],
    [
      "another JavaScript runtime",
      { "Pulumi.yaml": "name: shop\nruntime: { name: bun }\n" },
      {},
      /`runtime: bun`: .* not supported yet/,
      /nodejs programs/,
    ],
    [
      "a main that is not there",
      { "Pulumi.yaml": "name: shop\nruntime: nodejs\nmain: infra.ts\n" },
      {},
      /^Pulumi\.yaml says `main: infra\.ts`, but that cannot be read: no such file/,
      null,
    ],
    [
      "a main that is no text",
      { "Pulumi.yaml": "name: shop\nruntime: nodejs\nmain: 3\n" },
      {},
      /main must be a text/,
      null,
    ],
    ["a name that is no stack", {}, { stack: "de v" }, /^"de v" is not the name of a stack/, /--stack dev/],
    [
      "a malformed --config",
      {},
      { config: ["dbPassword"] },
      /^A --config option is not of the form key=value/,
      /--config/,
    ],
    [
      "a stack file that is no YAML",
      { "Pulumi.dev.yaml": `config:\n  shop:password: "hunter2\n` },
      {},
      /^Pulumi\.dev\.yaml:\d+:\d+ is not valid YAML: missing char\.$/,
      /missing quote/,
    ],
    ["a stack file with a list", { "Pulumi.dev.yaml": "config: [a]\n" }, {}, /`config` must be a mapping/, null],
    [
      "a declared value that is missing",
      { "Pulumi.yaml": "name: shop\nruntime: nodejs\nconfig:\n  size: { type: string }\n  zone: { type: string }\n" },
      {},
      /^Stack dev is missing configuration that Pulumi\.yaml declares as required: size, zone\.$/,
      /--config size=VALUE/,
    ],
    [
      "a declared value of another type",
      { "Pulumi.yaml": "name: shop\nruntime: nodejs\nconfig:\n  count: { type: integer }\n" },
      { config: ["count=many"] },
      /shop:count of stack dev must be of type integer/,
      null,
    ],
    [
      "a policy pack configuration that is not there",
      {},
      { packConfigFile: "levels.json" },
      /^levels\.json cannot be read: no such file/,
      null,
    ],
  ];

  test.each(cases)("%s", async (_, files, options, message, hint) => {
    const directory = program({ "index.js": "throw new Error('must not run')", ...files });
    const result = await check(directory, options);
    expect(failed(result)).toEqual({
      kind: "input",
      message: expect.stringMatching(message) as string,
      hint: hint === null ? null : (expect.stringMatching(hint) as string),
    });
    expect(result).toMatchObject({ resources: 0, findings: [], rules: [] });
    expect(JSON.stringify(result)).not.toContain("hunter2");
  });

  test("packages that are not installed: with the command that installs them", async () => {
    const files = { "index.js": "" };
    const plain = failed(await check(program(files, { installed: false })));
    expect(plain.message).toBe("The packages of the program in . are not installed: @pulumi/pulumi is not there.");
    expect(plain.hint).toBe("Run `npm install` in . first.");
    const locked = failed(await check(program({ ...files, "pnpm-lock.yaml": "" }, { installed: false })));
    expect(locked.hint).toBe("Run `pnpm install` in . first.");
    const archived = failed(await check(program({ ...files, ".pnp.cjs": "" }, { installed: false })));
    expect([archived.message, archived.hint].join(" ")).toMatch(/Yarn's Plug'n'Play .* `nodeLinker: node-modules`/);
  });

  test("a policy pack configuration with mistakes: each with path, value and the nearest name", async () => {
    const directory = program({
      "index.js": "",
      "levels.json": JSON.stringify({
        "no-publik-acl": "mandatory",
        "no-public-acl": { enforcementLevel: "manditory", alowed: ["x"], allowed: "private" },
        "bucket-has-policy": { strict: true },
        all: { enforcementLevel: "advisory", strict: true },
      }),
    });
    const { message } = failed(await check(directory, { packConfigFile: "levels.json" }));
    expect(message?.split("\n")).toEqual([
      "The policy pack configuration levels.json is wrong:",
      '  - `no-publik-acl`: there is no such rule; did you mean "no-public-acl"?',
      '  - `no-public-acl.enforcementLevel`: "manditory" is no enforcement level ' +
        '(advisory, mandatory, remediate, disabled); did you mean "mandatory"?',
      '  - `no-public-acl.alowed`: not a setting of this rule, given as ["x"]; did you mean "allowed"?; known settings: allowed',
      expect.stringMatching(/^ {2}- `no-public-acl`: `allowed` must be array, but is "private"$/),
      "  - `bucket-has-policy.strict`: not a setting of this rule, given as true; this rule has none",
      "  - `all.strict`: `all` takes a level only",
    ]);
  });
});

/** Seconds; enough for a program to start on a busy machine. */
const LIMIT = 15;

describe("programs that fail", () => {
  const cases: readonly (readonly [
    name: string,
    files: Readonly<Record<string, string>>,
    message: RegExp,
    place: string | undefined,
    hint: RegExp | null,
  ])[] = [
    [
      "one that throws, with the user's own frames only",
      {
        "index.ts": `import { Bucket } from "./kit";\nimport { connect } from "./lib/net";\n\nnew Bucket("logs");\nconnect("db");\n`,
        "lib/net.ts": `export function connect(host: string): never {\n  throw Object.assign(new Error("no way to " + host), { request: { auth: "x" } });\n}\n`,
        "kit.d.ts": "export const Bucket: any;",
      },
      /^Error: no way to db$/,
      "lib/net.ts:2:23 index.ts:5:8",
      null,
    ],
    [
      "a syntax error in TypeScript",
      { "index.ts": `const a = 1;\nconst b = ;\n` },
      /index\.ts\(2,11\): error TS1109: Expression expected\./,
      "index.ts:2:11",
      null,
    ],
    [
      "a syntax error in JavaScript",
      { "index.js": `require("./deep/part");`, "deep/part.js": `const a = 1;\nconst b = };\n` },
      /^SyntaxError: Unexpected token '}'$/,
      "deep/part.js:2:11",
      null,
    ],
    [
      "a syntax error in an ES module",
      {
        "package.json": `{"type":"module"}`,
        "index.js": `import "./part.js";`,
        "part.js": `\nconst x = 3 +;\n`,
        "kit.js": "",
      },
      /^SyntaxError: /,
      "part.js:2:14",
      null,
    ],
    [
      "a missing package",
      { "index.js": `\nconst x = require("left-pad-that-is-not-there");` },
      /^Error: Cannot find module 'left-pad-that-is-not-there'$/,
      "index.js:2:11",
      /The package left-pad-that-is-not-there is not installed: run `npm install`/,
    ],
    [
      "a missing required configuration value",
      { "index.js": `new (require("@pulumi/pulumi").Config)().requireSecret("dbPassword");` },
      /^Missing required configuration variable 'shop:dbPassword'/,
      undefined,
      /--config dbPassword=VALUE/,
    ],
    [
      "a rejected promise, late",
      {
        "index.js": `const { Bucket } = require("./kit");\nnew Bucket("b").id.apply(() => {\n  throw new TypeError("late");\n});\n`,
      },
      /^TypeError: late$/,
      "index.js:3:9",
      null,
    ],
    [
      "two resources of one name",
      { "index.js": `const { Bucket } = require("./kit");\nnew Bucket("b");\nnew Bucket("b");\n` },
      /Duplicate resource URN: another aws:s3\/bucket:Bucket is called "b" already/,
      "kit.js:5:5 index.js:3:1",
      null,
    ],
    ["one that throws no Error", { "index.js": `throw "plain text";` }, /^plain text$/, undefined, null],
    ["one that ends with a code", { "index.js": `console.error("bye"); process.exit(3);` }, /^bye$/, undefined, null],
    [
      "a transform that throws",
      {
        "index.js": `const { pulumi, Bucket } = require("./kit");\npulumi.runtime.registerResourceTransform(() => { throw new Error("no"); });\nnew Bucket("b");\n`,
      },
      /transform failed: Error: no/,
      "kit.js:5:5 index.js:3:1",
      null,
    ],
  ];

  test.concurrent.each(cases)("%s", async (_, files, message, place, hint) => {
    const result = await check(program(files));
    expect(failed(result)).toEqual({
      kind: "program",
      message: expect.stringMatching(message) as string,
      hint: hint === null ? null : (expect.stringMatching(hint) as string),
    });
    const stack = result.error?.stack.map(({ file, line, column }) => `${file}:${line}:${column}`).join(" ");
    expect(stack).toBe(place ?? "");
    expect(result.error?.frame.some(({ caret }) => caret !== undefined)).toBe(place !== undefined);
  });

  test.concurrent("what was registered before is still evaluated, by the rules that can", async () => {
    const directory = program({
      "index.js": `const { Bucket } = require("./kit");
        new Bucket("open", { acl: "public-read" }).arn.apply(() => { throw new Error("later"); });`,
    });
    const result = await check(directory);
    expect(exitCodeOf(result, "mandatory")).toBe(2);
    expect(result.findings.map(({ rule, name }) => `${rule} ${name}`)).toEqual(["no-public-acl open"]);
    expect(result.resources).toBe(1);
    expect(result.notes).toEqual([expect.stringContaining("did not come to its end")]);
  });

  test.concurrent("one that never ends: the time limit, and nothing is left running", async () => {
    const directory = program({
      "index.js": `
        const { Bucket } = require("./kit");
        const child = require("child_process").spawn(process.execPath, ["-e",
          "setInterval(() => require('fs').appendFileSync(process.argv[1], '.'), 50)", __dirname + "/ticks"]);
        new Bucket("first").id.apply(() => console.log("waiting"));
        setInterval(() => {}, 1000);
      `,
    });
    const started = Date.now();
    const result = await check(directory, { timeoutSeconds: LIMIT });
    expect(failed(result)).toEqual({
      kind: "timeout",
      message:
        `The program did not end within ${LIMIT} seconds and was stopped. ` +
        "Resources registered until then: 1, the last one first (aws:s3/bucket:Bucket).",
      hint: expect.stringContaining("--timeout SECONDS") as string,
    });
    expect(Date.now() - started).toBeLessThan(2 * LIMIT * 1_000);
    expect(result.output).toContain("waiting");
    const ticks = path.join(directory, "ticks");
    expect(existsSync(ticks)).toBe(true);
    const before = readFileSync(ticks, "utf8").length;
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(readFileSync(ticks, "utf8").length).toBe(before);
  });

  test.concurrent("one that computes forever is stopped too", async () => {
    const result = await check(program({ "index.js": `for (;;);` }), { timeoutSeconds: 3 });
    expect(failed(result)).toMatchObject({
      kind: "timeout",
      message: expect.stringContaining("No resource was registered") as string,
    });
  });
});

test("a malformed policy document does not trouble the check: it reaches the rules as it is", async () => {
  const directory = program({
    "index.js": `const { Bucket, BucketPolicy } = require("./kit");
      const b = new Bucket("b", { acl: "private" });
      new BucketPolicy("p", { bucket: b.bucket, policy: '{"Statement": [' });`,
  });
  const result = await check(directory);
  expect(result.error).toBeNull();
  expect(result.findings).toEqual([]);
});

test("stacks are found where stackConfigDir says", async () => {
  const directory = program({
    "index.js": "",
    "Pulumi.yaml": "name: shop\nruntime: nodejs\nmain: index.js\nstackConfigDir: stacks\n",
  });
  mkdirSync(path.join(directory, "stacks"));
  writeFileSync(path.join(directory, "stacks", "Pulumi.only.yaml"), "config: { size: big }\n");
  const result = await check(directory, { rules: [noPublicAcl, bucketHasPolicy] });
  expect(result.error).toBeNull();
  expect(result.stack).toBe("only");
});
