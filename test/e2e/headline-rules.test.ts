/** Each headline rule, through the real engine: one faulty program in `preview` and in `up`. */
import { EngineSession, engineFixture, type EngineFinding, type EngineRun, type EngineStack } from "../support/engine";
import { describeEngine } from "../support/engine/gate";
import { HEADLINE, only } from "../support/only";

/** What makes a finding: rule, type and name of the resource, level, severity, and words of its message. */
interface Expected {
  readonly rule: string;
  readonly type: string;
  readonly name: string;
  readonly severity: string;
  readonly message: RegExp;
}

const expected = (rule: string, type: string, name: string, severity: string, message: RegExp): Expected => ({
  rule,
  type,
  name,
  severity,
  message,
});

const WILDCARD_BUCKETS = expected(
  "iam-no-wildcard-resources",
  "aws:iam/rolePolicy:RolePolicy",
  "buckets",
  "high",
  /s3:PutObject/,
);
const WILDCARD_QUEUES = expected(
  "iam-no-wildcard-resources",
  "aws:iam/policy:Policy",
  "queues",
  "high",
  /sqs:SendMessage/,
);
const KMS = expected(
  "alb-log-bucket-no-kms",
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  "logs",
  "critical",
  /aws:kms.*Access Denied for bucket/s,
);
const NO_ACLS = [/has no ACL/, /no ownership controls/].map((message) =>
  expected("cloudfront-log-bucket-acl", "aws:s3/bucket:Bucket", "logs", "critical", message),
);

describeEngine("headline rules in the real engine", () => {
  let session: EngineSession;
  /** Everything is started at once; each test waits for its own. */
  let both: (fixture: string) => Promise<readonly [EngineRun, EngineRun]>;

  beforeAll(() => {
    session = new EngineSession(2);
    const started = new Map(
      FIXTURES.map(([fixture, settings]) => [
        fixture,
        previewAndUp(session.stack(engineFixture(fixture), { settings: { ...only(...HEADLINE), ...settings } })),
      ]),
    );
    both = async (fixture) => (await started.get(fixture)) ?? Promise.reject(new Error(`${fixture} was not started`));
  });
  afterAll(() => session.close());

  /** Rules that decide before a resource is created say the same in both. */
  test.each<[string, Expected]>([
    [
      "s3-no-timestamped-names",
      expected("s3-no-timestamped-names", "aws:s3/bucket:Bucket", "reports", "high", /flight-reports-\d{13}/),
    ],
    [
      "iam-no-wildcard-actions",
      expected("iam-no-wildcard-actions", "aws:iam/rolePolicy:RolePolicy", "everything", "high", /s3:\*/),
    ],
    [
      "rds-no-hardcoded-password",
      expected("rds-no-hardcoded-password", "aws:rds/instance:Instance", "orders", "critical", /password/i),
    ],
    [
      "alarm-sns-actions",
      expected("alarm-sns-actions", "aws:cloudwatch/metricAlarm:MetricAlarm", "unheard", "high", /alarmActions/),
    ],
  ])("%s", async (fixture, finding) => {
    const [preview, up] = await both(fixture);
    expectFindings(preview, [finding]);
    expectFindings(up, [finding]);
    expect([preview.exitCode, up.exitCode]).toEqual([1, 1]);
    expect(preview.output + up.output).not.toContain("correct-horse-battery");
  });

  test("iam-no-wildcard-resources decides a document in up that no preview could read", async () => {
    // Advisory, so that the update goes on after the first finding.
    const [preview, up] = await both("iam-no-wildcard-resources");
    expectFindings(preview, [WILDCARD_BUCKETS], "advisory");
    expectFindings(up, [WILDCARD_QUEUES, WILDCARD_BUCKETS], "advisory");
  });

  test("alb-log-bucket-no-kms: found in preview, refused by AWS in up, and found there where nothing refuses", async () => {
    const unrefused = withoutRefusals("alb-log-bucket-no-kms").up();
    const [preview, refused] = await both("alb-log-bucket-no-kms");
    expectFindings(preview, [KMS]);
    expect(refused.errors.join("\n")).toMatch(
      /InvalidConfigurationRequest: Access Denied for bucket: logs-[0-9a-f]{7}/,
    );
    expect(refused.findings).toEqual([]);
    expectFindings(await unrefused, [KMS]);
  });

  test("cloudfront-log-bucket-acl: found in preview, refused by AWS in up, and found there where nothing refuses", async () => {
    const unrefused = withoutRefusals("cloudfront-log-bucket-acl").up();
    const [preview, refused] = await both("cloudfront-log-bucket-acl");
    expectFindings(preview, NO_ACLS);
    expect(refused.errors.join("\n")).toMatch(
      /InvalidArgument: The S3 bucket that you specified for CloudFront logs does not enable ACL access/,
    );
    expect(refused.findings).toEqual([]);
    expectFindings(await unrefused, NO_ACLS);
  });

  function withoutRefusals(fixture: string): EngineStack {
    return session.stack(engineFixture(fixture), {
      settings: only(...HEADLINE),
      environment: { PREFLIGHT_STAND_IN_REFUSALS: "off" },
    });
  }
});

/** Program, and the pack's settings for it. */
const FIXTURES: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
  ["s3-no-timestamped-names", {}],
  ["iam-no-wildcard-actions", {}],
  ["rds-no-hardcoded-password", {}],
  ["alarm-sns-actions", {}],
  ["iam-no-wildcard-resources", { "iam-no-wildcard-resources": { enforcementLevel: "advisory" } }],
  ["alb-log-bucket-no-kms", {}],
  ["cloudfront-log-bucket-acl", {}],
];

async function previewAndUp(stack: EngineStack): Promise<readonly [EngineRun, EngineRun]> {
  return [await stack.preview(), await stack.up()];
}

function expectFindings(
  run: EngineRun,
  wanted: readonly Expected[],
  level: EngineFinding["level"] = "mandatory",
): void {
  const brief = (finding: EngineFinding) => ({
    rule: finding.rule,
    urn: finding.urn.split("::").slice(2),
    level: finding.level,
    severity: finding.severity,
  });
  expect(run.findings.map(brief)).toEqual(
    wanted.map(({ rule, type, name, severity }) => ({ rule, urn: [type, name], level, severity })),
  );
  for (const [index, { message }] of wanted.entries()) {
    expect(run.findings.map((finding) => finding.message)[index]).toMatch(message);
  }
  expect(run.succeeded).toBe(level === "advisory");
}
