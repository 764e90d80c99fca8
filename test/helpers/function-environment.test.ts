import { isDefinedByRuntime, RESERVED_VARIABLES, VARIABLE_NAME } from "../../policy-pack/helpers/function-environment";

test.each([
  ["AWS_REGION", true],
  ["_HANDLER", true],
  ["AWS_CONTAINER_CREDENTIALS_FULL_URI", true],
  ["PATH", true],
  ["NODE_ENV", true],
  ["PATHS", false],
  ["TABLE_NAME", false],
  ["MY_AWS_REGION", false],
])("%s is defined by the runtime: %s", (name, expected) => {
  expect(isDefinedByRuntime(name)).toBe(expected);
});

test("what a runtime merely defines may be set all the same", () => {
  expect(["PATH", "TZ", "NODE_PATH"].filter((name) => RESERVED_VARIABLES.has(name))).toEqual([]);
});

test.each([
  ["TABLE_NAME", true],
  ["a1", true],
  ["a", false],
  ["1A", false],
  ["TABLE-NAME", false],
  ["_TABLE", false],
])("%s has the form of a name: %s", (name, expected) => {
  expect(VARIABLE_NAME.test(name)).toBe(expected);
});
