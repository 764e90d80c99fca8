import { placeOfJsonError } from "../../policy-pack/iam/json-error";

test.each([
  ["not JSON at all", "hello", "line 1, column 1"],
  ["an object's text", "[object Object]", "line 1, column 2"],
  ["nothing", "", "line 1, column 1"],
  ["cut off", '{"Version":', "line 1, column 12"],
  ["cut off inside a text", '{"Version":"2012', "line 1, column 12"],
  ["a comma before the end", '{\n  "a": [1, 2,],\n}', "line 2, column 14"],
  ["a comma before the brace", '{"a":1,}', "line 1, column 8"],
  ["no comma", '{"a":1\n "b":2}', "line 2, column 2"],
  ["no colon", '{"a" 1}', "line 1, column 6"],
  ["a key without quotes", "{a:1}", "line 1, column 2"],
  ["single quotes", "{'a':1}", "line 1, column 2"],
  ["a word", '{"a": undefined}', "line 1, column 7"],
  ["a word that begins well", '{"a": nullable}', "line 1, column 7"],
  ["a number that is none", '{"a": 01}', "line 1, column 7"],
  ["something after the end", '{"a":1} x', "line 1, column 9"],
  ["two documents", "{}{}", "line 1, column 3"],
  ["the wrong bracket", '{"a":[1}', "line 1, column 8"],
  ["a bracket too many", '{"a":1}}', "line 1, column 8"],
  ["a line break in a text", '{"a":"x\ny"}', "line 1, column 6"],
  ["a wrong escape", '{"a":"\\x"}', "line 1, column 6"],
])("%s", (_, text, place) => {
  expect(() => void JSON.parse(text)).toThrow();
  expect(placeOfJsonError(text)).toBe(place);
});

test("of a document that is cut off anywhere, finds the end or the token that was cut", () => {
  const text = JSON.stringify({ a: [1, -2.5e3, true, null, { b: 'x\\"\u00e9' }], c: {} }, undefined, 1);
  for (let length = 0; length < text.length; length++) {
    const prefix = text.slice(0, length);
    const [line = 0, column = 0] =
      /line (\d+), column (\d+)/.exec(placeOfJsonError(prefix))?.slice(1).map(Number) ?? [];
    const rest = prefix
      .split("\n")
      .slice(line - 1)
      .join("\n")
      .slice(column - 1);
    expect(rest).toMatch(/^(?:"(?:[^"\\]|\\.)*\\?|[-\d.eE+]*|[a-z]*)$/);
  }
});

test("gives up on what is far too long for a policy", () => {
  expect(placeOfJsonError(`"${"x".repeat(300_000)}`)).toBe("line 1, column 1");
});
