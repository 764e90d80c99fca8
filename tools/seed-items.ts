/**
 * The items of the five analyses the catalogue began with, and where the reference stack and its tests answer each. The
 * rules that answer an item say so themselves, in their `seeds`; `docs/seeds.md` is generated from both.
 */
import { existsSync } from "node:fs";
import path from "node:path";
import { ROOT } from "./rule-files";

export interface SeedItem {
  /** `S3-4` is item 4 of seed 003. */
  readonly id: string;
  /** What the analysis found wrong, in a few words. */
  readonly title: string;
  /** Files of `reference-stack/` that do it right. */
  readonly referenceStack: readonly string[];
  /** Tests that hold it, beside those of the rules; from the root of the repository. */
  readonly tests: readonly string[];
  /** What a reader of the table should know besides. */
  readonly remark?: string;
}

/** What each seed is about, by its number. */
export const SEEDS = [
  "a load balancer and CloudFront with logs, in TypeScript",
  "a network with an Auto Scaling group, in Python",
  "two regions with databases, in TypeScript",
  "a highly available network, in Python",
  "a web application with a function, in TypeScript",
] as const;

const STACK = "test/reference-stack/stack.test.ts";
const CONFIG = "test/reference-stack/config.test.ts";
const NAMING = "test/reference-stack/naming.test.ts";
const POLICIES = "test/reference-stack/policies.test.ts";
const PACK = "test/reference-stack/pack.test.ts";
const ZONES = "test/reference-stack/zones.test.ts";
const CIDR = "test/reference-stack/cidr.test.ts";
const ENGINE = "test/e2e/reference-stack.test.ts";
/** The seed's own snippet, caught; its program is under `test/fixtures/seeds`. */
const SNIPPETS = "test/programs.test.ts";
const HEADLINES = "test/e2e/headline-rules.test.ts";

const UNSEEN = "How a program is written, which a policy cannot see: it is shown only the resources.";

