/**
 * Every row of the catalogue is a rule, and every rule is tested the way the catalogue decides: at least four stacks it
 * reports and four neighbours it does not, and a failure it finds in a first preview, when ids and ARNs are unknown.
 *
 * The tables are read from the rules' own tests, which are loaded here without being run.
 */
import path from "node:path";
import type { Rule } from "../policy-pack/engine/rule";
import { UNKNOWN } from "../policy-pack/engine/wire";
import { rules } from "../policy-pack/rules";
import { loadRule, ruleFiles } from "../tools/rule-files";
import { inProcess } from "../kit/testing/engine-calls";
import { resolveStack } from "./support";
import type { InvalidCase, RuleTable, ValidCase } from "../kit/testing/rule-tester";

/** The ids of the catalogue's rows. Rules beside them are rows that were split, or came later. */
const ROWS: Readonly<Record<string, readonly string[]>> = {
  "IAM and policy documents": [
    "iam-no-wildcard-actions",
    "iam-no-wildcard-resources",
    "iam-no-wildcard-principals",
    "iam-no-broad-managed-policies",
    "iam-managed-policy-exists",
    "iam-valid-document",
    "iam-pass-role-scoped",
    "iam-no-privilege-escalation",
    "iam-confused-deputy",
    "iam-tag-keys-unique",
  ],
  "Program and names": [
    "s3-no-timestamped-names",
    "names-no-timestamps",
    "names-deterministic",
    "pulumi-no-output-in-string",
    "pulumi-no-foreign-templates",
    "pulumi-no-placeholders",
    "names-environment",
    "names-convention",
    "names-valid",
    "names-no-duplicates",
    "pulumi-component-parents",
    "aws-explicit-provider",
    "aws-region-consistent",
    "aws-default-tags",
    "tags-required",
    "aws-no-deprecated-resources",
  ],
  S3: [
    "s3-encryption",
    "s3-public-access-block",
    "s3-no-public-access",
    "s3-versioning",
    "s3-lifecycle",
    "s3-tls-only",
    "s3-access-logging",
    "s3-force-destroy",
    "s3-notification-permission",
    "s3-replication-prerequisites",
  ],
  "Load balancing and CloudFront": [
    "alb-log-bucket-no-kms",
    "alb-log-bucket-policy",
    "alb-access-logs",
    "alb-subnets",
    "alb-https",
    "alb-health-check",
    "alb-wiring",
    "edge-waf",
    "cloudfront-log-bucket-acl",
    "cloudfront-log-bucket-policy",
    "cloudfront-logging",
    "cloudfront-tls",
    "cloudfront-origin-access",
  ],
  "Alarms and logs": [
    "alarm-sns-actions",
    "alarm-topic-delivers",
    "alarm-coverage",
    "alarm-can-fire",
    "dashboard-valid",
    "log-retention",
    "log-encryption",
    "cloudtrail-complete",
  ],
  Data: [
    "rds-no-hardcoded-password",
    "secrets-no-plaintext",
    "rds-deletion-safe",
    "rds-high-availability",
    "rds-encryption",
    "rds-not-public",
    "rds-backups",
    "rds-monitoring-role",
    "rds-engine-version",
    "rds-valid-settings",
    "rds-reachable",
    "secrets-rotation",
    "kms-key-policy",
    "kms-rotation",
    "kms-service-access",
    "dynamodb-resilience",
    "storage-encryption",
    "stateful-protected",
  ],
  Network: [
    "sg-no-open-ingress",
    "sg-narrow-rules",
    "sg-no-mixed-rules",
    "vpc-flow-logs",
    "vpc-no-default",
    "vpc-network-acls",
    "vpc-nat-per-zone",
    "vpc-multi-az",
    "subnet-cidrs-valid",
    "vpc-routing",
  ],
  Compute: [
    "asg-health-check",
    "asg-zones",
    "asg-target-tracking",
    "ec2-imdsv2",
    "ebs-encryption",
    "ec2-no-public-ip",
    "launch-template-valid",
    "lambda-runtime",
    "lambda-reserved-environment",
    "lambda-environment-complete",
    "lambda-failure-path",
    "lambda-concurrency",
    "lambda-permission",
    "ecs-valid-service",
    "apigateway-valid",
  ],
  "Other services": [
    "eventbridge-valid",
    "config-recorder-valid",
    "codepipeline-valid",
    "route53-valid",
    "s3-single-owner-settings",
    "cloudfront-valid",
    "waf-valid",
    "dms-valid",
    "eks-valid",
    "elasticache-valid",
    "wiring-right-type",
    "health-check-timing",
    "flow-log-interval",
  ],
};

