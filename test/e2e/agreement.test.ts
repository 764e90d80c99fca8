/**
 * The same program through the offline check (outputs made up, and unknown), the engine's preview and up, and the rule
 * tables' harness: the same findings. All rules are advisory here, so that `up` comes to its end and says everything;
 * and the stand-in is told not to refuse what AWS refuses, for the same reason.
 */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { checkProgram } from "../../preflight/check";
import { rules } from "../../policy-pack/rules";
import { inProcess } from "../../kit/testing/engine-calls";
import { EngineSession, ROOT, type EngineRun } from "../support/engine";
import { describeEngine } from "../support/engine/gate";
import { HEADLINE } from "../support/only";
import { json, MODES, ref, resolveStack, resource } from "../support";

const PROGRAM = path.join(ROOT, "test", "fixtures", "engine", "all-headline-rules");
const ADVISORY = { all: "advisory" };

const ALARM = {
  namespace: "AWS/RDS",
  metricName: "CPUUtilization",
  comparisonOperator: "GreaterThanThreshold",
  threshold: 80,
  statistic: "Average",
  period: 300,
  evaluationPeriods: 2,
};

/** What `test/fixtures/engine/all-headline-rules` declares, as a literal stack: every property, for any rule may read it. */
const LITERALS = [
  resource("aws:s3/bucket:Bucket", "logs", { bucket: "flight-logs-1700000000000" }),
  resource(
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    "logs-encryption",
    {
      bucket: ref("logs"),
      rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms" } }],
    },
  ),
  resource("aws:lb/loadBalancer:LoadBalancer", "web", {
    subnets: ["subnet-0a1b2c3d4e5f60718", "subnet-18f7e6d5c4b3a2910"],
    accessLogs: { bucket: ref("logs"), enabled: true },
  }),
  resource("aws:s3/bucket:Bucket", "edge-logs"),
  resource("aws:cloudfront/distribution:Distribution", "edge", {
    enabled: true,
    origins: [
      {
        originId: "web",
        domainName: "origin.flight.dev",
        customOriginConfig: {
          httpPort: 80,
          httpsPort: 443,
          originProtocolPolicy: "https-only",
          originSslProtocols: ["TLSv1.2"],
        },
      },
    ],
    defaultCacheBehavior: {
      targetOriginId: "web",
      viewerProtocolPolicy: "redirect-to-https",
      allowedMethods: ["GET", "HEAD"],
      cachedMethods: ["GET", "HEAD"],
    },
    restrictions: { geoRestriction: { restrictionType: "none" } },
    viewerCertificate: { cloudfrontDefaultCertificate: true },
    loggingConfig: { bucket: ref("edge-logs", "bucketDomainName") },
  }),
  resource("aws:sns/topic:Topic", "alerts"),
  resource("aws:cloudwatch/metricAlarm:MetricAlarm", "silent", { ...ALARM, alarmActions: [] }),
  resource("aws:cloudwatch/metricAlarm:MetricAlarm", "loud", { ...ALARM, alarmActions: [ref("alerts", "arn")] }),
  resource("aws:rds/instance:Instance", "orders", {
    engine: "postgres",
    instanceClass: "db.t3.medium",
    allocatedStorage: 20,
    username: "orders",
    password: "changeme-123",
    skipFinalSnapshot: true,
  }),
  resource("aws:iam/policy:Policy", "everything", {
    policy: JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }] }),
  }),
  resource("aws:iam/policy:Policy", "read-logs", {
    policy: json({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: ref("logs", "arn") }],
    }),
  }),
];

type Line = string;
const lines = (all: readonly { rule: string; resource: string }[]): readonly Line[] =>
  all.map((each) => `${each.rule} ${each.resource}`).sort();

describeEngine("the same program", () => {
  let session: EngineSession;
  let preview: EngineRun;
  let up: EngineRun;
  let settings = "";

  beforeAll(async () => {
    session = new EngineSession();
    settings = path.join(session.directory, "advisory.json");
    writeFileSync(settings, JSON.stringify(ADVISORY));
    const stack = session.stack(PROGRAM, {
      settings: ADVISORY,
      environment: { PREFLIGHT_STAND_IN_REFUSALS: "off" },
    });
    preview = await stack.preview();
    up = await stack.up();
  });
  afterAll(() => session.close());

  /** The findings every other way is compared with. */
  const offline = (unknownOutputs: boolean) =>
    checkProgram({ directory: PROGRAM, cwd: ROOT, packConfigFile: settings, unknownOutputs });

  test("has every headline rule speak in the offline check", async () => {
    const result = await offline(false);
    expect(result.error).toBeNull();
    expect(result.findings.map((each) => each.rule)).toEqual(expect.arrayContaining([...HEADLINE]));
  });

  test("gives the same findings in the engine's preview and up", async () => {
    const expected = lines((await offline(false)).findings.map((each) => ({ ...each, resource: each.name })));
    expect([preview.succeeded, up.succeeded]).toEqual([true, true]);
    expect(lines(preview.findings)).toEqual(expected);
    expect(lines(up.findings)).toEqual(expected);
  });

  test("gives the same findings offline whether outputs are made up or unknown", async () => {
    const [madeUp, unknown] = await Promise.all([offline(false), offline(true)]);
    expect(unknown.findings.map((each) => `${each.rule} ${each.name}`)).toEqual(
      madeUp.findings.map((each) => `${each.rule} ${each.name}`),
    );
  });

  test.each(MODES)("gives the same findings in the rule tables' harness (%s)", async (mode) => {
    const found = inProcess(rules, resolveStack(LITERALS, mode)).flatMap((evaluation) => evaluation.findings);
    const expected = lines((await offline(false)).findings.map((each) => ({ ...each, resource: each.name })));
    expect(lines(found.map((each) => ({ rule: each.rule.id, resource: each.resource.name })))).toEqual(expected);
  });

  test("says it in the same words, but for the values only one of them knows", () => {
    const words = (run: EngineRun) => run.findings.map((each) => `${each.rule} ${each.resource} ${each.severity}`);
    expect(words(up)).toEqual(words(preview));
  });
});
