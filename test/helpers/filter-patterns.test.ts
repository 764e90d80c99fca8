import { faultOfPattern } from "../../policy-pack/helpers/filter-patterns";

test.each([
  "",
  "ERROR",
  "ERROR Exception",
  "?ERROR ?Exception",
  '"ERROR OR WARN"',
  "-OR ERROR",
  "%ERROR|WARN%",
  "ORDER failed",
  "[ip, user, timestamp, request, status=5*, size]",
  "[..., status_code >= 500]",
  "[ip, id, user, timestamp, request, status, size]",
  "[w1=ERROR, w2]",
  "[timestamp, level, error]",
  '{ $.level = "ERROR" }',
  '{ ($.a = 1) && ($.b = "x") || ($.c IS TRUE) }',
  "{ $['a.b'] = * }",
])("finds what it says: %s", (pattern) => {
  expect(faultOfPattern(pattern, false)).toBeUndefined();
});

test.each([
  ["[ERROR, Exception]", "every line of 2 words"],
  ["[TimeoutException]", "every line of one word"],
  ["ERROR OR Exception", "`OR` for one more word"],
  ['"ERROR" || "WARN"', "`||`"],
  ["ERROR AND timeout", "`AND`"],
  ['{ level = "ERROR" }', "no field of the JSON"],
  ['{ $.level = "ERROR"', "does not end with `}`"],
  ["[ERROR", "does not end with `]`"],
])("does not: %s", (pattern, why) => {
  expect(faultOfPattern(pattern, false)?.why).toContain(why);
});

test("fields whose value is published are meant as fields", () => {
  expect(faultOfPattern("[Timeout, ms]", true)).toBeUndefined();
});
