/** The parts that find and mask secrets; secrets.test.ts shows that together they let none out. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { Redactor } from "../../policy-pack/engine/redact";
import { addText, redactorForInput } from "../../preflight/secrets/collect";
import { maskLines } from "../../preflight/secrets/mask-line";
import { holdsSecret, speaksOfSecret } from "../../preflight/secrets/names";
import { addSourceSecrets, secretsIn, sourceFiles } from "../../preflight/secrets/source";

test.each([
  "password",
  "masterPassword",
  "DB_PASSWORD",
  "authToken",
  "secretString",
  "privateKey",
  "private_key_pem",
  "clientSecret",
  "AWS_SECRET_ACCESS_KEY",
  "accessKey",
  "credentials",
  "pwd",
  "PassPhrase",
])("%s holds a secret", (name) => {
  expect(holdsSecret(name)).toBe(true);
});

test.each([
  "secretId",
  "masterUserSecretKmsKeyId",
  "secretArn",
  "httpTokens",
  "passwordLength",
  "authTokenUpdateStrategy",
  "passthroughBehavior",
  "bypassPolicyLockoutSafetyCheck",
  "passwordPolicy",
  "tokenValidityUnits",
  "secretName",
  "rotationLambdaArn",
  "bucket",
  "compass",
  "",
])("%s holds none", (name) => {
  expect(holdsSecret(name)).toBe(false);
});

test.each([
  ['actions: ["secretsmanager:GetSecretValue", "iam:PassRole"],', false],
  ['new aws.secretsmanager.Secret("x")', true],
  ['const pw = config.requireSecret("db");', true],
])("a line that speaks of a secret: %s", (line, expected) => {
  expect(speaksOfSecret(line)).toBe(expected);
});

test.each<
  readonly [name: string, config: Readonly<Record<string, readonly [string, boolean]>>, text: string, expected: string]
>([
  ["an encrypted value", { "shop:a": ["hunter2", true] }, "it is hunter2", "it is [secret]"],
  ["a plain value with a telling name", { "shop:dbPassword": ["hunter2", false] }, "hunter2!", "[secret]!"],
  ["a plain value", { "shop:size": ["t3.micro", false] }, "t3.micro", "t3.micro"],
  ["the parts of a secret document", { "shop:a": [`{"x":{"y":"hunter2"}}`, true] }, "hunter2", "[secret]"],
  [
    "the telling parts of a plain document",
    { "shop:a": [`{"h":"host1","password":"hunter2"}`, false] },
    "host1 hunter2",
    "host1 [secret]",
  ],
  [
    "a document with placeholders",
    { "shop:a": [`{"h":"host1","p":"424242424242000"}`, true] },
    "host1 424242424242000",
    "host1 424242424242000",
  ],
  ["the password in a URL", { "shop:a": ["postgres://u:hunter2@h/d", false] }, "with hunter2", "with [secret]"],
  [
    "the password in a connection string",
    { "shop:a": ["Server=h;Password=hunter2;Db=d", false] },
    "with hunter2 on h",
    "with [secret] on h",
  ],
  ["a reference instead of a password", { "shop:a": ["PASSWORD=$DB_PASSWORD", false] }, "$DB_PASSWORD", "$DB_PASSWORD"],
])("%s", (_, config, text, expected) => {
  const values = new Map(Object.entries(config).map(([key, [value, secret]]) => [key, { value, secret }]));
  expect(redactorForInput(values, {}).apply(text)).toBe(expected);
});

test("environment variables with telling names, but neither directories nor everyday words", () => {
  const environment = {
    API_TOKEN: "abcdef1",
    SHORT_TOKEN: "true",
    PWD: "/work/shop",
    SECRETS_ROOT: os.tmpdir(),
    PLAIN: "plain-value",
  };
  const text = `abcdef1 true /work/shop ${os.tmpdir()} plain-value`;
  expect(redactorForInput(new Map(), environment).apply(text)).toBe(text.replace("abcdef1", "[secret]"));
});

test.each([
  ["0facade1234567890", "0facade1234567890", "0facade1234567890"],
  [
    "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
    "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
    "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  ],
  ["admin:hunter2@0facade12.rds", "a admin:hunter2@ b", "a [secret] b"],
  ["x@0facade12/y", "x@ /y", "x@ /y"],
])("of the secret %s only what is not made up is secret", (secret, text, expected) => {
  const redactor = new Redactor();
  addText(redactor, secret);
  expect(redactor.apply(text)).toBe(expected);
});

describe("string literals in source", () => {
  test.each<readonly [source: string, secrets: readonly string[]]>([
    [`const password = "hunter2";`, ["hunter2"]],
    [`let dbPassword: string = 'hunter2'`, ["hunter2"]],
    ["{ password: `hunter2` }", ["hunter2"]],
    [`{ "DB_PASSWORD": "hunter2" }`, ["hunter2"]],
    [`env["API_TOKEN"] = "hunter2"`, ["hunter2"]],
    [`this.options.token = "hunter2"`, ["hunter2"]],
    [`password: pulumi.secret("hunter2")`, ["hunter2"]],
    [`password: pulumi.output(pulumi.secret("hunter2"))`, ["hunter2"]],
    [`password: "hun" +\n  'ter2'`, ["hun", "ter2", "hunter2"]],
    [`password: "a\\"b\\n"`, [`a"b\n`]],
    [`secretId: "name"`, []],
    [`const name = "password";`, []],
    [`password: config.requireSecret`, []],
    [`password: config.require("plainPassword")`, []],
    [`password: config.requireSecret("dbPassword")`, []],
    [`password: pulumi.secret(config.get("plainPassword"))`, []],
    [`password: ""`, []],
    [`if (password === "hunter2") {}`, []],
  ])("%s", (source, secrets) => {
    expect(secretsIn(source)).toEqual(secrets);
  });

  test("of every source file of a project, packages and hidden directories left out", () => {
    const root = mkdtempSync(path.join(os.tmpdir(), "preflight-source-"));
    try {
      for (const file of ["a.ts", "deep/b.mjs", "node_modules/x/c.js", ".git/d.js", "e.json"]) {
        mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
        writeFileSync(path.join(root, file), `const password = "in-${file}";`);
      }
      expect(sourceFiles(root).map((file) => path.relative(root, file))).toEqual(["a.ts", path.join("deep", "b.mjs")]);
      const redactor = new Redactor();
      addSourceSecrets(redactor, root);
      expect(redactor.apply("in-a.ts in-deep/b.mjs in-e.json")).toBe("[secret] [secret] in-e.json");
    } finally {
      rmSync(root, { recursive: true });
    }
  });

  test("a directory that is not there has none", () => {
    expect(sourceFiles("/no/such/directory")).toEqual([]);
  });
});

describe("lines that are shown", () => {
  test.each<readonly [name: string, lines: readonly string[], shown: readonly string[]]>([
    [
      "harmless ones stay",
      [`const a = "x";`, `import { Secret } from "./secret";`],
      [`const a = "x";`, `import { Secret } from "./secret";`],
    ],
    [
      "every literal of a sensitive one goes",
      [`f("db", { password: 'x', a: \`y\` })`],
      [`f("[secret]", { password: '[secret]', a: \`[secret]\` })`],
    ],
    ["a word for a kind of secret stays", [`this.key("secrets")`], [`this.key("secrets")`]],
    ["what stands beside it goes", [`store("credentials", "hunter2")`], [`store("credentials", "[secret]")`]],
    ["a word that is given to a secret goes", [`const secret = "secrets";`], [`const secret = "[secret]";`]],
    ["a word that may be the value goes", [`token:`, `  "secrets",`], [`token:`, `  "[secret]",`]],
    ["empty literals stay", [`password: ""`], [`password: ""`]],
    ["an unterminated one goes to the end", [`password = "hunter2`], [`password = "[secret]`]],
    ["quotes inside of quotes", [`password: "it's \\"x\\""`], [`password: "[secret]"`]],
    [
      "a value on the next line",
      [`password:`, `  "hunter2" +`, `  "more",`, `name: "db"`],
      [`password:`, `  "[secret]" +`, `  "[secret]",`, `name: "db"`],
    ],
    [
      "the body of a key",
      ["const key = `-----BEGIN PRIVATE KEY-----", "MIIE", "-----END PRIVATE KEY-----`;", `const a = "x";`],
      ["const key = `[secret]", "[secret]", "[secret]", `const a = "x";`],
    ],
    ["a line that looks like key material", [`  "${"A1b2".repeat(12)}\\n" +`], ["[secret]"]],
  ])("%s", (_, lines, shown) => {
    expect(maskLines(lines)).toEqual(shown);
  });
});
