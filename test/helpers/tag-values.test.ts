import { Resource } from "../../policy-pack/engine/resource";
import { tagValue } from "../../policy-pack/helpers/tag-values";

const resource = new Resource({ urn: "urn", type: "aws:s3/bucket:Bucket", name: "data", properties: () => ({}) });
const program = { project: "shop", stack: "prod", config: undefined, environment: {} };

test.each([
  ["a text", { Owner: "web" }, "Owner", "web"],
  ["what stands for project, stack and name", { Owner: "{project}/{stack}/{name}" }, "Owner", "shop/prod/data"],
  ["other braces as they are", { Owner: "{team}" }, "Owner", "{team}"],
])("%s", (_, setting, key, expected) => {
  expect(tagValue(setting, key, resource, program)).toBe(expected);
});

test.each([
  ["no value for the key", { Owner: "web" }, "owner"],
  ["an empty one", { Owner: "" }, "Owner"],
  ["no text", { Owner: 1 }, "Owner"],
  ["no setting", undefined, "Owner"],
  ["a key that every object has", {}, "constructor"],
])("none: %s", (_, setting, key) => {
  expect(tagValue(setting, key, resource, program)).toBeUndefined();
});

test("none where a part of it is not known", () => {
  const unknownProgram = { ...program, project: "" };
  expect(tagValue({ Owner: "{project}" }, "Owner", resource, unknownProgram)).toBeUndefined();
  expect(tagValue({ Owner: "{stack}" }, "Owner", resource, unknownProgram)).toBe("prod");
});
