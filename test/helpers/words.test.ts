import { requiredTags } from "../../policy-pack/helpers/required-tags";
import { taggableTypes } from "../../policy-pack/helpers/taggable";
import { listed, quotedNames, withArticle } from "../../policy-pack/helpers/words";

test.each<[readonly string[], string]>([
  [[], ""],
  [["a"], "`a`"],
  [["a", "b"], "`a` and `b`"],
  [["a", "b", "c"], "`a`, `b` and `c`"],
])("lists %j", (names, text) => {
  expect(listed(names)).toBe(text);
});

test("quotes a few of many", () => {
  expect(quotedNames(["a"], 2)).toBe('"a"');
  expect(quotedNames(["a", "b"], 2)).toBe('"a" and "b"');
  expect(quotedNames(["a", "b", "c", "d"], 2)).toBe('"a", "b" and 2 more');
});

test("required tags are texts, whatever the setting holds", () => {
  expect(requiredTags(["a", 1, "b"])).toEqual(["a", "b"]);
  expect(requiredTags("a")).toEqual([]);
});

test("taggable are what takes default tags, and Auto Scaling groups", () => {
  const types = taggableTypes();
  expect(types).toEqual(
    expect.arrayContaining(["aws:s3/bucket:Bucket", "aws:iam/role:Role", "aws:autoscaling/group:Group"]),
  );
  expect(types).not.toContain("aws:s3/bucketPolicy:BucketPolicy");
  expect(types).not.toContain("aws:inspector/resourceGroup:ResourceGroup");
  expect(types).toEqual([...new Set(types)]);
});

test.each(["a queue", "an alarm", "an SSM document", "a DB instance", "an IAM role"])("%s", (text) => {
  expect(withArticle(text.replace(/^\w+ /, ""))).toBe(text);
});
