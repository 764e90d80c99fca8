import { UNKNOWN } from "../../policy-pack/engine/wire";
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
