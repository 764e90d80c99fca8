import { readFileSync } from "node:fs";
import path from "node:path";
import { MASTER_PASSWORDS, masterPasswordsOf } from "../../policy-pack/helpers/master-passwords";
import { Resource } from "../../policy-pack/engine/resource";
import { UNKNOWN } from "../../policy-pack/engine/wire";

const SDK = path.dirname(require.resolve("@pulumi/aws/package.json"));
const INPUTS = readFileSync(path.join(SDK, "types", "input.d.ts"), "utf8");

/** The text of an interface of an SDK declaration file. */
function interfaceOf(declarations: string, name: string): string {
  const start = declarations.search(new RegExp(`interface ${name} \\{`));
  expect({ name, found: start >= 0 }).toEqual({ name, found: true });
  return declarations.slice(start, declarations.indexOf("\n    }\n", start) + 1 || undefined);
}

/** The type a property is declared with; fails the test when there is none. */
function typeOf(declaration: string, property: string): string {
  const found = new RegExp(`^\\s+${property}\\??: (.*);$`, "m").exec(declaration)?.[1];
  expect({ property, found }).toEqual({ property, found: expect.any(String) as unknown });
  return found ?? "";
}

describe("the table", () => {
  const paths = Object.entries(MASTER_PASSWORDS).flatMap(([type, row]) =>
    row.paths.map((each) => [type, each] as const),
  );

  test.each(paths)("%s has %s in the installed SDK", (type, property) => {
    const [, module = "", name = ""] = /^aws:([^:]+):(\w+)$/.exec(type) ?? [];
    const source = readFileSync(path.join(SDK, `${module}.d.ts`), "utf8");
    expect(readFileSync(path.join(SDK, `${module}.js`), "utf8")).toContain(`'${type}'`);
    let declaration = source.slice(source.indexOf(`interface ${name}Args {`));
    for (const [index, step] of property.split(".").entries()) {
      const declared = typeOf(declaration, step.replace("[]", ""));
      expect({ step, isList: declared.includes("[]") }).toEqual({ step, isList: step.endsWith("[]") });
      if (index < property.split(".").length - 1) {
        const [, namespace = "", inner = ""] = /inputs\.(\w+)\.(\w+)/.exec(declared) ?? [];
        const start = INPUTS.indexOf(`export declare namespace ${namespace} {`);
        declaration = interfaceOf(INPUTS.slice(start), inner);
      } else {
        expect(declared).toContain("string");
      }
    }
    if (property.endsWith("Wo")) {
      expect(declaration).toContain(`${property.split(".").at(-1) ?? ""}Version?`);
    }
  });

  test("every fix names properties that exist, and is the beginning of a sentence", () => {
    for (const [type, { fix, secretArnIf, managed }] of Object.entries(MASTER_PASSWORDS)) {
      expect(fix ?? "None known").toMatch(/^[A-Z].*[^.]$/s);
      const module = /^aws:([^:]+):/.exec(type)?.[1] ?? "";
      const source = readFileSync(path.join(SDK, `${module}.d.ts`), "utf8") + INPUTS;
      const names = [...(fix ?? "").matchAll(/`(?!aws\.)([\w.]+)[`:]/g)].flatMap(([, name = ""]) => name.split("."));
      for (const name of names) {
        expect(source).toMatch(new RegExp(`^\\s+${name}\\??: `, "m"));
      }
      const args = source.slice(source.indexOf(`interface ${/(\w+)$/.exec(type)?.[1] ?? ""}Args {`));
      for (const name of managed === undefined ? [] : [managed.by, managed.of]) {
        expect(typeOf(args, name)).toMatch(/boolean|string/);
      }
      if (secretArnIf !== undefined) {
        expect(source).toMatch(new RegExp(`^\\s+${secretArnIf.property}\\??: `, "m"));
      }
    }
  });

  test("Neptune is not in it: its clusters take no password", () => {
    const source = readFileSync(path.join(SDK, "neptune", "cluster.d.ts"), "utf8");
    expect(source).not.toMatch(/^\s+\w*password\w*\??:/im);
    expect(Object.keys(MASTER_PASSWORDS).filter((type) => type.startsWith("aws:neptune/"))).toEqual([]);
  });
});

