/**
 * The example programs of the provider's own documentation, through the offline check: no blocker may speak of them, but
 * where AWS would refuse the example. `npx tsx bench/examples.ts` runs all of them; this is every fifth of the services
 * the rules know, in a process of its own.
 */
import { execFileSync } from "node:child_process";
import path from "node:path";
import { ROOT } from "./support/programs";

const SERVICES = [
  "acm apigateway apigatewayv2 autoscaling backup cfg cloudfront cloudtrail cloudwatch codepipeline dms docdb dynamodb ebs",
  "ec2 ecr ecs efs eks elasticache elb iam kinesis kms lambda lb neptune opensearch rds redshift route53 s3 secretsmanager",
  "sfn sns sqs ssm vpc waf wafv2",
].flatMap((line) => line.split(" "));

/**
 * The examples are documentation, full of what documentation has for placeholders. The rule about those is right to
 * speak of nearly every one.
 */
const ABOUT_DOCUMENTATION = ["pulumi-no-placeholders"];

/**
 * Written before April 2023, when new buckets began to have their ACLs disabled
 * (https://github.com/hashicorp/terraform-provider-aws/issues/34079).
 */
const ACL_WITHOUT_CONTROLS = "an ACL, private or not, of a new bucket without ownership controls";

/** Findings of blockers that are true: example, rule, and why AWS refuses it or it does not work. */
const TRUE_FINDINGS: readonly (readonly [example: string, rule: string, why: string])[] = [
  ["kms/key#4", "iam-valid-document", "JSON.stringify of a Promise writes {}"],
  ["redshift/integration#2", "iam-valid-document", "JSON.stringify of a Promise writes {}"],
  ["s3/filesFileSystemPolicy#1", "iam-valid-document", "JSON.stringify of a Promise writes {}"],
  ["s3/bucketReplicationConfig#1", "s3-replication-prerequisites", "the destination may not be versioned yet"],
  ["ec2/vpcEndpoint#4", "vpc-endpoint-valid", "an Interface endpoint in no subnet"],
  [
    "ec2/vpcEndpoint#9",
    "pulumi-no-output-in-string",
    '`dns_name` is no field of the entry, so the name is "undefined"',
  ],
  ["lambda/function#1", "pulumi-no-output-in-string", "an Output in a template literal"],
  ["lambda/invocation#3", "pulumi-no-output-in-string", "JSON.stringify of an Output"],
  ["sfn/stateMachine#5", "pulumi-no-output-in-string", "an Output in a template literal"],
  ["sqs/queue#1", "pulumi-no-output-in-string", "JSON.stringify of an Output"],
  ["rds/cluster#1", "rds-engine-version", "a version of 2019"],
  ["rds/getSnapshot#1", "rds-engine-version", "a version of 2014"],
  ["rds/getSnapshot#1", "rds-valid-settings", "db.t2 is no longer sold for it"],
  ["rds/snapshot#1", "rds-engine-version", "a version of 2014"],
  ["rds/snapshot#1", "rds-valid-settings", "db.t2 is no longer sold for it"],
  ["cloudwatch/metricStream#1", "s3-acl-enabled", ACL_WITHOUT_CONTROLS],
  ["s3/bucketLogging#2", "s3-acl-enabled", ACL_WITHOUT_CONTROLS],
  ["s3/bucketObject#2", "s3-acl-enabled", ACL_WITHOUT_CONTROLS],
  ["s3/bucketObjectv2#5", "s3-acl-enabled", ACL_WITHOUT_CONTROLS],
  ["s3/bucketReplicationConfig#1", "s3-acl-enabled", ACL_WITHOUT_CONTROLS],
  ["s3/bucketVersioningV2#2", "s3-acl-enabled", ACL_WITHOUT_CONTROLS],
  ["route53/zone#2", "route53-valid", "Route 53 refuses zones under example.com"],
];

interface Line {
  readonly example: string;
  readonly rule: string;
}
interface Report {
  readonly ran: number;
  readonly findings: readonly Line[];
}

test("no blocker speaks of the provider's own examples", () => {
  const args = ["--every", "5", "--family", "blocker", "--json", ...SERVICES.flatMap((name) => ["--module", name])];
  const output = execFileSync(
    path.join(ROOT, "node_modules", ".bin", "tsx"),
    [path.join(ROOT, "bench", "examples.ts"), ...args],
    { cwd: ROOT, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 },
  );
  const report = JSON.parse(output) as Report;
  expect(report.ran).toBeGreaterThan(250);
  const isListed = (line: Line) =>
    ABOUT_DOCUMENTATION.includes(line.rule) ||
    TRUE_FINDINGS.some(([id, rule]) => id === line.example && rule === line.rule);
  expect(report.findings.filter((line) => !isListed(line))).toEqual([]);
  // What is listed still speaks: otherwise the list is stale.
  expect(
    TRUE_FINDINGS.filter(([id, rule]) => !report.findings.some((line) => line.example === id && line.rule === rule)),
  ).toEqual([]);
}, 300_000);
