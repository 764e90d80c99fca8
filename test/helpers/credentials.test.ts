import type { ConfigValue, ProgramContext } from "../../policy-pack/engine/context";
import { Resource } from "../../policy-pack/engine/resource";
import { Stack } from "../../policy-pack/engine/stack";
import { Secret, UNKNOWN } from "../../policy-pack/engine/wire";
import { credentialOrigin } from "../../policy-pack/helpers/credentials";

const PASSWORD = "Tr0ub4dor&3-canary";
const urnOf = (type: string) => `urn:pulumi:dev::shop::${type}::it`;

interface Situation {
  readonly password?: unknown;
  /** Where the password is; by default alone in `password`. */
  readonly path?: readonly (string | number)[];
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly dependsOn?: readonly string[];
  readonly others?: readonly Resource[];
  readonly config?: Readonly<Record<string, ConfigValue>>;
  readonly environment?: Readonly<Record<string, string>>;
}

function originOf(situation: Situation) {
  const { password, path = ["password"], properties = { password }, dependsOn = [], others = [] } = situation;
  const property = String(path[0]);
  const resource = new Resource({
    urn: "urn",
    type: "aws:rds/instance:Instance",
    name: "db",
    properties: () => properties,
    propertyDependencies: () => ({ [property]: dependsOn.map(urnOf) }),
  });
  const program: ProgramContext = {
    project: "shop",
    stack: "dev",
    config: situation.config === undefined ? undefined : new Map(Object.entries(situation.config)),
    environment: situation.environment ?? {},
  };
  return credentialOrigin(resource.at(...path), property, resource, new Stack([resource, ...others]), program);
}

const other = (type: string, properties: Readonly<Record<string, unknown>>) =>
  new Resource({ urn: urnOf(type), type, name: "it", properties: () => properties });

describe("a credential that is not there", () => {
  test.each([undefined, null, "", new Secret("")])("%p", (password) => {
    expect(originOf({ password })).toEqual({ from: "nowhere" });
  });
});

describe("a text without dependencies", () => {
  test("is the program's", () => {
    expect(originOf({ password: PASSWORD })).toEqual({ from: "program" });
    expect(originOf({ password: PASSWORD, config: {} })).toEqual({ from: "program" });
  });

  test("is the program's, though `pulumi.secret` is around it", () => {
    expect(originOf({ password: new Secret(PASSWORD), config: {} })).toEqual({ from: "program" });
  });

  test("is the program's as a number", () => {
    expect(originOf({ password: 20241103 })).toEqual({ from: "program" });
  });

  test("is the program's when it looks like a template of another tool, which nothing fills in", () => {
    expect(originOf({ password: "{{resolve:secretsmanager:db:SecretString:password}}" })).toEqual({ from: "program" });
  });

  test.each(["0facade0123456789", "424242424242001", "000000000000"])(
    "is from outside when made up: %s",
    (password) => {
      expect(originOf({ password })).toEqual({ from: "outside" });
    },
  );

  test.each([`x-${UNKNOWN}`, "secret-0facade0123456789"])("is unclear when a part is not known: %s", (password) => {
    expect(originOf({ password })).toEqual({ from: "unclear", reason: "a part of it is not known yet" });
  });

  test("is unclear when state analysis hides it", () => {
    expect(originOf({ password: "[secret]" })).toMatchObject({ from: "unclear" });
  });
});

test("an unknown without dependencies is unclear", () => {
  expect(originOf({ password: UNKNOWN })).toMatchObject({ from: "unclear" });
});

test.each([[[]], [{}], [true]])("what is no text is unclear: %p", (password) => {
  expect(originOf({ password })).toEqual({ from: "unclear", reason: "it is not a text" });
});

describe("a dependency", () => {
  const SOURCES = [
    "random:index/randomPassword:RandomPassword",
    "aws:secretsmanager/secretVersion:SecretVersion",
    "aws:ssm/parameter:Parameter",
    "aws:rds/instance:Instance",
    "vault:generic/secret:Secret",
    "pulumi:pulumi:StackReference",
    "acme:index:Database$random:index/randomPassword:RandomPassword",
    "acme:index:Credentials",
  ];

  test.each(SOURCES)("on %s is where it comes from, known or not", (type) => {
    expect(originOf({ password: UNKNOWN, dependsOn: [type] })).toEqual({ from: "outside" });
    expect(originOf({ password: PASSWORD, dependsOn: [type] })).toEqual({ from: "outside" });
    expect(originOf({ password: PASSWORD, dependsOn: ["aws:ec2/vpc:Vpc", type] })).toEqual({ from: "outside" });
  });

  test("on nothing that makes credentials explains nothing", () => {
    const reason = "it depends on aws:ec2/subnet:Subnet, aws:ec2/vpc:Vpc, which makes no credentials";
    const dependsOn = ["aws:ec2/vpc:Vpc", "aws:ec2/subnet:Subnet"];
    expect(originOf({ password: PASSWORD, dependsOn })).toEqual({ from: "unclear", reason });
    expect(originOf({ password: UNKNOWN, dependsOn })).toEqual({ from: "unclear", reason });
  });

  describe("of a property with several values in it", () => {
    const type = "random:index/randomPassword:RandomPassword";
    const nested = (password: unknown, outputs: Readonly<Record<string, unknown>>) =>
      originOf({
        properties: { users: [{ username: "admin", password }] },
        path: ["users", 0, "password"],
        dependsOn: [type],
        others: [other(type, outputs)],
      });

    test("is where an unknown comes from", () => {
      expect(nested(UNKNOWN, {})).toEqual({ from: "outside" });
    });

    test("is where a text comes from that it holds", () => {
      expect(nested(PASSWORD, { result: PASSWORD })).toEqual({ from: "outside" });
      expect(nested(PASSWORD, { secretString: JSON.stringify({ password: PASSWORD }) })).toEqual({ from: "outside" });
    });

    test("may belong to another value when it holds no such text", () => {
      expect(nested(PASSWORD, { result: "something else" })).toMatchObject({ from: "unclear" });
      expect(nested(PASSWORD, { result: UNKNOWN })).toMatchObject({ from: "unclear" });
      expect(nested("[secret]", { result: "[secret]" })).toMatchObject({ from: "unclear" });
    });
  });
});