describe("masterPasswordsOf", () => {
  const passwordsOf = (type: string, properties: Readonly<Record<string, unknown>>) =>
    masterPasswordsOf(new Resource({ urn: "urn", type, name: "it", properties: () => properties }))
      .filter(({ value, withheld }) => !value.absent || withheld)
      .map(({ value, property, withheld }) => ({ path: value.path, property, withheld, unknown: value.unknown }));
  const known = { withheld: false, unknown: false };

  test("finds top-level properties", () => {
    expect(passwordsOf("aws:rds/instance:Instance", { password: "x", passwordWo: "y", username: "z" })).toEqual([
      { path: "password", property: "password", ...known },
      { path: "passwordWo", property: "passwordWo", ...known },
    ]);
  });

  test("finds every element of a list, and what lies inside", () => {
    expect(passwordsOf("aws:mq/broker:Broker", { users: [{ password: "x" }, {}, { password: "y" }] })).toEqual([
      { path: "users[0].password", property: "users", ...known },
      { path: "users[2].password", property: "users", ...known },
    ]);
    expect(passwordsOf("aws:memorydb/user:User", { authenticationMode: { passwords: ["x", "y"] } })).toEqual([
      { path: "authenticationMode.passwords[0]", property: "authenticationMode", ...known },
      { path: "authenticationMode.passwords[1]", property: "authenticationMode", ...known },
    ]);
  });

  test("one unknown stands for an unknown list", () => {
    expect(passwordsOf("aws:mq/broker:Broker", { users: UNKNOWN })).toEqual([
      { path: "users.password", property: "users", withheld: false, unknown: true },
    ]);
    expect(passwordsOf("aws:elasticache/user:User", { passwords: UNKNOWN })).toEqual([
      { path: "passwords", property: "passwords", withheld: false, unknown: true },
    ]);
  });

  test("says when a write-only password was set and does not show", () => {
    expect(passwordsOf("aws:rds/instance:Instance", { passwordWoVersion: 1 })).toEqual([
      { path: "passwordWo", property: "passwordWo", withheld: true, unknown: false },
    ]);
    expect(passwordsOf("aws:rds/instance:Instance", { passwordWo: "x", passwordWoVersion: 1 })).toEqual([
      { path: "passwordWo", property: "passwordWo", ...known },
    ]);
    expect(
      passwordsOf("aws:fsx/windowsFileSystem:WindowsFileSystem", {
        selfManagedActiveDirectory: { passwordWoVersion: 2 },
      }),
    ).toEqual([
      {
        path: "selfManagedActiveDirectory.passwordWo",
        property: "selfManagedActiveDirectory",
        withheld: true,
        unknown: false,
      },
    ]);
  });

  test("a password property that holds the ARN of a secret is no password", () => {
    const arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:docs-a1b2c3";
    const type = "aws:docdb/elasticCluster:ElasticCluster";
    expect(passwordsOf(type, { authType: "SECRET_ARN", adminUserPassword: arn })).toEqual([]);
    expect(passwordsOf(type, { authType: "PLAIN_TEXT", adminUserPassword: "x" })).toEqual([
      { path: "adminUserPassword", property: "adminUserPassword", ...known },
    ]);
  });

  test("reads nothing into wrong shapes and other types", () => {
    expect(passwordsOf("aws:mq/broker:Broker", { users: "x" })).toEqual([]);
    expect(passwordsOf("aws:mq/broker:Broker", { users: [null, [], 3] })).toEqual([]);
    expect(passwordsOf("aws:s3/bucket:Bucket", { password: "x" })).toEqual([]);
  });
});
