/** Rules that remediate resources in flight, through the real engine, on the pack's own path and on that of the SDK alone. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { EngineSession, ROOT, type EngineRun } from "../support/engine";
import { describeEngine } from "../support/engine/gate";

/** What is wrong here can be remediated, but for the volume; one key is exempt, one queue waits for what is unknown. */
const PROGRAM = `
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
const config = new pulumi.Config();
class Vault extends pulumi.ComponentResource {
  constructor(name: string) {
    super("acme:index:Vault", name);
    new aws.kms.Key(name + "-key", { description: "Old", enableKeyRotation: false }, { parent: this });
  }
}
new Vault("vault");
new aws.kms.Key("key", { description: "Data" });
const bucket = new aws.s3.Bucket("data");
new aws.s3.BucketPublicAccessBlock("block", { bucket: bucket.id, blockPublicAcls: true });
new aws.cloudwatch.LogGroup("logs", {});
new aws.ec2.Instance("web", { ami: "ami-0a1b2c3d4e5f60718", instanceType: "t3.micro", metadataOptions: { httpTokens: "optional" } });
new aws.sqs.Queue("jobs", { sqsManagedSseEnabled: bucket.id.apply((id) => id.length === 0) });
const database = { allocatedStorage: 20, engine: "mysql", instanceClass: "db.t3.micro", username: "shop", skipFinalSnapshot: true };
new aws.rds.Instance("orders", { ...database, password: config.requireSecret("password"), publiclyAccessible: true });
new aws.rds.Instance("stock", database);
new aws.lambda.Function("resize", {
  role: "arn:aws:iam::123456789012:role/resize",
  handler: "index.handler",
  runtime: aws.lambda.Runtime.NodeJS22dX,
  code: new pulumi.asset.AssetArchive({ "__index.js": new pulumi.asset.StringAsset("exports.handler = async () => 1;") }),
});
`;

const RULES = [
  "kms-rotation",
  "s3-public-access-block",
  "log-retention",
  "ec2-imdsv2",
  "storage-encryption",
  "rds-not-public",
  "rds-no-hardcoded-password",
  "tags-required",
];
const LONGEST_OPERATION_MS = 180_000;
const PASSWORD = "Canary-9-hunter2";
const SECRET_KEY = "4dabf18193072939515e22adb298388d";
const PATHS = [
  ["the pack's own answers", {}],
  ["the SDK's answers", { PREFLIGHT_PLAIN_SDK: "1" }],
] as const;

const settings = (level: string) => ({
  "tags-required": { values: { Project: "{project}", Environment: "{stack}", ManagedBy: "pulumi" }, nameTag: false },
  "log-retention": { functions: false },
  "preflight-settings": {
    levels: [
      { rule: "*", level: "disabled" },
      { rule: RULES, level },
    ],
    exemptions: [{ policies: "kms-rotation", within: "vault", reason: "Replaced soon." }],
  },
});

/** The SDK's own way back loses an archive's hash; the engine puts it back with the next deployment. */
function withoutHashes(inputs: ReadonlyMap<unknown, unknown>): unknown {
  return JSON.parse(
    JSON.stringify(Object.fromEntries(inputs as ReadonlyMap<string, unknown>), (key, value: unknown) =>
      key === "hash" ? undefined : value,
    ),
  );
}

interface State {
  readonly deployment: {
    readonly resources: readonly { readonly urn: string; readonly inputs?: Readonly<Record<string, unknown>> }[];
  };
}

