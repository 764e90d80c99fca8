import { Resource } from "../../policy-pack/engine/resource";
import { Stack } from "../../policy-pack/engine/stack";
import { autoNamedProperty } from "../../policy-pack/helpers/auto-names";
import {
  isNamedByProgram,
  NAMED_TYPES,
  NAMINGS,
  namingOf,
  physicalName,
} from "../../policy-pack/helpers/physical-names";
import { installedArguments } from "../../tools/sdk/arguments";

/** Tokens of older providers; the installed SDK has the type under another one of the same row. */
const OLDER_ONLY = [
  "aws:applicationloadbalancing/loadBalancer:LoadBalancer",
  "aws:applicationloadbalancing/targetGroup:TargetGroup",
  "aws:elasticloadbalancing/loadBalancer:LoadBalancer",
  "aws:elasticloadbalancingv2/loadBalancer:LoadBalancer",
  "aws:elasticloadbalancingv2/targetGroup:TargetGroup",
];

const sdk = new Map(
  installedArguments().resources.map((each) => [each.token, new Set(each.arguments.map(({ name }) => name))]),
);

test.each(NAMED_TYPES.filter((type) => !OLDER_ONLY.includes(type)))(
  "%s is in the SDK and has these arguments",
  (type) => {
    const naming = namingOf(type);
    const wanted = [naming?.types[type], naming?.within].filter((each) => each !== undefined);
    expect([...(sdk.get(type) ?? [])]).toEqual(expect.arrayContaining(wanted));
  },
);

test.each(OLDER_ONLY)("%s is of older providers only, beside a token of the SDK", (type) => {
  expect(sdk.has(type)).toBe(false);
  expect(Object.keys(namingOf(type)?.types ?? {}).some((each) => sdk.has(each))).toBe(true);
});

test("where the provider fills in a name, it is the one this table knows", () => {
  const different = NAMED_TYPES.filter((type) => {
    const auto = autoNamedProperty(type);
    return auto !== undefined && auto !== namingOf(type)?.types[type];
  });
  expect(different).toEqual([]);
});

test("no type stands in two lists", () => {
  const all = NAMINGS.flatMap((each) => Object.keys(each.types));
  expect(all).toEqual([...new Set(all)]);
});

describe("who named it", () => {
  const named = (type: string, name: string, props: Readonly<Record<string, unknown>>, declared: readonly string[]) => {
    const resource = new Resource({
      urn: `urn:pulumi:dev::flight::${type}::${name}`,
      type,
      name,
      properties: () => props,
      propertyDependencies: () => Object.fromEntries(declared.map((each) => [each, []])),
    });
    const physical = physicalName(resource);
    return physical !== undefined && isNamedByProgram(new Stack([resource]), physical);
  };

  test.each<[string, string, Readonly<Record<string, unknown>>, readonly string[], boolean]>([
    ["aws:sqs/queue:Queue", "jobs", { name: "shop-jobs" }, ["name"], true],
    ["aws:sqs/queue:Queue", "jobs", { name: "jobs" }, ["name"], true],
    ["aws:sqs/queue:Queue", "jobs", { name: "jobs-1a2b3c4" }, ["visibilityTimeout"], false],
    ["aws:sqs/queue:Queue", "jobs", { name: "jobs-1a2b3c4" }, [], false],
    ["aws:sqs/queue:Queue", "jobs", { name: "jobs-1a2b3c4.fifo" }, [], false],
    ["aws:sqs/queue:Queue", "jobs", { name: "shop-1a2b3c4" }, [], true],
    ["aws:sqs/queue:Queue", "jobs", { name: "" }, ["name"], false],
    ["aws:sqs/queue:Queue", "jobs", {}, ["visibilityTimeout"], false],
    ["aws:s3/bucket:Bucket", "Logs", { bucket: "logs-0facade" }, [], false],
    ["aws:rds/instance:Instance", "orders", { identifier: "orders0facade" }, [], false],
    ["aws:rds/instance:Instance", "orders", { identifier: "orders" }, ["identifier"], true],
    ["aws:kms/alias:Alias", "data", { name: "alias/data-1a2b3c4" }, [], false],
    ["aws:kms/alias:Alias", "data", { name: "alias/data" }, ["name"], true],
    ["aws:glue/catalogDatabase:CatalogDatabase", "Lake", { name: "lake_1a2b3c4" }, [], false],
    ["aws:ec2/vpc:Vpc", "main", { name: "main" }, ["name"], false],
  ])("%s %s %j", (type, name, props, declared, expected) => {
    expect(named(type, name, props, declared)).toBe(expected);
  });
});
