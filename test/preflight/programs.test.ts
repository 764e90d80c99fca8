/** Whole programs: what is registered, what rules see of it, and where findings are put. */
import path from "node:path";
import { Secret, UNKNOWN } from "../../policy-pack/engine/wire";
import { alarmSnsActions } from "../../policy-pack/rules/cloudwatch/alarm-sns-actions";
import type { CheckResult } from "../../preflight";
import { check, cleanUp, noPublicAcl, program, PROGRAMS, seen, urn } from "./support";

afterAll(cleanUp);

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";

function places({ findings }: CheckResult): readonly (string | undefined)[] {
  const all = findings.map(
    ({ name, location }) => `${name} ${String(location?.file)}:${String(location?.line)}:${String(location?.column)}`,
  );
  return [...new Set(all)];
}

test.concurrent(
  "a TypeScript program: each finding at its constructor call, in components and callbacks too",
  async () => {
    const result = await check(path.join(PROGRAMS, "typescript"), { rules: [alarmSnsActions] });
    expect(result.error).toBeNull();
    expect(places(result)).toEqual([
      "silent index.ts:8:23",
      "inner index.ts:12:3",
      "late index.ts:15:23",
      "cpu-low watch.ts:9:5",
    ]);
    expect(result).toMatchObject({ project: "shop", stack: "dev", resources: 8 });
    expect(result.rules).toEqual([
      { id: "alarm-sns-actions", level: "mandatory", evaluated: 6, notApplicable: 0, undecided: 0 },
    ]);
    const low = result.findings.find(({ name }) => name === "cpu-low");
    expect(low?.urn).toBe(urn(`acme:index:Watch$${ALARM}`, "cpu-low"));
    expect(low?.frame).toEqual([
      { number: 8, text: expect.stringContaining("-high") as string },
      { number: 9, text: "    new aws.cloudwatch.MetricAlarm(`${name}-low`, base, { parent: this });", caret: 4 },
      { number: 10, text: "    this.registerOutputs({ watched: name });" },
      { number: 11, text: "  }" },
    ]);
  },
);

test.concurrent("a program of ES modules", async () => {
  const result = await check(path.join(PROGRAMS, "esm"), { rules: [alarmSnsActions] });
  expect(result.error).toBeNull();
  expect(places(result)).toEqual(["top index.js:7:1", "away watch.js:4:3"]);
});

test.concurrent("paths are seen from the working directory, not from the program", async () => {
  const result = await check(PROGRAMS, { directory: "esm", rules: [alarmSnsActions] });
  expect(places(result)[0]).toBe("top esm/index.js:7:1");
});

test.concurrent(
  "the packages a function needs are packed with it, though the SDK's reader of them is loaded late",
  async () => {
    const bucket = "aws:s3/bucket:Bucket";
    const inputs = seen("resource", bucket);
    const directory = program({
      "package.json": JSON.stringify({ name: "shop", dependencies: { "ipaddr.js": "*" } }),
      "index.js": `
      const { pulumi, Bucket } = require("./kit");
      const packed = pulumi.runtime.computeCodePaths().then((paths) => [...paths.keys()].join());
      new Bucket("code", { tags: { packed } });
    `,
    });
    const result = await check(directory, { rules: [inputs.rule] });
    expect(result.error).toBeNull();
    expect(inputs.properties[urn(bucket, "code")]).toMatchObject({
      tags: { packed: expect.stringContaining("node_modules/ipaddr.js") as string },
    });
  },
);

