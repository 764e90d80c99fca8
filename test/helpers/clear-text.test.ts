import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { Resource } from "../../policy-pack/engine/resource";
import { CLEAR_TEXT_PLACES, clearTextsOf } from "../../policy-pack/helpers/clear-text";

const SDK = path.dirname(require.resolve("@pulumi/aws/package.json"));
const INPUTS = readFileSync(path.join(SDK, "types", "input.d.ts"), "utf8");

/** How a property is declared in an interface; fails the test when it is not there. */
function declarationOf(text: string, property: string): string {
  const found = new RegExp(`^\\s+${property}\\??: (pulumi\\.Input<(?:[^;]|\\n)*?>);$`, "m").exec(text)?.[1];
  expect({ property, found }).toEqual({ property, found: expect.any(String) as unknown });
  return found ?? "";
}

function interfaceOf(text: string, name: string): string {
  const start = text.search(new RegExp(`interface ${name} \\{`));
  expect({ name, found: start >= 0 }).toEqual({ name, found: true });
  return text.slice(start, text.indexOf("\n    }\n", start) + 1 || undefined);
}

const paths = Object.entries(CLEAR_TEXT_PLACES).flatMap(([type, places]) =>
  places.map((place) => [type, place.path] as const),
);

test.each(paths.filter(([type]) => type.startsWith("aws:")))("%s has %s in the installed SDK", (type, property) => {
  const [, module = "", name = ""] = /^aws:([^:]+):(\w+)$/.exec(type) ?? [];
  const file = path.join(SDK, `${module}.d.ts`);
  expect(existsSync(file)).toBe(true);
  const source = readFileSync(file, "utf8");
  let declaration = source.slice(source.indexOf(`interface ${name}Args {`));
  const steps = property.split(".");
  steps.forEach((step, index) => {
    const declared = declarationOf(declaration, step.replace("[]", ""));
    expect({ step, isList: declared.includes(">[]") }).toEqual({ step, isList: step.endsWith("[]") });
    if (index < steps.length - 1) {
      const [, namespace = "", inner = ""] = /inputs\.(\w+)\.(\w+)/.exec(declared) ?? [];
      declaration = interfaceOf(INPUTS.slice(INPUTS.indexOf(`export declare namespace ${namespace} {`)), inner);
    }
  });
});

const found = (type: string, properties: Readonly<Record<string, unknown>>, name = "it") =>
  clearTextsOf(new Resource({ urn: "urn:x", type, name, properties: () => properties })).map(({ value, what }) => [
    value.path,
    what,
  ]);

test("names what it finds, and where", () => {
  expect(
    found("aws:lambda/function:Function", {
      environment: { variables: { DB_PASSWORD: "hunter2hunter2", TABLE: "orders", SECRET_ARN: "arn:aws:x" } },
    }),
  ).toEqual([["environment.variables.DB_PASSWORD", "environment variable `DB_PASSWORD`"]]);
  expect(
    found("aws:secretsmanager/secretVersion:SecretVersion", {
      secretString: '{"username":"admin","db":{"password":"hunter2"},"port":"5432"}',
    }),
  ).toEqual([["secretString", "key `password` of the secret"]]);
  expect(found("aws:secretsmanager/secretVersion:SecretVersion", { secretString: "hunter2" })).toEqual([
    ["secretString", "secret"],
  ]);
});

test("a parameter is a secret if it is encrypted or called so", () => {
  const type = "aws:ssm/parameter:Parameter";
  expect(found(type, { name: "/app/theme", type: "String", value: "dark" })).toEqual([]);
  expect(found(type, { name: "/app/theme", type: "SecureString", value: "dark" })).toHaveLength(1);
  expect(found(type, { name: "/app/db/password", type: "String", value: "hunter2" })).toHaveLength(1);
});

test("reads scripts, encoded or not", () => {
  const script = "#!/bin/sh\nexport DB_PASSWORD=hunter2hunter2\nexport PWD=/opt\n";
  expect(found("aws:ec2/instance:Instance", { userData: script })).toEqual([
    ["userData", "variable `DB_PASSWORD` in the user data"],
  ]);
  expect(
    found("aws:ec2/launchTemplate:LaunchTemplate", { userData: Buffer.from(script).toString("base64") }),
  ).toHaveLength(1);
  expect(found("aws:ec2/instance:Instance", { userData: "export DB_PASSWORD=$(aws ssm get-parameter)\n" })).toEqual([]);
});

test("reads the containers of tasks and jobs", () => {
  const containers = JSON.stringify([{ name: "web", environment: [{ name: "DB_PASSWORD", value: "hunter2" }] }]);
  expect(found("aws:ecs/taskDefinition:TaskDefinition", { containerDefinitions: containers })).toHaveLength(1);
  const job = JSON.stringify({ image: "x", environment: [{ name: "DB_PASSWORD", value: "hunter2" }] });
  expect(found("aws:batch/jobDefinition:JobDefinition", { containerProperties: job })).toHaveLength(1);
});

test("survives anything", () => {
  for (const type of Object.keys(CLEAR_TEXT_PLACES)) {
    for (const odd of [undefined, null, 0, "", "{", [], {}, [[]], { a: [null] }]) {
      expect(() =>
        found(type, Object.fromEntries(paths.map(([, each]) => [each.split(/[.[]/)[0] ?? "", odd]))),
      ).not.toThrow();
    }
  }
});
