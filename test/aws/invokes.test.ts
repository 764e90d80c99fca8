import { isHalfKnown } from "../../policy-pack/engine/made-up";
import { answerInvoke } from "../../preflight/aws/invokes";
import { MADE_UP_PLACE, type Place } from "../../preflight/aws/place";
import { functionTokens, invokeResults } from "../../preflight/aws/tables";

const LIVE: Place = {
  partition: "aws",
  region: "eu-west-1",
  account: "210987654321",
  defaultTags: { Project: "flight" },
};
const MADE_UP: Place = { ...MADE_UP_PLACE, region: "eu-west-1" };

const tokenOf = (path: string) => `aws:${path.includes("/") ? path : `index/${path}`}:${path.split("/").at(-1) ?? ""}`;
const live = (path: string, args: Readonly<Record<string, unknown>> = {}) =>
  answerInvoke(tokenOf(path), args, LIVE, "plausible");
const madeUp = (path: string, args: Readonly<Record<string, unknown>> = {}) =>
  answerInvoke(tokenOf(path), args, MADE_UP, "made-up");

describe("data sources", () => {
  test.each<[string, Readonly<Record<string, unknown>>, Readonly<Record<string, unknown>>]>([
    ["getCallerIdentity", {}, { accountId: "210987654321", arn: "arn:aws:iam::210987654321:root" }],
    // Version 6 of the provider calls it `name`, version 7 `region`.
    ["getRegion", {}, { name: "eu-west-1", region: "eu-west-1", id: "eu-west-1", description: "Europe (Ireland)" }],
    ["getRegion", { name: "us-east-2" }, { name: "us-east-2", region: "us-east-2" }],
    ["getPartition", {}, { partition: "aws", dnsSuffix: "amazonaws.com", reverseDnsPrefix: "com.amazonaws" }],
    ["getDefaultTags", {}, { tags: { Project: "flight" } }],
    [
      "getAvailabilityZones",
      {},
      { names: ["eu-west-1a", "eu-west-1b", "eu-west-1c"], zoneIds: ["euw1-az1", "euw1-az2", "euw1-az3"] },
    ],
    [
      "getAvailabilityZones",
      { region: "us-east-1", excludeNames: ["us-east-1e"] },
      { names: ["a", "b", "c", "d", "f"].map((each) => `us-east-1${each}`) },
    ],
    ["getAvailabilityZone", { name: "eu-west-1b" }, { zoneId: "euw1-az2", nameSuffix: "b", region: "eu-west-1" }],
    ["getArn", { arn: "arn:aws:s3:::b/k:x" }, { service: "s3", resource: "b/k:x", account: "", partition: "aws" }],
    ["arnParse", { arn: "arn:aws:iam::1:role/a/b" }, { accountId: "1", resource: "role/a/b" }],
    [
      "arnBuild",
      { partition: "aws", service: "s3", region: "", accountId: "", resource: "b" },
      { result: "arn:aws:s3:::b" },
    ],
    ["trimIamRolePath", { arn: "arn:aws:iam::1:role/a/b/c" }, { result: "arn:aws:iam::1:role/c" }],
    ["getServicePrincipal", { serviceName: "s3" }, { name: "s3.amazonaws.com" }],
    [
      "getService",
      { serviceId: "sqs" },
      { dnsName: "sqs.eu-west-1.amazonaws.com", reverseDnsName: "com.amazonaws.eu-west-1.sqs" },
    ],
    ["cloudtrail/getServiceAccount", {}, { arn: expect.stringMatching(/^arn:aws:iam::\d{12}:root$/) as unknown }],
    ["index/getBillingServiceAccount", {}, { arn: expect.stringMatching(/^arn:aws:iam::\d{12}:root$/) as unknown }],
    ["elb/getServiceAccount", {}, { id: "156460612806", arn: "arn:aws:iam::156460612806:root" }],
    ["elb/getServiceAccount", { region: "us-east-1" }, { id: "127311923021" }],
    ["elb/getHostedZoneId", {}, { id: "Z32O12XQLNTSW2" }],
    ["lb/getHostedZoneId", { loadBalancerType: "network" }, { id: "Z2IFOLAFXWLO4F" }],
    [
      "cloudfront/getLogDeliveryCanonicalUserId",
      {},
      { id: "c4c1ede66af53448b93c283ce9448c4ba468c9432aa01d700d3878632f77d2d0" },
    ],
    [
      "s3/getBucket",
      { bucket: "data" },
      { id: "data", arn: "arn:aws:s3:::data", bucketDomainName: "data.s3.amazonaws.com" },
    ],
    ["ec2/getVpc", { id: "vpc-0123" }, { id: "vpc-0123", arn: "arn:aws:ec2:eu-west-1:210987654321:vpc/vpc-0123" }],
    ["iam/getRole", { name: "worker" }, { arn: "arn:aws:iam::210987654321:role/worker", id: "worker" }],
    [
      "iam/getPolicy",
      { arn: "arn:aws:iam::aws:policy/ReadOnlyAccess" },
      { name: "ReadOnlyAccess", id: "arn:aws:iam::aws:policy/ReadOnlyAccess" },
    ],
    ["iam/getPolicy", { name: "ReadOnlyAccess" }, { arn: "arn:aws:iam::aws:policy/ReadOnlyAccess" }],
    ["route53/getZone", { name: "flight.dev." }, { name: "flight.dev" }],
    ["kms/getKey", { keyId: "abc" }, { arn: "arn:aws:kms:eu-west-1:210987654321:key/abc", keyState: "Enabled" }],
    [
      "rds/getEngineVersion",
      { engine: "postgres", version: "15.7" },
      { version: "15.7", parameterGroupFamily: "postgres15" },
    ],
    [
      "rds/getEngineVersion",
      { engine: "mysql", preferredVersions: ["8.0.36"] },
      { version: "8.0.36", parameterGroupFamily: "mysql8.0" },
    ],
    [
      "rds/getOrderableDbInstance",
      { engine: "mysql", preferredInstanceClasses: ["db.r6g.large"] },
      { instanceClass: "db.r6g.large" },
    ],
    [
      "ecr/getAuthorizationToken",
      {},
      { userName: "AWS", proxyEndpoint: "https://210987654321.dkr.ecr.eu-west-1.amazonaws.com" },
    ],
    ["acm/getCertificate", { domain: "flight.dev" }, { domain: "flight.dev", status: "ISSUED" }],
    [
      "lambda/getFunction",
      { functionName: "work" },
      { functionName: "work", arn: "arn:aws:lambda:eu-west-1:210987654321:function:work" },
    ],
    ["sqs/getQueue", { name: "jobs" }, { url: "https://sqs.eu-west-1.amazonaws.com/210987654321/jobs" }],
  ])("%s %j", (path, args, expected) => {
    expect(live(path, args)).toMatchObject(expected);
  });

  test.each<[string, Readonly<Record<string, unknown>>, string, RegExp]>([
    ["ec2/getAmi", { mostRecent: true, owners: ["amazon"] }, "id", /^ami-[0-9a-f]{17}$/],
    ["ssm/getParameter", { name: "/aws/service/ami-amazon-linux-latest/al2023" }, "value", /^ami-[0-9a-f]{17}$/],
    ["ssm/getParameter", { name: "/app/token" }, "value", /^token-/],
    ["kms/getAlias", { name: "alias/aws/s3" }, "targetKeyArn", /^arn:aws:kms:eu-west-1:\d{12}:key\/[0-9a-f-]{36}$/],
    ["ec2/getManagedPrefixList", { name: "com.amazonaws.global.cloudfront.origin-facing" }, "id", /^pl-[0-9a-f]{17}$/],
    ["secretsmanager/getRandomPassword", { passwordLength: 40 }, "randomPassword", /^[0-9a-f]{40}$/],
    [
      "secretsmanager/getSecret",
      { name: "db" },
      "arn",
      /^arn:aws:secretsmanager:eu-west-1:\d{12}:secret:db-[0-9a-f]{6,7}$/,
    ],
    ["s3/getCanonicalUserId", {}, "id", /^[0-9a-f]{64}$/],
    ["eks/getClusterAuth", { name: "k" }, "token", /^k8s-aws-v1\./],
  ])("%s %j has the form of %s, and is recognised when made up", (path, args, field, form) => {
    expect(String(live(path, args)?.[field])).toMatch(form);
    const made = String(madeUp(path, args)?.[field]);
    expect(made).toMatch(form);
    expect(isHalfKnown(made)).toBe(true);
  });

  test.each(["ec2/getSubnets", "ec2/getVpcs", "ec2/getSecurityGroups", "ec2/getAmiIds"])("%s finds some", (path) => {
    const ids = live(path)?.ids as string[];
    expect(ids.length).toBeGreaterThan(0);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("a secret's text serves programs that expect JSON", () => {
    const { secretString, secretId } = madeUp("secretsmanager/getSecretVersion", { secretId: "db" }) ?? {};
    expect(secretId).toBe("db");
    expect(JSON.parse(String(secretString))).toEqual({
      username: expect.stringMatching(/^0facade/) as string,
      password: expect.stringMatching(/^0facade/) as string,
    });
  });

  test("getPolicyDocument renders, with made-up parts in it", () => {
    const { json, minifiedJson } =
      madeUp("iam/getPolicyDocument", {
        statements: [{ actions: ["s3:GetObject"], resources: ["arn:aws:s3:::x-0facade/*"] }],
      }) ?? {};
    expect(JSON.parse(String(json))).toEqual(JSON.parse(String(minifiedJson)));
    expect(json).toContain('"Resource": "arn:aws:s3:::x-0facade/*"');
  });

  test("an IAM policy that is looked up is a document", () => {
    expect(JSON.parse(String(live("iam/getPolicy", { name: "x" })?.policy))).toHaveProperty("Statement");
    expect(JSON.parse(String(live("iam/getRole", { name: "x" })?.assumeRolePolicy))).toHaveProperty("Statement");
  });

  test("every field of every data source is there, in both styles; no plausible one looks made up", () => {
    const wrong: string[] = [];
    for (const token of functionTokens()) {
      const plausible = answerInvoke(token, {}, LIVE, "plausible");
      for (const answer of [plausible, answerInvoke(token, {}, MADE_UP, "made-up")]) {
        for (const field of invokeResults(token)?.keys() ?? []) {
          if (answer?.[field] === undefined) {
            wrong.push(`${token}.${field} is missing`);
          }
        }
      }
      if (isHalfKnown(JSON.stringify(plausible))) {
        wrong.push(`${token} looks made up`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test("arguments come back, and the same ones give the same answer", () => {
    const args = { name: "db", tags: { a: "b" } };
    expect(live("secretsmanager/getSecret", args)).toEqual(live("secretsmanager/getSecret", args));
    expect(live("secretsmanager/getSecret", args)).toMatchObject(args);
    expect(live("ec2/getSubnets", { filters: [{ name: "vpc-id", values: ["v"] }] })?.ids).not.toEqual(
      live("ec2/getSubnets", {})?.ids,
    );
  });

  test("what the SDK does not know is not answered", () => {
    expect(live("ec2/getNothing")).toBeUndefined();
    expect(answerInvoke("kubernetes:yaml:decode", {}, LIVE, "plausible")).toBeUndefined();
  });
});
