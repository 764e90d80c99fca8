import { UNKNOWN } from "../../policy-pack/engine/wire";
import { autoName, autoNamedProperty, typesWithAutoName } from "../../policy-pack/helpers/auto-names";

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