test.concurrent("rules see what the engine would show them", async () => {
  const bucket = "aws:s3/bucket:Bucket";
  const types = [
    bucket,
    "aws:s3/bucketPolicy:BucketPolicy",
    "acme:index:Site",
    "pulumi:providers:aws",
    "pulumi:pulumi:Stack",
  ];
  const inputs = seen("resource", ...types);
  const outputs = seen("stack", ...types);
  const directory = program({
    "index.js": `
      const { pulumi, Bucket, BucketPolicy, Provider } = require("./kit");
      class Site extends pulumi.ComponentResource {
        constructor(name, args, options) {
          super("acme:index:Site", name, args, options);
          this.bucket = new Bucket(name, { tags: { owner: pulumi.secret("x1") } }, { parent: this });
          this.registerOutputs({ arn: this.bucket.arn });
        }
      }
      const eu = new Provider("eu", { region: "eu-west-1", defaultTags: JSON.stringify({ tags: { a: "b" } }) });
      const site = new Site("web", { domain: "example.com" }, { providers: [eu] });
      new BucketPolicy("read", { bucket: site.bucket.bucket, policy: site.bucket.arn.apply((arn) => arn + "/*") });
      exports.site = site.bucket.arn;
    `,
    "Pulumi.test.yaml": "config:\n  aws:region: us-west-2\n",
  });
  const result = await check(directory, { rules: [inputs.rule, outputs.rule] });
  expect(result.error).toBeNull();
  expect(result).toMatchObject({ stack: "test", resources: 4 });

  const web = urn(`acme:index:Site$${bucket}`, "web", "test");
  const eu = urn("pulumi:providers:aws", "eu", "test");
  const fallback = urn("pulumi:providers:aws", "default", "test");
  const policy = urn("aws:s3/bucketPolicy:BucketPolicy", "read", "test");
  expect(inputs.properties[web]).toMatchObject({
    bucket: "web-0facade",
    region: "eu-west-1",
    tags: { owner: new Secret("x1") },
    tagsAll: { a: "b", owner: new Secret("x1") },
  });
  expect(outputs.properties[web]).toMatchObject({
    bucket: "web-0facade",
    arn: "arn:aws:s3:::web-0facade",
    id: "web-0facade",
    tags: { owner: new Secret("x1") },
  });
  expect(inputs.providers[web]).toBe(eu);
  expect(inputs.providers[policy]).toBe(fallback);
  expect(inputs.properties[fallback]).toEqual({ region: "us-west-2" });
  expect(inputs.properties[policy]).toMatchObject({ bucket: "web-0facade", policy: "arn:aws:s3:::web-0facade/*" });
  expect(outputs.dependencies[policy]).toEqual([web]);
  expect(outputs.propertyDependencies[policy]).toEqual({ bucket: [web], policy: [web] });
  // What the program set is listed, though it depends on nothing; what the provider adds is not.
  expect(outputs.propertyDependencies[web]).toEqual({ tags: [] });
  expect([inputs.dependencies[policy], inputs.propertyDependencies[policy]]).toEqual([[], {}]);
  // A component: its arguments before, what it registered after.
  const site = urn("acme:index:Site", "web", "test");
  expect(inputs.properties[site]).toEqual({ domain: "example.com" });
  expect(outputs.properties[site]).toEqual({ arn: "arn:aws:s3:::web-0facade" });
  expect(outputs.properties[urn("pulumi:pulumi:Stack", "shop-test", "test")]).toEqual({
    site: "arn:aws:s3:::web-0facade",
  });
});

describe("computed outputs", () => {
  const files = {
    "index.js": `
      const { pulumi, Bucket, BucketPolicy, Password } = require("./kit");
      const logs = new Bucket("logs");
      const document = logs.arn.apply((arn) => JSON.stringify({ Resource: arn + "/*" }));
      new BucketPolicy("read", { bucket: logs.id, policy: document });
      new Bucket("other", { acl: logs.arn });
      new Bucket("secretive", { tags: { password: new Password("p", { length: 20 }).result } });
    `,
  };
  const policy = urn("aws:s3/bucketPolicy:BucketPolicy", "read");

  test.concurrent("are made up by default, so that documents read in full", async () => {
    const inputs = seen("resource", "aws:s3/bucketPolicy:BucketPolicy", "aws:s3/bucket:Bucket");
    const result = await check(program(files), { rules: [inputs.rule, noPublicAcl] });
    expect(inputs.properties[policy]).toMatchObject({
      bucket: "logs-0facade",
      policy: `{"Resource":"arn:aws:s3:::logs-0facade/*"}`,
    });
    const { tags } = inputs.properties[urn("aws:s3/bucket:Bucket", "secretive")] as {
      tags: { password: Secret };
    };
    expect(tags.password).toBeInstanceOf(Secret);
    expect(tags.password.value).toMatch(/^0facade[0-9a-f]{13}$/);
    expect(result.undecided).toEqual([]);
    expect(result.findings.map(({ name }) => name)).toEqual(["other"]);
  });

  test.concurrent(
    "stay unknown with unknownOutputs, as in the engine's preview; undecided is counted, not a finding",
    async () => {
      const inputs = seen("resource", "aws:s3/bucketPolicy:BucketPolicy", "aws:s3/bucket:Bucket");
      const outputs = seen("stack", "aws:s3/bucket:Bucket");
      const rules = [inputs.rule, outputs.rule, noPublicAcl];
      const result = await check(program(files), { rules, unknownOutputs: true });
      expect(result.error).toBeNull();
      expect(inputs.properties[policy]).toMatchObject({ bucket: UNKNOWN, policy: UNKNOWN });
      // The name is the provider's to give before creation: known. Id and ARN are not.
      const logs = urn("aws:s3/bucket:Bucket", "logs");
      expect(inputs.properties[logs]).toMatchObject({ bucket: "logs-0facade" });
      expect(inputs.properties[logs]).not.toHaveProperty("arn");
      expect(outputs.properties[logs]).toMatchObject({ bucket: "logs-0facade", arn: UNKNOWN, id: UNKNOWN });
      expect(result.findings).toEqual([]);
      expect(result.undecided).toEqual([
        {
          rule: "no-public-acl",
          urn: urn("aws:s3/bucket:Bucket", "other"),
          type: "aws:s3/bucket:Bucket",
          name: "other",
          reason: "the ACL is not known yet",
        },
      ]);
      expect(result.rules.at(-1)).toEqual({
        id: "no-public-acl",
        level: "mandatory",
        evaluated: 2,
        notApplicable: 0,
        undecided: 1,
      });
    },
  );
});