export const seedItems: readonly SeedItem[] = [
  {
    id: "S0-1",
    title: "Resources without the environment in their name, without tags and without a parent",
    referenceStack: ["naming.ts", "tags.ts", "index.ts"],
    tests: [NAMING, STACK],
  },
  {
    id: "S0-2",
    title: "KMS encryption on the bucket a load balancer logs to",
    referenceStack: ["components/storage.ts", "components/load-balancer.ts"],
    tests: [STACK, SNIPPETS, HEADLINES],
  },
  {
    id: "S0-3",
    title: "Timestamps in bucket names",
    referenceStack: ["naming.ts", "components/database.ts"],
    tests: [NAMING, STACK, SNIPPETS, HEADLINES],
  },
  {
    id: "S0-4",
    title: "CloudFront's log bucket does not let CloudFront in",
    referenceStack: ["documents/buckets.ts"],
    tests: [POLICIES],
  },
  {
    id: "S0-5",
    title: "CloudFront's log bucket without ownership controls and ACL",
    referenceStack: ["components/storage.ts", "components/edge.ts"],
    tests: [STACK, SNIPPETS, HEADLINES],
  },
  {
    id: "S0-6",
    title: "Broad AWS-managed policies",
    referenceStack: ["documents/roles.ts", "components/app-role.ts"],
    tests: [POLICIES],
  },
  {
    id: "S1-1",
    title: "Providers are made and not used",
    referenceStack: ["index.ts", "config.ts"],
    tests: [STACK, CONFIG],
  },
  {
    id: "S1-2",
    title: "Outputs inside JSON.stringify",
    referenceStack: ["documents/policy.ts", "values.ts"],
    tests: [POLICIES],
  },
  {
    id: "S1-3",
    title: "Wildcards in policies",
    referenceStack: ["documents/roles.ts"],
    tests: [POLICIES, SNIPPETS, HEADLINES],
  },
  {
    id: "S1-4",
    title: "Arguments that do not exist, and deprecated resources",
    referenceStack: ["components/storage.ts"],
    tests: ["test/helpers/deprecations.test.ts"],
    remark: "That an argument does not exist is for the compiler or the provider to say, and they do.",
  },
  {
    id: "S1-5",
    title: "Unclear encryption and public access of buckets",
    referenceStack: ["components/storage.ts", "documents/buckets.ts"],
    tests: [STACK, POLICIES],
  },
  {
    id: "S1-6",
    title: "Alarms that notify nobody",
    referenceStack: ["components/alarms.ts", "documents/topics.ts"],
    tests: [STACK, POLICIES, SNIPPETS, HEADLINES],
  },
  {
    id: "S1-7",
    title: "Fragile health checks between group and load balancer",
    referenceStack: ["components/load-balancer.ts"],
    tests: [STACK],
  },
  {
    id: "S1-8",
    title: "No flow logs and no network ACLs",
    referenceStack: ["components/flow-logs.ts", "components/network.ts"],
    tests: [STACK],
  },
  {
    id: "S1-9",
    title: "Modules that read globals instead of taking parameters",
    referenceStack: ["index.ts", "config.ts"],
    tests: [CONFIG, STACK],
    remark: `${UNSEEN} Only \`index.ts\` reads configuration and makes providers; components get arguments.`,
  },
  {
    id: "S1-10",
    title: "No tests",
    referenceStack: ["index.ts", "documents/policy.ts"],
    tests: [STACK, POLICIES, CONFIG, PACK, ENGINE],
    remark: `${UNSEEN} The reference stack is tested as tables of values, against recorded resources, under the whole pack, and in the real engine.`,
  },
  {
    id: "S2-1",
    title: "A flat program instead of components",
    referenceStack: ["index.ts", "components/network.ts"],
    tests: [STACK],
  },
  {
    id: "S2-2",
    title: "Configuration that is required where a default would do",
    referenceStack: ["config.ts", "Pulumi.dev.yaml", "Pulumi.prod.yaml"],
    tests: [CONFIG, STACK],
    remark: `${UNSEEN} A preview of the reference stack needs no configuration at all.`,
  },
  {
    id: "S2-3",
    title: "KMS keys without a policy",
    referenceStack: ["components/keys.ts", "documents/keys.ts"],
    tests: [POLICIES, STACK],
  },
  {
    id: "S2-4",
    title: "A database password in the program",
    referenceStack: ["components/database.ts"],
    tests: [STACK, SNIPPETS, HEADLINES],
  },
  {
    id: "S2-5",
    title: "A database that can be deleted, and has no standby",
    referenceStack: ["components/database.ts", "config.ts"],
    tests: [STACK, CONFIG],
  },
  {
    id: "S2-6",
    title: "Security groups that are too open",
    referenceStack: ["components/security-groups.ts"],
    tests: [STACK],
  },
  {
    id: "S2-7",
    title: "No WAF, CloudTrail, flow logs or alarms",
    referenceStack: ["components/flow-logs.ts", "components/alarms.ts"],
    tests: [STACK],
    remark:
      "A trail belongs to the account and not to one stack of it: `cloudtrail-complete` asks for one only where a setting says so.",
  },
  {
    id: "S2-8",
    title: "Roles with more than they need",
    referenceStack: ["components/app-role.ts", "documents/roles.ts"],
    tests: [POLICIES, STACK],
    remark:
      "The analysis's own fix still allows `logs:PutLogEvents` on `*`, which `iam-no-wildcard-resources` reports.",
  },
  {
    id: "S2-9",
    title: "Names that collide in a second environment",
    referenceStack: ["naming.ts"],
    tests: [NAMING, STACK],
  },
  {
    id: "S2-10",
    title: "Input that is not validated",
    referenceStack: ["config.ts", "cidr.ts"],
    tests: [CONFIG, CIDR, STACK, PACK],
    remark: `${UNSEEN} Every setting is checked before a resource is registered, and all complaints come at once.`,
  },
  {
    id: "S2-11",
    title: "Step scaling where target tracking fits",
    referenceStack: ["components/load-balancer.ts"],
    tests: [STACK],
    remark: "The target group is where an application's Auto Scaling group registers.",
  },
  {
    id: "S2-12",
    title: "Providers without a parent",
    referenceStack: ["index.ts"],
    tests: [STACK],
    remark:
      "A provider without a parent is right where the program itself makes it and hands it to its components, as `index.ts` does.",
  },
  {
    id: "S3-1",
    title: "Flow logs that were begun and not finished",
    referenceStack: ["components/flow-logs.ts"],
    tests: [STACK, POLICIES],
  },
  {
    id: "S3-2",
    title: "Deprecated resources",
    referenceStack: ["components/storage.ts"],
    tests: ["test/helpers/deprecations.test.ts"],
  },
  {
    id: "S3-3",
    title: "No versions, lifecycle rules or backups",
    referenceStack: ["components/storage.ts", "components/database.ts"],
    tests: [STACK],
  },
  {
    id: "S3-4",
    title: "Policies on all resources",
    referenceStack: ["documents/roles.ts", "components/app-role.ts"],
    tests: [POLICIES, STACK],
  },
  {
    id: "S3-5",
    title: "No validation, and no way back from a failure",
    referenceStack: ["config.ts", "zones.ts", "index.ts"],
    tests: [CONFIG, ZONES, STACK, PACK, ENGINE],
    remark: `${UNSEEN} Wrong settings, too few zones and a domain nobody can own are refused before anything is created.`,
  },
  {
    id: "S3-6",
    title: "No flow logs and no network ACLs",
    referenceStack: ["components/flow-logs.ts", "components/network.ts"],
    tests: [STACK],
  },
  {
    id: "S3-7",
    title: "Inconsistent tags and names",
    referenceStack: ["naming.ts", "tags.ts"],
    tests: [NAMING, STACK],
  },
  {
    id: "S3-8",
    title: "Secrets that are not kept as secrets",
    referenceStack: ["components/database.ts", "components/app-role.ts"],
    tests: [STACK, CONFIG],
    remark: "The application logs in to the database as its role, so there is no second password to keep.",
  },
  {
    id: "S3-9",
    title: "Regions and zones that are not configured in one place",
    referenceStack: ["index.ts", "config.ts", "zones.ts"],
    tests: [CONFIG, ZONES, STACK],
  },
  {
    id: "S3-10",
    title: "High availability that nothing tests",
    referenceStack: ["components/network.ts", "components/database.ts", "zones.ts", "cidr.ts"],
    tests: [STACK, ZONES, CIDR],
    remark: "The rules see what is redundant and what is not; that it is tested they cannot see.",
  },
  {
    id: "S4-1",
    title: "The default VPC instead of one of its own",
    referenceStack: ["components/network.ts"],
    tests: [STACK],
  },
  {
    id: "S4-2",
    title: "A load balancer in one public and one private subnet",
    referenceStack: ["components/load-balancer.ts", "components/network.ts"],
    tests: [STACK],
  },
  {
    id: "S4-3",
    title: "Two regions in one program, by mistake",
    referenceStack: ["config.ts", "index.ts"],
    tests: [CONFIG, STACK],
  },
  {
    id: "S4-4",
    title: "A rotation by a function that does not exist",
    referenceStack: ["components/database.ts"],
    tests: [STACK],
    remark: "The analysis's own fix, a password in the program, is what `rds-no-hardcoded-password` reports.",
  },
  {
    id: "S4-5",
    title: "A key that CloudWatch Logs may not use",
    referenceStack: ["components/keys.ts", "documents/keys.ts"],
    tests: [POLICIES, STACK],
  },
  {
    id: "S4-6",
    title: "Wrong names and types of a load balancer's properties",
    referenceStack: ["components/load-balancer.ts"],
    tests: [STACK, "test/not-failures.test.ts"],
    remark:
      "The analysis is wrong: the provider has no `scheme`, `internal: false` is right, and a listener's port is a number. The rules are held to say nothing of either.",
  },
  {
    id: "S4-7",
    title: "No versions, public access block, monitoring role or log retention",
    referenceStack: ["components/storage.ts", "components/database-monitoring.ts", "components/flow-logs.ts"],
    tests: [STACK],
  },
  {
    id: "S4-8",
    title: "Static names",
    referenceStack: ["naming.ts"],
    tests: [NAMING, STACK],
    remark: "The analysis's own fix, `Date.now()` in a bucket name, is what `s3-no-timestamped-names` reports.",
  },
  {
    id: "S4-9",
    title: "No provider of its own, and no default tags",
    referenceStack: ["index.ts", "tags.ts"],
    tests: [STACK],
  },
  {
    id: "S4-10",
    title: "A function without error handling, whose variables nobody sets",
    referenceStack: ["config.ts"],
    tests: [CONFIG],
    remark: "`config.ts` handles what is missing or wrong as the analysis asks of the function: it names it.",
  },
];

