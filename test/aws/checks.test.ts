import { UNKNOWN } from "../../policy-pack/engine/wire";
import { autoName, autoNamedProperty, typesWithAutoName } from "../../policy-pack/helpers/auto-names";
import { checkInputs } from "../../preflight/aws/check";
import { defaultsOf } from "../../preflight/aws/defaults";
import type { Place } from "../../preflight/aws/place";
import { zonesOf } from "../../preflight/aws/regions";
import { computedOutputs, nestedFields, resourceTypes } from "../../preflight/aws/tables";

const PLACE: Place = {
  partition: "aws",
  region: "eu-west-1",
  account: "210987654321",
  defaultTags: { Project: "flight" },
};

describe("auto-names", () => {
  test.each<[string, string, Readonly<Record<string, unknown>>, string, string]>([
    ["aws:s3/bucket:Bucket", "Logs", {}, "bucket", "logs-1a2b3c4"],
    ["aws:iam/role:Role", "Worker", {}, "name", "Worker-1a2b3c4"],
    ["aws:lb/loadBalancer:LoadBalancer", "web", {}, "name", "web-1a2b3c4"],
    ["aws:rds/instance:Instance", "orders", {}, "identifier", "orders1a2b3c4"],
    ["aws:elasticache/replicationGroup:ReplicationGroup", "Cache", {}, "replicationGroupId", "cache-1a2b3c4"],
    ["aws:glue/catalogDatabase:CatalogDatabase", "Lake", {}, "name", "lake_1a2b3c4"],
    ["aws:kms/alias:Alias", "data", {}, "name", "alias/data-1a2b3c4"],
    ["aws:kms/alias:Alias", "alias/data", {}, "name", "alias/data-1a2b3c4"],
    ["aws:sqs/queue:Queue", "jobs", { fifoQueue: true }, "name", "jobs-1a2b3c4.fifo"],
    ["aws:sns/topic:Topic", "alerts", { fifoTopic: false }, "name", "alerts-1a2b3c4"],
    ["aws:lambda/permission:Permission", "allow", {}, "statementId", "allow-1a2b3c4"],
    ["aws:efs/fileSystem:FileSystem", "data", {}, "creationToken", "data-1a2b3c4"],
    ["aws:cloudwatch/metricAlarm:MetricAlarm", "cpu", { name: null }, "name", "cpu-1a2b3c4"],
  ])("%s %s", (type, name, inputs, property, value) => {
    expect(autoName(type, name, inputs, "1a2b3c4")).toEqual({ property, value });
  });

  test.each<[string, Readonly<Record<string, unknown>>]>([
    ["aws:s3/bucket:Bucket", { bucket: "mine" }],
    ["aws:s3/bucket:Bucket", { bucket: UNKNOWN }],
    ["aws:s3/bucket:Bucket", { bucketPrefix: "mine-" }],
    ["aws:iam/role:Role", { namePrefix: "mine-" }],
    ["aws:rds/instance:Instance", { identifierPrefix: "mine" }],
    // Terraform names these, later: what they are called is unknown in a preview.
    ["aws:rds/cluster:Cluster", {}],
    // The name of a record is an address, the one of a composite alarm must be given.
    ["aws:route53/record:Record", {}],
    ["aws:cloudwatch/compositeAlarm:CompositeAlarm", {}],
    ["aws:ec2/vpc:Vpc", {}],
    ["acme:index:Component", {}],
  ])("%s %j has none", (type, inputs) => {
    expect(autoName(type, "thing", inputs)).toBeUndefined();
  });

  test("by default it is recognised as made up", () => {
    expect(autoName("aws:iam/role:Role", "worker", {})?.value).toBe("worker-0facade");
  });
});

test("the SDK says which types have an auto-name", () => {
  expect(typesWithAutoName().has("aws:eks/cluster:Cluster")).toBe(true);
  expect(autoNamedProperty("aws:eks/cluster:Cluster")).toBe("name");
  expect(autoNamedProperty("aws:rds/instance:Instance")).toBe("identifier");
  expect(autoNamedProperty("aws:ec2/vpc:Vpc")).toBeUndefined();
});

describe("checked inputs", () => {
  const check = (type: string, inputs: Readonly<Record<string, unknown>>) =>
    checkInputs(type, "thing", inputs, PLACE, "1a2b3c4");

  test("have region, all tags, name and defaults", () => {
    expect(check("aws:cloudwatch/metricAlarm:MetricAlarm", { tags: { Team: "b" } })).toEqual({
      inputs: {
        actionsEnabled: true,
        name: "thing-1a2b3c4",
        region: "eu-west-1",
        tags: { Team: "b" },
        tagsAll: { Project: "flight", Team: "b" },
        treatMissingData: "missing",
      },
      defaults: ["actionsEnabled", "name", "treatMissingData"],
    });
  });

  test("keep what the program says", () => {
    const { inputs, defaults } = check("aws:iam/role:Role", { name: "worker", path: "/app/", maxSessionDuration: 900 });
    expect(inputs).toMatchObject({
      name: "worker",
      path: "/app/",
      maxSessionDuration: 900,
      forceDetachPolicies: false,
    });
    expect(defaults).toEqual(["forceDetachPolicies"]);
    // IAM has no regions.
    expect(inputs).not.toHaveProperty("region");
  });

  test("hold documents as text, unknown as a whole when a part is", () => {
    const policy = { Version: "2012-10-17", Statement: [] };
    expect(check("aws:iam/rolePolicy:RolePolicy", { policy }).inputs.policy).toBe(JSON.stringify(policy));
    const half = { Statement: [{ Resource: UNKNOWN }] };
    expect(check("aws:iam/rolePolicy:RolePolicy", { policy: half }).inputs.policy).toBe(UNKNOWN);
  });

  test("leave a resource without tags alone", () => {
    expect(check("aws:s3/bucketPolicy:BucketPolicy", { bucket: "b" }).inputs).not.toHaveProperty("tagsAll");
  });
});

describe("tables", () => {
  test("every type with defaults exists, and no default is of something AWS computes", () => {
    for (const type of resourceTypes()) {
      const computed = computedOutputs(type);
      for (const property of Object.keys(defaultsOf(type))) {
        expect([type, property, computed?.has(property)]).toEqual([type, property, false]);
      }
    }
  });

  test("know kinds, nested types and names", () => {
    const eks = computedOutputs("aws:eks/cluster:Cluster");
    expect(eks?.get("arn")).toBe("s");
    expect(eks?.get("tagsAll")).toBe("{s");
    expect(eks?.get("identities")).toBe("[@eks/ClusterIdentity");
    expect([...nestedFields("@eks/ClusterIdentity").keys()]).toEqual(["oidcs"]);
    expect(eks?.has("name")).toBe(false);
    expect(computedOutputs("aws:no/thing:Thing")).toBeUndefined();
  });
});

test.each([
  ["us-east-1", "use1-az1"],
  ["ap-southeast-2", "apse2-az1"],
  ["ap-northeast-1", "apne1-az1"],
  ["ap-south-1", "aps1-az1"],
  ["ca-central-1", "cac1-az1"],
  ["eu-north-1", "eun1-az1"],
  ["us-gov-west-1", "usgw1-az1"],
  ["cn-northwest-1", "cnnw1-az1"],
])("zones of %s have ids like %s", (region, id) => {
  expect(zonesOf(region)[0]).toEqual({ name: `${region}a`, id });
});