describe("configuration", () => {
  const secret = (value: string): ConfigValue => ({ value, secret: true });
  const plain = (value: string): ConfigValue => ({ value, secret: false });
  const unsaid = (value: string): ConfigValue => ({ value, secret: undefined });

  test("that is encrypted explains the text, a part of it, and a leaf of a structured value", () => {
    expect(originOf({ password: PASSWORD, config: { "shop:db": secret(PASSWORD) } })).toEqual({ from: "outside" });
    expect(originOf({ password: `${PASSWORD}!A1`, config: { "shop:db": secret(PASSWORD) } })).toEqual({
      from: "outside",
    });
    const structured = secret(JSON.stringify({ users: [{ name: "admin", password: PASSWORD }] }));
    expect(originOf({ password: PASSWORD, config: { "shop:db": structured } })).toEqual({ from: "outside" });
    expect(originOf({ password: 4815162342, config: { "shop:db": secret('{"pin":4815162342}') } })).toEqual({
      from: "outside",
    });
  });

  test("that is encrypted and stands inside by chance explains nothing", () => {
    expect(originOf({ password: PASSWORD, config: { "shop:pin": secret("4dor") } })).toEqual({ from: "program" });
    expect(originOf({ password: PASSWORD, config: { "shop:empty": secret("") } })).toEqual({ from: "program" });
  });

  test("that is plain is named by its key", () => {
    expect(originOf({ password: PASSWORD, config: { "shop:db": plain(PASSWORD) } })).toEqual({
      from: "plain configuration",
      key: "shop:db",
    });
    expect(originOf({ password: `${PASSWORD}!A1`, config: { "shop:dbPassword": plain(PASSWORD) } })).toEqual({
      from: "plain configuration",
      key: "shop:dbPassword",
    });
  });

  test("that is plain and harmless explains nothing when it merely stands inside", () => {
    expect(originOf({ password: "us-east-1-canary", config: { "aws:region": plain("us-east-1") } })).toEqual({
      from: "program",
    });
    expect(originOf({ password: "us-east-1-canary", config: { "aws:region": unsaid("us-east-1") } })).toEqual({
      from: "program",
    });
  });

  test("is taken for encrypted where one of two equal values is", () => {
    const config = { "shop:a": plain(PASSWORD), "shop:b": secret(PASSWORD) };
    expect(originOf({ password: PASSWORD, config })).toEqual({ from: "outside" });
  });

  test("of which nobody says whether it is encrypted keeps the text out of the program", () => {
    expect(originOf({ password: PASSWORD, config: { "shop:db": unsaid(PASSWORD) } })).toEqual({ from: "outside" });
  });

  test("that only looks like JSON is a text", () => {
    expect(originOf({ password: "{not json", config: { "shop:db": secret("{not json") } })).toEqual({
      from: "outside",
    });
    expect(originOf({ password: PASSWORD, config: { "shop:db": secret('{"a":null,"b":[]}') } })).toEqual({
      from: "program",
    });
  });
});

describe("the environment", () => {
  test.each(["DB_PASSWORD", "MYSQL_PWD", "DB_PW", "CACHE_TOKEN"])("explains a text that equals %s", (name) => {
    expect(originOf({ password: PASSWORD, environment: { [name]: PASSWORD } })).toEqual({ from: "outside" });
  });

  test("explains nothing under another name, or when it differs", () => {
    expect(originOf({ password: PASSWORD, environment: { HOSTNAME: PASSWORD } })).toEqual({ from: "program" });
    expect(originOf({ password: PASSWORD, environment: { DB_PASSWORD: "other" } })).toEqual({ from: "program" });
  });
});

test("no answer holds the credential", () => {
  const config = { "shop:db": { value: PASSWORD, secret: false } };
  const answers = [{}, { config }, { dependsOn: ["aws:ec2/vpc:Vpc"] }].map((more) =>
    originOf({ password: PASSWORD, ...more }),
  );
  expect(JSON.stringify(answers)).not.toContain(PASSWORD);
});
