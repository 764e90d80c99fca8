import { bucketName, resourceName } from "../../reference-stack/naming";
import { defaultTags } from "../../reference-stack/tags";

const naming = { project: "shop", environment: "dev" };

test.each([
  ["shop-alb-dev", "alb", {}],
  ["shop-app-eu-central-1-dev", "app", { region: "eu-central-1" }],
  ["shop-db-subnets-dev", "db-subnets", { region: undefined }],
  ["shop-alb-dev", "alb", { maxLength: 12 }],
])("%s", (expected, type, options) => {
  expect(resourceName(naming, type, options)).toBe(expected);
});

test("two environments never share a name", () => {
  expect(resourceName(naming, "alb")).not.toBe(resourceName({ ...naming, environment: "prod" }, "alb"));
});

test("a bucket's name holds the account and the region", () => {
  expect(bucketName(naming, "logs", { accountId: "210987654321", region: "us-east-1" })).toBe(
    "shop-logs-210987654321-us-east-1-dev",
  );
});

test.each([
  ["a load balancer's", "alb", { maxLength: 11 }],
  ["any", "x".repeat(55), {}],
])("%s name that AWS would refuse is refused", (_what, type, options) => {
  expect(() => resourceName(naming, type, options)).toThrow(/has \d+ characters; AWS allows \d+/);
});

test("the longest tokens the configuration admits fit the narrowest names", () => {
  const longest = { project: "p".repeat(12), environment: "e".repeat(12) };
  expect(resourceName(longest, "alb", { maxLength: 32 })).toHaveLength(29);
  for (const [type, region] of [
    ["alb-logs", "ap-southeast-1"],
    ["edge-logs", "us-east-1"],
    ["access", "ap-southeast-1"],
    ["backup", "ap-southeast-1"],
    ["assets", "ap-southeast-1"],
  ] as const) {
    expect(bucketName(longest, type, { accountId: "210987654321", region }).length).toBeLessThanOrEqual(63);
  }
  for (const role of ["db-monitoring", "archive-upload", "rotate-secret", "replication"]) {
    expect(resourceName(longest, role, { region: "ap-southeast-1" }).length).toBeLessThanOrEqual(63);
  }
  expect(resourceName(longest, "app", { maxLength: 35 })).toHaveLength(29);
  expect(resourceName(longest, "nightly", { maxLength: 50 })).toHaveLength(33);
});

test("the default tags are the three every resource needs", () => {
  expect(defaultTags(naming)).toEqual({ Project: "shop", Environment: "dev", ManagedBy: "Pulumi" });
});
