import { deprecationTables, typesWithDeprecations } from "../../policy-pack/helpers/deprecations";

const majors = (major: number | undefined) =>
  deprecationTables(major).map((table) => /(\d+)\./.exec(table.source)?.[1]);

test("the table of a major version, the nearest where there is none", () => {
  expect([5, 6, 7, 8].map((major) => majors(major))).toEqual([["6"], ["6"], ["7"], ["7"]]);
});

test("both tables while the version is unknown", () => {
  expect(majors(undefined)).toEqual(["7", "6"]);
});

test("types of either table, each once", () => {
  const types = typesWithDeprecations();
  expect(types).toEqual(
    expect.arrayContaining(["aws:s3/bucketV2:BucketV2", "aws:ec2/eip:Eip", "aws:dynamodb/table:Table"]),
  );
  expect(types).toEqual([...new Set(types)]);
});

test("separate resources take over every inline setting of a bucket", () => {
  const [seven] = deprecationTables(7);
  const [six] = deprecationTables(6);
  expect(Object.keys(seven.arguments["aws:s3/bucket:Bucket"] ?? {})).toEqual(
    expect.arrayContaining([
      "acl",
      "versioning",
      "logging",
      "lifecycleRules",
      "serverSideEncryptionConfiguration",
      "website",
    ]),
  );
  expect(six.arguments["aws:s3/bucket:Bucket"]).toMatchObject({
    versioning: expect.stringContaining("BucketVersioningV2") as unknown,
    loggings: expect.stringContaining("BucketLoggingV2") as unknown,
  });
  expect(six.types["aws:s3/bucketV2:BucketV2"]).toBeUndefined();
});
