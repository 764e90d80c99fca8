/** The stand-in for AWS behaves like the provider it stands in for, as far as rules can tell. */
import { EngineSession, type EngineStack } from "../support/engine";
import { describeEngine } from "../support/engine/gate";

interface State {
  // An empty stack has no list of resources.
  readonly deployment: { readonly resources?: readonly Recorded[] };
}
interface Recorded {
  readonly urn: string;
  readonly type: string;
  readonly id: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
}

async function recorded(stack: EngineStack): Promise<ReadonlyMap<string, Recorded>> {
  const { deployment } = (await stack.export()) as State;
  return new Map((deployment.resources ?? []).map((each) => [each.urn.split("::").slice(3).join("::"), each]));
}

describeEngine("the stand-in for AWS", () => {
  let session: EngineSession;
  beforeAll(() => {
    session = new EngineSession();
  });
  afterAll(() => session.close());

  test("checks, creates and remembers like the bridged provider", async () => {
    const stack = session.stack(
      `import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";

const eu = new aws.Provider("eu", { region: "eu-west-1", defaultTags: { tags: { Project: "flight", Team: "a" } } });
const password = new random.RandomPassword("password", { length: 20 });
new aws.sqs.Queue("jobs", { fifoQueue: true, tags: { Team: "b" } }, { provider: eu });
new aws.rds.Instance("orders", {
  engine: "postgres", instanceClass: "db.t3.medium", allocatedStorage: 20, username: "orders", password: password.result,
});
new aws.iam.Role("worker", { assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "ec2.amazonaws.com" }) });
export const secret = password.result;
export const plain = pulumi.unsecret(password.result);
`,
      { policyPacks: [] },
    );
    expect((await stack.up()).errors).toEqual([]);
    const first = await recorded(stack);

    const jobs = first.get("jobs");
    expect(jobs?.inputs).toMatchObject({
      name: expect.stringMatching(/^jobs-[0-9a-f]{7}\.fifo$/) as string,
      region: "eu-west-1",
      tagsAll: { Project: "flight", Team: "b" },
      visibilityTimeoutSeconds: 30,
    });
    expect(jobs?.inputs.__defaults).toEqual(expect.arrayContaining(["name", "visibilityTimeoutSeconds"]));
    expect(jobs?.inputs.__defaults).not.toContain("fifoQueue");
    expect(jobs?.id).toMatch(/^https:\/\/sqs\.eu-west-1\.amazonaws\.com\/210987654321\/jobs-[0-9a-f]{7}\.fifo$/);
    expect(jobs?.outputs).toMatchObject({ id: jobs?.id, url: jobs?.id });

    // The identifier of a database has no dash, and a secret argument stays secret among the outputs.
    const orders = first.get("orders");
    expect(orders?.inputs.identifier).toMatch(/^orders[0-9a-f]{7}$/);
    expect(orders?.outputs.password).toMatchObject({ plaintext: expect.any(String) as string });
    expect(JSON.stringify(first.get("password")?.outputs)).not.toMatch(/"result":"/);

    expect(first.get("worker")?.inputs.assumeRolePolicy).toMatch(/^\{.*"Version":"2012-10-17"/);

    // Nothing changes, names included, when the program runs again.
    const again = await stack.preview();
    expect(again.output).toMatch(/6 unchanged/);

    await stack.destroy();
    expect((await recorded(stack)).size).toBe(0);
  });

  test("a first preview leaves unknown what AWS computes, also where the program could have said it", async () => {
    const stack = session.stack(
      `import * as aws from "@pulumi/aws";
const bucket = new aws.s3.Bucket("data", {});
export const named = bucket.bucket;
export const known = bucket.arn.apply((arn) => { throw new Error("ran with " + arn); });
export const encryption = bucket.serverSideEncryptionConfiguration.apply(() => { throw new Error("ran"); });
`,
      { policyPacks: [] },
    );
    const preview = await stack.preview();
    expect(preview.errors).toEqual([]);
    expect(preview.output).toMatch(/named +: "data-[0-9a-f]{7}"/);
  });

  test("S3 refuses an ACL that comes before the ownership controls", async () => {
    const stack = session.stack(
      `import * as aws from "@pulumi/aws";
const bucket = new aws.s3.Bucket("logs", {});
const acl = new aws.s3.BucketAcl("logs", { bucket: bucket.id, acl: "log-delivery-write" });
new aws.s3.BucketOwnershipControls("logs", { bucket: bucket.id, rule: { objectOwnership: "ObjectWriter" } }, { dependsOn: acl });
`,
      { policyPacks: [] },
    );
    const up = await stack.up();
    expect(up.succeeded).toBe(false);
    expect(up.errors.join("\n")).toContain("AccessControlListNotSupported: The bucket does not allow ACLs");
  });

  test("a document that cannot be rendered fails the program with the provider's words", async () => {
    const stack = session.stack(
      `import * as aws from "@pulumi/aws";
const statement = { sid: "Same", actions: ["s3:GetObject"], resources: ["arn:aws:s3:::data/*"] };
export const document = aws.iam.getPolicyDocumentOutput({ statements: [statement, statement] }).json;
`,
      { policyPacks: [] },
    );
    const preview = await stack.preview();
    expect(preview.succeeded).toBe(false);
    expect(preview.output + preview.errors.join("\n")).toContain("duplicate Sid (Same)");
  });
});
