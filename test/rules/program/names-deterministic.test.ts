import { namesDeterministic } from "../../../policy-pack/rules/program/names-deterministic";
import { CLOCK_SHIFT_MS } from "../../../policy-pack/helpers/evaluated-twice";
import { component, ref, resource, secret, type ResourceLiteral } from "../../support";
import { foundTwice } from "../../support/evaluated-twice";

const BUCKET = "aws:s3/bucket:Bucket";
const QUEUE = "aws:sqs/queue:Queue";
const POLICY = "aws:s3/bucketPolicy:BucketPolicy";
const NOW = 1_730_628_930_123;
const LATER = NOW + CLOCK_SHIFT_MS + 42;

/** The same program with two values of what changes. */
const judge = (program: (changing: string) => readonly ResourceLiteral[], a: string, b: string) =>
  foundTwice(namesDeterministic, program(a), program(b));

describe("names-deterministic reports", () => {
  test.each([
    ["milliseconds", String(NOW), String(LATER), "13 digits, in `logs-<13 digits>-eu`", "the clock"],
    ["seconds", String(NOW).slice(0, 10), String(LATER).slice(0, 10), "10 digits", "the clock"],
    ["milliseconds to base 36", NOW.toString(36), LATER.toString(36), "8 letters and digits", "the clock"],
    ["a date", new Date(NOW).toISOString().slice(0, 10), new Date(LATER).toISOString().slice(0, 10), "", "the clock"],
    ["a short random text", "k3x9aq", "p0d7zz", "6 letters and digits", "drawn at random"],
    [
      "a UUID",
      "3b241101-e2bb-4255-8caf-4136c566a962",
      "9f1c2b3d-4e5f-4a6b-8c7d-0e1f2a3b4c5d",
      "a UUID",
      "drawn at random",
    ],
  ])("%s in a name", (_, a, b, shape, cause) => {
    const found = judge((changing) => [resource(BUCKET, "logs", { bucket: `logs-${changing}-eu` })], a, b);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain("high logs bucket: `bucket` differs between two evaluations of the same program");
    expect(found[0]).toContain(shape);
    expect(found[0]).toContain(cause);
    expect(found[0]).not.toContain(a);
    expect(found[0]).not.toContain(b);
  });

  test("a resource's own name, at that resource and not at what follows from it", () => {
    const program = (changing: string) => [
      resource(BUCKET, `logs-${changing}`),
      resource(POLICY, "policy", { bucket: ref(`logs-${changing}`), policy: "{}" }),
      resource(QUEUE, "steady", { name: "steady" }),
    ];
    expect(judge(program, "k3x9aq", "p0d7zz")).toEqual([
      expect.stringMatching(
        /^high logs-k3x9aq : The resource's own name, .* \(6 letters and digits, in `logs-<6 letters and digits>`\)/,
      ),
    ]);
  });

  test("a component's name, and not the children's", () => {
    const program = (changing: string) => [
      component(`site-${changing}`),
      resource(BUCKET, `site-${changing}-logs`, {}, { parent: `site-${changing}` }),
    ];
    const found = judge(program, "k3x9aq", "p0d7zz");
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^high site-k3x9aq :/);
  });

  test("one part in several names once, naming them", () => {
    const program = (changing: string) => [
      resource(BUCKET, "a", { bucket: `a-${changing}` }),
      resource(QUEUE, "b", { name: `b-${changing}` }),
      resource("aws:rds/instance:Instance", "c", { identifier: `c-${changing}` }),
    ];
    const found = judge(program, "k3x9aq", "p0d7zz");
    expect(found).toHaveLength(1);
    expect(found[0]).toContain("The same part is in");
  });

  test("a resource that is not there the second time", () => {
    const found = foundTwice(namesDeterministic, [resource(QUEUE, "maybe")], []);
    expect(found).toEqual([expect.stringContaining("A second evaluation of the same program has no such resource")]);
  });

  test("a secret name without what is around the part", () => {
    const program = (changing: string) => [resource(QUEUE, "jobs", { name: secret(`hunter2-${changing}`) })];
    const found = judge(program, "k3x9aq", "p0d7zz");
    expect(found).toHaveLength(1);
    expect(found[0]).not.toContain("hunter2");
  });
});

describe("names-deterministic says nothing about", () => {
  test("a program that is the same both times, random values kept in the state included", () => {
    const program = () => [
      resource("random:index/randomId:RandomId", "suffix", { byteLength: 4 }),
      resource(BUCKET, "logs", { bucket: ref("suffix", "hex") }),
      resource(BUCKET, "autonamed"),
    ];
    expect(judge(program, "a", "b")).toEqual([]);
  });

  test("inputs that are no names", () => {
    const program = (changing: string) => [
      resource(BUCKET, "logs", { tags: { DeployedAt: changing } }),
      resource("aws:rds/instance:Instance", "db", { finalSnapshotIdentifier: `last-${changing}` }),
    ];
    expect(judge(program, "k3x9aq", "p0d7zz")).toEqual([]);
  });

  test("what another rule has reported", () => {
    const first = [resource(BUCKET, "logs", { bucket: "logs-k3x9aq" })];
    const second = [resource(BUCKET, "logs", { bucket: "logs-p0d7zz" })];
    expect(foundTwice(namesDeterministic, first, second, () => false)).toEqual([]);
  });
});
