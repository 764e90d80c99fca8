import { isStaticParameter } from "../../../policy-pack/helpers/rds/static-parameters";

test.each([
  ["postgres15", "shared_buffers", true],
  ["aurora-postgresql16", "max_connections", true],
  ["postgres15", "work_mem", false],
  ["mysql8.0", "performance_schema", true],
  ["mysql8.0", "Performance_Schema", true],
  ["mysql8.0", "max_connections", false],
  ["mysql8.0", "shared_buffers", false],
  ["mariadb10.11", "lower_case_table_names", true],
  ["oracle-ee-19", "processes", false],
])("in %s, %s is static: %s", (family, parameter, expected) => {
  expect(isStaticParameter(family, parameter)).toBe(expected);
});
