/**
 * The reference stack through the real engine: dev and then prod in one account, with no finding in preview or up, nothing
 * left to do afterwards, no name in common, nothing another pack has to say but what is listed; and dev goes again.
 */
import path from "node:path";
import { awsguardReported } from "../../bench/scanners/awsguard";
import { awsguardPack } from "../support/engine/awsguard";
import { EngineSession, ROOT, type EngineRun, type EngineStack } from "../support/engine";
import { describeEngine } from "../support/engine/gate";

const PROGRAM = path.join(ROOT, "reference-stack");
/** An update needs a domain somebody can own (docs/reference-stack.md); CloudFront gives a name to one distribution only. */
const DEV = { "preflight-reference:domainName": "dev.shop.preflight-reference.dev" };
/** In prod, alarms need somebody to tell. */
const PROD = {
  "preflight-reference:domainName": "shop.preflight-reference.dev",
  "preflight-reference:alarmEmail": "on-call@shop.preflight-reference.dev",
  "preflight-reference:secondaryRegion": "us-west-2",
};

/** Some 330 resources in dev, and nearly 600 in the two regions of prod. */
const LONGEST_OPERATION_MS = 300_000;
const LONGEST_TEST_MS = 4 * LONGEST_OPERATION_MS;

const CLEAN = { findings: [], errors: [], exitCode: 0 };
const ending = ({ findings, errors, exitCode }: EngineRun) => ({ findings, errors, exitCode });

