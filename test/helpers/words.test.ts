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

test.each(["a queue", "an alarm", "an SSM document", "a DB instance", "an IAM role"])("%s", (text) => {
  expect(withArticle(text.replace(/^\w+ /, ""))).toBe(text);
});
