/** Programs, rules and shortcuts for the tests of the offline check. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Resource } from "../../policy-pack/engine/resource";
import { defineRule, finding, undecided } from "../../policy-pack/engine/rule";
import { kinds } from "../../policy-pack/engine/kinds";
import { checkProgram, type CheckOptions, type CheckResult } from "../../preflight";
import { main } from "../../preflight/main";

export const ROOT = path.resolve(__dirname, "..", "..");
export const PROGRAMS = path.join(ROOT, "test", "fixtures", "programs");

/** A process environment without anything of the machine's that a program or a report could depend on. */
export const ENVIRONMENT: Readonly<Record<string, string | undefined>> = {
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  TMPDIR: process.env.TMPDIR,
};

const directories: string[] = [];

/**
 * Writes a program to a directory of its own. Without a `Pulumi.yaml` of its own it is project `shop` and runs
 * `index.js` or `index.ts`.
 */
export function program(files: Readonly<Record<string, string>>, { installed = true } = {}): string {
  const directory = mkdtempSync(path.join(os.tmpdir(), "preflight-test-"));
  directories.push(directory);
  const typescript = "index.ts" in files;
  const all = {
    "Pulumi.yaml": typescript ? TYPESCRIPT : JAVASCRIPT,
    "package.json": "{}",
    "kit.js": KIT,
    ...files,
  };
  for (const [name, text] of Object.entries(all)) {
    const file = path.join(directory, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  if (installed) {
    symlinkSync(path.join(ROOT, "node_modules"), path.join(directory, "node_modules"));
  }
  return directory;
}

/** Removes the written programs. */
export function cleanUp(): void {
  for (const directory of directories.splice(0)) {
    rmSync(directory, { recursive: true, force: true });
  }
}

const TYPESCRIPT = "name: shop\nruntime: nodejs\nmain: index.ts\n";
/** Said to be JavaScript, a program starts without loading the compiler. */
const JAVASCRIPT = "name: shop\nruntime: { name: nodejs, options: { typescript: false } }\nmain: index.js\n";

/** Resources as `@pulumi/aws` declares them, without the second that loading it takes. */
const KIT = `
const pulumi = require("@pulumi/pulumi");
const make = (type, ...outputs) => class extends pulumi.CustomResource {
  constructor(name, args, options) {
    super(type, name, { ...Object.fromEntries(outputs.map((output) => [output, undefined])), ...args }, options);
  }
};
exports.pulumi = pulumi;
exports.Bucket = make("aws:s3/bucket:Bucket", "arn", "bucket", "bucketRegionalDomainName");
exports.BucketPolicy = make("aws:s3/bucketPolicy:BucketPolicy");
exports.Topic = make("aws:sns/topic:Topic", "arn", "name");
exports.Alarm = make("aws:cloudwatch/metricAlarm:MetricAlarm", "arn");
exports.Database = make("aws:rds/instance:Instance", "arn", "endpoint");
exports.Password = class extends make("random:index/randomPassword:RandomPassword", "result") {
  constructor(name, args) { super(name, args, { additionalSecretOutputs: ["result"] }); }
};
exports.Provider = class extends pulumi.ProviderResource {
  constructor(name, args, options) { super("aws", name, args, options); }
};
`;

const common = {
  rationale: "Because it matters.",
  remediation: "Change it.",
  severity: "high",
  enforcement: "mandatory",
  family: "guard",
  frameworks: [],
  seeds: [],
} as const;

/** Looks at one input: a bucket's `acl` must not be public. Has a setting. */
export const noPublicAcl = defineRule({
  ...common,
  id: "no-public-acl",
  title: "Buckets are not public",
  scope: "resource",
  targets: kinds.bucket,
  settings: {
    allowed: { type: "array", items: { type: "string" }, description: "ACLs that are fine.", default: ["private"] },
  },
  *check(bucket, { settings }) {
    const acl = bucket.at("acl");
    if (acl.unknown) {
      yield undecided(acl, "the ACL is not known yet");
    } else if (!acl.absent && !(settings.allowed as readonly unknown[]).includes(acl.string)) {
      yield finding(acl, `The ACL ${acl.show()} lets strangers in.`);
    }
  },
});

/** Looks at links: a bucket must have a policy. */
export const bucketHasPolicy = defineRule({
  ...common,
  id: "bucket-has-policy",
  title: "Buckets have a policy",
  enforcement: "advisory",
  severity: "low",
  scope: "stack",
  targets: kinds.bucket,
  *check(bucket, { stack }) {
    if (stack.companions(bucket, kinds.bucket, kinds.bucketPolicy, "bucket").length === 0) {
      yield finding("", "Nobody says who may read it.");
    }
  },
});

/** A careless rule: it says the value of everything it sees, secrets included. */
export const tellsAll = defineRule({
  ...common,
  id: "tells-all",
  title: "Says what it sees",
  scope: "resource",
  targets: ["aws:rds/instance:Instance", "aws:iam/serverCertificate:ServerCertificate", "aws:s3/bucket:Bucket"],
  *check(resource) {
    for (const [name, value] of resource.props.entries) {
      const text = typeof value.raw === "string" ? value.raw : JSON.stringify(value.raw);
      yield finding(name, `It is ${text}.`, { remediation: `Not ${text}.` });
    }
  },
});

/** Reports the properties of every resource it meets, to see what rules see. */
export function seen(scope: "resource" | "stack", ...targets: readonly string[]) {
  const properties: Record<string, Readonly<Record<string, unknown>>> = {};
  const providers: Record<string, string | undefined> = {};
  const dependencies: Record<string, readonly string[]> = {};
  const propertyDependencies: Record<string, Readonly<Record<string, readonly string[]>>> = {};
  const rule = defineRule({
    ...common,
    id: `seen-${scope}`,
    title: "Seen",
    scope,
    targets,
    *check(resource: Resource) {
      properties[resource.urn] = resource.props.object ?? {};
      providers[resource.urn] = resource.provider?.urn;
      dependencies[resource.urn] = resource.dependencies;
      propertyDependencies[resource.urn] = resource.propertyDependencies;
      yield* [];
    },
  });
  return { rule, properties, providers, dependencies, propertyDependencies };
}

/** Checks a program as a user in its directory would. */
export async function check(directory: string, options: CheckOptions = {}): Promise<CheckResult> {
  return checkProgram({
    cwd: directory,
    environment: ENVIRONMENT,
    rules: [noPublicAcl, bucketHasPolicy],
    timeoutSeconds: 50,
    ...options,
  });
}

/** Runs the command line in a directory: its exit code, and what it writes to standard output and standard error. */
export async function run(directory: string, ...args: readonly string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await main(args, {
    cwd: directory,
    environment: ENVIRONMENT,
    stdout: { write: (text: string) => out.push(text) },
    stderr: { write: (text: string) => err.push(text) },
  });
  return { code, out: out.join(""), err: err.join("") };
}

/** URN of a resource of the test programs. */
export function urn(type: string, name: string, stack = "dev", project = "shop"): string {
  return `urn:pulumi:${stack}::${project}::${type}::${name}`;
}
