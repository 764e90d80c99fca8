/** Pulumi.yaml, stack files and configuration. What is wrong with them is in bad-input.test.ts. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { resolveConfig } from "../../preflight/project/config";
import { packConfig } from "../../preflight/project/pack-config";
import { readProject, type Project } from "../../preflight/project/project";
import { chooseStack, readStackFile } from "../../preflight/project/stack-file";
import { programEnvironment } from "../../preflight/run/environment";
import { bucketHasPolicy, noPublicAcl } from "./support";

let root: string;

beforeEach(() => {
  root = realpathSync(mkdtempSync(path.join(os.tmpdir(), "preflight-project-")));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

function write(files: Readonly<Record<string, string>>): Project {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  }
  return readProject(root, ".");
}

describe("Pulumi.yaml", () => {
  test.each([
    ["nothing", {}, "Give the directory of a Pulumi program: preflight check DIR."],
    [
      "a policy pack, where its author tries it",
      { "PulumiPolicy.yml": "runtime: nodejs\n" },
      "It is a policy pack. Give the directory of a program to check with it: preflight check DIR --policy-pack .",
    ],
  ])("missing, beside %s", (_, files, hint) => {
    let error: unknown;
    try {
      write(files);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({ message: "There is no Pulumi.yaml in this directory.", hint });
  });

  test("the short form", () => {
    expect(write({ "Pulumi.yaml": "name: shop\nruntime: nodejs\n" })).toEqual({
      name: "shop",
      file: path.join(root, "Pulumi.yaml"),
      root,
      pwd: root,
      entry: ".",
      runtime: { typescript: true, nodeargs: "", tsconfig: undefined, packagemanager: undefined },
      configDirectory: root,
      declaredConfig: {},
    });
  });

  test("the long form, as .yml", () => {
    const text = `
name: shop
main: src
stackConfigDir: stacks
runtime:
  name: nodejs
  options: { typescript: "false", nodeargs: --trace-warnings, tsconfig: ts/config.json, packagemanager: pnpm }
`;
    expect(write({ "Pulumi.yml": text, "src/index.js": "" })).toMatchObject({
      pwd: path.join(root, "src"),
      entry: ".",
      runtime: {
        typescript: false,
        nodeargs: "--trace-warnings",
        tsconfig: "ts/config.json",
        packagemanager: "pnpm",
      },
      configDirectory: path.join(root, "stacks"),
    });
  });

  test("as JSON, with a file as main: it runs in the file's directory", () => {
    const project = write({
      "Pulumi.json": `{"name": "shop", "runtime": "nodejs", "main": "src/a.ts"}`,
      "src/a.ts": "",
    });
    expect(project).toMatchObject({ pwd: path.join(root, "src"), entry: "a.ts" });
  });

  test("`config` as a text is the old spelling of stackConfigDir", () => {
    const project = write({ "Pulumi.yaml": "name: shop\nruntime: nodejs\nconfig: old\n" });
    expect(project).toMatchObject({ configDirectory: path.join(root, "old"), declaredConfig: {} });
  });
});

describe("the stack", () => {
  const plain = { "Pulumi.yaml": "name: shop\nruntime: nodejs\n" };

  test.each([
    ["none", {}, { stack: "dev", organization: "organization", alternatives: [] }],
    ["one", { "Pulumi.prod.yaml": "" }, { stack: "prod", alternatives: [] }],
    [
      "several",
      { "Pulumi.prod.yaml": "", "Pulumi.eu.west.yml": "" },
      { stack: "dev", alternatives: ["eu.west", "prod"] },
    ],
  ])("with %s stack file", (_, files, expected) => {
    expect(chooseStack(write({ ...plain, ...files }), undefined)).toMatchObject(expected);
  });

  test.each([
    ["prod", { stack: "prod", organization: "organization" }],
    ["acme/prod", { stack: "prod", organization: "acme" }],
    ["acme/shop/prod", { stack: "prod", organization: "acme" }],
  ])("given as %s", (given, expected) => {
    expect(chooseStack(write(plain), given)).toMatchObject(expected);
  });
});

describe("configuration", () => {
  const PULUMI = "name: shop\nruntime: nodejs\n";

  function config(files: Readonly<Record<string, string>>, ...overrides: readonly string[]) {
    const project = write({ "Pulumi.yaml": PULUMI, ...files });
    return Object.fromEntries(resolveConfig(project, "dev", readStackFile(project, "dev", "."), overrides));
  }

  test("values of a stack file, each as the program reads it", () => {
    const text = `
encryptionsalt: v1:x
config:
  shop:text: a b
  shop:yes: true
  shop:count: 3
  shop:account: 012345678901
  shop:version: 1.10
  shop:list: [1, "two", { three: 3 }]
  shop:object:
    a: { b: true }
  shop:nothing:
  short: mine
  aws:region: eu-west-1
  aws:config:profile: old
  shop:password: { secure: AAAB }
  shop:db: { host: h, password: { secure: AAAB }, users: [{ secure: AAAB }] }
`;
    expect(config({ "Pulumi.dev.yaml": text })).toEqual({
      "shop:text": { value: "a b", secret: false },
      "shop:yes": { value: "true", secret: false },
      "shop:count": { value: "3", secret: false },
      "shop:account": { value: "012345678901", secret: false },
      "shop:version": { value: "1.10", secret: false },
      "shop:list": { value: `[1,"two",{"three":3}]`, secret: false },
      "shop:object": { value: `{"a":{"b":true}}`, secret: false },
      "shop:nothing": { value: "", secret: false },
      "shop:short": { value: "mine", secret: false },
      "aws:region": { value: "eu-west-1", secret: false },
      "aws:profile": { value: "old", secret: false },
      "shop:password": { value: "424242424242000", secret: true },
      "shop:db": {
        value: `{"host":"h","password":"424242424242001","users":["424242424242002"]}`,
        secret: true,
      },
    });
  });

  test("the command line goes over the file, and a secret stays one", () => {
    const text = "config:\n  shop:size: small\n  shop:key: { secure: AAAB }\n";
    expect(config({ "Pulumi.dev.yaml": text }, "size=big", "key=real=value", "aws:region=us-west-2", "empty=")).toEqual(
      {
        "shop:size": { value: "big", secret: false },
        "shop:key": { value: "real=value", secret: true },
        // Whether these are kept encrypted where they come from, nobody says.
        "aws:region": { value: "us-west-2", secret: undefined },
        "shop:empty": { value: "", secret: undefined },
      },
    );
  });

  test("what the project declares is the fallback", () => {
    const declared = `${PULUMI}config:
  size: t3.micro
  zones: [a, b]
  count: { type: integer, default: 2 }
  kept: { type: string, default: default }
  flag: { type: boolean }
  password: { type: string, secret: true }
  aws:region: us-west-1
  aws:profile: { value: dev }
`;
    const file = "config:\n  shop:kept: mine\n  shop:flag: true\n";
    expect(config({ "Pulumi.yaml": declared, "Pulumi.dev.yaml": file }, "password=x1")).toEqual({
      "shop:size": { value: "t3.micro", secret: false },
      "shop:zones": { value: `["a","b"]`, secret: false },
      "shop:count": { value: "2", secret: false },
      "shop:kept": { value: "mine", secret: false },
      "shop:flag": { value: "true", secret: false },
      "shop:password": { value: "x1", secret: true },
      "aws:region": { value: "us-west-1", secret: false },
      "aws:profile": { value: "dev", secret: false },
    });
  });

  test.each([
    ["integer", "-3", true],
    ["integer", "3.5", false],
    ["boolean", "false", true],
    ["boolean", "no", false],
    ["boolean", "424242424242000", true],
    ["array", "[1]", true],
    ["array", "{}", false],
    ["object", `{"a":1}`, true],
    ["object", "plain", false],
    ["object", "424242424242000", true],
    ["string", "anything", true],
  ])("a declared %s takes %s: %s", (type, value, fits) => {
    const declared = { "Pulumi.yaml": `${PULUMI}config:\n  key: { type: ${type}, items: { type: string } }\n` };
    const read = () => config(declared, `key=${value}`);
    if (fits) {
      expect(read()["shop:key"]?.value).toBe(value);
    } else {
      expect(read).toThrow(`must be of type ${type}`);
    }
  });

  test("Pulumi ESC environments are named", () => {
    const environments = (text: string) => {
      const project = write({ "Pulumi.yaml": PULUMI, "Pulumi.dev.yaml": text });
      return readStackFile(project, "dev", ".").environments;
    };
    expect(environments("environment:\n  - base\n  - aws/prod\n")).toEqual(["base", "aws/prod"]);
    expect(environments("environment:\n  imports: [base]\n  values: {}\n")).toEqual(["base"]);
    expect(environments("environment: { values: { a: 1 } }\n")).toEqual(["(defined inline)"]);
    expect(environments("config: {}\n")).toEqual([]);
  });

  test("the program's environment is the language host's", () => {
    const project = write({
      "Pulumi.yaml": "name: shop\nruntime: { name: nodejs, options: { tsconfig: t.json } }\n",
      "Pulumi.dev.yaml": "config:\n  shop:a: plain\n  aws:b: { secure: AAAB }\n",
    });
    const resolved = resolveConfig(project, "dev", readStackFile(project, "dev", "."), []);
    const inherited = {
      no_proxy: "internal",
      PATH: "/bin",
      PULUMI_CONFIG: "{}",
      PULUMI_NODEJS_STACK: "outer",
      PULUMI_HOME: "/h",
    };
    expect(programEnvironment({ project, config: resolved, typeCheck: false, inherited })).toEqual({
      PATH: "/bin",
      PULUMI_HOME: "/h",
      PULUMI_CONFIG: `{"shop:config:a":"plain","aws:config:b":"424242424242000"}`,
      PULUMI_CONFIG_SECRET_KEYS: `["aws:b"]`,
      PULUMI_NODEJS_TYPESCRIPT: "true",
      PULUMI_NODEJS_TRANSPILE_ONLY: "true",
      PULUMI_NODEJS_TSCONFIG_PATH: "t.json",
      no_proxy: "internal",
      no_grpc_proxy: "internal,127.0.0.1",
    });
  });
});

describe("a policy pack configuration", () => {
  function pack(content: unknown) {
    writeFileSync(path.join(root, "pack.json"), JSON.stringify(content));
    const config = packConfig({ file: path.join(root, "pack.json"), shown: "pack.json" }, [
      noPublicAcl,
      bucketHasPolicy,
    ]);
    return [noPublicAcl, bucketHasPolicy].map((rule) => [config.levelOf(rule), config.settingsOf(rule)]);
  }

  test.each([
    ["nothing", {}, ["mandatory", {}], ["advisory", {}]],
    ["all", { all: "disabled" }, ["disabled", {}], ["disabled", {}]],
    ["one over all", { all: "advisory", "bucket-has-policy": "mandatory" }, ["advisory", {}], ["mandatory", {}]],
    ["remediate", { "bucket-has-policy": "remediate" }, ["mandatory", {}], ["mandatory", {}]],
    ["settings alone", { "no-public-acl": { allowed: ["x"] } }, ["mandatory", { allowed: ["x"] }], ["advisory", {}]],
    [
      "settings and level",
      { "no-public-acl": { enforcementLevel: "advisory", allowed: [] } },
      ["advisory", { allowed: [] }],
      ["advisory", {}],
    ],
  ])("%s", (_, content, first, second) => {
    expect(pack(content)).toEqual([first, second]);
  });
});