test.concurrent("what is only read is answered, and never shown to rules", async () => {
  const buckets = seen("stack", "aws:s3/bucket:Bucket", "pulumi:pulumi:Stack");
  const directory = program({
    "index.js": `
      const { pulumi, Bucket, Topic } = require("./kit");
      const net = new pulumi.StackReference("acme/net/prod");
      const old = new Bucket("old", {}, { id: "real-logs" });
      const topic = new Topic("topic", {}, { id: "arn:aws:sns:eu-west-1:210987654321:alerts" });
      new Bucket("new", { tags: { vpc: net.requireOutput("vpcId") } });
      new Bucket("kept", {}, { import: "kept-since-2019" });
      exports.read = [old.id, old.bucket, old.arn, topic.arn, topic.name];
    `,
  });
  const result = await check(directory, { rules: [buckets.rule] });
  expect(result.error).toBeNull();
  expect(result.resources).toBe(2);
  expect(Object.keys(buckets.properties).map((each) => each.split("::").at(-1))).toEqual(["kept", "new", "shop-dev"]);
  expect(buckets.properties[urn("pulumi:pulumi:Stack", "shop-dev")]?.read).toEqual([
    "real-logs",
    "real-logs",
    "arn:aws:s3:::real-logs",
    "arn:aws:sns:eu-west-1:210987654321:alerts",
    "alerts",
  ]);
  expect(buckets.properties[urn("aws:s3/bucket:Bucket", "new")]?.tags).toEqual({ vpc: UNKNOWN });
  expect(buckets.properties[urn("aws:s3/bucket:Bucket", "kept")]).toMatchObject({ id: "kept-since-2019" });
  expect(result.notes).toEqual(["The outputs of the stack that acme/net/prod refers to are not known offline."]);
});

test.concurrent("transforms, of the stack, of parents and of the resource itself, are applied", async () => {
  const buckets = seen("resource", "aws:s3/bucket:Bucket");
  const directory = program({
    "index.js": `
      const { pulumi, Bucket } = require("./kit");
      const tagged = (key) => ({ props, type, opts }) =>
        type === "aws:s3/bucket:Bucket" ? { props: { ...props, tags: { ...props.tags, [key]: "yes" } }, opts } : undefined;
      pulumi.runtime.registerResourceTransform(tagged("stack"));
      pulumi.runtime.registerInvokeTransform(({ args, opts }) => ({ args: { ...args, region: "eu-north-1" }, opts }));
      const parent = new pulumi.ComponentResource("acme:index:Group", "group", {}, { transforms: [tagged("parent")] });
      new Bucket("logs", { tags: { own: "no" } }, { parent, transforms: [tagged("own")] });
      new Bucket("plain");
      exports.region = pulumi.runtime.invoke("aws:index/getRegion:getRegion", {}).then(({ region }) => region);
    `,
  });
  const stack = seen("stack", "pulumi:pulumi:Stack");
  const result = await check(directory, { rules: [buckets.rule, stack.rule] });
  expect(result.error).toBeNull();
  expect(buckets.properties[urn("acme:index:Group$aws:s3/bucket:Bucket", "logs")]?.tags).toEqual({
    own: "yes",
    parent: "yes",
    stack: "yes",
  });
  expect(buckets.properties[urn("aws:s3/bucket:Bucket", "plain")]?.tags).toEqual({ stack: "yes" });
  expect(stack.properties[urn("pulumi:pulumi:Stack", "shop-dev")]).toEqual({ region: "eu-north-1" });
});