/**
 * Items no rule answers, with the reason in their remark: how a program is written, and one that is wrong. The others
 * need a rule.
 */
export const WITHOUT_RULE: readonly string[] = ["S1-9", "S1-10", "S2-2", "S2-10", "S3-5", "S4-6"];

/**
 * Files the reference stack is about to get. The page names each as soon as it is there; once all are, they belong into
 * the items above, and this goes.
 */
const COMING: Readonly<Record<string, readonly string[]>> = {
  "S1-7": ["components/compute.ts"],
  "S1-8": ["components/network-acls.ts"],
  "S2-7": ["components/web-acl.ts", "components/audit-trail.ts"],
  "S2-11": ["components/compute.ts"],
  "S3-3": ["components/private-bucket.ts", "components/backup.ts", "components/bucket-replication.ts"],
  "S3-6": ["components/network-acls.ts"],
  "S3-8": ["components/app-secrets.ts", "functions/rotate-secret.ts"],
  "S3-10": ["components/compute.ts"],
  "S4-4": ["components/app-secrets.ts", "functions/rotate-secret.ts"],
  "S4-10": ["components/worker-function.ts", "functions/archive-upload.ts", "functions/rotate-secret.ts"],
};

/** The files of the reference stack that answer an item, seen from the stack's directory. */
export function referenceFilesOf({ id, referenceStack }: SeedItem): readonly string[] {
  const arrived = (COMING[id] ?? []).filter((file) => existsSync(path.join(ROOT, "reference-stack", file)));
  return [...referenceStack, ...arrived];
}
