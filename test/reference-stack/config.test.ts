import { readFileSync } from "node:fs";
import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { readSettings, type ConfigSource } from "../../reference-stack/config";
import type { Settings } from "../../reference-stack/settings";

const NAMESPACE = "preflight-reference";
const ROOT = path.join(__dirname, "../..");

/** Reads settings from keys without namespace; keys that have one are taken as they are. */
function read(config: Record<string, string> = {}, source: Partial<ConfigSource> = {}): Settings {
  const values = Object.fromEntries(
    Object.entries(config).map(([key, value]) => [key.includes(":") ? key : `${NAMESPACE}:${key}`, value]),
  );
  return readSettings({ values, namespace: NAMESPACE, stack: "dev", updating: false, ...source });
}

/** The lines of complaint about a configuration. */
function problems(config: Record<string, string>, source: Partial<ConfigSource> = {}): string[] {
  try {
    read(config, source);
  } catch (error) {
    expect(error).toBeInstanceOf(pulumi.RunError);
    return (error as Error).message
      .split("\n")
      .filter((line) => line.startsWith("  - "))
      .map((line) => line.slice(4));
  }
  return [];
}

const DEV: Settings = {
  project: "preflight",
  environment: "dev",
  profile: "dev",
  region: "us-east-1",
  zones: undefined,
  secondaryRegion: undefined,
  vpcCidr: "10.0.0.0/16",
  secondaryVpcCidr: "10.1.0.0/16",
  natGateways: "single",
  interfaceEndpoints: false,
  domainName: "dev.preflight.test",
  hostedZoneId: undefined,
  alarmEmail: undefined,
  appPort: 8080,
  healthCheckPath: "/healthz",
  instanceType: "t4g.small",
  minInstances: 1,
  maxInstances: 2,
  databaseInstanceClass: "db.t4g.medium",
  databaseStorageGiB: 20,
  databaseBackupDays: 7,
  backupKeepDays: 7,
  keepOldVersionsDays: 7,
  secretRotationDays: 30,
  requestsPerAddress: 2000,
  logRetentionDays: 30,
  deletionProtection: false,
};

describe("defaults", () => {
  test("nothing has to be configured", () => {
    expect(read()).toEqual(DEV);
  });

  test("the prod profile has more of everything, and protects it", () => {
    expect(read({}, { stack: "prod" })).toEqual({
      ...DEV,
      environment: "prod",
      profile: "prod",
      natGateways: "per-zone",
      interfaceEndpoints: true,
      domainName: "prod.preflight.test",
      instanceType: "m7g.large",
      minInstances: 3,
      maxInstances: 9,
      databaseInstanceClass: "db.m6g.large",
      databaseStorageGiB: 100,
      databaseBackupDays: 30,
      backupKeepDays: 35,
      keepOldVersionsDays: 90,
      logRetentionDays: 365,
      deletionProtection: true,
    });
  });

  test.each([
    ["dev", {}, "dev"],
    ["staging", {}, "prod"],
    ["staging", { profile: "dev" }, "dev"],
    ["main", { environment: "dev" }, "dev"],
    ["dev", { profile: "prod" }, "prod"],
  ])("stack %s with %j has profile %s", (stack, config, profile) => {
    expect(read(config, { stack }).profile).toBe(profile);
  });

  test("the region of the AWS provider's configuration counts, and the stack's own comes first", () => {
    expect(read({ "aws:region": "eu-west-1" }).region).toBe("eu-west-1");
    expect(read({ "aws:region": "eu-west-1", region: "eu-west-2" }).region).toBe("eu-west-2");
  });

  test("what belongs to others is left alone", () => {
    expect(read({ "aws:profile": "work", "other:appPort": "nonsense" })).toEqual(DEV);
  });
});

test.each<[keyof Settings, string, unknown]>([
  ["project", "my-shop2", "my-shop2"],
  ["environment", "qa", "qa"],
  ["region", "ap-southeast-4", "ap-southeast-4"],
  ["zones", '["us-east-1d","us-east-1a","us-east-1f"]', ["us-east-1d", "us-east-1a", "us-east-1f"]],
  ["vpcCidr", "172.16.0.0/16", "172.16.0.0/16"],
  ["vpcCidr", "192.168.4.0/22", "192.168.4.0/22"],
  ["natGateways", "per-zone", "per-zone"],
  ["interfaceEndpoints", "true", true],
  ["secondaryRegion", "us-west-2", "us-west-2"],
  ["secondaryVpcCidr", "172.20.0.0/16", "172.20.0.0/16"],
  ["instanceType", "c7gd.4xlarge", "c7gd.4xlarge"],
  ["maxInstances", "100", 100],
  ["secretRotationDays", "1", 1],
  ["requestsPerAddress", "100", 100],
  ["domainName", "a-b.shop.co.uk", "a-b.shop.co.uk"],
  ["alarmEmail", "on.call+shop@team.dev", "on.call+shop@team.dev"],
  ["appPort", "1024", 1024],
  ["appPort", "65535", 65535],
  ["healthCheckPath", "/", "/"],
  ["healthCheckPath", "/live/ready.json", "/live/ready.json"],
  ["databaseInstanceClass", "db.r6gd.16xlarge", "db.r6gd.16xlarge"],
  ["databaseStorageGiB", "16384", 16384],
  ["databaseBackupDays", "35", 35],
  ["logRetentionDays", "3653", 3653],
  ["deletionProtection", "true", true],
])("%s = %s is taken", (key, text, value) => {
  expect(read({ [key]: text })[key]).toEqual(value);
});