test.concurrent("what cannot be seen offline is said, not passed over", async () => {
  const directory = program({
    "index.js": `
      const { pulumi, Bucket } = require("./kit");
      class Vpc extends pulumi.ComponentResource {
        constructor(name, args) { super("awsx:ec2:Vpc", name, { ...args, vpcId: undefined }, {}, true); }
      }
      const vpc = new Vpc("net", { cidrBlock: "10.0.0.0/16" });
      new Bucket("tagged", { tags: { vpc: vpc.vpcId } }, {
        hooks: { beforeCreate: [new pulumi.ResourceHook("hook", () => { throw new Error("not to be run"); })] },
      });
      exports.answer = pulumi.runtime.invoke("acme:index/getAnswer:getAnswer", { question: 42 });
      exports.called = pulumi.runtime.call("acme:index:Thing/ask", {}).apply(() => { throw new Error("not known"); });
      pulumi.log.warn("mind the gap");
      console.log("hello");
    `,
  });
  const stack = seen("stack", "pulumi:pulumi:Stack");
  const result = await check(directory, { rules: [stack.rule] });
  expect(result.error).toBeNull();
  expect(result.notes).toEqual([
    "Resource hooks were registered; the offline check does not run them.",
    "The function acme:index/getAnswer:getAnswer is not known offline; it returned only its own arguments.",
    "The method acme:index:Thing/ask runs inside a provider plugin; what it returns is not known offline.",
    expect.stringMatching(/^net \(awsx:ec2:Vpc\) is made inside a provider plugin: .* not evaluated/),
    "The program's own warning: mind the gap",
  ]);
  expect(stack.properties[urn("pulumi:pulumi:Stack", "shop-dev")]).toEqual({
    answer: { question: 42 },
    called: UNKNOWN,
  });
  expect(result.output).toBe("hello\n");
});

test.concurrent("resources as values, empty assets and secrets come back to the program as they went", async () => {
  const directory = program({
    "index.js": `
      const { pulumi, Bucket } = require("./kit");
      const first = new Bucket("first");
      const { StringAsset, AssetArchive } = pulumi.asset;
      const second = new Bucket("second", {
        source: new AssetArchive({ empty: new StringAsset(""), full: new StringAsset("text") }),
        nested: { file: new StringAsset("content"), list: [pulumi.secret("s3cret"), 1, true, null] },
        other: first,
      });
      exports.content = pulumi.output(second.nested).apply((nested) => [nested.file.text, nested.list]);
      exports.secret = pulumi.output(second.nested).apply(() => 1);
    `,
  });
  const stack = seen("stack", "pulumi:pulumi:Stack");
  const result = await check(directory, { rules: [stack.rule] });
  expect(result.error).toBeNull();
  const outputs = stack.properties[urn("pulumi:pulumi:Stack", "shop-dev")];
  expect(outputs?.content).toEqual(new Secret(["content", ["s3cret", 1, true, null]]));
  expect(outputs?.secret).toEqual(new Secret(1));
});

test.concurrent("two programs at once do not meet", async () => {
  const one = (name: string, acl: string) =>
    program({
      "Pulumi.yaml": `name: ${name}\nruntime: nodejs\nmain: index.js\n`,
      "index.js": `const { Bucket } = require("./kit");
        for (let i = 0; i < 20; i++) new Bucket("${name}" + i, { acl: "${acl}" });`,
    });
  const [a, b] = await Promise.all([
    check(one("left", "public-read"), { rules: [noPublicAcl] }),
    check(one("right", "private"), { rules: [noPublicAcl] }),
  ]);
  expect([a.project, a.resources, a.findings.length]).toEqual(["left", 20, 20]);
  expect([b.project, b.resources, b.findings.length]).toEqual(["right", 20, 0]);
});

test.concurrent("node arguments and the entry of package.json are honoured", async () => {
  const directory = program({
    "Pulumi.yaml": `name: shop\nmain: infra\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n    nodeargs: "--title 'pulumi program'"\n`,
    "infra/package.json": `{ "main": "src/program.js" }`,
    "infra/src/program.js": `const { Bucket } = require("../../kit");
      new Bucket("here", { acl: process.title + " in " + require("path").basename(process.cwd()) });`,
  });
  const result = await check(directory, { rules: [noPublicAcl] });
  expect(result.error).toBeNull();
  expect(result.findings.map(({ message, location }) => [message, location])).toEqual([
    [`The ACL "pulumi program in infra" lets strangers in.`, { file: "infra/src/program.js", line: 2, column: 7 }],
  ]);
});

test.concurrent("types are checked only when asked for", async () => {
  const directory = program({
    "index.ts": `import * as pulumi from "@pulumi/pulumi";\nexport const count: number = pulumi.getStack();\n`,
  });
  const [loose, strict] = await Promise.all([check(directory), check(directory, { typeCheck: true })]);
  expect(loose.error).toBeNull();
  expect(strict.error).toMatchObject({ kind: "program", stack: [{ file: "index.ts", line: 2, column: 14 }] });
  expect(strict.error?.message).toContain("Type 'string' is not assignable to type 'number'");
});