interface Recorded {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

/** What AWS keeps once for an account, or once for each region of it: the second stack would take it from the first. */
const SINGLETONS = new RegExp(
  [
    "^aws:(?:apigateway/account:",
    "cfg/(?:recorder|recorderStatus|deliveryChannel):",
    "s3/accountPublicAccessBlock:",
    "guardduty/detector:",
    "(?:securityhub|macie2|macie)/account:",
    "inspector2/enabler:",
    "ebs/(?:encryptionByDefault|defaultKmsKey|snapshotBlockPublicAccess):",
    "ec2/(?:default(?:Vpc|Subnet|VpcDhcpOptions)|imageBlockPublicAccess|serialConsoleAccess|instanceMetadataDefaults):",
    "iam/(?:accountAlias|accountPasswordPolicy):",
    "ses/activeReceiptRuleSet:",
    "ecr/(?:registryPolicy|registryScanningConfiguration|replicationConfiguration):",
    "backup/(?:global|region)Settings:",
    "xray/encryptionConfig:",
    "ssm/(?:defaultPatchBaseline|serviceSetting):",
    "emr/blockPublicAccessConfiguration:",
    "lakeformation/dataLakeSettings:)",
  ].join("|"),
);

describeEngine("the reference stack in the real engine", () => {
  let session: EngineSession;
  let dev: EngineStack;
  let prod: EngineStack;
  beforeAll(() => {
    session = new EngineSession(1, LONGEST_OPERATION_MS);
    // One world: what dev has made exists when prod is made.
    const environment = { PREFLIGHT_STAND_IN_WORLD: path.join(session.directory, "account") };
    const stack = (name: string, config: Readonly<Record<string, string>>) =>
      session.stack(PROGRAM, { config, project: "preflight-reference", stack: name, environment });
    dev = stack("dev", DEV);
    prod = stack("prod", PROD);
  });
  afterAll(() => session.close());

  async function recorded(stack: EngineStack): Promise<readonly Recorded[]> {
    const { deployment } = (await stack.export()) as { deployment: { resources?: readonly Recorded[] } };
    return deployment.resources ?? [];
  }

  test(
    "dev: up, and up again without a change",
    async () => {
      const up = await dev.up();
      expect(ending(up)).toEqual(CLEAN);
      expect(up.resources.length).toBeGreaterThan(300);

      const again = await dev.up();
      expect(ending(again)).toEqual(CLEAN);
      expect(again.output).toMatch(/\b\d+ unchanged/);
      expect(again.output).not.toMatch(/\d+ (?:to )?(?:create|update|replace|delete)d?\b/);
    },
    LONGEST_TEST_MS,
  );

  test(
    "prod in the same account: a preview of both regions, and up",
    async () => {
      const preview = await prod.preview();
      expect(ending(preview)).toEqual(CLEAN);
      expect(preview.resources.length).toBeGreaterThan(500);

      const up = await prod.up();
      expect(ending(up)).toEqual(CLEAN);
      expect(up.resources).toEqual(preview.resources);
    },
    LONGEST_TEST_MS,
  );

  test("dev and prod have no name, no id and no ARN in common, and nothing an account has only once", async () => {
    const identities = async (stack: EngineStack) => {
      const resources = (await recorded(stack)).filter(({ type }) => type.startsWith("aws:"));
      expect(resources.filter(({ type }) => SINGLETONS.test(type))).toEqual([]);
      return new Set(resources.flatMap(identitiesOf));
    };
    const [ofDev, ofProd] = [await identities(dev), await identities(prod)];
    expect(ofDev.size).toBeGreaterThan(500);
    expect([...ofDev].filter((each) => ofProd.has(each))).toEqual([]);
  });

  test("awsguard reports what is listed, and nothing else", async () => {
    const pack = awsguardPack();
    for (const [stack, name] of [
      [dev, "dev"],
      [prod, "prod"],
    ] as const) {
      const state = session.write(`${name}.json`, JSON.stringify(await stack.export()));
      const analysis = session.pulumi("policy", "analyze", "--file", state, "--policy-pack", pack, "--json");
      expect(findingsIn(analysis.output)).toEqual(awsguardReported(name));
    }
  });

  test(
    "dev is destroyed",
    async () => {
      expect(ending(await dev.destroy())).toEqual(CLEAN);
      expect(await recorded(dev)).toEqual([]);
    },
    LONGEST_TEST_MS,
  );
});

/** Arguments that say what a resource is called, or answers to. */
const NAMES = /^(?:bucket|aliases|name|\w+Name|identifier|\w+Identifier|customSuffix)$/;
/** Those that name something else: a metric, a service of AWS, the database inside the instance, a record's variant. */
const OF_OTHERS = new Set([
  "metricName",
  "serviceName",
  "awsServiceName",
  "caCertIdentifier",
  "dbName",
  "setIdentifier",
]);
/** Types whose names stand in a list of their own: inside a role, inside a bucket. */
const INSIDE = new Set(["aws:iam/rolePolicy:RolePolicy", "aws:s3/bucketMetric:BucketMetric"]);

/** Everything a resource is known by: with its type and, where it has one, its region. */
function identitiesOf({ type, id, inputs = {}, outputs = {} }: Recorded): string[] {
  const region = typeof outputs.region === "string" ? outputs.region : "all regions";
  const known = Object.entries(inputs)
    .filter(([key, value]) => NAMES.test(key) && !OF_OTHERS.has(key) && !INSIDE.has(type) && value !== "")
    .map(([key, value]) => `${type} ${key} ${region} ${JSON.stringify(value)}`);
  // A certificate's validation has the time of it for an id, and the stand-in's clock stands still.
  const ids = type === "aws:acm/certificateValidation:CertificateValidation" ? [] : [`${type} id ${region} ${id}`];
  const arns = typeof outputs.arn === "string" ? [`ARN ${outputs.arn}`] : [];
  return [...known, ...ids, ...arns];
}

/** Check and resource of each finding among the engine's events, which `pulumi policy analyze --json` prints one a line. */
function findingsIn(output: string): readonly string[] {
  const findings = output
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .flatMap((line) => {
      const { policyEvent } = JSON.parse(line) as { policyEvent?: { policyName: string; resourceUrn?: string } };
      return policyEvent === undefined
        ? []
        : [`${policyEvent.policyName} ${policyEvent.resourceUrn?.split("::")[3] ?? "the stack"}`];
    });
  return findings.sort();
}
