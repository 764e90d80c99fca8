import { readFileSync } from "node:fs";
import path from "node:path";
import {
  dimensionSets,
  metricPage,
  metricSource,
  misplaced,
  namespaceMeantBy,
  wrongDimensions,
} from "../../policy-pack/helpers/published-metrics";
import { REVIEWED } from "../../policy-pack/helpers/reviewed-namespaces";

const DATA = JSON.parse(
  readFileSync(path.join(__dirname, "../../policy-pack/data/cloudwatch-metrics.json"), "utf8"),
) as { namespaces: Record<string, Record<string, string[][]>>; source: string; date: string };

test("the source names a package, its version and a date", () => {
  expect(metricSource()).toMatch(/^aws-cdk-lib \d+\.\d+\.\d+, \d{4}-\d{2}-\d{2}$/);
});

test.each([
  ["AWS/APIGateway", "AWS/ApiGateway"],
  ["aws/lambda", "AWS/Lambda"],
  ["AWS/StepFunctions", "AWS/States"],
  ["AWS/ALB", "AWS/ApplicationELB"],
  ["AWS/OpenSearchService", "AWS/ES"],
  ["AWS/Lambda", undefined],
  ["AWS/ES", undefined], // only reviewed, not in the data
  ["AWS/BrandNew", undefined],
  ["ALB", undefined],
  ["constructor", undefined],
  ["", undefined],
])("namespace %s means %s", (given, meant) => {
  expect(namespaceMeantBy(given)).toBe(meant);
});

test("every namespace another name stands for exists", () => {
  for (const name of ["AWS/NLB", "AWS/EventBridge", "AWS/CloudWatchLogs", "AWS/MSK", "AWS/DocumentDB", "AWS/ASG"]) {
    const meant = namespaceMeantBy(name) ?? "";
    expect([...Object.keys(DATA.namespaces), ...Object.keys(REVIEWED)]).toContain(meant);
  }
});

test.each([
  ["AWS/ApplicationELB", "httpcode_target_5xx_count", { kind: "spelling", meant: "HTTPCode_Target_5XX_Count" }],
  ["AWS/ApplicationELB", "HTTPCodeTarget5XXCount", { kind: "spelling", meant: "HTTPCode_Target_5XX_Count" }],
  ["AWS/SQS", "CPUUtilization", expect.objectContaining({ kind: "foreign" }) as unknown],
  ["AWS/S3", "ReplicationLatency", undefined], // DynamoDB has it, too
  ["AWS/CloudFront", "CacheHitRate", undefined], // and this one ElastiCache
  ["AWS/ECS", "RequestCount", undefined], // Service Connect's
  ["AWS/RDS", "VolumeBytesUsed", undefined], // of an engine; DocumentDB lists it
  ["AWS/ApplicationELB", "BrandNewCount", undefined],
  ["MyOwn", "CPUUtilization", undefined],
  ["toString", "length", undefined],
])("%s %s", (namespace, metric, expected) => {
  expect(misplaced(namespace, metric)).toEqual(expected);
});

describe("every reviewed namespace", () => {
  test.each(Object.entries(REVIEWED))("%s", (namespace, review) => {
    expect(review?.page).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
    // Judging a namespace takes either its metrics in the data or sets written out.
    const listed = DATA.namespaces[namespace];
    expect(listed !== undefined || review?.everyMetric !== undefined || review?.furtherSets !== undefined).toBe(true);
    // A name in `dimensions` that the data contradicts would make right alarms wrong.
    for (const sets of Object.values(listed ?? {})) {
      for (const name of sets.flat()) {
        expect(review?.dimensions ?? [name]).toContain(name);
      }
    }
    // Every set the data has is accepted, whatever was added by hand.
    for (const [metric, sets] of Object.entries(listed ?? {})) {
      for (const set of sets) {
        expect([namespace, metric, set, wrongDimensions(namespace, metric, set)]).toEqual([
          namespace,
          metric,
          set,
          undefined,
        ]);
      }
    }
  });
});

test.each<[string, string, string[], unknown]>([
  ["AWS/ApplicationELB", "RequestCount", ["LoadBalancer"], undefined],
  ["AWS/ApplicationELB", "RequestCount", ["AvailabilityZone", "LoadBalancer"], undefined], // forgiven: not in the data
  ["AWS/ApplicationELB", "RequestCount", ["TargetGroup"], { wanted: [["LoadBalancer", "TargetGroup"]], strange: [] }],
  ["AWS/ApplicationELB", "RequestCount", [], { wanted: [["LoadBalancer"]], strange: [] }],
  ["AWS/ApplicationELB", "RequestCount", ["LoadBalancer", "Name"], { wanted: [["LoadBalancer"]], strange: ["Name"] }],
  ["AWS/Lambda", "Errors", [], undefined],
  ["AWS/Lambda", "Errors", ["Service"], { wanted: expect.any(Array) as unknown, strange: [] }],
  ["AWS/Lambda", "BrandNew", ["FunctionName"], undefined],
  [
    "AWS/Lambda",
    "ProvisionedConcurrencyUtilization",
    ["FunctionName"],
    { wanted: [["FunctionName", "Resource"]], strange: [] },
  ],
  ["AWS/DynamoDB", "UserErrors", [], undefined],
  ["AWS/DynamoDB", "UserErrors", ["TableName"], { wanted: [[]], strange: [] }],
  ["AWS/EC2", "StatusCheckFailed", ["AutoScalingGroupName"], undefined], // not judged
  ["AWS/DMS", "FreeableMemory", ["ReplicationInstanceIdentifier"], undefined], // not judged
  ["AWS/Events", "Invocations", [], undefined], // not reviewed
  ["Own", "Errors", ["Anything"], undefined],
])("%s %s by %j", (namespace, metric, given, expected) => {
  expect(wrongDimensions(namespace, metric, given)).toEqual(expected);
});

test("the page of a namespace is where AWS lists its metrics", () => {
  expect(metricPage("AWS/SQS")).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/AWSSimpleQueueService\//);
  expect(metricPage("Own")).toBeUndefined();
});

test("sets of a metric the data does not list come from what every metric has", () => {
  expect(dimensionSets("AWS/SQS", "BrandNew")).toEqual([["QueueName"]]);
  expect(dimensionSets("AWS/ECS", "BrandNew")).toBeUndefined();
  expect(dimensionSets("AWS/Nothing", "BrandNew")).toBeUndefined();
});
