/** The parts of the model that programs.test.ts meets only in passing. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { SourcePosition, StackFrame, StackTrace } from "@pulumi/pulumi/proto/source_pb";
import type { ConfigValue } from "../../policy-pack/engine/context";
import { Asset, decode, ResourceReference, Secret, UNKNOWN } from "../../policy-pack/engine/wire";
import { MADE_UP_PLACE } from "../../preflight/aws/place";
import { isInside, isPackaged, locate } from "../../preflight/model/location";
import { Model, type Registration } from "../../preflight/model/model";
import { checkedInputs, madeUpOutputs, unknownOutputs } from "../../preflight/model/outputs";
import { placeOf } from "../../preflight/model/place";
import { packageOf, parseProviderReference, urnOf } from "../../preflight/model/urn";
import { encode, holdsEmptyAsset, keepMarks, textsOf, unwrap } from "../../preflight/model/values";

describe("URNs", () => {
  test.each([
    ["", "a:b:C", "urn:pulumi:dev::shop::a:b:C::n"],
    ["urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev", "a:b:C", "urn:pulumi:dev::shop::a:b:C::n"],
    ["urn:pulumi:dev::shop::x:y:Z::p", "a:b:C", "urn:pulumi:dev::shop::x:y:Z$a:b:C::n"],
    ["urn:pulumi:dev::shop::w:w:W$x:y:Z::p", "a:b:C", "urn:pulumi:dev::shop::w:w:W$x:y:Z$a:b:C::n"],
    ["urn:pulumi:dev::shop::x:y:Z::odd::name", "a:b:C", "urn:pulumi:dev::shop::x:y:Z$a:b:C::n"],
  ])("below %s", (parent, type, expected) => {
    expect(urnOf("dev", "shop", parent, type, "n")).toBe(expected);
  });

  test("provider references and packages", () => {
    expect(parseProviderReference("urn:pulumi:dev::shop::pulumi:providers:aws::eu::0facade")).toBe(
      "urn:pulumi:dev::shop::pulumi:providers:aws::eu",
    );
    expect(parseProviderReference("")).toBeUndefined();
    expect(["aws:s3/bucket:Bucket", "pulumi:providers:aws", "random"].map(packageOf)).toEqual(["aws", "aws", "random"]);
  });
});

describe("values", () => {
  const decoded = {
    plain: [1, "a", true, null],
    secret: new Secret({ deep: new Secret("s") }),
    reference: new ResourceReference("urn:x"),
    text: new Asset("asset", { text: "content" }),
    archive: new Asset("archive", { assets: { a: new Asset("asset", { path: "./a" }) } }),
  };

  test("encode is the inverse of decode", () => {
    expect(decode(encode(decoded))).toEqual(decoded);
    expect(encode(undefined)).toBeNull();
  });

  test("unwrap leaves no mark", () => {
    expect(unwrap(decoded.secret)).toEqual({ deep: "s" });
    expect(unwrap([decoded.text])).toEqual([decoded.text]);
  });

  test.each([
    [
      "the same shape",
      { a: "1", b: ["x", "y"] },
      { a: new Secret("1"), b: ["x", new Secret("y")] },
      { a: new Secret("1"), b: ["x", new Secret("y")] },
    ],
    ["more than there was", { a: 1, b: 2 }, { a: 1 }, { a: 1, b: 2 }],
    ["a secret object", { a: 1 }, new Secret({ a: 1 }), new Secret({ a: 1 })],
    ["a document that became text", `{"a":"1"}`, { a: [new Secret("1")] }, new Secret(`{"a":"1"}`)],
    ["a document without secrets", `{"a":"1"}`, { a: "1" }, `{"a":"1"}`],
  ])("keepMarks: %s", (_, plain, marked, expected) => {
    expect(keepMarks(plain, marked)).toEqual(expected);
  });

  test.each([
    [new Asset("asset", { text: "" }), true],
    [{ a: [new Secret(new Asset("asset", {}))] }, true],
    [new Asset("archive", { assets: { a: new Asset("asset", { text: "" }) } }), true],
    [new Asset("archive", { assets: {} }), false],
    [decoded, false],
    ["", false],
  ])("an empty asset in case %#", (value, expected) => {
    expect(holdsEmptyAsset(value)).toBe(expected);
  });

  test("textsOf names what a text lies at, pairs by their own name", () => {
    const value = {
      environment: [
        { name: "DB_PASSWORD", value: "x" },
        { Key: "Team", Value: "y" },
      ],
      nested: { list: ["z", new Secret({ inner: "s" })] },
      code: new Asset("asset", { text: "t" }),
      number: 1,
    };
    expect([...textsOf(value, "")].map(({ text, name, secret }) => `${name}=${text}${secret ? "!" : ""}`)).toEqual([
      "name=DB_PASSWORD",
      "DB_PASSWORD=x",
      "Key=Team",
      "Team=y",
      "list=z",
      "inner=s!",
      "code=t",
    ]);
  });
});

describe("the place of a resource", () => {
  const config = (entries: Readonly<Record<string, string>>) =>
    new Map<string, ConfigValue>(Object.entries(entries).map(([key, value]) => [key, { value, secret: false }]));
  const program = {
    project: "p",
    stack: "s",
    config: config({ "aws:region": "eu-west-1" }),
    environment: { AWS_REGION: "eu-west-2" },
  };

  test.each([
    ["its own region", { region: "cn-north-1" }, { region: "us-east-2" }, program, "cn-north-1", "aws-cn"],
    ["its provider's", {}, { region: new Secret("us-gov-west-1") }, program, "us-gov-west-1", "aws-us-gov"],
    ["an unknown one of its provider", {}, { region: UNKNOWN }, program, "eu-west-1", "aws"],
    ["the environment's", {}, undefined, { ...program, config: undefined }, "eu-west-2", "aws"],
    [
      "the other variable",
      {},
      undefined,
      { ...program, config: undefined, environment: { AWS_DEFAULT_REGION: "eu-west-3" } },
      "eu-west-3",
      "aws",
    ],
    ["none at all", {}, undefined, { ...program, config: undefined, environment: {} }, "us-east-1", "aws"],
  ])("%s", (_, inputs, provider, context, region, partition) => {
    expect(placeOf(inputs, provider, context)).toEqual({ ...MADE_UP_PLACE, region, partition });
  });

  test("default tags are the provider's, when they can be read", () => {
    const tagsWith = (defaultTags: string) => placeOf({}, { defaultTags }, program).defaultTags;
    expect(tagsWith(`{"tags":{"a":"b"}}`)).toEqual({ a: "b" });
    expect([tagsWith("{"), tagsWith(UNKNOWN), tagsWith("[]")]).toEqual([undefined, undefined, undefined]);
  });
});

describe("outputs", () => {
  const subject = (type: string, inputs: Readonly<Record<string, unknown>>, more = {}) => ({
    ...{ type, inputs, urn: `urn:pulumi:dev::shop::${type}::n`, name: "n", place: MADE_UP_PLACE, secretOutputs: [] },
    ...more,
  });

  test("checked inputs: names, documents as text, secrets still marked", () => {
    const document = { Statement: [{ Resource: new Secret("arn:aws:s3:::x") }] };
    const role = checkedInputs(subject("aws:iam/rolePolicy:RolePolicy", { policy: document, role: "r" }));
    expect(role.policy).toEqual(new Secret(`{"Statement":[{"Resource":"arn:aws:s3:::x"}]}`));
    expect(role.name).toBe("n-0facade");
    const topic = checkedInputs(subject("aws:sns/topic:Topic", { tags: { a: new Secret("1") } }));
    expect(topic.tagsAll).toEqual({ a: new Secret("1") });
    const other = { policy: { a: 1 } };
    expect(checkedInputs(subject("acme:index:Thing", other))).toBe(other);
    expect(checkedInputs(subject("pulumi:providers:aws", { region: "x" }))).toEqual({ region: "x" });
  });

  test("made up: inputs stay, computed ones come, secret ones are marked", () => {
    const made = madeUpOutputs(
      subject("aws:s3/bucket:Bucket", { bucket: new Secret("mine") }, { secretOutputs: ["arn", "none"] }),
    );
    expect(made.id).toBe("mine");
    expect(made.properties).toMatchObject({ bucket: new Secret("mine"), arn: new Secret("arn:aws:s3:::mine") });
    expect(made.properties).not.toHaveProperty("none");
  });

  test("of a type nobody knows only the id is made up", () => {
    const made = madeUpOutputs(subject("acme:index:Thing", { a: 1 }));
    expect(made.id).toContain("0facade");
    expect(made.properties).toEqual({ a: 1, id: made.id });
  });

  test.each([
    ["aws:s3/bucket:Bucket", "real", { id: "real", bucket: "real", arn: "arn:aws:s3:::real" }],
    [
      "aws:sns/topic:Topic",
      "arn:aws:sns:eu-west-1:1:alerts",
      { arn: "arn:aws:sns:eu-west-1:1:alerts", name: "alerts" },
    ],
    [
      "aws:iam/policy:Policy",
      "arn:aws:iam::1:policy/team/read",
      { arn: "arn:aws:iam::1:policy/team/read", name: "read" },
    ],
  ])("an existing %s is called what its id says", (type, existingId, expected) => {
    const { id, properties } = madeUpOutputs(subject(type, {}, { existingId }));
    expect(id).toBe(existingId);
    expect(properties).toMatchObject(expected);
  });

  test("unknown: what the program gave is known, the rest and the id are not", () => {
    const { id, properties } = unknownOutputs(subject("aws:s3/bucket:Bucket", { bucket: new Secret("mine") }));
    expect(id).toBe("");
    expect(properties).toMatchObject({ bucket: new Secret("mine"), arn: UNKNOWN, id: UNKNOWN });
  });
});

describe("positions", () => {
  let root: string;
  beforeAll(() => {
    root = mkdtempSync(path.join(os.tmpdir(), "preflight place "));
    writeFileSync(path.join(root, "index.js"), "");
  });
  afterAll(() => {
    rmSync(root, { recursive: true });
  });

  function position(uri: string, line = 3, column = 7): SourcePosition {
    const result = new SourcePosition();
    result.setUri(uri);
    result.setLine(line);
    result.setColumn(column);
    return result;
  }
  function trace(...uris: readonly (string | undefined)[]): StackTrace {
    const result = new StackTrace();
    result.setFramesList(
      uris.map((uri) => {
        const frame = new StackFrame();
        if (uri !== undefined) {
          frame.setPc(position(uri));
        }
        return frame;
      }),
    );
    return result;
  }
  const url = (...parts: readonly string[]) => pathToFileURL(path.join(root, ...parts)).toString();

  test("the innermost frame of the project, packages left out", () => {
    const found = { file: path.join(root, "index.js"), line: 3, column: 7 };
    const outside = pathToFileURL(__filename).toString();
    const packaged = url("node_modules", "@acme", "kit", "index.js");
    expect(locate(trace(undefined, packaged, outside, url("index.js")), undefined, root)).toEqual(found);
    expect(locate(trace("node:internal/x", packaged), position(url("index.js")), root)).toEqual(found);
    expect(locate(trace(packaged, outside), undefined, root)?.file).toBe(__filename);
    expect(locate(trace(packaged), undefined, root)).toBeUndefined();
    expect(locate(undefined, undefined, root)).toBeUndefined();
  });

  test("a URL that was made of a URL", () => {
    const twice = pathToFileURL(path.join(root, "index.js").replaceAll(" ", "%20")).toString();
    expect(locate(trace(twice), undefined, root)?.file).toBe(path.join(root, "index.js"));
    expect(locate(trace(url("100%.js")), undefined, root)?.file).toBe(path.join(root, "100%.js"));
  });

  test("inside and packaged", () => {
    expect([isInside("/a/b/c.ts", "/a"), isInside("/ab/c.ts", "/a"), isInside("/a", "/a")]).toEqual([
      true,
      false,
      false,
    ]);
    expect([isPackaged("/a/node_modules/b.js"), isPackaged("/a/my_node_modules/b.js")]).toEqual([true, false]);
  });
});

describe("registrations", () => {
  const program = {
    project: "shop",
    stack: "dev",
    config: new Map([["aws:token", { value: "t", secret: true }]]),
    environment: {},
  };
  const registration = (type: string, name: string, more: Partial<Registration> = {}): Registration => ({
    ...{ type, name, parent: "", custom: true, remote: false, inputs: {}, provider: "", version: "" },
    ...{
      secretOutputs: [],
      dependencies: [],
      propertyDependencies: {},
      stackTrace: undefined,
      sourcePosition: undefined,
    },
    ...more,
  });

  test("a default provider comes with the first resource of its package, once for each version", () => {
    const model = new Model({ program, root: "/", unknownOutputs: false });
    model.register(registration("aws:sns/topic:Topic", "a", { version: "7.48.0" }));
    model.register(registration("aws:sns/topic:Topic", "b", { version: "7.48.0" }));
    model.register(registration("aws:sns/topic:Topic", "c", { version: "6.0.0-alpha.1" }));
    model.register(registration("pulumi:pulumi:Stack", "shop-dev", { custom: false }));
    const providers = model.registry.resources.filter(({ byProgram }) => !byProgram);
    expect(providers.map(({ name }) => name)).toEqual(["default_7_48_0", "default_6_0_0_alpha_1", "shop-dev"]);
    expect(providers[0]?.inputs).toEqual({ token: new Secret("t"), version: "7.48.0" });
    expect(model.registry.get(providers[0]?.urn ?? "")?.type).toBe("pulumi:providers:aws");
  });

  test("a resource reference is answered with what is known of it", () => {
    const model = new Model({ program, root: "/", unknownOutputs: false });
    const { urn } = model.register(registration("aws:s3/bucket:Bucket", "a")) ?? { urn: "" };
    expect(model.invoke("pulumi:pulumi:getResource", { urn }, "", "")).toMatchObject({
      urn,
      id: "a-0facade",
      state: { arn: "arn:aws:s3:::a-0facade" },
    });
    expect(model.invoke("pulumi:pulumi:getResource", { urn: "urn:none" }, "", "")).toEqual({
      urn: "urn:none",
      id: "",
      state: {},
    });
  });

  test("a URN is taken once", () => {
    const model = new Model({ program, root: "/", unknownOutputs: false });
    expect(model.register(registration("aws:s3/bucket:Bucket", "a"))).toBeDefined();
    expect(model.register(registration("aws:s3/bucket:Bucket", "a"))).toBeUndefined();
  });
});