test.each<[keyof Settings, string, RegExp]>([
  ["project", "Shop", /2 to 12 lower case/],
  ["project", "a-project-too-long", /2 to 12/],
  ["project", "shop-", /single dashes/],
  ["project", "my--shop", /single dashes/],
  ["project", "1shop", /starting with a letter/],
  ["project", "internal-shop", /a word AWS reserves/],
  ["environment", "d", /2 to 12/],
  ["environment", "dev_1", /2 to 12/],
  ["profile", "production", /one of dev, prod/],
  ["region", "us-east", /a region of the commercial AWS partition/],
  ["region", "cn-north-1", /commercial/],
  ["region", "us-gov-west-1", /commercial/],
  ["region", "us-east-1a", /commercial/],
  ["zones", "us-east-1a", /a list of 3 different availability zones/],
  ["zones", '["us-east-1a","us-east-1b"]', /a list of 3 different/],
  ["zones", '["us-east-1a","us-east-1a","us-east-1b"]', /a list of 3 different/],
  ["zones", '["us-east-1a",2,"us-east-1b"]', /a list of 3 different/],
  ["zones", '{"0":"us-east-1a"}', /a list of 3 different/],
  ["zones", '["us-east-1a"', /a list of 3 different/],
  ["vpcCidr", "10.0.0.0", /a private IPv4 network from \/16 to \/22/],
  ["vpcCidr", "10.0.0.5/16", /without host bits/],
  ["vpcCidr", "10.0.0.0/15", /from \/16/],
  ["vpcCidr", "10.0.0.0/23", /to \/22/],
  ["vpcCidr", "8.8.0.0/16", /private/],
  ["natGateways", "none", /one of per-zone, single/],
  ["interfaceEndpoints", "1", /true or false/],
  ["secondaryRegion", "none", /a region of the commercial AWS partition/],
  ["secondaryVpcCidr", "10.1.0.0", /a private IPv4 network/],
  ["instanceType", "m7i.large", /Graviton/],
  ["instanceType", "large", /such as m7g.large/],
  ["minInstances", "0", /from 1 to 100/],
  ["backupKeepDays", "0", /from 1 to 3650/],
  ["keepOldVersionsDays", "-1", /from 1 to 3650/],
  ["secretRotationDays", "366", /from 1 to 365/],
  ["requestsPerAddress", "99", /from 100 to 1000000/],
  ["domainName", "localhost", /a lower case domain name/],
  ["domainName", "https://shop.dev", /a lower case domain name/],
  ["domainName", "Shop.dev", /lower case/],
  ["domainName", "-a.dev", /a lower case domain name/],
  ["domainName", `${"a".repeat(54)}.dev`, /at most 57/],
  ["alarmEmail", "nobody", /an e-mail address/],
  ["appPort", "80", /a whole number from 1024 to 65535/],
  ["appPort", "65536", /1024 to 65535/],
  ["appPort", "8080.5", /a whole number/],
  ["appPort", "0x1F90", /a whole number/],
  ["appPort", "", /a whole number/],
  ["healthCheckPath", "healthz", /an absolute path/],
  ["healthCheckPath", "/a b", /an absolute path/],
  ["databaseInstanceClass", "t4g.medium", /such as db.m6g.large/],
  ["databaseStorageGiB", "19", /from 20 to 16384/],
  ["databaseBackupDays", "0", /from 1 to 35/],
  ["databaseBackupDays", "36", /from 1 to 35/],
  ["logRetentionDays", "100", /one of 1, 3, 5, 7/],
  ["deletionProtection", "yes", /true or false/],
])("%s = %j is refused with what is expected", (key, text, expectation) => {
  const found = problems({ [key]: text });
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(`${NAMESPACE}:${key} = ${JSON.stringify(text)}: expected `);
  expect(found[0]).toMatch(expectation);
});

test("all wrong values are reported at once, and nothing right is", () => {
  const found = problems({ vpcCidr: "10.0.0.0/8", appPort: "80", profile: "qa", databaseBackupDays: "7", typo: "x" });
  expect(found).toHaveLength(4);
  expect(found.join()).toMatch(/profile.*vpcCidr.*appPort.*typo/);
});

