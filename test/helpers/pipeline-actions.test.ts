import { actionType } from "../../policy-pack/helpers/pipeline-actions";

test.each([
  ["Source", "S3", ["S3Bucket", "S3ObjectKey"], 0],
  ["Deploy", "S3", ["BucketName", "Extract"], 1],
  ["Build", "CodeBuild", ["ProjectName"], 5],
])("%s %s", (category, provider, required, mostInputs) => {
  const type = actionType(category, provider);
  expect(type?.required).toEqual(required);
  expect(type?.inputs[1]).toBe(mostInputs);
});

test.each([
  ["Build", "Jenkins"],
  ["Source", "CodeBuild"],
  [undefined, undefined],
])("%s %s is not known", (category, provider) => {
  expect(actionType(category, provider)).toBeUndefined();
});
