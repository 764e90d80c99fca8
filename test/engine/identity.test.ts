import { identityOf, lastSegment, normaliseReference, repeatedAs } from "../../policy-pack/engine/identity";
import { kinds } from "../../policy-pack/engine/kinds";
import { Resource } from "../../policy-pack/engine/resource";
import { Secret, UNKNOWN } from "../../policy-pack/engine/wire";

const BUCKET = "aws:s3/bucket:Bucket";
const TOPIC = "aws:sns/topic:Topic";

const identity = (type: string, properties: Readonly<Record<string, unknown>>) =>
  identityOf(new Resource({ urn: "urn", type, name: "it", properties: () => properties }));

describe("what denotes a bucket becomes its name", () => {
  test.each([
    "acme-logs",
    "arn:aws:s3:::acme-logs",
    "arn:aws-cn:s3:::acme-logs",
    "arn:aws-us-gov:s3:::acme-logs",
    "arn:aws-iso-b:s3:::acme-logs",
    "acme-logs.s3.amazonaws.com",
    "acme-logs.s3.eu-west-1.amazonaws.com",
    "acme-logs.s3-eu-west-1.amazonaws.com",
    "acme-logs.s3-external-1.amazonaws.com",
    "acme-logs.s3.us-gov-west-1.amazonaws.com",
    "acme-logs.s3.dualstack.ap-southeast-2.amazonaws.com",
    "acme-logs.s3-fips.us-east-1.amazonaws.com",
    "acme-logs.s3-fips.dualstack.us-gov-east-1.amazonaws.com",
    "acme-logs.s3-accelerate.amazonaws.com",
    "acme-logs.s3-accelerate.dualstack.amazonaws.com",
    "acme-logs.s3-website-us-east-1.amazonaws.com",
    "acme-logs.s3-website.eu-central-1.amazonaws.com",
    "acme-logs.s3.cn-north-1.amazonaws.com.cn",
    "acme-logs.s3.us-iso-east-1.c2s.ic.gov",
    "acme-logs.s3.eusc-de-east-1.amazonaws.eu",
    "https://acme-logs.s3.eu-west-1.amazonaws.com/",
    "s3://acme-logs",
    "s3://acme-logs/athena/results/",
  ])("%s", (text) => {
    expect(normaliseReference(text)).toBe("acme-logs");
  });

  test("with dots in it, also such as look like a host name", () => {
    expect(normaliseReference("logs.acme.example.s3.eu-west-1.amazonaws.com")).toBe("logs.acme.example");
    expect(normaliseReference("a.s3.b.s3.amazonaws.com")).toBe("a.s3.b");
  });
});

describe("what does not denote a bucket stays", () => {
  test.each([
    "",
    "arn:aws:s3:::acme-logs/*",
    "arn:aws:s3:::acme-logs/AWSLogs/123",
    "arn:aws:s3:::*",
    "arn:aws:s3:us-east-1:123456789012:accesspoint/acme",
    "s3.amazonaws.com",
    "https://s3.eu-west-1.amazonaws.com/acme-logs",
    "acme-logs.s3.eu-west-1.example.com",
    "acme-logs.s3.amazonaws.com.example.com",
    "acme-logs.s3.amazonaws.com/prefix",
    "arn:aws:sns:us-east-1:123456789012:s3-events",
    "s3:ObjectCreated:*",
  ])("%p", (text) => {
    expect(normaliseReference(text)).toBe(text);
  });

  test("however long it is", () => {
    const text = `${"s3.".repeat(20_000)}amazonaws.com/`;
    const start = process.hrtime.bigint();
    normaliseReference(text);
    expect(Number(process.hrtime.bigint() - start) / 1e6).toBeLessThan(1_000);
  });
});

test.each([
  ["arn:aws:sns:us-east-1:123456789012:alerts", "alerts"],
  ["arn:aws:iam::123456789012:role/team/deployer", "deployer"],
  ["alerts", "alerts"],
  ["a/", ""],
])("the last segment of %s is %p", (text, expected) => {
  expect(lastSegment(text)).toBe(expected);
});

describe("the identity of", () => {
  test("a bucket is its name, in whatever form an output gives it", () => {
    const outputs = {
      id: "acme-logs",
      bucket: "acme-logs",
      arn: "arn:aws:s3:::acme-logs",
      bucketDomainName: "acme-logs.s3.amazonaws.com",
      bucketRegionalDomainName: "acme-logs.s3.eu-west-1.amazonaws.com",
    };
    expect(identity(BUCKET, outputs)).toEqual({ texts: ["acme-logs"], open: false });
  });

  test("a bucket in a first preview is closed once its name is known", () => {
    expect(identity(BUCKET, { id: UNKNOWN, arn: UNKNOWN, bucket: "acme-logs" })).toEqual({
      texts: ["acme-logs"],
      open: false,
    });
    expect(identity(BUCKET, { id: UNKNOWN, arn: UNKNOWN, bucketPrefix: "acme-" })).toEqual({ texts: [], open: true });
    expect(identity(BUCKET, { bucket: "logs-0facade" })).toEqual({ texts: ["logs-0facade"], open: true });
  });

  test("anything else is open while an ARN or id is not known", () => {
    expect(identity(TOPIC, { id: UNKNOWN, arn: UNKNOWN, name: "alerts" })).toEqual({ texts: ["alerts"], open: true });
    const arn = "arn:aws:sns:us-east-1:210987654321:alerts";
    expect(identity(TOPIC, { id: arn, arn, name: "alerts" })).toEqual({ texts: [arn, "alerts"], open: false });
    expect(identity(TOPIC, {})).toEqual({ texts: [], open: true });
  });

  test("a resource with values of wrong types is nothing", () => {
    expect(identity(BUCKET, { bucket: 3, id: "", arn: [], name: null })).toEqual({ texts: [], open: true });
  });

  test("a resource whose name is secret is read like any other", () => {
    expect(identity(BUCKET, { bucket: new Secret("acme-logs") }).texts).toEqual(["acme-logs"]);
  });

  test("further kinds have their own properties", () => {
    const keyId = "1234abcd-12ab-34cd-56ef-1234567890ab";
    expect(identity("aws:kms/key:Key", { keyId }).texts).toEqual([keyId]);
    expect(identity("aws:cloudwatch/compositeAlarm:CompositeAlarm", { alarmName: "all" }).texts).toEqual(["all"]);
  });
});

test("who repeats the name of what", () => {
  expect(repeatedAs(kinds.bucket)).toEqual(["bucket"]);
  expect(repeatedAs([...kinds.kmsKey, ...kinds.topic])).toEqual([
    "keyId",
    "targetKeyId",
    "targetKeyArn",
    "topic",
    "arn",
  ]);
  expect(repeatedAs(kinds.distribution)).toEqual([]);
});
