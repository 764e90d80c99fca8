import * as pulumi from "@pulumi/pulumi";
import { isPrivate, overlap, parseCidr } from "./cidr";
import type { Settings } from "./settings";
import { flag, integer, listOf, numberIn, oneOf, text, type ValueKind } from "./values";
import { ZONE_COUNT } from "./zones";

/** Where settings come from. */
export interface ConfigSource {
  /** Raw values by full key, as `pulumi.runtime.allConfig()` has them. */
  readonly values: Readonly<Record<string, string>>;
  /** The namespace of the keys: the name of the Pulumi project. */
  readonly namespace: string;
  /** The name of the stack. */
  readonly stack: string;
  /** Whether resources will be created, rather than previewed. */
  readonly updating: boolean;
}

// Twelve characters each leave room for the longest name: a load balancer's 32, a bucket's 63.
const token = text(
  /^(?=.{2,12}$)(?!(?:aws|amzn|internal|sg|sthree|xn)(?:-|$))[a-z](?:-?[a-z0-9])*$/,
  "2 to 12 lower case letters, digits and single dashes, starting with a letter, and not with a word AWS reserves (aws, amzn, internal, sg, sthree, xn)",
);
const region = text(
  /^(?!cn-|us-gov-|us-iso|eu-isoe-|eusc-)[a-z]{2}(?:-[a-z]+)+-\d$/,
  "a region of the commercial AWS partition, such as eu-central-1",
);
const vpcCidr: ValueKind<string> = {
  expectation: "a private IPv4 network from /16 to /22 without host bits, such as 10.0.0.0/16",
  parse: (value) => {
    const network = parseCidr(value);
    const fits = network !== undefined && network.prefix >= 16 && network.prefix <= 22 && isPrivate(network);
    return fits ? value : undefined;
  },
};
// 57 characters leave room for "origin." in the 64 that ACM allows for a certificate's name.
const domainName = text(
  /^(?=.{4,57}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/,
  "a lower case domain name of at most 57 characters",
);
const retention = numberIn([
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
]);

/** Names nobody can own (RFC 2606, RFC 6761): no public authority issues a certificate for them. */
const RESERVED_DOMAIN = /(?:^|\.)(?:test|example|invalid|localhost|local|internal|example\.(?:com|net|org))$/;

/**
 * Reads and validates the whole configuration.
 *
 * @throws RunError that lists every wrong value at once, with key, value and what was expected.
 */
export function readSettings(source: ConfigSource): Settings {
  const problems: string[] = [];
  const known = new Set<string>();

  function optional<T>(key: keyof Settings, kind: ValueKind<T>): T | undefined {
    const fullKey = `${source.namespace}:${key}`;
    known.add(fullKey);
    const raw = source.values[fullKey];
    const value = raw === undefined ? undefined : kind.parse(raw);
    if (raw !== undefined && value === undefined) {
      problems.push(`${fullKey} = ${JSON.stringify(raw)}: expected ${kind.expectation}`);
    }
    return value;
  }
  const read = <T>(key: keyof Settings, kind: ValueKind<T>, fallback: T): T => optional(key, kind) ?? fallback;
  const isSet = (key: keyof Settings): boolean => source.values[`${source.namespace}:${key}`] !== undefined;

  const project = read("project", token, "preflight");
  const environment = read("environment", token, source.stack);
  if (!isSet("environment") && token.parse(source.stack) === undefined) {
    problems.push(
      `${source.namespace}:environment is not set, and the stack's name, "${source.stack}", will not do: expected ${token.expectation}`,
    );
  }
  // Anything not called dev is treated as production: the mistake is then a cost, not a loss.
  const profile = read("profile", oneOf("dev", "prod"), environment === "dev" ? "dev" : "prod");
  const prod = profile === "prod";
  const settings: Settings = {
    project,
    environment,
    profile,
    region: read("region", region, source.values["aws:region"] ?? "us-east-1"),
    zones: optional("zones", listOf(ZONE_COUNT, text(/^[a-z0-9-]+[a-z]$/, "a zone"), "availability zones")),
    secondaryRegion: optional("secondaryRegion", region),
    vpcCidr: read("vpcCidr", vpcCidr, "10.0.0.0/16"),
    secondaryVpcCidr: read("secondaryVpcCidr", vpcCidr, "10.1.0.0/16"),
    natGateways: read("natGateways", oneOf("per-zone", "single"), prod ? "per-zone" : "single"),
    interfaceEndpoints: read("interfaceEndpoints", flag, prod),
    domainName: read("domainName", domainName, `${environment}.${project}.test`),
    hostedZoneId: optional("hostedZoneId", text(/^Z[A-Z0-9]{1,31}$/, "the id of a Route 53 hosted zone")),
    alarmEmail: optional("alarmEmail", text(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, "an e-mail address")),
    appPort: read("appPort", integer(1024, 65535), 8080),
    healthCheckPath: read("healthCheckPath", text(/^\/[\w./-]*$/, "an absolute path"), "/healthz"),
    instanceType: read(
      "instanceType",
      text(/^[a-z]+[0-9]+g[a-z]*\.[a-z0-9]+$/, "an instance type with a Graviton processor, such as m7g.large"),
      prod ? "m7g.large" : "t4g.small",
    ),
    minInstances: read("minInstances", integer(1, 100), prod ? 3 : 1),
    maxInstances: read("maxInstances", integer(1, 100), prod ? 9 : 2),
    databaseInstanceClass: read(
      "databaseInstanceClass",
      text(/^db\.[a-z0-9-]+\.[a-z0-9]+$/, "an RDS instance class, such as db.m6g.large"),
      prod ? "db.m6g.large" : "db.t4g.medium",
    ),
    databaseStorageGiB: read("databaseStorageGiB", integer(20, 16384), prod ? 100 : 20),
    databaseBackupDays: read("databaseBackupDays", integer(1, 35), prod ? 30 : 7),
    backupKeepDays: read("backupKeepDays", integer(1, 3650), prod ? 35 : 7),
    keepOldVersionsDays: read("keepOldVersionsDays", integer(1, 3650), prod ? 90 : 7),
    secretRotationDays: read("secretRotationDays", integer(1, 365), 30),
    requestsPerAddress: read("requestsPerAddress", integer(100, 1_000_000), 2000),
    logRetentionDays: read("logRetentionDays", retention, prod ? 365 : 30),
    deletionProtection: read("deletionProtection", flag, prod),
  };

  if (!isSet("region") && region.parse(settings.region) === undefined) {
    problems.push(`aws:region = ${JSON.stringify(settings.region)}: expected ${region.expectation}`);
  }
  // One letter behind the region: Local Zones have more, and have neither NAT nor RDS.
  const strangers = settings.zones?.filter((zone) => zone.slice(0, -1) !== settings.region) ?? [];
  if (strangers.length > 0) {
    problems.push(`${source.namespace}:zones: ${strangers.join(", ")}: expected zones of ${settings.region}`);
  }
  if (settings.secondaryRegion === settings.region) {
    problems.push(`${source.namespace}:secondaryRegion = "${settings.region}": expected another region than the first`);
  }
  if (settings.secondaryRegion !== undefined && overlap(settings.vpcCidr, settings.secondaryVpcCidr)) {
    problems.push(
      `${source.namespace}:secondaryVpcCidr = "${settings.secondaryVpcCidr}": expected a range that does not overlap ${settings.vpcCidr}`,
    );
  }
  if (settings.minInstances > settings.maxInstances) {
    problems.push(
      `${source.namespace}:minInstances = "${settings.minInstances}": expected no more than maxInstances, ${settings.maxInstances}`,
    );
  }
  if (source.updating && prod && settings.alarmEmail === undefined) {
    problems.push(
      `${source.namespace}:alarmEmail is not set: expected an address, or nobody hears of an outage of prod`,
    );
  }
  if (settings.hostedZoneId !== undefined && !isSet("domainName")) {
    problems.push(
      `${source.namespace}:domainName is not set: expected a name inside the zone ${settings.hostedZoneId}`,
    );
  }
  if (source.updating && RESERVED_DOMAIN.test(settings.domainName)) {
    problems.push(
      `${source.namespace}:domainName = "${settings.domainName}"${isSet("domainName") ? "" : " (the default)"}: ` +
        "expected a domain name you control. A preview does without, but AWS issues no certificate for this one",
    );
  }
  for (const key of Object.keys(source.values)) {
    // Only the key: a mistyped one may hold anything, a password included.
    if (key.startsWith(`${source.namespace}:`) && !known.has(key)) {
      problems.push(`${key}: there is no such setting`);
    }
  }
  if (problems.length > 0) {
    throw new pulumi.RunError(
      `The configuration is wrong; no resource was touched.\n${problems.map((problem) => `  - ${problem}`).join("\n")}\n` +
        "docs/reference-stack.md lists the settings.",
    );
  }
  return settings;
}