describe("values that do not fit each other", () => {
  test("zones of another region", () => {
    expect(problems({ region: "eu-west-1", zones: '["eu-west-1a","us-east-1b","us-east-1c"]' })).toEqual([
      `${NAMESPACE}:zones: us-east-1b, us-east-1c: expected zones of eu-west-1`,
    ]);
  });

  test("a Local Zone", () => {
    expect(problems({ zones: '["us-east-1a","us-east-1b","us-east-1-bos-1a"]' })).toEqual([
      `${NAMESPACE}:zones: us-east-1-bos-1a: expected zones of us-east-1`,
    ]);
  });

  test("a second region that is the first", () => {
    expect(problems({ region: "eu-west-1", secondaryRegion: "eu-west-1" })).toEqual([
      `${NAMESPACE}:secondaryRegion = "eu-west-1": expected another region than the first`,
    ]);
  });

  test("two regions with the same addresses", () => {
    const config = { vpcCidr: "10.1.0.0/20" };
    expect(problems(config)).toEqual([]);
    expect(problems({ ...config, secondaryRegion: "us-west-2" })).toEqual([
      `${NAMESPACE}:secondaryVpcCidr = "10.1.0.0/16": expected a range that does not overlap 10.1.0.0/20`,
    ]);
    expect(problems({ ...config, secondaryRegion: "us-west-2", secondaryVpcCidr: "10.1.16.0/20" })).toEqual([]);
  });

  test("more instances at least than at most", () => {
    expect(problems({ minInstances: "3" })).toEqual([
      `${NAMESPACE}:minInstances = "3": expected no more than maxInstances, 2`,
    ]);
  });

  test("an update of prod that nobody would hear an alarm of", () => {
    const prod = { stack: "prod", updating: true };
    expect(problems({ domainName: "shop.dev" }, prod)[0]).toMatch(/alarmEmail is not set/);
    expect(problems({ domainName: "shop.dev", alarmEmail: "on-call@shop.dev" }, prod)).toEqual([]);
    expect(problems({}, { stack: "prod" })).toEqual([]);
  });

  test("a zone of the stack's own without the name it is for", () => {
    expect(problems({ hostedZoneId: "Z0123456789ABCDEFGHIJ" })).toEqual([
      `${NAMESPACE}:domainName is not set: expected a name inside the zone Z0123456789ABCDEFGHIJ`,
    ]);
    expect(problems({ hostedZoneId: "Z0123456789ABCDEFGHIJ", domainName: "shop.dev" })).toEqual([]);
    expect(problems({ hostedZoneId: "/hostedzone/Z01", domainName: "shop.dev" })).toHaveLength(1);
  });

  test("a stack whose name cannot be in a name", () => {
    expect(problems({}, { stack: "My_Stack" })[0]).toMatch(/environment is not set, and the stack's name, "My_Stack"/);
    expect(problems({ environment: "mine" }, { stack: "My_Stack" })).toEqual([]);
  });

  test("a region of the AWS provider's configuration that will not do", () => {
    expect(problems({ "aws:region": "cn-north-1" })[0]).toMatch(/^aws:region = "cn-north-1": expected/);
  });
});

describe("a domain nobody can own", () => {
  test.each([
    ["the default", {}],
    ["documentation", { domainName: "shop.example.com" }],
    ["the top level of documentation", { domainName: "shop.example" }],
    ["a private one", { domainName: "shop.internal" }],
  ])("%s previews, and is refused before an update", (_what, config) => {
    expect(problems(config)).toEqual([]);
    const found = problems(config, { updating: true });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/domainName = .*: expected a domain name you control/);
  });

  test.each(["shop.dev", "myexample.com", "test.shop.dev", "internal.shop.dev"])("%s is not one", (domainName) => {
    expect(problems({ domainName }, { updating: true })).toEqual([]);
  });
});

test("an unknown key is refused without its value, which may be a misplaced password", () => {
  expect(problems({ databasePassword: "hunter2" })).toEqual([
    `${NAMESPACE}:databasePassword: there is no such setting`,
  ]);
});

test("the namespace is the project's, so a fork may rename itself", () => {
  const settings = readSettings({
    values: { "fork:appPort": "9000" },
    namespace: "fork",
    stack: "dev",
    updating: false,
  });
  expect(settings.appPort).toBe(9000);
});

test("the guide lists every setting, and no other", () => {
  const guide = readFileSync(path.join(ROOT, "docs/reference-stack.md"), "utf8");
  const listed = [...guide.matchAll(/^\| `([a-zA-Z]+)` +\|/gm)].map(([, key]) => key);
  expect(listed).toEqual(Object.keys(DEV));
});
