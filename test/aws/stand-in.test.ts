/** The stand-in provider of the end-to-end tests, without the engine around it. */
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { UNKNOWN } from "../../policy-pack/engine/wire";
import { AwsStandIn, REFUSALS_VARIABLE, WORLD_VARIABLE } from "../support/engine/provider/aws";
import { Refusal, type Subject } from "../support/engine/provider/stand-in";

const BUCKET = "aws:s3/bucket:Bucket";
const ENCRYPTION = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
const OWNERSHIP = "aws:s3/bucketOwnershipControls:BucketOwnershipControls";
const ACL = "aws:s3/bucketAcl:BucketAcl";
const BALANCER = "aws:lb/loadBalancer:LoadBalancer";
const CLASSIC = "aws:elb/loadBalancer:LoadBalancer";
const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";

const subject = (type: string, name = "thing"): Subject => ({
  type,
  name,
  urn: `urn:pulumi:dev::flight::${type}::${name}`,
});
const kms = { bucket: "logs", rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms" } }] };
const aes = { bucket: "logs", rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] };
const inlineKms = {
  bucket: "logs",
  serverSideEncryptionConfiguration: { rule: { applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms:dsse" } } },
};
const toLogs = { accessLogs: { bucket: "logs", enabled: true } };
const owner = (objectOwnership: string) => ({ bucket: "logs", rule: { objectOwnership } });

/** Resources that exist, and the one that is created then. */
type Steps = readonly (readonly [type: string, inputs: Readonly<Record<string, unknown>>])[];

function create(steps: Steps, environment: Readonly<Record<string, string>> = {}): void {
  const provider = new AwsStandIn(environment);
  steps.forEach(([type, inputs], index) => provider.create(subject(type, `r${index}`), inputs, false));
}

describe("what AWS refuses", () => {
  const bucket = [BUCKET, { bucket: "logs" }] as const;
  test.each<[string, Steps, RegExp]>([
    [
      "an ALB that logs into a bucket with KMS",
      [bucket, [ENCRYPTION, kms], [BALANCER, toLogs]],
      /^creating urn.*Access Denied for bucket: logs/,
    ],
    [
      "the same, said inline",
      [
        [BUCKET, inlineKms],
        [BALANCER, toLogs],
      ],
      /Access Denied for bucket: logs/,
    ],
    [
      "connection logs",
      [bucket, [ENCRYPTION, kms], [BALANCER, { connectionLogs: { bucket: "logs", enabled: true } }]],
      /Access Denied/,
    ],
    [
      "a Classic Load Balancer, whose logs are on unless told otherwise",
      [bucket, [ENCRYPTION, kms], [CLASSIC, { accessLogs: { bucket: "logs" } }]],
      /Access Denied/,
    ],
    [
      "a distribution that logs into a bucket without ACLs",
      [bucket, [DISTRIBUTION, { loggingConfig: { bucket: "logs.s3.amazonaws.com" } }]],
      /does not enable ACL access: logs\.s3/,
    ],
    [
      "ownership that enforces no ACLs",
      [
        bucket,
        [OWNERSHIP, owner("BucketOwnerEnforced")],
        [DISTRIBUTION, { loggingConfig: { bucket: "logs.s3.eu-west-1.amazonaws.com" } }],
      ],
      /does not enable ACL access/,
    ],
    [
      "an ACL before the ownership controls",
      [bucket, [ACL, { bucket: "logs", acl: "private" }]],
      /AccessControlListNotSupported/,
    ],
  ])("%s", (_, steps, message) => {
    expect(() => {
      create(steps);
    }).toThrow(Refusal);
    expect(() => {
      create(steps);
    }).toThrow(message);
    expect(() => {
      create(steps, { [REFUSALS_VARIABLE]: "off" });
    }).not.toThrow();
  });

  const QUEUE = "aws:sqs/queue:Queue";
  const ROLE = "aws:iam/role:Role";
  const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
  const INLINE = "aws:iam/rolePolicy:RolePolicy";
  const GROUP = "aws:cloudwatch/logGroup:LogGroup";

  test.each<[string, Steps, RegExp]>([
    [
      "a bucket that exists in another region",
      [
        [BUCKET, { bucket: "a", region: "eu-west-1" }],
        [BUCKET, { bucket: "a", region: "us-east-1" }],
      ],
      /the bucket a already exists/,
    ],
    [
      "a role whose name differs in capitals only",
      [
        [ROLE, { name: "Worker" }],
        [ROLE, { name: "worker" }],
      ],
      /the IAM role worker already exists/,
    ],
    [
      "a log group of the same name in the region",
      [
        [GROUP, { name: "app" }],
        [GROUP, { name: "app" }],
      ],
      /the log group app already exists/,
    ],
    [
      "the same, with one in another region between them",
      [
        [GROUP, { name: "app" }],
        [GROUP, { name: "app", region: "eu-west-1" }],
        [GROUP, { name: "app" }],
      ],
      /the log group app already exists/,
    ],
  ])("a name that is taken: %s", (_what, steps, message) => {
    expect(() => {
      create(steps);
    }).toThrow(message);
  });

  test.each<[string, Steps]>([
    [
      "of a log group in another region",
      [
        [GROUP, { name: "app" }],
        [GROUP, { name: "app", region: "eu-west-1" }],
      ],
    ],
    [
      "of an alarm, which is overwritten",
      [
        [ALARM, { name: "down" }],
        [ALARM, { name: "down" }],
      ],
    ],
    [
      "of an inline policy of another role",
      [
        [INLINE, { name: "run", role: "a" }],
        [INLINE, { name: "run", role: "b" }],
      ],
    ],
    [
      "of something else",
      [
        [QUEUE, { name: "a" }],
        [ROLE, { name: "a" }],
      ],
    ],
  ])("but not the name %s", (_what, steps) => {
    expect(() => {
      create(steps);
    }).not.toThrow();
  });

  test.each<[string, Steps]>([
    ["SSE-S3", [bucket, [ENCRYPTION, aes], [BALANCER, toLogs]]],
    ["no encryption configuration", [bucket, [BALANCER, toLogs]]],
    [
      "a separate configuration that overrides the inline one",
      [
        [BUCKET, inlineKms],
        [ENCRYPTION, aes],
        [BALANCER, toLogs],
      ],
    ],
    ["logs that are off", [bucket, [ENCRYPTION, kms], [BALANCER, { accessLogs: { bucket: "logs", enabled: false } }]]],
    [
      "a Classic Load Balancer with logs off",
      [bucket, [ENCRYPTION, kms], [CLASSIC, { accessLogs: { bucket: "logs", enabled: false } }]],
    ],
    ["a Network Load Balancer", [bucket, [ENCRYPTION, kms], [BALANCER, { ...toLogs, loadBalancerType: "network" }]]],
    [
      "a bucket that somebody else manages",
      [
        [ENCRYPTION, { ...kms, bucket: "other" }],
        [BALANCER, toLogs],
      ],
    ],
    [
      "a log bucket with ACLs",
      [
        bucket,
        [OWNERSHIP, owner("ObjectWriter")],
        [ACL, { bucket: "logs" }],
        [DISTRIBUTION, { loggingConfig: { bucket: "logs.s3.amazonaws.com" } }],
      ],
    ],
    ["a distribution without logs", [bucket, [DISTRIBUTION, {}]]],
  ])("is not: %s", (_, steps) => {
    expect(() => {
      create(steps);
    }).not.toThrow();
  });
});

describe("the stand-in provider", () => {
  const provider = new AwsStandIn({});
  provider.configure({ region: "eu-west-1", defaultTags: JSON.stringify({ tags: { Project: "flight" } }) });

  test("keeps a name it made, and makes another when the program takes its own away", () => {
    const role = subject("aws:iam/role:Role", "worker");
    const first = provider.check(role, {}, {}, "seed");
    expect(first.name).toMatch(/^worker-[0-9a-f]{7}$/);
    expect(provider.check(role, first, {}, "another seed").name).toBe(first.name);
    const named = provider.check(role, first, { name: "mine" }, "seed");
    expect(named).toMatchObject({ name: "mine" });
    expect(named.__defaults).not.toContain("name");
    expect(provider.check(role, named, {}, "seed").name).toBe(first.name);
  });

  test("marks defaults at every depth, and takes the marks off what it creates", () => {
    const alarm = subject("aws:cloudwatch/metricAlarm:MetricAlarm", "cpu");
    const checked = provider.check(alarm, {}, { dimensions: { Id: "x" }, metricQueries: [{ id: "m" }] }, "seed");
    expect(checked).toMatchObject({
      dimensions: { Id: "x", __defaults: [] },
      metricQueries: [{ id: "m", __defaults: [] }],
      tagsAll: { Project: "flight" },
    });
    expect(JSON.stringify(provider.create(alarm, checked, false))).not.toContain("__defaults");
    expect(JSON.stringify(provider.create(alarm, checked, true).outputs)).not.toContain("__defaults");
  });

  test("replaces what is called otherwise, and changes the rest in place", () => {
    const queue = subject("aws:sqs/queue:Queue");
    expect(
      provider.diff(queue, { name: "a", delaySeconds: 0, __defaults: [] }, { name: "a", delaySeconds: 5 }),
    ).toEqual({
      changed: ["delaySeconds"],
      replacing: [],
    });
    expect(provider.diff(queue, { name: "a" }, { name: "b" })).toEqual({ changed: ["name"], replacing: ["name"] });
    expect(provider.diff(queue, { name: "a" }, { name: "a" })).toEqual({ changed: [], replacing: [] });
  });

  test("creates nothing from an unknown value", () => {
    expect(() => provider.create(subject(BUCKET), { bucket: UNKNOWN }, false)).toThrow(/unknown value/);
  });

  test("creates in the provider's region, and answers data sources from there", () => {
    expect(provider.create(subject("aws:sns/topic:Topic"), { name: "a" }, false).id).toBe(
      "arn:aws:sns:eu-west-1:210987654321:a",
    );
    expect(provider.invoke("aws:index/getRegion:getRegion", {})).toMatchObject({ region: "eu-west-1" });
    expect(provider.invoke("aws:sqs/getQueue:getQueue", { name: "q", region: "cn-north-1" })).toMatchObject({
      arn: "arn:aws-cn:sqs:cn-north-1:210987654321:q",
    });
    expect(provider.invoke("aws:no/getThing:getThing", {})).toBeUndefined();
  });

  test("reads what exists elsewhere by its id", () => {
    const state = provider.read(subject(BUCKET), "theirs", { bucket: "theirs" }, {});
    expect(state).toMatchObject({ id: "theirs", arn: "arn:aws:s3:::theirs" });
  });

  test("of two processes side by side neither forgets what the other makes", () => {
    const directory = mkdtempSync(path.join(os.tmpdir(), "preflight-world-"));
    try {
      const environment = { [WORLD_VARIABLE]: path.join(directory, "world") };
      const [one, other] = [new AwsStandIn(environment), new AwsStandIn(environment)];
      one.create(subject(BUCKET, "one"), { bucket: "one" }, false);
      other.create(subject(BUCKET, "other"), { bucket: "other" }, false);
      const third = new AwsStandIn(environment);
      for (const bucket of ["one", "other"]) {
        expect(() => third.create(subject(BUCKET, "again"), { bucket }, false)).toThrow(Refusal);
      }
      expect(() => one.create(subject(BUCKET, "again"), { bucket: "other" }, false)).toThrow(Refusal);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  });

  test("remembers from one process to the next, until it is deleted", () => {
    const directory = mkdtempSync(path.join(os.tmpdir(), "preflight-world-"));
    try {
      const environment = { [WORLD_VARIABLE]: path.join(directory, "world") };
      const acl = { bucket: "logs", acl: "private" };
      new AwsStandIn(environment).create(subject(BUCKET), { bucket: "logs" }, false);
      expect(() => new AwsStandIn(environment).create(subject(ACL), acl, false)).toThrow(Refusal);
      const second = new AwsStandIn(environment);
      const { id, outputs } = second.create(subject(OWNERSHIP), owner("BucketOwnerEnforced"), false);
      second.update(subject(OWNERSHIP), id, outputs, owner("ObjectWriter"), false);
      expect(() => new AwsStandIn(environment).create(subject(ACL), acl, false)).not.toThrow();
      second.delete(subject(OWNERSHIP), id);
      expect(() => new AwsStandIn(environment).create(subject(ACL, "other"), acl, false)).toThrow(Refusal);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  });
});