describeEngine("remediation in the real engine", () => {
  let session: EngineSession;
  beforeAll(() => {
    // Three times a deployment on a machine that is busy.
    session = new EngineSession(1, LONGEST_OPERATION_MS);
  });
  afterAll(() => session.close());

  const stackAt = (level: string, environment: Readonly<Record<string, string>>, project: string) =>
    session.stack(PROGRAM, {
      environment,
      project,
      settings: settings(level),
      secrets: { [`${project}:password`]: PASSWORD },
    });
  const inputsOf = async (stack: ReturnType<typeof stackAt>) => {
    const state = (await stack.export()) as State;
    return new Map(state.deployment.resources.map(({ urn, inputs = {} }) => [urn.split("::").at(-1), inputs]));
  };
  /** What is stored, unlike an export, has every secret encrypted. */
  const stored = (project: string) =>
    readFileSync(path.join(session.directory, "backend", ".pulumi", "stacks", project, "dev.json"), "utf8");
  const changed = ({ remediations }: EngineRun) => remediations.map(({ rule, resource }) => `${rule} ${resource}`);
  const tags = (project: string) => ({ Project: project, Environment: "dev", ManagedBy: "pulumi" });
  const REMEDIATED = [
    "ec2-imdsv2 web",
    "kms-rotation key",
    "log-retention logs",
    "rds-no-hardcoded-password stock",
    "rds-not-public orders",
    "s3-public-access-block block",
    "storage-encryption jobs",
    ...["data", "jobs", "key", "logs", "orders", "resize", "stock", "vault-key", "web"].map(
      (name) => `tags-required ${name}`,
    ),
  ];

  describe.each(PATHS)("%s", (_, environment) => {
    const project = environment === PATHS[0][1] ? "remediate" : "plain";

    test("remediate what a deployment makes, before it is made; a second one changes nothing", async () => {
      const stack = stackAt("remediate", environment, project);
      const preview = await stack.preview();
      expect(preview.errors).toEqual([]);
      // Of the queue a first preview knows too little.
      expect(changed(preview)).toEqual(REMEDIATED.filter((each) => each !== "storage-encryption jobs"));
      const first = await stack.up();
      expect(first.errors).toEqual([]);
      expect(first.succeeded).toBe(true);
      expect(changed(first)).toEqual(REMEDIATED);
      expect(first.findings.filter(({ rule }) => rule !== "exemption-trail")).toEqual([]);
      expect(first.passedStackPolicies).toEqual(expect.arrayContaining(["ec2-imdsv2", "s3-public-access-block"]));

      const inputs = await inputsOf(stack);
      expect(inputs.get("key")).toMatchObject({ enableKeyRotation: true, tags: tags(project), tagsAll: tags(project) });
      expect(inputs.get("vault-key")).toMatchObject({ enableKeyRotation: false, tags: tags(project) });
      expect(inputs.get("block")).toMatchObject({
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      });
      expect(inputs.get("logs")).toMatchObject({ retentionInDays: 365 });
      expect(inputs.get("logs")?.__defaults).not.toContain("retentionInDays");
      expect(inputs.get("web")).toMatchObject({ metadataOptions: { httpEndpoint: "enabled", httpTokens: "required" } });
      expect(inputs.get("jobs")).toMatchObject({ sqsManagedSseEnabled: true });
      expect(inputs.get("orders")).toMatchObject({
        publiclyAccessible: false,
        password: { [SECRET_KEY]: expect.any(String) as unknown },
      });
      expect(stored(project)).toContain('"ciphertext"');
      expect(stored(project)).not.toContain(PASSWORD);
      expect(inputs.get("stock")).toMatchObject({ manageMasterUserPassword: true });
      expect(inputs.get("resize")).toMatchObject({
        tags: tags(project),
        code: { assets: { "__index.js": { text: "exports.handler = async () => 1;" } } },
      });

      const second = await stack.up();
      expect(second.errors).toEqual([]);
      expect(Object.keys(second.changes)).toEqual(["same"]);
      expect(withoutHashes(await inputsOf(stack))).toEqual(withoutHashes(inputs));
    });

    test("change nothing at another level, and stop what they would have remediated when mandatory", async () => {
      const advisory = stackAt("advisory", environment, `${project}advisory`);
      const run = await advisory.up();
      expect(run.succeeded).toBe(true);
      expect(changed(run)).toEqual([]);
      expect(run.findings.map(({ rule, level }) => `${rule} ${level}`)).toEqual(
        expect.arrayContaining(["kms-rotation advisory", "s3-public-access-block advisory", "tags-required advisory"]),
      );
      const inputs = await inputsOf(advisory);
      expect(inputs.get("key")).not.toHaveProperty("tags");
      expect(inputs.get("logs")).toMatchObject({ retentionInDays: 0 });
      expect(inputs.get("web")).toMatchObject({ metadataOptions: { httpTokens: "optional" } });
      expect(inputs.get("stock")).not.toHaveProperty("manageMasterUserPassword");

      // Of what exists, the engine tells what would be remediated, and what is wrong until it is.
      const state = session.write(`${project}.json`, JSON.stringify(await advisory.export()));
      const file = session.write(`${project}-settings.json`, JSON.stringify(settings("remediate")));
      const analysis = session.pulumi(
        ...[
          "policy",
          "analyze",
          "--file",
          state,
          "--policy-pack",
          ROOT,
          "--policy-pack-config",
          file,
          "--color",
          "never",
        ],
      );
      expect(analysis.output).toMatch(/\[remediate\] +kms-rotation/);
      expect(analysis.output).toMatch(/\[mandatory\].*kms-rotation/);

      const mandatory = await stackAt("mandatory", environment, `${project}mandatory`).preview();
      expect(mandatory.succeeded).toBe(false);
      expect(changed(mandatory)).toEqual([]);
    });
  });

  test("what cannot be remediated stops the deployment at level remediate", async () => {
    const program = `
import * as aws from "@pulumi/aws";
new aws.efs.FileSystem("files", {});
`;
    const run = await session
      .stack(program, { settings: { all: "disabled", "storage-encryption": "remediate" } })
      .preview();
    expect(run.succeeded).toBe(false);
    expect(changed(run)).toEqual([]);
    expect(run.findings.map(({ rule, level }) => `${rule} ${level}`)).toEqual(["storage-encryption mandatory"]);
  });
});
