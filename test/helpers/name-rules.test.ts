import { nameRulesOf, typesWithNameRules, whyRefused } from "../../policy-pack/helpers/name-rules";
import { installedArguments } from "../../tools/sdk/arguments";

const OLDER_ONLY = /^aws:(?:applicationloadbalancing|elasticloadbalancing|elasticloadbalancingv2)\//;
const sdk = new Map(
  installedArguments().resources.map((each) => [each.token, new Set(each.arguments.map(({ name }) => name))]),
);

test.each(typesWithNameRules())("%s: argument in the SDK, pattern readable", (type) => {
  for (const rule of nameRulesOf(type)) {
    expect(() => new RegExp(`^(?:${rule.pattern ?? ""})$`)).not.toThrow();
    if (!OLDER_ONLY.test(type)) {
      expect(sdk.get(type)?.has(rule.types[type] ?? "")).toBe(true);
      expect(rule.fifo === undefined || sdk.get(type)?.has(rule.fifo)).toBe(true);
    }
  }
});

const judge = (type: string, name: string, more: { autoNamed?: boolean; isFifo?: boolean } = {}) => {
  const [rule] = nameRulesOf(type);
  return rule && whyRefused(rule, name, { autoNamed: false, isFifo: false, ...more });
};
const BUCKET = "aws:s3/bucket:Bucket";
const QUEUE = "aws:sqs/queue:Queue";

test.each<[string, string]>([
  [BUCKET, "shop-logs"],
  [BUCKET, "www.example.org"],
  [BUCKET, "a".repeat(63)],
  ["aws:lb/loadBalancer:LoadBalancer", "internal"],
  ["aws:lb/targetGroup:TargetGroup", "internal-web"],
  ["aws:ec2/securityGroup:SecurityGroup", "web sg-1 (public)"],
  ["aws:iam/role:Role", "svc+web=1,a.b@c-d_e"],
  ["aws:lambda/function:Function", "a".repeat(64)],
  ["aws:cloudwatch/logGroup:LogGroup", "/aws/lambda/web#1"],
  ["aws:kms/alias:Alias", "alias/shop/data"],
  ["aws:ecr/repository:Repository", "shop/web_api"],
  ["aws:rds/instance:Instance", "orders-1"],
  ["aws:rds/subnetGroup:SubnetGroup", "orders default"],
  ["aws:ssm/parameter:Parameter", "/shop/db/password"],
  ["aws:ssm/parameter:Parameter", "password"],
  ["aws:codebuild/project:Project", "web-1"],
])("%s %s is fine", (type, name) => {
  expect(judge(type, name)).toBeUndefined();
});

test.each<[string, string, string]>([
  [BUCKET, "Shop-logs", "lowercase letters"],
  [BUCKET, "shop_logs", "lowercase letters"],
  [BUCKET, "ab", "2 characters, and 3 is the least"],
  [BUCKET, "a".repeat(64), "64 characters, and 63 is the most"],
  [BUCKET, "shop..logs", "two periods"],
  [BUCKET, "192.168.5.4", "IP address"],
  [BUCKET, "xn--shop", "beginning"],
  [BUCKET, "shop-s3alias", "ending"],
  ["aws:lb/loadBalancer:LoadBalancer", "internal-web", "internal-"],
  ["aws:lb/targetGroup:TargetGroup", "web_tg", "alphanumeric"],
  ["aws:ec2/securityGroup:SecurityGroup", "sg-web", "Can't start with sg-"],
  ["aws:iam/role:Role", "web role", "has to match"],
  ["aws:iam/role:Role", "a".repeat(65), "64 is the most"],
  ["aws:lambda/function:Function", "a".repeat(65), "64 characters"],
  ["aws:kms/alias:Alias", "data", "does not begin with `alias/`"],
  ["aws:kms/alias:Alias", "alias/aws/s3", "AWS's own keys"],
  ["aws:ecr/repository:Repository", "Shop/web", "has to match"],
  ["aws:rds/instance:Instance", "1orders", "First character must be a letter"],
  ["aws:rds/instance:Instance", "orders--1", "two consecutive hyphens"],
  ["aws:rds/instance:Instance", "Orders", "lower case only"],
  ["aws:rds/subnetGroup:SubnetGroup", "default", "Must not be default"],
  ["aws:ssm/parameter:Parameter", "shop/db", "leading forward slash"],
  ["aws:opensearch/domain:Domain", "a-search-domain-for-the-whole-shop", "28 is the most"],
])("%s %s is refused", (type, name, reason) => {
  expect(judge(type, name)).toContain(reason);
});

describe("FIFO", () => {
  test.each<[string, boolean | undefined, string | undefined]>([
    ["jobs.fifo", true, undefined],
    ["jobs", false, undefined],
    ["jobs", undefined, undefined],
    ["jobs.fifo", undefined, undefined],
    ["jobs", true, "has to end in `.fifo`"],
    ["jobs.fifo", false, "`fifoQueue` is not true"],
  ])("%s, FIFO: %s", (name, isFifo, reason) => {
    const found = judge(QUEUE, name, { isFifo });
    expect(found).toEqual(reason === undefined ? undefined : expect.stringContaining(reason));
  });
});

describe("names with a part nobody knows", () => {
  test.each<[string, string, string | undefined]>([
    // Whatever the rest is, an upper-case letter stays one, and a beginning stays the beginning.
    [BUCKET, "Shop-0facade", "lowercase letters"],
    ["aws:lb/loadBalancer:LoadBalancer", "internal-0facade", "internal-"],
    ["aws:lb/targetGroup:TargetGroup", `${"a".repeat(33)}0facade`, "is the most"],
    [BUCKET, "ab0facade", undefined],
    [BUCKET, "a0facade", undefined],
    ["aws:lb/targetGroup:TargetGroup", `${"a".repeat(31)}0facade`, undefined],
    ["aws:kms/alias:Alias", "0facadedata", undefined],
    ["aws:opensearch/domain:Domain", "s0facade", undefined],
    ["aws:ssm/parameter:Parameter", "0facade-db/password", undefined],
  ])("%s %s", (type, name, reason) => {
    expect(judge(type, name)).toEqual(reason === undefined ? undefined : expect.stringContaining(reason));
  });

  test("an auto-name's suffix has seven characters", () => {
    const targetGroup = "aws:lb/targetGroup:TargetGroup";
    expect(judge(targetGroup, `${"a".repeat(24)}-0facade`, { autoNamed: true })).toBeUndefined();
    expect(judge(targetGroup, `${"a".repeat(25)}-0facade`, { autoNamed: true })).toContain("33 characters");
  });

  test("an auto-name may come out in lower case", () => {
    expect(judge(BUCKET, "Logs-0facade", { autoNamed: true })).toBeUndefined();
    expect(judge(BUCKET, "my_logs-0facade", { autoNamed: true })).toContain("lowercase letters");
  });

  test("a queue whose name ends unknown may be FIFO", () => {
    expect(judge(QUEUE, "jobs-0facade", { isFifo: true })).toBeUndefined();
    expect(judge(QUEUE, "0facade-jobs", { isFifo: true })).toContain("has to end in `.fifo`");
  });
});