const LEAST = 4;

const mockTables: (readonly [id: string, table: RuleTable])[] = [];
jest.mock("../kit/testing/rule-tester", () => ({
  testRule: (rule: Rule, table: RuleTable) => mockTables.push([rule.id, table]),
}));

/** Rules that compare two evaluations: their tests are pairs of stacks, not tables of stacks. */
const files = ruleFiles().filter((file) => loadRule(file).scope !== "program");
withoutRunning(() => {
  for (const file of files) {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- the directory decides what is loaded
    require(path.join(__dirname, "rules", file.group, `${file.id}.test.ts`));
  }
});

describe.each(Object.entries(ROWS))("%s", (_, ids) => {
  test.each(ids)("%s is a rule", (id) => {
    expect(rules.some((rule) => rule.id === id)).toBe(true);
  });
});

test("every row is there once", () => {
  const ids = Object.values(ROWS).flat();
  expect(ids).toEqual([...new Set(ids)]);
});

describe.each(files)("$id", ({ id }) => {
  const tables = mockTables.filter(([of]) => of === id).map(([, table]) => table);
  const valid = tables.flatMap((table) => table.valid);
  const invalid = tables.flatMap((table) => table.invalid);

  test(`has at least ${LEAST} invalid and ${LEAST} valid cases`, () => {
    expect(invalid.length).toBeGreaterThanOrEqual(LEAST);
    expect(valid.length).toBeGreaterThanOrEqual(LEAST);
  });

  test("finds its failure in a first preview, beside what is unknown", () => {
    expect(invalid.filter((each) => isDecidedInPreview(each) && hasUnknown(each)).map(({ name }) => name)).not.toEqual(
      [],
    );
  });
});

test("no rule fails on a stack of another one's", () => {
  const cases = mockTables.flatMap(([, { valid, invalid }]) => [...valid, ...invalid]);
  const some = cases.filter((_, index) => index % 5 === 0); // all of them take half a minute
  const failed = some.flatMap(({ resources, program }) =>
    inProcess(rules, resolveStack(resources, "preview"), program === undefined ? {} : { program })
      .flatMap(({ findings }) => findings)
      .filter(({ problem }) => problem !== undefined)
      .map(({ rule, message }) => `${rule.id}: ${message}`),
  );
  expect([...new Set(failed)]).toEqual([]);
});

function isDecidedInPreview({ modes, undecided }: InvalidCase): boolean {
  return modes?.includes("preview") !== false && undecided?.includes("preview") !== true;
}

/** Whether a first preview of the case's stack has an input that nobody knows yet: an id or ARN of a resource to come. */
function hasUnknown({ resources }: ValidCase | InvalidCase): boolean {
  return resolveStack(resources, "preview").some(({ inputs }) => JSON.stringify(inputs).includes(UNKNOWN));
}

/** Loads test files so that they declare nothing here. */
function withoutRunning(load: () => void): void {
  const names = ["describe", "test", "it", "beforeAll", "beforeEach", "afterAll", "afterEach"] as const;
  const scope = globalThis as unknown as Record<string, unknown>;
  const own = names.map((name) => [name, scope[name]] as const);
  const nothing = Object.assign(() => undefined, { each: () => () => undefined });
  names.forEach((name) => {
    scope[name] = nothing;
  });
  try {
    load();
  } finally {
    own.forEach(([name, value]) => {
      scope[name] = value;
    });
  }
}
